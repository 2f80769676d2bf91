/**
 * Values chosen element by element: `case_when if_else coalesce na_if between near`.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { isMissingAt } from "../../base/elements.ts";
import { type Argument, type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble, describe } from "../../values/coerce.ts";
import {
  inherits,
  isFactor,
  isVector,
  lengthOf,
  logicals,
  type LogicalVector,
  NA_INTEGER,
  type Value,
  type Vector,
} from "../../values/value.ts";
import { combined } from "../combining.ts";
import { slice } from "../tables.ts";

/** Vectors one of which each element comes from; all are of one length, or hold one value. */
export interface Sources {
  readonly parts: readonly Value[];
  readonly n: number;
}

/** Elements of sources: for each place which of them, −1 for none. */
export function gathered(
  { parts, n }: Sources,
  from: ArrayLike<number>,
  what: string,
  span: Span,
): Value {
  const plain = parts.map((p) => isVector(p) ? bare(p) : p);
  const joined = combined(plain, what, span);
  const starts: number[] = [];
  let at = 0;
  for (const part of parts) {
    starts.push(at);
    at += lengthOf(part);
  }
  return slice(
    joined,
    Int32Array.from({ length: n }, (_, i) => {
      const k = from[i]!;
      return k < 0 ? -1 : starts[k]! + (lengthOf(parts[k]!) === 1 ? 0 : i);
    }),
  );
}

/** A vector without names. */
export function bare(x: Vector): Vector {
  if (!x.attributes?.has("names")) return x;
  const attributes = new Map(x.attributes);
  attributes.delete("names");
  return { ...x, attributes: attributes.size > 0 ? attributes : null, exclusive: false };
}

/** How long a result is: as its longest part; others have one element. */
function commonLength(parts: readonly { value: Value; span: Span }[], name: string): number {
  const longest = parts.reduce((m, p) => lengthOf(p.value) === 1 ? m : lengthOf(p.value), 1);
  for (const { value, span } of parts) {
    const size = lengthOf(value);
    if (size === longest || size === 1) continue;
    fail("wrong-length", `${name}() is given ${longest} and ${size} values`, {
      span,
      hint: "All are of one length, or single values",
    });
  }
  return longest;
}

interface Case {
  readonly holds: LogicalVector;
  readonly value: Value;
}

function caseOf(call: Call, d: Argument): Case & { spans: [Span, Span] } {
  const value = call.valueOf(d);
  if (value.type !== "language" || value.expr.kind !== "call" || value.expr.args.length !== 2) {
    return fail("wrong-argument", `case_when() takes condition ~ value, not ${describe(value)}`, {
      span: d.span,
      hint: 'For example case_when(x > 1 ~ "high", TRUE ~ "low")',
    });
  }
  const [left, right] = value.expr.args.map((a) => a.value!) as [Expr, Expr];
  const scope = value.scope ?? call.scope;
  const holds = call.interpreter.evaluate(left, scope);
  if (holds.type !== "logical") {
    return fail("wrong-argument", `A case begins with a condition, not ${describe(holds)}`, {
      span: left,
      hint: 'For example case_when(x > 1 ~ "high", TRUE ~ "low")',
    });
  }
  return { holds, value: call.interpreter.evaluate(right, scope), spans: [left, right] };
}

function caseWhen(call: Call): Value {
  const dots = call.dots.filter((d) => d.expr !== null || d.value !== null);
  const cases = dots.map((d) => caseOf(call, d));
  const otherwise = call.optional(".default");
  if (cases.length === 0) {
    return call.fail("missing-argument", "case_when() needs a case", 'x > 1 ~ "high"');
  }
  const n = commonLength(
    cases.flatMap((c) => [
      { value: c.holds as Value, span: c.spans[0] },
      { value: c.value, span: c.spans[1] },
    ]),
    "case_when",
  );
  const from = new Int32Array(n).fill(otherwise ? cases.length : -1);
  for (let k = cases.length - 1; k >= 0; k--) {
    const { values } = cases[k]!.holds;
    for (let i = 0; i < n; i++) if (values[values.length === 1 ? 0 : i] === 1) from[i] = k;
  }
  const parts = [...cases.map((c) => c.value), ...(otherwise ? [otherwise] : [])];
  return gathered({ parts, n }, from, "case_when()", call.span);
}

