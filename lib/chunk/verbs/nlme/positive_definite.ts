/**
 * The words of nlme that name a structure of random effects: `pdSymm(matrix(4), ~ 1)` by itself, for `lme` to
 * take in `random =`. Values are where nlme's search begins, and say nothing of the estimates.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { formatNumbers } from "../../../render/number/number_format.ts";
import { matrixLines } from "../../../render/text/layout.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { DisplayValue, MatrixValue, Value } from "../../values/value.ts";

const verb = verbOf("nlme");

/** Names of the rows of a matrix, those of `nam` before its own. */
function namesOf(call: Call, { rowNames, values }: MatrixValue): string[] | null {
  if (call.has("nam")) {
    const names = call.texts("nam");
    if (names.length === values.length) return names;
    fail("wrong-argument", `${values.length} rows have not ${names.length} names`, {
      span: call.spanOf("nam"),
      hint: "Give one name for each row",
    });
  }
  const form = call.optional("form");
  const only = form?.kind === "formula" && values.length === 1 ? ["(Intercept)"] : null;
  return rowNames.length > 0 ? [...rowNames] : only;
}

function linesOf(names: readonly string[] | null, { values }: MatrixValue): string[] {
  return matrixLines({
    rowNames: values.map((_, i) => names ? names[i]! : `[${i + 1},]`),
    columns: values.map((_, j) => ({
      name: names ? names[j]! : `[,${j + 1}]`,
      cells: formatNumbers(values.map((row) => row[j]!)),
      align: "right" as const,
    })),
  });
}

function positiveDefinite(matrix: MatrixValue): boolean {
  const n = matrix.values.length;
  const l = matrix.values.map((row) => Float64Array.from(row));
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix.values[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 0)) return false;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return true;
}

function structure(name: string): Verb {
  return verb(
    name,
    "value?, form?, nam?, data~",
    "a structure of random effects, for lme()",
    (call): DisplayValue => {
      const given: Value | null = call.optional("value");
      const matrix = given?.kind === "matrix" ? given : null;
      if (given && !matrix && given.kind !== "formula") {
        return call.wrong("value", "a matrix, or a formula", given, `${name}(~ x)`);
      }
      if (matrix) {
        const square = matrix.values.every((row) => row.length === matrix.values.length);
        if (!square || !positiveDefinite(matrix)) {
          fail("wrong-argument", `${name}() begins at a matrix that is positive definite`, {
            span: call.spanOf("value"),
            hint: "Leave the values out: lme() finds where to begin",
          });
        }
      }
      const lines = matrix
        ? [
          `Positive definite matrix structure of class ${name} representing`,
          ...linesOf(namesOf(call, matrix), matrix),
        ]
        : [`Uninitialized positive definite matrix structure of class ${name}.`];
      return {
        kind: "display",
        shown: { kind: "text", text: lines.join("\n") },
        what: "a structure of random effects",
        frame: null,
        parts: {},
        written: call.expr!,
      };
    },
  );
}

/** Structures of random effects. */
export const POSITIVE_DEFINITE: readonly Verb[] = [
  "pdSymm",
  "pdLogChol",
  "pdNatural",
  "pdDiag",
  "pdIdent",
  "pdCompSymm",
].map(structure);
