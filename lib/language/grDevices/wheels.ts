/**
 * Colours along the wheel of hues: `hsv rainbow heat.colors terrain.colors topo.colors cm.colors
 * gray.colors palette.colors`.
 *
 * @module
 */
import { suggestion } from "../../syntax/nearest.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { characters, type Value, withNames } from "../values/value.ts";
import { PALETTES } from "./palettes.ts";
import { hexOf } from "./ramps.ts";

/** A colour by hue, saturation and value, each from 0 to 1 (Smith 1978), in parts of 255. */
function inkAt(h: number, s: number, v: number): [number, number, number] {
  const sixth = 6 * (h % 1), i = Math.floor(sixth), f = sixth - i;
  const [p, q, t] = [v * (1 - s), v * (1 - s * f), v * (1 - s * (1 - f))];
  const parts = [[v, t, p], [q, v, p], [p, v, t], [p, q, v], [t, p, v], [v, p, q]][i]!;
  return parts.map((c) => Math.floor(255 * c + 0.5)) as [number, number, number];
}

/** Equal steps from one number to another. */
function steps(from: number, to: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => n === 1 ? from : from + (to - from) * i / (n - 1));
}

type Wheel = readonly (readonly [number, number, number])[];

/** Colours of three rows of numbers, the shorter recycled. */
function wheel(h: readonly number[], s: readonly number[], v: readonly number[]): Wheel {
  const n = Math.max(h.length, s.length, v.length);
  return Array.from(
    { length: h.length * s.length * v.length === 0 ? 0 : n },
    (_, i) => [h[i % h.length]!, s[i % s.length]!, v[i % v.length]!] as const,
  );
}

function rainbow(n: number, from = 0, to = Math.max(1, n - 1) / n, s = 1, v = 1): Wheel {
  const h = steps(from, to + (from > to ? 1 : 0), n).map((x) => x % 1);
  // the last of a whole turn is the first again
  return wheel(h, [s], [v]);
}

const MAPS: Readonly<Record<string, (n: number) => Wheel>> = {
  "heat.colors": (n) => {
    const j = Math.floor(n / 4), i = n - j;
    return [
      ...rainbow(i, 0, 1 / 6),
      ...wheel([1 / 6], steps(1 - 1 / (2 * j), 1 / (2 * j), j), [1]),
    ];
  },
  "terrain.colors": (n) => {
    const k = Math.floor(n / 2), rest = n - k + 1;
    return [
      ...wheel(steps(4 / 12, 2 / 12, k), steps(1, 1, k), steps(0.65, 0.9, k)),
      ...wheel(steps(2 / 12, 0, rest), steps(1, 0, rest), steps(0.9, 0.95, rest)).slice(1),
    ];
  },
  "topo.colors": (n) => {
    const j = Math.floor(n / 3), i = n - 2 * j;
    return [
      ...wheel(steps(43 / 60, 31 / 60, i), [1], [1]),
      ...wheel(steps(23 / 60, 11 / 60, j), [1], [1]),
      ...wheel(steps(10 / 60, 6 / 60, j), steps(1, 0.3, j), [1]),
    ];
  },
  "cm.colors": (n) => {
    const even = n % 2 === 0, k = Math.floor(n / 2);
    const first = k + 1 - (even ? 1 : 0), second = n - k + (even ? 1 : 0);
    return [
      ...wheel([6 / 12], steps(0.5, even ? 0.5 / k : 0, first), [1]),
      ...wheel([10 / 12], steps(0, 0.5, second), [1]).slice(1),
    ];
  },
};

/** An opacity as a part of 255; null where it is not said or whole. */
function opacityIn(call: Call): number | null {
  const alpha = call.has("alpha") && call.value("alpha").type !== "NULL" ? call.number("alpha") : 1;
  if (!(alpha >= 0 && alpha <= 1)) {
    return call.wrong("alpha", "a number from 0 to 1", call.value("alpha"));
  }
  return alpha === 1 ? null : Math.floor(255 * alpha + 0.5);
}

