/**
 * Values with parts replaced: `x[i] <- v`, `x[i, j] <- v`, `x[[i]] <- v`, `x$name <- v`. A vector that
 * one name holds is changed where it stands.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { asList, describe } from "../values/coerce.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { byMatrix, offsets } from "./picking.ts";
import { places, type Subscript } from "./places.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  integers,
  isFrame,
  isVector,
  type LanguageValue,
  listOf,
  logicals,
  namesOf,
  own,
  share,
  type Thing,
  type Value,
  type Vector,
} from "../values/value.ts";
import { callOf } from "../values/quoted.ts";
import { partsOrFail } from "./subset.ts";
import { grown, placeOrNew, put, vectorOrNull, without } from "./putting.ts";
import { assignCells, assignColumn } from "./frame_subassign.ts";

/** One number put in its place in a vector of its own kind; false where the long way is needed. */
function putOne(x: Value, index: Value | null, value: Value): boolean {
  if (!x.exclusive || index === null || (x.type !== "double" && x.type !== "integer")) return false;
  if (index.type !== "double" && index.type !== "integer") return false;
  if (value.type !== x.type || value.values.length !== 1 || value.attributes !== null) return false;
  if (index.values.length !== 1 || index.attributes !== null || x.attributes?.has("class")) {
    return false;
  }
  const k = index.values[0]!;
  if (!(k >= 1 && k < x.values.length + 1)) return false;
  if (x.type === "double" && (x.nan !== null || value.type === "double" && value.nan !== null)) {
    return false;
  }
  x.values[Math.trunc(k) - 1] = value.values[0]!;
  return true;
}

/** `x[…] <- value`. */
export function assignSubset(
  x: Value,
  at: readonly Subscript[],
  value: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (at.length === 1 && putOne(x, at[0]!.value, value)) return x;
  if (x.type === "thing") {
    return assignSubset(tableOf(x, interpreter, span), at, value, interpreter, span);
  }
  if (x.type === "language") {
    return ofCall(x, assignSubset(partsOrFail(x, span), at, value, interpreter, span));
  }
  const target: Vector = x.type === "NULL" ? emptyLike(value) : vectorOf(x, span);
  if (isFrame(target)) return assignCells(target, at, value, interpreter, span);
  const source = vectorOrNull(value, span);
  const dim = dimOf(target);
  if (at.length > 1) {
    if (!dim || dim.length !== at.length) {
      return fail("bad-index", `This value takes ${dim?.length ?? 1} indices, not ${at.length}`, {
        span,
      });
    }
    const found = at.map((a, k) => inside(a, dim[k]!, dimNamesOf(target)?.[k] ?? null));
    return put(
      target,
      offsets(found, dim),
      source ?? fail("wrong-argument", "NULL replaces nothing here", { span }),
      interpreter,
      span,
    );
  }
  const only = at[0] ?? { value: null, span };
  const cells = dim && only.value ? byMatrix(only, dim, dimNamesOf(target)) : null;
  if (cells) return put(target, cells, source!, interpreter, span);
  const added: string[] = [];
  const found = places(only, target.values.length, namesOf(target), true, added);
  if (source === null) {
    if (target.type !== "list") {
      return fail("wrong-argument", "NULL replaces elements of lists only", { span });
    }
    return without(target, new Set(found));
  }
  return put(target, found, source, interpreter, span, added);
}

/** Parts put into a call make a call. */
function ofCall(x: LanguageValue, parts: Value): Value {
  return parts.type === "list" ? callOf(parts, x) : parts;
}

function vectorOf(x: Value, span: Span): Vector {
  if (isVector(x)) return x;
  return fail("bad-assignment", `Nothing can be put into ${describe(x)} by [ ]`, { span });
}

function emptyLike(value: Value): Vector {
  switch (value.type) {
    case "logical":
      return logicals(new Int32Array(0));
    case "integer":
      return integers(new Int32Array(0));
    case "double":
      return doubles(new Float64Array(0));
    case "character":
      return characters([]);
    default:
      return listOf([]);
  }
}

/** A result that is a table becomes one once something is put into it. */
function tableOf(x: Thing, interpreter: Interpreter, span: Span): Value {
  return interpreter.things.frame(x) ??
    fail("bad-assignment", `${describe(x)} has no parts that can be replaced`, { span });
}

/** Places along a dimension, all of them there. */
function inside(at: Subscript, n: number, names: readonly (string | null)[] | null): Int32Array {
  const found = places(at, n, names);
  for (const k of found) {
    if (k < 0 || k >= n) fail("bad-index", "The index lies outside", { span: at.span });
  }
  return found;
}

/** `x[[…]] <- value`. */
export function assignElement(
  x: Value,
  at: readonly Subscript[],
  value: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (x.type === "environment") {
    const name = at[0]?.value?.type === "character" ? at[0].value.values[0] ?? "" : "";
    interpreter.assign(name, value, x.scope);
    return x;
  }
  if (x.type === "thing") {
    return assignElement(tableOf(x, interpreter, span), at, value, interpreter, span);
  }
  if (x.type === "language") {
    return ofCall(x, assignElement(partsOrFail(x, span), at, value, interpreter, span));
  }
  if (at.length === 2) return assignSubset(x, at, value, interpreter, span);
  const [only] = at;
  if (!only?.value) return fail("bad-index", "[[ ]] takes one number or one name", { span });
  const target: Vector = x.type === "NULL"
    ? (isVector(value) && value.type !== "list" && value.values.length === 1
      ? emptyLike(value)
      : listOf([]))
    : vectorOf(x, span);
  if (isFrame(target)) return assignColumn(target, only, value, span);
  if (
    target.type !== "list" && isVector(value) && value.type !== "list" && value.values.length === 1
  ) {
    return assignSubset(target, at, value, interpreter, span);
  }
  const list = target.type === "list" ? target : asList(target);
  const place = placeOrNew(list, only, span);
  if (value.type === "NULL") {
    return place.k < list.values.length ? without(list, new Set([place.k])) : list;
  }
  let out = own(list);
  if (place.k >= out.values.length) {
    out = grown(out, place.k + 1, place.name === null ? [] : [place.name]) as typeof out;
  }
  out.values[place.k] = value.held ? share(value) : value;
  return out;
}

/** `x$name <- value`. */
export function assignMember(
  x: Value,
  name: string,
  value: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (isVector(x) && x.type !== "list") {
    if (x.values.length > 0) {
      interpreter.warn(
        "made-a-list",
        "A vector with an element of its own by $ is a list now",
        span,
      );
    }
    return assignElement(
      asList(x),
      [{ value: characters([name]), span }],
      value,
      interpreter,
      span,
    );
  }
  return assignElement(x, [{ value: characters([name]), span }], value, interpreter, span);
}
