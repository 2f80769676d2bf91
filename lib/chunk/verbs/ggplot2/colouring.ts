/**
 * Scales of colours, shapes, sizes and the like: `scale_fill_manual()`, `scale_colour_viridis_d()` …
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  BREWER,
  brewerColours,
  inkOf,
  mixed,
  OKABE_ITO,
  parts,
  VIRIDIS,
} from "../../../render/figure/grammar/palettes.ts";
import { hues } from "../../../render/figure/grammar/colours/hcl.ts";
import type { PaletteSpec, ScaleSpec } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { isVector as isPlain } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { aesthetic } from "./mapping.ts";
import { common } from "./scale_arguments.ts";

const verb = verbOf("ggplot2");

/** Arguments of every scale of looks. */
const SHARED =
  "breaks?, labels?, limits?, guide?, na.value?, drop?, aesthetics?, trans?, transform?, n.breaks?, oob?, na.translate?, expand?";

function scale(call: Call, aes: string, spec: ScaleSpec): Value {
  const all = call.has("aesthetics") ? call.texts("aesthetics").map(aesthetic) : [aes];
  return { kind: "pieces", pieces: [{ piece: "scale", aes: all, spec }] };
}

function manual(call: Call): PaletteSpec {
  const value = call.value("values");
  if (!isPlain(value)) return call.wrong("values", "a vector", value);
  const values = textsOf(value).map((t) => t ?? "NA");
  if (!/size|alpha|linewidth|shape|linetype/.test(call.verb.name)) {
    for (const text of values) {
      if (inkOf(text) === undefined) {
        fail("wrong-argument", `"${text}" is no colour`, {
          span: call.spanOf("values"),
          hint: 'Such as "steelblue" or "#2a45a0"',
        });
      }
    }
  }
  const names = value.kind === "character" || value.kind === "numeric" ? value.names : null;
  return { kind: "manual", values, names };
}

const inks = (colours: readonly string[], places: readonly number[]): string[] =>
  places.map((t) => mixed(colours, t).colour ?? "black");

function steps(from: number, to: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => n === 1 ? from : from + (to - from) * i / (n - 1));
}

/** Palettes of ColorBrewer by their number among those of a type, as R numbers them. */
const BY_NUMBER: Readonly<Record<string, readonly string[]>> = {
  seq:
    "Blues BuGn BuPu GnBu Greens Greys Oranges OrRd PuBu PuBuGn PuRd Purples RdPu Reds YlGn YlGnBu YlOrBr YlOrRd"
      .split(" "),
  div: "BrBG PiYG PRGn PuOr RdBu RdGy RdYlBu RdYlGn Spectral".split(" "),
  qual: "Accent Dark2 Paired Pastel1 Pastel2 Set1 Set2 Set3".split(" "),
};

function brewer(call: Call, how: "names" | "mixed" | "classes"): PaletteSpec {
  const type = call.has("type")
    ? call.choice("type", ["seq", "div", "qual", "sequential", "diverging", "qualitative"], "seq")
    : "seq";
  const list = BY_NUMBER[type.slice(0, type.startsWith("qual") ? 4 : 3)]!;
  const value = call.has("palette") ? call.value("palette") : null;
  const said = value?.kind === "numeric"
    ? list[value.values[0]! - 1] ?? ""
    : value
    ? call.text("palette")
    : list[0]!;
  if (!BREWER.includes(said)) {
    const hint = suggestion(said, BREWER);
    fail("wrong-argument", `There is no palette "${said}"`, {
      span: call.spanOf("palette"),
      ...(hint ? { hint } : {}),
    });
  }
  const back = call.has("direction") ? call.number("direction") < 0 : how !== "names";
  const turned = (c: readonly string[]): readonly string[] => back ? c.toReversed() : c;
  if (how !== "mixed") return { kind: "counted", of: (n) => turned(brewerColours(said, n)!) };
  return {
    kind: "colours",
    colours: turned(brewerColours(said, 7)!),
    at: atOf(call),
    between: true,
  };
}

/** Where colours stand along the range, if it is said. */
function atOf(call: Call): number[] | null {
  return call.has("values") && call.value("values").kind === "numeric"
    ? [...call.numbers("values")]
    : null;
}

const LETTERS: Readonly<Record<string, string>> = {
  A: "magma",
  B: "inferno",
  C: "plasma",
  D: "viridis",
  E: "cividis",
  F: "rocket",
  G: "mako",
  H: "turbo",
};

/** A colour with the opacity that is asked for. */
function sheer(call: Call, colour: string): string {
  const alpha = call.number("alpha", 1);
  if (!(alpha >= 0 && alpha <= 1)) {
    fail("wrong-argument", "alpha is from 0 to 1", { span: call.spanOf("alpha") });
  }
  const digits = [...parts(colour), 255 * alpha]
    .map((v) => Math.round(v).toString(16).padStart(2, "0")).join("");
  return alpha === 1 ? colour : `#${digits}`;
}

