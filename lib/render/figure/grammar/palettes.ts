/**
 * Colours of scales by name, and R's names of colours as CSS has them.
 *
 * @module
 */
import type { Ink } from "./types.ts";

const hex = (list: string): string[] => list.split(" ").map((c) => `#${c}`);

/** Scales from dark to light that keep their order without hue. */
export const VIRIDIS: Readonly<Record<string, readonly string[]>> = {
  viridis: hex("440154 482475 414487 355F8D 2A788E 21908C 22A884 43BF71 7AD151 BBDF27 FDE725"),
  magma: hex("000004 140E36 3B0F70 641A80 8C2981 B73779 DE4968 F7705C FE9F6D FECF92 FCFDBF"),
  inferno: hex("000004 160B39 420A68 6A176E 932667 BC3754 DD513A F37819 FCA50A F6D746 FCFFA4"),
  plasma: hex("0D0887 47039F 7301A8 9C179E BD3786 D8576B ED7953 FA9E3B FDC926 F0F921"),
  cividis: hex("00204D 00336F 39486B 575C6D 707173 8A8779 A69D75 C4B56C E4CF5B FFEA46"),
};

/** Palettes of ColorBrewer (Harrower and Brewer 2003) for names. */
export const BREWER_NAMES: Readonly<Record<string, readonly string[]>> = {
  Set1: hex("E41A1C 377EB8 4DAF4A 984EA3 FF7F00 FFFF33 A65628 F781BF 999999"),
  Set2: hex("66C2A5 FC8D62 8DA0CB E78AC3 A6D854 FFD92F E5C494 B3B3B3"),
  Set3: hex("8DD3C7 FFFFB3 BEBADA FB8072 80B1D3 FDB462 B3DE69 FCCDE5 D9D9D9 BC80BD CCEBC5 FFED6F"),
  Dark2: hex("1B9E77 D95F02 7570B3 E7298A 66A61E E6AB02 A6761D 666666"),
  Accent: hex("7FC97F BEAED4 FDC086 FFFF99 386CB0 F0027F BF5B17 666666"),
  Paired: hex(
    "A6CEE3 1F78B4 B2DF8A 33A02C FB9A99 E31A1C FDBF6F FF7F00 CAB2D6 6A3D9A FFFF99 B15928",
  ),
  Pastel1: hex("FBB4AE B3CDE3 CCEBC5 DECBE4 FED9A6 FFFFCC E5D8BD FDDAEC F2F2F2"),
};

/** Palettes of ColorBrewer for numbers; between the colours they are mixed. */
export const BREWER_TONES: Readonly<Record<string, readonly string[]>> = {
  Blues: hex("DEEBF7 9ECAE1 6BAED6 3182BD 08519C"),
  Greens: hex("E5F5E0 A1D99B 74C476 31A354 006D2C"),
  Greys: hex("F0F0F0 BDBDBD 969696 636363 252525"),
  Oranges: hex("FEE6CE FDAE6B FD8D3C E6550D A63603"),
  Reds: hex("FEE0D2 FC9272 FB6A4A DE2D26 A50F15"),
  Purples: hex("EFEDF5 BCBDDC 9E9AC8 756BB1 54278F"),
  YlGn: hex("FFFFCC C2E699 78C679 31A354 006837"),
  YlOrRd: hex("FFFFB2 FECC5C FD8D3C F03B20 BD0026"),
  YlGnBu: hex("FFFFCC A1DAB4 41B6C4 2C7FB8 253494"),
  RdBu: hex("CA0020 F4A582 F7F7F7 92C5DE 0571B0"),
  RdYlBu: hex("D7191C FDAE61 FFFFBF ABD9E9 2C7BB6"),
  RdYlGn: hex("D7191C FDAE61 FFFFBF A6D96A 1A9641"),
  PuOr: hex("E66101 FDB863 F7F7F7 B2ABD2 5E3C99"),
  Spectral: hex("D7191C FDAE61 FFFFBF ABDDA4 2B83BA"),
};

/** The palette of Okabe and Ito, which people of any colour vision tell apart. */
export const OKABE_ITO = hex("E69F00 56B4E9 009E73 F0E442 0072B2 D55E00 CC79A7 000000");

