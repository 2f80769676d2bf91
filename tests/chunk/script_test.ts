/**
 * The R of a page says what the book says of its data, so that R reads them alike. That R then
 * prints the page's numbers is tried where R is installed (`tests/long/scripts.ts`).
 */
import "./words.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { parseTable, type ParseTableOptions } from "../../lib/data/parse_table.ts";
import { renderText } from "../../lib/render/render.ts";

const nowhere: Place = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1, excerpt: "" };

/** A page of blocks with one file of data, of which `said` is said in the book. */
function evaluated(csv: string, said: ParseTableOptions, ...blocks: Partial<PageBlock>[]) {
  const whole = blocks.map((b): PageBlock => ({
    kind: "model",
    source: "",
    options: {},
    place: () => nowhere,
    placeInFile: () => nowhere,
    ...b,
  }));
  return evaluatePage(whole, {
    readTable: (_, options) => parseTable(csv, { ...said, ...options }),
    scopeOf: () => {
      throw new Error("there is no other page");
    },
  }).blocks;
}

const script = (csv: string, said: ParseTableOptions, source: string): string[] => {
  const [block] = evaluated(csv, said, { source });
  assertEquals(block!.diagnostics, []);
  return block!.r.split("\n");
};

/** Six blocks of four plots: two factors of two levels, written 0 and 1. */
const PLOTS = "block,N,K,yield\n" +
  [
    ...[[1, 0, 0, 46.93], [1, 1, 0, 59.8], [1, 0, 1, 45.5], [1, 1, 1, 52.0]],
    ...[[2, 0, 0, 56.7], [2, 1, 0, 58.5], [2, 0, 1, 49.5], [2, 1, 1, 57.2]],
    ...[[3, 0, 0, 62.8], [3, 1, 0, 69.5], [3, 0, 1, 55.0], [3, 1, 1, 59.8]],
  ].map((row) => row.join(",") + "\n").join("");

Deno.test("what a book says of a file stands in the R: factors, levels, order", () => {
  const said = { factors: ["block", "N"], levels: { K: ["1", "0"] }, ordered: ["N"] };
  assertEquals(script(PLOTS, said, 'd <- read.csv("d.csv")\nm <- lm(yield ~ N, data = d)'), [
    'd <- read.csv("d.csv")',
    "d$block <- factor(d$block)",
    "d$N <- factor(d$N, ordered = TRUE)",
    'd$K <- factor(d$K, levels = c("1", "0"))',
    "m <- lm(yield ~ N, data = d)",
  ]);
});

Deno.test("0 and 1 declared as factors give R's table of the script", () => {
  const said = { factors: ["block", "N", "K"] };
  const [block] = evaluated(PLOTS, said, {
    source: 'd <- read.csv("d.csv")\nanova(lm(yield ~ block + N * K, data = d))',
  });
  assertStringIncludes(block!.r, "d$block <- factor(d$block)\nd$N <- factor(d$N)");
  const text = renderText(block!.shown[0]!.value);
  // R 4.2.2 by the script above
  for (
    const row of [
      "block 2 232.092 116.046 15.3406 0.004376 **",
      "N 1 135.811 135.811 17.9535 0.005457 **",
      "K 1 103.429 103.429 13.6728 0.010116 *",
      "N:K 1 0.468 0.468 0.0619 0.811850",
      "Residuals 6 45.388 7.565",
    ]
  ) assertStringIncludes(text.replace(/ +/g, " "), row);
});

Deno.test("a file that is read inside of an expression is made up there", () => {
  assertEquals(
    script(PLOTS, { factors: ["N"] }, 'm <- lm(yield ~ N, data = read.csv("d.csv"))'),
    ['m <- lm(yield ~ N, data = transform(read.csv("d.csv"), N = factor(N)))'],
  );
});

Deno.test("missing values, delimiters and texts such as 01 are told to R's reader", () => {
  assertEquals(
    script(
      "plot;T;y\n01;a;1\n02;;-\n03;b;3\n",
      { delimiter: ";", missing: ["-"] },
      'd <- read.csv("d.csv")',
    ),
    [
      'd <- read.csv("d.csv", sep = ";", na.strings = c("NA", "-", ""), ' +
      'colClasses = c(plot = "character"))',
    ],
  );
  // As in R, na.strings takes the place of NA.
  assertEquals(
    script("a,y\nx,1\n.,.\n", {}, 'd <- read.csv("d.csv", na.strings = ".")'),
    ['d <- read.csv("d.csv", na.strings = c(".", ""))'],
  );
});

Deno.test("an order of texts that is not the same on every machine is written out", () => {
  assertEquals(script("T,y\nb,1\nB,2\na,3\nC,4\n", {}, 'd <- read.csv("d.csv")'), [
    'd <- read.csv("d.csv")',
    'd$T <- factor(d$T, levels = c("a", "b", "B", "C"))',
  ]);
  assertEquals(script("T,y\nControl 1,1\nDrug,2\n", {}, 'd <- read.csv("d.csv")'), [
    'd <- read.csv("d.csv")',
  ]);
});

