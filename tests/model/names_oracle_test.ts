/** Names and order of the fixed effects, ranks and groups of every reference model. */
import { assertEquals } from "@std/assert";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { dataOf, readCases } from "../oracle/read_case.ts";

interface ReferenceCase {
  fit: {
    coef: { name: string; estimate: number | null }[];
    ngrps?: Record<string, number>;
    ranef?: { group: string; level: string }[];
  };
}

for (const c of readCases<ReferenceCase>()) {
  Deno.test(`names of ${c.id}`, () => {
    const table = dataOf(c);
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
