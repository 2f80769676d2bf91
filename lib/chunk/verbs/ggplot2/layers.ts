/**
 * Layers: `geom_…` and `stat_…`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  doubles,
  type Frame,
  isFrame,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import type { PositionSpec } from "../../../render/figure/grammar/spec.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { RULES } from "../../../math/smoothing/bandwidths.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { LayerPiece, Mapping } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { aesthetic, AESTHETICS, applied, around } from "./mapping.ts";
import {
  GEOM_NAMES,
  IDLE,
  type Kind,
  KINDS,
  LOOKS_OF,
  MORE,
  OF_THE_PAGE,
  ONLY,
  OWN_WIDTH,
  WAY_OUT,
  WEIGHED,
} from "./kinds.ts";
import { positionOf } from "./placing.ts";
import { drawnSeed } from "./drawn_seed.ts";
import { curveOf } from "./function_layers.ts";
import { CLASSES, filledContours } from "./remade/filled_contours.ts";
import { smoothOf } from "./smooth_lines.ts";
import { summaryOf } from "./summaries.ts";

function position(call: Call, found: Kind): PositionSpec {
  const base: PositionSpec = {
    name: found.position,
    width: null,
    height: null,
    x: 0,
    y: 0,
    reverse: false,
  };
  if (!call.has("position")) return base;
  return positionOf(call.value("position"), () => call.spanOf("position"));
}

function layer(call: Call, word: string): Value {
  const found = KINDS[word]!;
  let { geom, stat } = found;
  const mappingArg = call.has("mapping") ? call.value("mapping") : null;
  let dataArg = call.has("data") ? call.value("data") : null;
  let mapping: Mapping = new Map();
  for (const value of [mappingArg, dataArg]) {
    if (value?.kind === "pieces" && value.pieces[0]?.piece === "aes") {
      mapping = value.pieces[0].mapping;
      if (value === dataArg) dataArg = mappingArg?.kind === "frame" ? mappingArg : null;
    } else if (value === mappingArg && value && value.kind !== "null") {
      call.wrong("mapping", "aes(…)", value, `${word}(aes(x, y)); data are named: data = d`);
    }
  }
  if (call.has("stat")) stat = statNamed(call);
  if (call.has("geom")) geom = geomNamed(call);
  const fixed = new Map<string, LanguageValue>();
  const params: Record<string, number | string | boolean | readonly number[]> = {};
  const own = new Set(
    [found.own, MORE[stat] ?? "", MORE[geom] ?? ""].join(" ").split(" ").filter((n) => n !== ""),
  );
  let inherit = true, key = true;
  for (const arg of call.rest) {
    const name = arg.name === null ? null : aesthetic(arg.name);
    if (name === null) {
      return fail("too-many-arguments", `${word}() takes no argument in this place`, {
        span: arg.span,
        hint: "Name it: colour = …, width = …",
      });
    }
    if (name === "inherit.aes") inherit = truth(call, arg);
    else if (name === "show.legend") key = truth(call, arg, true);
    else if (OF_THE_PAGE.has(arg.name!)) {
      call.evaluate(arg);
      if (!/^(na\.rm|verbose|max\.|force)/.test(arg.name!)) passOver(call, arg.name!);
    } else if (
      own.has(arg.name!) &&
      !(AESTHETICS.has(name) && !["width", "height", "hjust", "vjust", "angle"].includes(name))
    ) {
      parameter(call, arg, params);
      if (isIdle(word, stat, name)) passOver(call, arg.name!);
    } else if (AESTHETICS.has(name)) {
      const value = toLanguage(call.evaluate(arg));
      coloured(name, value, arg);
      fixed.set(name, value);
      if (!hasLook(geom, stat, name)) passOver(call, arg.name!);
    } else unknown(word, arg, own);
  }
  for (const [name, value] of Object.entries(found.usual ?? {})) {
    if (!fixed.has(name) && !mapping.has(name)) {
      fixed.set(
        name,
        typeof value === "number"
          ? doubles([value])
          : toLanguage({ kind: "character", values: [value], names: null }),
      );
    }
  }
  // lines across a panel take nothing from the picture but its data
  if (["hline", "vline", "abline"].includes(geom)) inherit = false;
  let place = position(call, found);
  if (word === "geom_jitter") {
    const number = (n: string): number | null =>
      typeof params[n] === "number" ? params[n] as number : null;
    const own = number("width") ?? number("height") ?? number("seed");
    if (own !== null) {
      // with arguments the draws begin where the layer is written
      place = {
        ...place,
        width: number("width"),
        height: number("height"),
        seed: number("seed") ?? drawnSeed(call),
      };
    }
    delete params.width;
  }
  if (word === "geom_freqpoly") params.pad ??= true;
  const nudge = (n: string): number => typeof params[n] === "number" ? params[n] as number : 0;
  if (nudge("nudge_x") !== 0 || nudge("nudge_y") !== 0) {
    place = { ...place, name: "nudge", x: nudge("nudge_x"), y: nudge("nudge_y") };
  }
  if (word === "geom_errorbarh") {
    params.orientation = "y";
    if (typeof params.height === "number") params.width = params.height;
  }
  if (word === "geom_raster" && (params.hjust ?? params.vjust ?? 0.5) !== 0.5) {
    fail("wrong-argument", "Tiles of geom_raster() stand about their places here", {
      span: call.span,
      hint: "Shift the places: aes(x + 0.5, y + 0.5)",
    });
  }
  for (const name of ["hjust", "vjust"]) {
    if (typeof params[name] === "string") params[name] = JUST[params[name] as string] ?? 0.5;
  }
  if (params["outlier.shape"] === "NA" || params.outliers === false) params.outliers = false;
  if (found.package === "ggrepel") {
    // where texts give way to is found anew: the same each time
    for (const name of ["direction", "seed", "xlim", "ylim"]) delete params[name];
    params.repel = true;
  }
  const context = around(call);
  const piece: LayerPiece = {
    piece: "layer",
    geom,
    stat,
    position: place,
    mapping,
    data: ownData(call, dataArg),
    inherit,
    fixed,
    params,
    summary: stat === "summary" || stat === "summarybin" ? summaryOf(call) : null,
    curve: stat === "function" ? curveOf(call) : null,
    smooth: stat === "smooth" ? smoothOf(call) : null,
    key,
    span: call.span,
    context,
  };
  if (!word.endsWith("_filled")) return { kind: "pieces", pieces: [piece] };
  piece.remade = filledContours(word, params, call.span);
  return { kind: "pieces", pieces: [...fixed.has("fill") ? [] : [CLASSES], piece] };
}

/** Says that an argument is passed over. */
export function passOver(call: Call, argument: string): void {
  call.note("passed-over", `${call.verb.name}(): ${argument} is passed over`, { argument });
}

