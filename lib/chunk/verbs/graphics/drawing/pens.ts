/**
 * How things are drawn, by what their author says: `col lty lwd pch cex bg`.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { R_COLOURS } from "../../../../render/figure/grammar/colours/r_colours.ts";
import { inkOf } from "../../../../render/figure/grammar/palettes.ts";
import { dashOf } from "../../../../render/figure/grammar/look_values.ts";
import type { Ink, Look, Place } from "../../../../render/figure/grammar/types.ts";
import type { Signs } from "../../../../render/figure/sheet/types.ts";
import { suggestion } from "../../../../syntax/nearest.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { Value } from "../../../values/value.ts";
import { numbersOf } from "../../../values/vector.ts";
import { colourNumbered } from "./palette.ts";
import { settingsOf } from "./settings.ts";

export const INK: Ink = { className: "s5" };
export const PAPER: Ink = { className: "", colour: "var(--paper,#fdfdfc)" };
/** R's `lightgray`, which is seen on light and dark pages. */
export const PALE: Ink = { className: "s6", share: 0.28 };
export const GREY: Ink = { className: "s6", share: 0.5 };

/** An element of what is recycled. */
export function each<T>(list: readonly T[], i: number): T {
  return list[i % list.length]!;
}

/** The colours that a value says. */
export function inksOf(call: Call, value: Value, name: string): (Ink | null)[] {
  if (value.kind === "character") {
    return value.values.map((text) => {
      if (text === null) return null;
      const number = /^\d+$/.test(text) ? Number(text) : null;
      const ink = number === null ? inkOf(text) : colourNumbered(call, number);
      if (ink !== undefined) return ink;
      const hint = suggestion(text, [...R_COLOURS.keys()]);
      return fail("wrong-argument", `There is no colour "${text}"`, {
        span: call.spanOf(name),
        hint: hint ?? 'A name such as "steelblue", or "#4682b4"',
      });
    });
  }
  if (value.kind === "factor") {
    return Array.from(value.column.codes, (c) => c < 0 ? null : colourNumbered(call, c + 1));
  }
  const numbers = numbersOf(value);
  if (!numbers) return call.wrong(name, "colours", value, 'col = "steelblue", or a number');
  return Array.from(numbers, (v) => Number.isNaN(v) ? null : colourNumbered(call, Math.trunc(v)));
}

/** Colours of an argument; what is usual where it is absent or NULL. */
export function inksIn(
  call: Call,
  name: string,
  usual: readonly (Ink | null)[],
): (Ink | null)[] {
  if (!call.has(name)) return [...usual];
  const value = call.value(name);
  if (value.kind === "null") return [...usual];
  const inks = inksOf(call, value, name);
  return inks.length === 0 ? [...usual] : inks;
}

/** Numbers of an argument. */
export function numbersIn(call: Call, name: string, usual: readonly number[]): number[] {
  if (!call.has(name) || call.value(name).kind === "null") return [...usual];
  const values = [...call.numbers(name)];
  return values.length === 0 ? [...usual] : values;
}

/** Dashes of an argument; null for no line. */
export function dashesIn(call: Call, name = "lty", usual: number | string = 1): (string | null)[] {
  const value = call.has(name) ? call.value(name) : null;
  if (!value || value.kind === "null") return [dashOf(usual)];
  if (value.kind === "character") {
    return value.values.map((text) => {
      const known =
        /^(blank|solid|dashed|dotted|dotdash|longdash|twodash|\d|([1-9A-Fa-f]{2}){1,4})$/;
      if (text === null) return null;
      if (known.test(text)) return dashOf(text);
      const names = ["blank", "solid", "dashed", "dotted", "dotdash", "longdash", "twodash"];
      return fail("wrong-argument", `There is no line type "${text}"`, {
        span: call.spanOf(name),
        hint: suggestion(text, names) ?? names.join(", "),
      });
    });
  }
  const numbers = numbersOf(value);
  if (!numbers) return call.wrong(name, "line types", value, 'lty = 2, or lty = "dashed"');
  return Array.from(numbers, (v) => Number.isNaN(v) ? null : dashOf(v > 6 ? (v - 1) % 6 + 1 : v));
}

