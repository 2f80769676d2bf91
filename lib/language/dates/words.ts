/**
 * Words that make dates, write them and say what day they are.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { dateParts, dayNumber } from "../values/date.ts";
import {
  characters,
  doubles,
  inherits,
  isFactor,
  isVector,
  namesOf,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { weekdayOf } from "./calendar.ts";
import { datesOf } from "./making.ts";
import { DAYS, MONTHS, short } from "./names.ts";
import { dayRead } from "./reading.ts";
import { dated } from "./writing.ts";

/** The days of an argument that is to be dates. */
export function daysOf(
  call: Call,
  name: string,
): { days: Float64Array; names: readonly (string | null)[] | null } {
  const x = call.value(name);
  if (inherits(x, "POSIXct")) {
    return {
      days: Float64Array.from(asDouble(x).values, (s) => Math.floor(s / 86400)),
      names: namesOf(x),
    };
  }
  if (!inherits(x, "Date")) {
    return call.wrong(name, "dates", x, 'as.Date(x) makes dates of texts such as "2024-05-31"');
  }
  return { days: Float64Array.from(asDouble(x).values), names: namesOf(x) };
}

function readAll(
  texts: readonly (string | null)[],
  formats: readonly string[],
): number[] {
  return texts.map((t, i) => t === null ? NaN : dayRead(t, formats[i % formats.length]!));
}

function ofTexts(call: Call, texts: readonly (string | null)[]): number[] {
  const format = call.optional("format");
  if (format && format.type !== "NULL") {
    const formats = asCharacter(format).values.map((f) => f ?? "");
    return formats.length === 0 ? [] : readAll(texts, formats);
  }
  const given = call.optional("tryFormats");
  const formats = given && isVector(given)
    ? asCharacter(given).values.map((f) => f ?? "")
    : ["%Y-%m-%d", "%Y/%m/%d"];
  const first = texts.find((t) => t !== null && t !== "") ?? null;
  if (first === null) return texts.map(() => NaN);
  const found = formats.find((f) => !Number.isNaN(dayRead(first, f)));
  if (found !== undefined) return readAll(texts, [found]);
  if (call.flag("optional", false)) return texts.map(() => NaN);
  return call.fail(
    "wrong-argument",
    `"${first}" is no date that is written as 2024-05-31 or 2024/05/31`,
    'Say how it is written: as.Date(x, format = "%d.%m.%Y")',
  );
}

function asDate(call: Call): Value {
  const x = call.value("x");
  if (inherits(x, "Date")) return x;
  if (inherits(x, "POSIXct")) {
    return datesOf(Array.from(asDouble(x).values, (s) => Math.floor(s / 86400)), namesOf(x));
  }
  if (!isVector(x) || x.type === "list") return call.wrong("x", "texts or numbers", x);
  const names = namesOf(x);
  if (x.type === "character" || isFactor(x)) {
    return datesOf(ofTexts(call, asCharacter(x).values), x.type === "character" ? names : null);
  }
  const { values } = asDouble(x);
  if (x.type === "logical") {
    if (Array.from(values).every(Number.isNaN)) return datesOf(values, names);
    return call.wrong("x", "texts or numbers", x);
  }
  const origin = call.optional("origin");
  if (origin === null) {
    return call.fail(
      "missing-argument",
      "as.Date() needs the day from which numbers are counted",
      'as.Date(x, origin = "1970-01-01"); a spreadsheet counts from "1899-12-30"',
    );
  }
  const start = inherits(origin, "Date")
    ? asDouble(origin).values[0]!
    : asDouble(call.interpreter.call("as.Date", [origin], call.span)).values[0]!;
  return datesOf(Array.from(values, (v) => start + v), names);
}

function formatDate(call: Call): Value {
  const { days, names } = daysOf(call, "x");
  const given = call.optional("format");
  const formats = given && given.type !== "NULL" && isVector(given)
    ? asCharacter(given).values.map((f) => f || "%Y-%m-%d")
    : ["%Y-%m-%d"];
  const n = days.length === 0 ? 0 : Math.max(days.length, formats.length);
  const out = characters(Array.from({ length: n }, (_, i) => {
    const day = days[i % days.length]!;
    return Number.isFinite(day) ? dated(day, formats[i % formats.length]!) : null;
  }));
  return names ? withNames(out, names) : out;
}

function strftime(call: Call): Value {
  const x = call.value("x");
  if (inherits(x, "POSIXct")) {
    const pattern = call.optional("format");
    return call.interpreter.call("format.POSIXct", pattern ? [x, pattern] : [x], call.span);
  }
  const dates = inherits(x, "Date") ? x : call.interpreter.call("as.Date", [x], call.span);
  const format = call.optional("format");
  return call.interpreter.call("format.Date", format ? [dates, format] : [dates], call.span);
}

/** A word that says a text of each day. */
function told(f: (day: number) => string): (call: Call) => Value {
  return (call) => {
    const { days } = daysOf(call, "x");
    const cut = call.word.parameters.some((p) => p.name === "abbreviate") &&
      call.flag("abbreviate", false);
    return characters(Array.from(days, (d) => Number.isNaN(d) ? null : cut ? short(f(d)) : f(d)));
  };
}

function julian(call: Call): Value {
  const { days } = daysOf(call, "x");
  const origin = call.optional("origin");
  const start = origin ? asDouble(origin).values[0]! : 0;
  const out = doubles(days.map((d) => d - start));
  return withAttribute(out, "origin", datesOf([start]));
}

export const DATES: readonly Builtin[] = [
  word("as.Date", "x, format, tryFormats, optional, origin, tz?, ...", asDate),
  word("format.Date", "x, format, tz?, usetz!FALSE, ...", formatDate),
  word("as.character.Date", "x, format, ...", formatDate),
  word("strftime", "x, format, tz?, usetz!FALSE, ...", strftime),
  word("weekdays", "x, abbreviate", told((d) => DAYS[weekdayOf(d)]!)),
  word("months", "x, abbreviate", told((d) => MONTHS[dateParts(d)[1] - 1]!)),
  word("quarters", "x, ...", told((d) => `Q${Math.ceil(dateParts(d)[1] / 3)}`)),
  word("julian", "x, origin, ...", julian),
  word(
    "is.Date",
    "x",
    (call) => call.interpreter.call("inherits", [call.value("x"), characters(["Date"])], call.span),
  ),
];

/** The first day of a month or a year in which a day lies. */
export function startOf(day: number, unit: "month" | "quarter" | "year"): number {
  const [year, month] = dateParts(day);
  if (unit === "year") return dayNumber(year, 1, 1);
  return dayNumber(year, unit === "month" ? month : month - (month - 1) % 3, 1);
}
