/**
 * Themes, as far as they move, hide or turn things; the rest is as the page has it.
 *
 * @module
 */
import type { PlotSpec } from "../../../../render/figure/grammar/spec.ts";
import type { Call } from "../../../evaluation/call.ts";
import { silent, type Verb, verbOf } from "../../../evaluation/verb.ts";
import type { ElementPiece } from "../../../values/plot.ts";
import type { Value } from "../../../values/value.ts";
import { pageTheme, setPageTheme } from "../page_pictures.ts";
import { elements } from "./elements.ts";

type Theme = PlotSpec["theme"];
const verb = verbOf("ggplot2");

function theme(part: Partial<Theme>, whole = false): Value {
  return { kind: "pieces", pieces: [{ piece: "theme", theme: part, whole }] };
}

/** What of an element's words is handed on: those that the author gave. */
function element(call: Call): ElementPiece {
  const said = call.verb.parameters.flatMap(({ name }) =>
    name !== "inherit.blank" && name !== "debug" && call.has(name) ? [name] : []
  );
  const number = (name: string): number | null => {
    const value = said.includes(name) ? call.value(name) : null;
    return value?.kind === "numeric" ? value.values[0] ?? null : null;
  };
  const at = number("hjust");
  return {
    piece: "element",
    blank: false,
    angle: number("angle"),
    said,
    ...(at === null ? {} : { at }),
  };
}

/** How texts of a theme are turned, and what else is said of an element. */
export const elementText = (call: Call): Value => ({ kind: "pieces", pieces: [element(call)] });

/** Pixels of R's units of length. */
const UNITS: Readonly<Record<string, number>> = {
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  inches: 96,
  inch: 96,
  in: 96,
  pt: 96 / 72.27,
  points: 96 / 72.27,
  bigpts: 96 / 72,
  lines: 16,
  line: 16,
  char: 16,
};

/** A length, in pixels where its unit has any. */
function length(call: Call): Value {
  const unit = call.text("units", "npc"), scale = UNITS[unit], x = call.optional("x");
  const value = x?.kind === "numeric" ? x.values[0] : undefined;
  return {
    kind: "pieces",
    pieces: [{
      piece: "element",
      blank: false,
      angle: null,
      said: ["length"],
      ...(scale === undefined || value === undefined ? {} : { length: scale * value }),
      ...(unit === "npc" && value !== undefined ? { part: value } : {}),
    }],
  };
}

const LOOKS =
  "base_size~, base_family~, base_line_size~, base_rect_size~, font_size~, font_family~, line_size~, rel_small~, border?, margin~, legend?, x.text.angle?, flip?";
const WITH_GRID =
  "theme_bw theme_grey theme_gray theme_minimal theme_light theme_linedraw theme_dark theme_minimal_grid theme_minimal_hgrid theme_modern theme_pubclean theme_cleveland theme_lucid theme_ipsum theme_test theme_ridges";
const WITHOUT_GRID = "theme_classic theme_pubr theme_cowplot theme_half_open theme_few theme_tufte";
/** Themes with a line around each panel, and one whose ground is dark. */
const BORDERED = new Set(["theme_bw", "theme_linedraw", "theme_light", "theme_test"]);
const DARK = new Set(["theme_dark"]);
const OF_KEYS = new Set(["theme_pubclean", "theme_pubr"]);

function complete(name: string, grid: boolean): Verb {
  const part = (call: Call): Partial<Theme> => {
    const said = call.has("legend") ? call.text("legend") : null;
    const keys = said === "none" || said === "top" || said === "bottom" || said === "right"
      ? said
      : OF_KEYS.has(name)
      ? "top"
      : null;
    const angle = call.has("x.text.angle") ? call.number("x.text.angle") : null;
    if (DARK.has(name)) {
      call.note("passed-over", `${name}(): the ground of a picture is that of the page`);
    }
    return {
      grid,
      ...(BORDERED.has(name) ? { border: true } : {}),
      ...(keys ? { keys } : {}),
      ...(angle === null ? {} : { angle }),
    };
  };
  return verb(
    name,
    LOOKS,
    `a theme ${grid ? "with" : "without"} a grid`,
    (call) => theme(part(call), true),
  );
}

/** Neither axes nor lines of a grid. */
const BARE: Partial<Theme> = {
  grid: false,
  bare: true,
  hideX: true,
  hideY: true,
  noTitleX: true,
  noTitleY: true,
};

const blank = (): Value => ({
  kind: "pieces",
  pieces: [{ piece: "element", blank: true, angle: null, said: [] }],
});

/** What texts of a theme take. */
export const TEXT =
  "family?, face?, colour?, size?, hjust?, vjust?, angle?, lineheight?, color?, margin?, debug?, inherit.blank?";
const LINE =
  "fill?, colour?, linewidth?, linetype?, color?, inherit.blank?, size?, lineend?, arrow?";

/** Sets the theme of all pictures of a page; what was set before comes back. */
function themeSet(call: Call, updates: boolean): Value {
  const scope = call.scope.inner, before = pageTheme(scope);
  const value = updates ? theme(elements(call)) : call.optional("new");
  const given = value?.kind === "pieces"
    ? value.pieces.filter((p) => p.piece === "theme")
    : value && value.kind !== "null"
    ? call.wrong("new", "a theme", value, "theme_set(theme_bw())")
    : [];
  setPageTheme(scope, updates ? [...before, ...given] : given);
  return { kind: "pieces", pieces: [...before] };
}

/** Words of themes. */
export const THEMES: readonly Verb[] = [
  silent(
    verb("theme_set", "new?", "the theme of all pictures from here on", (c) => themeSet(c, false)),
  ),
  silent(
    verb("theme_update", "...", "changes the theme of all pictures", (c) => themeSet(c, true)),
  ),
  verb("theme_get", "", "the theme of all pictures", (c) => ({
    kind: "pieces",
    pieces: [...pageTheme(c.scope.inner)],
  })),
  verb("theme", "...", "where keys stand, what is hidden or turned", (c) => theme(elements(c))),
  ...WITH_GRID.split(" ").map((n) => complete(n, true)),
  ...WITHOUT_GRID.split(" ").map((n) => complete(n, false)),
  verb(
    "theme_void",
    LOOKS,
    "a theme without axes",
    () => theme(BARE, true),
  ),
  verb(
    "theme_map",
    LOOKS,
    "a theme without axes",
    () => theme(BARE, true),
  ),
  verb("element_blank", "", "nothing in its place", () => blank()),
  verb(
    "element_text",
    TEXT,
    "how texts are turned",
    elementText,
  ),
  verb(
    "element_line",
    LINE,
    "lines of a theme",
    elementText,
  ),
  verb(
    "element_rect",
    LINE,
    "boxes of a theme",
    elementText,
  ),
  verb("margin", "t?, r?, b?, l?, unit?", "room about a thing", elementText),
  verb("unit", "x?, units?, data?", "a length", length),
  verb("rel", "x", "a size that is relative", elementText),
];
