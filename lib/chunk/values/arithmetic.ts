/**
 * Operators on vectors, with R's recycling, names and missing values.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { compareText } from "../../data/compare_text.ts";
import { isArithmetic, OPERATORS } from "../../math/operators.ts";
import {
  describe,
  type FactorValue,
  isVector,
  logical,
  type LogicalValue,
  numeric,
  type NumericValue,
  type Value,
  type VectorValue,
} from "./value.ts";
import { numbersHint, whyNoNumbers } from "./no_numbers.ts";
import { countedOf, isUndefined, lengthOf, marked, namesOf, numbersOf, textsOf } from "./vector.ts";

/** A value and where it is written. */
export interface Operand {
  value: Value;
  span: Span;
}

const ORDER: Record<string, (sign: number) => boolean> = {
  "==": (s) => s === 0,
  "!=": (s) => s !== 0,
  "<": (s) => s < 0,
  ">": (s) => s > 0,
  "<=": (s) => s <= 0,
  ">=": (s) => s >= 0,
};

/** Whether this file knows an operator between two operands. */
export function isOperator(operator: string): boolean {
  return isArithmetic(operator) || Object.hasOwn(ORDER, operator) ||
    ["&", "|", "&&", "||", "%in%", ":"].includes(operator);
}

/**
 * `a operator b`.
 *
 * @throws {DiagnosticError} `not-numeric`, `bad-length`, `wrong-operand`
 */
export function binary(operator: string, a: Operand, b: Operand): Value {
  if (isArithmetic(operator)) return arithmetic(operator, OPERATORS[operator], a, b);
  const order = ORDER[operator];
  if (order) return comparison(operator, order, a, b);
  if (operator === "%in%") return within(vectorOf(a), vectorOf(b));
  if (operator === ":") return range(a, b);
  return connective(operator, a, b);
}

/** `-a`, `+a` or `!a`. */
export function unary(operator: string, a: Operand): Value {
  if (operator === "!") {
    const truth = truthOf(a, "!");
    return logical(truth.values.map((v) => v < 0 ? -1 : 1 - v), truth.names);
  }
  const values = numbersFor(operator, a);
  const result = numeric(
    operator === "-" ? values.map((v) => -v) : values,
    namesOf(a.value as VectorValue),
  );
  return marked({ ...result, integer: isWhole(a.value) }, (i) => isUndefined(a.value, i));
}

function vectorOf(a: Operand): VectorValue {
  if (isVector(a.value)) return a.value;
  if (a.value.kind === "null") return numeric([]);
  return fail("wrong-operand", `This needs a vector, not ${describe(a.value)}`, {
    span: a.span,
    hint: "Take a column or a part of it by $",
  });
}

function numbersFor(operator: string, a: Operand): Float64Array {
  const numbers = numbersOf(a.value);
  if (numbers) return numbers;
  if (a.value.kind === "null") return new Float64Array(0);
  return fail("not-numeric", `${operator} needs numbers, and ${whyNoNumbers(a.value)}`, {
    span: a.span,
    hint: numbersHint(a.value) ?? "Take a column or a part of it by $",
  });
}

function truthOf(a: Operand, operator: string): LogicalValue {
  if (a.value.kind === "logical") return a.value;
  const numbers = numbersOf(a.value);
  if (!numbers) {
    fail("wrong-operand", `${operator} needs truth values, and this is ${describe(a.value)}`, {
      span: a.span,
      hint: "A comparison such as x == 1 gives truth values",
    });
  }
  return logical(
    Int8Array.from(numbers, (v) => Number.isNaN(v) ? -1 : v !== 0 ? 1 : 0),
    (a.value as NumericValue).names,
  );
}

/** Where R's type integer ends. */
export const LARGEST_INTEGER = 2 ** 31 - 1;

/** Whether a value counts as whole numbers of R's type integer. */
export function isWhole(value: Value): boolean {
  return value.kind === "logical" || (value.kind === "numeric" && value.integer);
}

/** Length of the result. */
function common(n: number, m: number, a: Operand, b: Operand): number {
  if (n === 0 || m === 0) return 0;
  const length = Math.max(n, m);
  if (length % Math.min(n, m) !== 0) {
    fail("bad-length", `The lengths ${n} and ${m} do not fit together`, {
      span: { start: a.span.start, end: b.span.end },
      hint: "They must agree, or one divide the other",
    });
  }
  return length;
}

function resultNames(n: number, a: Value, b: Value): readonly string[] | null {
  const first = isVector(a) ? namesOf(a) : null;
  if (first && first.length === n) return first;
  const second = isVector(b) ? namesOf(b) : null;
  return second && second.length === n ? second : null;
}

function arithmetic(
  operator: string,
  compute: (a: number, b: number) => number,
  a: Operand,
  b: Operand,
): Value {
  const x = numbersFor(operator, a);
  const y = numbersFor(operator, b);
  const n = common(x.length, y.length, a, b);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = compute(x[i % x.length]!, y[i % y.length]!);
  const whole = isWhole(a.value) && isWhole(b.value) && operator !== "/" && operator !== "^";
  // R's type integer ends at 2³¹ − 1; what lies beyond is missing.
  if (whole) values.forEach((v, i) => Math.abs(v) > LARGEST_INTEGER && (values[i] = NaN));
  const result = {
    ...numeric(values, resultNames(n, a.value, b.value)),
    integer: whole,
    ...countedOf(a.value, b.value),
    ...digitsOf(a.value, b.value),
  };
  // The first operand that is no number says whether the result is missing; whole ones always are.
  return marked(result, (i) => {
    const [p, q] = [i % x.length, i % y.length];
    if (Number.isNaN(x[p])) return isUndefined(a.value, p);
    return Number.isNaN(y[q]) ? isUndefined(b.value, q) : !whole;
  });
}

