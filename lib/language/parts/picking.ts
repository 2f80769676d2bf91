/**
 * Elements and cells at places, with the attributes that go with them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  logicals,
  NA_INTEGER,
  NULL,
  type Numbers,
  share,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { places, type Subscript } from "./places.ts";

/** Elements at places; what is not there is missing. */
export function pick(x: Vector, at: Numbers): Vector {
  const n = x.values.length;
  switch (x.type) {
    case "logical":
    case "integer": {
      const out = new Int32Array(at.length);
      for (let i = 0; i < at.length; i++) {
        out[i] = at[i]! < 0 || at[i]! >= n ? NA_INTEGER : x.values[at[i]!]!;
      }
      return x.type === "logical" ? logicals(out) : integers(out);
    }
    case "double": {
      const out = new Float64Array(at.length);
      for (let i = 0; i < at.length; i++) {
        out[i] = at[i]! < 0 || at[i]! >= n ? NaN : x.values[at[i]!]!;
      }
      return doubles(out, null, x.nan && Uint8Array.from(at, (k) => k < 0 ? 0 : x.nan![k] ?? 0));
    }
    case "character":
      return characters(Array.from(at, (k) => k < 0 ? null : x.values[k] ?? null));
    case "list":
      return listOf(Array.from(at, (k) => k < 0 || k >= n ? NULL : share(x.values[k]!)));
  }
}

/** Classes whose parts are of the same class; of others the numbers are left, as in R. */
const STAYING = new Set(
  ("factor Date POSIXct POSIXt difftime noquote table glue AsIs hexmode octmode roman Period Duration " +
    "Interval numeric_version haven_labelled").split(" "),
);

/** Attributes that go with the parts of a vector: of its class, not of its shape. */
export function classAttributes(x: Value): Attributes {
  const out: Attributes = new Map();
  const given = x.attributes?.get("class");
  if (!given || isFrame(x)) return out;
  if (!textsAttribute(x, "class")?.some((name) => STAYING.has(name ?? ""))) return out;
  if (isFactor(x) || x.type !== "list") {
    for (const name of ["levels", "class", "units", "tzone"]) {
      const value = x.attributes!.get(name);
      if (value) out.set(name, value);
    }
  }
  if (textsAttribute(x, "class")?.includes("table")) out.delete("class");
  return out;
}

/** An index that is a matrix with a row for each cell; null if it is none. */
export function byMatrix(
  at: Subscript,
  dim: Numbers,
  names: (readonly (string | null)[] | null)[] | null,
): Int32Array | null {
  const { value } = at;
  if (!value || !isVector(value) || value.type === "logical" || value.type === "list") return null;
  const shape = dimOf(value);
  if (!shape || shape.length !== 2 || shape[1] !== dim.length) return null;
  const rows = shape[0]!;
  const out = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let offset = 0;
    let step = 1;
    for (let k = 0; k < dim.length; k++) {
      const v = value.type === "character"
        ? names?.[k]?.indexOf(value.values[i + k * rows]!) ?? -1
        : asDouble(value).values[i + k * rows]! - 1;
      if (!(v >= 0 && v < dim[k]!)) {
        fail("bad-index", "An index of cells lies outside the array", { span: at.span });
      }
      offset += v * step;
      step *= dim[k]!;
    }
    out[i] = offset;
  }
  return out;
}

/** Rows and columns (and further dimensions) of an array. */
export function cells(x: Vector, dim: Numbers, at: readonly Subscript[], drop: boolean): Value {
  const names = dimNamesOf(x);
  const found = at.map((a, k) => along(a, dim[k]!, names?.[k] ?? null));
  const sizes = found.map((f) => f.length);
  const out = pick(x, offsets(found, dim));
  const label = x.attributes?.get("dimnames");
  const kept: Attributes = classAttributes(x);
  const picked =
    names?.map((own, k) =>
      own && found[k]!.length > 0 ? characters(Array.from(found[k]!, (i) => own[i] ?? null)) : NULL
    ) ?? null;
  const stay = sizes.map((_, k) => k).filter((k) => !drop || sizes[k] !== 1);
  if (stay.length === sizes.length || stay.length > 1) {
    kept.set("dim", integers(Int32Array.from(stay, (k) => sizes[k]!)));
    if (picked && stay.some((k) => picked[k]!.type !== "NULL")) {
      const own = listOf(stay.map((k) => picked[k]!));
      const titles = label && textsAttribute(label, "names");
      if (titles) {
        own.attributes = new Map([[
          "names",
          characters(stay.map((k) => titles[k] ?? null)),
        ]]);
      }
      kept.set("dimnames", own);
    }
    const given = x.attributes?.get("class");
    if (given && textsAttribute(x, "class")!.includes("table")) kept.set("class", given);
  } else if (stay.length === 1 && picked && picked[stay[0]!]!.type !== "NULL") {
    kept.set("names", picked[stay[0]!]!);
  }
  return withAttributes(out, kept);
}

/** Places along one dimension, none outside it. */
export function along(
  at: Subscript,
  n: number,
  names: readonly (string | null)[] | null,
): Int32Array {
  const found = places(at, n, names);
  for (const k of found) {
    if (k >= n || (k < 0 && at.value?.type === "character")) {
      const texts = at.value?.type === "character" ? at.value.values : null;
      const unknown = texts?.find((t) => t === null || !names?.includes(t));
      const near = unknown && names
        ? nearest(unknown, names.filter((v): v is string => v !== null))
        : null;
      fail(
        "bad-index",
        unknown !== undefined && texts
          ? `There is no "${unknown}" here`
          : `${k + 1} lies outside: there are ${n}`,
        {
          span: at.span,
          ...(near ? { hint: `Did you mean "${near}"?` } : {}),
        },
      );
    }
  }
  return found;
}

/** Where the cells of rows × columns × … lie in the vector. */
export function offsets(found: readonly Int32Array[], dim: Numbers): Int32Array {
  let out = new Int32Array(1);
  let step = 1;
  found.forEach((places, k) => {
    const next = new Int32Array(out.length * places.length);
    for (let j = 0; j < places.length; j++) {
      for (let i = 0; i < out.length; i++) {
        next[j * out.length + i] = out[i]! < 0 || places[j]! < 0 ? -1 : out[i]! + places[j]! * step;
      }
    }
    out = next;
    step *= dim[k]!;
  });
  return out;
}
