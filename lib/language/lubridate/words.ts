/**
 * lubridate's words on dates.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import { dateParts, dayNumber } from "../values/date.ts";
import { daysOfMonth, isoWeek, leapYear, weekdayOf, yearDay } from "../dates/calendar.ts";
import { datesOf } from "../dates/making.ts";
import { DAYS, MONTHS, short } from "../dates/names.ts";
import { startOf } from "../dates/words.ts";
import { startOfUnit } from "../dates/times/steps.ts";
import { timesOf } from "../dates/times/making.ts";
import { dayIn, type Order } from "./reading.ts";
import { LUBRIDATE_TIMES } from "./times.ts";
import { written } from "../text/joining.ts";
import {
  doubles,
  factor,
  inherits,
  integers,
  isVector,
  logicals,
  NA_INTEGER,
  type Numbers,
  type Value,
} from "../values/value.ts";

function reader(order: Order): (call: Call) => Value {
  return (call) => {
    const parts = call.rest.map((x) => inherits(x, "Date") ? x : written(call, x));
    const days = parts.flatMap((p) =>
      "type" in p
        ? Array.from(asDouble(p).values)
        : p.map((t) => t === null ? NaN : dayIn(t, order))
    );
    const texts = parts.flatMap((p) =>
      "type" in p ? new Array<null>(asDouble(p).values.length).fill(null) : p
    );
    const failed = days.filter((d, i) => Number.isNaN(d) && texts[i] !== null).length;
    if (failed > 0 && !call.flag("quiet", false)) {
      call.warn(
        `${order}() reads no date in ${failed} of ${days.length} texts: missing (NA)`,
        "made-missing",
      );
    }
    return datesOf(days);
  };
}

/** Days of dates, or of texts that as.Date reads. */
function days(call: Call, name = "x"): Float64Array {
  const x = call.value(name);
  if (inherits(x, "Date")) return Float64Array.from(asDouble(x).values);
  if (inherits(x, "POSIXct")) {
    return Float64Array.from(asDouble(x).values, (s) => Math.floor(s / 86400));
  }
  if (x.type !== "character") {
    return call.wrong(name, "dates", x, 'ymd("2024-05-31") or as.Date("2024-05-31") is a date');
  }
  return Float64Array.from(asDouble(call.interpreter.call("as.Date", [x], call.span)).values);
}

function told(f: (day: number) => number): (call: Call) => Value {
  return (call) => doubles(days(call).map((d) => Number.isNaN(d) ? NaN : f(d)));
}

function toldWhole(f: (day: number) => number): (call: Call) => Value {
  return (call) =>
    integers(Int32Array.from(days(call), (d) => Number.isNaN(d) ? NA_INTEGER : f(d)));
}

/** A number, or with `label = TRUE` an ordered factor of names. */
function labelled(
  call: Call,
  names: readonly string[],
  f: (day: number) => number,
  cut: (name: string) => string,
): Value {
  const codes = Int32Array.from(days(call), (d) => Number.isNaN(d) ? NA_INTEGER : f(d));
  if (!call.flag("label", false)) {
    return doubles(Float64Array.from(codes, (c) => c === NA_INTEGER ? NaN : c));
  }
  const abbreviated = call.has("abbr") ? call.flag("abbr", true) : true;
  return factor(codes, names.map((n) => abbreviated ? cut(n) : n), true);
}

function weekday(call: Call): Value {
  const start = call.number("week_start", 7);
  const from = start % 7;
  return labelled(
    call,
    [...DAYS.slice(from), ...DAYS.slice(0, from)],
    (d) => (weekdayOf(d) - from + 7) % 7 + 1,
    short,
  );
}

const UNITS_OF_TIME = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

/** The beginning of the unit in which a time lies, or that of the next. */
function timeRounded(call: Call, seconds: Numbers, unit: string, up: boolean): Value {
  if (!UNITS_OF_TIME.includes(unit)) {
    return call.wrong("unit", "a unit of time", call.value("unit"), UNITS_OF_TIME.join(", "));
  }
  const sunday = unit === "week" && call.number("week_start", 7) % 7 === 0 ? 86400 : 0;
  const low = (s: number): number => startOfUnit(s + sunday, unit) - sunday;
  const longest = { second: 1, minute: 60, hour: 3600, day: 86400, week: 604800 }[unit] ??
    { month: 31, quarter: 92, year: 366 }[unit]! * 86400;
  return timesOf(Array.from(seconds, (s) => {
    const floor = low(s);
    return !up || floor === s || Number.isNaN(s) ? floor : low(floor + longest);
  }));
}