/** The colours of Okabe and Ito, in the order that is asked for. */
function okabeIto(call: Call): PaletteSpec {
  const order = call.has("order") ? [...call.numbers("order")] : OKABE_ITO.map((_, i) => i + 1);
  const colours = order.map((k) => OKABE_ITO[k - 1] ?? "grey50").map((c) => sheer(call, c));
  return { kind: "counted", of: (n) => colours.slice(0, n) };
}

function viridis(call: Call, names: boolean): PaletteSpec {
  const said = call.has("option") ? call.text("option") : "viridis";
  const colours = VIRIDIS[LETTERS[said] ?? said];
  if (!colours) {
    const hint = suggestion(said, Object.keys(VIRIDIS));
    return fail("wrong-argument", `There is no option "${said}"`, {
      span: call.spanOf("option"),
      ...(hint ? { hint } : {}),
    });
  }
  const ends = [call.number("begin", 0), call.number("end", 1)];
  if (ends.some((e) => !(e >= 0 && e <= 1))) {
    fail("wrong-argument", "begin and end are from 0 to 1", { span: call.span });
  }
  if (call.number("direction", 1) < 0) ends.reverse();
  const of = (n: number): string[] =>
    inks(colours, steps(ends[0]!, ends[1]!, n)).map((c) => sheer(call, c));
  return names
    ? { kind: "counted", of }
    : { kind: "colours", colours: of(6), at: atOf(call), between: true };
}

/** Palettes of other packages: the nearest that is here. */
function likewise(call: Call): PaletteSpec {
  call.note("passed-over", `${call.verb.name}(): the colours are those of viridis`);
  const back = call.number("direction", 1) < 0;
  const [a, b] = back ? [0.95, 0.05] : [0.05, 0.95];
  return { kind: "counted", of: (n) => inks(VIRIDIS.viridis!, steps(a, b, n)) };
}

function colourIn(call: Call, name: string, otherwise: string): string {
  const text = call.text(name, otherwise);
  if (inkOf(text) === undefined) {
    fail("wrong-argument", `"${text}" is no colour`, {
      span: call.spanOf(name),
      hint: 'Such as "steelblue" or "#2a45a0"',
    });
  }
  return text;
}

function ends(call: Call, middle: boolean): PaletteSpec {
  const low = colourIn(call, "low", middle ? "#832424" : "#132B43");
  const high = colourIn(call, "high", middle ? "#3A3A98" : "#56B1F7");
  const colours = middle ? [low, colourIn(call, "mid", "white"), high] : [low, high];
  return { kind: "colours", colours, at: null, between: true };
}

function many(call: Call): PaletteSpec {
  const name = ["colours", "colors"].find((n) => call.has(n));
  if (!name) {
    return fail("missing-argument", `${call.verb.name}() needs colours`, {
      span: call.span,
      hint: 'colours = c("white", "steelblue")',
    });
  }
  const colours = call.texts(name);
  for (const c of colours) {
    if (inkOf(c) === undefined) {
      fail("wrong-argument", `"${c}" is no colour`, { span: call.spanOf(name) });
    }
  }
  return { kind: "colours", colours, at: atOf(call), between: true };
}

function greys(call: Call): PaletteSpec {
  const [from, to] = [call.number("start", 0.2), call.number("end", 0.8)];
  const tone = (v: number): string =>
    `#${Math.round(255 * v ** (1 / 2.2)).toString(16).padStart(2, "0").repeat(3)}`;
  return { kind: "counted", of: (n) => steps(from ** 2.2, to ** 2.2, n).map(tone) };
}

/** Hues where some are asked for; else the colours of the page. */
function hue(call: Call): PaletteSpec {
  if (!["h", "c", "l", "h.start", "direction"].some((n) => call.has(n))) return { kind: "own" };
  const [from, to] = call.has("h") ? call.numbers("h") : [15, 375];
  const said = {
    from: from!,
    to: to!,
    chroma: call.number("c", 100),
    luminance: call.number("l", 65),
    start: call.number("h.start", 0),
    direction: call.number("direction", 1),
  };
  return { kind: "counted", of: (n) => hues(n, said) };
}

/** A scale that has a key only where one is asked for. */
const keyless = (call: Call): Partial<ScaleSpec> => call.has("guide") ? {} : { hidden: true };

const own = (): PaletteSpec => ({ kind: "own" });

