/**
 * A figure from its data.
 *
 * @module
 */
import { formatNumber, signif } from "../../number/number_format.ts";
import type { ShownFigure } from "../../shown.ts";
import { typesetNumber } from "../../typeset/typeset.ts";
import { plainLabel } from "../marked_words.ts";
import type { FigureData } from "../types.ts";

/** A figure with the words for those who do not see it. */
export function makeFigure(data: FigureData, alt: string): ShownFigure {
  const words = plainLabel(alt);
  return { kind: "figure", figure: data.figure, data, alt: words, width: null, height: null };
}

/** A number in running text, three digits. */
export function spoken(x: number, digits = 3): string {
  return typesetNumber(formatNumber(signif(x, digits)));
}

/** A list in running text. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
