/**
 * Tables as R prints them, character by character: every printed table of the reference cases is
 * rendered from the unrounded numbers that stand beside it.
 */
import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/text/render_text.ts";
import {
  anovas,
  cases,
  comparisons,
  jointTests,
  meansTables,
  type Printed,
  trends,
  varcorr,
} from "./reference.ts";
import { summaries } from "./reference_summary.ts";
import { settled, TIES } from "./ties.ts";

const KINDS = { anovas, meansTables, trends, jointTests, varcorr, comparisons, summaries };

for (const [kind, find] of Object.entries(KINDS)) {
  Deno.test(`printed as R prints it: ${kind}`, () => {
    const tables = cases().flatMap((c) => find(c));
    for (const table of tables) {
      const ours = rendered(table), theirs = table.printed.join("\n");
      assertEquals(ours, settled(table.name, ours, theirs), table.name);
    }
    assert(tables.length > 0);
  });
}

function rendered(table: Printed): string {
  return renderText(table.value).replace(/\n$/, "");
}

Deno.test("at least 690 printed tables are compared", () => {
  const count = cases().flatMap((c) => Object.values(KINDS).flatMap((find) => find(c))).length;
  assert(count >= 690, `only ${count} tables`);
});

Deno.test("ties are named of tables that there are, and nothing beside them is excused", () => {
  const tables = cases().flatMap((c) => Object.values(KINDS).flatMap((find) => find(c)));
  const names = new Set(tables.map((t) => t.name));
  assertEquals(Object.keys(TIES).filter((name) => !names.has(name)), []);
  for (const [name, places] of Object.entries(TIES)) {
    const theirs = tables.find((t) => t.name === name)!.printed.join("\n");
    const numbers = [...theirs.matchAll(/\d+\.\d+/g)];
    const movable = numbers.filter((m) => {
      const last = theirs[m.index + m[0].length - 1]!;
      const at = m.index + m[0].length - 1;
      const moved = theirs.slice(0, at) + (last === "9" ? "8" : Number(last) + 1) +
        theirs.slice(at + 1);
      return settled(name, moved, theirs) === moved;
    });
    assertEquals(movable.length, places.length, `${name}: ${movable.map((m) => m[0])}`);
  }
});
