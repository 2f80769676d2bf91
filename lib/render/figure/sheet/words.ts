/**
 * A sheet in words.
 *
 * @module
 */
import { listed } from "../made/make_figure.ts";
import { plainLabel } from "../marked_words.ts";
import type { SheetFigure, SheetPanel } from "./types.ts";

/** What panels show besides what is drawn: kept by who draws them. */
export interface Shows {
  /** `points`, `lines`, `bars`: each once, in the order of drawing. */
  things: readonly string[];
}

function textOf(panel: SheetPanel, kind: "title" | "label", side?: number): string {
  const found = panel.margins.find((t) =>
    t.kind === kind && t.text !== "" && (side === undefined || t.side === side)
  );
  return found ? plainLabel(found.text).replaceAll("\n", " ") : "";
}

/** The title of a sheet: that of the whole, or of its only panel. */
export function titleOfSheet(figure: SheetFigure): string {
  const whole = figure.outer.find((t) => t.text !== "");
  if (whole) return plainLabel(whole.text);
  return figure.panels.length === 1 ? textOf(figure.panels[0]!, "title") : "";
}

function axesOf(panel: SheetPanel): string {
  const x = textOf(panel, "label", 1), y = textOf(panel, "label", 2);
  if (x !== "" && y !== "") return ` of ${y} against ${x}`;
  return x + y === "" ? "" : ` of ${x || y}`;
}

function panelWords(panel: SheetPanel, { things }: Shows): string {
  const title = textOf(panel, "title");
  const keys = panel.keys.flatMap((k) => k.entries.map((e) => plainLabel(e.text))).filter((t) =>
    t !== ""
  );
  const key = keys.length === 0 ? "" : `; a key tells ${listed([...new Set(keys)])} apart`;
  const what = listed([...things]) || "an empty panel";
  return `${title === "" ? "" : `${title}: `}${what}${axesOf(panel)}${key}`;
}

/** What a sheet shows, for those who do not see it. */
export function altOfSheet(figure: SheetFigure, shows: readonly Shows[]): string {
  const whole = figure.outer.find((t) => t.text !== "");
  const panels = figure.panels.map((p, i) => panelWords(p, shows[i] ?? { things: [] }));
  const body = panels.length === 1
    ? panels[0]!
    : `${panels.length} panels: ${panels.slice(0, 6).map((p, i) => `(${i + 1}) ${p}`).join("; ")}${
      panels.length > 6 ? "; and so on" : ""
    }`;
  const legends = (figure.legends ?? []).map((k) => k.title).filter((t) => t !== "");
  const by = legends.length === 0 ? "" : `; keys to ${listed(legends)}`;
  const text = (whole ? `${plainLabel(whole.text)}: ` : "") + body + by;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
