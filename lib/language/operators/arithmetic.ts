/**
 * Operators on vectors: element by element, the shorter one used again from its beginning, attributes
 * of both kept as R keeps them. Whole numbers that grow too large are missing; what has no number is
 * `NaN`, and missing stays missing.
 *
 * @module
 */
import { refuseWithheld } from "../values/withheld.ts";
import { OPERATORS } from "../../math/operators.ts";
import { fail, type Span } from "../../diagnostic.ts";
import { compareText } from "../../data/compare_text.ts";
import { asCharacter, asDouble, asInteger, asLogical, describe } from "../values/coerce.ts";
import { classOperator } from "./class_operators.ts";
import { holds } from "./comparing.ts";
import { numbersHint, whyNoNumbers } from "../base/no_numbers.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { scalar, scalarWhole, single } from "./scalars.ts";
import { refuseLong } from "../values/size.ts";
import {
  type Attributes,
  dimOf,
  doubles,
  type DoubleVector,
  integers,
  type IntegerVector,
  isAtomic,
  isFactor,
  logical,
  logicals,
  type LogicalVector,
  NA_INTEGER,
  type Numbers,
  text,
  type Value,
  type Vector,
} from "../values/value.ts";

const ARITHMETIC = new Set(["+", "-", "*", "/", "^", "**", "%%", "%/%"]);
const COMPARISON = new Set(["==", "!=", "<", ">", "<=", ">="]);
const LOGIC = new Set(["&", "|"]);

export function isOperator(name: string): boolean {
  return ARITHMETIC.has(name) || COMPARISON.has(name) || LOGIC.has(name) || name === "!" ||
    name === ":";
}

/** Two operands. */
export function binary(
  operator: string,
  a: Value,
  b: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (a.attributes === null && b.attributes === null) {
    const [x, y] = [single(a), single(b)];
    if (x === x && y === y) {
      const fast = a.type === "integer" && b.type === "integer"
        ? scalarWhole(operator, x, y)
        : scalar(operator, x, y);
      if (fast) return fast;
    }
  }
  if (a.type === "thing" || b.type === "thing") return ofThings(operator, a, b, interpreter, span);
  if (operator === ":") return crossed(a, b, interpreter, span) ?? range(a, b, interpreter, span);
  if (a.attributes?.has("class") || b.attributes?.has("class")) {
    const own = classOperator(operator, a, b, interpreter, span);
    if (own) return own;
  }
  const [x, y] = [operand(a, operator, span), operand(b, operator, span)];
  if (COMPARISON.has(operator)) return compare(operator, x, y, interpreter, span);
  if (LOGIC.has(operator)) return connect(operator, x, y, interpreter, span);
  return calculate(operator, x, y, interpreter, span);
}

/** Things have operators of their own; otherwise their tables are calculated with. */
function ofThings(
  operator: string,
  a: Value,
  b: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  const own = interpreter.things.operate(operator, a, b, span);
  if (own) return own;
  const table = (x: Value): Value =>
    x.type === "thing"
      ? interpreter.things.frame(x) ??
        fail("wrong-argument", `${operator} takes vectors, not ${describe(x)}`, { span })
      : x;
  return binary(operator, table(a), table(b), interpreter, span);
}

function operand(x: Value, operator: string, span: Span): Vector {
  if (x.type === "NULL") return logicals(new Int32Array(0));
  if (isAtomic(x)) return x;
  refuseWithheld(x, operator, span);
  if (x.type === "list" && COMPARISON.has(operator)) return x;
  return fail("wrong-argument", `${operator} takes vectors, not ${describe(x)}`, { span });
}

const CALCULATE: Readonly<Record<string, (a: number, b: number) => number>> = {
  ...OPERATORS,
  "**": OPERATORS["^"],
};

function calculate(
  operator: string,
  a: Vector,
  b: Vector,
  interpreter: Interpreter,
  span: Span,
): Value {
  refuseTexts(operator, a, span);
  refuseTexts(operator, b, span);
  const n = resultLength(a, b, interpreter, span);
  const attributes = resultAttributes(a, b, n, span);
  const whole = a.type !== "double" && b.type !== "double" && operator !== "/" &&
    operator !== "^" &&
    operator !== "**";
  if (whole) {
    return wholeNumbers(
      operator,
      asInteger(a).values,
      asInteger(b).values,
      n,
      attributes,
      interpreter,
      span,
    );
  }
  const [x, y] = [asDouble(a), asDouble(b)];
  const [p, q] = [x.values, y.values];
  const [k, l] = [p.length, q.length];
  const f = CALCULATE[operator]!;
  const out = new Float64Array(n);
  let nan: Uint8Array | null = null;
  let [lost, first] = [0, 0];
  for (let i = 0, j = 0, m = 0; i < n; i++) {
    const value = f(p[j]!, q[m]!);
    out[i] = value;
    if (value !== value && !isMissing(x, j, y, m)) {
      (nan ??= new Uint8Array(n))[i] = 1;
      if (p[j] === p[j] && q[m] === q[m] && lost++ === 0) first = i;
    }
    if (++j === k) j = 0;
    if (++m === l) m = 0;
  }
  if (lost > 0) interpreter.warn("no-value", withoutResult(operator, lost, first), span);
  return doubles(out, attributes, nan);
}

