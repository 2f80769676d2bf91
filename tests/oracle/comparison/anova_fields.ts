/**
 * Fields of tests of terms, comparisons of models and joint tests.
 *
 * @module
 */
import { anova, type AnovaOptions } from "../../../lib/inference/test/anova.ts";
import type { AnovaRow } from "../../../lib/inference/test/anova_table.ts";
import { compareNamed } from "../../../lib/inference/test/comparison.ts";
import { ranova } from "../../../lib/inference/test/ranova.ts";
import { jointTests, type JointTestRow } from "../../../lib/inference/test/joint_tests.ts";
import { sasHypotheses } from "../../../lib/inference/test/hypothesis_sas.ts";
import { inR } from "../../../lib/render/text/r_words.ts";
import type { Fit, LinearMixedModel } from "../../../lib/model/fit.ts";
import type { Coding } from "../../../lib/model/fixed/codings.ts";
import {
  fitFormula,
  type Json,
  list,
  object,
  type ReferenceCase,
  rows,
  texts,
} from "./reference_case.ts";
import type { Kind, Tally } from "./tally.ts";

/** Sum coding of the unordered factors, polynomial of the ordered ones. */
function sumCoded({ json, table, fit }: ReferenceCase): Fit {
  const contrasts = Object.fromEntries(
    fit.fixed.variables.filter((v) => v.kind === "factor" && !v.ordered)
      .map((v): [string, Coding] => [v.label, "sum"]),
  );
  return fitFormula(json, table, { contrasts });
}

function compareRows(
  tally: Tally,
  field: string,
  got: readonly AnovaRow[],
  expected: Json | undefined,
  scale: number,
): void {
  for (const row of rows(expected)) {
    const own = got.find((r) => r.term === row.term);
    const name = `${field}.${row.term}`;
    tally.same(`${name}.term`, own?.term, row.term);
    if (!own) continue;
    for (const [column, value] of Object.entries(row)) {
      if (column === "term") continue;
      const found = COLUMNS[column];
      if (!found) {
        tally.same(`${name} has a column ${column} that is not compared`, true, false);
        continue;
      }
      const [kind, short, of, least] = found;
      tally.number(kind, `${name}.${short}`, of(own), value, least ?? scale);
    }
  }
}

/** R's columns: their kind, our name, our value, and the least scale where it is not the table's. */
const COLUMNS: Readonly<
  Record<string, [Kind, string, (row: AnovaRow) => number | null | undefined, number?]>
> = {
  Df: ["exact", "Df", (r) => r.numDf],
  NumDF: ["exact", "Df", (r) => r.numDf],
  "Df.res": ["df", "ddf", (r) => r.denDf, 0],
  DenDF: ["df", "ddf", (r) => r.denDf, 0],
  "Sum Sq": ["estimate", "SS", (r) => r.sumSq],
  "Mean Sq": ["estimate", "MS", (r) => r.meanSq],
  F: ["estimate", "F", (r) => r.statistic, 1e-6],
  "F value": ["estimate", "F", (r) => r.statistic, 1e-6],
  Chisq: ["estimate", "F", (r) => r.statistic, 1e-6],
  "Pr(>F)": ["p", "p", (r) => r.pValue, 0],
  "Pr(>Chisq)": ["p", "p", (r) => r.pValue, 0],
  p: ["p", "p", (r) => r.pValue, 0],
};

/** Tests of the terms of an `lm`. */
export function compareLinearAnova(tally: Tally, c: ReferenceCase): void {
  const json = object(c.json.anova);
  const scale = c.fit.sigma ** 2 * 1e-6;
  const table = (fit: Fit, options: AnovaOptions): readonly AnovaRow[] => anova(fit, options).rows;
  compareRows(tally, "anova.type1", table(c.fit, { type: 1 }), json.type1, scale);
  const two = anova(c.fit, { type: 2 });
  compareRows(tally, "anova.type2", two.rows, json.type2, scale);
  tally.same("anova.note2", two.notes.map(inR), texts(json.note2));
  if (Array.isArray(json.type3_contr_sum)) {
    const three = table(sumCoded(c), { type: 3, hypotheses: "car" });
    compareRows(tally, "anova.type3_contr_sum", three, json.type3_contr_sum, scale);
    // with every cell filled, sum coding gives the hypotheses that no coding changes
    compareRows(tally, "anova.type3", table(c.fit, { type: 3 }), json.type3_contr_sum, scale);
    const plain = table(c.fit, { type: 3, hypotheses: "car" });
    compareRows(tally, "anova.type3_default", plain, json.type3_default_contrasts, scale);
  } else {
    let message = "";
    try {
      table(c.fit, { type: 3, hypotheses: "car" });
    } catch (error) {
      message = (error as { diagnostics: { message: string }[] }).diagnostics[0]!.message;
    }
    // our sentences begin with a capital letter
    message = message.charAt(0).toLowerCase() + message.slice(1);
    tally.same("anova.type3.error", message, object(json.type3_contr_sum).error);
  }
  for (const [i, other] of rows(c.json.model_comparison).entries()) {
    const reduced = fitFormula(c.json, c.table, { formula: String(other.reduced) });
    const { rows: own } = compareNamed([reduced, c.fit]);
    rows(other.table).forEach((row, k) => {
      const field = `model_comparison[${i}][${k}]`;
      const got = own[k]!;
      tally.number("exact", `${field}.Res.Df`, got.residualDf, row["Res.Df"]);
      tally.number("estimate", `${field}.RSS`, got.residualSumSq, row.RSS);
      tally.number("exact", `${field}.Df`, got.df, row.Df);
      tally.number("estimate", `${field}.SS`, got.sumSq, row["Sum of Sq"]);
      tally.number("estimate", `${field}.F`, got.statistic, row.F);
      tally.number("p", `${field}.p`, got.pValue, row["Pr(>F)"]);
    });
  }
  compareJoint(tally, "joint_tests", jointTests(c.fit).rows, c.json.joint_tests);
}

