/**
 * What `par()` sets for the pictures of a block.
 *
 * @module
 */
import { inkOf } from "../../../../render/figure/grammar/palettes.ts";
import type { Ink } from "../../../../render/figure/grammar/types.ts";
import type { Font } from "../../../../render/figure/sheet/types.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { Context } from "../../../evaluation/context.ts";
import { character, isVector, logical, numeric, type Value } from "../../../values/value.ts";
import { numbersOf, textsOf } from "../../../values/vector.ts";

/** Settings with R's values, of which those change something here that a picture has. */
export const USUAL: Readonly<Record<string, Value>> = {
  adj: numeric([0.5]),
  ann: logical(Int8Array.of(1)),
  ask: logical(Int8Array.of(0)),
  bg: character(["white"]),
  bty: character(["o"]),
  cex: numeric([1]),
  "cex.axis": numeric([1]),
  "cex.lab": numeric([1]),
  "cex.main": numeric([1.2]),
  "cex.sub": numeric([1]),
  col: character(["black"]),
  "col.axis": character(["black"]),
  "col.lab": character(["black"]),
  "col.main": character(["black"]),
  "col.sub": character(["black"]),
  family: character([""]),
  fg: character(["black"]),
  fig: numeric([0, 1, 0, 1]),
  fin: numeric([7, 5]),
  font: numeric([1]),
  "font.axis": numeric([1]),
  "font.lab": numeric([1]),
  "font.main": numeric([2]),
  "font.sub": numeric([1]),
  lab: numeric([5, 5, 7]),
  las: numeric([0]),
  lend: character(["round"]),
  ljoin: character(["round"]),
  lmitre: numeric([10]),
  lty: character(["solid"]),
  lwd: numeric([1]),
  mai: numeric([1.02, 0.82, 0.82, 0.42]),
  mar: numeric([5.1, 4.1, 4.1, 2.1]),
  mex: numeric([1]),
  mfcol: numeric([1, 1]),
  mfrow: numeric([1, 1]),
  mgp: numeric([3, 1, 0]),
  new: logical(Int8Array.of(0)),
  oma: numeric([0, 0, 0, 0]),
  omi: numeric([0, 0, 0, 0]),
  omd: numeric([0, 1, 0, 1]),
  pch: numeric([1]),
  pin: numeric([5.76, 3.16]),
  plt: numeric([0.117, 0.94, 0.204, 0.836]),
  ps: numeric([12]),
  pty: character(["m"]),
  srt: numeric([0]),
  tck: numeric([NaN]),
  tcl: numeric([-0.5]),
  xaxs: character(["r"]),
  xaxt: character(["s"]),
  xpd: logical(Int8Array.of(0)),
  yaxs: character(["r"]),
  yaxt: character(["s"]),
};

const SET = new WeakMap<Context, Map<string, Value>>();

/** The settings of a block by name. */
export function settings(context: Context): Map<string, Value> {
  const known = SET.get(context);
  if (known) return known;
  const made = new Map(Object.entries(USUAL));
  SET.set(context, made);
  return made;
}

/** The value of a setting for a call: what the call says, else what `par()` set. */
export function setting(call: Call, name: string): Value {
  const own = call.has(name) ? call.value(name) : null;
  if (own && own.kind !== "null") return own;
  return settings(call.context).get(name) ?? USUAL[name]!;
}

/** One number of a setting. */
export function numberSet(call: Call, name: string): number {
  const value = setting(call, name);
  const numbers = numbersOf(value);
  return numbers && numbers.length > 0 ? numbers[0]! : call.wrong(name, "a number", value);
}

/** One text of a setting. */
export function textSet(call: Call, name: string): string {
  const value = setting(call, name);
  return isVector(value) ? textsOf(value)[0] ?? "" : call.wrong(name, "a text", value);
}

/** The font of a setting. */
export function fontSet(call: Call, name: string): Font {
  const k = Math.trunc(numberSet(call, name));
  return k === 2 || k === 3 || k === 4 ? k : 1;
}

/** What `par()` set, for pens. */
export function settingsOf(call: Call): {
  col: Ink | null;
  lty: number | string;
  lwd: number;
  pch: number | string;
  cex: number;
} {
  const set = settings(call.context);
  const first = (name: string): number | string => {
    const value = set.get(name)!;
    if (value.kind === "character") return value.values[0] ?? "";
    return numbersOf(value)?.[0] ?? 1;
  };
  const col = first("col");
  return {
    col: inkOf(String(col)) ?? null,
    lty: first("lty"),
    lwd: Number(first("lwd")),
    pch: first("pch"),
    cex: Number(first("cex")),
  };
}