function coloured(call: Call, found: Wheel): Value {
  const opacity = opacityIn(call);
  const own = found.map(([h, s, v]) =>
    hexOf([...inkAt(h, s, v), ...(opacity === null ? [] : [opacity])])
  );
  return characters(call.has("rev") && call.flag("rev", false) ? own.reverse() : own);
}

function count(call: Call): number {
  const n = Math.trunc(call.number("n"));
  return n >= 0 && n <= 100_000 ? n : call.wrong("n", "a number from 0 on", call.value("n"));
}

function rainbowWord(call: Call): Value {
  const n = count(call);
  if (n === 0) return characters([]);
  return coloured(
    call,
    rainbow(
      n,
      call.number("start", 0),
      call.number("end", Math.max(1, n - 1) / n),
      call.number("s", 1),
      call.number("v", 1),
    ),
  );
}

function hsv(call: Call): Value {
  const part = (name: string): number[] => call.has(name) ? Array.from(call.doubles(name)) : [1];
  const [h, s, v] = [part("h"), part("s"), part("v")];
  if (![...h, ...s, ...v].every((x) => x >= 0 && x <= 1)) {
    return call.fail("wrong-argument", "hsv() takes numbers from 0 to 1");
  }
  return coloured(call, wheel(h, s, v));
}

function greys(call: Call): Value {
  const gamma = call.number("gamma", 2.2);
  const [from, to] = [call.number("start", 0.3) ** gamma, call.number("end", 0.9) ** gamma];
  const own = steps(from, to, count(call)).map((x) => {
    const tone = Math.floor(255 * x ** (1 / gamma) + 0.5);
    return hexOf([tone, tone, tone]);
  });
  return characters(call.has("rev") && call.flag("rev", false) ? own.reverse() : own);
}

function paletteColours(call: Call): Value {
  const asked = call.has("palette") ? call.text("palette") : "Okabe-Ito";
  const key = (text: string): string => text.toLowerCase().replaceAll(/[ -]/g, "");
  const name = Object.keys(PALETTES).find((p) => key(p) === key(asked));
  if (!name) {
    return call.fail(
      "wrong-argument",
      `There is no palette "${asked}"`,
      suggestion(asked, Object.keys(PALETTES)) ?? Object.keys(PALETTES).join(", "),
    );
  }
  const all = PALETTES[name]!;
  const n = call.has("n") && call.value("n").type !== "NULL" ? count(call) : all.length;
  const recycled = call.has("recycle") && call.flag("recycle", false);
  if (n > all.length && !recycled) {
    call.warn(`'n' set to ${all.length}, the maximum available for ${name} palette`, "warning");
  }
  const some = Array.from(
    { length: recycled ? n : Math.min(n, all.length) },
    (_, i) => all[i % all.length]!,
  );
  const opacity = opacityIn(call);
  const own = characters(
    opacity === null
      ? some
      : some.map((c) => c + opacity.toString(16).padStart(2, "0").toUpperCase()),
  );
  return name === "Okabe-Ito" ? withNames(own, OKABE_ITO.slice(0, some.length)) : own;
}

const OKABE_ITO = [
  "black",
  "orange",
  "skyblue",
  "bluishgreen",
  "yellow",
  "blue",
  "vermillion",
  "reddishpurple",
  "gray",
];

/** Words of the wheel. */
export const WHEELS: readonly Builtin[] = [
  word("hsv", "h, s, v, alpha", hsv),
  word("rainbow", "n, s, v, start, end, alpha, rev", rainbowWord),
  ...Object.entries(MAPS).map(([name, made]) =>
    word(name, "n, alpha, rev", (call) => {
      const n = count(call);
      return n === 0 ? characters([]) : coloured(call, made(n));
    })
  ),
  word("gray.colors", "n, start, end, gamma, alpha!NULL, rev", greys),
  word("grey.colors", "n, start, end, gamma, alpha!NULL, rev", greys),
  word("palette.colors", "n, palette, alpha, recycle", paletteColours),
  word("palette.pals", "", () => characters(Object.keys(PALETTES))),
];
