/**
 * Captions that values make of what they know of themselves, in no format.
 *
 * @module
 */

/** Words of a caption; some are set as code or in italics. */
export type CaptionPart = string | { code: string } | { italic: string };

/** The words of a caption. */
export function captionText(parts: readonly CaptionPart[]): string {
  return parts.map((part) =>
    typeof part === "string" ? part : "code" in part ? part.code : part.italic
  ).join("");
}
