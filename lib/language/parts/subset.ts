/**
 * Parts of values: `x[i]`, `x[i, j]`, `x[[i]]`, `x$name`, in all of R's forms.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { CallExpr } from "../../syntax/expr.ts";
import { nearest } from "../../syntax/nearest.ts";
import { describe, elementAt } from "../values/coerce.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  type LanguageValue,
  listOf,
  type ListVector,
  namesOf,
  NULL,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { callOf, partsOf } from "../values/quoted.ts";
import { usedLevels } from "../values/factor.ts";
import { onePlace, places, type Subscript } from "./places.ts";
import { byMatrix, cells, classAttributes, pick } from "./picking.ts";
import { ofFrame } from "./frame_subset.ts";

/** One element of a plain vector by its number; null where the long way is needed. */
function oneElement(x: Value, index: Value | null): Value | null {
  if (index === null || index.attributes !== null) return null;
  if (index.type !== "double" && index.type !== "integer") return null;
  if (index.values.length !== 1) return null;
  const k = index.values[0]!;
  switch (x.type) {
    case "double":
      return k >= 1 && k < x.values.length + 1 && x.nan === null
        ? doubles([x.values[Math.trunc(k) - 1]!])
        : null;
    case "integer":
      return k >= 1 && k < x.values.length + 1 ? integers([x.values[Math.trunc(k) - 1]!]) : null;
    default:
      return null;
  }
}

/** `x[…]`. */
export function subset(
  x: Value,
  at: readonly Subscript[],
  drop: boolean | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (x.type === "NULL") return NULL;
  if (x.attributes === null && at.length === 1) {
    const one = oneElement(x, at[0]!.value);
    if (one) return one;
  }
  if (x.type === "thing") {
    return interpreter.things.subset(x, at, drop, span);
  }
  if (x.type === "language") {
    const picked = subset(partsOrFail(x, span), at, drop, interpreter, span);
    return picked.type === "list" ? callOf(picked, x) : picked;
  }
  if (!isVector(x)) {
    return fail("bad-index", `Nothing can be picked from ${describe(x)} by [ ]`, { span });
  }
  if (isFrame(x)) return ofFrame(x, at, drop, span);
  const dim = dimOf(x);
  if (at.length <= 1) {
    const only = at[0] ?? { value: null, span };
    if (dim && only.value) {
      const cells = byMatrix(only, dim, dimNamesOf(x));
      if (cells) return withAttributes(pick(x, cells), classAttributes(x));
    }
    const picked = elements(x, only, drop === false);
    return drop && isFactor(picked) ? usedLevels(picked) : picked;
  }
  if (!dim) {
    return fail("bad-index", `One index picks from a vector; this has ${at.length}`, {
      span,
      hint: "A matrix or a data frame has rows and columns",
    });
  }
  if (at.length !== dim.length) {
    return fail(
      "bad-index",
      `An array of ${dim.length} dimensions takes ${dim.length} indices, not ${at.length}`,
      { span },
    );
  }
  return cells(x, dim, at, drop ?? true);
}

/** One index of a vector: names go along. */
export function elements(x: Vector, at: Subscript, keep = false): Value {
  const names = namesOf(x);
  const found = places(at, x.values.length, names);
  const out = pick(x, found);
  const kept = classAttributes(x);
  if (names) {
    const n = names.length;
    const missing = x.type === "list" ? "<NA>" : "<NA>";
    kept.set(
      "names",
      characters(Array.from(found, (k) => k < 0 || k >= n ? missing : names[k]!)),
    );
  }
  const dim = dimOf(x);
  if (dim?.length === 1 && dimNamesOf(x) && (keep || found.length !== 1)) {
    // A table of one dimension stays one; of one cell its name stays.
    const label = x.attributes!.get("dimnames");
    const given = x.attributes!.get("class");
    if (given && label?.type === "list") {
      kept.delete("names");
      kept.set("dim", integers([found.length]));
      const own = listOf([characters(Array.from(found, (k) => names![k] ?? null))]);
      own.attributes = label.attributes && new Map(label.attributes);
      kept.set("dimnames", own);
      kept.set("class", given);
    }
  }
  return withAttributes(out, kept);
}

// ---- one element --------------------------------------------------------------------------------

/**
 * `x[[…]]`.
 *
 * @param raw Of a list the element itself, which may then be changed in place.
 */
