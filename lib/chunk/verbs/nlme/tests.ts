/**
 * `anova` of one `lme` or `gls`: its terms, some of them at once, or functions of its coefficients.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { nlmeAnova } from "../../../inference/test/nlme_anova.ts";
import {
  type NlmeHypothesis,
  nlmeJointTest,
  nlmeTerms,
} from "../../../inference/test/nlme_joint_test.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { refuseOf } from "../../evaluation/refused.ts";

/** nlme's: terms in sequence, or each beside all others; one test of what `Terms` or `L` names. */
export function nlmeTests(call: Call, fit: LinearMixedModel): Value {
  refuseOf(call, ["ddf"], fit.described.called, "Its tests have the df of the grouping levels");
  const type = call.choice("type", ["sequential", "marginal"] as const, "sequential");
  const adjustSigma = call.flag("adjustSigma", true);
  for (const name of ["Terms", "L"]) {
    if (!call.has(name)) continue;
    const hypothesis = name === "Terms" ? termsOf(call, fit) : functionsOf(call, fit);
    const table = call.at(name, () => nlmeJointTest(fit, hypothesis, adjustSigma));
    return { kind: "anova", table, fit };
  }
  const table = call.at(
    "object",
    () => nlmeAnova(fit, { type: type === "marginal" ? 3 : 1, adjustSigma }),
  );
  return { kind: "anova", table, fit };
}

/** Terms by name, or by number, the intercept's the first. */
function termsOf(call: Call, fit: LinearMixedModel): NlmeHypothesis {
  const known = nlmeTerms(fit);
  const value = call.value("Terms");
  const named = value.kind === "character"
    ? value.values.map((name) => name ?? "NA")
    : Array.from(call.numbers("Terms"), (k) => known[k - 1] ?? String(k));
  const strange = named.find((name) => !known.includes(name));
  if (strange !== undefined) {
    fail("unknown-term", `The model has no term ${strange}`, {
      span: call.spanOf("Terms"),
      hint: `Its terms are ${known.join(", ")}, numbered from 1`,
    });
  }
  return { terms: named };
}

/** Weights in the order of the coefficients, or by their names. */
function functionsOf(call: Call, fit: LinearMixedModel): NlmeHypothesis {
  const value = call.value("L");
  const own = fit.coefficients.flatMap((c) => c.estimate === null ? [] : [c.name]);
  const matrix = value.kind === "matrix"
    ? value
    : { values: [call.numbers("L")], rowNames: [], columnNames: namesOf(value) };
  const { values, rowNames, columnNames } = matrix;
  const width = values[0]?.length ?? 0;
  const byName = columnNames.some((name) => name !== "");
  const strange = byName ? columnNames.find((name) => !own.includes(name)) : undefined;
  if (strange !== undefined || width > own.length) {
    const what = strange === undefined
      ? `L has ${width} weights for ${own.length} coefficients`
      : `The model has no coefficient ${strange}`;
    fail("bad-length", what, {
      span: call.spanOf("L"),
      hint: `Its coefficients are ${own.join(", ")}`,
    });
  }
  const functions = values.map((row) => {
    const out = new Float64Array(own.length);
    row.forEach((w, k) => out[byName ? own.indexOf(columnNames[k]!) : k] = w);
    return out;
  });
  if (functions.every((row) => row.every((w) => w === 0))) {
    call.wrong("L", "functions that are not 0", value);
  }
  const names = rowNames.some((name) => name !== "") ? { names: rowNames } : {};
  return { functions, ...names };
}

function namesOf(value: Value): readonly string[] {
  return value.kind === "numeric" ? value.names ?? [] : [];
}
