import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { evaluateBlock } from "../../lib/chunk/page/page.ts";
import { VERBS } from "./words.ts";
import { renderText } from "../../lib/render/render.ts";
import { block, environment, page } from "./pages.ts";
import { runs } from "../runs.ts";

const RUNS = runs(2500, 20260908);

const SETUP = `
pigs <- read.csv("data/fecal_grcbd.csv")
few <- head(pigs, 12)
warp <- read.csv("public/warpbreaks.csv")
m <- lmer(F.Dry.matter ~ Trt + (1|Room), data = pigs)
l <- lm(breaks ~ wool*tension, data = warp)
e <- emmeans(l, ~ tension)
e2 <- emmeans(l, pairwise ~ tension | wool)
p <- pairs(e)
a <- Anova(l)
f <- factor(c("u", "v", "u"))
x <- c(a = 1, b = 2, c = 3)
n <- 1:3
b <- c(T, F, NA)
t1 <- c("u", "v", "w")
z <- NULL
li <- list(q = 1:3, r = "s")
empty <- pigs[pigs$Trt == "Q", ]
V <- vcov(l)
vc <- VarCorr(m)
r <- ranef(m)
fo <- y ~ x
sm <- summary(l)
d <- design(units = ~ Block/Whole/Sub, treatments = ~ A*B,
            levels = list(Block = 3, Whole = 3, Sub = 2, A = 3, B = 2), allot = list(A ~ Whole, B ~ Sub))
`;
const NAMES = "pigs few warp m l e e2 p a f x n b t1 z li empty V vc r fo sm d".split(" ");
const CONSTANTS = [
  ..."1 2L -1 0 NA NULL TRUE NaN Inf 1e9 0.5 1:3 contr.sum".split(" "),
  ...['"A"', '"Trt"', '""', "c(1, -1, 0)", "list(1)", "~ Trt", "y ~ x"],
  ...['list(Trt = "A")', "c(Whole = 1, residual = 1)"],
];
const PARTS = ["Trt", "emmean", "q", "F", "df", "contrasts", "coefficients"];
const OPERATORS = "+ - * / ^ %% %in% == < & | : && %>%".split(" ");
/** Slow by right, and tried elsewhere. */
const SLOW = new Set(["profile_plot", "confint", "power_curve", "sample_size"]);
const VERB_NAMES = [...VERBS.keys()].filter((name) => !SLOW.has(name));

const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(...NAMES, ...CONSTANTS),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    tie("leaf"),
    { weight: 4, arbitrary: callOf(tie("expression")) },
    fc.tuple(tie("expression"), tie("expression")).map(([a, i]) => `${a}[${i}]`),
    fc.tuple(tie("expression"), tie("leaf"), tie("leaf")).map(([a, i, j]) => `${a}[${i}, ${j}]`),
    fc.tuple(tie("expression"), tie("leaf")).map(([a, i]) => `${a}[[${i}]]`),
    fc.tuple(tie("expression"), fc.constantFrom(...PARTS)).map(([a, part]) => `${a}$${part}`),
    fc.tuple(tie("expression"), fc.constantFrom(...OPERATORS), tie("expression"))
      .map(([a, operator, c]) => `(${a}) ${operator} (${c})`),
    tie("expression").map((a) => `!(${a})`),
  ),
}));

function callOf(argument: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.constantFrom(...VERB_NAMES).chain((name) => {
    const parameters = VERBS.get(name)!.parameters.map((p) => p.name).filter((p) => p !== "...");
    const named = parameters.length === 0
      ? argument
      : fc.tuple(fc.constantFrom(...parameters), argument).map(([p, a]) => `\`${p}\` = ${a}`);
    const one = fc.oneof({ weight: 3, arbitrary: argument }, { weight: 2, arbitrary: named });
    return fc.array(one, { maxLength: 3 }).map((args) => `${name}(${args.join(", ")})`);
  });
}

Deno.test("whatever is written gives values or faults at their place, never a fault of the program", () => {
  const setup = page(SETUP);
  assertEquals(setup.blocks[0]!.diagnostics, []);
  let [shown, faults] = [0, 0];
  fc.assert(
    fc.property(expression, (source) => {
      const result = evaluateBlock(block(source), environment(), setup.scope);
      for (const d of result.diagnostics) {
        assert(d.code !== "internal-fault", `${source}: ${d.message}`);
        assert(d.file && d.line && d.column && d.endColumn && d.hint && d.message, source);
        faults++;
      }
      for (const { value } of result.shown) {
        const again = JSON.parse(JSON.stringify(value));
        assertEquals(renderText(again), renderText(value), source);
        shown++;
      }
    }),
    RUNS,
  );
  assert(
    shown > 0.08 * RUNS.numRuns && faults > 0.12 * RUNS.numRuns,
    `${shown} shown, ${faults} faults`,
  );
});
