/**
 * Values replaced by others: `recode recode_factor case_match`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import { isMissingAt } from "../../base/elements.ts";
import { asCharacter, asDouble, describe } from "../../values/coerce.ts";
import { factorOf } from "../../values/factor.ts";
import {
  characters,
  isFactor,
  isVector,
  lengthOf,
  levelsOf,
  type Value,
  type Vector,
} from "../../values/value.ts";
import { prepared } from "../preparing.ts";
import { slice } from "../tables.ts";
import { bare, gathered } from "./choosing.ts";

/** What is replaced, by name or by number, and by what. */
interface Replacements {
  readonly names: readonly (string | null)[];
  readonly values: readonly Value[];
}

function replacements(call: Call): Replacements {
  const entries = prepared(call);
  const values = entries.map((e) => e.value ?? call.interpreter.evaluate(e.expr, e.scope));
  if (entries.length === 0) {
    return call.fail("missing-argument", "recode() needs a replacement", 'recode(x, a = "A")');
  }
  entries.forEach((e, i) => {
    if (isVector(values[i]!)) return;
    fail("wrong-argument", `A value is replaced by a value, not by ${describe(values[i]!)}`, {
      span: e.span,
      hint: 'For example recode(x, a = "A")',
    });
  });
  return { names: entries.map((e) => e.name), values };
}

/** Which replacement each element has; −1 for none. */
function found(call: Call, x: Vector, names: Replacements["names"]): Int32Array {
  if (x.type === "character") {
    if (names.some((n) => n === null)) {
      return call.fail("wrong-argument", "Replacements of texts have names", 'recode(x, a = "A")');
    }
    const at = new Map(names.map((n, k) => [n, k]));
    return Int32Array.from(x.values, (v) => v === null ? -1 : at.get(v) ?? -1);
  }
  const named = names.every((n) => n !== null);
  if (!named && names.some((n) => n !== null)) {
    return call.fail("wrong-argument", "Either all replacements have names, or none");
  }
  const at = new Map(names.map((n, k) => [named ? Number(n) : k + 1, k]));
  return Int32Array.from(asDouble(bare(x)).values, (v) => at.get(v) ?? -1);
}

/** Values of one type as `recode` takes it: those that are left must be alike. */
function sameType(a: Value, b: Value): boolean {
  return isFactor(a) === isFactor(b) && a.type === b.type;
}

function recodeVector(call: Call, x: Vector): Value {
  const { names, values } = replacements(call);
  const from = found(call, x, names);
  const parts = [...values];
  const otherwise = call.optional(".default");
  const missing = call.optional(".missing");
  let left = -1;
  if (otherwise && otherwise.type !== "NULL") left = parts.push(otherwise) - 1;
  else if (sameType(x, values[0]!)) left = parts.push(bare(x)) - 1;
  else if (from.some((k, i) => k < 0 && !isMissingAt(x, i))) {
    call.warn(
      "Values without a replacement become missing, as they are of another type; .default says what else",
    );
  }
  const gone = missing && missing.type !== "NULL" ? parts.push(missing) - 1 : null;
  for (let i = 0; i < from.length; i++) {
    if (isMissingAt(x, i)) from[i] = gone ?? -1;
    else if (from[i]! < 0) from[i] = left;
  }
  for (const part of parts) {
    if (lengthOf(part) === 1 || lengthOf(part) === from.length) continue;
    return call.fail("wrong-length", "A value is replaced by one value");
  }
  return gathered({ parts, n: from.length }, from, "recode()", call.span);
}

