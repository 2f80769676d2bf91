/**
 * Types I, II and III on simulated experiments against lmerTest 3.1-3 (`reference/hypotheses.R` makes
 * `reference/hypotheses.json`, which holds the data too). R's fits end about 1e-6 from the optimum.
 */
import { assert, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import type { Coding } from "../../lib/model/fixed/codings.ts";
import { list, object, rows, texts } from "../oracle/comparison/reference_case.ts";

const cases = rows(JSON.parse(
  Deno.readTextFileSync(new URL("reference/hypotheses.json", import.meta.url)),
));

/**
 * lmerTest reads R's table of factors for its ones only, so that in A + A:B, where A stands in A:B by
 * all its levels, it does not see that A:B contains A. SAS does, and so do we.
 */
const OWN_CONTAINMENT = "a factor without its main effect";

for (const c of cases) {
  Deno.test(`as lmerTest has it: ${c.id}`, () => {
    const levels = Object.fromEntries(
      Object.entries(object(c.levels)).map(([k, v]) => [k, texts(v)]),
    );
    const columns = Object.fromEntries(
      Object.entries(object(c.data)).map(([k, v]) => [k, list(v) as (string | number)[]]),
    );
    const table = tableFrom(columns, {
      factors: Object.keys(levels),
      levels,
      ordered: texts(c.ordered),
    });
    const contrasts = Object.fromEntries(
      Object.entries(object(c.contrasts)).map(([k, v]): [string, Coding] => [
        k,
        String(v).toLowerCase() as Coding,
      ]),
    );
    const fit = lmer(String(c.formula), table, { contrasts });
    for (const [key, expected] of Object.entries(object(c.tables))) {
      const [roman, method] = key.split(" ");
      if (c.id === OWN_CONTAINMENT && roman !== "I") continue;
      const type = roman!.length as 1 | 2 | 3;
      const ddf = method === "Satterthwaite" ? "satterthwaite" : "kenward-roger";
      const own = anova(fit, { type, ddf, hypotheses: "sas", layout: "lmerTest" }).rows;
      assertEquals(own.map((r) => r.term), rows(expected).map((r) => r.term));
      rows(expected).forEach((e, i) => {
        const got = own[i]!;
        const what = `${key} of ${e.term}`;
        assertEquals(got.numDf, e.numDf, what);
        for (const [a, b] of [[got.statistic, e.F], [got.denDf, e.denDf], [got.pValue, e.p]]) {
          const error = Math.abs(Number(a) - Number(b)) / Math.max(1e-3, Math.abs(Number(b)));
          assert(error < 5e-5, `${what}: ${a}, R has ${b} (${error})`);
        }
      });
    }
  });
}
