/**
 * Scales: `scale_x_continuous()`, `scale_fill_manual()` and the like.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import {
  characters,
  doubles,
  isVector,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import {
  BREWER_NAMES,
  BREWER_TONES,
  inkOf,
  OKABE_ITO,
  VIRIDIS,
} from "../../../render/figure/grammar/palettes.ts";
import { TRANS } from "../../../render/figure/grammar/scales.ts";
import type { PaletteSpec, ScaleSpec } from "../../../render/figure/grammar/spec.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { labelWords } from "../../bridge/label_words.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { isVector as isPlain } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { applied } from "./mapping.ts";

/** A value as a function of breaks or limits; null if it is none. */
function functionOf(
  call: Call,
  name: string,
  value: Value,
): ((x: LanguageValue) => LanguageValue) | null {
  const inner = toLanguage(value);
  if (inner.type !== "closure" && inner.type !== "builtin") return null;
  return (x) => applied(call, inner, [x], call.spanOf(name));
}

/** Words as a text; `expression(…)` and calls as mathematics. */
export function wordsOf(call: Call, name: string): string | null {
  const value = call.value(name);
  if (value.kind === "null") return null;
  if (value.kind === "pieces") return "";
  return labelWords(value)?.[0] ?? "";
}

function limits(value: Value): ScaleSpec["limits"] {
  if (value.kind === "numeric") return Array.from(value.values, (v) => Number.isNaN(v) ? null : v);
  return isPlain(value) ? textsOf(value) : undefined;
}

/** What the arguments that scales share say. */
function common(call: Call, kind: ScaleSpec["kind"], more: Partial<ScaleSpec> = {}): ScaleSpec {
  const spec: ScaleSpec = { kind, ...more };
  if (call.has("name")) {
    const value = call.value("name");
    if (value.kind !== "pieces") spec.name = value.kind === "null" ? null : wordsOf(call, "name");
  }
  if (call.has("limits")) {
    const value = call.value("limits");
    const fn = functionOf(call, "limits", value);
    if (fn) {
      fail("wrong-argument", "Limits are values here", {
        span: call.spanOf("limits"),
        hint: "limits = c(0, 10)",
      });
    }
    const found = limits(value);
    if (found) spec.limits = found;
  }
  if (call.has("breaks")) {
    const value = call.value("breaks"), fn = functionOf(call, "breaks", value);
    if (value.kind === "null") spec.breaks = null;
    else if (fn) {
      spec.breaksOf = (range) => {
        const made = fn(doubles(Float64Array.from(range)));
        return isVector(made) && made.type !== "list" ? asDouble(made).values : [];
      };
    } else if (value.kind === "numeric") spec.breaks = Array.from(value.values);
    else if (isPlain(value)) spec.breaks = textsOf(value).map((t) => t ?? "NA");
  }
  if (call.has("labels")) labelled(call, spec);
  if (call.has("expand")) {
    const value = call.value("expand");
    const e = value.kind === "numeric" ? [...value.values] : [];
    if (e.length === 2) spec.expand = [e[0]!, e[1]!, e[0]!, e[1]!];
    else if (e.length === 4) spec.expand = e as [number, number, number, number];
  }
  if (call.has("guide")) {
    const value = call.value("guide");
    if (
      value.kind === "character" && value.values[0] === "none" ||
      value.kind === "logical" && value.values[0] === 0
    ) spec.hidden = true;
  }
  for (const name of ["trans", "transform"]) {
    if (!call.has(name)) continue;
    const said = call.text(name), trans = TRANS[said];
    if (!trans) {
      const hint = suggestion(said, Object.keys(TRANS));
      fail("wrong-argument", `There is no transformation "${said}"`, {
        span: call.spanOf(name),
        ...(hint ? { hint } : {}),
      });
    }
    spec.trans = trans;
  }
  return spec;
}

function labelled(call: Call, spec: ScaleSpec): void {
  const value = call.value("labels"), fn = functionOf(call, "labels", value);
  if (value.kind === "null") spec.labels = null;
  else if (fn) {
    spec.labelsOf = (breaks) => {
      const given = breaks.every((b) => typeof b === "number")
        ? doubles(Float64Array.from(breaks as number[]))
        : characters(breaks.map(String));
      const made = fn(given);
      return labelWords(fromLanguage(made)) ?? breaks.map(String);
    };
  } else if (isPlain(value)) {
    const texts = textsOf(value).map((t) => t ?? "");
    const names = value.kind === "character" ? value.names : null;
    if (names) spec.labelsBy = new Map(names.map((n, i) => [n, texts[i]!]));
    else spec.labels = texts;
  } else {
    const texts = labelWords(value);
    const names = value.kind === "list" ? value.items.map((i) => i.name) : [];
    if (texts && names.some((n) => n !== null)) {
      spec.labelsBy = new Map(names.map((n, i) => [n ?? "", texts[i]!]));
    } else if (texts) spec.labels = texts;
  }
}

