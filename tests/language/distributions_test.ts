/**
 * Densities, probabilities and quantiles over grids beside live R 4.2.2 (`chance/distributions.R`).
 *
 * R's own quantiles have eight to eleven digits in some tails (gamma, χ², F near 0, sums of ranks), and
 * its noncentral probabilities stop at about nine. Where a quantile here is not R's, its probability
 * must be the one that was asked for, to twelve digits.
 */
import { assertEquals } from "@std/assert";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { isVector } from "../../lib/language/values/value.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

const recorded: [string, (number | string)[]][] = JSON.parse(
  Deno.readTextFileSync(new URL("chance/distributions.json", import.meta.url)),
);

const evaluator = new Evaluator(WORDS, new Scope(null));
function numbers(code: string): number[] {
  const value = evaluator.run(parse(code).statements[0]!);
  return isVector(value) ? Array.from(value.values, Number) : [];
}

/** R's noncentral t and F (its documentation gives their limits). */
const NONCENTRAL = /^(pt\(c\(-1, 0\.5, 3\), 6, 1\)|pf\(c\(0\.5, 2, 9\), 3, 8, 2\))$/;
/** Below this a number has fewer digits. */
const SMALLEST = 1e-300;

function alike(code: string, here: number, inR: number): boolean {
  if (here === inR || Number.isNaN(here) && Number.isNaN(inR)) return true;
  // a logarithm near 0 has the error of the probability of which it is
  const size = /log/.test(code) ? Math.max(1, Math.abs(inR)) : Math.abs(inR);
  return Math.abs(here - inR) <= (NONCENTRAL.test(code) ? 1e-9 : 1e-12) * size + SMALLEST;
}

const DISCRETE = /^q(binom|pois|geom|nbinom|hyper|signrank|wilcox)/;

/** Whether quantiles have the probabilities that were asked for. */
function inverse(code: string): boolean[] {
  const [, name, asked, rest] = /^q(\w+)\((c\(.*?\))(.*)\)$/.exec(code) ?? [];
  const p = numbers(asked!);
  const at = numbers(`p${name}(${code}${rest})`);
  if (!DISCRETE.test(code)) return at.map((v, i) => Math.abs(v - p[i]!) <= 1e-12 * Math.abs(p[i]!));
  const before = numbers(`p${name}(${code} - 1${rest})`);
  const upper = /lower/.test(code);
  return at.map((v, i) =>
    upper
      ? v <= p[i]! * (1 + 1e-13) && before[i]! > p[i]!
      : v >= p[i]! * (1 - 1e-13) && before[i]! < p[i]!
  );
}

Deno.test("distributions agree with R to twelve digits", () => {
  const wrong: unknown[] = [];
  for (const [code, values] of recorded) {
    const here = numbers(code);
    values.forEach((v, i) => {
      const inR = Number(String(v).replace("Inf", "Infinity"));
      if (alike(code, here[i]!, inR) || code.startsWith("q") && inverse(code)[i]) return;
      wrong.push([code, i, here[i], inR]);
    });
  }
  assertEquals(wrong, []);
});
