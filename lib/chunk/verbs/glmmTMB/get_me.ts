/**
 * Parts of a `glmmTMB` by their names, for `getME`.
 *
 * @module
 */
import { aDistribution } from "../../../model/distribution_name.ts";
import { fail } from "../../../diagnostic.ts";
import type { GeneralizedMixedModel } from "../../../model/fit.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { list, type MatrixValue, numeric, type Value } from "../../values/value.ts";
import { modelMatrix } from "../stats/columns/model_matrix.ts";

/** Z of the conditional model: term by term, level by level, column by column. */
function designOf(fit: GeneralizedMixedModel, rowNames: readonly string[]): MatrixValue {
  const blocks = fit.effectBlocks();
  const names = blocks.flatMap((b) => b.levels.flatMap((level) => b.columns.map(() => level)));
  const values = Array.from({ length: fit.n }, () => new Float64Array(names.length));
  let start = 0;
  for (const { levels, columns, codes, values: given } of blocks) {
    given.forEach((column, a) =>
      column.forEach((v, i) => values[i]![start + codes[i]! * columns.length + a] = v)
    );
    start += levels.length * columns.length;
  }
  return { kind: "matrix", rowNames: [...rowNames], columnNames: names, values };
}

function thetaOf(call: Call, fit: GeneralizedMixedModel): Value {
  return numeric(
    fit.effectBlocks().flatMap(({ theta, group }) =>
      theta ?? fail("wrong-argument", `The structure of the effects of ${group} has no θ here`, {
        span: call.spanOf("name"),
        hint: "VarCorr(m) has its standard deviations and correlations",
      })
    ),
  );
}

/** Coefficients of the mean, of zeros, and of the log of the dispersion. */
function betaOf(call: Call, fit: GeneralizedMixedModel): Value {
  const known = fit.dispersionModel.length > 0 || fit.dispersion.fixed
    ? fit.dispersionModel.map((c) => c.estimate ?? NaN)
    : fit.family.name === "gaussian"
    ? [Math.log(fit.dispersion.value)]
    : fail(
      "wrong-argument",
      `getME() has no scale of the dispersion of ${aDistribution(fit.family.name)} model`,
      {
        span: call.spanOf("name"),
        hint: "fixef(m) has the coefficients, sigma(m) the dispersion",
      },
    );
  const parts: [string, number[]][] = [
    ["beta", [...fit.beta]],
    ["betazi", fit.zeroInflation.map((c) => c.estimate ?? NaN)],
    ["betad", known],
  ];
  return numeric(
    parts.flatMap(([, values]) => values),
    parts.flatMap(([name, v]) => v.map((_, k) => v.length === 1 ? name : `${name}${k + 1}`)),
  );
}

type Part = (fit: GeneralizedMixedModel, call: Call, rows: readonly string[]) => Value;

const PARTS: Readonly<Record<string, Part>> = {
  X: (fit, _, rows) => modelMatrix(fit, rows),
  Z: (fit, _, rows) => designOf(fit, rows),
  theta: (fit, call) => thetaOf(call, fit),
  beta: (fit, call) => betaOf(call, fit),
  b: (fit) => numeric(fit.effectBlocks().flatMap(({ effects }) => effects.flatMap((e) => [...e]))),
};

/** Parts of a glmmTMB; several as a list. */
export function ofGlmmTMB(
  call: Call,
  fit: GeneralizedMixedModel,
  names: readonly string[],
  rows: readonly string[],
): Value {
  const parts = names.map((name) => {
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part) return { name, value: part(fit, call, rows) };
    return fail("wrong-argument", `getME() has no part "${name}" of a glmmTMB`, {
      span: call.spanOf("name"),
      hint: suggestion(name, Object.keys(PARTS), "It has"),
    });
  });
  return parts.length === 1 ? parts[0]!.value : list(parts);
}
