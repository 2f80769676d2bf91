/**
 * Poisson models as R 4.2.2 prints them; `reference.R` wrote the text. R stands where the deviance
 * changes by less than 1e-8 of itself and Heddle at the optimum: no printed digit of these differs.
 */
import { assertEquals } from "@std/assert";
import { fail } from "../../lib/diagnostic.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { placement } from "../../lib/render/presentation.ts";
import { renderText } from "../../lib/render/render.ts";
import { tableOf } from "../../lib/render/table/tables.ts";
import { block } from "../chunk/pages.ts";

const read = (path: string): Uint8Array => Deno.readFileSync(new URL(path, import.meta.url));
const reference: { source: string[]; printed: { source: string; text: string }[] } = JSON.parse(
  new TextDecoder().decode(read("reference.json")),
);

const data = ["insects", "warp", "lesions"]
  .map((name) => `${name} <- read.csv("${name}.csv", stringsAsFactors = TRUE)`);
const lines = [...data, ...reference.source, ...reference.printed.map((p) => p.source)];
const result = evaluatePage([block(lines.join("\n"))], {
  readTable: (path, options) => parseTable(read(`data/${path}`), options),
  scopeOf: () => fail("unknown-page", "There is no other page", { hint: "Name none" }),
});

/** Without blanks at the ends of lines and empty lines around. */
const trimmed = (text: string): string =>
  text.split("\n").map((l) => l.trimEnd()).join("\n").replace(/^\n+|\n+$/g, "");

Deno.test("each line is shown", () => {
  const [only] = result.blocks;
  assertEquals(only!.diagnostics.filter((d) => d.severity === "error"), []);
  assertEquals(only!.shown.length, reference.printed.length);
});

Deno.test("captions and heads say what the tests are", () => {
  const shown = (source: string) =>
    result.blocks[0]!.shown[reference.printed.findIndex((p) => p.source === source)]!.value;
  const caption = (source: string) => placement(shown(source)).caption.join("");
  assertEquals(caption('anova(m0, m, test = "Chisq")'), "Likelihood-ratio tests of the models");
  assertEquals(
    caption('anova(m, test = "Chisq")'),
    "Tests of wool, tension and wool × tension on breaks",
  );
  const heads = (source: string) => tableOf(shown(source))!.columns.map((c) => c.head);
  assertEquals(heads("Anova(m)"), ["Source", "χ²", "df", "p"]);
  assertEquals(
    heads('anova(m, test = "Chisq")'),
    ["Source", "df", "Deviance", "Residual df", "Residual deviance", "p"],
  );
});

reference.printed.forEach(({ source, text }, i) => {
  Deno.test(`printed as R prints it: ${source}`, () => {
    assertEquals(trimmed(renderText(result.blocks[0]!.shown[i]!.value)), trimmed(text));
  });
});
