/**
 * Words of labels: texts, and expressions that are drawn as mathematics.
 *
 * @module
 */
import { inherits } from "../../language/values/value.ts";
import { plotmath } from "../../render/figure/plotmath.ts";
import type { Call } from "../evaluation/call.ts";
import { isVector, type Value } from "../values/value.ts";
import { textsOf } from "../values/vector.ts";
import { toLanguage } from "./to_language.ts";

/** The words of each label in a value; null for what is none. */
export function labelWords(value: Value): string[] | null {
  if (isVector(value)) return textsOf(value).map((text) => text ?? "");
  const inner = toLanguage(value);
  if (inner.type === "language") return [plotmath(inner.expr)];
  if (inner.type !== "list" || !inherits(inner, "expression")) return null;
  return inner.values.map((part) =>
    part.type === "language"
      ? plotmath(part.expr)
      : part.type === "character"
      ? part.values[0] ?? ""
      : part.type === "double" || part.type === "integer"
      ? String(part.values[0])
      : ""
  );
}

/** The words that an argument gives a label, or the usual ones without it. */
export function labelGiven(call: Call, name: string, usual: string): string {
  return call.has(name) ? labelWords(call.value(name))?.[0] ?? "" : usual;
}