/** Looks that every layer takes and some have. */
const LOOKS = new Set(
  "colour fill alpha size linewidth linetype shape stroke weight".split(" "),
);

/** Whether a kind of layer has a look. */
export function hasLook(geom: string, stat: string, name: string): boolean {
  if (!LOOKS.has(name)) return true;
  if (name === "weight") return WEIGHED.has(stat);
  return (LOOKS_OF[geom] ?? "").split(" ").includes(name);
}

function isIdle(word: string, stat: string, name: string): boolean {
  return (IDLE[word] ?? "").split(" ").includes(name) ||
    OWN_WIDTH.has(stat) && /^(width|height|just)$/.test(name);
}

/** Where a text stands by its place. */
export const JUST: Readonly<Record<string, number>> = {
  left: 0,
  center: 0.5,
  middle: 0.5,
  right: 1,
  top: 1,
  bottom: 0,
  inward: 0.5,
  outward: 0.5,
};

function geomNamed(call: Call): string {
  const name = call.text("geom");
  const found = KINDS[`geom_${name}`];
  if (found) return found.geom;
  const hint = suggestion(name, GEOM_NAMES.map((g) => g.slice(5)));
  return fail("wrong-argument", `There is no geom "${name}"`, {
    span: call.spanOf("geom"),
    ...(hint ? { hint } : {}),
  });
}

function truth(call: Call, arg: Supplied, otherwise = false): boolean {
  const value = call.evaluate(arg);
  if (value.kind !== "logical") return otherwise;
  return value.values[0] !== 0;
}

function statNamed(call: Call): string {
  const name = call.text("stat");
  const found = KINDS[`stat_${name}`]?.stat ?? (name === "align" ? name : undefined);
  if (found) return found;
  const hint = suggestion(
    name,
    Object.keys(KINDS).filter((k) => k.startsWith("stat_")).map((k) => k.slice(5)),
  );
  return fail("wrong-argument", `There is no stat "${name}"`, {
    span: call.spanOf("stat"),
    ...(hint ? { hint } : {}),
  });
}

