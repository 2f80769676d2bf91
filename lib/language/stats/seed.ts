/**
 * The chance of a page: one stream of random numbers that `set.seed` begins anew. A page that draws
 * without a seed has one too, the same at each build, and a remark says so.
 *
 * @module
 */
import { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import type { Scope } from "../values/scope.ts";
import { NULL, type Value } from "../values/value.ts";

const STREAMS = new WeakMap<Scope, MersenneTwister>();

/** The seed of a page that sets none. */
const UNSET = 20_201_101;

/** The stream of the page on which a call stands. */
export function chanceOf(call: Call): MersenneTwister {
  return streamOf(
    call.interpreter.page,
    () => call.warn(unseeded(call.word.name), "no-seed"),
  );
}

/** What is said of a word that draws before any seed. */
export function unseeded(name: string): string {
  return `${name}() draws before any set.seed(): a fixed seed is taken, so that the page stays as it is`;
}

/** The stream of a page; where it has none yet, that is told. */
export function streamOf(page: Scope, tell: () => void): MersenneTwister {
  const known = STREAMS.get(page);
  if (known) return known;
  tell();
  const made = new MersenneTwister(UNSET);
  STREAMS.set(page, made);
  return made;
}

/** What puts the stream of a page back to where it is now. */
export function keptChance(page: Scope): () => void {
  const stream = STREAMS.get(page);
  const copy = stream?.copy();
  return () => {
    if (copy) STREAMS.set(page, copy.copy());
    else STREAMS.delete(page);
  };
}

function setSeed(call: Call): Value {
  const value = call.value("seed");
  call.hidden = true;
  if (value.type === "NULL") {
    // the page stays as it is from build to build
    call.warn("set.seed(NULL): a fixed seed is taken, so that the page stays as it is", "no-seed");
    STREAMS.set(call.interpreter.page, new MersenneTwister(UNSET));
    return NULL;
  }
  const seed = Math.trunc(call.doubles("seed")[0] ?? NaN);
  if (!(Math.abs(seed) < 2147483648)) return call.wrong("seed", "a whole number", value);
  const kind = call.has("sample.kind")
    ? call.choice("sample.kind", ["Rejection", "Rounding", "default"])
    : "Rejection";
  STREAMS.set(call.interpreter.page, new MersenneTwister(seed, kind === "Rounding"));
  return NULL;
}

export const SEED: readonly Builtin[] = [
  word(
    "set.seed",
    'seed, kind!"Mersenne-Twister", normal.kind!"Inversion", sample.kind',
    setSeed,
  ),
];
