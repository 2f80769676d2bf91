/**
 * `formatC`: values by the conversions of C.
 *
 * @module
 */
import { toFixed } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  inherits,
  isFactor,
  isVector,
  lengthOf,
  type Value,
} from "../values/value.ts";
import { keepShort } from "./joining.ts";
import { widthOf } from "../print/cells.ts";
import { fitted, marked, numberBy } from "./conversion.ts";
import { withoutZeros } from "./format_numbers.ts";

/** `fg`: so many digits without a power of ten. */
function fixedDigits(x: number, digits: number, keep: boolean): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  const exponent = Number(size.toExponential(Math.max(0, digits - 1)).split("e")[1]);
  const text = toFixed(x, Math.max(0, digits - 1 - exponent));
  return keep || !text.includes(".") ? text : text.replace(/\.?0+$/, "");
}

const KINDS = ["d", "f", "e", "E", "g", "G", "fg", "s"];

function formatC(call: Call): Value {
  const x = call.value("x");
  if (!isVector(x) || isFactor(x) || x.type === "list" || inherits(x, "Date")) {
    return call.wrong("x", "numbers or texts", x, "format() writes any value");
  }
  const given = (name: string): boolean => {
    const value = call.optional(name);
    return value !== null && value.type !== "NULL";
  };
  const mode = given("mode") ? call.text("mode") : x.type === "character" ? "character" : x.type;
  const texts = x.type === "character";
  let format = given("format")
    ? call.text("format")
    : texts
    ? "s"
    : x.type === "double"
    ? "g"
    : "d";
  if (!KINDS.includes(format)) {
    return call.fail("wrong-argument", `formatC() has no format "${format}"`, KINDS.join(", "));
  }
  if (mode === "double" && x.type === "integer" && !given("format")) format = "g";
  if (texts && format !== "s") call.warn("formatC(): texts are written as they are", "passed-over");
  if (!texts && format === "s") {
    return call.wrong(
      "format",
      "a format of numbers",
      call.value("format"),
      "d, f, e, g and fg are formats of numbers",
    );
  }
  const flags = call.text("flag", "");
  if (!/^[-+ #0']*$/.test(flags)) {
    return call.wrong("flag", 'signs among "-", "+", " ", "#" and "0"', call.value("flag"));
  }
  const width = call.number("width", 0);
  const digits = given("digits") ? call.number("digits") : null;
  keepShort(call, Math.abs(width) * lengthOf(x));
  if (digits !== null && digits > 50) {
    return call.wrong("digits", "a number up to 50", call.value("digits"));
  }
  const big = call.text("big.mark", "");
  const drop = call.flag("drop0trailing", false);
  const decimal = call.text("decimal.mark", ".");
  const left = width < 0 ? `${flags}-` : flags;
  const finish = (text: string): string => {
    let out = drop ? withoutZeros(text) : text;
    if (big !== "") out = marked(out, big);
    return decimal === "." ? out : out.replace(".", decimal);
  };
  const shape: Attributes = new Map(
    [...x.attributes ?? []].filter(([n]) => n === "names" || n === "dim" || n === "dimnames"),
  );
  if (x.type === "logical") {
    return call.wrong("x", "numbers or texts", x, "format() writes truth values");
  }
  if (x.type === "character") {
    const texts = x.values.map((v) => v ?? "NA");
    return characters(inRoom(texts, Math.abs(width), left), shape.size > 0 ? shape : null);
  }
  const { values, nan } = asDouble(x);
  // without a width R leaves one place more than there are digits
  const room = width === 0 && digits !== null && digits >= 0 ? digits + 1 : Math.abs(width);
  const precision = format === "d" ? null : digits === null ? 4 : digits < 0 ? 6 : digits;
  const plain = big === "" && !drop && decimal === ".";
  const out = Array.from(values, (v, i): string => {
    if (!Number.isFinite(v)) {
      return numberBy(v, nan?.[i] === 1, { flags: "", width: 0, precision, type: "g" });
    }
    const flagged = plain ? left : left.replace("0", "");
    const own = plain ? room : 0;
    const bare = format === "fg"
      ? signed(fixedDigits(v, precision ?? 4, flags.includes("#")), v, flagged, own)
      : numberBy(format === "d" ? Math.trunc(v) : v, false, {
        flags: flagged,
        width: own,
        precision,
        type: format,
      });
    return plain ? bare : fitted(finish(bare.trim()), room, left);
  });
  // what is no number has a width of its own
  const other = [...values.keys()].filter((i) => !Number.isFinite(values[i]!));
  inRoom(other.map((i) => out[i]!), room, left).forEach((t, k) => out[other[k]!] = t);
  return characters(out, shape.size > 0 ? shape : null);
}

/** Texts of one width, that of the widest if none is asked for. */
function inRoom(texts: readonly string[], width: number, flags: string): string[] {
  const room = width > 0 ? width : texts.reduce((m, t) => Math.max(m, widthOf(t)), 0);
  return texts.map((t) => fitted(t, room, flags));
}

function signed(text: string, v: number, flags: string, width: number): string {
  const sign = v >= 0 && flags.includes("+") ? "+" : v >= 0 && flags.includes(" ") ? " " : "";
  const whole = sign + text;
  if (flags.includes("0") && !flags.includes("-")) {
    const [, lead = "", rest = ""] = /^([-+ ]?)(.*)$/.exec(whole) ?? [];
    return lead + rest.padStart(width - lead.length, "0");
  }
  return fitted(whole, width, flags);
}

export const FORMAT_C: readonly Builtin[] = [
  word(
    "formatC",
    'x, width, digits, format, flag, mode, big.mark, big.interval!3L, small.mark!"", decimal.mark, preserve.width?, zero.print!NULL, drop0trailing',
    formatC,
  ),
];
