/**
 * Which elements an index picks.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { asDouble, describe } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import {
  isVector,
  NA_INTEGER,
  namesOf,
  type Numbers,
  type Value,
  type Vector,
} from "../values/value.ts";

/** What stands in an index: null where the place is empty. */
export interface Subscript {
  readonly value: Value | null;
  readonly span: Span;
}

/**
 * Places that an index picks, from 0; −1 is a place that is missing, and one at or beyond `n` an
 * element that there is not.
 *
 * @param names Names of the elements, for an index of texts.
 * @param grow Names that there are not are new places behind the last; their texts come in `added`.
 */
export function places(
  at: Subscript,
  n: number,
  names: readonly (string | null)[] | null,
  grow = false,
  added: string[] = [],
): Int32Array {
  const { value, span } = at;
  if (value === null) return Int32Array.from({ length: n }, (_, i) => i);
  switch (value.type) {
    case "NULL":
      return new Int32Array(0);
    case "character":
      return named(value.values, n, names, grow, added);
    case "logical":
      return where(value.values, n);
    case "integer":
    case "double":
      return numbered(asDouble(value).values, n, span);
    default:
      return fail(
        "bad-index",
        `An index is numbers, names or truth values, not ${describe(value)}`,
        { span },
      );
  }
}

export function named(
  texts: readonly (string | null)[],
  n: number,
  names: readonly (string | null)[] | null,
  grow: boolean,
  added: string[],
): Int32Array {
  const at = new Map<string, number>();
  names?.forEach((name, i) => {
    if (name !== null && name !== "" && !at.has(name)) at.set(name, i);
  });
  return Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const found = at.get(text);
    if (found !== undefined) return found;
    if (!grow) return -1;
    added.push(text);
    at.set(text, n + added.length - 1);
    return n + added.length - 1;
  });
}

export function where(truths: Numbers, n: number): Int32Array {
  if (truths.length === 0) return new Int32Array(0);
  const length = Math.max(n, truths.length);

  const out: number[] = [];
  for (let i = 0, j = 0; i < length; i++) {
    const truth = truths[j]!;
    if (truth === NA_INTEGER) out.push(-1);
    else if (truth !== 0) out.push(i);
    if (++j === truths.length) j = 0;
  }
  return Int32Array.from(out);
}

function numbered(numbers: Numbers, n: number, span: Span): Int32Array {
  let negative = 0;
  let positive = 0;
  for (const v of numbers) {
    if (v <= -1) negative++;
    else if (v >= 1 || v !== v) positive++;
    if (v > 2147483647) refuseLong(v, span);
  }
  if (negative > 0) {
    if (positive > 0) {
      fail(
        "bad-index",
        "An index leaves out (negative numbers) or picks (positive ones), not both",
        { span },
      );
    }
    const out = new Uint8Array(n);
    for (const v of numbers) if (v <= -1 && -v < n + 1) out[Math.trunc(-v) - 1] = 1;
    const kept: number[] = [];
    for (let i = 0; i < n; i++) if (!out[i]) kept.push(i);
    return Int32Array.from(kept);
  }
  const out = new Int32Array(positive);
  let k = 0;
  for (const v of numbers) {
    if (v !== v) out[k++] = -1;
    else if (v >= 1) out[k++] = Math.trunc(v) - 1;
  }
  return out;
}

/** The place of one element; null if there is none. */
export function onePlace(x: Vector, at: Subscript): number | null {
  const { value, span } = at;
  if (!value || !isVector(value) || value.values.length !== 1) {
    return fail("bad-index", "[[ ]] takes one number or one name", { span });
  }
  if (value.type === "character") {
    const k = namesOf(x)?.indexOf(value.values[0]!) ?? -1;
    return k < 0 ? null : k;
  }
  const number = asDouble(value).values[0]!;
  if (number < 0 && x.values.length === 2 && (number === -1 || number === -2)) {
    return number === -1 ? 1 : 0;
  }
  if (!(number >= 1)) {
    return fail("bad-index", "[[ ]] takes a number from 1 on, or a name", { span });
  }
  const k = Math.trunc(number) - 1;
  return k < x.values.length ? k : null;
}
