/**
 * In words: why a column of a file is text and not numbers, and what leads out.
 *
 * @module
 */
import type { NotNumbers } from "./column.ts";

/** Signs that stand for a missing value. */
const ABSENT =
  /^(?:[-–—.*?/]+|n\.?[/.]?a\.?|n\.?d\.?|na|nan|none|null|nil|missing|miss|lost|dead|#n\/a|#div\/0!|#value!|#ref!|#null!|#name\?|#num!)$/i;
const GROUPED = /^[-+\u2212\u2013]?\d{1,3}(?:[,' \u00a0\u202f]\d{3})+(?:\.\d+)?$/;
const COMMA = /^[-+\u2212\u2013]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;
const OTHER_MINUS = /^[\u2212\u2013\u2010\u2011\ufe63\uff0d]\s*[\d.,]+$/;
const PERCENT = /^[-+]?[\d.,]+\s*%$/;
const UNIT = /^(?:[-+]?\d[\d.,]*\s*[^\d\s].*|\p{Sc}\s*[\d.,]+)$/u;
const CENSORED = /^[<>≤≥]=?\s*[\d.,]+$/;
const ODD_BLANK = /^[-+]?[\d.,]+(?:[eE][-+]?\d+)?$/;

/** A text in quotes, blanks that are none of the keyboard's as their codes. */
export function shownText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `data.csv:7 has "1,509", and 8 more of its 9 values are no numbers`. */
export function whyNotNumbers({ text, line, file, count, present }: NotNumbers): string {
  const place = file === null ? `line ${line} of the text` : `${file}:${line}`;
  const more = count - 1;
  const rest = more === 0
    ? `, the only one of its ${present} values that is no number`
    : `, and ${more} more of its ${present} values ${
      more === 1 ? "is no number" : "are no numbers"
    }`;
  return `${place} has ${shownText(text)}${present === 1 ? "" : rest}`;
}

/** What leads out, by the kind of the first text. */
export function wayToNumbers({ text, others }: NotNumbers): string {
  const shown = text.trim();
  if (shown === "NA" && shown !== text) {
    return "Write strip.white = TRUE where the file is read: a blank stands beside NA";
  }
  const absent = [text, ...others].filter((t) => ABSENT.test(t.trim()));
  if (ABSENT.test(shown)) {
    const strings = ["NA", ...new Set(absent)].map((t) => JSON.stringify(t)).join(", ");
    return `If it means that the value is missing, write na.strings = c(${strings})`;
  }
  if (COMMA.test(shown) && shown.includes(".")) {
    return 'Take the dots of thousands out of the file, and read it with dec = ","';
  }
  if (COMMA.test(shown) && !GROUPED.test(shown)) {
    return 'Write dec = "," where the file is read: its numbers have a decimal comma';
  }
  if (GROUPED.test(shown)) {
    return shown.includes(",")
      ? "Take the marks of thousands out of the file; read_csv() reads them. If the comma is a " +
        'decimal one, write dec = ","'
      : "Take the marks of thousands out of the file";
  }
  if (OTHER_MINUS.test(shown)) return "Write the minus sign as - in the file, not as a dash";
  if (PERCENT.test(shown)) {
    return "Write the number alone in the file; the unit belongs to the name";
  }
  if (CENSORED.test(shown)) {
    return "A value below or above a limit is no number: decide in the file what it counts as";
  }
  if (UNIT.test(shown)) {
    return "Write numbers alone in the column; units and remarks belong elsewhere";
  }
  // The sign of a blank that is none of the keyboard's.
  if (ODD_BLANK.test(shown)) return "Take the hard blank beside the number out of the file";
  return "Mend the value in the file, or name it in na.strings if it means that none is there";
}