/** Plotting characters of an argument; null for none. */
export function signsIn(call: Call, usual: number): (number | string | null)[] {
  const value = call.has("pch") ? call.value("pch") : null;
  if (!value || value.kind === "null") return [usual];
  if (value.kind === "character") {
    return value.values.map((t) => t === null || t === "" ? null : [...t][0]!);
  }
  if (value.kind === "factor") return Array.from(value.column.codes, (c) => c < 0 ? null : c + 1);
  const numbers = numbersOf(value);
  if (!numbers) return call.wrong("pch", "plotting characters", value, "pch = 16");
  return Array.from(numbers, (v) => {
    if (Number.isNaN(v) || v < 0) return null;
    if (v <= 25) return Math.trunc(v);
    return v >= 32 && v < 127 ? String.fromCharCode(v) : call.wrong("pch", "0 to 25", value);
  });
}

/** What lines and points of a call look like, each recycled over what is drawn. */
export interface Pen {
  col: (Ink | null)[];
  bg: (Ink | null)[];
  dash: (string | null)[];
  width: number[];
  sign: (number | string | null)[];
  cex: number[];
}

/** The pen of a call. */
export function penIn(call: Call, usual: Partial<Pen> = {}): Pen {
  const set = settingsOf(call);
  return {
    col: inksIn(call, "col", usual.col ?? [set.col]),
    bg: inksIn(call, "bg", usual.bg ?? [null]),
    dash: call.has("lty") ? dashesIn(call) : usual.dash ?? [dashOf(set.lty)],
    width: numbersIn(call, "lwd", usual.width ?? [set.lwd]),
    sign: call.has("pch") ? signsIn(call, 1) : usual.sign ?? [set.pch],
    cex: numbersIn(call, "cex", usual.cex ?? [1]).map((v) => v * set.cex),
  };
}

/** The look of a line. */
export function lineLook(pen: Pen, i = 0): Look {
  const dash = each(pen.dash, i);
  return {
    stroke: dash === null ? null : each(pen.col, i),
    fill: null,
    width: each(pen.width, i) * 1.3,
    dash: dash ?? "",
    opacity: 1,
  };
}

/** A plain look. */
export function look(stroke: Ink | null, fill: Ink | null = null, width = 1.2): Look {
  return { stroke, fill, width, dash: "", opacity: 1 };
}

/** Points, those that look alike together. */
export function signsOf(pen: Pen, x: readonly number[], y: readonly number[], from = 0): Signs[] {
  const groups = new Map<string, Signs>();
  const alike = [pen.sign, pen.cex, pen.col, pen.bg, pen.width].every((list) => list.length === 1);
  x.forEach((v, k) => {
    const w = y[k]!, i = k + from;
    if (!Number.isFinite(v) || !Number.isFinite(w)) return;
    const sign = each(pen.sign, i), cex = each(pen.cex, i), ink = each(pen.col, i);
    if (sign === null || ink === null || !(cex > 0)) return;
    const bordered = typeof sign === "number" && sign > 20;
    const fill = bordered ? each(pen.bg, i) : null;
    const width = each(pen.width, i) * 1.2;
    const key = alike ? "" : JSON.stringify([sign, cex, ink, fill, width]);
    const own = groups.get(key);
    const place: Place = [v, w];
    if (own) own.at.push(place);
    else {
      groups.set(key, {
        mark: "signs",
        at: [place],
        sign,
        radius: sign === "." ? 1 : 3.7 * cex,
        look: { stroke: ink, fill, width, dash: "", opacity: 1 },
      });
    }
  });
  return [...groups.values()];
}