Deno.test("the data of a block's options are read before its models, under a free name", () => {
  const options = { data: { value: "d.csv", span: { start: 0, end: 1 } } };
  const [, block] = evaluated(
    PLOTS,
    { factors: ["N"] },
    { source: "d <- 3" },
    { source: "m <- lm(yield ~ N)\nanova(m)", options },
  );
  assertEquals(block!.r.split("\n"), [
    'd2 <- read.csv("d.csv")',
    "d2$N <- factor(d2$N)",
    "m <- lm(yield ~ N, data = d2)",
    "anova(m)",
  ]);
});

Deno.test("a bare formula leaves the other statements of its block in the R", () => {
  const [block] = evaluated(PLOTS, { factors: ["N"] }, {
    source: "x <- 2\nyield ~ N\nx + 1",
    options: {
      data: { value: "d.csv", span: { start: 0, end: 1 } },
      weave: { value: ["anova"], span: { start: 0, end: 1 } },
    },
  });
  const lines = block!.r.split("\n");
  assertEquals([lines[0], lines.at(-1)], ["x <- 2", "x + 1"]);
  assertStringIncludes(block!.r, "d$N <- factor(d$N)\nm <- lm(yield ~ N, data = d)");
});

Deno.test("a report without a name leaves the author's m alone", () => {
  const options = { data: { value: "d.csv", span: { start: 0, end: 1 } } };
  const [, block] = evaluated(PLOTS, { factors: ["N"] }, { source: "m <- 3" }, {
    source: "yield ~ N",
    options,
  });
  assertStringIncludes(block!.r, "m2 <- lm(yield ~ N, data = d)");
  assertStringIncludes(block!.r, "emmeans(m2, ~ N)");
});

Deno.test("signs of means are the digits or letters that are asked for, in the R as well", () => {
  const said = { factors: ["N", "K"] };
  const head = 'm <- lm(yield ~ N + K, data = read.csv("d.csv"))\nlibrary(emmeans)\n';
  for (
    const [source, wanted] of [
      ["cld(emmeans(m, ~ N))", "cld(emmeans(m, ~ N))"],
      [
        'x <- as.data.frame(cld(emmeans(m, ~ N), adjust = "none"))',
        'x <- as.data.frame(cld(emmeans(m, ~ N), adjust = "none"))',
      ],
      ["emmeans(m, ~ N) |> cld()", "emmeans(m, ~ N) |> cld()"],
      ["cld(emmeans(m, ~ N), Letters = LETTERS)", "cld(emmeans(m, ~ N), Letters = LETTERS)"],
    ] as const
  ) assertEquals(script(PLOTS, said, head + source).at(-1), wanted);
});

Deno.test("Kenward and Roger's df of Anova() are its F in R, others are a comment", () => {
  const model = 'd <- read.csv("d.csv")\nm <- lmer(yield ~ N + (1 | block), data = d)\n';
  const last = (source: string) => script(PLOTS, { factors: ["N"] }, model + source).at(-1);
  assertEquals(last('Anova(m, ddf = "Kenward-Roger")'), 'Anova(m, test.statistic = "F")');
  assertEquals(
    last('Anova(m, ddf = "Satterthwaite")'),
    '# Anova(m, ddf = "Satterthwaite")',
  );
});

Deno.test("a reader on the right of a pipe stays there", () => {
  const said = { delimiter: ";", factors: ["g"] };
  const csv = "g;y\n1;1\n2;2\n";
  assertEquals(script(csv, said, 'd <- "d.csv" |> read.csv() |> subset(y > 0)'), [
    'd <- "d.csv" |> read.csv(sep = ";") |> transform(g = factor(g)) |> subset(y > 0)',
  ]);
  assertEquals(
    script(csv, said, '"d.csv" %>%\n  read.csv(na.strings = ".") -> d'),
    [
      '"d.csv" %>%',
      '  read.csv(na.strings = c(".", ""), sep = ";") |> transform(g = factor(g)) -> d',
    ].map((line) => line.replace('c(".", "")', '"."')),
  );
});

Deno.test("cells of blanks are told to R's reader", () => {
  assertEquals(script("g,y\nA,1\n  ,2\nB,3\n", {}, 'd <- read.csv("d.csv")'), [
    'd <- read.csv("d.csv", na.strings = c("NA", "", "  "))',
  ]);
});

Deno.test("what readr would take otherwise is told to it", () => {
  assertEquals(
    script(
      "day,dose,y\n2024-01-01,5d,1\n2024-02-01,7d,-\n",
      { missing: ["-"] },
      'd <- read_csv("d.csv")',
    ),
    ['d <- read_csv("d.csv", na = c("", "NA", "-"), col_types = cols(dose = "c"))'],
  );
  assertEquals(
    script("day,y\n2024-01-01,1\n", {}, 'd <- read_csv("d.csv", col_types = cols(y = "i"))'),
    ['d <- read_csv("d.csv", col_types = cols(y = "i"))'],
  );
  assertEquals(
    script("id;g;y\n01;;1,5\n02;b;2\n", {}, 'd <- read.csv2("d.csv", colC = c(y = "numeric"))'),
    ['d <- read.csv2("d.csv", colC = c(id = "character", y = "numeric"), na.strings = c("NA", ""))'],
  );
});
