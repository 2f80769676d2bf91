/**
 * Numbers and texts by the conversions of C's `printf`: `%5.2f`, `%-8s`, `%03d`.
 *
 * @module
 */
import { toFixed, toScientific } from "../../render/number/number_format.ts";
import { widthOf } from "../print/cells.ts";

/** How one value is written. */
export interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** Digits behind the point, or of all; null where none were given. */
  readonly precision: number | null;
  /** `d i f e E g G s x X o` */
  readonly type: string;
}

/** A text in its room. */
export function fitted(text: string, width: number, flags: string): string {
  const room = " ".repeat(Math.max(0, width - widthOf(text)));
  return flags.includes("-") ? text + room : room + text;
}

/** `%g`: as many digits as are asked for, zeros at the end dropped unless `#` keeps them. */
export function general(x: number, precision: number, keep: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  const written = toScientific(x, digits - 1);
  const exponent = x === 0 ? 0 : Number(written.slice(written.indexOf("e") + 1));
  const text = exponent < -4 || exponent >= digits
    ? written
    : toFixed(x, Math.max(0, digits - 1 - exponent));
  if (keep) return text.includes(".") ? text : text.replace(/(e|$)/, ".$1");
  const [mantissa = "", power] = text.split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return power === undefined ? short : `${short}e${power}`;
}

/** Digits of a number without its sign. */
function digitsOf(x: number, { flags, precision, type }: Conversion): string {
  const size = Math.abs(x);
  switch (type) {
    case "f":
      return toFixed(size, precision ?? 6);
    case "e":
    case "E": {
      const text = toScientific(size, precision ?? 6);
      return type === "E" ? text.toUpperCase() : text;
    }
    case "g":
    case "G": {
      const text = general(size, precision ?? 6, flags.includes("#"));
      return type === "G" ? text.toUpperCase() : text;
    }
    case "x":
      return (flags.includes("#") ? "0x" : "") + size.toString(16);
    case "X":
      return (flags.includes("#") ? "0X" : "") + size.toString(16).toUpperCase();
    case "o":
      return size.toString(8);
    default:
      return toFixed(size, 0).padStart(precision ?? 0, "0");
  }
}

/** A number as a conversion writes it. Missing ones are `NA`, never filled with zeros. */
export function numberBy(x: number, nan: boolean, how: Conversion): string {
  const { flags, width } = how;
  if (!Number.isFinite(x)) {
    const sign = x === Infinity ? (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
    const text = Number.isNaN(x) ? (nan ? "NaN" : "NA") : x > 0 ? `${sign}Inf` : "-Inf";
    return fitted(text, width, flags);
  }
  const negative = x < 0 || Object.is(x, -0) && !/[dixXo]/.test(how.type);
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  let digits = digitsOf(x, how);
  if (flags.includes("#") && /[feE]/.test(how.type) && how.precision === 0) {
    digits = digits.replace(/(?=e|$)/i, ".");
  }
  if (flags.includes("0") && !flags.includes("-")) {
    return sign + digits.padStart(width - sign.length, "0");
  }
  return fitted(sign + digits, width, flags);
}

const ENCODER = new TextEncoder();

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  return ENCODER.encode(text).length;
}

/**
 * A text as `%s` writes it, cut to its precision. Both are counted in bytes, as R's manual says; no
 * character is cut in two.
 */
export function textBy(v: string, { flags, width, precision }: Conversion): string {
  let cut = v;
  if (precision !== null) {
    cut = "";
    let used = 0;
    for (const c of v) {
      used += bytesOf(c);
      if (used > precision) break;
      cut += c;
    }
  }
  const room = " ".repeat(Math.max(0, width - bytesOf(cut)));
  return flags.includes("-") ? cut + room : room + cut;
}

/** A sign between thousands: `1,234,567`. */
export function marked(text: string, big: string, every = 3): string {
  if (big === "") return text;
  return text.replace(
    /^(\s*[-+]?)(\d+)/,
    (_, lead: string, digits: string) =>
      lead + digits.replace(new RegExp(`\\B(?=(?:\\d{${every}})+$)`, "g"), big),
  );
}
