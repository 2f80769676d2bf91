/** A hint of the interpreter leads to a word that it has. */
import { assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS as OF_PAGES } from "../chunk/words.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

/** Words with a bracket that stand for others. */
const OTHERS = new Set(["f", "x", "df", "c"]);

function* sources(folder: URL): Generator<[path: string, text: string]> {
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.isDirectory ? `${entry.name}/` : entry.name, folder);
    if (entry.isDirectory) yield* sources(url);
    else if (entry.name.endsWith(".ts")) yield [entry.name, Deno.readTextFileSync(url)];
  }
}

Deno.test("every word that a text of the interpreter names with brackets is one of pages", () => {
  const unknown: string[] = [];
  for (const [path, source] of sources(new URL("../../lib/language/", import.meta.url))) {
    const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (const [text] of code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
      if (!/[a-z] [a-z]/.test(text)) continue;
      for (const [, word] of text.matchAll(/(?<![\w.$\\])([A-Za-z][\w.]*)[(]/g)) {
        if (!OF_PAGES.has(word!) && !OTHERS.has(word!)) unknown.push(`${path}: ${word} in ${text}`);
      }
    }
  }
  assertEquals(unknown, []);
});

/** Statements with one word or argument that is none; the hint names the nearest, which runs in its place. */
const WRONG = `
maen(1:3)
meen(x = 1:3)
medain(1:3)
smu(1:3)
legnth(1:3)
lenght(1:3)
sdd(1:3)
vra(1:3)
quantil(1:3)
rnage(1:3)
summry(1:3)
tabel(c("a", "b"))
facotr(c("a", "b"))
levls(factor(c("a", "b")))
nlevel(factor("a"))
data.farme(a = 1:2)
dataframe(a = 1:2)
as.numric("3")
as.charcter(3)
as.interger(3)
is.numric(3)
pastee("a", "b")
past0("a", "b")
substrng("abc", 1, 2)
tolwer("A")
toUper("a")
sprinf("%d", 3L)
strsplt("a b", " ")
gsup("a", "b", "abc")
nchr("abc")
seqlen(3)
seq_alon(1:3)
rpe(1, 3)
repp(1, 3)
revv(1:3)
srot(3:1)
ordr(3:1)
uniqe(c(1, 1))
duplicate(c(1, 1))
whch(TRUE)
wich.max(1:3)
ifelsee(TRUE, 1, 2)
lappy(1:2, sqrt)
saply(1:2, sqrt)
taply(1:2, c("a", "b"), sum)
mapplyy(sum, 1:2, 1:2)
aply(matrix(1:4, 2), 1, sum)
matirx(1:4, 2)
colmeans(matrix(1:4, 2))
rowsums(matrix(1:4, 2))
cbnd(1:2, 3:4)
rbnid(1:2, 3:4)
colname(matrix(1:4, 2))
dimm(matrix(1:4, 2))
agregate(x ~ g, data.frame(x = 1:2, g = 1:2), mean)
mrege(data.frame(a = 1), data.frame(a = 1))
headd(1:3)
tial(1:3)
rouned(2.34, 1)
sqr(4)
cumsm(1:3)
difff(1:3)
corr(1:3, 3:1)
t_test(c(1, 2, 4))
wilcox_test(c(1, 2, 4))
shapiro_test(c(1, 2, 4))
setdif(1:3, 2)
is.nan2(1)
sd(c(1, NA), na.mr = TRUE)
sort(3:1, decrasing = TRUE)
matrix(1:4, nrows = 2)
matrix(1:4, 2, byrows = TRUE)
factor(c("a", "b"), levls = c("b", "a"))
factor("a", lables = "A")
cut(1:3, brakes = 2)
rnorm(3, sdd = 2)
runif(3, mni = 1)
sample(1:3, repalce = TRUE)
round(x = 2.5, digts = 0)
cor(1:3, 3:1, metod = "spearman")
t.test(c(1, 2, 4), conf.levl = 0.9)
wilcox.test(c(1, 2, 4), exct = TRUE)
strsplit("a b", splt = " ")
gsub("a", "b", "abc", fixd = TRUE)
formatC(3.14159, digts = 3)
`.trim().split("\n");

/** What a statement gives: nothing, or its fault, and the statement with what the hint names. */
function outcome(code: string): { fault: string; mended: string | null } | null {
  try {
    const evaluator = new Evaluator(WORDS, new Scope(null));
    for (const statement of parse(code).statements) evaluator.run(statement);
    return null;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { message, hint } = error.diagnostics[0]!;
    const meant = hint?.match(/^Did you mean "?([A-Za-z][\w.]*)/)?.[1] ?? null;
    const wrong = message.match(/has no argument ([\w.]+)/)?.[1] ?? message.match(/^([\w.]+)/)![1]!;
    return {
      fault: `${message} (${hint})`,
      mended: meant === null ? null : code.replace(wrong, meant),
    };
  }
}

Deno.test("the hint of a wrong word or argument names what runs in its place", () => {
  const astray = WRONG.flatMap((code) => {
    const found = outcome(code);
    if (found === null) return [`${code} is no fault`];
    const { fault, mended } = found;
    if (mended === null) return [`${code}: ${fault}`];
    const after = outcome(mended);
    return after === null ? [] : [`${code}: ${fault}, and then ${mended}: ${after.fault}`];
  });
  assertEquals(astray, []);
  assertEquals(WRONG.length >= 80, true, `${WRONG.length}`);
});
