/**
 * Colours of the plots of a field, and their key.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { inkOf, mixed } from "../../../render/figure/grammar/palettes.ts";
import type { Ink, LayerKey } from "../../../render/figure/grammar/types.ts";
import { ticksOf, tickTexts } from "../../../render/figure/sheet/ticks.ts";
import { PALETTES } from "../../../language/grDevices/palettes.ts";
import { doubles } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { applied } from "../ggplot2/mapping.ts";
import { inksOf } from "../graphics/drawing/pens.ts";
import { binOf, middleOf, shareOf } from "./field.ts";

import type { Variable } from "./field.ts";

/** Colours that an argument gives, as texts: a vector, or a function that makes them. */
export function coloursIn(call: Call, name: string, n: number): string[] | null {
  if (!call.has(name) || call.value(name).kind === "null") return null;
  const value = call.value(name);
  const own = toLanguage(value);
  const made = own.type === "closure" || own.type === "builtin"
    ? applied(call, own, [doubles([n])], call.spanOf(name))
    : own;
  if (made.type !== "character") return call.wrong(name, "colours", value);
  inksOf(call, { kind: "character", values: made.values, names: null }, name);
  return made.values.map((c) => c ?? "NA");
}

const FROM_LOW = ["firebrick", "lightgray", "#375997"];
const OF_NAMES = [...PALETTES["Pastel 1"]!, ...PALETTES["Set 3"]!];
/** The first of these so dark and light that a grey print tells them apart. */
const OF_FEW = ["#fbb5af", "#91a6b8", "#dcf1d7", "#8e8292"];

/** Colours of the plots, with their key. */
export function coloured(
  call: Call,
  fill: Variable,
): { ink: (row: number) => Ink | null; key: LayerKey } {
  const numbers = fill.value.kind === "numeric" ? [...fill.value.values] : null;
  if (!numbers) {
    const own = coloursIn(call, "col.regions", fill.levels.length) ??
      (fill.levels.length <= OF_FEW.length ? OF_FEW : OF_NAMES);
    const ink = (k: number): Ink | null => k < 0 ? null : inkOf(own[k % own.length]!) ?? null;
    return {
      ink: (row) => ink(fill.codes[row]!),
      key: {
        title: fill.name,
        entries: fill.levels.map((text, k) => entry(text, ink(k))),
        tones: null,
      },
    };
  }
  const known = numbers.filter(Number.isFinite);
  if (known.length === 0) {
    return fail("no-numbers", `${fill.name} has no number to show`, { span: call.spanOf("form") });
  }
  const at = call.has("at") && call.value("at").kind !== "null"
    ? [...call.numbers("at")].sort((a, b) => a - b)
    : null;
  const [low, high] = at ? [at[0]!, at.at(-1)!] : [least(known), greatest(known)];
  const bins = at ? at.length - 1 : 0;
  const own = coloursIn(call, "col.regions", at ? bins : 16) ?? FROM_LOW;
  const said = call.has("midpoint") ? call.value("midpoint") : null;
  const rule = said?.kind === "numeric"
    ? said.values[0]!
    : said?.kind === "character"
    ? said.values[0] ?? ""
    : "median";
  const middle = middleOf(known, rule) ??
    fail("wrong-argument", `There is no midpoint "${rule}"`, {
      span: call.spanOf("midpoint"),
      hint: '"median", "mean", "midrange", or a number',
    });
  const share = (v: number): number => shareOf(v, low, middle, high);
  const tone = (v: number): Ink | null => {
    if (!Number.isFinite(v)) return null;
    if (!at) return mixed(own, share(v));
    const k = binOf(v, at);
    return k === null
      ? null
      : own.length === bins
      ? inkOf(own[k]!) ?? null
      : mixed(own, bins === 1 ? 0.5 : k / (bins - 1));
  };
  const steps = at ? bins : 24;
  const ends = at ?? [low, high];
  const centre = (k: number): number =>
    at ? (at[k]! + at[k + 1]!) / 2 : low + (high - low) * (k + 0.5) / steps;
  const marks = at ?? ticksOf({ domain: [low, high], log: false }, 4);
  const texts = tickTexts(marks, false);
  return {
    ink: (row) => tone(numbers[row]!),
    key: {
      title: fill.name,
      entries: marks.map((v, k) => ({
        ...entry(texts[k]!, null),
        at: at ? k / bins : (v - ends[0]!) / ((ends.at(-1)! - ends[0]!) || 1),
      })),
      tones: Array.from({ length: steps }, (_, k) => tone(centre(k)) ?? { className: "s6" }),
    },
  };
}

/** A swatch of a key. */
export function entry(text: string, fill: Ink | null): LayerKey["entries"][number] {
  return {
    text,
    look: { stroke: fill ? { className: "s6" } : null, fill, width: 0.8, dash: "", opacity: 1 },
    glyph: null,
    radius: 0,
    line: false,
    at: 0,
  };
}
