/**
 * Fields of means, contrasts, letters and trends.
 *
 * @module
 */
import { cld } from "../../../lib/inference/contrast/cld.ts";
import { contrast, type ContrastOptions, pairs, reshow, test } from "../../../lib/inference/contrast/contrast.ts";
import type { Adjust } from "../../../lib/inference/estimate/view.ts";
import type { ContrastTable } from "../../../lib/inference/contrast/contrast_table.ts";
import type { Method } from "../../../lib/inference/contrast/method.ts";
import type { Ddf } from "../../../lib/inference/df/ddf.ts";
import { emmeans, type EmmeansOptions } from "../../../lib/inference/means/emmeans.ts";
import { emtrends } from "../../../lib/inference/means/emtrends.ts";
import { jointTest } from "../../../lib/inference/test/joint_tests.ts";
import type { MeansGrid, MeansRow } from "../../../lib/inference/means/means_grid.ts";
import { regrid } from "../../../lib/inference/means/regrid.ts";
import type { Note } from "../../../lib/note.ts";
import { inR } from "../../../lib/render/text/r_words.ts";
import { compareJoint } from "./anova_fields.ts";
import {
  type Json,
  type JsonObject,
  list,
  object,
  type ReferenceCase,
  type Row,
  rows,
  texts,
} from "./reference_case.ts";
import type { Kind, Tally } from "./tally.ts";

const EMITTED = new Set(["interaction", "nesting", "adjust-changed"]);

/** Remarks that stand under a table. */
const under = (notes: readonly Note[]): string[] =>
  notes.filter((n) => !EMITTED.has(n.code)).map(inR);

/** Remarks that R emits while it computes. */
const emitted = (notes: readonly Note[]): string[] =>
  notes.filter((n) => EMITTED.has(n.code)).map(inR);

/** Tukey's p-values have a tolerance of their own; R's for `dunnettx` are made of them. */
const kindOf = (adjust: string): Kind => adjust === "tukey" || adjust === "dunnettx" ? "tukey" : "p";

interface AnyRow {
  estimate: number | null;
  standardError: number | null;
  df: number | null;
  lower: number | null;
  upper: number | null;
  statistic?: number | null;
  pValue?: number | null;
  at?: object;
  by?: object;
  parts?: object;
}

/** Numbers of one row; estimates near zero are relative to a thousandth of their s.e. */
function compareRow(
  tally: Tally,
  field: string,
  own: AnyRow | undefined,
  row: Row,
  estimateName: string,
  adjust = "none",
): void {
  const labels = new Set(Object.keys(own?.at ?? own?.by ?? {}));
  if (own?.parts) { for (const name of Object.keys(own.parts)) labels.add(name); }
  if (!own) return tally.same(field, undefined, row);
  const half = ((own.upper ?? 0) - (own.lower ?? 0)) / 2;
  for (const [column, value] of Object.entries(row)) {
    if (column === estimateName) {
      const small = (own.standardError ?? 0) * 1e-3;
      tally.number("estimate", `${field}.estimate`, own.estimate, value, small);
      continue;
    }
    const found = COLUMNS[column];
    if (found) {
      const [kind, short, of, least] = found;
      const used = kind === "p" ? kindOf(adjust) : kind;
      tally.number(used, `${field}.${short}`, of(own), value, kind === "limit" ? half : least);
    } else if (!LABELS.has(column) && !labels.has(column)) {
      tally.same(`${field} has a column ${column} that is not compared`, true, false);
    }
  }
}

/** Columns that say what a row is; those who ask for a row compare them. */
const LABELS = new Set(["contrast", ".group", "null"]);

/** R's columns: their kind, our name, our value and the least scale. */
const COLUMNS: Readonly<
  Record<string, [Kind, string, (row: AnyRow) => number | null | undefined, number]>
> = {
  SE: ["estimate", "SE", (r) => r.standardError, 0],
  df: ["df", "df", (r) => r.df, 0],
  "lower.CL": ["limit", "lower", (r) => r.lower, 0],
  "upper.CL": ["limit", "upper", (r) => r.upper, 0],
  "t.ratio": ["estimate", "t", (r) => r.statistic, 1e-3],
  "z.ratio": ["estimate", "t", (r) => r.statistic, 1e-3],
  "p.value": ["p", "p", (r) => r.pValue, 0],
};

