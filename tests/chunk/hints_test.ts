/**
 * A hint leads out: each word that it recommends with a bracket is a verb, and what it recommends
 * runs.
 */
import { assertEquals } from "@std/assert";
import { parse } from "../../lib/syntax/parse.ts";
import { ELSEWHERE, hintFor } from "../../lib/chunk/page/elsewhere.ts";
import { WORDS } from "./words.ts";
import { block, environment, page } from "./pages.ts";
import { evaluateBlock } from "../../lib/chunk/page/page.ts";

const lib = new URL("../../lib/", import.meta.url);

/** Words with a bracket that are no verbs of a block, and where they belong. */
const OTHERS: Readonly<Record<string, string>> = {
  poly: "a formula",
  tableFrom: "TypeScript",
  readTable: "TypeScript",
  poisson: "an argument of glm",
  cbind: "the response of a glm",
  gaussian: "an argument of glm",
  f: "stands for any verb",
  locale: "an argument of readr",
  cols: "an argument of readr",
  saveRDS: "R, where the file is made",
  write_parquet: "R, where the file is made",
  glmmTMB: "TypeScript",
  offset: "a term of a formula",
  Error: "a formula of aov",
  un: "a structure in an argument",
  varIdent: "a structure in an argument",
  binomial: "an argument of glm",
  ar1: "an argument of lmer",
  mat: "an argument of lmer",
  us: "a term of mmrm",
  sp_exp: "a term of mmrm",
};

/** Sources below a folder; the interpreter's, whose words are its own, have a test beside it. */
function* sources(folder: URL): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.name === "language") continue;
    if (entry.isDirectory) yield* sources(new URL(`${entry.name}/`, folder));
    else if (entry.name.endsWith(".ts")) yield Deno.readTextFileSync(new URL(entry.name, folder));
  }
}

/** Texts written behind `hint:`; what a template computes is left out. */
function hints(): string[] {
  const text =
    /\bhint:\s*(?:[^"'`,{]*\?\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;
  return [...sources(lib)].flatMap((source) =>
    [...source.matchAll(text)].filter((m) => !m[1]!.includes("\n")).map((m) =>
      m[1]!.replace(/[$][{](?:[^{}]|[{][^{}]*[}])*[}]/g, "…")
    )
  );
}

Deno.test("every word that a hint recommends with a bracket is a verb", () => {
  const all = [...ELSEWHERE.values(), ...hints()];
  const unknown = all.flatMap((hint) =>
    [...hint.matchAll(/(?<![\w.$\\])([A-Za-z][\w.]*)[(]/g)]
      .map((m) => m[1]!)
      .filter((word) => !WORDS.has(word) && !Object.hasOwn(OTHERS, word))
      .map((word) => `${word}: ${hint}`)
  );
  assertEquals(unknown, []);
  assertEquals(all.length > 250, true, `${all.length}`);
});

Deno.test("no verb of the language is said to be elsewhere", () => {
  assertEquals([...ELSEWHERE.keys()].filter((name) => WORDS.has(name)), []);
  assertEquals([...WORDS.keys()].filter((name) => hintFor(name) !== null), []);
});

const SETUP = `
d <- data.frame(Trt = rep(c("a", "b", "c"), times = 4), x = rep(c(1, 5, 11, 12), each = 3),
                y = c(3.1, 4.2, 6.3, 3.4, 4.4, 6.1, 3.9, 4.8, 7.2, 3.7, 5.1, 7.1),
                g = factor(rep(1:4, each = 3)), a = 1:12, b = c(5, 3, 8, 1, 9, 2, 7, 4, 6, 11, 12, 10))
x <- d$x
y <- d$y
a <- d$a
b <- d$b
n <- 3
m <- lmer(y ~ Trt + x + a + b + (1 | g), data = d)
m1 <- lmer(y ~ 1 + (1 | g), data = d)
m2 <- lmer(y ~ Trt + (1 | g), data = d)
old <- 1
test <- TRUE
yes <- 1
no <- 0
`;

/** The longest beginning of a hint that is R and does something. */
function codeOf(hint: string): string | null {
  const words = hint.split(" ");
  for (let k = words.length; k > 0; k--) {
    const code = words.slice(0, k).join(" ").replace(/[,;:]$/, "");
    if (!/^[a-z]/.test(code) || !/[($[]|[-+<=!%]/.test(code) || /[(][)]|…|read.csv/.test(code)) {
      continue;
    }
    if (parse(code).diagnostics.length === 0) return code;
  }
  return null;
}

Deno.test("what a hint recommends runs", () => {
  const setup = page(SETUP);
  assertEquals(setup.blocks[0]!.diagnostics, []);
  const failed: string[] = [];
  let tried = 0;
  for (const hint of new Set(ELSEWHERE.values())) {
    const code = codeOf(hint);
    if (code === null) continue;
    tried++;
    const { diagnostics } = evaluateBlock(block(code), environment(), setup.scope);
    if (diagnostics.length > 0) failed.push(`${code}: ${diagnostics[0]!.message}`);
  }
  assertEquals(failed, []);
  assertEquals(tried > 12, true, `${tried}`);
});
