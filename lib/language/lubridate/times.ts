/**
 * lubridate's words on times of day and on intervals between two of them.
 *
 * @module
 */
import { DAY, refuseZone, secondsOf, timesOf, zoneOf } from "../dates/times/making.ts";
import { monthsLater } from "../dates/calendar.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { written } from "../text/joining.ts";
import { asDouble } from "../values/coerce.ts";
import { dateParts, dayNumber } from "../values/date.ts";
import { inUnits, type Unit, unitOf } from "../values/differences.ts";
import {
  characters,
  doubles,
  inherits,
  integers,
  logicals,
  NA_INTEGER,
  type Numbers,
  type Value,
} from "../values/value.ts";
import { dayIn, type Order } from "./reading.ts";

/** A time of day behind a day: `14:30:05`, `143005`, `2:30 PM`; NaN if it is none. */
function secondsIn(text: string, parts: number): number {
  const half = /\b(am|pm)\b/i.exec(text)?.[1]?.toLowerCase();
  const packed = /^\D*(\d{2})(\d{2})?(\d{2})?\D*$/.exec(text);
  const found = packed && packed.slice(1).filter((p) => p !== undefined).length === parts
    ? packed.slice(1, parts + 1)
    : text.match(/\d+(\.\d+)?/g) ?? [];
  if (found.length !== parts) return NaN;
  const [h = 0, m = 0, s = 0] = found.map(Number);
  if (h > 24 || m > 59 || s >= 62) return NaN;
  const hour = half ? h % 12 + (half === "pm" ? 12 : 0) : h;
  return hour * 3600 + m * 60 + s;
}

/** The time that a text says; NaN if it says none. */
function timeIn(text: string, order: Order, parts: number): number {
  const found = /^(.*?\d.*?)[T\s]+(\d{1,2}\s*(?::|\.|\d|$|\s*[ap]m|h).*)$/i.exec(text.trim()) ??
    /^(\d{8})(\d{4,6})$/.exec(text.trim());
  if (!found) return NaN;
  // the day may have blanks of its own: the time is what the last of them leave
  const tokens = text.trim().split(/T(?=\d)|\s+/);
  for (let k = 1; k < tokens.length; k++) {
    const day = dayIn(tokens.slice(0, k).join(" "), order);
    const seconds = secondsIn(tokens.slice(k).join(" ").replace(/Z$|\bUTC$/, ""), parts);
    if (!Number.isNaN(day) && !Number.isNaN(seconds)) return day * DAY + seconds;
  }
  if (tokens.length > 1) return NaN;
  return dayIn(found[1]!, order) * DAY + secondsIn(found[2]!, parts);
}

function reader(order: Order, name: string, parts: number): Builtin {
  return word(name, "..., quiet, tz, locale?, truncated!0", (call) => {
    zoneOf(call);
    const texts = call.rest.flatMap((x): (string | number | null)[] =>
      inherits(x, "POSIXct") ? Array.from(asDouble(x).values) : [...written(call, x)]
    );
    const seconds = texts.map((t) =>
      typeof t === "number" ? t : t === null ? NaN : timeIn(t, order, parts)
    );
    const failed = seconds.filter((s, i) => Number.isNaN(s) && typeof texts[i] === "string").length;
    if (failed > 0 && !call.flag("quiet", false)) {
      call.warn(
        `${name}() reads no time in ${failed} of ${seconds.length} texts: missing (NA)`,
        "made-missing",
      );
    }
    return timesOf(seconds);
  });
}

/** A part of the time of day. */
function part(name: string, of: (second: number) => number): Builtin {
  const whole = name !== "second";
  return word(name, "x", (call) => {
    const all = secondsOf(call, call.value("x"));
    const out = all.map((s) => Number.isNaN(s) ? NaN : of(s - Math.floor(s / DAY) * DAY));
    return whole
      ? integers(Int32Array.from(out, (v) => Number.isNaN(v) ? NA_INTEGER : v))
      : doubles(out);
  });
}

/** Seconds of both ends. */
function ends(call: Call, x: Value): { start: Float64Array; end: Float64Array } {
  const start = x.attributes?.get("start");
  if (!start || !inherits(x, "Interval")) {
    return call.wrong("x", "an interval", x, 'interval(ymd("2024-01-01"), ymd("2024-03-01"))');
  }
  const from = Float64Array.from(asDouble(start).values);
  const length = asDouble(x).values;
  return { start: from, end: from.map((s, i) => s + length[i]!) };
}

function intervalOf(call: Call, a: Value, b: Value): Value {
  const [p, q] = [secondsOf(call, a), secondsOf(call, b)];
  const n = p.length === 0 || q.length === 0 ? 0 : Math.max(p.length, q.length);
  const start = Float64Array.from({ length: n }, (_, i) => p[i % p.length]!);
  return doubles(
    start.map((s, i) => q[i % q.length]! - s),
    new Map<string, Value>([
      ["class", characters(["Interval"])],
      ["start", timesOf(start)],
      ["tzone", characters(["UTC"])],
    ]),
  );
}

const UNITS: Readonly<Record<string, Unit>> = {
  second: "secs",
  minute: "mins",
  hour: "hours",
  day: "days",
  week: "weeks",
};
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const YEAR = 365.25 * DAY;

