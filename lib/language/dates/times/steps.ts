/**
 * Times in steps, and times put into hours, days and months: `seq cut round trunc` of times.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { timeTexts } from "../../values/date.ts";
import { inUnits, unitOf } from "../../values/differences.ts";
import { refuseLong } from "../../values/size.ts";
import {
  factor,
  inherits,
  integers,
  lengthOf,
  NA_INTEGER,
  type Value,
} from "../../values/value.ts";
import { monthsLater, weekdayOf } from "../calendar.ts";
import { startOf } from "../words.ts";
import { DAY, secondsOf, textsOf, timesOf } from "./making.ts";

const SECONDS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: DAY,
  DSTday: DAY,
  week: 7 * DAY,
};
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

type Step = { readonly seconds: number } | { readonly months: number };

const STEPS = '"hour", "15 min", "day", "week", "month", "year", or a number of seconds';

/** A step as it is written: `"15 min"`, `"2 hours"`, `"month"`. */
function stepNamed(said: string): { step: Step; unit: string } | null {
  const found = /^(?:(-?\d+)\s+)?([a-zA-Z]+?)s?$/.exec(said);
  if (!found) return null;
  const [count, unit] = [Number(found[1] ?? 1), found[2]!];
  if (SECONDS[unit]) return { step: { seconds: count * SECONDS[unit] }, unit };
  return MONTHS[unit] ? { step: { months: count * MONTHS[unit] }, unit } : null;
}

function stepOf(call: Call): Step {
  const by = call.value("by");
  if (by.type === "character" && by.values.length === 1) {
    return stepNamed(by.values[0] ?? "")?.step ?? call.wrong("by", "a step", by, STEPS);
  }
  if ((by.type !== "double" && by.type !== "integer") || by.values.length !== 1) {
    return call.wrong("by", "a step", by, STEPS);
  }
  const count = asDouble(by).values[0]!;
  return { seconds: inherits(by, "difftime") ? inUnits(count, unitOf(by), "secs") : count };
}

/** The time so many steps later. */
function later(from: number, step: Step, i: number): number {
  if ("seconds" in step) return from + i * step.seconds;
  const day = Math.floor(from / DAY);
  return monthsLater(day, i * step.months) * DAY + from - day * DAY;
}

function one(call: Call, name: string): number {
  const x = call.value(name);
  const seconds = secondsOf(call, x);
  return seconds.length === 1 && Number.isFinite(seconds[0])
    ? seconds[0]!
    : call.wrong(name, "one time that is known", x);
}

function sequence(call: Call): Value {
  const along = call.optional("along.with");
  const length = along && along.type !== "NULL"
    ? lengthOf(along)
    : call.has("length.out") && call.value("length.out").type !== "NULL"
    ? Math.ceil(call.number("length.out"))
    : null;
  if (length !== null) refuseLong(length, call.span);
  const from = one(call, "from");
  if (!call.has("by")) {
    if (!call.has("to") || length === null) {
      return call.fail("missing-argument", "seq() of times needs by", STEPS);
    }
    const to = one(call, "to");
    return timesOf(
      Array.from({ length }, (_, i) => length === 1 ? from : from + i * (to - from) / (length - 1)),
    );
  }
  const step = stepOf(call);
  if (length !== null) return timesOf(Array.from({ length }, (_, i) => later(from, step, i)));
  if (!call.has("to")) {
    return call.fail("missing-argument", "seq() of times needs to or length.out", STEPS);
  }
  const to = one(call, "to");
  const size = "seconds" in step ? step.seconds : step.months * 28 * DAY;
  if (size === 0 || (to - from) * size < 0) {
    return call.fail(
      "wrong-argument",
      "The step leads away from the end",
      'by = "-1 hour" goes back',
    );
  }
  refuseLong(Math.abs((to - from) / size), call.span);
  const out: number[] = [];
  for (
    let i = 0;
    size > 0 ? later(from, step, i) <= to + 1e-7 : later(from, step, i) >= to - 1e-7;
    i++
  ) {
    out.push(later(from, step, i));
  }
  return timesOf(out);
}

/** The beginning of the unit in which a time lies. */
export function startOfUnit(seconds: number, unit: string): number {
  const day = Math.floor(seconds / DAY);
  if (unit === "month" || unit === "quarter" || unit === "year") return startOf(day, unit) * DAY;
  if (unit === "week") return (day - (weekdayOf(day) + 6) % 7) * DAY;
  const size = SECONDS[unit] ?? 1;
  return Math.floor(seconds / size) * size;
}

function cut(call: Call): Value {
  const seconds = secondsOf(call, call.value("x"));
  const breaks = call.value("breaks");
  const named = breaks.type === "character" && breaks.values.length === 1
    ? stepNamed(breaks.values[0] ?? "")
    : null;
  const known = Array.from(seconds).filter((s) => !Number.isNaN(s));
  let starts: number[] = [];
  if (named && known.length > 0) {
    const [low, high] = [startOfUnit(least(known), named.unit), greatest(known)];
    for (let i = 0; later(low, named.step, i) <= high; i++) starts.push(later(low, named.step, i));
  } else if (inherits(breaks, "POSIXct")) {
    starts = Array.from(secondsOf(call, breaks)).sort((a, b) => a - b);
  } else if (known.length > 0) return call.wrong("breaks", "times or a step", breaks, STEPS);
  refuseLong(starts.length, call.span);
  const end = named ? Infinity : starts.pop() ?? Infinity;
  const codes = Int32Array.from(seconds, (s) => {
    if (Number.isNaN(s) || s >= end) return NA_INTEGER;
    let k = 0;
    while (k < starts.length && starts[k]! <= s) k++;
    return k === 0 ? NA_INTEGER : k;
  });
  const labels = call.optional("labels");
  if (labels?.type === "logical") return integers(codes);
  return factor(
    codes,
    labels && labels.type !== "NULL"
      ? textsOf(labels).map((t) => t ?? "NA")
      : timeTexts(starts).map(String),
  );
}

/** `round(x, "hours")` and `trunc(x, "days")` of times. */
function rounded(nearest: boolean): (call: Call) => Value {
  return (call) => {
    const said = call.text("units", "secs").replace(/s$/, "");
    const unit = said === "sec" ? "second" : said === "min" ? "minute" : said;
    if (!SECONDS[unit] && !MONTHS[unit]) {
      return call.wrong(
        "units",
        "a unit of time",
        call.value("units"),
        '"mins", "hours", "days", "months"',
      );
    }
    return timesOf(
      secondsOf(call, call.value("x")).map((s) => {
        const low = startOfUnit(s, unit);
        if (!nearest || Number.isNaN(s)) return low;
        const high = MONTHS[unit] ? later(low, { months: MONTHS[unit] }, 1) : low + SECONDS[unit]!;
        return high - s <= s - low ? high : low;
      }),
    );
  };
}

export const TIME_STEPS: readonly Builtin[] = [
  word("seq.POSIXt", "from, to, by, length.out, along.with, ...", sequence),
  word("cut.POSIXt", "x, breaks, labels, start.on.monday!TRUE, right!FALSE, ...", cut),
  word("round.POSIXt", "x, units", rounded(true)),
  word("trunc.POSIXt", "x, units, ...", rounded(false)),
];
