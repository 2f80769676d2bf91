/**
 * The picture that base graphics add to: the last one that the block drew.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { addAll } from "../../../lists.ts";
import { doubles, type Value as LanguageValue } from "../../../language/values/value.ts";
import { labelWords } from "../../bridge/label_words.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { around } from "../ggplot2/mapping.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Context } from "../../evaluation/context.ts";
import type { LayerPiece, Piece, PlotValue } from "../../values/plot.ts";
import { character, type Value } from "../../values/value.ts";
import { built } from "../ggplot2/building.ts";

/** A picture that words add to after it was shown. */
interface Device {
  plot: PlotValue;
  add(pieces: readonly Piece[]): void;
}

const DEVICES = new WeakMap<Context, Device>();

/** Begins a picture, and shows it. */
export function drawPicture(call: Call, pieces: readonly Piece[]): void {
  call.context.print(pictureOf(call, pieces));
}

/** Begins a picture that is shown as the value of its call. */
export function pictureOf(call: Call, pieces: readonly Piece[]): PlotValue {
  const own: Piece[] = [...pieces];
  let shown: ReturnType<PlotValue["shown"]> | null = null;
  const plot: PlotValue = {
    kind: "plot",
    data: null,
    mapping: new Map(),
    pieces: own,
    context: around(call),
    span: call.span,
    shown: () => shown ??= built(plot),
  };
  DEVICES.set(call.context, {
    plot,
    add(more) {
      addAll(own, more);
      // a picture that is on the page already is changed where it stands
      if (shown) Object.assign(shown.data, built(plot).data);
    },
  });
  return plot;
}

/** Adds to the picture that the block drew last. */
export function addToPicture(call: Call, pieces: readonly Piece[]): void {
  const device = DEVICES.get(call.context);
  if (!device) {
    fail("no-picture", `${call.verb.name}() adds to a picture, and this block has drawn none`, {
      span: call.span,
      hint: "Draw one first in the same block: plot(x, y), hist(x) or curve(…)",
    });
  }
  device.add(pieces);
}

/** A layer of vectors. */
export function layerOf(
  call: Call,
  geom: string,
  vectors: Readonly<Record<string, ArrayLike<number> | readonly string[] | string>>,
  params: LayerPiece["params"] = {},
): LayerPiece {
  const fixed = new Map<string, LanguageValue>();
  for (const [name, values] of Object.entries(vectors)) {
    if (typeof values === "string") fixed.set(name, toLanguage(character([values])));
    else if (values.length > 0 && typeof values[0] === "string") {
      fixed.set(name, toLanguage(character(values as readonly string[])));
    } else fixed.set(name, doubles(Float64Array.from(values as ArrayLike<number>)));
  }
  return {
    piece: "layer",
    geom,
    stat: geom === "boxplot" ? "boxplot" : "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    mapping: new Map(),
    data: null,
    inherit: false,
    fixed,
    params,
    summary: null,
    curve: null,
    key: geom === "boxplot" ? false : true,
    span: call.span,
    context: around(call),
  };
}

/** Words of the axes and above the picture. */
export function labelsIn(call: Call, usual: Readonly<Record<"x" | "y", string>>): Piece {
  const labels = new Map<string, string | null>(Object.entries(usual));
  for (const [argument, name] of [["xlab", "x"], ["ylab", "y"], ["main", "title"]] as const) {
    if (!call.has(argument)) continue;
    const value: Value = call.value(argument);
    if (value.kind === "logical" || value.kind === "null") labels.set(name, "");
    else labels.set(name, labelWords(value)?.[0] ?? "");
  }
  return { piece: "labels", labels };
}

/** The range of an axis that the author asks for. */
export function limitsIn(call: Call): Piece[] {
  return (["x", "y"] as const).flatMap((axis): Piece[] => {
    const name = `${axis}lim`;
    if (!call.has(name) || call.value(name).kind === "null") return [];
    const [low, high] = call.numbers(name);
    return [{
      piece: "scale",
      aes: [axis],
      spec: { kind: "continuous", limits: [low!, high!], keep: true },
    }];
  });
}

/** How lines and points look, of what the author says. */
export function looksIn(call: Call): Record<string, ArrayLike<number> | string> {
  const looks: Record<string, ArrayLike<number> | string> = {};
  for (
    const [argument, name] of [["col", "colour"], ["lty", "linetype"], ["lwd", "linewidth"], [
      "pch",
      "shape",
    ]] as const
  ) {
    if (!call.has(argument)) continue;
    const value = call.value(argument);
    if (value.kind === "character") looks[name] = value.values[0] ?? "black";
    else if (value.kind === "numeric") {
      const v = value.values[0]!;
      looks[name] = name === "colour" ? String(v) : [name === "linewidth" ? v * 0.6 : v];
    }
  }
  return looks;
}