function scale(aes: readonly string[], spec: ScaleSpec): Value {
  return { kind: "pieces", pieces: [{ piece: "scale", aes, spec }] };
}

const COMMON =
  "name?, breaks?, labels?, limits?, expand?, guide?, trans?, transform?, position~, n.breaks~, minor_breaks~, " +
  "na.value~, oob~, drop~, aesthetics~, sec.axis~, guide.title~, date_breaks~, date_labels~, date_minor_breaks~, na.translate~, values?, palette?, option?, direction?, " +
  "begin?, end?, low?, mid?, high?, midpoint?, colours?, colors?, range?, start?, type~, space~, h~, c~, l~, discrete?, alpha~, max_size?, order~, reverse~, solid~";

const verb = verbOf("ggplot2");

function position(axis: "x" | "y"): Verb[] {
  const make = (
    suffix: string,
    doc: string,
    kind: ScaleSpec["kind"],
    more: Partial<ScaleSpec> = {},
  ): Verb =>
    verb(
      `scale_${axis}_${suffix}`,
      COMMON,
      `the ${axis} axis: ${doc}`,
      (call) => scale([axis], common(call, kind, more)),
    );
  return [
    make("continuous", "limits, breaks, labels, room at its ends", "continuous"),
    make("discrete", "names", "discrete"),
    make("log10", "logarithms", "continuous", { trans: TRANS.log10! }),
    make("sqrt", "square roots", "continuous", { trans: TRANS.sqrt! }),
    make("reverse", "from high to low", "continuous", { trans: TRANS.reverse! }),
    make("date", "dates", "continuous"),
  ];
}

