/**
 * Values made from the unrounded rows of the reference cases, so that how a table is printed is
 * tested apart from how its numbers are found.
 *
 * @module
 */
import type { AnovaRow, AnovaTable } from "../../lib/inference/test/anova_table.ts";
import type { Adjust } from "../../lib/inference/estimate/view.ts";
import type { ContrastTable } from "../../lib/inference/contrast/contrast_table.ts";
import type { Ddf } from "../../lib/inference/df/ddf.ts";
import type { MeansTable } from "../../lib/inference/means/means_grid.ts";
import type { Shown, ShownComparison, ShownSummary } from "../../lib/render/shown.ts";
import { readCases } from "../oracle/read_case.ts";

/** JSON of a reference case, read field by field. */
export type Json = { [key: string]: Json } | Json[] | string | number | boolean | null | undefined;

/** A field of an object; undefined where there is none. */
export function at(value: Json, ...path: string[]): Json {
  let here: Json = value;
  for (const key of path) {
    if (here === null || typeof here !== "object" || Array.isArray(here)) return undefined;
    here = here[key];
  }
  return here;
}

/** A list; single values stand for lists of one. */
export function list(value: Json): Json[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A number or null. */
export function num(value: Json): number | null {
  if (value === "Inf") return Infinity;
  return typeof value === "number" ? value : null;
}

/** Text. */
export function str(value: Json): string {
  return String(value ?? "");
}

/** A printed table with the value that must print so. */
export interface Printed {
  name: string;
  value: Shown;
  printed: string[];
}

/** All reference cases by file name. */
export const cases = (): Json[] => readCases() as unknown as Json[];

/** The response of a formula, as R deparses it. */
export function responseOf(formula: string): string {
  return formula.split("~")[0]?.trim() ?? "";
}

const MIXED: [string, Partial<AnovaTable>][] = [
  ["car_II_KR", { type: 2, layout: "car", ddf: "kenward-roger" }],
  ["car_III_KR_contr_sum", { type: 3, layout: "car", ddf: "kenward-roger" }],
  ["car_III_KR_default_contrasts", { type: 3, layout: "car", ddf: "kenward-roger" }],
  ["car_II_chisq", { type: 2, layout: "car", ddf: "asymptotic", test: "Chisq" }],
  ["lmerTest_I_Satterthwaite", { type: 1, layout: "lmerTest", ddf: "satterthwaite" }],
  ["lmerTest_II_Satterthwaite", { type: 2, layout: "lmerTest", ddf: "satterthwaite" }],
  ["lmerTest_III_Satterthwaite", { type: 3, layout: "lmerTest", ddf: "satterthwaite" }],
  ["lmerTest_I_KR", { type: 1, layout: "lmerTest", ddf: "kenward-roger" }],
  ["lmerTest_II_KR", { type: 2, layout: "lmerTest", ddf: "kenward-roger" }],
  ["lmerTest_III_KR", { type: 3, layout: "lmerTest", ddf: "kenward-roger" }],
];

function anovaRow(row: Json): AnovaRow {
  const first = (...names: string[]): number | null => {
    for (const n of names) {
      const v = num(at(row, n));
      if (v !== null) return v;
    }
    return null;
  };
  return {
    term: str(at(row, "term")),
    sumSq: first("Sum Sq", "SS", "sumsq"),
    meanSq: first("Mean Sq", "MS", "meansq"),
    numDf: first("Df", "NumDF", "df") ?? 0,
    denDf: first("Df.res", "DenDF"),
    statistic: first("F", "F value", "Chisq"),
    pValue: first("Pr(>F)", "Pr(>Chisq)", "p"),
  };
}

/** Analyses of variance of a case. */
export function anovas(c: Json): Printed[] {
  const found: Printed[] = [];
  const response = responseOf(str(at(c, "formula")));
  const add = (name: string, rows: Json, printed: Json, rest: Partial<AnovaTable>): void => {
    // R stops at aliased coefficients; what it printed then is no table.
    if (!printed || list(rows).some((r) => at(r, "term") === undefined)) return;
    const table: AnovaTable = {
      kind: str(at(c, "kind")) as "lm" | "lmer",
      type: 2,
      test: "F",
      ddf: "residual",
      hypotheses: "car",
      response,
      rows: list(rows).map(anovaRow),
      notes: [],
      layout: "car",
      ...rest,
    };
    found.push({
      name: `${str(at(c, "id"))} ${name}`,
      value: { kind: "anova", table },
      printed: list(printed).map(str),
    });
  };
  for (const [name, rest] of MIXED) {
    add(name, at(c, "anova", name, "rows"), at(c, "anova", name, "printed"), rest);
  }
  if (at(c, "kind") !== "lm") return found;
  const anova = at(c, "anova");
  add("type1", at(anova, "type1"), at(anova, "type1_printed"), { type: 1, layout: "stats" });
  add("type2", at(anova, "type2"), at(anova, "type2_printed"), { type: 2 });
  add("type3", at(anova, "type3_contr_sum"), at(anova, "type3_printed"), { type: 3 });
  return found;
}

const COLUMNS = new Set([
  "emmean",
  "SE",
  "df",
  "lower.CL",
  "upper.CL",
  "asymp.LCL",
  "asymp.UCL",
  "response",
  "t.ratio",
  "z.ratio",
  "p.value",
  "estimate",
  "contrast",
  "null",
  ".group",
]);

function byOf(spec: string): string[] {
  const right = spec.split("|")[1];
  return right ? right.split(/[*+]/).map((t) => t.trim()) : [];
}

function averaged(messages: Json): string[] {
  const line = list(messages).map(str).find((m) => m.startsWith("Results are averaged"));
  return line ? (line.split(": ")[1] ?? "").trim().split(", ") : [];
}

function transformOf(c: Json): string | null {
  return /^log\(/.test(responseOf(str(at(c, "formula")))) ? "log" : null;
}

function stated(c: Json, e: Json): { ddf: Ddf; ddfStated: boolean } {
  const mixed = at(c, "kind") === "lmer";
  const method = str(at(e, "df_method")) || (mixed ? "kenward-roger" : "residual");
  return { ddf: method as Ddf, ddfStated: mixed };
}

/** A table of means from reference rows. */
export function meansOf(
  c: Json,
  e: Json,
  rows: Json[],
  estimateName: string,
  messages: Json,
): MeansTable {
  const by = byOf(str(at(e, "spec")));
  const names = Object.keys(rows[0] as Record<string, Json>);
  const factors = names.filter((n) => !COLUMNS.has(n) && n !== estimateName);
  const back = estimateName === "response";
  return {
    kind: "means",
    factors,
    by,
    averagedOver: averaged(messages),
    estimateName,
    rows: rows.map((r) => ({
      at: Object.fromEntries(factors.map((f) => [f, at(r, f) as string | number])),
      estimate: num(at(r, estimateName)),
      standardError: num(at(r, "SE")),
      df: num(at(r, "df")),
      lower: num(at(r, "lower.CL")) ?? num(at(r, "asymp.LCL")),
      upper: num(at(r, "upper.CL")) ?? num(at(r, "asymp.UCL")),
      nonEstimable: num(at(r, estimateName)) === null,
    })),
    level: 0.95,
    ...stated(c, e),
    response: responseOf(str(at(c, "formula"))),
    transform: estimateName.endsWith(".trend") ? null : transformOf(c),
    scale: back ? "response" : "link",
    notes: [],
  };
}

/** Contrasts from reference rows. */
function contrastsOf(
  c: Json,
  e: Json,
  rows: Json[],
  p: Json[],
  messages: Json,
  method: string,
): ContrastTable {
  const by = byOf(str(at(e, "spec")));
  const adjustLine = list(messages).map(str).find((m) => m.startsWith("P value adjustment"));
  const adjust = (adjustLine?.match(/: (\w+) method/)?.[1] ?? "none") as Adjust;
  const family = Number(adjustLine?.match(/(?:for|of) (\d+) /)?.[1] ?? 1);
  return {
    kind: "contrasts",
    method,
    by,
    rows: rows.map((r, i) => ({
      contrast: str(at(r, "contrast")),
      ...(by.length > 0 ? { by: Object.fromEntries(by.map((b) => [b, at(r, b) as string])) } : {}),
      estimate: num(at(r, "estimate")),
      standardError: num(at(r, "SE")),
      df: num(at(r, "df")),
      statistic: num(at(r, "t.ratio")) ?? num(at(r, "z.ratio")),
      pValue: num(p[i]),
      lower: null,
      upper: null,
      nonEstimable: num(at(r, "estimate")) === null,
    })),
    adjust,
    intervalAdjust: adjust,
    familySize: family,
    level: 0.95,
    ...stated(c, e),
    averagedOver: averaged(messages),
    estimateName: "estimate",
    transform: transformOf(c),
    scale: "link",
    show: "test",
    side: "two",
    delta: 0,
    notes: [],
  };
}

/** Means, pairs, Dunnett contrasts and letters of a case. */
export function meansTables(c: Json): Printed[] {
  const found: Printed[] = [];
  for (const e of list(at(c, "emmeans"))) {
    const name = `${str(at(c, "id"))} ${str(at(e, "spec"))} ${str(at(e, "df_method"))}`;
    const push = (kind: string, printed: Json, value: () => Shown): void => {
      if (printed) {
        found.push({ name: `${name} ${kind}`, value: value(), printed: list(printed).map(str) });
      }
    };
    const rows = list(at(e, "rows"));
    const messages = at(e, "messages");
    push("means", at(e, "printed"), () => ({
      kind: "means",
      table: meansOf(c, e, rows, "emmean", messages),
    }));
    push("response", at(e, "response_printed"), () => ({
      kind: "means",
      table: meansOf(c, e, list(at(e, "response")), "response", at(e, "response_messages")),
    }));
    const pairsMessages = at(e, "pairs_default_messages");
    push("pairs", at(e, "pairs_printed"), () => ({
      kind: "contrasts",
      table: contrastsOf(
        c,
        e,
        list(at(e, "pairs", "rows")),
        list(at(e, "pairs", "adjust", "tukey", "p.value")),
        pairsMessages,
        "pairwise",
      ),
    }));
    push("dunnett", at(e, "dunnett", "printed"), () => dunnett(c, e));
    push("cld", at(e, "cld", "printed"), () => letters(c, e));
  }
  return found;
}

function dunnett(c: Json, e: Json): Shown {
  const rows = list(at(e, "dunnett", "rows"));
  const p = list(at(e, "dunnett", "adjust", "dunnettx", "p.value"));
  const lines = list(at(e, "dunnett", "printed")).map(str).map((l) => l.trim());
  return {
    kind: "contrasts",
    table: contrastsOf(c, e, rows, p, lines, "trt.vs.ctrl"),
  };
}

function letters(c: Json, e: Json): Shown {
  const rows = list(at(e, "cld", "rows"));
  const printed = list(at(e, "cld", "printed")).map((l) => str(l).trim());
  const family = printed.map((l) => l.match(/family of (\d+)/)?.[1]).find((x) => x);
  const estimate = ["emmean", "response"].find((n) => at(rows[0], n) !== undefined) ?? "emmean";
  return {
    kind: "letters",
    table: meansOf(c, e, rows, estimate, printed),
    letters: rows.map((r) => str(at(r, ".group")).slice(1)),
    alpha: 0.05,
    adjust: family ? "tukey" : "none",
    familySize: Number(family ?? 2),
    notes: [],
  };
}

/** Trends of a case. */
export function trends(c: Json): Printed[] {
  const e = at(c, "emtrends");
  if (!e) return [];
  const rows = list(at(e, "rows"));
  return [{
    name: `${str(at(c, "id"))} trends`,
    value: { kind: "means", table: meansOf(c, e, rows, `${str(at(e, "var"))}.trend`, []) },
    printed: list(at(e, "printed")).map(str),
  }];
}

/** Joint tests of a case. */
export function jointTests(c: Json): Printed[] {
  const mixed = at(c, "kind") === "lmer";
  const printed = mixed ? at(c, "joint_tests", "printed") : at(c, "joint_tests_printed");
  if (!printed) return [];
  const rows = list(mixed ? at(c, "joint_tests", "KR") : at(c, "joint_tests"));
  return [{
    name: `${str(at(c, "id"))} joint tests`,
    value: {
      kind: "joint-tests",
      by: [],
      ddf: mixed ? "kenward-roger" : "residual",
      rows: rows.map((r) => ({
        term: str(at(r, "model term")),
        numDf: num(at(r, "df1")) ?? 0,
        denDf: num(at(r, "df2")),
        statistic: num(at(r, "F.ratio")),
        pValue: num(at(r, "p.value")),
        note: str(at(r, "note")),
      })),
      notes: [],
    },
    printed: list(printed).map(str),
  }];
}

/** Variance components of a case. */
export function components(c: Json): NonNullable<ShownSummary["components"]> {
  const rows = list(at(c, "fit", "varcomp"));
  const own = rows.filter((r) => !at(r, "var2"));
  return own.map((r) => {
    const group = str(at(r, "grp")), term = str(at(r, "var1"));
    const earlier = own.filter((o) => str(at(o, "grp")) === group).map((o) => str(at(o, "var1")));
    return {
      group,
      term,
      variance: num(at(r, "vcov")) ?? 0,
      sd: num(at(r, "sdcor")) ?? 0,
      correlations: earlier.slice(0, earlier.indexOf(term)).map((other) => {
        const pair = rows.find((o) =>
          str(at(o, "grp")) === group &&
          [str(at(o, "var1")), str(at(o, "var2"))].sort().join() === [term, other].sort().join()
        );
        return num(at(pair, "sdcor")) ?? 0;
      }),
    };
  });
}

/** Variance components as printed. */
export function varcorr(c: Json): Printed[] {
  const printed = at(c, "fit", "varcorr_printed");
  if (!printed) return [];
  return [{
    name: `${str(at(c, "id"))} VarCorr`,
    value: { kind: "components", rows: components(c), notes: [] },
    printed: list(printed).map(str),
  }];
}

/** The deparsed formula of a printed heading. */
function rowsOf(table: Json): Json[] {
  return list(at(table, "rows") ?? at(table, "table"));
}

/** Comparisons of models of a case. */
export function comparisons(c: Json): Printed[] {
  const id = str(at(c, "id"));
  const found: Printed[] = [];
  for (const m of list(at(c, "model_comparison"))) {
    const printed = list(at(m, "printed")).map(str);
    const models = printed.flatMap((l) => l.match(/^Model \d+: (.*)$/)?.[1] ?? []);
    const rows = rowsOf(m).map((r): ShownComparison["rows"][number] => ({
      name: "",
      residualDf: num(at(r, "Res.Df")) ?? 0,
      residualSumSq: num(at(r, "RSS")) ?? 0,
      sumSq: num(at(r, "Sum of Sq")),
      statistic: num(at(r, "F")),
      df: num(at(r, "Df")),
      pValue: num(at(r, "Pr(>F)")),
    }));
    found.push({
      name: `${id} nested lm`,
      value: {
        kind: "comparison",
        of: "sum-of-squares",
        data: null,
        models: models.map((formula) => ({ name: "", formula })),
        rows,
        notes: [],
      },
      printed,
    });
  }
  const ranova = at(c, "ranova");
  if (ranova) found.push(randomTerms(id, ranova));
  for (const t of list(at(c, "lrt_ml"))) found.push(likelihoodRatio(c, t));
  return found;
}

function randomTerms(id: string, ranova: Json): Printed {
  const printed = list(at(ranova, "printed")).map(str);
  const from = printed.indexOf("Model:") + 1;
  const to = printed.findIndex((l) => /^ +npar/.test(l));
  return {
    name: `${id} ranova`,
    value: {
      kind: "comparison",
      of: "random-terms",
      data: null,
      models: [{ name: "", formula: printed.slice(from, to).map((l) => l.trimStart()).join("") }],
      rows: rowsOf(ranova).map((r) => ({
        name: str(at(r, "term")),
        parameters: num(at(r, "npar")) ?? 0,
        logLik: num(at(r, "logLik")) ?? 0,
        aic: num(at(r, "AIC")) ?? 0,
        statistic: num(at(r, "LRT")),
        df: num(at(r, "Df")),
        pValue: num(at(r, "Pr(>Chisq)")),
      })),
      notes: [],
    },
    printed,
  };
}

/** The reduced fit is known by its log-likelihood alone: AIC and the rest follow from it. */
function likelihoodRatio(c: Json, t: Json): Printed {
  const printed = list(at(t, "printed")).map(str);
  const models = printed.flatMap((l) => {
    const m = l.match(/^(f0|f): (.*)$/);
    return m ? [{ name: m[1] ?? "", formula: m[2] ?? "" }] : [];
  });
  const n = num(at(c, "n")) ?? 0;
  const df = num(at(t, "df")) ?? 0;
  const full = num(at(c, "ml", "logLik")) ?? num(at(c, "fit", "logLik")) ?? 0;
  const npar = num(at(c, "fit", "npar")) ?? 0;
  const row = (name: string, logLik: number, parameters: number) => ({
    name,
    parameters,
    logLik,
    aic: -2 * logLik + 2 * parameters,
    bic: -2 * logLik + Math.log(n) * parameters,
    deviance: -2 * logLik,
    statistic: null,
    df: null,
    pValue: null,
  });
  return {
    name: `${str(at(c, "id"))} likelihood ratio`,
    value: {
      kind: "comparison",
      of: "likelihood-ratio",
      data: "dat",
      models,
      rows: [
        row("f0", num(at(t, "logLik_reduced")) ?? 0, npar - df),
        {
          ...row("f", full, npar),
          statistic: num(at(t, "chisq")),
          df,
          pValue: num(at(t, "p")),
        },
      ],
      notes: [],
    },
    printed,
  };
}
