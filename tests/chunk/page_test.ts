import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { block, environment, faults, page } from "./pages.ts";

const REPORT = {
  data: "data/fecal_grcbd.csv",
  factors: ["Day", "Room"],
  name: "m",
};

Deno.test("a bare formula is a whole report", () => {
  const [result] = page(block("F.Dry.matter ~ Day*Trt + (1 | Room)", REPORT)).blocks;
  assertEquals(result!.diagnostics, []);
  assertEquals(result!.shown.map((s) => s.part), [
    "equation",
    "shell",
    "anova",
    "components",
    "means",
    "means",
    "means",
    "figure",
    "figure",
    "figure",
  ]);
  const anova = result!.shown[2]!.value;
  assert(anova.kind === "anova" && renderText(anova).includes("10.7115  2    250 3.441e-05"));
  assertEquals(result!.models.map((m) => [m.name, m.fit.n, m.data.names.length]), [["m", 270, 5]]);
  assertEquals(result!.inferences.map((i) => i.kind), ["anova", "means"]);
  assert(result!.r.includes('d <- read.csv("data/fecal_grcbd.csv")'));
  assert(result!.r.includes("d$Day <- factor(d$Day)"));
  assert(result!.r.includes("m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d)"));
});

Deno.test("where factors interact a report shows the cells and how they go together", () => {
  const parts = (formula: string): string[] => {
    const [result] = page(block(formula, { ...REPORT, weave: ["means", "figure"] })).blocks;
    assertEquals(result!.diagnostics, []);
    return result!.shown.map(({ value }) =>
      value.kind === "means"
        ? value.table.factors.join(":")
        : value.kind === "figure"
        ? value.data.figure
        : value.kind
    );
  };
  const both = ["Day", "Trt", "Day:Trt", "means", "means", "interaction"];
  assertEquals(parts("F.Dry.matter ~ Day*Trt"), both);
  assertEquals(parts("F.Dry.matter ~ Day + Trt + Day:Trt + (1 | Room)"), both);
  assertEquals(parts("F.Dry.matter ~ Day + Trt"), ["Day", "Trt", "means", "means"]);
  // What is nested has no main effect, and its means stand within the other factor already.
  assertEquals(parts("F.Dry.matter ~ Trt/Day").includes("Trt:Day"), false);
  // The cells of three factors hold those of two; the figure has a line for each of the others'.
  const three = parts("F.Dry.matter ~ Day*Trt*Room");
  assertEquals(three.slice(0, 4), ["Day", "Trt", "Room", "Day:Trt:Room"]);
  assertEquals(three.filter((f) => f === "interaction").length, 0, "too many lines");
  const [result] = page(block("F.Dry.matter ~ Day*Trt", REPORT)).blocks;
  assert(result!.r.includes("emmeans(m, ~ Day:Trt)"));
  assert(/emmip\(m, \w+ ~ \w+, CIs = TRUE\)/.test(result!.r));
});

Deno.test("columns of two values that are read as numbers are remarked on, in a report", () => {
  const notes = (formula: string, more: Record<string, unknown> = {}): string[] => {
    const set = 'd <- read.csv("data/fecal_grcbd.csv")\nd$yield <- d$F.Dry.matter\n' +
      "d$n <- rep(c(0, 1), 135)\nd$p <- rep(c(1, 2, 2), 90)\nd$x <- rep(1:5, 54)";
    const result = page(set, block(formula, { data: "d", ...more }));
    assertEquals(result.blocks.flatMap((b) => b.diagnostics), []);
    return result.blocks[1]!.notes.flatMap((n) => n.code === "two-values" ? [n.text] : []);
  };
  assertEquals(notes("yield ~ n*p + (1 | Room)"), [
    "n and p have two values each and are read as numbers: as such they get slopes and no means. " +
    "If the values are names of treatments, write `#| factors: [n, p]`",
  ]);
  assert(notes("yield ~ n + x")[0]!.startsWith("n has two values and is read as a number"));
  assertEquals(notes("yield ~ factor(n) + x"), []);
  assertEquals(notes("yield ~ x + Trt"), []);
});

