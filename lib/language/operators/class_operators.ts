/**
 * Operators on values that have a class: factors, dates, differences of time, data frames.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { inDays, ofDifferences, ofTimes } from "./time_differences.ts";
import { holds } from "./comparing.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { numbersHint } from "../base/no_numbers.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import {
  characters,
  dimOf,
  doubles,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  listOf,
  type ListVector,
  logicals,
  NA_INTEGER,
  NULL,
  rowNamesOf,
  rowsOf,
  type Value,
  withAttribute,
  withAttributes,
} from "../values/value.ts";

const COMPARISON = new Set(["==", "!=", "<", ">", "<=", ">="]);

/** The value of an operator that a class has of its own; null where it has none. */
export function classOperator(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value | null {
  if (isFrame(a) || (b !== null && isFrame(b))) return ofFrames(operator, a, b, interpreter, span);
  if (isFactor(a) || (b !== null && isFactor(b))) {
    return ofFactors(operator, a, b, interpreter, span);
  }
  if (inherits(a, "POSIXct") || (b !== null && inherits(b, "POSIXct"))) {
    return ofTimes(operator, a, b, interpreter, span);
  }
  if (inherits(a, "Date") || (b !== null && inherits(b, "Date"))) {
    return ofDates(operator, inDays(a), b === null ? null : inDays(b), interpreter, span);
  }
  if (inherits(a, "difftime") || (b !== null && inherits(b, "difftime"))) {
    return ofDifferences(operator, a, b, interpreter, span);
  }
  return null;
}

/** A factor is compared by its labels, an ordered one by the order of its levels; else it is missing. */
function ofFactors(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  const n = Math.max(lengthOf(a), b === null ? 0 : lengthOf(b));
  const ordered = (isFactor(a) && inherits(a, "ordered")) ||
    (b !== null && isFactor(b) && inherits(b, "ordered"));
  if (
    b === null || !(operator === "==" || operator === "!=" || (ordered && COMPARISON.has(operator)))
  ) {
    interpreter.warn(
      "not-meaningful",
      `${operator} means nothing for a factor: the values are missing (NA). ${
        numbersHint(isFactor(a) ? a : b ?? a)
      }`,
      span,
    );
    return logicals(new Int32Array(n).fill(NA_INTEGER));
  }
  refuseOtherLevels(operator, a, b, span);
  if (!ordered) return interpreter.operate(operator, labels(a), labels(b), span);
  const levels = levelsOf(isFactor(a) && inherits(a, "ordered") ? a : b);
  const code = (x: Value): number[] =>
    asCharacter(x).values.map((v) => v === null ? -1 : levels.indexOf(v));
  const [p, q] = [code(a), code(b)];
  return logicals(Int32Array.from({ length: n }, (_, i) => {
    const [x, y] = [p[i % p.length]!, q[i % q.length]!];
    return x < 0 || y < 0 ? NA_INTEGER : holds(operator, x, y) ? 1 : 0;
  }));
}

/** Two factors are compared if they have the same levels, in the same order where that counts. */
function refuseOtherLevels(operator: string, a: Value, b: Value, span: Span): void {
  if (!isFactor(a) || !isFactor(b)) return;
  const equality = operator === "==" || operator === "!=";
  const [p, q] = [levelsOf(a), levelsOf(b)];
  const alike = inherits(a, "ordered") === inherits(b, "ordered");
  // One single value is compared by its label, as R does it.
  if (alike && equality && a.values.length === 1) return;
  const same = p.length === q.length &&
    p.every((l, i) => equality ? q.includes(l) : l === q[i]);
  if (alike && same) return;
  fail("levels-differ", `${operator} compares factors with the same levels`, {
    span,
    hint: "as.character() of both compares their labels",
  });
}

function lengthOf(x: Value): number {
  return isVector(x) ? x.values.length : 0;
}

function labels(x: Value): Value {
  if (!isFactor(x)) return x;
  const names = x.attributes?.get("names");
  const out = asCharacter(x);
  return names ? withAttribute(out, "names", names) : out;
}

function plain(x: Value): Value {
  if (x.type !== "double" && x.type !== "integer") return x;
  const kept = new Map([...x.attributes ?? []].filter(([n]) => n !== "class" && n !== "units"));
  return withAttributes(x, kept.size > 0 ? kept : null);
}

/** Days are added to dates; two dates are so many days apart. */
function ofDates(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (b === null) fail("wrong-argument", `${operator} means nothing for a date`, { span });
  const date = (x: Value): Value =>
    x.type === "character" ? interpreter.call("as.Date", [x], span) : x;
  if (COMPARISON.has(operator)) {
    return interpreter.operate(operator, plain(date(a)), plain(date(b)), span);
  }
  const both = inherits(a, "Date") && inherits(b, "Date");
  if (operator === "-" && both) {
    const days = interpreter.operate("-", plain(a), plain(b), span);
    return withAttribute(
      withAttribute(days, "class", characters(["difftime"])),
      "units",
      characters(["days"]),
    );
  }
  if ((operator === "+" && !both) || (operator === "-" && inherits(a, "Date"))) {
    const made = interpreter.operate(operator, plain(a), plain(b), span);
    return withAttribute(made, "class", characters(["Date"]));
  }
  return fail("wrong-argument", `${operator} means nothing for ${both ? "two dates" : "a date"}`, {
    span,
  });
}

/** Column by column: calculations give a data frame, comparisons a matrix of truth values. */
function ofFrames(
  operator: string,
  a: Value,
  b: Value | null,
  interpreter: Interpreter,
  span: Span,
): Value {
  const frame = (isFrame(a) ? a : b) as ListVector;
  const [rows, columns] = [rowsOf(frame), frame.values.length];
  const column = (x: Value, j: number): Value => {
    if (x.type === "list") {
      if (isFrame(x) && (x.values.length !== columns || rowsOf(x) !== rows)) {
        fail("sizes-differ", `${operator} takes data frames of the same size`, { span });
      }
      return x.values[j % x.values.length]!;
    }
    if (!isVector(x)) return x;
    const dim = dimOf(x);
    if (!dim && x.values.length === 1) return x;
    // A vector goes down the columns, and on from one to the next.
    const all = asDouble(x).values;
    return doubles(
      Float64Array.from({ length: rows }, (_, i) => all[(j * rows + i) % all.length]!),
    );
  };
  const parts = frame.values.map((_, j) =>
    b === null
      ? interpreter.operate(operator, column(a, j), null, span)
      : interpreter.operate(operator, column(a, j), column(b, j), span)
  );
  if (!COMPARISON.has(operator) && operator !== "!" && operator !== "&" && operator !== "|") {
    // What comes of a tibble is a data frame, as in R.
    const kept = new Map(frame.attributes!);
    kept.set("class", characters(["data.frame"]));
    kept.delete("groups");
    return withAttributes(listOf(parts), kept);
  }
  const out = new Int32Array(rows * columns);
  parts.forEach((part, j) => {
    if (part.type !== "logical") return;
    if (part.values.length !== rows) {
      fail("sizes-differ", `${operator} takes data frames of the same size`, { span });
    }
    out.set(part.values, j * rows);
  });
  const rowNames = rowNamesOf(frame);
  return logicals(
    out,
    new Map<string, Value>([
      ["dim", integers([rows, columns])],
      [
        "dimnames",
        listOf([rowNames ? characters([...rowNames]) : NULL, frame.attributes!.get("names")!]),
      ],
    ]),
  );
}