export function elementOf(
  x: Value,
  at: readonly Subscript[],
  interpreter: Interpreter,
  span: Span,
  raw = false,
): Value {
  if (x.type === "NULL") return NULL;
  if (x.type === "thing") {
    return interpreter.things.element(x, at, span);
  }
  if (x.type === "environment") {
    const binding = x.scope.own(textOf(at[0], span));
    return binding === undefined ? NULL : interpreter.held(binding) ?? NULL;
  }
  if (x.type === "language") {
    return elementOf(partsOrFail(x, span), at, interpreter, span, raw);
  }
  if (!isVector(x)) {
    return fail("bad-index", `Nothing can be picked from ${describe(x)} by [[ ]]`, { span });
  }
  if (at.length === 2) {
    const picked = subset(x, at, true, interpreter, span);
    return picked.type === "list" && picked.values.length === 1 ? picked.values[0]! : picked;
  }
  const [only] = at;
  if (!only?.value || at.length !== 1) {
    return fail("bad-index", "[[ ]] takes one number or one name", { span });
  }
  if (isVector(only.value) && only.value.values.length > 1 && x.type === "list") {
    // A path: one step after another.
    let value: Value = x;
    for (let i = 0; i < only.value.values.length; i++) {
      value = elementOf(
        value,
        [{ value: elementAt(only.value, i), span: only.span }],
        interpreter,
        span,
      );
    }
    return value;
  }
  const k = onePlace(x, only);
  if (k === null) {
    return x.type === "list" && only.value.type === "character" ? NULL : outside(x, only);
  }
  if (x.type !== "list") return elementAt(x, k);
  return raw ? x.values[k]! : share(x.values[k]!);
}

/** The parts of a call; a name has none. */
export function partsOrFail(x: LanguageValue, span: Span): ListVector {
  return partsOf(x) ?? fail("bad-index", "A name has no parts", {
    span,
    hint: "as.character(x) is its text, deparse(x) that of any expression",
  });
}

function textOf(at: Subscript | undefined, span: Span): string {
  const value = at?.value;
  return value?.type === "character"
    ? value.values[0] ?? "NA"
    : fail("bad-index", "A name is wanted here", { span });
}

export function outside(x: Vector, at: Subscript): never {
  const { value, span } = at;
  if (value?.type === "character") {
    const names = (namesOf(x) ?? []).filter((n): n is string => n !== null);
    const near = nearest(value.values[0] ?? "", names);
    return fail("bad-index", `There is no element named "${value.values[0]}"`, {
      span,
      ...(near ? { hint: `Did you mean "${near}"?` } : {}),
    });
  }
  return fail("bad-index", `There are ${x.values.length} elements`, { span });
}

/** `x$name`: of a list the element of that name, or of one that begins so. */
export function memberOf(x: Value, name: string, interpreter: Interpreter, expr: CallExpr): Value {
  const span = spanOf(expr);
  if (x.type === "NULL") return NULL;
  if (x.type === "environment") {
    const binding = x.scope.own(name);
    return binding === undefined ? NULL : interpreter.held(binding) ?? NULL;
  }
  if (x.type === "thing") {
    const at = expr.args[1] ? spanOf(expr.args[1]) : span;
    return interpreter.things.member(x, name, at, span);
  }
  if (x.type === "language") return memberOf(partsOrFail(x, span), name, interpreter, expr);
  if (x.type !== "list") {
    return fail("bad-index", `$ picks from a list or a data frame, not from ${describe(x)}`, {
      span,
      hint: `x["${name}"] picks from a vector by name`,
    });
  }
  const names = namesOf(x) ?? [];
  const exact = names.indexOf(name);
  if (exact >= 0) return x.values[exact]!;
  const begun = inherits(x, "tbl_df")
    ? []
    : names.flatMap((n, i) => n?.startsWith(name) ? [i] : []);
  if (begun.length === 1) return x.values[begun[0]!]!;
  if (isFrame(x)) {
    const near = nearest(name, names.filter((n): n is string => n !== null));
    fail("unknown-column", `The data have no column "${name}"`, {
      span: expr.args[1] ? spanOf(expr.args[1]) : span,
      hint: near ? `Did you mean "${near}"?` : `They have ${names.slice(0, 8).join(", ")}`,
    });
  }
  return NULL;
}
