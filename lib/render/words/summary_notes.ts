/**
 * What a page says of a fit below its table of coefficients, in R's digits.
 *
 * @module
 */
import {
  formatGeneral,
  formatNumber,
  formatPValues,
  round,
  signif,
} from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import { journalP } from "../number/p_value.ts";
import type { ShownSummary } from "../shown.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import { otherNotes } from "./remarks.ts";

const DIGITS = 4;

const METHODS: Readonly<Record<string, string>> = {
  "satterthwaite": "Satterthwaite’s df",
  "kenward-roger": "Kenward and Roger’s df",
};

/** Sentences of the fit itself, then the remarks of the value. */
export function summaryNotes(shown: ShownSummary, options: RenderOptions): string[] {
  const facts = shown.model === "lm" ? ofLinear(shown, options) : ofMixed(shown);
  return [...aliased(shown), ...facts, ...otherNotes(shown.notes).map((n) => n.text)];
}

/** How many coefficients no data tell of. */
function aliased({ coefficients }: ShownSummary): string[] {
  const count = coefficients.filter((c) => c.estimate === null).length;
  if (count === 0) return [];
  const [what, own] = count === 1
    ? ["coefficient has", "its column follows"]
    : ["coefficients have", "their columns follow"];
  return [`${count} ${what} no estimate: ${own} from those of the others.`];
}

function ofLinear(shown: ShownSummary, options: RenderOptions): string[] {
  const spread = `Residual standard deviation ${formatNumber(signif(shown.sigma, DIGITS))} on ` +
    `${shown.residualDf} df`;
  const { overallF: f, rSquared, adjustedRSquared: adjusted } = shown;
  const out = [`${spread}.`, ...missing(shown)];
  if (!f || rSquared === null || adjusted === null) return out;
  const p = options.numbers === "journal"
    ? journalP(f.pValue)
    : typesetNumber(formatPValues([f.pValue], DIGITS)[0] ?? "");
  out.push(
    `R² ${formatGeneral(rSquared, DIGITS)}, adjusted ${formatGeneral(adjusted, DIGITS)}; ` +
      `all coefficients together: F ${formatGeneral(f.statistic, DIGITS)} on ${f.numDf} and ` +
      `${f.denDf} df, p ${/^</.test(p) ? p : `= ${p}`}.`,
  );
  return out;
}

/** With one decimal, as R prints criteria. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function ofMixed(shown: ShownSummary): string[] {
  const groups = (shown.groups ?? []).map((g) => `${g.levels} of ${g.name}`).join(", ");
  const tests = shown.brief
    ? ""
    : shown.ddf === "asymptotic"
    ? "; z without df"
    : `; t on ${METHODS[shown.ddf] ?? `${shown.ddf} df`}`;
  const facts = shown.information;
  const size = shown.reml || !facts
    ? `REML criterion ${figure(shown.criterion ?? 0)}`
    : `log-likelihood ${figure(facts.logLik)}, AIC ` +
      `${figure(facts.aic)}, BIC ${figure(facts.bic)}`;
  const fitted = shown.reml ? "restricted maximum likelihood" : "maximum likelihood";
  return [
    `Fitted by ${fitted} (${size}) to ${shown.n} observations and ${groups}${tests}.`,
    ...missing(shown),
  ];
}

function missing({ missing: count = 0 }: ShownSummary): string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? "row is" : "rows are"} left out for missing values.`];
}
