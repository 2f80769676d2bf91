/**
 * Rules about tests and means: Type III with treatment coding, means averaged over an interaction.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import { anova } from "../../inference/test/anova.ts";
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { MeansTable } from "../../inference/means/means_grid.ts";
import { type Finding, finding } from "./finding.ts";

/** Type III tests of main effects beside an interaction depend on the coding. */
export function auditAnova(table: AnovaTable, fit: Fit): Finding[] {
  if (table.type !== 3 || table.hypotheses !== "car") return [];
  const interactions = fit.fixed.terms.filter((t) => t.variables.length > 1);
  const coded = fit.fixed.variables.filter((v) =>
    v.kind === "factor" && (v.coding === "treatment" || v.coding === "sas") &&
    interactions.some((t) => t.variables.includes(v.label))
  );
  if (coded.length === 0) return [];
  const names = coded.map((v) => v.label);
  const list = names.map((name) => `${name} = contr.sum`).join(", ");
  return [finding(
    "type-3-treatment-coding",
    names.join(", "),
    `Type III with treatment coding tests each main effect at the first level of the others, ` +
      `not on average`,
    `Fit with contrasts = list(${list}), or use type = 2`,
  )];
}

/** Below this p-value an interaction is there. */
const ALPHA = 0.05;

/** Means over factors that interact with those of the table, where the test shows it. */
export function auditMeans(means: MeansTable, fit: Fit): Finding[] {
  const shown = new Set([...means.factors, ...means.by]);
  const over = new Set(means.averagedOver);
  const sources = (label: string): string[] => [
    label,
    ...(fit.fixed.variables.find((v) => v.label === label)?.sources ?? []),
  ];
  const crossing = fit.fixed.terms.filter((t) =>
    t.variables.length > 1 &&
    t.variables.some((v) => sources(v).some((s) => shown.has(s))) &&
    t.variables.some((v) => sources(v).some((s) => over.has(s)))
  );
  if (crossing.length === 0) return [];
  const tests = anova(fit).rows;
  return crossing.flatMap((term) => {
    const test = tests.find((r) => r.term === term.label);
    if (test?.pValue === null || test?.pValue === undefined || test.pValue >= ALPHA) return [];
    const other = term.variables.filter((v) => sources(v).some((s) => over.has(s)));
    const p = test.pValue < 0.0001 ? "< 0.0001" : `= ${test.pValue.toFixed(4)}`;
    return [finding(
      "averaged-over-interaction",
      term.label,
      `Means of ${means.factors.join(" and ")} are averaged over ${
        other.join(" and ")
      }, but ${term.label} is there (p ${p})`,
      `Show them at each level: ~ ${means.factors.join(" * ")} | ${other.join(" * ")}`,
    )];
  });
}
