/**
 * Words of pictures: texts, and expressions as mathematics.
 *
 * @module
 */
import { formatNumbers } from "../../../../render/number/number_format.ts";
import { labelWords } from "../../../bridge/label_words.ts";
import type { Call } from "../../../evaluation/call.ts";
import { isVector, type Value } from "../../../values/value.ts";
import { textsOf } from "../../../values/vector.ts";

/** Texts of a value, one an element; null where it is no text. */
export function labelTexts(value: Value): string[] | null {
  if (value.kind === "null") return [];
  if (value.kind === "numeric") {
    return formatNumbers(Array.from(value.values, (v) => Number.isNaN(v) ? null : v), {
      digits: 7,
    }).map((t) => t.trim());
  }
  if (isVector(value)) return textsOf(value).map((t) => t ?? "");
  return labelWords(value);
}

/** The words of an argument: null where it is absent, empty for NULL and NA. */
export function wordsIn(call: Call, name: string): string | null {
  if (!call.has(name)) return null;
  const value = call.value(name);
  const texts = labelTexts(value);
  if (!texts) return call.wrong(name, "a text", value);
  return texts.join("\n");
}
