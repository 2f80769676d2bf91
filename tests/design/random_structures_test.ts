import { assertEquals } from "@std/assert";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { evaluateSymbolic } from "../../lib/design/structure/symbolic.ts";
import { spacesOf } from "./linear_algebra.ts";
import { possible, randomSpec } from "./random_designs.ts";

Deno.test("structures: df of 500 random orthogonal structures are ranks", () => {
  const random = new RandomStream(20_261_122);
  const seen = new Set<string>();
  for (let tried = 0; seen.size < 500 && tried < 60_000; tried++) {
    const spec = randomSpec(random);
    const key = JSON.stringify(spec);
    if (seen.has(key)) continue;
    const made = possible(spec);
    if (!made) continue;
    seen.add(key);
    const { rows, symbols } = anovaShell(made);
    const spaces = spacesOf(made);
    assertEquals(rows.length - 1, spaces.rows.size, key);
    for (const row of rows.slice(0, -1)) {
      assertEquals(row.df, spaces.rows.get(row.source)?.length, `${key} ${row.source}`);
      assertEquals(evaluateSymbolic(row.symbolic, symbols), row.df, `${key} ${row.source}`);
    }
    const total = rows.slice(0, -1).reduce((n, row) => n + row.df, 0);
    assertEquals(total, made.observations - 1, key);
  }
  assertEquals(seen.size, 500);
});
