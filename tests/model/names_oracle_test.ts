/** Names and order of the fixed effects, ranks and groups of every reference model. */
import { assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { buildModel } from "../../lib/model/build.ts";

const folder = new URL("../oracle/public/", import.meta.url);

interface ReferenceCase {
  id: string;
  formula: string;
  weights: string | null;
  data: string;
  factors: Record<string, string[]>;
  ordered_factors: string[];
  fit: {
    coef: { name: string; estimate: number | null }[];
    ngrps?: Record<string, number>;
    ranef?: { group: string; level: string }[];
  };
}

for (const { name } of Deno.readDirSync(folder)) {
  if (!name.endsWith(".json")) continue;
  Deno.test(`names of ${name.slice(0, -5)}`, () => {
    const c: ReferenceCase = JSON.parse(Deno.readTextFileSync(new URL(name, folder)));
    const table = parseTable(Deno.readTextFileSync(new URL(c.data, folder)), {
      factors: Object.keys(c.factors),
      levels: c.factors,
      ordered: c.ordered_factors,
    });
    const { fixed, random } = buildModel(c.formula, table, { weights: c.weights ?? undefined });
    const kept = new Set(fixed.kept);
    const estimable = c.fit.coef.filter((k) => k.estimate !== null).map((k) => k.name);
    assertEquals(fixed.names.filter((_, j) => kept.has(j)), estimable);
    for (const [group, levels] of Object.entries(c.fit.ngrps ?? {})) {
      assertEquals(random.find((r) => r.group.name === group)?.group.levels.length, levels, group);
    }
    for (
      const { group, levels } of random.map((r) => r.group).map((g) => ({
        group: g.name,
        levels: g.levels,
      }))
    ) {
      const expected = (c.fit.ranef ?? []).filter((r) => r.group === group).map((r) => r.level);
      assertEquals([...levels], [...new Set(expected)], group);
    }
  });
}