/** A factor whose levels are replaced; levels with the same new name become one. */
function recodeFactor(call: Call, x: Vector): Value {
  const levels = levelsOf(x);
  const { names, values } = replacements(call);
  if (names.some((n) => n === null)) {
    return call.fail("wrong-argument", "Replacements of levels have names", 'recode(f, a = "A")');
  }
  const made = recodeLevels(call, characters([...levels]), { names, values });
  const codes = x.values as ArrayLike<number>;
  if (made.type !== "character") {
    return slice(made, Int32Array.from(codes, (k) => k < 0 ? -1 : k - 1));
  }
  const fresh = [...new Set(made.values)].filter((v): v is string => v !== null);
  const at = new Map(fresh.map((l, k) => [l, k + 1]));
  return factorOf(
    Int32Array.from(codes, (k) => k < 0 ? k : at.get(made.values[k - 1] ?? "") ?? -2147483648),
    fresh,
    false,
  );
}

function recodeLevels(call: Call, levels: Vector, { names, values }: Replacements): Value {
  const from = found(call, levels, names);
  const parts = [...values];
  const otherwise = call.optional(".default");
  const left = otherwise && otherwise.type !== "NULL"
    ? parts.push(otherwise) - 1
    : sameType(levels, values[0]!)
    ? parts.push(levels) - 1
    : -1;
  from.forEach((k, i) => {
    if (k < 0) from[i] = left;
  });
  return gathered({ parts, n: from.length }, from, "recode()", call.span);
}

function recode(call: Call): Value {
  const x = call.vector(".x");
  return isFactor(x) ? recodeFactor(call, x) : recodeVector(call, x);
}

/** `recode_factor`: levels in the order of the replacements, then those that stay. */
function asFactor(call: Call): Value {
  const x = call.vector(".x");
  const { values } = replacements(call);
  const made = isFactor(x) ? recodeFactor(call, x) : recodeVector(call, x);
  const texts = asCharacter(made).values;
  const otherwise = call.optional(".default");
  const missing = call.optional(".missing");
  const order = [
    ...values.flatMap((v) => asCharacter(v).values),
    ...(otherwise && otherwise.type !== "NULL" ? asCharacter(otherwise).values : []),
    ...(missing && missing.type !== "NULL" ? asCharacter(missing).values : []),
    ...(isFactor(made) ? levelsOf(made) : [...new Set(texts)].sort()),
  ].filter((v): v is string => v !== null);
  const levels = [...new Set(order)].filter((l) => order.includes(l));
  const at = new Map(levels.map((l, k) => [l, k + 1]));
  const codes = Int32Array.from(texts, (t) => t === null ? -2147483648 : at.get(t)!);
  return factorOf(codes, levels, call.flag(".ordered", false));
}

/** `case_match(x, c("a", "b") ~ "A", .default = x)`. */
function caseMatch(call: Call): Value {
  const x = call.vector(".x");
  const n = x.values.length;
  const keys = asCharacter(x).values;
  const from = new Int32Array(n).fill(-1);
  const parts: Value[] = [];
  for (const d of call.dots) {
    const value = call.valueOf(d);
    if (value.type !== "language" || value.expr.kind !== "call" || value.expr.args.length !== 2) {
      return fail("wrong-argument", "case_match() takes values ~ value", { span: d.span });
    }
    const [left, right] = value.expr.args.map((a) => a.value!) as [Expr, Expr];
    const scope = value.scope ?? call.scope;
    const wanted = new Set(asCharacter(call.interpreter.evaluate(left, scope)).values);
    const k = parts.push(call.interpreter.evaluate(right, scope)) - 1;
    for (let i = 0; i < n; i++) if (from[i]! < 0 && wanted.has(keys[i]!)) from[i] = k;
  }
  const otherwise = call.optional(".default");
  if (otherwise) {
    const k = parts.push(otherwise) - 1;
    from.forEach((f, i) => {
      if (f < 0) from[i] = k;
    });
  }
  return gathered({ parts, n }, from, "case_match()", call.span);
}

export const RECODING: readonly Builtin[] = [
  special("recode", ".x, ..., .default, .missing", recode),
  special("recode_factor", ".x, ..., .default, .missing, .ordered", asFactor),
  special("case_match", ".x, ..., .default, .ptype!NULL", caseMatch),
];
