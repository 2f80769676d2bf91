/**
 * Words that make times of day and write them: `as.POSIXct strptime ISOdate ISOdatetime format.POSIXct`.
 *
 * @module
 */
import { type Builtin, type Call, refusing, word } from "../../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../../values/coerce.ts";
import { dayNumber } from "../../values/date.ts";
import {
  characters,
  inherits,
  isFactor,
  isVector,
  namesOf,
  type Value,
  withNames,
} from "../../values/value.ts";
import { timeRead } from "../reading.ts";
import { dated } from "../writing.ts";
import { DAY, secondsOf, textsOf, timesOf, zoneOf } from "./making.ts";

/** How times are written where nothing is said, in the order in which R tries. */
const USUAL = [
  "%Y-%m-%d %H:%M:%OS",
  "%Y/%m/%d %H:%M:%OS",
  "%Y-%m-%d %H:%M",
  "%Y/%m/%d %H:%M",
  "%Y-%m-%d",
  "%Y/%m/%d",
];

function readAll(texts: readonly (string | null)[], formats: readonly string[]): number[] {
  return texts.map((t, i) => t === null ? NaN : timeRead(t, formats[i % formats.length]!));
}

function ofTexts(call: Call, texts: readonly (string | null)[]): number[] {
  const given = call.optional("format");
  if (given && given.type !== "NULL") {
    return readAll(texts, textsOf(given).map((f) => f ?? ""));
  }
  const known = texts.filter((t): t is string => t !== null && t !== "");
  if (known.length === 0) return texts.map(() => NaN);
  const tried = call.optional("tryFormats");
  const formats = tried ? textsOf(tried).map((f) => f ?? "") : USUAL;
  const found = formats.find((f) => known.every((t) => !Number.isNaN(timeRead(t, f))));
  if (found) return readAll(texts, [found]);
  return call.fail(
    "wrong-argument",
    `"${known[0]}" is no time that is written as 2024-05-31 14:30:00`,
    'Say how it is written: as.POSIXct(x, format = "%d.%m.%Y %H:%M", tz = "UTC")',
  );
}

function asTime(call: Call): Value {
  const x = call.value("x");
  const zone = zoneOf(call);
  if (inherits(x, "POSIXct")) return x;
  if (!isVector(x) || x.type === "list") return call.wrong("x", "texts, dates or numbers", x);
  const names = namesOf(x);
  if (inherits(x, "Date")) return timesOf(secondsOf(call, x), names, zone);
  if (x.type === "character" || isFactor(x)) {
    return timesOf(ofTexts(call, asCharacter(x).values), names, zone);
  }
  const numbers = asDouble(x).values;
  const allGone = Array.from(numbers).every(Number.isNaN);
  if (x.type === "logical" && !allGone) return call.wrong("x", "texts, dates or numbers", x);
  if (!call.has("origin") && !allGone) {
    return call.fail(
      "missing-argument",
      "as.POSIXct() needs the time from which seconds are counted",
      'as.POSIXct(x, origin = "1970-01-01", tz = "UTC")',
    );
  }
  const start = call.has("origin") ? secondsOf(call, call.value("origin"))[0]! : 0;
  return timesOf(Array.from(numbers, (v) => start + v), names, zone);
}

function strptime(call: Call): Value {
  const zone = zoneOf(call);
  const formats = call.texts("format").map((f) => f ?? "");
  return timesOf(readAll(call.texts("x"), formats), null, zone);
}

/** Times of their parts. */
function ofParts(call: Call, hour: number, otherwise: string): Value {
  const zone = zoneOf(call, otherwise);
  const part = (name: string, otherwise: number): ArrayLike<number> =>
    call.has(name) ? call.doubles(name) : [otherwise];
  const [y, m, d] = [call.doubles("year"), call.doubles("month"), call.doubles("day")];
  const [h, i, s] = [part("hour", hour), part("min", 0), part("sec", 0)];
  const all = [y, m, d, h, i, s];
  const n = all.some((a) => a.length === 0)
    ? 0
    : all.reduce((most, a) => Math.max(most, a.length), 0);
  const at = (a: ArrayLike<number>, k: number): number => a[k % a.length]!;
  return timesOf(
    Array.from({ length: n }, (_, k) => {
      const known = at(h, k) >= 0 && at(h, k) <= 24 && at(i, k) >= 0 && at(i, k) < 60 &&
        at(s, k) >= 0 && at(s, k) < 62;
      return known
        ? dayNumber(at(y, k), at(m, k), at(d, k)) * DAY + at(h, k) * 3600 + at(i, k) * 60 + at(s, k)
        : NaN;
    }),
    null,
    zone,
  );
}

/** Times by a pattern; without one with so many parts as they have. */
function formatTime(call: Call): Value {
  zoneOf(call);
  const x = call.value("x");
  const seconds = secondsOf(call, x);
  const given = call.optional("format");
  const names = namesOf(x);
  const zone = call.has("usetz") && call.flag("usetz", false) ? " UTC" : "";
  const usual = (): (string | null)[] => asCharacter(timesOf(seconds)).values;
  const formats = given && given.type !== "NULL" ? textsOf(given).map((f) => f ?? "") : null;
  const texts = formats === null || formats.every((f) => f === "")
    ? usual()
    : Array.from({ length: Math.max(seconds.length, formats.length) }, (_, k) => {
      const s = seconds[k % seconds.length]!;
      const day = Math.floor(s / DAY);
      return Number.isFinite(s) ? dated(day, formats[k % formats.length]!, s - day * DAY) : null;
    });
  const out = characters(texts.map((t) => t === null ? null : t + zone));
  return names ? withNames(out, names) : out;
}

export const TIMES: readonly Builtin[] = [
  word("as.POSIXct", "x, tz, format, tryFormats, origin, optional?, ...", asTime),
  word("strptime", "x, format, tz", strptime),
  word("ISOdate", "year, month, day, hour, min, sec, tz", (call) => ofParts(call, 12, "GMT")),
  word("ISOdatetime", "year, month, day, hour, min, sec, tz", (call) => ofParts(call, 0, "UTC")),
  word("format.POSIXct", "x, format, tz, usetz, ...", formatTime),
  refusing(
    "as.POSIXlt",
    'as.numeric(format(x, "%H")) has the hour of a time, weekdays(x) its day; lubridate has hour(x)',
    "as.POSIXlt(): times by their parts are not part of the block language",
  ),
];
