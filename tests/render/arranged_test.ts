import { assertEquals } from "@std/assert";
import { renderHtml, renderText } from "../../lib/render/render.ts";
import type { ShownFrame } from "../../lib/render/shown.ts";

const FRAME: ShownFrame = {
  kind: "frame",
  columns: [
    { name: "n", type: "numeric", values: [1, 2, 3] },
    { name: "m", type: "numeric", values: [4, 5, 6] },
  ],
  rowNames: null,
  notes: [],
  arranged: {
    groups: [{ title: "Dry", from: 1, to: 2 }],
    above: [[{ head: "Counts", width: 2 }]],
    below: ["Note: of three plots"],
  },
};

Deno.test("headings of rows and columns and the lines below stand in the table", () => {
  const html = renderHtml(FRAME).replace(/>\s+</g, "><");
  const at = ["Counts</th>", ">n</th>", ">1</td>", "Dry</th>", ">2</td>", "of three plots"]
    .map((text) => html.indexOf(text));
  assertEquals(at.includes(-1), false, html);
  assertEquals([...at].sort((a, b) => a - b), at);
  assertEquals(html.includes('colspan="2" scope="colgroup">Counts'), true);
});

Deno.test("as text, a heading stands before its rows", () => {
  assertEquals(renderText(FRAME).trimEnd().split("\n"), [
    "Counts: n, m",
    "  n m",
    "1 1 4",
    "Dry",
    "2 2 5",
    "3 3 6",
    "Note: of three plots",
  ]);
});

Deno.test("words stand where somebody wants them, and missing values as somebody says", () => {
  const shown: ShownFrame = {
    ...FRAME,
    columns: [
      { name: "n", type: "numeric", values: [1, null, 3] },
      { name: "m", type: "numeric", values: [4, 5, 6] },
    ],
    arranged: { groups: [], above: [], below: [], align: ["left", "center"], missing: "–" },
  };
  const html = renderHtml(shown).replace(/>\s+</g, "><");
  assertEquals(html.includes('<th scope="col" class="l">n</th><th scope="col" class="c">m'), true);
  assertEquals(html.includes('<td class="l">–</td><td class="c">5</td>'), true, html);
  assertEquals(renderText(shown).trimEnd().split("\n")[2], "2 – 5");
});
