/**
 * Models with structures of the residuals beside nlme and glmmTMB (`structures/record.R`): what a page
 * prints has R's lines and words, and its numbers to four digits, which is as far as R's searches and the
 * differences of its intervals are known.
 */
import { assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { pageResults } from "../cases/run_page.ts";

interface Block {
  code: string;
  out: string;
}

const blocks: Block[] = JSON.parse(
  Deno.readTextFileSync(new URL("structures/printed.json", import.meta.url)),
);

/** Of four digits, or one in the last place. */
const TOLERANCE = 2e-4;

/** Limits of nlme's intervals come from differences with a fixed step, which are good to a per cent. */
const ROUGH = 0.02;

/** Blocks of which R says something else, by what they fit. */
const EXPLAINED: Readonly<Record<string, string>> = {
  "random = ~ 1 | Subject, correlation = corAR1(form = ~ 1 | Subject)":
    "limits of a correlation of −0.04 from differences: 0.0122 off",
  "ar1(agef + 0 | Subject) + (1 | Subject)": "a variance of 0, where R's search ends at 0.009",
  "correlation = corCAR1(form = ~ Time":
    "R begins at 0.2 to the power of 26 days, which is 0, and stays",
  "correlation = corSymm(form = ~ 1 | Subject), weights":
    "R's search ends with variances that are 2e-5 off",
  "us(agef + 0 | Subject), Orthodont, dispformula = ~ 0": "false convergence in R",
  "glmmTMB(y ~ trt + exp(pos + 0 | all), f)": "a residual variance of 0 is some 1e-10 in both",
  "glmmTMB(y ~ trt + (1 | strip) + exp(pos + 0 | all), f)":
    "R's search ends at −40.62543, this one at −40.62523, with a residual variance that goes to 0 in both",
  "glmmTMB(y ~ trt + ar1(rowf + 0 | strip), f)": "a residual variance of 0 is some 1e-10 in both",
};

const linesOf = (text: string): string[] =>
  text.replaceAll(/[‘’]/g, "'").split("\n").map((l) => l.trimEnd()).filter((l) => l.trim() !== "");

const NUMBER = /^<?-?\d+(\.\d+)?(e[-+]?\d+)?$/;

/** Whether two words are the same, numbers by their digits. */
function alike(a: string, b: string, tolerance: number): boolean {
  if (a === b) return true;
  if (!NUMBER.test(a) || !NUMBER.test(b)) return false;
  const [x, y] = [a, b].map((t) => Number(t.replace("<", ""))) as [number, number];
  const decimals = a.includes("e") ? Infinity : (a.split(".")[1] ?? "").length;
  const apart = Math.abs(x - y);
  return apart <= tolerance * Math.max(Math.abs(x), Math.abs(y)) || apart <= 1.01 * 10 ** -decimals;
}

function difference(inR: string, here: string): string | null {
  const [a, b] = [linesOf(inR), linesOf(here)];
  let rough = false;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? "", b[i] ?? ""];
    if (/^Approximate/.test(x)) rough = true;
    if (/^(Linear|Generalized|Denom)/.test(x)) rough = false;
    const [p, q] = [x.trim().split(/\s+/), y.trim().split(/\s+/)];
    const same = p.length === q.length &&
      p.every((word, k) => alike(word, q[k]!, rough ? ROUGH : TOLERANCE));
    if (!same) return `R: ${x}\nhere: ${y}`;
  }
  return null;
}

Deno.test("models with structures print as nlme and glmmTMB print them", async () => {
  const page = "# T\n\n" + blocks.map(({ code }) => "```{r}\n" + code + "\n```\n").join("\n");
  const { results } = await pageResults(page, new URL("../oracle/rside/", import.meta.url));
  const wrong: string[] = [];
  results.forEach((r, i) => {
    const { code, out } = blocks[i]!;
    const faults = r.diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
    const here = r.shown.map((s) => renderText(s.value)).join("\n");
    const found = faults[0] ?? difference(out, here);
    if (found && !Object.keys(EXPLAINED).some((part) => code.includes(part))) {
      wrong.push(`${code.split("\n")[0]}\n${found}`);
    }
  });
  assertEquals(wrong, []);
  assertEquals(blocks.length > 38, true);
});
