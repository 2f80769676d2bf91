/**
 * Days read from texts by a format such as `%d.%m.%Y`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dayNumber } from "../values/date.ts";
import { leapYear } from "./calendar.ts";
import { DAYS, MONTHS } from "./names.ts";

/** What has been read of a date. */
interface Read {
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour?: number;
  /** A time of day after noon, where hours are counted to twelve. */
  afternoon?: boolean;
  minute?: number;
  second?: number;
}

/** Years of two digits: 69 to 99 belong to the twentieth century. */
function fullYear(two: number): number {
  return two < 69 ? 2000 + two : 1900 + two;
}

type Reader = (text: string, read: Read) => number;

/** A number of up to so many digits within bounds; −1 if there is none. */
function digits(
  text: string,
  most: number,
  low: number,
  high: number,
  put: (value: number) => void,
): number {
  const found = new RegExp(`^\\s*\\d{1,${most}}`).exec(text)?.[0];
  if (found === undefined) return -1;
  const value = Number(found);
  if (value < low || value > high) return -1;
  put(value);
  return found.length;
}

function name(text: string, names: readonly string[], put: (i: number) => void): number {
  const lower = text.toLowerCase();
  for (const whole of [true, false]) {
    for (let i = 0; i < names.length; i++) {
      const wanted = (whole ? names[i]! : names[i]!.slice(0, 3)).toLowerCase();
      if (!lower.startsWith(wanted)) continue;
      put(i);
      return wanted.length;
    }
  }
  return -1;
}

const day: Reader = (t, r) => digits(t, 2, 1, 31, (v) => r.day = v);
const month: Reader = (t, r) => name(t, MONTHS, (i) => r.month = i + 1);
const weekday: Reader = (t) => name(t, DAYS, () => {});

const READERS: Readonly<Record<string, Reader>> = {
  d: day,
  e: day,
  m: (t, r) => digits(t, 2, 1, 12, (v) => r.month = v),
  Y: (t, r) => digits(t, 4, 0, 9999, (v) => r.year = v),
  y: (t, r) => digits(t, 2, 0, 99, (v) => r.year = fullYear(v)),
  b: month,
  B: month,
  h: month,
  a: weekday,
  A: weekday,
  j: (t, r) => digits(t, 3, 1, 366, (v) => r.yearDay = v),
  H: (t, r) => digits(t, 2, 0, 24, (v) => r.hour = v),
  I: (t, r) => digits(t, 2, 1, 12, (v) => r.hour = v % 12),
  M: (t, r) => digits(t, 2, 0, 59, (v) => r.minute = v),
  S: (t, r) => digits(t, 2, 0, 61, (v) => r.second = v),
  p: (t, r) => name(t, ["AM", "PM"], (i) => r.afternoon = i === 1),
};

const SHORT: Readonly<Record<string, string>> = {
  F: "%Y-%m-%d",
  D: "%m/%d/%y",
  T: "%H:%M:%S",
  R: "%H:%M",
};

/** The day that a text says; NaN if it does not say one by this format. */
export function dayRead(text: string, format: string): number {
  const read = partsRead(text, format);
  return read ? dayOf(read, format) : NaN;
}

/** The seconds since 1970 that a text says; NaN if it does not say a time by this format. */
export function timeRead(text: string, format: string): number {
  const read = partsRead(text, format);
  if (!read) return NaN;
  const { hour = 0, afternoon = false, minute = 0, second = 0 } = read;
  return dayOf(read, format) * 86400 + (hour + (afternoon ? 12 : 0)) * 3600 + minute * 60 + second;
}

/** What a text says by a format; null where it is not written so. */
function partsRead(text: string, format: string): Read | null {
  const pattern = format.replace(/%([FDTR])/g, (_, letter: string) => SHORT[letter]!);
  const read: Read = {};
  let at = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    const rest = text.slice(at);
    if (/\s/.test(c)) {
      at += /^\s*/.exec(rest)![0].length;
      continue;
    }
    if (c !== "%") {
      if (rest[0] !== c) return null;
      at++;
      continue;
    }
    let letter = pattern[++i] ?? "%";
    if (letter === "O" && pattern[i + 1] === "S") {
      // seconds with their decimals
      i++;
      const found = /^\s*\d{1,2}(\.\d*)?/.exec(rest)?.[0];
      if (found === undefined || Number(found) > 61) return null;
      read.second = Number(found);
      at += found.length;
      continue;
    }
    if (/[EO]/.test(letter)) letter = pattern[++i] ?? "%";
    if (letter === "%") {
      if (rest[0] !== "%") return null;
      at++;
      continue;
    }
    const reader = READERS[letter];
    if (!reader) {
      return fail("wrong-argument", `A date is not read by "%${letter}"`, {
        hint: "%d %m %Y %y %b %B %a %A %j read parts of a date, %H %M %S %I %p of a time",
      });
    }
    const taken = reader(rest, read);
    if (taken < 0) return null;
    at += taken;
  }
  return read;
}

function dayOf({ year, month, day, yearDay }: Read, format: string): number {
  if (year === undefined) {
    return fail("no-clock", `The format "${format}" reads no year, and a page has no clock`, {
      hint: 'Give the year too: as.Date(paste(2024, x), "%Y %d %m")',
    });
  }
  if (yearDay !== undefined && month === undefined) {
    return yearDay > (leapYear(year) ? 366 : 365) ? NaN : dayNumber(year, 1, 1) + yearDay - 1;
  }
  if (month === undefined) {
    return fail("no-clock", `The format "${format}" reads no month, and a page has no clock`, {
      hint: 'Give month and day too: as.Date(paste0(x, "-01-01"), "%Y-%m-%d")',
    });
  }
  if (day === undefined) return NaN;
  return dayNumber(year, month, day);
}
