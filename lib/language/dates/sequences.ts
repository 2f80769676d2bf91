/**
 * Dates in steps, and dates put into months, weeks and years.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { fail } from "../../diagnostic.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { dateText } from "../values/date.ts";
import { refuseLong } from "../values/size.ts";
import {
  factor,
  inherits,
  integers,
  isVector,
  lengthOf,
  NA_INTEGER,
  type Value,
} from "../values/value.ts";
import { monthsLater, weekdayOf } from "./calendar.ts";
import { inUnits, unitOf } from "../values/differences.ts";
import { datesOf } from "./making.ts";
import { daysOf, startOf } from "./words.ts";

/** A step: so many days, or so many months. */
type Step = { readonly days: number } | { readonly months: number };

const DAYS_OF: Readonly<Record<string, number>> = { day: 1, DSTday: 1, week: 7 };
const MONTHS_OF: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** A step as it is written: `"2 weeks"`, `"month"`, `"-1 year"`. */
function stepNamed(text: string): Step | null {
  const found = /^(?:(-?\d+)\s+)?([a-zA-Z]+?)s?$/.exec(text);
  if (!found) return null;
  const [count, unit] = [Number(found[1] ?? 1), found[2]!];
  if (DAYS_OF[unit]) return { days: count * DAYS_OF[unit] };
  return MONTHS_OF[unit] ? { months: count * MONTHS_OF[unit] } : null;
}

const STEPS = '"day", "week", "month", "quarter", "year", "2 weeks", or a number of days';

function stepOf(call: Call): Step {
  const by = call.value("by");
  if (by.type === "character" && by.values.length === 1) {
    return stepNamed(by.values[0] ?? "") ?? call.wrong("by", "a step", by, STEPS);
  }
  if ((by.type !== "double" && by.type !== "integer") || by.values.length !== 1) {
    return call.wrong("by", "a step", by, STEPS);
  }
  const days = asDouble(by).values[0]!;
  return { days: inherits(by, "difftime") ? inUnits(days, unitOf(by), "days") : days };
}

function day(call: Call, name: string): number {
  const { days } = daysOf(call, name);
  if (days.length !== 1) return call.wrong(name, "one date", call.value(name));
  if (!Number.isFinite(days[0])) return call.wrong(name, "a date that is known", call.value(name));
  return days[0]!;
}

function at(from: number, step: Step, i: number): number {
  return "days" in step ? from + i * step.days : monthsLater(from, i * step.months);
}

function upTo(call: Call, from: number, to: number, step: Step): number[] {
  const size = "days" in step ? step.days : step.months;
  if (size === 0) return call.wrong("by", "a step that is not 0", call.value("by"));
  if ((to - from) * size < 0) {
    return call.fail(
      "wrong-argument",
      "The step leads away from the end",
      'by = "-1 day" goes back',
    );
  }
  const out: number[] = [];
  refuseLong(Math.abs((to - from) / ("days" in step ? size : size * 28)), call.span);
  for (
    let i = 0;
    size > 0 ? at(from, step, i) <= to + 1e-10 : at(from, step, i) >= to - 1e-10;
    i++
  ) {
    out.push(at(from, step, i));
  }
  return out;
}

function sequence(call: Call): Value {
  const along = call.optional("along.with");
  const length = along && along.type !== "NULL"
    ? lengthOf(along)
    : call.has("length.out") && call.value("length.out").type !== "NULL"
    ? Math.ceil(call.number("length.out"))
    : null;
  if (length !== null) {
    if (!(length >= 0)) {
      return call.wrong("length.out", "a number from 0 on", call.value("length.out"));
    }
    refuseLong(length, call.span);
  }
  const from = day(call, "from");
  if (!call.has("by")) {
    if (!call.has("to") || length === null) {
      return call.fail("missing-argument", "seq() of dates needs by", STEPS);
    }
    const to = day(call, "to");
    return datesOf(
      Array.from({ length }, (_, i) => length === 1 ? from : from + i * (to - from) / (length - 1)),
    );
  }
  const step = stepOf(call);
  if (call.has("to")) {
    if (length !== null) {
      return call.fail("too-many-arguments", "seq() of dates takes two of to, by and length.out");
    }
    return datesOf(upTo(call, from, day(call, "to"), step));
  }
  if (length === null) {
    return call.fail("missing-argument", "seq() of dates needs to or length.out", STEPS);
  }
  return datesOf(Array.from({ length }, (_, i) => at(from, step, i)));
}

/** Dates as a factor of the months, weeks or years in which they lie. */
function cut(call: Call): Value {
  const { days } = daysOf(call, "x");
  const breaks = call.value("breaks");
  const known = Array.from(days).filter((d) => !Number.isNaN(d));
  if (breaks.type !== "character" || breaks.values.length !== 1) {
    return inIntervals(call, days, breaks);
  }
  const step = stepNamed(breaks.values[0] ?? "") ?? call.wrong("breaks", "a step", breaks, STEPS);
  if (known.length === 0) return factor(Int32Array.from(days, () => NA_INTEGER), []);
  const [low, high] = [least(known), greatest(known)];
  const monday = call.flag("start.on.monday", true);
  const unit = breaks.values[0]!;
  const start = /week/.test(unit)
    ? low - (monday ? (weekdayOf(low) + 6) % 7 : weekdayOf(low))
    : /year/.test(unit)
    ? startOf(low, "year")
    : /quarter/.test(unit)
    ? startOf(low, "quarter")
    : /month/.test(unit)
    ? startOf(low, "month")
    : low;
  const starts: number[] = [];
  for (let i = 0; at(start, step, i) <= high; i++) starts.push(at(start, step, i));
  refuseLong(starts.length, call.span);
  return coded(call, days, starts, starts.map(dateText));
}

function inIntervals(call: Call, days: Float64Array, breaks: Value): Value {
  if (!inherits(breaks, "Date") || !isVector(breaks)) {
    return call.wrong("breaks", "dates or a step", breaks, STEPS);
  }
  const edges = Array.from(asDouble(breaks).values).sort((a, b) => a - b);
  const inner = edges.slice(0, -1);
  const last = edges.at(-1) ?? NaN;
  const out = days.map((d) => d >= last ? NaN : d);
  return coded(call, out, inner, inner.map(dateText));
}

function coded(call: Call, days: Float64Array, starts: readonly number[], names: string[]): Value {
  const labels = call.optional("labels");
  const codes = Int32Array.from(days, (d) => {
    let k = 0;
    while (k < starts.length && starts[k]! <= d) k++;
    return k === 0 || Number.isNaN(d) ? NA_INTEGER : k;
  });
  if (labels?.type === "logical") return integers(codes);
  const own = labels && labels.type !== "NULL"
    ? asCharacter(labels).values.map((l) => l ?? "NA")
    : names;
  if (own.length !== starts.length) {
    return fail("wrong-length", `cut() takes a label for each of ${starts.length} intervals`, {
      span: call.spanOf("labels"),
    });
  }
  return factor(codes, own);
}

export const DATE_SEQUENCES: readonly Builtin[] = [
  word("seq.Date", "from, to, by, length.out, along.with, ...", sequence),
  word("cut.Date", "x, breaks, labels, start.on.monday, right!FALSE, ...", cut),
];
