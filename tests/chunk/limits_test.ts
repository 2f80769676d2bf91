/** Values that double, and what is longer than memory, are refused before they are made. */
import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { page } from "./pages.ts";

/** Statements, the last forty times. */
const forty = (first: string, again: string): string =>
  [first, ...Array.from({ length: 40 }, () => again)].join("\n");

const REFUSED: [source: string, code: string, said: string][] = [
  [forty("x <- 1:10", "x <- c(x, x)"), "too-long", "10,485,760, and 10,000,000 are the most"],
  [forty('x <- "ab"', "x <- paste(x, x)"), "too-long", "Characters of these texts: 12,582,911"],
  [forty('x <- "ab"', "x <- paste0(x, x, x, x, x, x, x, x)"), "too-long", "Characters"],
  [forty("x <- list(1)", "x <- list(x, x)"), "too-long", "10,000,000 are the most"],
  [forty("x <- c(a = 1)", "x <- c(long = x, name = x)"), "too-long", "Characters"],
  [forty("x <- rep(1, 1e6)", "x <- c(x, x, x, x, x, x, x, x, x, x, x)"), "too-long", "11,000,000"],
  ["rep(1, 1e9)", "too-long", "1,000,000,000, and 10,000,000 are the most"],
  ["rep(c(1, 2), times = c(1e9, 1e9))", "too-long", "2,000,000,000"],
  ["1:1e9", "too-long", "Elements of this sequence: 1,000,000,000"],
  ["seq(0, 1, by = 1e-12)", "too-long", "10,000,000 are the most"],
  ["expand.grid(1:1e4, 1:1e4)", "too-long", "Cells of this table: 200,000,000"],
  ["table(1:1e5, 1:1e5)", "too-long", "Cells of this table: 10,000,000,000"],
  ["f <- factor(1:10000)\ninteraction(f, f)", "too-long", "Levels of this factor: 100,000,000"],
  [
    "d <- design(units = ~ A, treatments = ~ 1, levels = list(A = 1e9))",
    "too-many-levels",
    "Levels of A: 1,000,000,000",
  ],
  [
    "d <- design(units = ~ A/B/C, treatments = ~ 1, levels = list(A = 1e4, B = 1e4, C = 1e4))\n" +
    "plan(d)",
    "too-long",
    "Cells of this plan",
  ],
];

for (const [source, code, said] of REFUSED) {
  Deno.test(`refused before it is made: ${source.split("\n").slice(-1)[0]}`, () => {
    const faults = page(source).blocks.flatMap((b) => b.diagnostics);
    assertEquals(faults.map((d) => d.code), [code]);
    const [fault] = faults;
    assert(fault!.message.includes(said), fault!.message);
    assert(fault!.line !== undefined && fault!.hint !== undefined);
  });
}

Deno.test("of a long value its beginning is shown, as with R's max.print", () => {
  const [block] = page("1:100000\ndata.frame(x = 1:60000, y = 1)\nas.character(1:1e6)").blocks;
  assertEquals(block!.diagnostics, []);
  assertEquals(block!.notes.map((n) => n.text), [
    "The first 99,999 of 100,000 elements are shown",
    "The first 49,999 of 60,000 rows are shown",
    "The first 99,999 of 1,000,000 elements are shown",
  ]);
  assert(block!.shown.every((s) => renderText(s.value).length > 1e5));
});