function colours(aes: "colour" | "fill", word: string): Verb[] {
  const make = (
    suffix: string,
    doc: string,
    first: string,
    palette: (call: Call) => PaletteSpec,
    more: (call: Call) => Partial<ScaleSpec> = () => ({}),
  ): Verb =>
    verb(
      `scale_${word}_${suffix}`,
      [...`name?, ${first}`.split(", "), ...SHARED.split(", ")].filter((p) => p !== "").join(", "),
      `${word}s: ${doc}`,
      (call) => scale(call, aes, common(call, "either", { palette: palette(call), ...more(call) })),
    );
  const VIR = "alpha?, begin?, end?, direction?, option?, values?";
  const OTHER = "palette?, direction?, begin?, end?, alpha?, midpoint?";
  const binned = (): Partial<ScaleSpec> => ({ binned: true });
  const middle = (c: Call): Partial<ScaleSpec> => ({ midpoint: c.number("midpoint", 0) });
  return [
    make("manual", "those that are named", "values", manual),
    make(
      "brewer",
      "a palette of ColorBrewer",
      "type?, palette?, direction?",
      (c) => brewer(c, "names"),
    ),
    make(
      "distiller",
      "a palette of ColorBrewer, mixed",
      "type?, palette?, direction?, values?, space?",
      (c) => brewer(c, "mixed"),
    ),
    make(
      "fermenter",
      "a palette of ColorBrewer by classes",
      "type?, palette?, direction?",
      (c) => brewer(c, "classes"),
      binned,
    ),
    make("viridis_d", "from dark to light", VIR, (c) => viridis(c, true)),
    make("viridis_c", "from dark to light", VIR, (c) => viridis(c, false)),
    make("viridis_b", "from dark to light by classes", VIR, (c) => viridis(c, true), binned),
    make(
      "viridis",
      "from dark to light",
      `${VIR}, discrete?`,
      (c) => viridis(c, c.flag("discrete", false)),
    ),
    ...["scico", "scico_d", "carto_d", "carto_c"].map((s) =>
      make(s, "from dark to light", OTHER, likewise)
    ),
    make(
      "okabe_ito",
      "those that everybody tells apart",
      "order?, alpha?",
      okabeIto,
    ),
    make("gradient", "from one to another", "low?, high?, space?", (c) => ends(c, false)),
    make(
      "steps",
      "from one to another by classes",
      "low?, high?, space?",
      (c) => ends(c, false),
      binned,
    ),
    make(
      "gradient2",
      "from one over a middle to another",
      "low?, mid?, high?, midpoint?, space?",
      (c) => ends(c, true),
      middle,
    ),
    make(
      "steps2",
      "from one over a middle to another by classes",
      "low?, mid?, high?, midpoint?, space?",
      (c) => ends(c, true),
      (c) => ({ ...middle(c), binned: true }),
    ),
    make("gradientn", "along several", "colours?, values?, space?, colors?", many),
    make("stepsn", "along several by classes", "colours?, values?, space?, colors?", many, binned),
    make("grey", "greys", "start?, end?", greys),
    make("discrete", "those of the page", 'type!getOption("ggplot2.discrete.colour")', own),
    make("hue", "at equal steps of hue", "h?, c?, l?, h.start?, direction?", hue),
    make(
      "continuous",
      "those of the page, or from one to another",
      'low?, high?, type!getOption("ggplot2.continuous.colour")',
      (c) => c.has("low") || c.has("high") ? ends(c, false) : own(),
    ),
    make(
      "identity",
      "those that the data name",
      "",
      () => ({ kind: "identity" }),
      keyless,
    ),
  ];
}

function others(): Verb[] {
  const make = (
    aes: string,
    suffix: string,
    first: string,
    palette: (call: Call) => PaletteSpec,
    more: (call: Call) => Partial<ScaleSpec> = () => ({}),
  ): Verb =>
    verb(
      `scale_${aes}${suffix}`,
      [...`name?, ${first}`.split(", "), ...SHARED.split(", ")].filter((p) => p !== "").join(", "),
      `${aes} by value`,
      (call) => scale(call, aes, common(call, "either", { palette: palette(call), ...more(call) })),
    );
  const sizes = (call: Call): PaletteSpec => {
    const range = call.has("range")
      ? call.numbers("range")
      : call.has("max_size")
      ? [0, call.number("max_size")]
      : null;
    return range ? { kind: "sizes", low: range[0]!, high: range[1]! } : { kind: "own" };
  };
  return ["shape", "linetype", "size", "linewidth", "alpha"].flatMap((aes) => [
    make(aes, "_manual", "values", manual),
    make(aes, "_discrete", "range?", sizes),
    ...(aes === "shape" || aes === "linetype" ? [make(aes, "", "solid!TRUE", own)] : [
      make(aes, "", "range?, max_size?", sizes),
      make(aes, "_continuous", "range?, max_size?", sizes),
      make(aes, "_area", "range?, max_size?", sizes),
    ]),
    make(aes, "_identity", "", () => ({ kind: "identity" }), keyless),
  ]);
}

/** Words of scales of looks. */
export const COLOURING: readonly Verb[] = [
  ...colours("colour", "colour"),
  ...colours("colour", "color"),
  ...colours("fill", "fill"),
  ...others(),
];
