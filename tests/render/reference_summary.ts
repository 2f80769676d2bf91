/**
 * Summaries made from the reference cases. Quartiles of residuals are not recorded there; they are
 * read from the printed line, so only their layout is tested.
 *
 * @module
 */
import type { ShownSummary } from "../../lib/render/shown.ts";
import { at, components, type Json, list, num, type Printed, str } from "./reference.ts";

function quartiles(printed: string[]): number[] {
  const line = printed.findIndex((l) => /^ +Min +1Q/.test(l));
  return (printed[line + 1] ?? "").trim().split(/\s+/).map(Number);
}

function matched(printed: string[], pattern: RegExp): string | undefined {
  return printed.map((l) => l.match(pattern)?.[1]).find((x) => x !== undefined);
}

function correlationOf(vcov: number[][]): number[][] {
  const size = (i: number): number => Math.sqrt(vcov[i]?.[i] ?? NaN);
  return vcov.map((row, i) => row.map((x, j) => x / (size(i) * size(j))));
}

/** The printed summary of a case. */
export function summaries(c: Json): Printed[] {
  const fit = at(c, "fit");
  const printed = list(at(fit, "summary_printed")).map(str);
  if (printed.length === 0) return [];
  const value = at(c, "kind") === "lm" ? linear(c, fit, printed) : mixed(c, fit, printed);
  return [{ name: `${str(at(c, "id"))} summary`, value, printed }];
}

function common(c: Json, fit: Json, printed: string[]) {
  return {
    kind: "summary" as const,
    n: num(at(c, "n")) ?? 0,
    sigma: num(at(fit, "sigma")) ?? 0,
    residualQuartiles: quartiles(printed),
    notes: [],
    data: "dat",
    ...(at(c, "weights") ? { weights: "wt" } : {}),
  };
}

function linear(c: Json, fit: Json, printed: string[]): ShownSummary {
  const f = at(fit, "fstat");
  return {
    ...common(c, fit, printed),
    model: "lm",
    call: printed[2] ?? "",
    formula: str(at(c, "formula")),
    reml: null,
    criterion: null,
    ddf: "residual",
    coefficients: list(at(fit, "coef")).map((r) => ({
      name: str(at(r, "name")),
      estimate: num(at(r, "estimate")),
      standardError: num(at(r, "se")),
      df: null,
      statistic: num(at(r, "t")),
      pValue: num(at(r, "p")),
    })),
    components: null,
    groups: null,
    residualDf: num(at(fit, "df_residual")) ?? 0,
    rSquared: num(at(fit, "r2")),
    adjustedRSquared: num(at(fit, "adj_r2")),
    missing: Number(matched(printed, /\((\d+) observations? deleted/) ?? 0),
    overallF: {
      statistic: num(at(f, "F")) ?? NaN,
      numDf: num(at(f, "df1")) ?? NaN,
      denDf: num(at(f, "df2")) ?? NaN,
      pValue: Number(matched(printed, /p-value: (?:< )?(\S+)/)?.replace(/^2.2e-16$/, "1e-17")),
    },
  };
}

function mixed(c: Json, fit: Json, printed: string[]): ShownSummary {
  const reml = at(c, "reml") !== false;
  const vcov = list(at(fit, "vcov")).map((r) => list(r).map((x) => num(x) ?? NaN));
  const groups = at(fit, "ngrps") as Record<string, Json>;
  const rows = list(at(fit, "coef"));
  const dropped = Number(matched(printed, /so dropping (\d+) column/) ?? 0);
  return {
    ...common(c, fit, printed),
    model: "lmer",
    formula: matched(printed, /^Formula: (.*)$/) ?? "",
    reml,
    criterion: num(at(fit, "criterion")),
    ddf: "satterthwaite",
    coefficients: [
      ...rows.map((r) => ({
        name: str(at(r, "name")),
        estimate: num(at(r, "estimate")),
        standardError: num(at(r, "se")),
        df: num(at(r, "df_satterthwaite")),
        statistic: num(at(r, "t")),
        pValue: num(at(r, "p_satterthwaite")),
      })),
      ...Array.from({ length: dropped }, (_, i) => ({
        name: `dropped ${i}`,
        estimate: null,
        standardError: null,
        df: null,
        statistic: null,
        pValue: null,
      })),
    ],
    components: components(c),
    groups: Object.entries(groups).map(([name, levels]) => ({ name, levels: num(levels) ?? 0 })),
    residualDf: (num(at(c, "n")) ?? 0) - (num(at(fit, "npar")) ?? 0),
    rSquared: null,
    adjustedRSquared: null,
    overallF: null,
    correlation: correlationOf(vcov),
    ...(reml ? {} : {
      information: {
        aic: num(at(fit, "AIC")) ?? 0,
        bic: num(at(fit, "BIC")) ?? 0,
        logLik: num(at(fit, "logLik")) ?? 0,
        deviance: num(at(fit, "criterion")) ?? 0,
        residualDf: (num(at(c, "n")) ?? 0) - (num(at(fit, "npar")) ?? 0),
      },
    }),
  };
}
