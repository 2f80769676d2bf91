/**
 * Markup as it stands: tables, a shell, a figure and their downloads, kept as text. After a change
 * that is meant, `deno test -u tests/render/markup_test.ts` writes them anew.
 */
import { prepareRendering, renderHtml, renderLatex, renderSvg } from "../../lib/render/render.ts";
import { samples } from "./samples.ts";

const values = new Map(samples());
await prepareRendering([...values.values()]);

const TABLES = [
  "anova lmer",
  "anova lm",
  "means",
  "contrasts reference",
  "shell design",
  "letters",
];
const FIGURES = ["figure interaction", "figure components", "figure covariance", "figure strip"];

for (const name of TABLES) {
  Deno.test(`markup of a table: ${name}`, async (t) => {
    const value = values.get(name)!;
    await t.assertSnapshot(renderHtml(value, { captionId: "caption" }));
    await t.assertSnapshot(renderHtml(value, { numbers: "journal", labels: { Trt: "Diet" } }));
    await t.assertSnapshot(renderLatex(value));
  });
}

for (const name of FIGURES) {
  Deno.test(`markup of a figure: ${name}`, async (t) => {
    const value = values.get(name)!;
    await t.assertSnapshot(renderHtml(value));
    await t.assertSnapshot(renderSvg(value));
  });
}
