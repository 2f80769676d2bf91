/**
 * Sets of data that R brings along, beside what R 4.2.2 prints of them (tests/data/sets/record.R).
 */
import { assertEquals } from "@std/assert";
import { HERE } from "../../lib/chunk/datasets/names.ts";
import { runPage } from "../../lib/chunk/page/run_page.ts";
import { renderText } from "../../lib/render/render.ts";
import { block, environment } from "./pages.ts";

const RECORDED = new Map(
  Deno.readTextFileSync(new URL("../data/sets/printed.txt", import.meta.url))
    .split(/^## /m).slice(1).map((part): [string, string[]] => {
      const [head, ...lines] = part.trimEnd().split("\n");
      return [head!, lines];
    }),
);

async function printed(source: string): Promise<string> {
  const { blocks: [result] } = await runPage([block(source)], environment());
  return [
    ...result!.diagnostics.map((d) => `${d.code} ${d.message}; ${d.hint}`),
    ...result!.shown.map(({ value }) => renderText(value)),
  ].join("\n");
}

/** Lines with blanks as one blank, those that are empty left out. */
const filled = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");

for (const [set, lines] of RECORDED) {
  const [own, name] = set.split(" ") as [string, string];
  Deno.test(`${own}::${name} prints as R does`, async () => {
    const isFrame = lines.some((l) => l.startsWith("'data.frame'") || l.startsWith("tibble"));
    const source = isFrame
      ? `options(width = 100)\nx <- ${own}::${name}\nprint(head(x))\nstr(x, give.attr = FALSE)\nprint(summary(x))`
      : `options(width = 100)\nx <- ${own}::${name}\nprint(if (length(dim(x)) > 2) x else head(x, 10))\nstr(x, give.attr = FALSE)`;
    const found = (await printed(source)).split("\n");
    assertEquals(filled(found), filled(lines));
  });
}

Deno.test("every set has been recorded", () => {
  const names = Object.entries(HERE).flatMap(([own, list]) => list.map((name) => `${own} ${name}`));
  assertEquals(names.sort(), [...RECORDED.keys()].sort());
});
