/**
 * Days as texts by a format such as `%d.%m.%Y`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dateParts, dateText } from "../values/date.ts";
import { isoWeek, weekdayOf, yearDay } from "./calendar.ts";
import { DAYS, MONTHS, short } from "./names.ts";

const hour = (second: number): number => Math.floor(second / 3600);
const two = (x: number): string => String(x).padStart(2, "0");

/** What each letter behind a `%` writes. */
const WRITERS: Readonly<Record<string, (day: number, second: number) => string>> = {
  d: (day) => two(dateParts(day)[2]),
  e: (day) => String(dateParts(day)[2]).padStart(2),
  m: (day) => two(dateParts(day)[1]),
  Y: (day) => String(dateParts(day)[0]),
  y: (day) => two(((dateParts(day)[0] % 100) + 100) % 100),
  C: (day) => two(Math.floor(dateParts(day)[0] / 100)),
  B: (day) => MONTHS[dateParts(day)[1] - 1]!,
  b: (day) => short(MONTHS[dateParts(day)[1] - 1]!),
  h: (day) => short(MONTHS[dateParts(day)[1] - 1]!),
  A: (day) => DAYS[weekdayOf(day)]!,
  a: (day) => short(DAYS[weekdayOf(day)]!),
  j: (day) => String(yearDay(day)).padStart(3, "0"),
  u: (day) => String(weekdayOf(day) || 7),
  w: (day) => String(weekdayOf(day)),
  U: (day) => two(Math.floor((yearDay(day) + 6 - weekdayOf(day)) / 7)),
  W: (day) => two(Math.floor((yearDay(day) + 6 - ((weekdayOf(day) + 6) % 7)) / 7)),
  V: (day) => two(isoWeek(day)[1]),
  G: (day) => String(isoWeek(day)[0]),
  g: (day) => two(isoWeek(day)[0] % 100),
  F: dateText,
  D: (day) => dated(day, "%m/%d/%y"),
  x: (day) => dated(day, "%m/%d/%y"),
  H: (_, s) => two(hour(s)),
  k: (_, s) => String(hour(s)).padStart(2),
  I: (_, s) => two(hour(s) % 12 || 12),
  l: (_, s) => String(hour(s) % 12 || 12).padStart(2),
  M: (_, s) => two(Math.floor(s % 3600 / 60)),
  S: (_, s) => two(Math.floor(s % 60)),
  p: (_, s) => hour(s) < 12 ? "AM" : "PM",
  T: (day, s) => dated(day, "%H:%M:%S", s),
  X: (day, s) => dated(day, "%H:%M:%S", s),
  r: (day, s) => dated(day, "%I:%M:%S %p", s),
  R: (day, s) => dated(day, "%H:%M", s),
  c: (day, s) => dated(day, "%a %b %e %H:%M:%S %Y", s),
  s: (day, s) => String(day * 86400 + Math.floor(s)),
  Z: () => "UTC",
  z: () => "+0000",
  n: () => "\n",
  t: () => "\t",
  "%": () => "%",
};

/** A day, or a time of so many seconds after its beginning, by a format. */
export function dated(day: number, format: string, second = 0): string {
  return format.replace(/%[EO]?([a-zA-Z%])/g, (spec, letter: string) => {
    const write = WRITERS[letter];
    if (write) return write(day, second);
    return fail("wrong-argument", `A date is not written by "${spec}"`, {
      hint: "%d %m %Y %y %b %B %a %A %j %U %V %u write parts of a date",
    });
  });
}
