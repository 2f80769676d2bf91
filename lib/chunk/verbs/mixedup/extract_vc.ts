/**
 * `extract_vc` of mixedup: variance components of a mixed model as a tibble, with intervals and shares.
 *
 * @module
 */
import { componentIntervals, confint, type Interval } from "../../../inference/test/confint.ts";
import { tibbleOf } from "../../../language/dplyr/tables.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { VarianceComponent } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { roundText } from "../../values/percent.ts";
import { character, list, type MatrixValue, numeric, type Value } from "../../values/value.ts";

const RESIDUAL = "Residual";

const plain = (term: string): string => term.replace(/[(,)]/g, "");

/** Rows of variances, that of the residuals last. */
function rowsOf(call: Call): VarianceComponent[] {
  const { fit } = call.fit("model");
  const { mixed, marginal } = fit;
  if (!mixed || fit.random?.nlme || (marginal && marginal.kind === "glimmix")) {
    return call.wrong("model", "an lmer, a glmer or a glmmTMB", call.value("model"));
  }
  const rows = mixed.varianceComponents.filter((c) => !c.quantity);
  const gaussian = marginal?.kind === "glmmTMB" && marginal.family.name === "gaussian";
  if (!gaussian || rows.some((r) => r.group === RESIDUAL)) return rows;
  // rows without a variance of their own
  return [...rows, { group: RESIDUAL, term: "", variance: 0, sd: 0, correlations: [] }];
}

/** Intervals of standard deviations in the order of the rows; fewer where the residual's has none. */
function limitsOf(call: Call, level: number): Interval[] {
  const { fit } = call.fit("model");
  if (fit.marginal) {
    return componentIntervals(fit.marginal, level)
      .filter(({ name }) => /^(cond\.)?Std\.Dev\./.test(name));
  }
  return call.at("model", () => confint(fit, { method: "profile", level }))
    .filter(({ name, label }) => name === ".sigma" || label?.startsWith("sd "));
}

/** Correlations of the effects of each group. */
function correlations(rows: readonly VarianceComponent[], digits: number): Value {
  const groups = [...new Set(rows.map((r) => r.group))].filter((g) => g !== RESIDUAL);
  return list(groups.map((name) => {
    const own = rows.filter((r) => r.group === name);
    const names = own.map((r) => plain(r.term));
    const value: MatrixValue = {
      kind: "matrix",
      rowNames: names,
      columnNames: names,
      values: own.map((a, i) =>
        Float64Array.from(own, (b, j) => {
          const r = i === j ? 1 : (i > j ? a.correlations[j] : b.correlations[i]) ?? 0;
          return rounded(r, digits);
        })
      ),
    };
    return { name, value };
  }));
}

const rounded = (x: number, digits: number): number => Number(x.toFixed(digits));

function extract(call: Call): Value {
  const rows = rowsOf(call);
  const level = call.number("ci_level", 0.95);
  const digits = call.number("digits", 3);
  const scale = call.choice("ci_scale", ["sd", "var"] as const, "sd");
  const limits = level > 0 ? limitsOf(call, level) : [];
  const total = rows.reduce((sum, r) => sum + (r.variance ?? 0), 0);
  const tail = (1 - level) / 2;
  const headOf = (p: number): string => `${scale}_${roundText(p).replace(" %", "")}`;
  const limit = (name: string, pick: (i: Interval) => number | null): [string, number[]] => [
    name,
    rows.map((_, i) => {
      const value = limits[i] ? pick(limits[i]) : null;
      return value === null ? NaN : scale === "var" ? value ** 2 : value;
    }),
  ];
  const numbers: [string, number[]][] = [
    ["variance", rows.map((r) => r.variance ?? NaN)],
    ["sd", rows.map((r) => r.sd ?? NaN)],
    ...(level > 0
      ? [limit(headOf(tail), (i) => i.lower), limit(headOf(1 - tail), (i) => i.upper)]
      : []),
    ["var_prop", rows.map((r) => (r.variance ?? NaN) / total)],
  ];
  // an autoregression has one variance for all its times
  const { fit } = call.fit("model");
  const ordered = /\bar1\(/.test(fit.formula);
  const kept = rows.flatMap((r, i) =>
    ordered && rows.findIndex((o) => o.group === r.group) < i ? [] : [i]
  );
  if (ordered) {
    call.note(
      "simplified",
      "Output has been simplified. You may have additional information with `show_cor = TRUE`.",
    );
  }
  const texts = (values: (string | null)[]) => toLanguage(character(values));
  const table = tibbleOf([
    ["group", texts(kept.map((i) => rows[i]!.group))],
    ...(ordered ? [] : [["effect", texts(kept.map((i) => plain(rows[i]!.term) || null))] as const]),
    ...numbers.map(([name, values]) =>
      [name, toLanguage(numeric(kept.map((i) => rounded(values[i]!, digits))))] as const
    ),
  ]);
  const value: Value = { kind: "other", what: "a table", value: table };
  if (!call.flag("show_cor", false)) return value;
  return list([
    { name: "Variance Components", value },
    { name: "Cor", value: correlations(rows, digits) },
  ]);
}

/** Variance components as a table. */
export const EXTRACT_VC: Verb = verbOf("mixedup")(
  "extract_vc",
  'model, ci_level?, ci_args!NULL, ci_scale?, show_cor?, digits?, component!"cond", include_het_var!FALSE',
  "variance components of a mixed model with their intervals and shares, as a tibble",
  extract,
);
