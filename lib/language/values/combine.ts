/**
 * Several values as one vector: `c`, `unlist`, and what simplifies the results of `sapply`.
 *
 * @module
 */
import { as, asCharacter, commonKind, elementAt, type Kind } from "./coerce.ts";
import {
  type Attributes,
  characters,
  doubles,
  factor,
  inherits,
  integers,
  isFactor,
  isVector,
  levelsOf,
  listOf,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "./value.ts";

/** A part of what is combined, with the name that it was given. */
export interface Part {
  readonly name: string | null;
  readonly value: Value;
}

/** `c(…)`. */
export function combine(parts: readonly Part[], useNames = true): Value {
  const present = parts.filter((p) => p.value.type !== "NULL");
  if (present.length === 0) return NULL;
  const values = present.map((p) => p.value);
  if (values.every(isFactor)) return withNamesOf(factors(values), present, useNames);
  let kind: Kind = "logical";
  for (const value of values) kind = commonKind(kind, isVector(value) ? value.type : "list");
  const out = join(values, kind);
  const [first] = values;
  const dated = first &&
    (inherits(first, "Date") || inherits(first, "POSIXct") || inherits(first, "difftime"));
  if (dated && kind !== "character" && kind !== "list") {
    for (const name of ["class", "units", "tzone"]) {
      const value = first.attributes!.get(name);
      if (value) (out.attributes ??= new Map()).set(name, value);
    }
  }
  return withNamesOf(out, present, useNames);
}

/** Elements one after another, as a kind, without attributes. */
export function join(values: readonly Value[], kind: Kind): Vector {
  if (kind === "list") {
    const out: Value[] = [];
    for (const v of values) {
      if (!isVector(v)) out.push(share(v));
      else for (const element of as(v, "list").values as Value[]) out.push(share(element));
    }
    return listOf(out);
  }
  const parts = values.map((v) =>
    isFactor(v)
      ? (kind === "character" ? codes(v) : as(withAttributes(v, null), kind))
      : as(inherits(v, "Date") ? withAttributes(v, null) : v, kind)
  );
  const n = parts.reduce((sum, p) => sum + p.values.length, 0);
  if (kind === "character") {
    const out: (string | null)[] = [];
    for (const p of parts) for (const v of p.values as (string | null)[]) out.push(v);
    return characters(out);
  }
  if (kind === "double") {
    const out = new Float64Array(n);
    let nan: Uint8Array | null = null;
    let at = 0;
    for (const p of parts) {
      out.set(p.values as Float64Array, at);
      if (p.type === "double" && p.nan) (nan ??= new Uint8Array(n)).set(p.nan, at);
      at += p.values.length;
    }
    return doubles(out, null, nan);
  }
  const out = new Int32Array(n);
  let at = 0;
  for (const p of parts) {
    out.set(p.values as Int32Array, at);
    at += p.values.length;
  }
  return kind === "logical" ? logicals(out) : integers(out);
}

/** A factor among texts gives its codes, as R's `c` does. */
function codes(f: Value): Vector {
  return asCharacter(integers((f as { values: Numbers }).values));
}

/** Factors one after another: levels of the first, then new ones of the others. */
function factors(values: readonly (Value & { values: Numbers })[]): Vector {
  const levels = [...new Set(values.flatMap((v) => levelsOf(v).map((l) => l ?? "NA")))];
  const at = new Map(levels.map((l, i) => [l, i + 1]));
  const out = values.flatMap((v) => {
    const own = levelsOf(v);
    return Array.from(v.values, (k) => k === NA_INTEGER ? k : at.get(own[k - 1] ?? "NA")!);
  });
  const ordered = values.every((v) => inherits(v, "ordered")) &&
    values.every((v) => levelsOf(v).join("\0") === levels.join("\0"));
  return factor(Int32Array.from(out), levels, ordered);
}

function withNamesOf(out: Vector, parts: readonly Part[], useNames: boolean): Vector {
  if (!useNames) return out;
  const any = parts.some((p) => p.name || isVector(p.value) && namesOf(p.value));
  if (!any) return out;
  const names: string[] = [];
  for (const { name, value } of parts) {
    const own = isVector(value) ? namesOf(value) : null;
    const n = isVector(value) ? value.values.length : 1;
    for (let i = 0; i < n; i++) {
      const inner = own?.[i] ?? "";
      names.push(!name ? inner : inner ? `${name}.${inner}` : n > 1 ? `${name}${i + 1}` : name);
    }
  }
  const attributes: Attributes = new Map(out.attributes ?? []);
  attributes.set("names", characters(names));
  return { ...out, attributes };
}

/** `unlist(x)`: lists within lists opened, names joined by points. */
export function flatten(x: Value, useNames = true): Value {
  if (x.type !== "list") return x;
  const leaves: Part[] = [];
  let anyName = false;
  const walk = (value: Value, base: string, counter: { n: number; of: number } | null): void => {
    if (value.type === "list") {
      const names = namesOf(value);
      if (names) anyName = true;
      const leafCount = countLeaves(value);
      const own = counter ?? { n: 0, of: leafCount };
      value.values.forEach((v, i) => {
        const name = names?.[i] ?? "";
        const next = base && name ? `${base}.${name}` : name || base;
        walk(v, next, name ? { n: 0, of: countLeaves(v) } : own);
      });
      return;
    }
    if (isVector(value)) {
      const names = namesOf(value);
      if (names) anyName = true;
      const n = value.values.length;
      for (let i = 0; i < n; i++) {
        const name = names?.[i] ?? "";
        let full = base && name ? `${base}.${name}` : name || base;
        if (!name && base && counter && counter.of > 1) full = `${base}${++counter.n}`;
        leaves.push({ name: full || null, value: elementAt(value, i) });
      }
      return;
    }
    leaves.push({ name: base || null, value });
  };
  walk(x, "", null);
  const made = combine(leaves.map((l) => ({ name: null, value: l.value })), false);
  if (!useNames || !anyName || !isVector(made)) return made;
  const attributes: Attributes = new Map(made.attributes ?? []);
  attributes.set("names", characters(leaves.map((l) => l.name ?? "")));
  return { ...made, attributes };
}

function countLeaves(x: Value): number {
  if (x.type === "list") return x.values.reduce((sum, v) => sum + countLeaves(v), 0);
  return isVector(x) ? x.values.length : x.type === "NULL" ? 0 : 1;
}

/**
 * Results of a function for each element as R's `sapply` simplifies them: values of length one to a
 * vector, of one other length to the columns of a matrix, anything else to a list.
 */
export function simplified(
  results: readonly Value[],
  names: readonly (string | null)[] | null,
): Value {
  const list = listOf(results.map(share));
  if (names) list.attributes = new Map([["names", characters([...names])]]);
  if (results.length === 0) return list;
  const lengths = new Set(results.map((r) => isVector(r) ? r.values.length : -1));
  if (lengths.size !== 1) return list;
  const [n] = [...lengths] as [number];
  if (n < 1) return list;
  if (n === 1) {
    if (results.some((r) => r.type === "list" && isVector(r.values[0]!) === false)) return list;
    const made = combine(
      results.map((value) => ({ name: null, value: withoutNames(value, names !== null) })),
      names === null,
    );
    if (!isVector(made)) return list;
    if (!names) return made;
    const attributes: Attributes = new Map(made.attributes ?? []);
    attributes.set("names", characters([...names]));
    return { ...made, attributes };
  }
  const made = combine(
    results.map((value) => ({ name: null, value: withoutNames(value, true) })),
    false,
  );
  if (!isVector(made)) return list;
  const [first] = results;
  const rowNames = first ? namesOf(first) : null;
  const attributes: Attributes = new Map([["dim", integers([n, results.length])]]);
  if (rowNames || names) {
    attributes.set(
      "dimnames",
      listOf([rowNames ? characters([...rowNames]) : NULL, names ? characters([...names]) : NULL]),
    );
  }
  return { ...made, attributes };
}

function withoutNames(x: Value, drop: boolean): Value {
  if (!drop || !x.attributes || !isVector(x)) return x;
  const kept = new Map(
    [...x.attributes].filter(([n]) => n !== "names" && n !== "dim" && n !== "dimnames"),
  );
  return withAttributes(x, kept);
}
