/** Pictures as readers see them who lack a cone, who read in the dark, or on a phone. */
import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "../../lib/libraries/linkedom.js";
import * as Plot from "../../lib/libraries/plot.js";
import { drawFigure } from "../../lib/render/figure/draw.ts";
import type { LayersFigure } from "../../lib/render/figure/grammar/types.ts";
import type { ShownFigure } from "../../lib/render/shown.ts";
import { page } from "./pages.ts";

const DATA =
  "d <- data.frame(x = 1:6, y = c(2, 4, 3, 5, 1, 6), g = rep(c('a', 'b', 'c'), 2), h = rep(c('k', 'l'), each = 3))";

function figureOf(code: string): ShownFigure {
  const { blocks } = page(DATA, code);
  assertEquals(blocks[1]!.diagnostics, [], code);
  const shown = blocks[1]!.shown.at(-1)!.value;
  if (shown.kind !== "figure") throw new Error(code);
  return shown;
}

function layersOf(code: string): LayersFigure {
  const { data } = figureOf(code);
  if (data.figure !== "layers") throw new Error(code);
  return data;
}

const glyphsOf = (figure: LayersFigure): string[] =>
  figure.panels[0]!.marks.flatMap((m) => m.mark === "points" ? [m.glyph] : []);

Deno.test("points of several colours differ in shape, in the key as well", () => {
  const figure = layersOf("ggplot(d, aes(x, y, colour = g)) + geom_point()");
  assertEquals(glyphsOf(figure), ["circle", "square", "triangle"]);
  assertEquals(figure.keys[0]!.entries.map((e) => e.glyph), ["circle", "square", "triangle"]);
  // what an author says of shapes holds
  for (const code of ["aes(shape = h)", "shape = 17", "colour = 'red'"]) {
    const own = glyphsOf(layersOf(`ggplot(d, aes(x, y, colour = g)) + geom_point(${code})`));
    assert(!own.includes("square"), `${code}: ${own}`);
  }
  assertEquals(
    glyphsOf(layersOf("ggplot(d, aes(x, y, colour = y)) + geom_point()")).includes("square"),
    false,
  );
});

Deno.test("the palest point of a gradient is seen by itself, the palest area beside others", () => {
  const shares = (code: string): number[] =>
    layersOf(code).panels[0]!.marks.flatMap((m) => {
      const ink = m.look.fill ?? m.look.stroke;
      return ink?.share === undefined ? [] : [ink.share];
    });
  assertEquals(Math.min(...shares("ggplot(d, aes(x, y, colour = y)) + geom_point()")), 0.45);
  assertEquals(Math.min(...shares("ggplot(d, aes(x, 1, fill = y)) + geom_tile()")), 0.12);
});

function markupOf(shown: ShownFigure, width: number): string {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  return drawFigure({ ...shown, width }, Plot, document as unknown as Document).html;
}

Deno.test("the key of interaction.plot() stands beside its lines, however narrow the picture is", () => {
  const shown = figureOf(
    "with(d, interaction.plot(g, h, y, trace.label = 'A long title of a key'))",
  );
  for (const width of [672, 360]) {
    const html = markupOf(shown, width).split("<svg").find((s) => s.includes("A long title"))!;
    const ends = [...html.matchAll(/<path[^>]*d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+L([\d.]+) /g)]
      .map((m) => Number(m[3]));
    const title = /<text[^>]*x="([\d.]+)"[^>]*>A long title/.exec(html)!;
    assert(
      ends.length > 0 && ends.every((e) => e < Number(title[1]) - 40),
      `${width}: ${ends} ${title[1]}`,
    );
  }
});

Deno.test("long labels of axes are broken where they do not fit", () => {
  const shown = figureOf(
    "plot(d$x, d$y, xlab = 'A label with so many words that no phone has the room for it in one line', ylab = '')",
  );
  const texts = [...markupOf(shown, 360).matchAll(/<text[^>]*>([^<]*)</g)].map((m) => m[1]!);
  const own = texts.filter((t) => /label|room|phone|line/.test(t));
  assert(own.length >= 2 && own.every((t) => t.length < 60), own.join("|"));
});

Deno.test("factors of means with letters keep the order of the grid", () => {
  // levels(as.data.frame(cld(emmeans(lm(breaks ~ tension, warpbreaks), ~ tension)))$tension)
  const { blocks } = page(
    "m <- lm(breaks ~ tension, warpbreaks)",
    "cat(levels(as.data.frame(cld(emmeans(m, ~ tension)))$tension), as.character(as.data.frame(cld(emmeans(m, ~ tension)))$tension))",
  );
  assertEquals(blocks[1]!.diagnostics, []);
  assert(JSON.stringify(blocks[1]!.shown).includes("L M H H M L"));
});

Deno.test("lines that nothing but colours tells apart differ in their dashes; signs tell others apart", () => {
  const dashes = (layers: string): string[] => {
    const source =
      `d <- data.frame(x = rep(1:2, 3), y = 1:6, g = rep(c("a", "b", "c"), each = 2))\nggplot(d, aes(x, y, colour = g)) + ${layers}`;
    const { diagnostics, shown } = page(source).blocks[0]!;
    assertEquals(diagnostics, [], source);
    const figure = shown[0]!.value as unknown as { data: LayersFigure };
    return figure.data.panels[0]!.marks.flatMap((m) => m.mark === "lines" ? [m.look.dash] : []);
  };
  assertEquals(dashes("geom_line()"), ["", "6 4", "2 3 7 3"]);
  assertEquals(dashes("geom_line() + geom_point()"), ["", "", ""]);
  assertEquals(dashes("geom_line() + geom_point(shape = 1)"), ["", "6 4", "2 3 7 3"]);
  assertEquals(dashes("geom_line(linetype = 1)"), ["", "", ""]);
  assertEquals(dashes("geom_line(aes(linetype = g))"), ["", "6 4", "2 3"]);
});