function compareMeans(
  tally: Tally,
  field: string,
  got: readonly MeansRow[],
  expected: Json | undefined,
  estimateName: string,
): void {
  const all = rows(expected);
  tally.number("exact", `${field}.length`, got.length, all.length);
  all.forEach((row, i) => {
    const own = got[i];
    for (const [name, value] of Object.entries(own?.at ?? {})) {
      if (row[name] !== undefined) {
        tally.same(`${field}[${i}].${name}`, String(value), String(row[name]));
      }
    }
    compareRow(tally, `${field}[${i}]`, own, row, estimateName);
  });
}

/** A family with its rows and, by adjustment, its p-values, limits and remarks. */
function compareFamily(
  tally: Tally,
  field: string,
  made: (adjust: Adjust) => ContrastTable,
  expected: JsonObject,
): void {
  let plain: ContrastTable | null = null;
  for (const [adjust, value] of Object.entries(object(expected.adjust))) {
    if (adjust === "mvt_montecarlo") continue;
    const tableOf = made(adjust as Adjust);
    plain ??= tableOf;
    const values = object(value);
    const p = list(values["p.value"]);
    const [lower, upper] = [list(values.lower), list(values.upper)];
    tableOf.rows.forEach((own, i) => {
      const name = `${field}.${adjust}[${i}]`;
      tally.number(kindOf(adjust), `${name}.p`, own.pValue, p[i] ?? null);
      const half = ((own.upper ?? 0) - (own.lower ?? 0)) / 2;
      tally.number("limit", `${name}.lower`, own.lower, lower[i] ?? null, half);
      tally.number("limit", `${name}.upper`, own.upper, upper[i] ?? null, half);
    });
    tally.same(`${field}.${adjust}.messages`, under(tableOf.notes), texts(values.messages));
    const tests = test(tableOf, { show: "test" });
    tally.same(`${field}.${adjust}.test`, under(tests.notes), texts(values.messages_test_only));
  }
  rows(expected.rows).forEach((row, i) => {
    const own = plain?.rows[i];
    const labels = own?.parts ?? { contrast: own?.contrast, ...own?.by };
    for (const [name, value] of Object.entries(labels)) {
      if (row[name] !== undefined) {
        tally.same(`${field}[${i}].${name}`, String(value), String(row[name]));
      }
    }
    const bare = { ...row };
    delete bare["p.value"];
    compareRow(tally, `${field}[${i}]`, own, bare, "estimate");
  });
}

const FAMILIES: readonly [string, Method][] = [
  ["pairs", "pairwise"],
  ["dunnett", "trt.vs.ctrl"],
  ["poly", "poly"],
  ["eff", "eff"],
];

function compareContrasts(tally: Tally, field: string, means: MeansGrid, e: JsonObject): void {
  const both = (o: ContrastOptions): ContrastOptions => ({ ...o, show: "both" });
  for (const [key, method] of FAMILIES) {
    if (!e[key]) continue;
    const made = (adjust: Adjust): ContrastTable => contrast(means, method, both({ adjust }));
    compareFamily(tally, `${field}.${key}`, made, object(e[key]));
  }
  if (e.pairs_default_messages) {
    tally.same(
      `${field}.pairs.default`,
      under(pairs(means).notes),
      texts(e.pairs_default_messages),
    );
  }
  if (e.dunnett) {
    const exact = contrast(means, "trt.vs.ctrl", { adjust: "mvt" });
    list(object(e.dunnett).exact_mvt_p).forEach((p, i) => {
      tally.number("dunnett", `${field}.dunnett.exact[${i}]`, exact.rows[i]?.pValue, p);
    });
  }
  if (e.custom) {
    const weights = object(e.custom_weights) as Record<string, number[]>;
    const made = (adjust: Adjust): ContrastTable => contrast(means, weights, both({ adjust }));
    compareFamily(tally, `${field}.custom`, made, object(e.custom));
  }
  if (e.interaction) {
    const interaction = texts(object(e.interaction).types) as Method[];
    const made = (adjust: Adjust): ContrastTable =>
      contrast(means, "eff", both({ interaction, adjust }));
    compareFamily(tally, `${field}.interaction`, made, object(e.interaction));
  }
}

