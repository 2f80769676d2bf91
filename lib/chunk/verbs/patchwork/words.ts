/**
 * Words of `patchwork`: pictures beside each other.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { AnnotationSpec, LayoutSpec, Piece, PlotValue } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { arrangedOf, layered } from "../ggplot2/adding.ts";
import { wordsOf } from "../ggplot2/scale_arguments.ts";

const verb = verbOf("patchwork");
const piece = (p: Piece): Value => ({ kind: "pieces", pieces: [p] });

const said = (call: Call, name: string): boolean =>
  call.has(name) && !["null", "pieces"].includes(call.value(name).kind);

/** What the arguments of a layout say. */
export function layoutIn(
  call: Call,
  names: { widths: string; heights: string } = { widths: "widths", heights: "heights" },
): Partial<LayoutSpec> {
  const layout: Partial<LayoutSpec> = {};
  if (said(call, "ncol")) layout.columns = call.number("ncol");
  if (said(call, "nrow")) layout.rows = call.number("nrow");
  if (said(call, names.widths)) layout.widths = [...call.numbers(names.widths)];
  if (said(call, names.heights)) layout.heights = [...call.numbers(names.heights)];
  if (said(call, "byrow")) layout.byRow = call.flag("byrow", true);
  return layout;
}

/** The pictures among the arguments without a name, and those in a list of them. */
export function picturesIn(call: Call, lists: readonly string[]): (PlotValue | null)[] {
  const found: (PlotValue | null)[] = [];
  const take = (given: Value, span: Call["span"]): void => {
    const value = layered(given);
    if (value.kind === "plot") found.push(value);
    else if (
      value.kind === "null" || value.kind === "pieces" && value.pieces[0]?.piece === "spacer"
    ) {
      found.push(null);
    } else if (value.kind === "list") { for (const item of value.items) take(item.value, span); }
    else {
      fail("wrong-argument", `${call.verb.name}() takes pictures`, {
        span,
        hint: "Pictures that ggplot() makes; those of base graphics stand alone",
      });
    }
  };
  for (const name of lists) if (said(call, name)) take(call.value(name), call.spanOf(name));
  for (const arg of call.rest) {
    if (arg.name === null) take(call.evaluate(arg), arg.span);
    else call.refuse(arg);
  }
  if (!found.some((p) => p !== null)) {
    fail("missing-argument", `${call.verb.name}() needs pictures`, { span: call.span });
  }
  return found;
}

/** Pictures beside each other as one. */
export function together(
  plots: readonly (PlotValue | null)[],
  layout: Partial<LayoutSpec>,
  annotation: Partial<AnnotationSpec> = {},
  keysAt: "top" | "bottom" | "right" | "left" | "none" | null = null,
): Value {
  const first = plots.find((p) => p !== null)!;
  return arrangedOf(first, { how: "wrap", plots, layout, annotation, keysAt });
}

function layout(call: Call): Value {
  const own = layoutIn(call);
  if (said(call, "guides")) {
    own.collect = call.choice("guides", ["collect", "keep", "auto"], "auto") === "collect";
  }
  if (said(call, "design")) own.design = call.text("design");
  return piece({ piece: "layout", layout: own });
}

function annotation(call: Call): Value {
  const own: Partial<AnnotationSpec> = {};
  for (const name of ["title", "subtitle", "caption"] as const) {
    if (said(call, name)) own[name] = wordsOf(call, name) ?? "";
  }
  if (said(call, "tag_levels")) {
    const value = call.value("tag_levels");
    const first = value.kind === "list" ? value.items[0]?.value : value;
    own.tags = first?.kind === "character"
      ? first.values.map((v) => v ?? "")
      : call.texts("tag_levels");
    if (value.kind === "character") own.tags = own.tags.slice(0, 1);
  }
  if (said(call, "tag_prefix")) own.prefix = call.text("tag_prefix");
  if (said(call, "tag_suffix")) own.suffix = call.text("tag_suffix");
  return piece({ piece: "annotation", annotation: own });
}

function inset(call: Call): Value {
  const plot = layered(call.value("p"));
  if (plot.kind !== "plot") {
    return call.wrong("p", "a picture", plot, "p1 + inset_element(p2, 0.6, 0.6, 1, 1)");
  }
  const share = (name: string): number => call.number(name);
  const place = {
    left: share("left"),
    bottom: share("bottom"),
    right: share("right"),
    top: share("top"),
    on: call.choice("align_to", ["panel", "plot", "full"], "panel") === "panel"
      ? "panel" as const
      : "whole" as const,
  };
  if (!(place.right > place.left && place.top > place.bottom)) {
    fail(
      "wrong-argument",
      "inset_element() takes shares of a picture, the left and lower ones first",
      {
        span: call.span,
        hint: "inset_element(p, left = 0.6, bottom = 0.6, right = 1, top = 1)",
      },
    );
  }
  return piece({ piece: "inset", plot, place });
}

/** Words of patchwork. */
export const PATCHWORK: readonly Verb[] = [
  verb(
    "plot_layout",
    "ncol?, nrow?, byrow?, widths?, heights?, guides?, tag_level!NULL, design?",
    "how pictures lie beside each other",
    layout,
  ),
  verb(
    "plot_annotation",
    'title?, subtitle?, caption?, tag_levels?, tag_prefix?, tag_suffix?, tag_sep!"", theme?',
    "words and marks of pictures beside each other",
    annotation,
  ),
  verb(
    "wrap_plots",
    "..., ncol?, nrow?, byrow?, widths?, heights?, guides?, design?",
    "pictures beside each other",
    (call) => {
      const own = layoutIn(call);
      if (said(call, "guides")) {
        own.collect = call.choice("guides", ["collect", "keep", "auto"], "auto") === "collect";
      }
      if (said(call, "design")) own.design = call.text("design");
      return together(picturesIn(call, []), own);
    },
  ),
  verb(
    "inset_element",
    "p, left, bottom, right, top, align_to?, on_top!TRUE, clip~, ignore_tag~",
    "a small picture on another",
    inset,
  ),
  verb("plot_spacer", "", "a free place", () => piece({ piece: "spacer" })),
];
