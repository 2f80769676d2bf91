/** Sentences that R's packages print stand in one file, and leave it in the text form alone. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { prepareRendering, renderHtml, renderLatex, renderText } from "../../lib/render/render.ts";
import { samples } from "./samples.ts";

/** Pieces of messages of car, emmeans, lme4, lmerTest and multcomp. */
const PIECES = [
  "Results are averaged over",
  "Degrees-of-freedom method",
  "Results are given on the",
  "no back-transformation done",
  "contrasts are still on",
  "Confidence level used",
  "Conf-level adjustment",
  "P value adjustment",
  "Intervals are back-transformed",
  "was changed to",
  "Statistics are tests of",
  "-tailed",
  "Tests are performed on",
  "misleading due to",
  "nesting structure was detected",
  "significance level used",
  "grouping symbol",
  "df1 reduced due to",
  "model has aliased coefficients",
  "Interpret type III hypotheses",
  "refitting model(s)",
];

/** Lines of R's printed fits: they stand in the text form alone. */
const LINES = [
  "Linear mixed model fit by",
  "REML criterion at convergence",
  "t-tests use",
  "Residual standard error",
  "Multiple R-squared",
  "F-statistic",
  "not defined because of singularities",
  "rank deficient so dropping",
  "deleted due to missingness",
  "Number of obs",
];

const root = new URL("../../lib/", import.meta.url);

function* sources(folder: URL): Generator<URL> {
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder);
    if (entry.isDirectory) yield* sources(url);
    else if (entry.name.endsWith(".ts")) yield url;
  }
}

Deno.test("R's messages are worded in one file", () => {
  const found: string[] = [];
  for (const url of sources(root)) {
    if (url.pathname.endsWith("/render/text/r_words.ts")) continue;
    const text = Deno.readTextFileSync(url);
    for (const piece of PIECES) if (text.includes(piece)) found.push(`${url.pathname}: ${piece}`);
  }
  assertEquals(found, []);
  const own = Deno.readTextFileSync(new URL("render/text/r_words.ts", root));
  for (const piece of PIECES) {
    const parts = piece === "-tailed" ? ["-tailed"] : [piece];
    assert(parts.every((p) => own.includes(p)), piece);
  }
});

Deno.test("pages, LaTeX and stored values have our words, the text form has R's", async () => {
  const values = samples().map(([, value]) => value);
  await prepareRendering(values);
  let quoted = 0;
  for (const value of values) {
    const page = renderHtml(value, { captionId: "caption" }) + renderLatex(value) +
      JSON.stringify(value);
    assertEquals(PIECES.filter((piece) => page.includes(piece)), []);
    if (PIECES.some((piece) => renderText(value).includes(piece))) quoted++;
  }
  assert(quoted >= 3, `${quoted}`);
});

Deno.test("a fit on a page is told in our words, with R's digits", async () => {
  const summaries = samples().flatMap(([, value]) => value.kind === "summary" ? [value] : []);
  await prepareRendering(summaries);
  for (const value of summaries) {
    const pages = [renderHtml(value), renderLatex(value)];
    for (const line of LINES) assert(!pages.some((page) => page.includes(line)), line);
  }
  const plain = (model: string) => {
    const value = summaries.find((s) => s.model === model)!;
    return [value, renderHtml(value).replace(/<[^>]*>/g, "")] as const;
  };
  const [linear, ofLinear] = plain("lm");
  assertStringIncludes(ofLinear, `on ${linear.residualDf} df`);
  assertStringIncludes(ofLinear, `on ${linear.overallF!.numDf} and ${linear.overallF!.denDf} df`);
  const [mixed, ofMixed] = plain("lmer");
  assertStringIncludes(ofMixed, `to ${mixed.n} observations and ${mixed.groups![0]!.levels} of`);
  assertStringIncludes(ofMixed, "t on ");
});