function parameter(
  call: Call,
  arg: Supplied,
  params: Record<string, number | string | boolean | readonly number[]>,
): void {
  // how dots are put into bins has the name of how a line is fitted
  const name = arg.name === "method" && call.verb.name === "geom_dotplot" ? "binning" : arg.name!;
  if (/^(fun|method$|formula$|method\.args$|args$|fun\.)/.test(name)) return;
  const value = call.evaluate(arg);
  const said: number | string | boolean | readonly number[] | null = value.kind === "numeric"
    ? value.values.length === 1 ? value.values[0]! : Array.from(value.values)
    : value.kind === "logical"
    ? value.values[0] === -1 ? "NA" : value.values[0] === 1
    : value.kind === "character"
    ? value.values[0] ?? "NA"
    : null;
  if (said === null) {
    if (value.kind === "null") return;
    const piece = value.kind === "pieces" ? value.pieces[0] : null;
    if (piece?.piece === "arrow") {
      params[name] = piece.ends;
      return;
    }
    if (name === "length" && piece?.piece === "element") {
      if (piece.part === undefined) passOver(call, name);
      else params.length = piece.part;
      return;
    }
    return fail("wrong-argument", `${call.verb.name}() takes a number or a text as ${name}`, {
      span: arg.span,
    });
  }
  // a scale of ridges is how far they reach
  const only = name === "scale" && /ridge/.test(call.verb.name) ? undefined : ONLY[name];
  if (only && !only.includes(said as string)) {
    fail("wrong-argument", `${call.verb.name}() has no ${arg.name} ${JSON.stringify(said)} here`, {
      span: arg.span,
      hint: WAY_OUT[name] ?? (only.length === 1 ? `It is ${only[0]}` : `One of ${only.join(", ")}`),
    });
  }
  if (name === "bw" && typeof said === "string" && !Object.hasOwn(RULES, said.toLowerCase())) {
    const hint = suggestion(said, ["nrd0", "nrd", "SJ", "SJ-dpi", "ucv", "bcv"]);
    fail("wrong-argument", `There is no rule of bandwidths "${said}"`, {
      span: arg.span,
      hint: hint ?? 'One of "nrd0", "nrd", "SJ", "SJ-dpi", "ucv", "bcv"',
    });
  }
  params[name] = said;
}

function unknown(word: string, arg: Supplied, own: ReadonlySet<string>): never {
  const hint = suggestion(
    arg.name!,
    [...own, ...AESTHETICS, "inherit.aes", "show.legend", "na.rm", "data", "position", "stat"]
      .filter((n) => n !== ""),
  );
  return fail("unknown-argument", `${word}() has no argument ${arg.name}`, {
    span: arg.nameSpan ?? arg.span,
    ...(hint ? { hint } : {}),
  });
}

/** Refuses what is no colour. */
export function coloured(name: string, value: LanguageValue, arg: Supplied): void {
  if ((name !== "colour" && name !== "fill") || value.type !== "character") return;
  for (const text of value.values) {
    if (text === null || inkOf(text) !== undefined) continue;
    fail("wrong-argument", `"${text}" is no colour`, {
      span: arg.span,
      hint: 'Such as "steelblue" or "#2a45a0"',
    });
  }
}

function ownData(call: Call, value: Value | null): LayerPiece["data"] {
  if (value === null || value.kind === "null") return null;
  const own = toLanguage(value);
  if (isFrame(own)) return own;
  const fn = own.type === "closure" || own.type === "builtin" ? own : null;
  if (!fn && value.kind !== "formula") {
    return asFrameOf(call, value) ?? call.wrong("data", "a table", value);
  }
  return (whole) => {
    const chosen = applied(call, own, [whole], call.spanOf("data"));
    return isFrame(chosen) ? chosen : call.wrong("data", "a function that gives a table", value);
  };
}

/** What `as.data.frame` gives of means, tests and the like. */
export function asFrameOf(call: Call, value: Value): Frame | null {
  const frame = applied(
    call,
    {
      type: "character",
      values: ["as.data.frame"],
      attributes: null,
      exclusive: false,
      held: false,
    },
    [toLanguage(value)],
    call.span,
  );
  return isFrame(frame) ? frame : null;
}

/** The words of a package's layers. */
export function layersOf(name: string): Verb[] {
  return Object.entries(KINDS).filter(([, kind]) => (kind.package ?? "ggplot2") === name)
    .map(([word, { doc }]) =>
      verbOf(name)(
        word,
        word.startsWith("stat_")
          ? "mapping?, data?, geom?, position?, ..."
          : "mapping?, data?, stat?, position?, ...",
        `a layer: ${doc}`,
        (call) => layer(call, word),
      )
    );
}

/** Words of layers. */
export const LAYERS: readonly Verb[] = layersOf("ggplot2");
