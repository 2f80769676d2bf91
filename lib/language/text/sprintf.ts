/**
 * `sprintf`: values put into a text.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, numberText } from "../values/coerce.ts";
import { characters, inherits, isFactor, NA_INTEGER, type Value } from "../values/value.ts";
import { type Conversion, numberBy, textBy } from "./conversion.ts";
import { keepShort, written } from "./joining.ts";

/** What is put at one place: a conversion, and where its value and its `*` come from. */
interface Slot {
  readonly spec: string;
  readonly argument: number;
  readonly flags: string;
  readonly width: number | { readonly argument: number };
  readonly precision: number | null | { readonly argument: number };
  readonly type: string;
}

type Piece = string | Slot;

const SPEC =
  /%(?:%|(?:(\d+)\$)?([-+ #0]*)(\*(?:(\d+)\$)?|\d*)(?:\.(\*(?:(\d+)\$)?|\d*))?([a-zA-Z]?))/g;

function piecesOf(call: Call, format: string): Piece[] {
  const out: Piece[] = [];
  let done = 0;
  let next = 0;
  const star = (text: string, place: string | undefined): { argument: number } | null =>
    text.startsWith("*") ? { argument: place ? Number(place) - 1 : next++ } : null;
  for (const found of format.matchAll(SPEC)) {
    out.push(format.slice(done, found.index));
    done = found.index + found[0].length;
    if (found[0] === "%%") {
      out.push("%");
      continue;
    }
    const [spec, place, flags = "", width = "", widthPlace, precision, precisionPlace, type = ""] =
      found;
    if (!/^[dixXofeEgGs]$/.test(type)) {
      call.fail(
        "wrong-argument",
        `sprintf() has no conversion "${spec}"`,
        "%d whole numbers, %f %e %g numbers, %s anything, %x %o whole numbers by 16 and 8, %% a percent sign",
      );
    }
    const wide = star(width, widthPlace) ?? Number(width);
    const precise = precision === undefined
      ? null
      : star(precision, precisionPlace) ?? Number(precision);
    const argument = place ? Number(place) - 1 : next++;
    out.push({ spec, argument, flags, width: wide, precision: precise, type });
  }
  out.push(format.slice(done));
  return out.filter((p) => p !== "");
}

/** Throws the fault of a conversion that a value does not fit. */
function unfit(call: Call, slot: Slot, value: Value): never {
  const hint = value.type === "character"
    ? "%s writes texts"
    : value.type === "double"
    ? "%f, %e and %g write numbers that are not whole or large (%.0f without decimals), %s any value"
    : value.type === "logical"
    ? "%d and %s write truth values"
    : "%s writes any value";
  return call.fail(
    "wrong-argument",
    `sprintf() cannot write this value by "${slot.spec}"`,
    hint,
  );
}

/** Writes elements of one argument by one conversion. */
function writer(call: Call, slot: Slot, value: Value): (i: number, how: Conversion) => string {
  if (slot.type === "s") {
    const texts = isFactor(value) || inherits(value, "Date") || value.type !== "double"
      ? written(call, value)
      : Array.from(value.values, (v, i) => numberText(v, value.nan?.[i] === 1));
    return (i, how) => textBy(texts[i % texts.length] ?? "NA", how);
  }
  if (value.type !== "double" && value.type !== "integer" && value.type !== "logical") {
    return unfit(call, slot, value);
  }
  const { values, nan } = asDouble(isFactor(value) ? { ...value, attributes: null } : value);
  const whole = /[dixXo]/.test(slot.type);
  if (
    whole && value.type === "double" &&
    Array.from(values).some((v) =>
      Number.isFinite(v) && !(Number.isInteger(v) && Math.abs(v) < 2147483648)
    )
  ) return unfit(call, slot, value);
  const known = Array.from(values).some((v) => !Number.isNaN(v));
  if (value.type === "logical" && known && !/[di]/.test(slot.type)) return unfit(call, slot, value);
  return (i, how) => {
    const k = i % values.length;
    return numberBy(values[k]!, nan?.[k] === 1, how);
  };
}

function sprintf(call: Call): Value {
  const formats = call.texts("fmt");
  const given = call.rest;
  const lengths = given.map((v) => "values" in v ? v.values.length : 0);
  if (formats.length === 0 || lengths.some((n) => n === 0)) return characters([]);
  const n = greatest([formats.length, ...lengths]);
  let size = 0;
  const made = formats.map((format) => {
    if (format === null) return () => "NA";
    const used = piecesOf(call, format).map((piece): string | ((i: number) => string) => {
      if (typeof piece === "string") return piece;
      const value = given[piece.argument];
      if (value === undefined) {
        return call.fail(
          "too-few-arguments",
          `sprintf() has no value for "${piece.spec}"`,
          `The text asks for ${piece.argument + 1} values, and ${given.length} are given`,
        );
      }
      const write = writer(call, piece, value);
      const at = (x: Slot["width"] | null, i: number): number | null => {
        if (x === null || typeof x === "number") return x;
        const stars = given[x.argument];
        if (stars === undefined) return unfit(call, piece, value);
        const { values } = asDouble(stars);
        const own = values[i % values.length]!;
        return Number.isNaN(own) || own === NA_INTEGER ? unfit(call, piece, stars) : own;
      };
      return (i) => {
        const width = at(piece.width, i) ?? 0;
        keepShort(call, Math.abs(width));
        const precision = at(piece.precision, i);
        if (precision !== null && precision > 99 && piece.type !== "s") {
          return call.fail(
            "wrong-argument",
            "sprintf() writes up to 99 digits",
            '"%.2f" writes two',
          );
        }
        return write(i, {
          flags: width < 0 ? `${piece.flags}-` : piece.flags,
          width: Math.abs(width),
          precision,
          type: piece.type,
        });
      };
    });
    return (i: number): string => used.map((u) => typeof u === "string" ? u : u(i)).join("");
  });
  return characters(Array.from({ length: n }, (_, i) => {
    const out = made[i % made.length]!(i);
    keepShort(call, size += out.length);
    return out;
  }));
}

export const SPRINTF: readonly Builtin[] = [
  word("sprintf", "fmt, ...", sprintf),
  word("gettextf", "fmt, ..., domain?, trim?", sprintf),
];
