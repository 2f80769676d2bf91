/**
 * Words of hue, chroma and luminance: `hcl hcl.colors hcl.pals`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { greatest } from "../../lists.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { characters, type Value } from "../values/value.ts";
import { HCL_PALETTES, type HclPalette } from "./hcl_palettes.ts";
import { hexOf } from "./ramps.ts";

/** Parts of a colour from 0 to 1, its opacity last if it has one. */
type Parts = readonly number[];

const hex = (parts: Parts): string => hexOf(parts.map((v) => v * 255 + 0.5));

/** Numbers from one to another in equal steps. */
function steps(from: number, to: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => n === 1 ? from : from + (to - from) * i / (n - 1));
}

/** sRGB of hue, chroma and luminance: CIELUV with R's white point; null where there is no such colour. */
function ofHcl(h: number, c: number, l: number, fixup: boolean): Parts | null {
  if (l <= 0) return [0, 0, 0];
  const Y = l > 7.999592 ? ((l + 16) / 116) ** 3 : l / 903.3;
  const turn = h * Math.PI / 180;
  const u = c * Math.cos(turn) / (13 * l) + 0.1978398;
  const v = c * Math.sin(turn) / (13 * l) + 0.4683363;
  const X = 9 * Y * u / (4 * v);
  const Z = -X / 3 - 5 * Y + 3 * Y / v;
  const gamma = (x: number): number => x > 0.00304 ? 1.055 * x ** (1 / 2.4) - 0.055 : 12.92 * x;
  const parts = [
    gamma(3.240479 * X - 1.53715 * Y - 0.498535 * Z),
    gamma(-0.969256 * X + 1.875992 * Y + 0.041556 * Z),
    gamma(0.055648 * X - 0.204043 * Y + 1.057311 * Z),
  ];
  const within = parts.every((p) =>
    Math.trunc(255 * p + 0.5) >= 0 && Math.trunc(255 * p + 0.5) <= 255
  );
  if (!within && !fixup) return null;
  return parts.map((p) => Math.min(1, Math.max(0, p)));
}

/** An opacity for each colour, or none. */
function opacities(call: Call): number[] | null {
  const given = call.optional("alpha");
  if (given === null || given.type === "NULL") return null;
  const values = Array.from(call.doubles("alpha"));
  return values.every((a) => a >= 0 && a <= 1)
    ? values
    : call.wrong("alpha", "numbers from 0 to 1", given);
}

function withOpacity(colours: readonly (Parts | null)[], alphas: readonly number[] | null): Value {
  return characters(
    colours.map((parts, i) =>
      parts === null ? null : hex(alphas?.length ? [...parts, alphas[i % alphas.length]!] : parts)
    ),
  );
}

function countOf(call: Call): number {
  const n = Math.trunc(call.number("n"));
  return n >= 0 && n < 1e6 ? n : call.wrong("n", "a number of colours", call.value("n"));
}

/** A palette of n colours, from its end where `rev` asks for it. */
function palette(call: Call, colours: readonly (Parts | null)[]): Value {
  const reversed = call.flag("rev", false) ? colours.toReversed() : colours;
  return withOpacity(reversed, opacities(call));
}

/** Arguments that are as long as the longest of them. */
function recycled(call: Call, names: readonly string[], usual: readonly number[]): number[][] {
  const given = names.map((name, i) =>
    call.has(name) ? Array.from(call.doubles(name)) : [usual[i]!]
  );
  const n = given.some((g) => g.length === 0) ? 0 : greatest(given.map((g) => g.length));
  return Array.from({ length: n }, (_, i) => given.map((g) => g[i % g.length]!));
}

function hclWord(call: Call): Value {
  const fixup = call.flag("fixup", true);
  const rows = recycled(call, ["h", "c", "l"], [0, 35, 85]);
  return withOpacity(rows.map(([h, c, l]) => ofHcl(h!, c!, l!, fixup)), opacities(call));
}