function compareLetters(tally: Tally, field: string, means: MeansGrid, e: JsonObject): void {
  if (!e.cld) return;
  const own = cld(means);
  rows(object(e.cld).rows).forEach((row, i) => {
    const name = `${field}.cld[${i}]`;
    compareRow(tally, name, own.table.rows[i], row, "emmean");
    tally.same(`${name}.group`, own.letters[i]?.trim(), String(row[".group"]).trim());
    tally.same(`${name}.padded`, own.letters[i]?.trimEnd(), String(row[".group"]).slice(1).trimEnd());
  });
  tally.same(
    `${field}.cld.messages`,
    under(own.notes),
    [...new Set(texts(object(e.cld).messages))],
  );
}

function compareResponse(tally: Tally, field: string, means: MeansGrid, e: JsonObject): void {
  if (!e.response) return;
  const back = reshow(means, { type: "response" });
  compareMeans(tally, `${field}.response`, back.rows, e.response, "response");
  tally.same(`${field}.response.messages`, under(back.notes), texts(e.response_messages));
  const ratios = pairs(back, { show: "both" });
  rows(e.response_pairs).forEach((row, i) => {
    const own = ratios.rows[i];
    tally.same(`${field}.response_pairs[${i}].contrast`, own?.contrast, row.contrast);
    compareRow(tally, `${field}.response_pairs[${i}]`, own, row, "ratio", "tukey");
    tally.number("exact", `${field}.response_pairs[${i}].null`, ratios.nullValue, row.null);
  });
  const messages = texts(e.response_pairs_messages);
  tally.same(`${field}.response_pairs.messages`, under(ratios.notes), messages);
  const differences = pairs(regrid(means), { show: "both" });
  rows(e.regrid_pairs).forEach((row, i) => {
    const own = differences.rows[i];
    tally.same(`${field}.regrid_pairs[${i}].contrast`, own?.contrast, row.contrast);
    compareRow(tally, `${field}.regrid_pairs[${i}]`, own, row, "estimate", "tukey");
  });
}

/** Everything under `emmeans`. */
export function compareEmmeans(tally: Tally, { json, fit }: ReferenceCase): void {
  list(json.emmeans).forEach((entry, i) => {
    const e = object(entry);
    const given = object(e.options);
    const options: EmmeansOptions = { ...given as Partial<EmmeansOptions> };
    if (e.df_method !== null && e.df_method !== undefined) options.ddf = e.df_method as Ddf;
    const means = emmeans(fit, String(e.spec), options);
    const field = `emmeans[${i}]`;
    compareMeans(tally, field, means.rows, e.rows, "emmean");
    tally.same(`${field}.messages`, under(means.notes), texts(e.messages));
    tally.same(`${field}.notes`, emitted(means.notes), texts(e.notes));
    compareContrasts(tally, field, means, e);
    compareLetters(tally, field, means, e);
    compareResponse(tally, field, means, e);
    if (e.test) {
      const tested = test(means, { show: "both", nullValue: Number(rows(e.test)[0]?.null ?? 0) });
      rows(e.test).forEach((row, k) => {
        compareRow(tally, `${field}.test[${k}]`, tested.rows[k], row, "emmean");
      });
    }
    if (e.joint_test_means) {
      compareJoint(tally, `${field}.joint_means`, jointTest(means).rows, e.joint_test_means);
    }
    if (e.joint_test_pairs) {
      compareJoint(tally, `${field}.joint_pairs`, jointTest(pairs(means)).rows, e.joint_test_pairs);
    }
  });
}

/** Everything under `emtrends`. */
export function compareTrends(tally: Tally, { json, fit }: ReferenceCase): void {
  if (!json.emtrends) return;
  const t = object(json.emtrends);
  const trends = test(emtrends(fit, String(t.spec), String(t.var)), { show: "both" });
  rows(t.rows).forEach((row, i) => {
    compareRow(tally, `emtrends[${i}]`, trends.rows[i], row, `${t.var}.trend`);
  });
  const differences = pairs(trends, { show: "both" });
  rows(t.pairs).forEach((row, i) => {
    const own = differences.rows[i];
    tally.same(`emtrends.pairs[${i}].contrast`, own?.contrast, row.contrast);
    compareRow(tally, `emtrends.pairs[${i}]`, own, row, "estimate", "tukey");
  });
}
