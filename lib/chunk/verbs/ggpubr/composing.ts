/**
 * Pictures that are shorthands: their words are put together of other words of R and evaluated as if
 * they stood in their place.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { type Frame, isFrame, namesOf } from "../../../language/values/value.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrameOf } from "../ggplot2/layers.ts";

export { composed } from "../../evaluation/composed.ts";

/** A text as R quotes it. */
export const quoted = (text: string): string => JSON.stringify(text);
/** A name as R writes it. */
export const named = (name: string): string => `\`${name.replaceAll("`", "\\`")}\``;

/** The table of an argument. */
export function frameIn(call: Call, name = "data"): Frame {
  const value = call.value(name), own = toLanguage(value);
  return isFrame(own) ? own : asFrameOf(call, value) ?? call.wrong(name, "a table", value);
}

/** A column that an argument names. */
export function columnNamed(call: Call, name: string, frame: Frame): string {
  const said = call.text(name), names = (namesOf(frame) ?? []).map((n) => n ?? "NA");
  if (names.includes(said)) return said;
  const hint = suggestion(said, names);
  return fail("unknown-name", `The data have no column ${said}`, {
    span: call.spanOf(name),
    ...(hint ? { hint } : {}),
  });
}

/** What an argument holds as R's value, under a name that the text can say. */
export function boundIn(call: Call, names: readonly string[]): Record<string, LanguageValue> {
  return Object.fromEntries(
    names.filter((n) => call.has(n)).map((n) => [`.${n}`, toLanguage(call.value(n))]),
  );
}