/** A palette by its name, of which case, blanks and hyphens do not matter. */
function hclPalette(call: Call, name: string): HclPalette {
  const bare = (text: string): string => text.toLowerCase().replace(/[-_,() ]/g, "");
  const found = HCL_PALETTES.find((p) => bare(p.name) === bare(name));
  if (found) return found;
  const hint = suggestion(name, HCL_PALETTES.map((p) => p.name));
  return fail("wrong-argument", `hcl.colors() has no palette "${name}"`, {
    span: call.spanOf("palette"),
    ...(hint ? { hint } : {}),
  });
}

/** A way of a parameter from its second value, at 0, to its first, at 1; by way of a greatest one. */
function along(i: number, from: number, to: number, most = NaN): number {
  const share = 1 / (1 + Math.abs(most - from) / Math.abs(most - to));
  if (!(share > 0 && share < 1)) return to - (to - from) * i;
  return i <= share
    ? to - (to - most) * i / share
    : most - (most - from) * Math.abs((i - share) / (1 - share));
}

type Trajectory = readonly [h: number, c: number, l: number];
const or = (value: number, other: number): number => Number.isNaN(value) ? other : value;

function coloursOf({ kind, h, c, l, p, cmax }: HclPalette, n: number): Trajectory[] {
  const power = (k: number, other = 1): number => or(p[k]!, other);
  const [h1, h2, h3] = h as [number, number, number];
  const [c1, c2, c3] = c as [number, number, number];
  const [l1, l2, l3] = l as [number, number, number];
  const [p1, p2] = [power(0), power(1, power(0))];
  if (kind === "q") {
    const end = Number.isNaN(h2) ? h1 + 360 * (n - 1) / n : h2;
    return steps(h1, end, n).map((hue) => [hue, c1, l1]);
  }
  const one = (
    i: number,
    hs: readonly [number, number],
    cs: readonly [number, number, number],
    ls: readonly [number, number],
    ps: readonly [number, number],
  ): Trajectory => [
    along(i, hs[0], hs[1]),
    along(i ** ps[0], cs[0], cs[1], cs[2]),
    along(i ** ps[1], ls[0], ls[1]),
  ];
  if (kind === "s") {
    return steps(1, 0, n).map((i) =>
      one(i, [h1, or(h2, h1)], [c1, or(c2, 0), cmax[0]!], [l1, l2], [p1, p2])
    );
  }
  const places = n === 1 ? [0] : steps(1, -1, n);
  return places.map((place) => {
    const i = Math.abs(place);
    if (kind === "d") {
      return one(i, place > 0 ? [h1, h1] : [h2, h2], [c1, 0, cmax[0]!], [l1, l2], [p1, p2]);
    }
    return place > 0
      ? one(i, [h1, or(h2, h1)], [c1, c2, cmax[0]!], [l1, l2], [p1, p2])
      : one(i, [h3, or(h2, h3)], [c3, c2, cmax[1]!], [l3, l2], [power(2, p1), power(3, p2)]);
  });
}

function hclColours(call: Call): Value {
  const n = countOf(call);
  const chosen = hclPalette(call, call.text("palette", "viridis"));
  const fixup = call.flag("fixup", true);
  return palette(call, coloursOf(chosen, n).map(([h, c, l]) => ofHcl(h, c, l, fixup)));
}

const KINDS = { qualitative: "q", sequential: "s", diverging: "d", divergingx: "x" } as const;

function hclNames(call: Call): Value {
  const given = call.optional("type");
  const all = Object.keys(KINDS) as (keyof typeof KINDS)[];
  const kind = given === null || given.type === "NULL" ? null : KINDS[call.choice("type", all)];
  return characters(
    HCL_PALETTES.filter((p) => kind === null || p.kind === kind).map((p) => p.name),
  );
}

/** Words of hue, chroma and luminance. */
export const HCL: readonly Builtin[] = [
  word("hcl", "h, c, l, alpha, fixup", hclWord),
  word("hcl.colors", "n, palette, alpha, rev, fixup", hclColours),
  word("hcl.pals", "type", hclNames),
];
