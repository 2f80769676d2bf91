/**
 * Generalized models of all families as R 4.2.2, lme4, glmmTMB, car, emmeans and MASS print them;
 * `printed.R` wrote the text.
 */
import { assertEquals } from "@std/assert";
import { fail } from "../../lib/diagnostic.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { renderText } from "../../lib/render/render.ts";
import { block } from "../chunk/pages.ts";

const reference: {
  data: Record<string, string>;
  source: string[];
  printed: { source: string; text: string }[];
} = JSON.parse(Deno.readTextFileSync(new URL("printed.json", import.meta.url)));

const data = Object.entries(reference.data)
  .map(([name, file]) => `${name} <- read.csv("${file}.csv", stringsAsFactors = TRUE)`);
const lines = [...data, ...reference.source, ...reference.printed.map((p) => p.source)];
const result = evaluatePage([block(lines.join("\n"))], {
  readTable: (path, options) =>
    parseTable(Deno.readFileSync(new URL(`../oracle/glmm/${path}`, import.meta.url)), options),
  scopeOf: () => fail("unknown-page", "There is no other page", { hint: "Name none" }),
});

/**
 * Without blanks at the ends of lines and empty lines around; without steps, which depend on the
 * tolerance, and without what R prints elsewhere.
 */
const trimmed = (text: string): string =>
  text.split("\n").map((l) => l.trimEnd())
    .filter((l) => !/^(Number of Fisher Scoring iterations|NOTE: Results may be)/.test(l))
    .join("\n").replace(/^\n+|\n+$/g, "");

Deno.test("each line is shown", () => {
  const [only] = result.blocks;
  assertEquals(only!.diagnostics.filter((d) => d.severity === "error"), []);
  assertEquals(only!.shown.length, reference.printed.length);
});

/** Digits at which glmmTMB stops before the optimum that the reference cases stand at. */
const STOPPED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "summary(e)": [["1.82637 ", "1.82638 "]],
  "Anova(e)": [["123.9184", "123.9188"]],
  "predict(t, type = 'response')[1:3]": [
    ["0.2484572 0.4713421 0.1727950", "0.2484574 0.4713413 0.1727956"],
  ],
  "predict(t)[1:3]": [["-0.5719135  0.0684002 -0.9350778", "-0.57191160  0.06839948 -0.93507334"]],
  "resid(t)[1:3]": [["-0.2484572 -0.4713421 -0.1727950", "-0.2484574 -0.4713413 -0.1727956"]],
  "resid(t, type = 'pearson')[1:3]": [["-0.4171313 -0.3259426", "-0.4171310 -0.3259429"]],
};

/** emmeans takes n less the parameters for the df of a mean of glmmTMB; here limits are z limits. */
const WITHOUT_DF = [
  "emmeans(t, ~ mined, type = 'response')",
  "emmeans(c, ~ trt, type = 'response')",
];

reference.printed.forEach(({ source, text: printed }, i) => {
  if (WITHOUT_DF.includes(source)) return;
  const text = (STOPPED[source] ?? []).reduce((t, [r, right]) => t.replace(r, right), printed);
  Deno.test(`printed as R prints it: ${source}`, () => {
    assertEquals(trimmed(renderText(result.blocks[0]!.shown[i]!.value)), trimmed(text));
  });
});
