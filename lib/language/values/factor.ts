/**
 * Factors: made of codes and levels, and without the levels that do not occur.
 *
 * @module
 */
import {
  characters,
  inherits,
  integers,
  type IntegerVector,
  levelsOf,
  NA_INTEGER,
  type Value,
} from "./value.ts";

type Level = string | null;

/** A factor of codes from 1 and its levels. */
export function factorOf(
  codes: ArrayLike<number>,
  levels: readonly Level[],
  ordered: boolean,
): IntegerVector {
  return integers(
    Int32Array.from(codes),
    new Map<string, Value>([
      ["levels", characters([...levels])],
      ["class", characters(ordered ? ["ordered", "factor"] : ["factor"])],
    ]),
  );
}

/** A factor with those levels alone that occur. */
export function usedLevels(x: Value, except: ReadonlySet<Level> = new Set()): IntegerVector {
  const old = levelsOf(x);
  const { values } = x as IntegerVector;
  const used = new Set(values);
  const stay = old.map((_, i) => i + 1).filter((k) => used.has(k) && !except.has(old[k - 1]!));
  const at = new Map(stay.map((k, i) => [k, i + 1]));
  const made = factorOf(
    Int32Array.from(values, (k) => at.get(k) ?? NA_INTEGER),
    stay.map((k) => old[k - 1]!),
    inherits(x, "ordered"),
  );
  const kept = new Map(x.attributes ?? []);
  for (const [name, value] of made.attributes!) kept.set(name, value);
  return { ...made, attributes: kept };
}
