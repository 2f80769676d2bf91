/**
 * How many bins a histogram has: the rules of Sturges (1926), Scott (1979), and Freedman and Diaconis (1981).
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { quantileOf, varianceOf } from "../stats/quantiles.ts";
import { double, type Value } from "../values/value.ts";

/** A number to five significant digits. */
const short = (v: number): number => Number(v.toPrecision(5));

function freedmanDiaconis(x: readonly number[]): number {
  const own = x.map(short).sort((a, b) => a - b);
  let width = 2 * (quantileOf(own, 0.75, 7) - quantileOf(own, 0.25, 7));
  for (let share = 1 / 8; width === 0 && share >= 1 / 512; share /= 2) {
    width = (quantileOf(own, 1 - share, 7) - quantileOf(own, share, 7)) / (1 - 2 * share);
  }
  if (width === 0) width = 3.5 * Math.sqrt(varianceOf(x));
  if (!(width > 0)) return 1;
  return Math.max(1, Math.ceil((greatest(x) - least(x)) / width * Math.cbrt(x.length)));
}

function scott(x: readonly number[]): number {
  const width = 3.5 * Math.sqrt(varianceOf(x)) * x.length ** (-1 / 3);
  return width > 0 ? Math.max(1, Math.ceil((greatest(x) - least(x)) / width)) : 1;
}

/** The number of bins by a rule's name; null where there is none. */
export function binsBy(rule: string, x: readonly number[]): number | null {
  switch (rule) {
    case "sturges":
      return Math.ceil(Math.log2(x.length) + 1);
    case "scott":
      return scott(x);
    case "fd":
    case "freedman-diaconis":
      return freedmanDiaconis(x);
    default:
      return null;
  }
}

const by = (rule: string) => (call: Call): Value =>
  double(binsBy(rule, Array.from(call.doubles("x"))) ?? NaN);

/** Words of bins. */
export const BINS: readonly Builtin[] = [
  word("nclass.Sturges", "x", by("sturges")),
  word("nclass.scott", "x", by("scott")),
  word("nclass.FD", "x", by("fd")),
];
