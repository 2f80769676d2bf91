/**
 * Numbers as columns of tibbles show them: three significant digits, points below each other, powers
 * of ten where a column would be too wide.
 *
 * @module
 */
import { round, signif } from "../../render/number/number_format.ts";

/** Significant digits that are shown. */
export const DIGITS = 3;
/** A column of decimals that would be wider is written in powers of ten. */
const WIDEST = 13;

/** Cells of one column, all of one width. */
export interface Cells {
  readonly cells: readonly string[];
  readonly width: number;
}

/** A column of numbers in both ways. */
export interface NumberCells {
  readonly decimal: Cells;
  readonly scientific: Cells;
}

/** What stands for a value that is no finite number; null for a number. */
function word(x: number | null): string | null {
  if (x === null) return "NA";
  if (Number.isNaN(x)) return "NaN";
  return Number.isFinite(x) ? null : x > 0 ? "Inf" : "-Inf";
}

/** Whether two numbers differ by no more than two units in the last place, as pillar takes it. */
function alike(x: number, y: number): boolean {
  if (x === y) return true;
  const power = Math.round(Math.log2(x));
  return power === Math.round(Math.log2(y)) &&
    Math.abs(x - y) * 2 ** -power <= 2 * Number.EPSILON;
}

/** How many digits a number needs, up to `most`: those at its end that say nothing are left out. */
function digitsOf(a: number, most: number): number {
  const exponent = exponentOf(a, most);
  let digits = most;
  while (digits > 1) {
    const places = digits - 2 - exponent;
    // Beyond the powers of ten that a number can hold, the text decides.
    const same = Math.abs(places) < 290 && a > 1e-290
      ? alike(a * 10 ** places, round(a * 10 ** places, 0))
      : Number(a.toExponential(digits - 2)) === a;
    if (!same) break;
    digits--;
  }
  return digits;
}

function exponentOf(a: number, most: number): number {
  const rounded = signif(a, most);
  // Powers beyond what a power of ten can divide are rounded as texts.
  const text = a > 1e-290 && a < 1e290 ? rounded.toExponential() : a.toExponential(most - 1);
  return Number(text.slice(text.indexOf("e") + 1));
}

interface Parts {
  readonly whole: string;
  readonly point: boolean;
  readonly fraction: string;
  readonly tail: string;
}

function aligned(parts: readonly Parts[]): Cells {
  const whole = parts.reduce((m, p) => Math.max(m, p.whole.length), 0);
  const fraction = parts.reduce((m, p) => Math.max(m, p.fraction.length), 0);
  const tail = parts.reduce((m, p) => Math.max(m, p.tail.length), 0);
  const point = parts.some((p) => p.point);
  const cells = parts.map((p) =>
    p.whole.padStart(whole) + (point ? (p.point ? "." : " ") : "") + p.fraction.padEnd(fraction) +
    p.tail.padEnd(tail)
  );
  return { cells, width: whole + (point ? 1 : 0) + fraction + tail };
}

function decimal(x: number | null, most: number): Parts {
  const said = word(x);
  if (said !== null || x === null) {
    return { whole: said ?? "NA", point: false, fraction: "", tail: "" };
  }
  const sign = x < 0 ? "-" : "";
  const a = Math.abs(x);
  if (a === 0) return { whole: "0", point: false, fraction: "", tail: "" };
  const digits = digitsOf(a, most);
  const places = Math.max(0, digits - 1 - exponentOf(a, most));
  if (places === 0) {
    const near = round(a, 0);
    const whole = alike(a, near);
    return { whole: sign + wholeText(near), point: !whole, fraction: "", tail: "" };
  }
  const [whole = "", fraction = ""] = signif(a, most).toFixed(Math.min(places, 100)).split(".");
  return { whole: sign + whole, point: true, fraction, tail: "" };
}

/** A whole number in all its digits. */
function wholeText(a: number): string {
  return a < 1e21 ? a.toFixed(0) : BigInt(a).toString();
}

/** Mantissas below each other, then exponents: with signs if one of them is negative. */
function scientific(values: readonly (number | null)[], most: number): Cells {
  const exponents = values.map((x) =>
    x === null || x === 0 || !Number.isFinite(x) ? null : exponentOf(Math.abs(x), most)
  );
  const signed = exponents.some((e) => e !== null && e < 0);
  const width = exponents.reduce<number>(
    (m, e) => e === null ? m : Math.max(m, String(Math.abs(e)).length),
    0,
  );
  return aligned(values.map((x, i): Parts => {
    const e = exponents[i]!;
    if (e === null || x === null) {
      return { whole: word(x) ?? "0", point: false, fraction: "", tail: "" };
    }
    const a = Math.abs(x);
    const digits = digitsOf(a, most);
    const extreme = a < 1e-290 || a > 1e290;
    const text = (extreme ? a : signif(a, most)).toExponential(digits - 1);
    const [whole = "", fraction = ""] = text.slice(0, text.indexOf("e")).split(".");
    const sign = signed ? (e < 0 ? "-" : "+") : "";
    return {
      whole: (x < 0 ? "-" : "") + whole,
      point: fraction !== "",
      fraction,
      tail: `e${sign}${String(Math.abs(e)).padStart(width)}`,
    };
  }));
}

/** Numbers of a column; null is missing. */
export function numberCells(values: readonly (number | null)[], most = DIGITS): NumberCells {
  const powers = scientific(values, most);
  const plain = aligned(values.map((x) => decimal(x, most)));
  return { decimal: plain.width > WIDEST ? powers : plain, scientific: powers };
}