Deno.test("weave picks and orders the parts; a fit without a bar is an lm", () => {
  const weave = ["residuals", "anova", "pairs", "letters", "summary", "components"];
  const [result] = page(block("F.Dry.matter ~ Trt", { ...REPORT, weave })).blocks;
  assertEquals(result!.shown.map((s) => s.part), [
    "residuals",
    "anova",
    "pairs",
    "letters",
    "summary",
  ]);
  assertEquals(result!.models[0]!.fit.kind, "lm");
});

Deno.test("data may name a table of the page, and be the default of lm", () => {
  const result = page(
    'pigs <- read.csv("data/fecal_crd.csv")',
    block("F.Dry.matter ~ Trt", { data: "pigs", weave: ["anova"] }),
    block("m <- lm(F.Dry.matter ~ Day + Trt)\nAnova(m)", { data: "pigs", factors: "Day" }),
  );
  assertEquals(result.blocks.map((b) => b.diagnostics.length), [0, 0, 0]);
  assert(renderText(result.blocks[2]!.shown[0]!.value).includes("Residuals"));
});

Deno.test("response and symbols reach the data of the fit", () => {
  const options = {
    ...REPORT,
    response: "Fecal dry matter (%)",
    symbols: { Trt: "D", Day: "T", Room: { effect: "b", count: "r", index: "k" } },
    weave: "equation",
  };
  const [result] = page(block("F.Dry.matter ~ Day*Trt + (1|Room)", options)).blocks;
  const { metadata } = result!.models[0]!.fit.data;
  assertEquals(metadata.labels, { "F.Dry.matter": "Fecal dry matter" });
  assertEquals(metadata.units, { "F.Dry.matter": "%" });
  assertEquals(Object.keys(metadata.symbols ?? {}), ["Trt", "Day", "Room"]);
});

Deno.test("all faults of a block are found in one run, each at its place", () => {
  const source = [
    'x <- read.csv("data/none.csv")', // 1 missing file
    "m <- lm(y ~ a, data = x)", // depends on x
    'pigs <- read.csv("data/fecal_crd.csv")',
    "m1 <- lm(F.Dry.mater ~ Trt, data = pigs)", // 4 unknown column
    "emmeans(m1, ~ Trt)", // depends on m1
    "m2 <- lm(F.Dry.matter ~ , data = pigs)", // 6 does not parse
    "Anova(m2)", // depends on m2
    "emeans(m3, ~ Trt)", // 8 unknown verb
    "m3 <- lm(F.Dry.matter ~ Trt, dat = pigs)",
    'emmeans(m3, ~ Trt, adjst = "none")', // 10 unknown argument
    "emmeans(m3, ~ Trtt)", // 11 unknown variable
    'setwd("more")', // 12 not in the language
    "pigs$Dya", // 13 unknown column
    'read.csv("../secret.csv")', // 14 outside
    "nobody + 1", // 15 unknown name
    "nrow(pigs)",
  ].join("\n");
  assertEquals(faults(source), [
    'missing-file 1:15 "data/none.csv"',
    "unknown-column 4:10 F.Dry.mater",
    "unexpected-token 6:25 ,",
    "unknown-verb 8:1 emeans",
    "unknown-argument 10:20 adjst",
    "unknown-variable 11:13 ~ Trtt",
    'not-in-language 12:1 setwd("more")',
    "unknown-column 13:6 Dya",
    'outside-root 14:10 "../secret.csv"',
    "unknown-name 15:1 nobody",
  ]);
  const [result] = page(source).blocks;
  assertEquals(result!.shown.map((s) => renderText(s.value).trim()), ["[1] 270"]);
  for (const d of result!.diagnostics) {
    assert(d.file && d.excerpt && d.hint && d.endColumn! > d.column!, d.code);
  }
});

Deno.test("what depends on a failed value fails without a word; a new value mends it", () => {
  const result = page(
    "x <- sqrt()\nz <- x + 1",
    "z * 2",
    block("Plot.plot(z)", {}, "plot"),
    "z <- 3",
    "z * 2",
    block("Plot.plot(z)", {}, "plot"),
    block("z", {}, "inline"),
  );
  assertEquals(result.blocks.map((b) => b.diagnostics.length), [1, 0, 0, 0, 0, 0, 0]);
  assertEquals(result.blocks.map((b) => b.failed), [true, true, true, false, false, false, false]);
  assertEquals(result.blocks[5]!.values, { z: 3 });
  assertEquals(result.blocks[6]!.shown.length, 1);
});

