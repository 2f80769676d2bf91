/**
 * Numbers as MASS has them: `fractions ginv contr.sdif`.
 *
 * Sources: Hardy & Wright (1979), An Introduction to the Theory of Numbers, chapter 10; Penrose (1955),
 * Proc. Camb. Phil. Soc. 51, 406–413.
 *
 * @module
 */
import { pseudoInverse } from "../../../math/algebra/spectral.ts";
import { greatest } from "../../../lists.ts";
import { matrixLines, vectorLines } from "../../../render/text/layout.ts";
import type { Call } from "../../evaluation/call.ts";
import { displayed } from "../../values/displayed.ts";
import { isVector, type MatrixValue, type Value } from "../../values/value.ts";
import { namesOf, numbersOf, textsOf } from "../../values/vector.ts";
import { namedVectorLines } from "../../../render/text/layout.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";

const verb = verbOf("MASS");

/** A number as a fraction: its continued fraction up to a denominator. */
export function fractionText(x: number, cycles: number, most: number): string {
  if (Number.isNaN(x)) return "NA";
  let whole = Math.floor(x);
  let rest = x - whole;
  let [p0, q0, p, q] = [1, 0, whole, 1];
  for (let k = 0; k < cycles && rest > 1 / most; k++) {
    rest = 1 / rest;
    whole = Math.floor(rest);
    rest -= whole;
    [p0, q0, p, q] = [p, q, whole * p + p0, whole * q + q0];
  }
  return q === 1 ? String(p) : `${p}/${q}`;
}

function fractions(call: Call): Value {
  const value = call.value("x");
  const cycles = call.number("cycles", 10);
  const most = call.number("max.denominator", 2000);
  const texts = (numbers: ArrayLike<number>): string[] =>
    Array.from(numbers, (x) => fractionText(x, cycles, most));
  if (value.kind === "matrix") {
    const rows = value.values.map(texts);
    const width = greatest(rows.flat().map((t) => t.length), 0);
    const count = value.values[0]?.length ?? 0;
    return displayed(
      matrixLines({
        rowNames: value.rowNames.length > 0 ? value.rowNames : rows.map((_, i) => `[${i + 1},]`),
        columns: Array.from({ length: count }, (_, j) => ({
          name: value.columnNames[j] ?? `[,${j + 1}]`,
          cells: rows.map((row) => row[j]!.padStart(width)),
          align: "left",
        })),
      }),
      "fractions",
    );
  }
  const numbers = numbersOf(value) ?? call.wrong("x", "numbers", value);
  const made = texts(numbers);
  const width = greatest(made.map((t) => t.length), 0);
  const cells = made.map((t) => t.padStart(width));
  const names = isVector(value) ? namesOf(value) : null;
  return displayed(
    names ? namedVectorLines([...names], cells) : vectorLines(cells, "left"),
    "fractions",
  );
}

function matrixOf(call: Call, name: string): MatrixValue {
  const value = call.value(name);
  return value.kind === "matrix" ? value : call.wrong(name, "a matrix of numbers", value);
}

function inverse(call: Call): Value {
  const { values } = matrixOf(call, "X");
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  const flat = Float64Array.from(values.flatMap((row) => [...row]));
  const made = pseudoInverse(flat, rows, columns, call.number("tol", 1.4901161193847656e-8));
  return {
    kind: "matrix",
    rowNames: [],
    columnNames: [],
    values: Array.from({ length: columns }, (_, i) => made.slice(i * rows, (i + 1) * rows)),
  };
}

/** Codings by differences of neighbouring levels. */
function differences(call: Call): Value {
  const value = call.value("n");
  const numbers = numbersOf(value);
  const count = numbers?.length === 1 && Number.isInteger(numbers[0]) ? numbers[0]! : null;
  const levels = count !== null
    ? Array.from({ length: count }, (_, i) => String(i + 1))
    : isVector(value)
    ? textsOf(value).map(String)
    : call.wrong("n", "the number of levels, or their names", value);
  const k = levels.length;
  if (k < 2) return call.wrong("n", "two levels or more", value);
  return {
    kind: "matrix",
    rowNames: levels,
    columnNames: levels.slice(1).map((l, j) => `${l}-${levels[j]}`),
    values: levels.map((_, i) =>
      Float64Array.from({ length: k - 1 }, (_, j) => (i > j ? j + 1 : j + 1 - k) / k)
    ),
  };
}

/** Numbers and matrices. */
export const NUMBERS: readonly Verb[] = [
  verb("fractions", "x, cycles?, max.denominator?", "numbers written as fractions", fractions),
  verb("ginv", "X, tol?", "the generalized inverse of a matrix, by Moore and Penrose", inverse),
  verb(
    "contr.sdif",
    "n, contrasts!TRUE, sparse!FALSE",
    "a coding of a factor by differences of neighbouring levels",
    differences,
  ),
];