/** Tests of the terms of an `lmer`. */
export function compareMixedAnova(tally: Tally, c: ReferenceCase): void {
  const json = object(c.json.anova);
  const m = c.fit as LinearMixedModel;
  const tested = (key: string, options: AnovaOptions, fit: Fit = m): void => {
    if (!json[key]) return;
    compareRows(tally, `anova.${key}`, anova(fit, options).rows, object(json[key]).rows, 1e-6);
  };
  tested("car_II_KR", { type: 2 });
  tested("car_II_chisq", { type: 2, test: "Chisq" });
  tested("car_III_KR_default_contrasts", { type: 3, hypotheses: "car" });
  if (json.car_III_KR_contr_sum) {
    tested("car_III_KR_contr_sum", { type: 3, hypotheses: "car" }, sumCoded(c));
    const own = anova(m, { type: 3 }).rows;
    compareRows(tally, "anova.type3", own, object(json.car_III_KR_contr_sum).rows, 1e-6);
  }
  for (const type of [1, 2, 3] as const) {
    const roman = ["I", "II", "III"][type - 1];
    const common = { type, hypotheses: "sas", layout: "lmerTest" } as const;
    tested(`lmerTest_${roman}_Satterthwaite`, { ...common, ddf: "satterthwaite" });
    tested(`lmerTest_${roman}_KR`, { ...common, ddf: "kenward-roger" });
  }
  if (json.III_Satterthwaite_unrounded) {
    const { rows: own, notes } = anova(m, { type: 3, ddf: "satterthwaite", layout: "lmerTest" });
    compareRows(tally, "anova.III_unrounded", own, json.III_Satterthwaite_unrounded, 1e-6);
    tally.same(
      "anova.III.notes",
      notes.map(inR),
      texts(object(json.lmerTest_III_Satterthwaite).notes),
    );
  }
  const hypotheses = sasHypotheses(m, 3);
  for (const [term, l] of Object.entries(object(json.type3_L))) {
    const own = hypotheses.find((h) => h.term === term)?.rows ?? [];
    list(l).forEach((row, i) => {
      tally.numbers("estimate", `anova.type3_L.${term}[${i}]`, own[i] ?? [], list(row), 1);
    });
  }
  const joint = object(c.json.joint_tests);
  if (joint.KR) {
    compareJoint(tally, "joint_tests.KR", jointTests(m).rows, joint.KR);
    const { rows: own } = jointTests(m, { ddf: "satterthwaite" });
    compareJoint(tally, "joint_tests.Satterthwaite", own, joint.Satterthwaite);
  }
  compareLikelihood(tally, c, m);
}

/** Joint tests; F and df are rounded by R, and the row `(confounded)` is made of rounded figures. */
export function compareJoint(
  tally: Tally,
  field: string,
  got: readonly JointTestRow[],
  expected: Json | undefined,
): void {
  rows(expected).forEach((row, i) => {
    const term = row["model term"];
    const own = term === undefined ? got[i] : got.find((r) => r.term === term);
    const name = `${field}.${term ?? i}`;
    tally.number("exact", `${name}.df1`, own?.numDf, row.df1);
    tally.rounded(`${name}.df2`, own?.denDf, row.df2, 2);
    tally.rounded(`${name}.F`, own?.statistic, row["F.ratio"], 3);
    tally.number("p", `${name}.p`, own?.pValue, row["p.value"]);
    if (row.note !== undefined) {
      tally.same(`${name}.note`, own?.note ?? "", String(row.note).trim());
    }
  });
}

function compareLikelihood(tally: Tally, c: ReferenceCase, m: LinearMixedModel): void {
  for (const [i, other] of rows(c.json.lrt_ml).entries()) {
    const reduced = fitFormula(c.json, c.table, { formula: String(other.reduced) });
    const last = compareNamed([reduced, m]).rows;
    const field = `lrt_ml[${i}]`;
    tally.number("criterion", `${field}.logLik_reduced`, last[0]!.logLik, other.logLik_reduced);
    tally.number("estimate", `${field}.chisq`, last[1]!.statistic, other.chisq);
    tally.number("exact", `${field}.df`, last[1]!.df, other.df);
    tally.number("p", `${field}.p`, last[1]!.pValue, other.p);
  }
  if (!c.json.ranova) return;
  const { rows: own } = ranova(m);
  for (const row of rows(object(c.json.ranova).rows)) {
    const got = own.find((r) => r.name === row.term);
    const field = `ranova.${row.term}`;
    tally.same(`${field}.term`, got?.name, row.term);
    tally.number("exact", `${field}.npar`, got?.parameters, row.npar);
    tally.number("criterion", `${field}.logLik`, got?.logLik, row.logLik);
    tally.number("criterion", `${field}.AIC`, got?.aic, row.AIC);
    tally.number("estimate", `${field}.LRT`, got?.statistic, row.LRT, 1e-6);
    tally.number("exact", `${field}.Df`, got?.df, row.Df);
    tally.number("p", `${field}.p`, got?.pValue, row["Pr(>Chisq)"]);
  }
}