Deno.test("a report whose data are missing says so once", () => {
  const result = page(
    block("F.Dry.matter ~ Trt", { data: "data/none.csv", name: "q", weave: ["anovaa"] }),
    "summary(q)",
    "y ~ x",
  );
  assertEquals(result.blocks.map((b) => b.diagnostics.map((d) => d.code)), [
    ["bad-option", "missing-file"],
    [],
    ["missing-data"],
  ]);
});

Deno.test("values for hand-written figures: R's columns, names that are no identifiers", () => {
  const result = page(
    [
      'pigs <- read.csv("data/fecal_crd.csv")',
      "m <- lm(F.Dry.matter ~ Trt, data = pigs)",
      "se.mu <- se(m, ~ Trt)",
      "mg <- emmeans(m, pairwise ~ Trt)",
      "only <- emmeans(m, ~ Trt)",
      "few <- head(pigs, 1)",
      "b <- coef(m)[1:2]",
      "unused <- 1",
    ].join("\n"),
    block('values["se.mu"]; mg.emmeans; only; few; b', {}, "plot"),
    block("values", {}, "plot"),
  );
  const { values } = result.blocks[1]!;
  assertEquals(Object.keys(values).sort(), ["b", "few", "mg", "only", "se.mu"]);
  const { emmeans, contrasts } = values["mg"] as Record<string, Record<string, unknown>[]>;
  assertEquals(Object.keys(emmeans![0]!), ["Trt", "emmean", "SE", "df", "lower.CL", "upper.CL"]);
  assertEquals(Object.keys(contrasts![0]!), [
    "contrast",
    "estimate",
    "SE",
    "df",
    "t.ratio",
    "p.value",
  ]);
  assertEquals(emmeans!.map((r) => r["Trt"]), ["A", "B", "C", "D", "E", "F"]);
  assertEquals(typeof values["se.mu"], "number");
  assertEquals(Object.keys(values["b"] as object), ["(Intercept)", "TrtB"]);
  assertEquals((values["few"] as unknown[]).length, 1);
  assert(Object.keys(result.blocks[2]!.values).includes("unused"));
});

Deno.test("a page may take another's values", () => {
  const first = page(
    "a <- 2\nbad <- nobody",
    "d <- design(units = ~ Plot, treatments = ~ Trt, levels = list(Plot = 8, Trt = 2), allot = list(Trt ~ Plot))",
  );
  assertEquals(first.blocks[1]!.designs.map((d) => d.name), ["d"]);
  const second = evaluatePage(
    [
      block("a + 1\nshell(d)\nbad", { from: "01-first" }),
      block("1", { from: ["02-none"] }),
    ],
    environment({ "01-first": first.scope }),
  );
  assertEquals(second.blocks.map((b) => b.diagnostics.map((d) => d.code)), [[], ["unknown-page"]]);
  assertEquals(second.blocks[0]!.shown.length, 2);
});

Deno.test("eval: false leaves a block alone; sizes and alt reach a figure", () => {
  const result = page(
    block("nobody", { eval: false }),
    block("plot(1:3, c(2, 4, 6))", { width: 300, height: 200, alt: "Three points" }),
  );
  assertEquals(result.blocks[0]!.diagnostics, []);
  const figure = result.blocks[1]!.shown[0]!.value;
  if (figure.kind !== "figure") throw new Error(figure.kind);
  assertEquals([figure.width, figure.height, figure.alt], [300, 200, "Three points"]);
});

Deno.test("a formula from another block keeps its fault at the call", () => {
  const result = page(
    'pigs <- read.csv("data/fecal_crd.csv")\nf <- F.Dry.mater ~ Trt',
    "m <- lm(f, data = pigs)",
  );
  const [fault] = result.blocks[1]!.diagnostics;
  assertEquals([fault!.code, fault!.column, fault!.endColumn], ["unknown-column", 9, 10]);
});

