/**
 * Draws after `set.seed` beside live R 4.2.2 (`chance/record.R`): the same numbers, bit by bit, but for
 * the last bit where a power or an exponential of the machine's library is the draw itself.
 */
import { assertEquals } from "@std/assert";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { isVector, type Value } from "../../lib/language/values/value.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

function valueOf(code: string): Value {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  const { statements } = parse(code);
  return statements.map((s) => evaluator.run(s)).at(-1)!;
}

const recorded: [number, string, (number | string)[]][] = JSON.parse(
  Deno.readTextFileSync(new URL("chance/draws.json", import.meta.url)),
);

const POWERS = /^(rweibull|rgamma\(4, 0\.4\))/;

function alike(code: string, here: unknown, drawn: number | string): boolean {
  if (here === drawn) return true;
  return POWERS.test(code) && Math.abs(Number(here) - Number(drawn)) <= 4e-16 * Number(drawn);
}

Deno.test("draws after set.seed() are R's own", () => {
  const wrong = new Map<string, number>();
  const shown: unknown[] = [];
  for (const [seed, code, drawn] of recorded) {
    const value = valueOf(`set.seed(${seed}); ${code}`);
    const here = isVector(value) ? Array.from<unknown>(value.values) : [];
    if (here.length === drawn.length && here.every((v, i) => alike(code, v, drawn[i]!))) continue;
    wrong.set(code, (wrong.get(code) ?? 0) + 1);
    if (wrong.get(code) === 1) shown.push([seed, code, here, drawn]);
  }
  assertEquals([[...wrong], shown], [[], []]);
});
