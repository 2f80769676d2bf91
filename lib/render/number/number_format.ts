/**
 * Numbers in R's digits: how many decimals a column shares, when it turns to powers of ten, and
 * how halves are rounded. Rules read off R's documented behaviour of `format`, `round`, `signif`,
 * `zapsmall` and `formatC`.
 *
 * @module
 */
import { greatest } from "../../lists.ts";

/** How all numbers of one column are written. */
export interface NumberLayout {
  /** Digits after the point (of the mantissa, if scientific). */
  decimals: number;
  /** Width that the widest number needs. */
  width: number;
  scientific: boolean;
}

/** What a number needs on its own to show `digits` significant digits. */
interface Need {
  /** Exponent of ten of the leading digit, after rounding. */
  exponent: number;
  /** Significant digits that remain when trailing zeros are dropped. */
  significant: number;
  /** Rounding to `digits` gave one more digit before the point than the number really has. */
  widened: boolean;
}

/** Digits beyond which R does not look; products in its working precision carry about 19. */
const GUARD = 19;
const MAX_DECIMALS = 22;

/**
 * Rounds a decimal string of digits to `keep` digits, a half going to the even neighbour.
 * Returns the digits and whether a carry made them one longer.
 */
function roundDigits(digits: string, keep: number): { digits: string; carry: boolean } {
  const head = digits.slice(0, keep);
  const tail = digits.slice(keep);
  const first = tail.charCodeAt(0) - 48;
  const up = tail !== "" &&
    (first > 5 || (first === 5 && (/[1-9]/.test(tail.slice(1)) || odd(head))));
  if (!up) return { digits: head, carry: false };
  const raised = (BigInt(head === "" ? "0" : head) + 1n).toString().padStart(keep, "0");
  return { digits: raised, carry: raised.length > keep };
}

function odd(digits: string): boolean {
  return digits !== "" && (digits.charCodeAt(digits.length - 1) - 48) % 2 === 1;
}

/** Up to so many digits a number is shown without the noise of its computation. */
const SETTLED = 10;

/**
 * What is left of a number when the noise of its computation (beyond the twelfth digit) is taken
 * away: 6.87499999999999 is 6.875, and then rounds as a half does, on every machine alike.
 */
function settled(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(12)) : x;
}

/**
 * Digits and power of ten of a number that was settled, which has twelve digits at most: those it is
 * known by, which take a tenth of the time that all of its digits take. They round as it does but for a
 * half, where the digits behind the twelfth decide; null there.
 */
function shortDigits(clean: number, digits: number): [digits: string, power: string] | null {
  const text = clean.toExponential();
  const at = text.indexOf("e");
  const short = at === 1 ? text.slice(0, 1) : text.slice(0, 1) + text.slice(2, at);
  const half = short.length === digits + 1 && short.endsWith("5");
  return half || short.length > 12 ? null : [short, text.slice(at + 1)];
}

/** Digits and power of ten of a number, as far as R looks. */
function longDigits(clean: number): [digits: string, power: string] {
  const text = clean.toExponential(GUARD - 1);
  const at = text.indexOf("e");
  return [text.slice(0, 1) + text.slice(2, at), text.slice(at + 1)];
}

/** Exponent and significant digits of one finite number at `digits` digits. */
function needOf(x: number, digits: number): Need {
  if (x === 0) return { exponent: 0, significant: 1, widened: false };
  const size = Math.abs(x);
  const [all, power] = digits > SETTLED
    ? longDigits(size)
    : shortDigits(settled(size), digits) ?? longDigits(settled(size));
  const rounded = roundDigits(all, digits);
  const exponent = Number(power) + (rounded.carry ? 1 : 0);
  let significant = rounded.digits.length;
  while (significant > 1 && rounded.digits.charCodeAt(significant - 1) === 48) significant--;
  // 9996 at three digits is 1e+04, but written without a power it stays 9996.
  const cut = Math.min(MAX_DECIMALS, Math.max(0, digits - exponent));
  const widened = exponent > 0 && size < Number(`1e${exponent}`) - 0.5 / 10 ** cut;
  return { exponent, significant, widened };
}

