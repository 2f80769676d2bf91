/**
 * Dates on an axis: their breaks and how they are written.
 *
 * @module
 */
import type { TimeStep } from "./spec.ts";

/** A day of the calendar; months from 0. */
interface Day {
  year: number;
  month: number;
  day: number;
}

/** Year, month and day of days since 1970 (Hinnant's civil calendar). */
function civil(days: number): Day {
  const z = Math.floor(days) + 719468, era = Math.floor(z / 146097), doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)),
    mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 2 : mp - 10;
  return {
    year: yoe + era * 400 + (month <= 1 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** The first day of a month, counted from year 0, in days since 1970. */
function firstOf(months: number): number {
  const year = Math.floor(months / 12), month = months - 12 * year;
  const y = month <= 1 ? year - 1 : year, era = Math.floor(y / 400), yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 1 ? month - 2 : month + 10) + 2) / 5);
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

const MONTHS =
  "January February March April May June July August September October November December"
    .split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const two = (n: number): string => String(n).padStart(2, "0");

/** A date in a format of `strftime`. */
export function dateText(days: number, format: string): string {
  const { year, month, day } = civil(days);
  const week = ((Math.floor(days) + 4) % 7 + 7) % 7;
  const ordinal = Math.floor(days) - firstOf(year * 12) + 1;
  return format.replace(/%([a-zA-Z%])/g, (whole, c: string) => {
    switch (c) {
      case "Y":
        return String(year);
      case "y":
        return two(year % 100);
      case "m":
        return two(month + 1);
      case "d":
        return two(day);
      case "e":
        return String(day).padStart(2);
      case "b":
      case "h":
        return MONTHS[month]!.slice(0, 3);
      case "B":
        return MONTHS[month]!;
      case "a":
        return DAYS[week]!.slice(0, 3);
      case "A":
        return DAYS[week]!;
      case "u":
        return String(week || 7);
      case "w":
        return String(week);
      case "j":
        return String(ordinal).padStart(3, "0");
      case "U":
        return two(Math.floor((ordinal + 6 - week) / 7));
      case "W":
        return two(Math.floor((ordinal + 6 - (week + 6) % 7) / 7));
      case "F":
        return `${year}-${two(month + 1)}-${two(day)}`;
      case "D":
        return `${two(month + 1)}/${two(day)}/${two(year % 100)}`;
      case "H":
      case "M":
      case "S":
        return "00";
      case "%":
        return "%";
    }
    return whole;
  });
}

/** The last step at or before a day. */
function floorTo(days: number, { unit, count }: TimeStep): number {
  const { year, month } = civil(days);
  switch (unit) {
    case "day":
      return Math.floor(days);
    case "week":
      return Math.floor(days) - (((Math.floor(days) + 3) % 7 + 7) % 7);
    case "month":
      return firstOf(year * 12 + month);
    case "year":
      return firstOf(Math.floor(year / count) * count * 12);
  }
}

function next(days: number, { unit, count }: TimeStep): number {
  if (unit === "day") return days + count;
  if (unit === "week") return days + 7 * count;
  const { year, month } = civil(days);
  return firstOf(year * 12 + month + count * (unit === "year" ? 12 : 1));
}

/** Days at steps that an author asks for, from the one before the range on. */
export function stepBreaks(low: number, high: number, step: TimeStep): number[] {
  const one = { ...step, count: 1 };
  const start = floorTo(low, one), out: number[] = [];
  const end = next(floorTo(high, one), one);
  for (let d = start; d <= end && out.length < 10_000; d = next(d, step)) out.push(d);
  return out;
}

/** Steps of which the one is taken that gives the number of intervals nearest to five. */
const STEPS: readonly { from(d: number): number; next(d: number): number; format: string }[] = [
  ...[1, 2].map((n) => ({
    from: (d: number) => Math.floor(d / 1),
    next: (d: number) => d + n,
    format: "%b %d",
  })),
  {
    from: (d) => floorTo(d, { unit: "week", count: 1 }),
    next: (d) => d + 7,
    format: "%b %d",
  },
  {
    from: (d) => {
      const { year, month, day } = civil(d);
      return firstOf(year * 12 + month) + (day >= 15 ? 14 : 0);
    },
    next: (d) => {
      const { year, month, day } = civil(d);
      return day < 15 ? d + 14 : firstOf(year * 12 + month + 1);
    },
    format: "%b %d",
  },
  ...[1, 3, 6].map((n) => ({
    from: (d: number) => {
      const { year, month } = civil(d);
      return firstOf(year * 12 + Math.floor(month / n) * n);
    },
    next: (d: number) => next(d, { unit: "month", count: n }),
    format: n === 6 ? "%Y-%m" : "%b",
  })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => ({
    from: (d: number) => floorTo(d, { unit: "year", count: n }),
    next: (d: number) => next(d, { unit: "year", count: n }),
    format: "%Y",
  })),
];

/** Days at the beginnings of days, weeks, months or years, as R's `pretty` chooses them, and their texts. */
export function dateBreaks(low: number, high: number, n = 5): { at: number[]; texts: string[] } {
  let best: { at: number[]; format: string; away: number } | null = null;
  for (const { from, next: after, format } of STEPS) {
    const at = [from(low)];
    while (at.at(-1)! < high && at.length < 400) at.push(after(at.at(-1)!));
    if (at.at(-1)! < high) continue;
    const away = Math.abs(at.length - 1 - n);
    if (!best || away < best.away) best = { at, format, away };
  }
  const { at, format } = best ?? { at: [low, high], format: "%Y" };
  const written = format === "%b" && high - low > 366 ? "%b %Y" : format;
  return { at, texts: at.map((d) => dateText(d, written)) };
}