const NUMBERED = [
  "",
  "black",
  "#df536b",
  "#61d04f",
  "#2297e6",
  "#28e2e5",
  "#cd0bbc",
  "#f5c710",
  "#9e9e9e",
];
const SHADES = [1, 0.932, 0.804, 0.548];
/** Bases of numbered colours that are not the CSS colour of their name. */
const BASES: Readonly<Record<string, string>> = {
  steelblue: "63b8ff",
  dodgerblue: "1e90ff",
  red: "ff0000",
  blue: "0000ff",
  green: "00ff00",
  orange: "ffa500",
  purple: "9b30ff",
  tomato: "ff6347",
  firebrick: "ff3030",
  gold: "ffd700",
  seagreen: "54ff9f",
  darkorange: "ff7f00",
  brown: "ff4040",
  cyan: "00ffff",
  magenta: "ff00ff",
  yellow: "ffff00",
  pink: "ffb5c5",
  salmon: "ff8c69",
  skyblue: "87ceff",
  royalblue: "4876ff",
  indianred: "ff6a6a",
  palegreen: "9aff9a",
  springgreen: "00ff7f",
  chartreuse: "7fff00",
  deepskyblue: "00bfff",
  deeppink: "ff1493",
  darkolivegreen: "caff70",
  coral: "ff7256",
  slateblue: "836fff",
  orchid: "ff83fa",
  maroon: "ff34b3",
  tan: "ffa54f",
  violetred: "ff3e96",
};

/** A colour of R's; null for none (`NA`, `transparent`). Unknown ones are undefined. */
export function inkOf(name: string): Ink | null | undefined {
  const text = name.trim().toLowerCase();
  if (text === "" || text === "na" || text === "transparent") return null;
  if (/^\d+$/.test(text)) return inkOf(NUMBERED[(Number(text) - 1) % 8 + 1] ?? "black");
  if (text === "black") return { className: "s5" };
  if (text === "white") return { className: "", colour: "var(--paper,#fdfdfc)" };
  const grey = /^gr[ae]y(\d{1,3})$/.exec(text);
  if (grey) {
    const tone = Math.round(Math.min(100, Number(grey[1])) * 2.55);
    return { className: "", colour: `rgb(${tone},${tone},${tone})` };
  }
  if (/^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(text)) return { className: "", colour: text };
  const numbered = /^([a-z]+)([1-4])$/.exec(text);
  if (numbered) {
    const base = BASES[numbered[1]!];
    if (!base) return /^[a-z]{3,20}$/.test(numbered[1]!) ? inkOf(numbered[1]!) : undefined;
    const shade = SHADES[Number(numbered[2]) - 1]!;
    const part = (i: number): number =>
      Math.round(parseInt(base.slice(2 * i, 2 * i + 2), 16) * shade);
    return { className: "", colour: `rgb(${part(0)},${part(1)},${part(2)})` };
  }
  return /^[a-z]{3,22}$/.test(text) ? { className: "", colour: text } : undefined;
}

/** The colours of the page, in turn. */
export function ownInk(i: number): Ink {
  return { className: `s${i % 6 + 1}`, ...(i >= 6 ? { share: i >= 12 ? 0.35 : 0.6 } : {}) };
}

const CSS: Readonly<Record<string, string>> = {
  red: "ff0000",
  blue: "0000ff",
  green: "00ff00",
  white: "ffffff",
  black: "000000",
  yellow: "ffff00",
  orange: "ffa500",
  purple: "a020f0",
  grey: "bebebe",
  gray: "bebebe",
  steelblue: "4682b4",
  darkgreen: "006400",
  darkred: "8b0000",
  darkblue: "00008b",
  navy: "000080",
  brown: "a52a2a",
  tomato: "ff6347",
  firebrick: "b22222",
  gold: "ffd700",
  lightblue: "add8e6",
  skyblue: "87ceeb",
  lightgreen: "90ee90",
  pink: "ffc0cb",
  magenta: "ff00ff",
  cyan: "00ffff",
  forestgreen: "228b22",
  beige: "f5f5dc",
  lightgrey: "d3d3d3",
  lightgray: "d3d3d3",
  darkorange: "ff8c00",
  salmon: "fa8072",
};

function parts(colour: string): [number, number, number] {
  const rgb = /^rgb\((\d+),(\d+),(\d+)\)$/.exec(inkOf(colour)?.colour ?? "");
  if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  const text = colour.startsWith("#") ? colour.slice(1) : CSS[colour.toLowerCase()] ?? "808080";
  const part = (i: number): number => parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return [part(0), part(1), part(2)];
}

/** The colour at a share of the way along colours. */
export function mixed(
  colours: readonly string[],
  share: number,
  at: readonly number[] | null = null,
): Ink {
  const last = colours.length - 1;
  const stops = at ?? colours.map((_, i) => i / last);
  let k = 0;
  while (k < last - 1 && share > stops[k + 1]!) k++;
  const [a, b] = [parts(colours[k]!), parts(colours[Math.min(last, k + 1)]!)];
  const t = Math.max(0, Math.min(1, (share - stops[k]!) / ((stops[k + 1] ?? 1) - stops[k]! || 1)));
  const [r, g, u] = a.map((v, i) => Math.round(v + (b[i]! - v) * t));
  return { className: "", colour: `rgb(${r},${g},${u})` };
}