/** Width and decimals that a column shares, and whether it is written with powers of ten. */
function layoutOf(
  values: readonly (number | null)[],
  digits = 7,
  atLeast = 0,
  allowScientific = true,
  scipen = 0,
): NumberLayout {
  let right = -Infinity, left = -Infinity, whole = 1;
  let top = -Infinity, bottom = Infinity, significant = 1;
  let negative = 0, seen = false;
  for (const x of values) {
    if (x === null || !Number.isFinite(x)) continue;
    seen = true;
    const need = needOf(x, digits);
    const before = need.exponent + 1 - (need.widened ? 1 : 0);
    const sign = x < 0 ? 1 : 0;
    negative = Math.max(negative, sign);
    right = Math.max(right, need.significant - need.exponent - 1);
    left = Math.max(left, before);
    whole = Math.max(whole, sign + (before <= 0 ? 1 : before));
    top = Math.max(top, need.exponent);
    bottom = Math.min(bottom, need.exponent);
    significant = Math.max(significant, need.significant);
  }
  const special = specialWidth(values);
  if (!seen) return { decimals: 0, width: special, scientific: false };
  if (left < 0) whole = 1 + negative;
  right = Math.min(MAX_DECIMALS, Math.max(0, right));
  const fixedWidth = whole + right + (right > 0 ? 1 : 0);
  const powerDigits = top >= 100 || bottom <= -100 ? 2 : 1;
  const mantissa = significant - 1;
  const scientificWidth = negative + (mantissa > 0 ? 1 : 0) + mantissa + 4 + powerDigits;
  if (allowScientific && fixedWidth > scientificWidth + scipen) {
    return {
      decimals: mantissa,
      width: Math.max(special, scientificWidth),
      scientific: true,
    };
  }
  const decimals = Math.max(right, atLeast);
  return {
    decimals,
    width: Math.max(special, whole + decimals + (decimals > 0 ? 1 : 0)),
    scientific: false,
  };
}

/** Width of `NA`, `NaN` and `Inf` where they occur. */
function specialWidth(values: readonly (number | null)[]): number {
  let width = 0;
  for (const x of values) {
    if (x === null) width = Math.max(width, 2);
    else if (Number.isNaN(x)) width = Math.max(width, 3);
    else if (x === Infinity) width = Math.max(width, 3);
    else if (x === -Infinity) width = Math.max(width, 4);
  }
  return width;
}

/** One number in a layout, without padding. */
function writeNumber(x: number | null, layout: NumberLayout): string {
  if (x === null) return "NA";
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "Inf" : "-Inf";
  const before = layout.scientific || Math.abs(x) < 1 ? 1 : Math.floor(Math.log10(Math.abs(x))) + 1;
  const clean = before + layout.decimals > SETTLED ? x : settled(x);
  return layout.scientific ? toScientific(clean, layout.decimals) : toFixed(clean, layout.decimals);
}

/** Powers of ten that are doubles. */
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * Whether a number can lie half way between two with so many decimals: the product is exact where it
 * does and can hold a half at all, and a rounded one that looks so is merely looked at again.
 */
function maybeHalf(size: number, decimals: number): boolean {
  const power = POWERS[decimals];
  if (power === undefined) return true;
  const scaled = size * power;
  return scaled >= 2 ** 52 || scaled - Math.floor(scaled) === 0.5;
}

/**
 * `x` with a fixed number of decimals, as C's `%.df`: exact, a half going to the even neighbour
 * (JavaScript's `toFixed` sends it away from zero).
 */
export function toFixed(x: number, decimals: number): string {
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const size = Math.abs(x);
  if (size >= 1e21) {
    return sign + BigInt(size).toString() + (decimals ? "." + "0".repeat(decimals) : "");
  }
  if (!maybeHalf(size, decimals)) return (x === 0 ? "" : sign) + size.toFixed(decimals);
  const exact = size.toFixed(Math.min(100, decimals + 30));
  const [whole = "0", fraction = ""] = exact.split(".");
  const rounded = roundDigits(whole + fraction, whole.length + decimals).digits;
  const cut = rounded.length - decimals;
  const text = decimals > 0 ? `${rounded.slice(0, cut)}.${rounded.slice(cut)}` : rounded;
  return (x === 0 ? "" : sign) + text;
}

