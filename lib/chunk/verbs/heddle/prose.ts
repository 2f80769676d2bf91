/**
 * Verbs for prose: `se ci n_reps`. Where all levels agree they give one number.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asFactor, interaction } from "../../../data/factor.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import type { MeansRow } from "../../../inference/means/means_grid.ts";
import { parseSpec } from "../../../inference/means/means_spec.ts";
import type { Call } from "../../evaluation/call.ts";
import { integer, numeric, type Value } from "../../values/value.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { ddfOf } from "../emmeans/views.ts";
import { specOf, valuesAt } from "../emmeans/means_arguments.ts";
import type { CallExpr } from "../../../syntax/expr.ts";
import { argumentsInR, firstInR } from "../../evaluation/r_words.ts";
import { variableNames } from "../../values/names.ts";

/** Means of a model for a spec, or those of an `emmeans` value. */
function meansRows(call: Call): { rows: readonly MeansRow[]; level: number } {
  const value = call.value("object");
  if (value.kind === "means") return value.grid;
  const { fit } = call.fit("object");
  const ddf = ddfOf(call, "lmer.df");
  const level = call.number("level", 0.95);
  return call.at("specs", () =>
    emmeans(fit, specOf(call), {
      level,
      ...(call.has("at") ? { at: valuesAt(call) } : {}),
      ...(ddf ? { ddf } : {}),
    }));
}

/** `A`, or `A, 7` where a mean has several variables. */
function labelOf(row: MeansRow): string {
  return Object.values(row.at).join(", ");
}

/** One number if all are equal (to 9 digits), else one for each label. */
function condensed(values: readonly (number | null)[], labels: readonly string[]): Value {
  const numbers = values.map((v) => v ?? NaN);
  const [first] = numbers;
  const alike = first !== undefined &&
    numbers.every((v) => Math.abs(v - first) <= 1e-9 * Math.abs(first));
  return alike ? numeric([first]) : numeric(numbers, labels);
}

function standardErrors(call: Call): Value {
  const { rows } = meansRows(call);
  return condensed(rows.map((r) => r.standardError), rows.map(labelOf));
}

/** Limits of one mean, or a row of limits for each. */
function confidenceLimits(call: Call): Value {
  const { rows } = meansRows(call);
  const limits = rows.map((r) => Float64Array.of(r.lower ?? NaN, r.upper ?? NaN));
  const columnNames = ["lower", "upper"];
  const [only] = limits;
  if (only && limits.length === 1) return numeric(only, columnNames);
  return { kind: "matrix", rowNames: rows.map(labelOf), columnNames, values: limits };
}

/** Observations behind each mean. */
function repetitions(call: Call): Value {
  const { fit } = call.fit("object");
  const spec = specOf(call);
  const { factors, by } = call.at("specs", () => parseSpec(spec));
  const names = [...factors, ...by];
  if (names.length === 0) return integer([fit.n]);
  const columns = names.map((name) => {
    const column = call.at("specs", () => fit.data.require(name));
    return asFactor(column);
  });
  const crossed = interaction(columns, { separator: ", " });
  const counts = new Float64Array(crossed.levels.length);
  for (const code of crossed.codes) if (code >= 0) counts[code]!++;
  const [first] = counts;
  if (first === undefined) fail("no-rows", "The model has no observations", { span: call.span });
  return counts.every((c) => c === first) ? integer([first]) : integer(counts, crossed.levels);
}

/** `emmeans(m, ~ Trt)`, or the means themselves if they are given. */
const meansInR = (call: CallExpr): string =>
  call.args.length > 1 ? `emmeans(${argumentsInR(call.args)})` : firstInR(call);

function countsInR(call: CallExpr): string {
  const spec = call.args[1]?.value;
  const names = spec ? [...variableNames(spec)].map((n) => JSON.stringify(n)).join(", ") : "";
  return `table(model.frame(${firstInR(call)})[, c(${names})])`;
}

/** Verbs for prose. */
export const PROSE: readonly Verb[] = [
  ours(
    "se",
    "object, specs?, by?, at?, lmer.df?",
    "standard error of means",
    standardErrors,
    (call) => `as.data.frame(${meansInR(call)})$SE`,
  ),
  ours(
    "ci",
    "object, specs?, by?, at?, level?, lmer.df?",
    "confidence limits of means",
    confidenceLimits,
    (call) => `as.data.frame(${meansInR(call)})[, c("lower.CL", "upper.CL")]`,
  ),
  ours(
    "n_reps",
    "object, specs, by?",
    "number of observations behind a mean",
    repetitions,
    countsInR,
  ),
];
