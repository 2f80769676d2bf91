/**
 * Days since 1970-01-01 as dates and back.
 *
 * @module
 */

/** Year, month (1 to 12) and day of a day number. */
export function dateParts(day: number): [year: number, month: number, day: number] {
  const z = Math.floor(day) + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

/** The day number of a date; NaN if there is no such day. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  const number = era * 146097 + doe - 719468;
  const [y2, m2, d2] = dateParts(number);
  return y2 === year && m2 === month && d2 === day ? number : NaN;
}

/** A day as R prints it: `2026-11-26`. */
export function dateText(day: number): string {
  const [y, m, d] = dateParts(day);
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${
    String(d).padStart(2, "0")
  }`;
}

/** Seconds since 1970 as R prints them, in UTC: days alone where no element has a time of day. */
export function timeTexts(seconds: Iterable<number>, always = false): (string | null)[] {
  const all = Array.from(seconds);
  const known = all.filter(Number.isFinite);
  const whole = known.every((s) => s % 86400 === 0);
  return all.map((s) => {
    if (!Number.isFinite(s)) return null;
    const day = dateText(Math.floor(s / 86400));
    if (whole && !always) return day;
    const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
    const rest = s - Math.floor(s / 86400) * 86400;
    return `${day} ${two(rest / 3600)}:${two(rest % 3600 / 60)}:${two(rest % 60)}`;
  });
}
