/**
 * Operators on differences of time.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { least } from "../../lists.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { asDouble } from "../values/coerce.ts";
import { differences, inUnits, type Unit, unitOf } from "../values/differences.ts";
import { inherits, type Value, withAttributes } from "../values/value.ts";

const isDifference = (x: Value): boolean => inherits(x, "difftime");

/** The numbers of a difference in a unit, names kept; anything else as it is. */
function plain(x: Value, unit: Unit | null): Value {
  if (!isDifference(x) || (x.type !== "double" && x.type !== "integer")) return x;
  const own = unitOf(x);
  const values = Float64Array.from(asDouble(x).values, (v) => inUnits(v, own, unit ?? own));
  const kept = new Map([...x.attributes!].filter(([n]) => n !== "class" && n !== "units"));
  return withAttributes({ ...x, type: "double", values, nan: null }, kept);
}

/** A difference of time as a number of days; anything else as it is. */
export function inDays(x: Value): Value {
  return plain(x, "days");
}

const COMPARISONS = new Set(["==", "!=", "<", ">", "<=", ">="]);

/** Differences are added and compared, in seconds where their units differ, and scaled by numbers. */
export function ofDifferences(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  const refuse = (): never =>
    fail("wrong-argument", `${operator} means nothing for differences of time`, {
      span,
      hint: 'as.numeric(x, units = "days") makes numbers of them',
    });
  if (b === null) {
    if (operator === "!") return refuse();
    return again(interpreter.operate(operator, plain(a, null), null, span), unitOf(a));
  }
  const both = isDifference(a) && isDifference(b);
  const unit = both && unitOf(a) !== unitOf(b) ? "secs" : unitOf(isDifference(a) ? a : b);
  const run = (): Value => interpreter.operate(operator, plain(a, unit), plain(b, unit), span);
  if (COMPARISONS.has(operator)) return run();
  if (operator === "+" || operator === "-") return again(run(), unit);
  if (both || !["*", "/"].includes(operator)) return refuse();
  if (operator === "/" && isDifference(b)) return refuse();
  return again(run(), unit);
}

function again(x: Value, unit: Unit): Value {
  return differences(asDouble(x).values, unit, x);
}

const isTime = (x: Value): boolean => inherits(x, "POSIXct");

/** Seconds are added to times; two times are so many seconds, minutes, hours or days apart. */
export function ofTimes(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  const refuse = (): never =>
    fail("wrong-argument", `${operator} means nothing for times`, {
      span,
      hint: "as.numeric(x) makes seconds since 1970 of them",
    });
  if (b === null) return refuse();
  const seconds = (x: Value): Value => {
    if (x.type === "character") return seconds(interpreter.call("as.POSIXct", [x], span));
    if (isDifference(x)) return plain(x, "secs");
    if (inherits(x, "Date")) return seconds(interpreter.call("as.POSIXct", [x], span));
    if (x.type !== "double" && x.type !== "integer") return x;
    const kept = new Map([...x.attributes ?? []].filter(([n]) => n === "names" || n === "dim"));
    return withAttributes(x, kept.size > 0 ? kept : null);
  };
  const run = (): Value => interpreter.operate(operator, seconds(a), seconds(b), span);
  if (COMPARISONS.has(operator)) return run();
  const both = isTime(a) && (isTime(b) || inherits(b, "Date"));
  if (operator === "-" && both) return apart(asDouble(run()).values);
  if ((operator === "+" && !both) || (operator === "-" && isTime(a))) {
    const of = isTime(a) ? a : b;
    const out = run();
    const kept = [...of.attributes!].filter(([n]) => n === "class" || n === "tzone");
    return withAttributes(out, new Map([...out.attributes ?? [], ...kept]));
  }
  return refuse();
}

/** Differences of seconds in the largest unit of which each is one or more, as R chooses it. */
export function apart(seconds: ArrayLike<number>, asked: Unit | null = null): Value {
  const sizes = Array.from(seconds).filter(Number.isFinite).map(Math.abs);
  const small = sizes.length === 0 ? NaN : least(sizes);
  const unit = asked ??
    (!Number.isFinite(small) || small < 60
      ? "secs"
      : small < 3600
      ? "mins"
      : small < 86400
      ? "hours"
      : "days");
  return differences(Array.from(seconds, (s) => inUnits(s, "secs", unit)), unit);
}
