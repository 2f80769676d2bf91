/**
 * `+` of pictures and their parts, and `|`, `/`, `&` of pictures beside each other.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Arrangement, Piece, PlotValue } from "../../values/plot.ts";
import { describe, type Value } from "../../values/value.ts";
import { arrangementShown } from "./arranging.ts";
import { built } from "./building.ts";
import { isLast } from "./page_pictures.ts";

/** A picture of pieces. It is built once, when it is shown. */
export function plotOf(given: Omit<PlotValue, "kind" | "shown">): PlotValue {
  let shown: ReturnType<PlotValue["shown"]> | null = null;
  const plot: PlotValue = {
    kind: "plot",
    ...given,
    shown: () => {
      isLast(given.context.scope(), plot);
      return shown ??= plot.arranged ? arrangementShown(plot) : built(plot);
    },
  };
  isLast(given.context.scope(), plot);
  return plot;
}

/** Pictures beside each other. */
export function arrangedOf(
  first: PlotValue,
  arranged: Arrangement,
): PlotValue {
  return plotOf({
    data: null,
    mapping: new Map(),
    pieces: [],
    context: first.context,
    span: first.span,
    arranged,
  });
}

/** Pieces of what stands on the right of `+`; null if it is none. */
export function piecesIn(value: Value): readonly Piece[] | null {
  switch (value.kind) {
    case "null":
      return [];
    case "pieces":
      return value.pieces;
    case "list": {
      const found = value.items.map((i) => piecesIn(i.value));
      return found.every((f) => f !== null) ? found.flat() : null;
    }
    default:
      return null;
  }
}

const isSpacer = (value: Value): boolean =>
  value.kind === "pieces" && value.pieces[0]?.piece === "spacer";

const NO_WORDS = { layout: {}, annotation: {}, keysAt: null } as const;

const HOW = { "+": "wrap", "|": "row", "/": "column" } as const;

/** Two pictures beside or below each other; a chain of one operator is one arrangement. */
function beside(a: PlotValue, b: PlotValue | null, operator: keyof typeof HOW): PlotValue {
  const how = HOW[operator];
  const own = a.arranged;
  const goesOn = own && !own.insets && own.how === how && (operator !== "/" || !own.layout.design);
  const plots = goesOn ? [...own.plots, b] : [a, b];
  return arrangedOf(a, goesOn ? { ...own, plots } : { how, plots, ...NO_WORDS });
}

/** A picture with a small one on it; of several, the last has it. */
function withInset(a: PlotValue, inset: Piece & { piece: "inset" }): PlotValue {
  const own = a.arranged;
  if (own?.insets) return addedToArrangement(a, [inset], false);
  const last = own ? own.plots.findLastIndex((p) => p !== null) : -1;
  if (own && last >= 0) {
    const plots = own.plots.map((p, i) => i === last ? withInset(p!, inset) : p);
    return arrangedOf(a, { ...own, plots });
  }
  const insets = [{ plot: inset.plot, place: inset.place }];
  return arrangedOf(a, { how: "wrap", plots: [a], ...NO_WORDS, insets });
}

/** An arrangement with what is added to it: words of its own, or pieces of its last picture. */
function addedToArrangement(a: PlotValue, pieces: readonly Piece[], all: boolean): PlotValue {
  let { layout, annotation, keysAt, insets } = a.arranged!;
  const others: Piece[] = [];
  for (const p of pieces) {
    if (p.piece === "inset") insets = [...insets ?? [], { plot: p.plot, place: p.place }];
    else if (p.piece === "layout") layout = { ...layout, ...p.layout };
    else if (p.piece === "annotation") annotation = { ...annotation, ...p.annotation };
    else if (a.arranged!.matrix && p.piece === "labels") {
      const { title = null, subtitle = null, caption = null } = Object.fromEntries(p.labels);
      annotation = {
        ...annotation,
        ...(title === null ? {} : { title }),
        ...(subtitle === null ? {} : { subtitle }),
        ...(caption === null ? {} : { caption }),
      };
    } else others.push(p);
    if (all && p.piece === "theme" && p.theme.keys) keysAt = p.theme.keys;
  }
  const { plots } = a.arranged!;
  if (insets && !all && others.length > 0) {
    // what is added belongs to the picture that was added last
    const { plot, place } = insets.at(-1)!;
    const own = plot.arranged
      ? addedToArrangement(plot, others, all)
      : plotOf({ ...plot, pieces: [...plot.pieces, ...others] });
    insets = [...insets.slice(0, -1), { plot: own, place }];
    others.length = 0;
  }
  const last = plots.findLastIndex((p) => p !== null);
  const added = others.length === 0 ? plots : plots.map((p, i) => {
    if (!p || !all && i !== last && !a.arranged!.matrix) return p;
    return p.arranged
      ? addedToArrangement(p, others, all)
      : plotOf({ ...p, pieces: [...p.pieces, ...others] });
  });
  return arrangedOf(a, {
    ...a.arranged!,
    layout,
    annotation,
    keysAt,
    plots: added,
    ...(insets ? { insets } : {}),
  });
}

/** A figure of ours as a picture in layers, where it is one as well; anything else as it is. */
export function layered(value: Value): Value {
  return value.kind === "display" && value.inLayers ? value.inLayers() : value;
}

/** The sum of a picture and its parts; null where neither is one. */
export function addedTo(first: Value, second: Value, span: Span, operator = "+"): Value | null {
  const [a, b] = [layered(first), layered(second)];
  if (operator === "|" || operator === "/") {
    if (a.kind === "plot" && (b.kind === "plot" || isSpacer(b))) {
      return beside(a, b.kind === "plot" ? b : null, operator);
    }
    return a.kind === "plot" || b.kind === "plot"
      ? fail(
        "wrong-argument",
        `${describe(a.kind === "plot" ? b : a)} stands beside no picture`
          .replace(/^./, (c) => c.toUpperCase()),
        { span, hint: "p1 | p2, or p1 / p2" },
      )
      : null;
  }
  const right = piecesIn(b), all = operator !== "+";
  if (a.kind === "plot") {
    if (!all && b.kind === "plot") return beside(a, b, "+");
    if (!all && isSpacer(b)) return beside(a, null, "+");
    const inset = right?.find((p) => p.piece === "inset");
    if (right && inset) return right.length === 1 ? withInset(a, inset) : null;
    if (right && a.arranged) return addedToArrangement(a, right, all);
    if (right && right.some((p) => p.piece === "layout" || p.piece === "annotation")) {
      const one = arrangedOf(a, { how: "wrap", plots: [a], ...NO_WORDS });
      return addedToArrangement(one, right, all);
    }
    if (right) return plotOf({ ...a, pieces: [...a.pieces, ...right] });
    return fail(
      "wrong-argument",
      `${describe(b)} cannot be added to a picture`.replace(/^./, (c) => c.toUpperCase()),
      {
        span,
        hint: "Add layers, scales, labels or a theme: ggplot(d, aes(x, y)) + geom_point()",
      },
    );
  }
  if (all) return null;
  if (a.kind === "pieces" && right) return { kind: "pieces", pieces: [...a.pieces, ...right] };
  return null;
}
