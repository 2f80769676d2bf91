/**
 * How series are told apart: a class for the colour and a shape, so that no meaning rests on hue.
 *
 * @module
 */
import { escapeHtml } from "../../typeset/typeset.ts";
import { htmlLabel } from "../marked_words.ts";
import { type Glyph, GLYPH_SIGNS } from "../shapes.ts";

/** Class, shape and dash of a series. */
export interface SeriesStyle {
  className: string;
  glyph: Glyph;
  dash: string;
}

const STYLES: SeriesStyle[] = [
  { className: "s1", glyph: "circle", dash: "" },
  { className: "s2", glyph: "square", dash: "" },
  { className: "s3", glyph: "triangle", dash: "" },
  { className: "s4", glyph: "diamond", dash: "" },
  { className: "s5", glyph: "cross", dash: "5 3" },
  { className: "s6", glyph: "circle", dash: "2 3" },
];

/** Styles by name: fixed and random effects keep their colour on every page. */
export function stylesOf(names: readonly string[]): SeriesStyle[] {
  const fixed = names.findIndex((n) => /\bfixed\b/i.test(n));
  const random = names.findIndex((n) => /\brandom\b/i.test(n));
  if (fixed >= 0 && random >= 0) {
    return names.map((_, i) =>
      i === fixed
        ? { className: "fixed", glyph: "square", dash: "" }
        : i === random
        ? { className: "random", glyph: "circle", dash: "" }
        : STYLES[(i + 2) % STYLES.length]!
    );
  }
  return names.map((_, i) => STYLES[i % STYLES.length]!);
}

/** Labels closer than a line of text would touch. */
const LINE = 19;

/** Moves labels, sorted by height, apart until none touches the next, and back above `bottom`. */
export function spreadApart(labels: { y: number }[], bottom: number): void {
  for (let k = 1; k < labels.length; k++) {
    labels[k]!.y = Math.max(labels[k]!.y, labels[k - 1]!.y + LINE);
  }
  const over = (labels[labels.length - 1]?.y ?? 0) - bottom;
  if (over > 0) labels.forEach((l) => l.y -= over);
}

/** The line above a picture: what the vertical axis shows, then the series. */
export function keyHtml(
  title: string,
  series: readonly { name: string; style: SeriesStyle }[],
  raw: string | null,
): string {
  const parts = [
    `<span>${htmlLabel(title)}</span>`,
    ...series.map((s) =>
      `<span class="${s.style.className}">${GLYPH_SIGNS[s.style.glyph]} ${
        escapeHtml(s.name)
      }</span>`
    ),
    ...(raw === null ? [] : [`<span class="raw">• ${escapeHtml(raw)}</span>`]),
  ];
  return `<div class="key">${parts.join("")}</div>`;
}
