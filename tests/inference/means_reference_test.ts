/**
 * Means, contrasts, trends and tests that the reference cases do not have, against R 4.2.2 with
 * emmeans 1.8.4-1 and car 3.1-1 (`reference/means.R` makes `reference/means.json`).
 */
import { assert, assertEquals } from "@std/assert";
import { anova } from "../../lib/inference/test/anova.ts";
import { contrast, type ContrastOptions, reshow } from "../../lib/inference/contrast/contrast.ts";
import type { Method } from "../../lib/inference/contrast/method.ts";
import { emmeans, type EmmeansOptions } from "../../lib/inference/means/emmeans.ts";
import { emtrends } from "../../lib/inference/means/emtrends.ts";
import { jointTests } from "../../lib/inference/test/joint_tests.ts";
import type { Fit } from "../../lib/model/fit.ts";
import type { Coding } from "../../lib/model/fixed/codings.ts";
import {
  fitFormula,
  type JsonObject,
  loadCase,
  object,
  type Row,
  rows,
} from "../oracle/comparison/reference_case.ts";

const cases = rows(JSON.parse(
  Deno.readTextFileSync(new URL("reference/means.json", import.meta.url)),
));

function fitOf(c: JsonObject): Fit {
  const { table } = loadCase(String(c.data));
  const json = { formula: c.formula!, kind: c.kind!, weights: c.weights ?? null, reml: true };
  const contrasts = c.contrasts ? { contrasts: object(c.contrasts) as Record<string, Coding> } : {};
  return fitFormula(json, table, contrasts);
}

/** R's columns, by ours. */
const FIELDS: readonly [string[], string][] = [
  [["emmean", "estimate", "response", "ratio", "Prewt.trend"], "estimate"],
  [["SE"], "standardError"],
  [["df", "df2", "Df.res"], "df"],
  [["lower.CL", "asymp.LCL"], "lower"],
  [["upper.CL", "asymp.UCL"], "upper"],
  [["t.ratio", "z.ratio", "F.ratio", "F", "F value"], "statistic"],
  [["p.value", "Pr(>F)"], "pValue"],
  [["df1", "Df"], "numDf"],
  [["Sum Sq"], "sumSq"],
];

function compare(got: readonly object[], expected: readonly Row[], tolerance: number): number {
  assertEquals(got.length, expected.length);
  let count = 0;
  expected.forEach((row, i) => {
    const own = got[i] as Record<string, unknown>;
    for (const [names, field] of FIELDS) {
      const name = names.find((n) => row[n] !== undefined);
      if (name === undefined || own[field] === undefined) continue;
      const e = row[name]!;
      const g = own[field];
      count++;
      if (e === null || e === "Inf" || e === "-Inf") {
        const same = e === null ? null : e === "Inf" ? Infinity : -Infinity;
        assertEquals(g, same, `${name} of row ${i}`);
        continue;
      }
      const rounded = name === "F.ratio" ? 6e-4 : name === "df2" ? 6e-3 : 0;
      const error = Math.abs(Number(g) - Number(e));
      const half = (Number(own.upper) - Number(own.lower)) / 2;
      const limit = (field === "lower" || field === "upper") && Number.isFinite(half);
      const scale = limit ? half : Math.max(Math.abs(Number(e)), 1e-3);
      assert(error <= Math.max(tolerance * scale, rounded), `${name} of row ${i}: ${g}, R ${e}`);
    }
  });
  return count;
}

function tableOf(c: JsonObject, fit: Fit): readonly object[] {
  const o = object(c.options);
  if (c.anova) {
    return anova(fit, { type: c.anova as 2 | 3, hypotheses: "car" }).rows
      .map((r) => ({ ...r, df: r.denDf, pValue: r.pValue, numDf: r.numDf }));
  }
  if (c.jointBy) {
    return jointTests(fit, { by: String(c.jointBy) }).rows.map((r) => ({ ...r, df: r.denDf }));
  }
  if (c.trend) {
    return reshow(emtrends(fit, String(c.spec), String(c.trend)), { show: "both" }).rows;
  }
  const means = emmeans(fit, String(c.spec), o as unknown as EmmeansOptions);
  if (!o.method) return means.rows;
  const by = o.by === null ? { by: null } : {};
  const { method, ...rest } = o;
  const options = { ...rest, show: "both", ...by } as unknown as ContrastOptions;
  return contrast(means, method as Method, options).rows;
}

for (const c of cases) {
  Deno.test(`as R has it: ${c.id}`, () => {
    const fit = fitOf(c);
    // emmeans's root search for dunnettx stops at 5e-4; lmer itself stops near its optimum
    const tolerance = /dunnettx/.test(String(c.id)) ? 2e-4 : c.kind === "lmer" ? 5e-5 : 1e-6;
    assert(compare(tableOf(c, fit), rows(c.rows), tolerance) > 0);
  });
}
