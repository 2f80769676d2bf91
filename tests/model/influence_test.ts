/** Leaving rows out by formula against leaving them out in truth. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { aicc, parameterCount } from "../../lib/model/criteria.ts";
import { groupInfluence } from "../../lib/model/linear/influence.ts";
import { lm } from "../../lib/model/linear/lm.ts";

const table = parseTable(
  Deno.readTextFileSync(new URL("../oracle/public/warpbreaks_weights.csv", import.meta.url)),
  { factors: ["wool", "tension"] },
);

Deno.test("influence of a group is the change when its rows are left out", () => {
  // nine looms, six rows each, as the rows stand
  const looms = parseTable(
    `loom\n${Array.from({ length: 54 }, (_, i) => `l${i % 9}`).join("\n")}\n`,
    { factors: ["loom"] },
  );
  const formula = "breaks ~ wool + tension";
  const fit = lm(formula, table, { weights: "wt" });
  const groups = groupInfluence(fit, looms.column("loom")!);
  assertEquals(groups.length, 9);
  groups.forEach((group, g) => {
    assertEquals(group.rows, 6);
    const keep = Int32Array.from({ length: 54 }, (_, i) => i).filter((i) => i % 9 !== g);
    const without = lm(formula, table.filter(keep), { weights: "wt" });
    const change = Array.from(fit.beta, (b, k) => b - without.beta[k]!);
    change.forEach((d, k) => assertAlmostEquals(group.change![k]!, d, 1e-10));
    // d' (X'WX) d / (p σ²), with X'WX = σ² Φ⁻¹: solve Φ z = d by the fit's own covariance
    const moved = fit.fixed.rowsAt(Int32Array.from({ length: 54 }, (_, i) => i));
    let size = 0;
    for (let i = 0; i < 54; i++) {
      let shift = 0;
      fit.fixed.kept.forEach((j, k) => shift += moved[j * 54 + i]! * change[k]!);
      size += fit.weights![i]! * shift * shift;
    }
    assertAlmostEquals(group.cooksDistance!, size / (fit.rank * fit.sigma ** 2), 1e-10);
  });
});

Deno.test("a group of one row has the row's own Cook's distance", () => {
  const numbered = parseTable(`row\n${Array.from({ length: 54 }, (_, i) => i).join("\n")}\n`);
  const fit = lm("breaks ~ wool * tension", table);
  groupInfluence(fit, numbered.column("row")!).forEach((g, i) =>
    assertAlmostEquals(g.cooksDistance!, fit.cooksDistance[i]!, 1e-12)
  );
});

Deno.test("the corrected AIC", () => {
  const fit = lm("breaks ~ wool * tension", table);
  assertEquals(parameterCount(fit), 7);
  assertAlmostEquals(aicc(fit), fit.aic + 2 * 7 * 8 / (54 - 8), 1e-10);
  assert(aicc(fit) > fit.aic);
});
