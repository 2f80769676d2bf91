/**
 * Values below each other as a column, of one type that all have in common: numbers of any kind,
 * texts with factors, levels of factors united. What has none in common is a fault.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import {
  asCharacter,
  asDouble,
  asList,
  commonKind,
  describe,
  type Kind,
} from "../values/coerce.ts";
import { join } from "../values/combine.ts";
import { factorOf } from "../values/factor.ts";
import {
  characters,
  dimOf,
  doubles,
  type Frame,
  givenClass,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  listOf,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  type Value,
  type Vector,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { remade, slice } from "./tables.ts";

/** A type in words, as faults name it. */
function typeName(x: Value): string {
  if (isFactor(x)) return inherits(x, "ordered") ? "ordered factor" : "factor";
  const [given] = givenClass(x);
  if (given) return given === "POSIXct" ? "date-time" : given;
  return x.type === "logical" ? "truth value" : x.type;
}

/** Only missing values: they take on any type. */
function unspecified(x: Value): boolean {
  return x.type === "logical" && x.values.every((v) => v === NA_INTEGER);
}

/** What kind of class a vector has, as far as only its like can stand with it. */
function family(x: Vector): string {
  for (const name of ["Date", "POSIXct", "difftime"]) if (inherits(x, name)) return name;
  if (isFactor(x)) return "factor";
  if (isFrame(x)) return "frame";
  return x.type === "character" ? "text" : x.type === "list" ? "list" : "number";
}

function incompatible(a: Value, b: Value, name: string, span: Span): never {
  return fail(
    "incompatible-types",
    `${name === "" ? "" : name.endsWith("()") ? `${name}: ` : `"${name}": `}${typeName(a)} and ${
      typeName(b)
    } do not go into one column`,
    { span, hint: "Make them alike first, for example by as.character() or as.numeric()" },
  );
}

/** Vectors one below the other. */
export function combined(parts: readonly Value[], name: string, span: Span): Value {
  const vectors = parts.map((p): Vector => {
    if (p.type === "NULL") return listOf([NULL]);
    return isVector(p) ? p : fail(
      "wrong-argument",
      `A column holds vectors, not ${describe(p)}`,
      { span, hint: "list() around it keeps it in a column of lists" },
    );
  });
  const [first] = vectors;
  if (vectors.length === 1 && first) return first;
  const model = vectors.find((v) => !unspecified(v)) ?? first;
  if (!model) return logicals(new Int32Array(0));
  const out = ofFamily(vectors, model, name, span);
  if (isFrame(out) || dimOf(out) || !vectors.some((v) => namesOf(v))) return out;
  const names = vectors.flatMap((v) => namesOf(v) ?? Array.from({ length: heightOf(v) }, () => ""));
  return isVector(out) ? withNames(out, names) : out;
}

function ofFamily(vectors: readonly Vector[], model: Vector, name: string, span: Span): Value {
  const kind = family(model);
  const others = vectors.filter((v) => !unspecified(v));
  const foreign = others.find((v) => family(v) !== kind);
  if (foreign) {
    const texts = new Set(others.map(family));
    if (texts.size === 2 && texts.has("factor") && texts.has("text")) {
      return characters(vectors.flatMap((v) => asCharacter(v).values));
    }
    return incompatible(model, foreign, name, span);
  }
  switch (kind) {
    case "factor":
      return factors(vectors, others, name, span);
    case "frame":
      return frames(vectors as Frame[], span);
    case "text":
      return characters(vectors.flatMap((v) => asCharacter(v).values));
    case "list":
      return lists(vectors, others[0]!);
    case "number":
      return numbers(vectors, others);
    default:
      return withClassOf(doubled(vectors), model);
  }
}

function doubled(vectors: readonly Vector[]): Vector {
  return join(vectors.map((v) => asDouble({ ...v, attributes: null })), "double");
}

function withClassOf(x: Vector, model: Vector): Vector {
  let out = x;
  for (const name of ["class", "units", "tzone"]) {
    const value = model.attributes?.get(name);
    if (value) out = withAttribute(out, name, value);
  }
  return out;
}

function numbers(vectors: readonly Vector[], others: readonly Vector[]): Value {
  const matrix = vectors.find((v) => dimOf(v)?.length === 2);
  if (matrix) return matrices(vectors, matrix);
  const kind = others.reduce<Kind>((k, v) => commonKind(k, v.type as Kind), "logical");
  return join(vectors.map((v) => v.attributes ? { ...v, attributes: null } : v), kind);
}