Deno.test("the R of a block runs: our own words are translated or left as comments", () => {
  const r = (source: string) => page(source).blocks[0]!.r;
  const plain = "# fit\nm <- lm(y ~ x, data = d)  # here\n\nAnova(m)";
  assertEquals(r(plain), plain);
  assertEquals(
    r("x <- se(m, ~ Trt, by = 'Day') * 2; n_reps(m, ~ A*B)"),
    'x <- as.data.frame(emmeans(m, ~Trt, by = "Day"))$SE * 2; ' +
      'table(model.frame(m)[, c("A", "B")])',
  );
  assertEquals(
    r("residuals_plot(m)\nshell(m,\n  strata = 'pooled')"),
    "plot(m)\n# R has no such function:\n# shell(m,\n#   strata = 'pooled')",
  );
  assertEquals(r("shell(m); x <- 2"), "# R has no such function:\n# shell(m)\nx <- 2");
  assertEquals(
    r("m <- lmer(y ~ t + (1 | b), data = d, residual = un(t | p))"),
    "# R has no such function:\n# m <- lmer(y ~ t + (1 | b), data = d, residual = un(t | p))",
  );
  // what needs a value that R cannot make is a comment, in later blocks too, until the name has another
  const { blocks } = page(
    "m <- lmer(y ~ t + (1 | b), data = d, residual = un(t | p))\ns <- VarCorr(m)\nx <- 1",
    "print(s); d$m; y ~ m; x",
    "m <- lm(y ~ t, d)\ncoef(m)",
  );
  assertEquals(blocks.map((b) => b.r), [
    "# R has no such function:\n# m <- lmer(y ~ t + (1 | b), data = d, residual = un(t | p))\n" +
    "# R has no m:\n# s <- VarCorr(m)\nx <- 1",
    "# R has no s:\n# print(s)\nd$m; y ~ m; x",
    "m <- lm(y ~ t, d)\ncoef(m)",
  ]);
  assertEquals(r("ci(e)"), 'as.data.frame(e)[, c("lower.CL", "upper.CL")]');
});

Deno.test("name names an expression; factors belong to data", () => {
  const result = page(
    'pigs <- read.csv("data/fecal_crd.csv")',
    block("lm(F.Dry.matter ~ Trt, data = pigs)", { name: "q" }),
    "sigma(q)",
    block("1", { factors: ["Day"] }),
  );
  assertEquals(result.blocks[1]!.models.map((m) => m.name), ["q"]);
  assertEquals(result.blocks[2]!.diagnostics, []);
  assertEquals(result.blocks[3]!.diagnostics.map((d) => d.code), ["bad-option"]);
});

Deno.test("deep expressions are evaluated or refused, and arguments are evaluated once", () => {
  const deep = [
    "1+".repeat(400) + "1",
    "abs(".repeat(250) + "1" + ")".repeat(250),
    "x<-".repeat(250) + "1",
    "1" + " %>% abs()".repeat(500),
  ];
  for (const source of deep) assertEquals(page(source).blocks[0]!.diagnostics, []);
  for (const source of ["1+".repeat(2000) + "1", "(".repeat(2000)]) {
    assertEquals(page(source).blocks[0]!.diagnostics.map((d) => d.code), ["too-deep"]);
  }
});

Deno.test("a model of vectors names no data in its call, as in R", () => {
  const [result] = page("x <- c(1, 2, 3, 4)\ny <- c(2, 3, 5, 4)\nlm(y ~ x)\naov(y ~ x)").blocks;
  assertEquals(result!.diagnostics, []);
  const texts = result!.shown.map((s) => renderText(s.value));
  assert(texts[0]!.includes("lm(formula = y ~ x)\n"), texts[0]);
  assert(texts[1]!.includes("aov(formula = y ~ x)\n"), texts[1]);
});

Deno.test("what R counts of a fit is refused rather than counted otherwise", () => {
  const [result] = page("length(lm(y ~ x, data = data.frame(x = 1:4, y = c(2, 3, 5, 4))))").blocks;
  assertEquals(result!.diagnostics.map((d) => d.code), ["no-length"]);
});