function rounded(up: boolean): (call: Call) => Value {
  return (call) => {
    const unit = call.text("unit", "second").replace(/^1 /, "").replace(/s$/, "");
    const x = call.value("x");
    if (inherits(x, "POSIXct")) return timeRounded(call, asDouble(x).values, unit, up);
    const start = call.number("week_start", 7) % 7;
    const floor = (d: number): number => {
      if (unit === "day") return Math.floor(d);
      if (unit === "week") return Math.floor(d) - (weekdayOf(d) - start + 7) % 7;
      if (unit === "month" || unit === "quarter" || unit === "year") return startOf(d, unit);
      return call.wrong(
        "unit",
        "a unit of dates",
        call.value("unit"),
        "day, week, month, quarter, year",
      );
    };
    const span = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[unit] ?? 1;
    return datesOf(
      days(call).map((d) => {
        if (Number.isNaN(d)) return NaN;
        const low = floor(d);
        if (!up) return low;
        return unit === "day" ? Math.ceil(d) : floor(low + span);
      }),
    );
  };
}

const PARTS = "..., quiet, tz!NULL, locale?, truncated!0";

export const WORDS: readonly Builtin[] = [
  ...(["ymd", "ydm", "mdy", "myd", "dmy", "dym"] as const).map((o) => word(o, PARTS, reader(o))),
  word("as_date", "x, format, tz?, origin", (call) => {
    const x = call.value("x");
    if (inherits(x, "POSIXct")) return call.interpreter.call("as.Date", [x], call.span);
    if (x.type === "double" || x.type === "integer") return datesOf(asDouble(x).values);
    const format = call.optional("format");
    return call.interpreter.call("as.Date", format ? [x, format] : [x], call.span);
  }),
  word("make_date", "year, month, day", (call) => {
    const part = (name: string, otherwise: number): Numbers =>
      call.has(name) ? call.doubles(name) : [otherwise];
    const [y, m, d] = [part("year", 1970), part("month", 1), part("day", 1)];
    const n = Math.max(y.length, m.length, d.length);
    return datesOf(
      Array.from(
        { length: n },
        (_, i) => dayNumber(y[i % y.length]!, m[i % m.length]!, d[i % d.length]!),
      ),
    );
  }),
  word("year", "x", told((d) => dateParts(d)[0])),
  word("isoyear", "x", told((d) => isoWeek(d)[0])),
  word(
    "month",
    "x, label, abbr, locale?",
    (call) => labelled(call, MONTHS, (d) => dateParts(d)[1], short),
  ),
  word("day", "x", toldWhole((d) => dateParts(d)[2])),
  word("mday", "x", toldWhole((d) => dateParts(d)[2])),
  word("wday", "x, label, abbr, week_start, locale?", weekday),
  word("yday", "x", told(yearDay)),
  word("qday", "x", told((d) => Math.floor(d) - startOf(d, "quarter") + 1)),
  word("week", "x", told((d) => Math.floor((yearDay(d) - 1) / 7) + 1)),
  word("isoweek", "x", told((d) => isoWeek(d)[1])),
  word(
    "quarter",
    'x, type!"quarter", fiscal_start!1, with_year!FALSE',
    toldWhole((d) => Math.ceil(dateParts(d)[1] / 3)),
  ),
  word("semester", "x, with_year!FALSE", toldWhole((d) => dateParts(d)[1] <= 6 ? 1 : 2)),
  word("leap_year", "date", (call) => {
    const x = call.value("date");
    const years =
      (x.type === "double" || x.type === "integer") && isVector(x) && !inherits(x, "Date")
        ? Float64Array.from(asDouble(x).values)
        : days(call, "date").map((d) => Number.isNaN(d) ? NaN : dateParts(d)[0]);
    return logicals(
      Int32Array.from(years, (y) => Number.isNaN(y) ? NA_INTEGER : leapYear(y) ? 1 : 0),
    );
  }),
  word("days_in_month", "x", (call) => {
    const parts = Array.from(days(call), (d) => Number.isNaN(d) ? null : dateParts(d));
    const out = integers(parts.map((p) => p ? daysOfMonth(p[0], p[1]) : NA_INTEGER));
    return call.interpreter.call("names<-", [
      out,
      call.interpreter.call("months", [call.value("x"), logicals([1])], call.span),
    ], call.span);
  }),
  ...LUBRIDATE_TIMES,
  word("floor_date", "x, unit, week_start", rounded(false)),
  word("ceiling_date", "x, unit, change_on_boundary!NULL, week_start", rounded(true)),
];