/** The digits of a summary stay with what is computed from it. */
function digitsOf(...values: readonly Value[]): { digits?: number } {
  for (const value of values) {
    if (value.kind === "numeric" && value.digits !== undefined) return { digits: value.digits };
  }
  return {};
}

function comparison(
  operator: string,
  order: (sign: number) => boolean,
  a: Operand,
  b: Operand,
): Value {
  const [x, y] = [vectorOf(a), vectorOf(b)];
  const n = common(lengthOf(x), lengthOf(y), a, b);
  const sign = comparer(operator, x, y, a, b);
  const values = new Int8Array(n);
  const [nx, ny] = [lengthOf(x), lengthOf(y)];
  for (let i = 0; i < n; i++) {
    const s = sign(i % nx, i % ny);
    values[i] = s === null ? -1 : order(s) ? 1 : 0;
  }
  return logical(values, resultNames(n, x, y));
}

/** The sign of element i of x against element j of y, null if either is missing. */
function comparer(
  operator: string,
  x: VectorValue,
  y: VectorValue,
  a: Operand,
  b: Operand,
): (i: number, j: number) => number | null {
  const [u, v] = [numbersOf(x), numbersOf(y)];
  if (u && v) {
    return (i, j) => {
      const [p, q] = [u[i]!, v[j]!];
      return Number.isNaN(p) || Number.isNaN(q) ? null : p < q ? -1 : p > q ? 1 : 0;
    };
  }
  if (x.kind === "factor" && y.kind === "factor") sameLevels(operator, x, y, b);
  const [s, t] = [textsOf(x), textsOf(y)];
  const equality = operator === "==" || operator === "!=";
  if (!equality && (x.kind === "factor" || y.kind === "factor")) {
    const factor = x.kind === "factor" ? x.column : y.kind === "factor" ? y.column : null;
    if (!factor?.ordered) {
      fail("wrong-operand", `${operator} has no meaning for a factor whose levels have no order`, {
        span: x.kind === "factor" ? a.span : b.span,
        hint: "Compare with == or !=, or make it factor(x, ordered = TRUE)",
      });
    }
    const place = (text: string | null) => text === null ? -1 : factor.levels.indexOf(text);
    return (i, j) => {
      const [p, q] = [place(s[i]!), place(t[j]!)];
      return p < 0 || q < 0 ? null : p - q;
    };
  }
  return (i, j) => {
    const [p, q] = [s[i]!, t[j]!];
    if (p === null || q === null) return null;
    return p === q ? 0 : equality ? 1 : compareText(p, q);
  };
}

/** Factors are compared by level: both must have the same. */
function sameLevels(operator: string, x: FactorValue, y: FactorValue, b: Operand): void {
  const [p, q] = [x.column, y.column];
  const same = p.levels.length === q.levels.length && p.levels.every((l) => q.levels.includes(l));
  const alike = same && (!p.ordered || !q.ordered || p.levels.every((l, i) => l === q.levels[i]));
  if (alike) return;
  fail("wrong-operand", `${operator} has no meaning for factors with other levels`, {
    span: b.span,
    hint: "as.character(x) compares their labels as text",
  });
}

function within(x: VectorValue, set: VectorValue): Value {
  const [u, v] = [numbersOf(x), numbersOf(set)];
  if (u && v) {
    const marks = (value: VectorValue, numbers: Float64Array) =>
      Array.from(numbers, (e, i) => isUndefined(value, i) ? "NaN" : e);
    const known = new Set(marks(set, v));
    return logical(marks(x, u).map((e) => known.has(e) ? 1 : 0));
  }
  const known = new Set(textsOf(set));
  return logical(textsOf(x).map((e) => known.has(e) ? 1 : 0));
}

function range(a: Operand, b: Operand): Value {
  const [from, to] = [numbersFor(":", a)[0], numbersFor(":", b)[0]];
  if (from === undefined || to === undefined || !Number.isFinite(from) || !Number.isFinite(to)) {
    fail("wrong-operand", "A sequence needs two numbers that are not missing", {
      span: { start: a.span.start, end: b.span.end },
      hint: "Write 1:6",
    });
  }
  const n = Math.floor(Math.abs(to - from) + 1e-10) + 1;
  keepWithin(LIMITS.values, n, "Elements of this sequence", {
    span: { start: a.span.start, end: b.span.end },
    hint: "Mind its ends",
  });
  const step = from <= to ? 1 : -1;
  const values = Float64Array.from({ length: n }, (_, i) => from + step * i);
  return { ...numeric(values), integer: Number.isInteger(from) };
}

function connective(operator: string, a: Operand, b: Operand): Value {
  const [x, y] = [truthOf(a, operator), truthOf(b, operator)];
  const single = operator === "&&" || operator === "||";
  if (single && (x.values.length !== 1 || y.values.length !== 1)) {
    fail("bad-length", `${operator} takes one truth value on each side`, {
      span: { start: a.span.start, end: b.span.end },
      hint: `Write ${operator[0]} for vectors`,
    });
  }
  const n = common(x.values.length, y.values.length, a, b);
  const values = new Int8Array(n);
  const and = operator[0] === "&";
  for (let i = 0; i < n; i++) {
    const p = x.values[i % x.values.length]!;
    const q = y.values[i % y.values.length]!;
    const decided = and ? 0 : 1;
    values[i] = p === decided || q === decided ? decided : p < 0 || q < 0 ? -1 : 1 - decided;
  }
  return logical(values, resultNames(n, x, y));
}