/** Rows of matrices below each other. */
function matrices(vectors: readonly Vector[], model: Vector): Value {
  const wide = dimOf(model)![1]!;
  const heights = vectors.map(heightOf);
  const n = heights.reduce((a, b) => a + b, 0);
  const out = new Float64Array(n * wide);
  let from = 0;
  vectors.forEach((v, p) => {
    const { values } = asDouble({ ...v, attributes: null });
    const h = heights[p]!;
    for (let j = 0; j < wide; j++) {
      for (let i = 0; i < h; i++) out[j * n + from + i] = values[j * h + i]!;
    }
    from += h;
  });
  const names = model.attributes!.get("dimnames");
  const attributes = new Map<string, Value>([["dim", integers([n, wide])]]);
  if (names?.type === "list") attributes.set("dimnames", listOf([NULL, names.values[1]!]));
  return doubles(out, attributes);
}

function factors(
  vectors: readonly Vector[],
  others: readonly Vector[],
  name: string,
  span: Span,
): Value {
  const levels: (string | null)[] = [];
  const at = new Map<string | null, number>();
  for (const f of others) {
    for (const level of levelsOf(f)) {
      if (at.has(level)) continue;
      levels.push(level);
      at.set(level, levels.length);
    }
  }
  const ordered = others.some((f) => inherits(f, "ordered"));
  const foreign = ordered &&
    others.find((f) =>
      !inherits(f, "ordered") || levelsOf(f).length !== levels.length ||
      levelsOf(f).some((l, i) => l !== levels[i])
    );
  if (foreign) return incompatible(others[0]!, foreign, name, span);
  const codes = vectors.flatMap((v) => {
    if (!isFactor(v)) return Array.from({ length: v.values.length }, () => NA_INTEGER);
    const map = levelsOf(v).map((l) => at.get(l)!);
    return Array.from(v.values, (k) => k === NA_INTEGER ? k : map[k - 1]!);
  });
  return factorOf(codes, levels, ordered);
}

function lists(vectors: readonly Vector[], model: Vector): Value {
  const out = listOf(vectors.flatMap((v) => asList({ ...v, attributes: null } as Vector).values));
  const given = model.attributes?.get("class");
  return given ? withAttribute(out, "class", given) : out;
}

/** Tables below each other: columns by name, missing where one has none. */
export function frames(parts: readonly Frame[], span: Span): Frame {
  const heads = [...new Set(parts.flatMap(headsOf))];
  const heights = parts.map(heightOf);
  const n = heights.reduce((a, b) => a + b, 0);
  const own = parts.map((p) => new Map(headsOf(p).map((h, k) => [h, p.values[k]!])));
  const columns = heads.map((head) => {
    const cells = own.map((o, p) => o.get(head) ?? missing(heights[p]!));
    return [head, combined(cells, head, span)] as const;
  });
  return remade(parts[0]!, columns, n);
}

/** Missing values of no particular type. */
export function missing(n: number): Vector {
  return logicals(new Int32Array(n).fill(NA_INTEGER));
}

/** One value as often as it is wanted. */
export function repeated(x: Value, n: number): Value {
  return heightOf(x) === n ? x : slice(x, new Int32Array(n));
}

/**
 * Parts of a column, one for each group and of one element or as many as wanted. Single numbers and
 * texts of one type are by far the most frequent, and go straight into their places.
 */
export function column(
  parts: readonly Value[],
  sizes: readonly number[] | Int32Array,
  name: string,
  span: Span,
): Value {
  const [first] = parts;
  const plain = first !== undefined && first.attributes === null &&
    (first.type === "double" || first.type === "integer") &&
    parts.every((p) => p.type === first.type && p.attributes === null && p.values.length === 1);
  if (!plain) return combined(parts.map((p, g) => repeated(p, sizes[g]!)), name, span);
  let n = 0;
  for (const size of sizes) n += size;
  let at = 0;
  if (first.type === "integer") {
    const out = new Int32Array(n);
    parts.forEach((p, g) => {
      out.fill((p as typeof first).values[0]!, at, at += sizes[g]!);
    });
    return integers(out);
  }
  const out = new Float64Array(n);
  let nan: Uint8Array | null = null;
  parts.forEach((p, g) => {
    const { values, nan: no } = p as typeof first;
    if (no?.[0]) (nan ??= new Uint8Array(n)).fill(1, at, at + sizes[g]!);
    out.fill(values[0]!, at, at += sizes[g]!);
  });
  return doubles(out, null, nan);
}