function ifElse(call: Call): Value {
  const condition = call.value("condition");
  if (condition.type !== "logical") {
    return call.wrong(
      "condition",
      "TRUE or FALSE for each",
      condition,
      "For example if_else(x > 1, 1, 0)",
    );
  }
  const names = ["true", "false", "missing"].filter((name) => call.has(name));
  const n = condition.values.length;
  const parts = names.map((name) => {
    const value = call.value(name);
    if (lengthOf(value) !== n && lengthOf(value) !== 1) {
      fail("wrong-length", `${name} has ${lengthOf(value)} values, and the condition ${n}`, {
        span: call.spanOf(name),
        hint: "It has as many, or one",
      });
    }
    return value;
  });
  call.value("true");
  call.value("false");
  const from = Int32Array.from(
    condition.values,
    (v) => v === 1 ? 0 : v === 0 ? 1 : parts.length > 2 ? 2 : -1,
  );
  return gathered({ parts, n }, from, "if_else()", call.span);
}

function coalesce(call: Call): Value {
  const parts = call.dots.map((d) => ({ value: call.valueOf(d), span: d.span }))
    .filter(({ value }) => value.type !== "NULL");
  if (parts.length === 0) return call.fail("missing-argument", "coalesce() needs a vector");
  const n = commonLength(parts, "coalesce");
  const from = Int32Array.from(
    { length: n },
    (_, i) =>
      parts.findIndex(({ value }) =>
        isVector(value) && !isMissingAt(value, value.values.length === 1 ? 0 : i)
      ),
  );
  return gathered({ parts: parts.map((p) => p.value), n }, from, "coalesce()", call.span);
}

function naIf(call: Call): Value {
  const x = call.vector("x");
  const y = call.vector("y");
  if (y.values.length !== 1 && y.values.length !== x.values.length) {
    return call.fail("wrong-length", `x has ${x.values.length} values, and y ${y.values.length}`);
  }
  const textual = isFactor(x) || x.type === "character";
  const other = isFactor(y) || y.type === "character";
  if (textual !== other && !inherits(x, "Date") && !y.attributes) {
    return call.wrong("y", `what x may hold`, y, "Both are texts, or both are numbers");
  }
  const same = call.interpreter.operate("==", x, y, call.span);
  const { values } = same as LogicalVector;
  const at = Int32Array.from({ length: x.values.length }, (_, i) => values[i] === 1 ? -1 : i);
  return slice(x, at);
}

function between(call: Call): Value {
  const [x, left, right] = ["x", "left", "right"].map((n) => call.value(n)) as [
    Value,
    Value,
    Value,
  ];
  const operate = (op: string, a: Value, b: Value): Value =>
    call.interpreter.operate(op, a, b, call.span);
  return operate("&", operate(">=", x, left), operate("<=", x, right));
}

function near(call: Call): Value {
  const [x, y] = [asDouble(call.vector("x")).values, asDouble(call.vector("y")).values];
  const tol = call.number("tol", Math.sqrt(Number.EPSILON));
  const n = x.length === 0 || y.length === 0 ? 0 : Math.max(x.length, y.length);
  return logicals(Int32Array.from({ length: n }, (_, i) => {
    const distance = Math.abs(x[i % x.length]! - y[i % y.length]!);
    return Number.isNaN(distance) ? NA_INTEGER : distance < tol ? 1 : 0;
  }));
}

export const CHOOSING_VALUES: readonly Builtin[] = [
  word("case_when", "..., .default, .ptype!NULL, .size!NULL", caseWhen),
  word("if_else", "condition, true, false, missing, ..., ptype!NULL, size!NULL", ifElse),
  word("coalesce", "..., .ptype!NULL, .size!NULL", coalesce),
  word("na_if", "x, y", naIf),
  word("between", "x, left, right", between),
  word("near", "x, y, tol", near),
];
