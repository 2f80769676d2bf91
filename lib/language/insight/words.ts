/**
 * Words of insight that write numbers for a text: `format_p`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import { characters, isFactor, isVector, type Value } from "../values/value.ts";

/** Digits behind the point, or in powers of ten where nothing but zeros would be seen. */
function written(p: number, digits: number): string {
  if (p !== 0 && Math.abs(p) < 10 ** -digits) {
    const [head, power = "0"] = p.toExponential(digits).split("e");
    const size = String(Math.abs(Number(power))).padStart(2, "0");
    return `${head}e${Number(power) < 0 ? "-" : "+"}${size}`;
  }
  return p.toFixed(digits);
}

const starsOf = (p: number): string => p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : "";

function pText(p: number, digits: number): string {
  if (digits <= 3 && p < 0.001) return "< .001";
  if (digits <= 3 && p > 0.999) return "> .999";
  return `= ${written(p, digits)}`;
}

function formatP(call: Call): Value {
  const given = call.value("p");
  if (isVector(given) && (given.type === "character" || isFactor(given))) return given;
  if (!isVector(given) || given.type === "list") return call.wrong("p", "numbers", given);
  const only = call.has("stars") && call.value("stars").type === "character";
  const starsOnly = only || call.flag("stars_only", false);
  const stars = !only && call.flag("stars", false);
  const named = call.optional("name");
  const name = named === null ? "p" : named.type === "NULL" ? null : call.text("name");
  const asked = call.optional("digits");
  const digits = asked?.type === "character" && call.text("digits") === "apa"
    ? 3
    : call.number("digits", 3);
  const separator = call.has("decimal_separator") ? call.text("decimal_separator") : ".";
  const missing = call.text("missing", "");
  const spaced = call.flag("whitespace", true);
  return characters(Array.from(asDouble(given).values, (p) => {
    if (Number.isNaN(p)) return missing;
    const text = starsOnly ? "" : pText(p, digits);
    const headed = starsOnly ? "" : name === null ? text.replace("= ", "") : `${name} ${text}`;
    const whole = headed + (stars || starsOnly ? starsOf(p) : "");
    return (spaced ? whole : whole.replaceAll(" ", "")).replaceAll(".", separator);
  }));
}

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  word(
    "format_p",
    "p, stars, stars_only, whitespace, name, missing, decimal_separator, digits",
    formatP,
  ),
];