/** Texts and lists are no numbers. */
function refuseTexts(
  operator: string,
  x: Vector,
  span: Span,
): asserts x is LogicalVector | IntegerVector | DoubleVector {
  if (x.type !== "character" && x.type !== "list") return;
  const hint = numbersHint(x);
  fail("wrong-argument", `${operator} takes numbers, not ${whyNoNumbers(x)}`, {
    span,
    ...(hint ? { hint } : {}),
  });
}

/** In words: that an operator or a function has no number for some of its values. */
export function withoutResult(what: string, count: number, first: number): string {
  return count === 1
    ? `${what}: value ${first + 1} has no result and counts as missing`
    : `${what}: ${count} values have no result (the first is value ${
      first + 1
    }) and count as missing`;
}

/** Whether a NaN of two operands is a missing value, as R says: one of them is `NA`. */
function isMissing(x: DoubleVector, i: number, y: DoubleVector, j: number): boolean {
  return Number.isNaN(x.values[i]) && !x.nan?.[i] || Number.isNaN(y.values[j]) && !y.nan?.[j];
}

function wholeNumbers(
  operator: string,
  a: Numbers,
  b: Numbers,
  n: number,
  attributes: Attributes | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  const f = CALCULATE[operator]!;
  const out = new Int32Array(n);
  let large = false;
  for (let i = 0, j = 0, m = 0; i < n; i++) {
    const [x, y] = [a[j]!, b[m]!];
    if (x === NA_INTEGER || y === NA_INTEGER) out[i] = NA_INTEGER;
    else {
      const value = f(x, y);
      if (value !== value || Math.abs(value) > 2147483647) {
        out[i] = NA_INTEGER;
        large ||= value === value && Number.isFinite(value);
      } else out[i] = value;
    }
    if (++j === a.length) j = 0;
    if (++m === b.length) m = 0;
  }
  if (large) {
    interpreter.warn(
      "overflow",
      "A whole number beyond 2147483647 is missing (NA): as.numeric() has room for it",
      span,
    );
  }
  return integers(out, attributes);
}

function resultLength(a: Vector, b: Vector, interpreter: Interpreter, span: Span): number {
  const [k, l] = [a.values.length, b.values.length];
  if (k === 0 || l === 0) return 0;
  const n = Math.max(k, l);
  if (n % k !== 0 || n % l !== 0) {
    interpreter.warn(
      "lengths-differ",
      `${n} elements are no multiple of ${Math.min(k, l)}: the shorter one ends in the middle`,
      span,
    );
  }
  return n;
}

/** Attributes of a result: of both where they are as long as it, the first before the second. */
function resultAttributes(a: Vector, b: Vector, n: number, span: Span): Attributes | null {
  const [p, q] = [a.attributes, b.attributes];
  if (p === null && q === null) return null;
  const [d, e] = [dimOf(a), dimOf(b)];
  if (d && e && (d.length !== e.length || d.some((v, i) => v !== e[i]))) {
    fail(
      "sizes-differ",
      `Arrays of ${[...d].join(" × ")} and ${[...e].join(" × ")} do not fit together`,
      { span },
    );
  }
  const out: Attributes = new Map();
  const take = (from: Vector): void => {
    if (!from.attributes || from.values.length !== n) return;
    for (const [name, value] of from.attributes) {
      if (name === "names" && (d || e)) continue;
      out.set(name, value);
    }
  };
  take(b);
  take(a);
  if (out.has("dim")) out.delete("names");
  return out.size > 0 ? out : null;
}

function compare(
  operator: string,
  a: Vector,
  b: Vector,
  interpreter: Interpreter,
  span: Span,
): Value {
  const n = resultLength(a, b, interpreter, span);
  const attributes = onlyShape(resultAttributes(a, b, n, span));
  const out = new Int32Array(n);
  if (a.type === "character" || b.type === "character") {
    const [p, q] = [asCharacter(a).values, asCharacter(b).values];
    for (let i = 0; i < n; i++) {
      const [x, y] = [p[i % p.length]!, q[i % q.length]!];
      if (x === null || y === null) out[i] = NA_INTEGER;
      else if (operator === "==") out[i] = x === y ? 1 : 0;
      else if (operator === "!=") out[i] = x === y ? 0 : 1;
      else out[i] = holds(operator, compareText(x, y), 0) ? 1 : 0;
    }
    return logicals(out, attributes);
  }
  const [p, q] = [asDouble(a).values, asDouble(b).values];
  for (let i = 0, j = 0, m = 0; i < n; i++) {
    const [x, y] = [p[j]!, q[m]!];
    out[i] = x !== x || y !== y ? NA_INTEGER : holds(operator, x, y) ? 1 : 0;
    if (++j === p.length) j = 0;
    if (++m === q.length) m = 0;
  }
  return logicals(out, attributes);
}

