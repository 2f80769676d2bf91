/**
 * Days in texts, by the order of their parts, as lubridate reads them.
 *
 * @module
 */
import { MONTHS, short } from "../dates/names.ts";
import { dayNumber } from "../values/date.ts";

export type Order = "ymd" | "ydm" | "mdy" | "myd" | "dmy" | "dym";

/** A month by its number or its name; NaN if it is none. */
function monthOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = MONTHS.findIndex((m) =>
    m.toLowerCase() === text.toLowerCase() || short(m).toLowerCase() === text.toLowerCase()
  );
  return at < 0 ? NaN : at + 1;
}

/** The day that a text says, its parts in an order, whatever stands between them. */
export function dayIn(text: string, order: Order): number {
  const digits = text.replace(/\D/g, "");
  let parts: string[] = text.match(/\d+|\p{L}+/gu) ?? [];
  parts = parts.map((p) => p.replace(/^(\d+)(st|nd|rd|th)$/i, "$1"))
    .filter((p) => !/^(st|nd|rd|th|of|the)$/i.test(p));
  if (parts.length === 1 && (digits.length === 8 || digits.length === 6)) {
    const wide = digits.length === 8;
    let at = 0;
    parts = [...order].map((c) => {
      const size = c === "y" && wide ? 4 : 2;
      return digits.slice(at, at += size);
    });
  }
  if (parts.length !== 3) return NaN;
  const of = (c: string): string => parts[order.indexOf(c)]!;
  const [y, m, d] = [of("y"), monthOf(of("m")), Number(of("d"))];
  if (!/^(\d{2}|\d{4})$/.test(y) || !/^\d{1,2}$/.test(of("d"))) return NaN;
  const year = y.length === 4 ? Number(y) : Number(y) < 69 ? 2000 + Number(y) : 1900 + Number(y);
  return m >= 1 && m <= 12 ? dayNumber(year, m, d) : NaN;
}