/** `x` with a mantissa of so many decimals and an exponent of at least two digits (`%.de`). */
export function toScientific(x: number, decimals: number): string {
  if (x === 0) return `${toFixed(0, decimals)}e+00`;
  const [mantissa, power] = Math.abs(x).toExponential(Math.min(100, decimals + 25)).split("e") as [
    string,
    string,
  ];
  const rounded = roundDigits(mantissa.replace(".", ""), decimals + 1);
  const exponent = Number(power) + (rounded.carry ? 1 : 0);
  const digits = rounded.digits.slice(0, decimals + 1);
  const head = decimals > 0 ? `${digits[0]}.${digits.slice(1)}` : digits;
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${x < 0 ? "-" : ""}${head}e${exponent < 0 ? "-" : "+"}${size}`;
}

/**
 * Numbers as R's `format()` writes a vector: the fewest decimals at which each shows `digits`
 * significant digits, all with the same number of decimals and the same width.
 *
 * @param values Numbers; null is NA.
 * @param options `digits` (7), `atLeast` decimals (`nsmall`), `scientific: false` to forbid
 * powers of ten, `scipen` how much wider than these a number may be (0).
 */
export function formatNumbers(
  values: readonly (number | null)[],
  options: { digits?: number; atLeast?: number; scientific?: boolean; scipen?: number } = {},
): string[] {
  const digits = options.digits ?? 7;
  const layout = layoutOf(
    values,
    digits,
    options.atLeast ?? 0,
    options.scientific ?? true,
    options.scipen ?? 0,
  );
  return values.map((x) => writeNumber(x, layout).padStart(layout.width));
}

/** One number as R's `format()` or `cat()` writes it: up to seven significant digits. */
export function formatNumber(x: number | null, digits = 7): string {
  return formatNumbers([x], { digits })[0] ?? "";
}

/**
 * `formatC(x, digits)`: so many significant digits, trailing zeros dropped, then padded on the left
 * to one place more than the digits.
 */
export function formatGeneral(x: number, digits: number): string {
  if (!Number.isFinite(x)) return writeNumber(x, { decimals: 0, width: 0, scientific: false });
  const { exponent } = needOf(x, digits);
  const scientific = exponent < -4 || exponent >= digits;
  const text = scientific
    ? toScientific(x, digits - 1)
    : toFixed(x, Math.max(0, digits - 1 - exponent));
  const [mantissa = "", power] = text.split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return (power === undefined ? short : `${short}e${power}`).padStart(digits + 1);
}

/**
 * R's `round(x, digits)` (since 4.0): of the two neighbours with so many decimals the nearer one,
 * the even one if they are equally near. A fractional `digits` is rounded.
 */
export function round(x: number, digits = 0): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const places = Math.floor(digits + 0.5);
  if (x < 0) return -round(-x, places);
  if (places > 15 - Math.ceil(Math.log10(x))) return x;
  if (places === 0) return nearestEven(x);
  const power = 10 ** Math.abs(places);
  const scaled = places > 0 ? x * power : x / power;
  const floor = Math.floor(scaled);
  const unscale = (v: number): number => places > 0 ? v / power : v * power;
  const below = unscale(floor);
  const above = unscale(Math.ceil(scaled));
  const down = x - below, up = above - x;
  return down < up || (down === up && floor % 2 === 0) ? below : above;
}

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** R's `signif(x, digits)`: `x` rounded to so many significant digits. */
export function signif(x: number, digits = 6): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const places = Math.max(1, Math.round(digits));
  if (places > 22) return x;
  const shift = places - 1 - Math.floor(Math.log10(Math.abs(x)));
  const size = Math.abs(x), sign = Math.sign(x);
  if (shift > 0) {
    const power = 10 ** Math.min(shift, 308);
    const rest = 10 ** Math.max(0, shift - 308);
    return sign * (nearestEven(size * power * rest) / power / rest);
  }
  const power = 10 ** -shift;
  return sign * nearestEven(size / power) * power;
}

/** R's `zapsmall`: rounded to the decimals at which the largest shows `digits` digits. */
export function zapsmall(values: readonly (number | null)[], digits = 7): (number | null)[] {
  let largest = 0;
  for (const x of values) {
    if (x !== null && Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  }
  const places = largest > 0 ? Math.max(0, digits - Math.log10(largest)) : digits;
  return values.map((x) => x === null ? null : round(x, places));
}

const EPSILON = 2 ** -52;

/**
 * P-values as R's `format.pval`: from 1e-4 on with common decimals, smaller ones with a common
 * power of ten, below `eps` as `< 2.2e-16` (`<2e-16` where the column is narrow), absent ones as
 * `missing`.
 */
export function formatPValues(
  values: readonly (number | null)[],
  digits = 5,
  eps = EPSILON,
  missing = "NA",
): string[] {
  const known = values.filter((p): p is number => p !== null && !Number.isNaN(p));
  const large = known.filter((p) => p >= eps && isFixed(p, digits));
  const small = known.filter((p) => p >= eps && !isFixed(p, digits));
  const largeTexts = formatNumbers(large, { digits });
  const smallTexts = formatNumbers(small, { digits });
  const below = belowText(digits, eps, [...largeTexts, ...smallTexts]);
  let i = 0, j = 0;
  return values.map((p) => {
    if (p === null || Number.isNaN(p)) return missing;
    if (p < eps) return below;
    return (isFixed(p, digits) ? largeTexts[i++] : smallTexts[j++]) ?? "";
  });
}

function isFixed(p: number, digits: number): boolean {
  const exponent = p > 0 ? Math.floor(Math.log10(p)) : -50;
  return exponent >= -3 || (exponent === -4 && digits > 1);
}

/** How a p-value below `eps` is written beside the others. */
function belowText(digits: number, eps: number, others: readonly string[]): string {
  let places = Math.max(1, digits - 2);
  let space = places === 1 ? "" : " ";
  if (others.length > 0) {
    const widest = greatest(others.map((t) => t.length));
    if (places > 1 && places + 6 > widest) places = Math.max(1, widest - 7);
    space = places === 1 && widest <= 6 ? "" : " ";
  }
  return `<${space}${formatNumber(eps, places)}`;
}
