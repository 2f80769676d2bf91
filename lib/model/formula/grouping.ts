/**
 * Grouping factors of random terms: combinations of factors, named as lme4 names them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { FactorColumn } from "../../data/column.ts";
import { dropLevels } from "../../data/factor.ts";

/**
 * The combinations of levels that occur, the first factor's varying slowest (as R's `a:b`), with
 * labels joined by `:`.
 *
 * @param factors without missing values; of equal length
 */
export function groupingFactor(factors: readonly FactorColumn[], name: string): FactorColumn {
  const [first, ...others] = factors.map(dropLevels);
  if (!first) fail("no-factors", "A group needs at least one factor");
  return others.reduce(crossed, { ...first, name, ordered: false }) as FactorColumn;
}

function crossed(left: FactorColumn, right: FactorColumn): FactorColumn {
  const width = right.levels.length;
  const n = left.codes.length;
  const size = left.levels.length * width;
  const occurring = size <= 1 << 22
    ? directKeys(left.codes, right.codes, width, size)
    : Float64Array.from(
      new Set(Float64Array.from(left.codes, (c, i) => c * width + right.codes[i]!)),
    )
      .sort();
  const place = size <= 1 << 22 ? new Int32Array(size) : new Map<number, number>();
  occurring.forEach((key, i) => place instanceof Map ? place.set(key, i) : place[key] = i);
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const key = left.codes[i]! * width + right.codes[i]!;
    codes[i] = place instanceof Map ? place.get(key)! : place[key]!;
  }
  const levels = Array.from(
    occurring,
    (key) => `${left.levels[Math.floor(key / width)]}:${right.levels[key % width]}`,
  );
  return { ...left, codes, levels };
}

function directKeys(a: Int32Array, b: Int32Array, width: number, size: number): Float64Array {
  const seen = new Uint8Array(size);
  for (let i = 0; i < a.length; i++) seen[a[i]! * width + b[i]!] = 1;
  const keys: number[] = [];
  for (let k = 0; k < size; k++) if (seen[k] === 1) keys.push(k);
  return Float64Array.from(keys);
}