/** The time so many months later, on the first of the next where a month is shorter. */
function rolled(seconds: number, months: number): number {
  const day = Math.floor(seconds / DAY);
  const [year, month, date] = dateParts(day);
  const first = monthsLater(dayNumber(year, month, 1), months);
  const beyond = monthsLater(first, 1);
  return Math.min(first + date - 1, beyond) * DAY + seconds - day * DAY;
}

/** Whole months or years from one time to another, and the part of the next that has passed. */
function monthsBetween(start: number, end: number, size: number): number {
  if (Number.isNaN(start) || Number.isNaN(end)) return NaN;
  if (end < start) return -monthsBetween(end, start, size);
  const [y, m] = dateParts(Math.floor(start / DAY));
  const [y2, m2] = dateParts(Math.floor(end / DAY));
  let n = Math.floor(((y2 - y) * 12 + m2 - m) / size) + 1;
  while (rolled(start, n * size) > end) n--;
  const [low, high] = [rolled(start, n * size), rolled(start, (n + 1) * size)];
  return n + (end - low) / (high - low);
}

function timeLength(call: Call): Value {
  const x = call.value("x");
  const unit = call.text("unit", "second").replace(/s$/, "");
  const months = MONTHS[unit];
  if (!months && !UNITS[unit]) {
    return call.wrong(
      "unit",
      "a unit of time",
      call.value("unit"),
      '"days", "weeks", "months", "years"',
    );
  }
  if (inherits(x, "Interval")) {
    const { start, end } = ends(call, x);
    return doubles(
      start.map((s, i) =>
        months ? monthsBetween(s, end[i]!, months) : inUnits(end[i]! - s, "secs", UNITS[unit]!)
      ),
    );
  }
  if (!inherits(x, "difftime") && x.type !== "double" && x.type !== "integer") {
    return call.wrong("x", "an interval, or a difference of times", x);
  }
  const own = inherits(x, "difftime") ? unitOf(x) : "secs";
  return doubles(Float64Array.from(asDouble(x).values, (v) => {
    const seconds = inUnits(v, own, "secs");
    return months ? seconds / (YEAR / 12 * months) : inUnits(seconds, "secs", UNITS[unit]!);
  }));
}

/** Whether times lie in an interval, its ends included. */
function within(call: Call): Value {
  const { start, end } = ends(call, call.value("b"));
  const a = call.value("a");
  const at = secondsOf(call, a);
  const n = Math.max(at.length, start.length);
  return logicals(Int32Array.from({ length: n }, (_, i) => {
    const [t, s, e] = [at[i % at.length]!, start[i % start.length]!, end[i % end.length]!];
    if (Number.isNaN(t) || Number.isNaN(s) || Number.isNaN(e)) return NA_INTEGER;
    return t >= Math.min(s, e) && t <= Math.max(s, e) ? 1 : 0;
  }));
}

export const LUBRIDATE_TIMES: readonly Builtin[] = [
  ...(["ymd", "ydm", "mdy", "dmy"] as const).flatMap((order) =>
    ["h", "hm", "hms"].map((tail) => reader(order, `${order}_${tail}`, tail.length))
  ),
  part("hour", (s) => Math.floor(s / 3600)),
  part("minute", (s) => Math.floor(s % 3600 / 60)),
  part("second", (s) => s % 60),
  word("as_datetime", "x, tz, format, origin?, ...", (call) => {
    zoneOf(call);
    const x = call.value("x");
    if (x.type === "character" || inherits(x, "factor")) {
      const format = call.optional("format");
      return call.interpreter.call("as.POSIXct", format ? [x, format] : [x], call.span, [
        null,
        "format",
      ]);
    }
    return timesOf(secondsOf(call, x));
  }),
  word("make_datetime", "year, month, day, hour, min, sec, tz", (call) => {
    zoneOf(call);
    const given = (name: string, otherwise: number): Numbers =>
      call.has(name) ? call.doubles(name) : [otherwise];
    const parts = [
      given("year", 1970),
      given("month", 1),
      given("day", 1),
      given("hour", 0),
      given("min", 0),
      given("sec", 0),
    ];
    const n = parts.reduce((most, p) => Math.max(most, p.length), 0);
    return timesOf(Array.from({ length: n }, (_, i) => {
      const [y, m, d, h, k, s] = parts.map((p) => p[i % p.length]!) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return dayNumber(y, m, d) * DAY + h * 3600 + k * 60 + s;
    }));
  }),
  word("with_tz", "time, tzone", (call) => {
    refuseZone(call.text("tzone", ""), call.spanOf("tzone"));
    return call.value("time");
  }),
  word("is.POSIXct", "x", (call) => logicals([inherits(call.value("x"), "POSIXct") ? 1 : 0])),
  word(
    "interval",
    "start, end, tzone?",
    (call) => intervalOf(call, call.value("start"), call.value("end")),
  ),
  word("%--%", "start, end", (call) => intervalOf(call, call.value("start"), call.value("end"))),
  word("int_start", "int", (call) => timesOf(ends(call, call.value("int")).start)),
  word("int_end", "int", (call) => timesOf(ends(call, call.value("int")).end)),
  word("int_length", "int", (call) => {
    const { start, end } = ends(call, call.value("int"));
    return doubles(start.map((s, i) => end[i]! - s));
  }),
  word("time_length", "x, unit", timeLength),
  word("%within%", "a, b", within),
];
