/**
 * How long pictures take: one of a hundred thousand points, and a page with thirty.
 *
 *     deno run -A tests/bench/figures_bench.ts
 *
 * prints the table that stands in RESULTS.md.
 */
import { parseHTML } from "../../lib/libraries/linkedom.js";
import * as Plot from "../../lib/libraries/plot.js";
import { drawFigure } from "../../lib/render/figure/draw.ts";
import { renderDataTable } from "../../lib/render/render.ts";
import type { ShownFigure } from "../../lib/render/shown.ts";
import { page } from "../chunk/pages.ts";

const MANY =
  "set.seed(1)\nd <- data.frame(x = rnorm(1e5), y = rnorm(1e5), g = rep(c('a', 'b'), 5e4))";
const THIRTY = Array.from(
  { length: 5 },
  (_, k) =>
    `plot(1:50, (1:50)^${k + 1}); hist(rnorm(200)); boxplot(rnorm(60) ~ rep(1:6, 10))
barplot(1:${k + 3}); curve(sin(x / ${
      k + 1
    }), 0, 50); interaction.plot(rep(1:3, 8), rep(1:2, 12), 1:24)`,
)
  .join("\n");

const CASES: readonly (readonly [name: string, source: string])[] = [
  ["plot() of 100,000 points", `${MANY}\nplot(d$x, d$y)`],
  [
    "geom_point() of 100,000 points in two colours",
    `${MANY}
ggplot(d, aes(x, y, colour = g)) + geom_point(alpha = 0.3)`,
  ],
  ["30 pictures on a page", `set.seed(1)\n${THIRTY}`],
];

const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
const time = <T>(run: () => T): [T, number] => {
  const from = performance.now();
  const value = run();
  return [value, performance.now() - from];
};

console.log("| pictures | computed | drawn, wide and narrow, and as a file | markup | table |");
console.log("| --- | ---: | ---: | ---: | ---: |");
for (const [name, source] of CASES) {
  const [result, computed] = time(() => page(source));
  const figures = result.blocks[0]!.shown.flatMap(({ value }) =>
    value.kind === "figure" ? [value as ShownFigure] : []
  );
  const [drawn, drawing] = time(() =>
    figures.map((f) => drawFigure(f, Plot, document as unknown as Document).html)
  );
  const [tables] = time(() => figures.map((f) => renderDataTable(f)));
  const size = (texts: string[]): string =>
    `${Math.round(texts.reduce((n, t) => n + t.length, 0) / 1000)} kB`;
  console.log(
    `| ${name} | ${computed.toFixed(0)} ms | ${drawing.toFixed(0)} ms | ${size(drawn)} | ${
      size(tables)
    } |`,
  );
}