/** A palette in part or backwards. */
function cutOut(call: Call, colours: readonly string[], reversed = false): readonly string[] {
  return (call.has("direction") && call.number("direction") < 0) !== reversed
    ? colours.toReversed()
    : colours;
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

function brewer(call: Call, discrete: boolean): PaletteSpec {
  const said = call.has("palette") && call.value("palette").kind === "character"
    ? call.text("palette")
    : "Blues";
  const named = BREWER_NAMES[said], tones = BREWER_TONES[said];
  if (!named && !tones) {
    const hint = suggestion(said, [...Object.keys(BREWER_NAMES), ...Object.keys(BREWER_TONES)]);
    fail("wrong-argument", `There is no palette "${said}"`, {
      span: call.spanOf("palette"),
      ...(hint ? { hint } : {}),
    });
  }
  const colours = named ?? tones!;
  return { kind: "colours", colours: cutOut(call, colours, !discrete), at: null, between: !named };
}

const LETTERS: Readonly<Record<string, string>> = {
  A: "magma",
  B: "inferno",
  C: "plasma",
  D: "viridis",
  E: "cividis",
};

function viridis(call: Call): PaletteSpec {
  const said = call.has("option") ? call.text("option") : "viridis";
  const colours = VIRIDIS[LETTERS[said] ?? said];
  if (!colours) {
    const hint = suggestion(said, Object.keys(VIRIDIS));
    return fail("wrong-argument", `There is no option "${said}"`, {
      span: call.spanOf("option"),
      ...(hint ? { hint } : {}),
    });
  }
  return { kind: "colours", colours: cutOut(call, colours), at: null, between: true };
}

/** Palettes of other packages: the nearest that is here. */
function likewise(call: Call): PaletteSpec {
  call.note("passed-over", `${call.verb.name}(): the colours are those of viridis`);
  return { kind: "colours", colours: cutOut(call, VIRIDIS.viridis!), at: null, between: true };
}

function ends(call: Call, middle: boolean): PaletteSpec {
  const low = call.text("low", middle ? "#832424" : "#132B43"),
    high = call.text("high", middle ? "#3A3A98" : "#56B1F7");
  for (const name of ["low", "mid", "high"]) {
    if (call.has(name) && inkOf(call.text(name)) === undefined) {
      fail("wrong-argument", `"${call.text(name)}" is no colour`, { span: call.spanOf(name) });
    }
  }
  const colours = middle ? [low, call.text("mid", "white"), high] : [low, high];
  return { kind: "colours", colours, at: null, between: true };
}

/** Arguments in R's order: palettes stand first where they do there. */
function ordered(suffix: string): string {
  const first = suffix === "gradient"
    ? ["name?", "low?", "high?"]
    : suffix === "gradient2"
    ? ["name?", "low?", "mid?", "high?"]
    : [];
  return [...first, ...COMMON.split(", ").filter((p) => !first.includes(p))].join(", ");
}

function colours(aes: "colour" | "fill", word: string): Verb[] {
  const make = (
    suffix: string,
    doc: string,
    palette: (call: Call) => PaletteSpec,
    more: (call: Call) => Partial<ScaleSpec> = () => ({}),
  ): Verb =>
    verb(
      `scale_${word}_${suffix}`,
      ordered(suffix),
      `${word}s: ${doc}`,
      (call) => scale([aes], common(call, "either", { palette: palette(call), ...more(call) })),
    );
  const own = (): PaletteSpec => ({ kind: "own" });
  const many = (call: Call): PaletteSpec => {
    const name = call.has("colours") ? "colours" : "colors";
    return {
      kind: "colours",
      colours: call.texts(name),
      at: call.has("values") ? [...call.numbers("values")] : null,
      between: true,
    };
  };
  return [
    make("manual", "those that are named", manual),
    make("brewer", "a palette of ColorBrewer", (c) => brewer(c, true)),
    make("distiller", "a palette of ColorBrewer, mixed", (c) => brewer(c, false)),
    ...["viridis_d", "viridis_c", "viridis_b", "viridis"].map((s) =>
      make(s, "from dark to light", viridis)
    ),
    ...["scico", "scico_d", "carto_d", "carto_c"].map((s) =>
      make(s, "from dark to light", likewise)
    ),
    make(
      "okabe_ito",
      "those that everybody tells apart",
      () => ({ kind: "colours", colours: OKABE_ITO, at: null, between: false }),
    ),
    make("gradient", "from one to another", (c) => ends(c, false)),
    make(
      "gradient2",
      "from one over a middle to another",
      (c) => ends(c, true),
      (c) => ({ midpoint: c.number("midpoint", 0) }),
    ),
    make("gradientn", "along several", many),
    make(
      "grey",
      "greys",
      () => ({ kind: "colours", colours: ["grey20", "grey80"], at: null, between: true }),
    ),
    make("discrete", "those of the page", own),
    make("hue", "those of the page", own),
    make("continuous", "those of the page", own),
    make("identity", "those that the data name", () => ({ kind: "identity" })),
  ];
}

function others(): Verb[] {
  const make = (aes: string, suffix: string, palette: (call: Call) => PaletteSpec): Verb =>
    verb(
      `scale_${aes}${suffix}`,
      COMMON,
      `${aes} by value`,
      (call) => scale([aes], common(call, "either", { palette: palette(call) })),
    );
  const own = (): PaletteSpec => ({ kind: "own" });
  const sizes = (call: Call): PaletteSpec => {
    const range = call.has("range") ? call.numbers("range") : [1, call.number("max_size", 6)];
    return { kind: "sizes", low: range[0]!, high: range[1]! };
  };
  return ["shape", "linetype", "size", "linewidth", "alpha"].flatMap((aes) => [
    make(aes, "_manual", manual),
    make(aes, "_discrete", own),
    ...(aes === "shape" || aes === "linetype" ? [make(aes, "", own)] : [
      make(aes, "", sizes),
      make(aes, "_continuous", sizes),
      make(aes, "_area", sizes),
      make(aes, "_identity", () => ({ kind: "identity" })),
    ]),
  ]);
}

function limited(call: Call, axis: "x" | "y"): Value {
  const values = call.rest.flatMap((a): (number | string | null)[] => {
    if (a.name !== null) call.refuse(a);
    const value = call.evaluate(a);
    return [...limits(value) ?? []];
  });
  if (values.length !== 2 && values.every((v) => typeof v === "number")) {
    fail("wrong-argument", `${axis}lim() takes two limits`, {
      span: call.span,
      hint: "Write xlim(0, 10)",
    });
  }
  return scale([axis], { kind: "either", limits: values });
}

/** Words of scales. */
export const SCALING: readonly Verb[] = [
  ...position("x"),
  ...position("y"),
  ...colours("colour", "colour"),
  ...colours("colour", "color"),
  ...colours("fill", "fill"),
  ...others(),
  verb("xlim", "...", "the ends of the x axis", (call) => limited(call, "x")),
  verb("ylim", "...", "the ends of the y axis", (call) => limited(call, "y")),
];
