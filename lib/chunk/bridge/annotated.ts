/**
 * Means and contrasts as data frames, which in R remember how emmeans prints them.
 *
 * @module
 */
import { annotated } from "../../language/print/annotated.ts";
import { isFrame } from "../../language/values/value.ts";
import { contrastNotes, meansNotes } from "../../render/words/remarks.ts";
import { inR } from "../../render/text/r_words.ts";
import type { EstimatesValue } from "../values/estimates.ts";
import type { FrameValue } from "../values/value.ts";
import { remember } from "./known.ts";
import { toLanguage } from "./to_language.ts";

/** The frame of means or contrasts, in the language with its remarks. */
export function annotatedTable(value: EstimatesValue, frame: FrameValue): FrameValue {
  const table = value.kind === "means" ? value.grid : value.table;
  const notes = value.kind === "means" ? meansNotes(value.grid) : contrastNotes(value.table);
  const made = toLanguage(frame);
  if (isFrame(made)) {
    remember(annotated(made, table.estimateName, table.by, notes.map(inR)), frame);
  }
  return frame;
}