/** What comparisons keep of attributes: names and dimensions. */
function onlyShape(attributes: Attributes | null): Attributes | null {
  if (!attributes) return null;
  const out: Attributes = new Map();
  for (const name of ["names", "dim", "dimnames", "tsp"]) {
    const value = attributes.get(name);
    if (value) out.set(name, value);
  }
  return out.size > 0 ? out : null;
}

function connect(
  operator: string,
  a: Vector,
  b: Vector,
  interpreter: Interpreter,
  span: Span,
): Value {
  for (const x of [a, b]) {
    if (x.type === "character" || x.type === "list") {
      fail("wrong-argument", `${operator} takes truth values, not ${describe(x)}`, { span });
    }
  }
  const n = resultLength(a, b, interpreter, span);
  const [p, q] = [asLogical(a).values, asLogical(b).values];
  const out = new Int32Array(n);
  const decided = operator === "&" ? 0 : 1;
  for (let i = 0; i < n; i++) {
    const [x, y] = [p[i % p.length]!, q[i % q.length]!];
    out[i] = x === decided || y === decided
      ? decided
      : x === NA_INTEGER || y === NA_INTEGER
      ? NA_INTEGER
      : 1 - decided;
  }
  return logicals(out, onlyShape(resultAttributes(a, b, n, span)));
}

/** Of two factors `:` makes the groups of both. */
function crossed(a: Value, b: Value, interpreter: Interpreter, span: Span): Value | null {
  if (!isFactor(a) || !isFactor(b)) return null;
  if (a.values.length !== b.values.length) {
    fail("sizes-differ", `Factors of ${a.values.length} and ${b.values.length} values`, { span });
  }
  const how = ["sep", "lex.order"];
  return interpreter.call("interaction", [a, b, text(":"), logical(true)], span, [
    null,
    null,
    ...how,
  ]);
}

/** `from:to`. */
function range(a: Value, b: Value, interpreter: Interpreter, span: Span): Value {
  const end = (x: Value): number => {
    if (!isAtomic(x) || x.values.length === 0) {
      return fail("wrong-argument", `: takes a number on each side, not ${describe(x)}`, { span });
    }
    if (x.values.length > 1) {
      const n = x.values.length;
      interpreter.warn("first-only", `: takes one number on each side: of ${n} the first`, span);
    }
    const value = asDouble(x).values[0]!;
    if (!Number.isFinite(value)) {
      fail("wrong-argument", ": takes a number that is not missing on each side", { span });
    }
    return value;
  };
  const [from, to] = [end(a), end(b)];
  const n = Math.floor(Math.abs(to - from) + 1e-10) + 1;
  const step = from <= to ? 1 : -1;
  refuseLong(n, span, "Elements of this sequence");
  if (Number.isInteger(from) && Math.abs(from) < 2147483648 && Math.abs(to) < 2147483648) {
    const out = new Int32Array(n);
    for (let i = 0; i < n; i++) out[i] = from + i * step;
    return integers(out);
  }
  return doubles(Float64Array.from({ length: n }, (_, i) => from + i * step));
}

/** One operand: `-x`, `+x`, `!x`. */
export function unary(operator: string, a: Value, interpreter: Interpreter, span: Span): Value {
  if (a.attributes?.has("class")) {
    const own = classOperator(operator, a, null, interpreter, span);
    if (own) return own;
  }
  const x = operand(a, operator, span);
  if (operator === "!" && (x.type === "character" || x.type === "list")) {
    fail("wrong-argument", `! takes truth values, not ${describe(x)}`, { span });
  }
  refuseTexts(operator, x, span);
  if (operator === "!") {
    return logicals(
      asLogical(x).values.map((v) => v === NA_INTEGER ? v : 1 - v),
      onlyShape(x.attributes),
    );
  }
  const kept = x.attributes && new Map(x.attributes);
  if (x.type === "double") {
    return doubles(
      operator === "-" ? x.values.map((v) => -v) : x.values.slice(),
      kept,
      x.nan && x.nan.slice(),
    );
  }
  return integers(
    operator === "-" ? x.values.map((v) => v === NA_INTEGER ? v : -v) : x.values.slice(),
    kept,
  );
}
