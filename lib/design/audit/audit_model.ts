/**
 * Rules about a fit by itself: factors read as numbers, empty cells, random factors with few
 * levels, variances at zero.
 *
 * @module
 */
import type { Fit, MixedEffects } from "../../model/fit.ts";
import type { FixedVariable } from "../../model/fixed/fixed_design.ts";
import type { Design } from "../declared/design.ts";
import { type Finding, finding } from "./finding.ts";
import { fittedTerms } from "../fitted/fit_terms.ts";
import { randomGroups } from "../fitted/random_terms.ts";

/** Rules that look at the fit, and at the design if there is one. */
export function auditModel(fit: Fit, design: Design | null): Finding[] {
  return [
    ...factorsAsNumbers(fit, design),
    ...emptyCells(fit),
    ...(fit.mixed ? auditRandom(fit.mixed) : []),
    ...auditVariances(fit),
  ];
}

/** Rules about random effects. */
export function auditRandom(mixed: MixedEffects): Finding[] {
  return [...fewLevels(mixed), ...zeroVariances(mixed)];
}

/** What the data of a lost variance say of it, as the fit remarks. */
interface LostVariances {
  variances: string[];
  untested: string[];
}

/** Variances that have no estimate: which tests go with them, and what would give them. */
export function auditVariances(fit: Fit): Finding[] {
  return fit.notes.flatMap(({ code, text, data }): Finding[] => {
    if (code !== "confounded-variance" && code !== "inseparable-variances") return [];
    const { variances, untested } = data as LostVariances;
    const units = variances.join(" and ");
    const hint = code === "inseparable-variances"
      ? "Keep one of these terms, or collect data in which they differ"
      : untested.length > 0
      ? `No analysis of these data tests ${untested.join(" or ")}: that takes several levels of ` +
        `${units} for each of its own`
      : `Leave the random term of ${units} out: the fixed effects hold it already`;
    return [finding("confounded-variance", units, text, hint)];
  });
}

/** Names of groups whose variance has no estimate. */
function lostGroups(fit: MixedEffects): Set<string> {
  return new Set(
    fit.varianceComponents.filter((c) => c.variance === null).map((c) => c.group),
  );
}

/** Names of things that are labelled by numbers and never measured. */
const LABELS = new RegExp(
  "^(block|blk|rep|replicate|room|pen|plot|main|whole|sub|trt|treat|treatment|diet|group|" +
    "batch|farm|site|location|loc|field|cage|tank|litter|variety|genotype|cultivar|line|" +
    "row|column|col|subject|animal|plant|person|lab|plate|tray|chamber|season)(_?(id|no|nr|num))?$",
  "i",
);

/** Whether values are the whole numbers 1, 2 … k, as labels are: at least three. */
function areLabels(values: Float64Array): number {
  const seen = new Set(values);
  const k = seen.size;
  if (k < 3 || k > 60) return 0;
  for (let i = 1; i <= k; i++) if (!seen.has(i)) return 0;
  return k;
}

/**
 * A numeric column used as a straight line although its values are labels 1 … k: one that the
 * design declares a factor, or that has the name of a unit or treatment.
 */
function factorsAsNumbers(fit: Fit, design: Design | null): Finding[] {
  const declared = new Set(design?.factors.map((f) => f.name) ?? []);
  return fit.fixed.variables.flatMap((v: FixedVariable): Finding[] => {
    const source = v.sources[0];
    if (v.kind !== "numeric" || v.sources.length !== 1 || source !== v.label) return [];
    const values = v.values[0];
    const k = values ? areLabels(values) : 0;
    const known = declared.has(source);
    if (k === 0 || !(known || (LABELS.test(source) && isRepeated(values!)))) return [];
    return [finding(
      "factor-as-number",
      source,
      `${source} is read as a number: its ${k} levels get one slope, not ${k - 1} df`,
      `Write factor(${source}), or name it in factors`,
    )];
  });
}

/** Labels come again; a running number of the rows does not. */
function isRepeated(values: Float64Array): boolean {
  return new Set(values).size <= values.length / 2;
}

/** An interaction of factors, each of which is in the model without the others, with empty cells. */
function emptyCells(fit: Fit): Finding[] {
  const terms = fittedTerms(fit);
  const mains = new Set(terms.filter((t) => t.variables.length === 1).map((t) => t.label));
  const incomplete = terms.filter((t) =>
    t.variables.length > 1 && t.categorical && t.factors.every((name) => mains.has(name)) &&
    t.partition.classes < t.variables.reduce((n, v) => n * v.variable.levels.length, 1)
  );
  const lowest = incomplete.filter((t) =>
    !incomplete.some((o) => o !== t && (o.set & ~t.set) === 0)
  );
  return lowest.map((t) => {
    const cells = t.variables.reduce((n, v) => n * v.variable.levels.length, 1);
    const empty = cells - t.partition.classes;
    return finding(
      "empty-cells",
      t.label,
      `${empty} of the ${cells} combinations of ${t.label} ${empty === 1 ? "has" : "have"} no data`,
      "Means over them cannot be estimated; tests of the main effects depend on the type",
    );
  });
}

/** A random intercept whose variance would come from two levels. */
function fewLevels(fit: MixedEffects): Finding[] {
  const lost = lostGroups(fit);
  return randomGroups(fit).groups
    .filter((g) => g.intercept && g.partition.classes < 3 && !lost.has(g.group))
    .map((g) =>
      finding(
        "few-levels",
        g.group,
        `${g.group} has ${g.partition.classes} levels: its variance rests on ${
          g.partition.classes - 1
        } df`,
        `Make ${g.factors.join(":")} a fixed effect`,
      )
    );
}

/** A component estimated as zero takes its stratum's df with it. */
function zeroVariances(fit: MixedEffects): Finding[] {
  return fit.varianceComponents
    .filter((c) => c.group !== "Residual" && c.variance === 0)
    .map((c) => {
      const term = c.term === "(Intercept)" ? c.group : `${c.term} by ${c.group}`;
      return finding(
        "zero-variance",
        term,
        `The variance of ${term} is estimated as zero`,
        "The estimate lies on the boundary; keep the term if the design has it, and report it",
      );
    });
}
