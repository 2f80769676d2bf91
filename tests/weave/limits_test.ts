/**
 * Long texts are read, or told to be too long. That their time grows in proportion to their length is
 * measured by the long checks (`tests/long/growth.ts`).
 */
import { assert, assertEquals } from "@std/assert";
import { HEAD, longTexts } from "./long_texts.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";

Deno.test("thousands of any sign are read", () => {
  for (const text of longTexts(2000)) parsePage("p.md", text);
});

/** Codes of a page's faults. */
function faultsOf(text: string): string[] {
  const { diagnostics } = parsePage("p.md", HEAD + text);
  return [...new Set(diagnostics.map((d) => d.code))];
}

Deno.test("what a page cannot hold is told in place of being read", () => {
  const row = (cells: number): string => "|" + "b|".repeat(cells) + "\n";
  const table = (rows: number, cells: number): string =>
    row(cells) + "|" + "-|".repeat(cells) + "\n" + row(cells).repeat(rows);
  const doubled = Array.from(
    { length: 40 },
    (_, i) => `(ref:a${i}) (ref:a${i + 1}) (ref:a${i + 1})\n\n`,
  ).join("");
  const cases: [text: string, code: string][] = [
    [table(500, 300), "too-long"],
    ["x".repeat(5_000_001), "too-long"],
    ["^[a] ".repeat(20_001), "too-many-notes"],
    [`${doubled}(ref:a40) x\n\n(ref:a0)`, "too-long"],
  ];
  for (const [text, code] of cases) {
    const codes = faultsOf(text);
    assert(codes.includes(code), `${text.slice(0, 20)}: ${codes}`);
  }
  // a long table that a page can hold
  assertEquals(faultsOf(table(9_000, 5)), []);
});

Deno.test("unknown names among many known ones are told", () => {
  const known = Array.from({ length: 1500 }, (_, i) => `[^mm${i}]: text\n\n`).join("");
  const asked = Array.from({ length: 1500 }, (_, i) => `x[^nn${i}]\n\n`).join("");
  assertEquals(faultsOf(asked + known), ["unknown-note", "unused-note"]);
});
