/**
 * Elements put into vectors, which grow and change their kind as they must.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import {
  as,
  asCharacter,
  asDouble,
  asList,
  commonKind,
  describe,
  type Kind,
} from "../values/coerce.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { refuseLong } from "../values/size.ts";
import { onePlace, type Subscript } from "./places.ts";
import {
  type Attributes,
  characters,
  type DoubleVector,
  integers,
  isFactor,
  isVector,
  levelsOf,
  listOf,
  NA_INTEGER,
  namesOf,
  NULL,
  own,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

export function vectorOrNull(value: Value, span: Span): Vector | null {
  if (value.type === "NULL") return null;
  if (isVector(value)) return value;
  if (
    value.type === "closure" || value.type === "builtin" || value.type === "thing" ||
    value.type === "language"
  ) {
    return listOf([share(value)]);
  }
  return fail("bad-assignment", `${describe(value)} cannot be put into a vector`, { span });
}

/** Elements of a vector replaced at places; beyond the end it grows. */
export function put(
  target: Vector,
  found: Int32Array,
  source: Vector,
  interpreter: Interpreter,
  span: Span,
  added: readonly string[] = [],
): Vector {
  const n = found.length;
  if (n === 0) return target;
  const k = source.values.length;
  if (k === 0) fail("wrong-argument", "A value without elements replaces nothing", { span });
  if (n % k !== 0) {
    interpreter.warn("lengths-differ", `${n} places are no multiple of ${k} values`, span);
  }
  let most = target.values.length - 1;
  for (let i = 0; i < n; i++) if (found[i]! > most) most = found[i]!;
  const value = isFactor(target) ? codesFor(target, source, interpreter, span) : source;
  const kind = isFactor(target)
    ? "integer"
    : commonKind(target.type, isFactor(value) ? "integer" : value.type);
  let out = target.type === kind ? own(target) : own(asKind(target, kind));
  if (most >= out.values.length) out = grown(out, most + 1, added);
  fill(
    out,
    found,
    isFactor(value) && kind === "character"
      ? asCharacter(value)
      : as(value.type === "integer" ? withAttributes(value, null) : value, kind),
  );
  return out;
}

/** A vector as a more general kind, attributes kept. */
function asKind(x: Vector, kind: Kind): Vector {
  const made = kind === "list"
    ? asList(withAttributes(x, null))
    : as(withAttributes(x, null), kind);
  return { ...made, attributes: x.attributes && new Map(x.attributes), exclusive: false };
}

/** The codes of what is put into a factor: labels that it does not have are missing. */
function codesFor(target: Vector, source: Vector, interpreter: Interpreter, span: Span): Vector {
  const levels = levelsOf(target);
  if (source.type === "logical" && source.values.every((v) => v === NA_INTEGER)) {
    return integers(source.values.slice());
  }
  let lost = false;
  const codes = Int32Array.from(asCharacter(source).values, (label) => {
    if (label === null) return NA_INTEGER;
    const code = levels.indexOf(label);
    lost ||= code < 0;
    return code < 0 ? NA_INTEGER : code + 1;
  });
  if (lost) {
    interpreter.warn(
      "no-level",
      "A label that is no level of the factor is missing (NA) in it",
      span,
    );
  }
  return integers(codes);
}

/** A longer vector: what is new is missing, and has the names of `added`, or none. */
export function grown(x: Vector, n: number, added: readonly string[]): Vector {
  refuseLong(n);
  const old = x.values.length;
  const kept: Attributes = new Map(x.attributes ?? []);
  const names = namesOf(x);
  if (names || added.length > 0) {
    const all = names ? [...names] : new Array<string | null>(old).fill("");
    while (all.length < n) all.push(added[all.length - old] ?? "");
    kept.set("names", characters(all));
  }
  kept.delete("dim");
  kept.delete("dimnames");
  const attributes = kept.size > 0 ? kept : null;
  const room = { attributes, exclusive: true, held: x.held };
  switch (x.type) {
    case "logical":
    case "integer": {
      const values = new Int32Array(n).fill(NA_INTEGER);
      values.set(x.values);
      return { ...x, ...room, values };
    }
    case "double": {
      const values = new Float64Array(n).fill(NaN);
      values.set(x.values);
      let nan: Uint8Array | null = null;
      if (x.nan) (nan = new Uint8Array(n)).set(x.nan);
      return { ...x, ...room, values, nan };
    }
    case "character":
      return { ...x, ...room, values: [...x.values, ...new Array<null>(n - old).fill(null)] };
    case "list":
      return { ...x, ...room, values: [...x.values, ...new Array<Value>(n - old).fill(NULL)] };
  }
}

function fill(out: Vector, found: Int32Array, source: Vector): void {
  const k = source.values.length;
  if (out.type === "list") {
    const values = (source as { values: Value[] }).values;
    for (let i = 0; i < found.length; i++) {
      if (found[i]! >= 0) out.values[found[i]!] = share(values[i % k]!);
    }
    return;
  }
  if (out.type === "character") {
    const values = (source as { values: (string | null)[] }).values;
    for (let i = 0; i < found.length; i++) {
      if (found[i]! >= 0) out.values[found[i]!] = values[i % k]!;
    }
    return;
  }
  const values = source.values as Float64Array;
  for (let i = 0, j = 0; i < found.length; i++) {
    if (found[i]! >= 0) out.values[found[i]!] = values[j]!;
    if (++j === k) j = 0;
  }
  if (out.type !== "double") return;
  const nan = (source as DoubleVector).nan;
  if (!nan && !out.nan) return;
  out.nan ??= new Uint8Array(out.values.length);
  for (let i = 0; i < found.length; i++) if (found[i]! >= 0) out.nan[found[i]!] = nan?.[i % k] ?? 0;
}

/** A list without some of its elements. */
export function without(x: Vector & { type: "list" }, gone: ReadonlySet<number>): Vector {
  const stay = x.values.map((_, i) => i).filter((i) => !gone.has(i));
  const kept: Attributes = new Map(x.attributes ?? []);
  const names = namesOf(x);
  if (names) kept.set("names", characters(stay.map((i) => names[i]!)));
  return withAttributes(listOf(stay.map((i) => share(x.values[i]!))), kept);
}

/** Where an element stands, or will stand. */
export function placeOrNew(
  x: Vector,
  at: Subscript,
  span: Span,
): { k: number; name: string | null } {
  const k = onePlace(x, at);
  if (k !== null) return { k, name: null };
  const { value } = at;
  if (value?.type === "character") return { k: x.values.length, name: value.values[0] ?? "NA" };
  const number = value && isVector(value) ? asDouble(value).values[0]! : NaN;
  if (!(number >= 1)) return fail("bad-index", "An element has a number from 1 on", { span });
  refuseLong(number, span);
  return { k: Math.trunc(number) - 1, name: null };
}
