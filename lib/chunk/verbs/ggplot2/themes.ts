/**
 * Themes, as far as they move, hide or turn things; the rest is as the page has it.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { PlotSpec } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { pageTheme, setPageTheme } from "./page_pictures.ts";

type Theme = PlotSpec["theme"];
const verb = verbOf("ggplot2");

function theme(part: Partial<Theme>, whole = false): Value {
  return { kind: "pieces", pieces: [{ piece: "theme", theme: part, whole }] };
}

/** Elements that R's themes have. */
const ELEMENTS = (
  "line rect text title aspect.ratio axis.title axis.title.x axis.title.y axis.title.x.bottom axis.title.y.left axis.text axis.text.x axis.text.y " +
  "axis.text.x.bottom axis.text.y.left axis.text.x.top axis.ticks axis.ticks.x axis.ticks.y axis.ticks.length axis.line axis.line.x axis.line.y legend.background legend.margin " +
  "legend.spacing legend.spacing.x legend.spacing.y legend.key legend.key.size legend.key.height legend.key.width legend.text legend.text.align legend.title " +
  "legend.title.align legend.position legend.direction legend.justification legend.box legend.box.just legend.box.margin " +
  "legend.box.background legend.box.spacing panel.background panel.border panel.spacing panel.spacing.x panel.spacing.y " +
  "panel.grid panel.grid.major panel.grid.minor panel.grid.major.x panel.grid.major.y panel.grid.minor.x panel.grid.minor.y " +
  "panel.ontop plot.background plot.title plot.title.position plot.subtitle plot.caption plot.caption.position plot.tag " +
  "plot.tag.position plot.margin strip.background strip.background.x strip.background.y strip.placement strip.text strip.text.x " +
  "strip.text.y strip.switch.pad.grid strip.switch.pad.wrap legend.position.inside complete validate"
).split(" ");

/** A place on the panels, from 0 to 1 each way. */
function placeOf(value: Value, arg: Supplied): [number, number] {
  const [x, y] = value.kind === "numeric" ? value.values : [];
  return x !== undefined && y !== undefined
    ? [x, y]
    : fail("wrong-argument", "A place of keys is two numbers", {
      span: arg.span,
      hint: "legend.position = c(0.9, 0.9)",
    });
}

/** What one element says. */
function element(name: string, value: Value, arg: Supplied): Partial<Theme> {
  const piece = value.kind === "pieces" && value.pieces[0]?.piece === "element"
    ? value.pieces[0]
    : null;
  const blank = piece?.blank ?? false;
  switch (name) {
    case "legend.position": {
      if (value.kind === "numeric") return { keys: "right", keysOn: placeOf(value, arg) };
      const said = value.kind === "character" ? value.values[0] ?? "" : "";
      if (said === "inside") return { keys: "right", keysOn: [1, 1] };
      const known = ["none", "top", "bottom", "right", "left"] as const;
      const found = known.find((k) => k === said);
      if (found) return { keys: found, keysOn: null };
      const hint = suggestion(said, known);
      return fail("wrong-argument", `There is no legend.position "${said}"`, {
        span: arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    case "legend.position.inside":
      return value.kind === "numeric" ? { keysOn: placeOf(value, arg) } : {};
    case "aspect.ratio":
      return value.kind === "numeric" ? { aspect: value.values[0]! } : { aspect: null };
    case "panel.grid.major.x":
      return blank ? { noGridX: true } : {};
    case "panel.grid.major.y":
      return blank ? { noGridY: true } : {};
    case "plot.title":
      return piece?.at === undefined ? {} : { titleAt: piece.at };
    case "panel.border":
      return { border: !blank };
    case "axis.line":
      return blank ? { bare: true } : { bare: false };
    case "plot.subtitle":
    case "plot.caption":
    case "strip.text.y":
      return {};
    case "axis.text.x":
    case "axis.text.x.bottom":
      if (blank) return { hideX: true };
      return piece?.angle == null ? {} : { angle: piece.angle };
    case "axis.text.y":
      return blank ? { hideY: true } : {};
    case "axis.text":
      return blank ? { hideX: true, hideY: true } : {};
    case "axis.title":
      return blank ? { noTitleX: true, noTitleY: true } : {};
    case "axis.title.x":
      return blank ? { noTitleX: true } : {};
    case "axis.title.y":
      return blank ? { noTitleY: true } : {};
    case "legend.title":
      return blank ? { noKeyTitle: true } : {};
    case "strip.text":
    case "strip.text.x":
      return blank ? { noStrips: true } : {};
    case "panel.grid":
    case "panel.grid.major":
      return blank ? { grid: false } : {};
  }
  if (ELEMENTS.includes(name)) return {};
  const hint = suggestion(name, ELEMENTS);
  return fail("unknown-argument", `theme() has no element ${name}`, {
    span: arg.nameSpan ?? arg.span,
    ...(hint ? { hint } : {}),
  });
}

function elements(call: Call): Value {
  let out: Partial<Theme> = {};
  for (const arg of call.rest) {
    if (arg.name === null) {
      const value = call.evaluate(arg);
      if (value.kind === "pieces") continue;
      fail("too-many-arguments", "Elements of a theme are named", {
        span: arg.span,
        hint: 'legend.position = "none"',
      });
    }
    out = { ...out, ...element(arg.name, call.evaluate(arg), arg) };
  }
  return theme(out);
}

/** How texts of a theme are turned. */
export function elementText(call: Call): Value {
  const angle = call.has("angle") ? call.number("angle") : null;
  const at = call.has("hjust") ? call.optional("hjust") : null;
  return {
    kind: "pieces",
    pieces: [{
      piece: "element",
      blank: false,
      angle,
      ...(at?.kind === "numeric" ? { at: at.values[0]! } : {}),
    }],
  };
}

const LOOKS =
  "base_size~, base_family~, base_line_size~, base_rect_size~, border?, margin~, legend?, x.text.angle?, flip?";
const WITH_GRID =
  "theme_bw theme_grey theme_gray theme_minimal theme_light theme_linedraw theme_dark theme_minimal_grid theme_minimal_hgrid theme_modern theme_pubclean theme_cleveland theme_lucid theme_ipsum theme_test";
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

const blank = (angle: number | null = null): Value => ({
  kind: "pieces",
  pieces: [{ piece: "element", blank: true, angle }],
});
/** An element of a theme that changes nothing here. */
export const plain = (): Value => ({
  kind: "pieces",
  pieces: [{ piece: "element", blank: false, angle: null }],
});

/** What texts of a theme take. */
export const TEXT =
  "family~, face~, colour~, size~, hjust?, vjust?, angle?, lineheight~, color~, margin?, debug?, inherit.blank?";

/** Sets the theme of all pictures of a page; what was set before comes back. */
function themeSet(call: Call, updates: boolean): Value {
  const scope = call.scope.inner, before = pageTheme(scope);
  const value = updates ? elements(call) : call.optional("new");
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
  verb("theme", "...", "where keys stand, what is hidden or turned", elements),
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
    "fill~, colour~, linewidth~, linetype~, color~, inherit.blank?, size~, lineend?, arrow?",
    "lines of a theme",
    plain,
  ),
  verb(
    "element_rect",
    "fill~, colour~, linewidth~, linetype~, color~, inherit.blank?, size~, lineend?, arrow?",
    "boxes of a theme",
    plain,
  ),
  verb("margin", "t?, r?, b?, l?, unit?", "room about a thing", plain),
  verb("unit", "x?, units?, data?", "a length", plain),
  verb("rel", "x", "a size that is relative", plain),
];
