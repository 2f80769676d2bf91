/**
 * Colours of scales by name, and R's names of colours as CSS has them.
 *
 * @module
 */
import { R_COLOURS } from "./colours/r_colours.ts";
import { GRADED, QUALITATIVE } from "./colours/brewer.ts";
import type { Ink } from "./types.ts";

const hex = (list: string): string[] => list.split(" ").map((c) => `#${c}`);

/** Scales that keep their order without hue, at 33 places (Smith, van der Walt; Nuñez et al. 2018). */
export const VIRIDIS: Readonly<Record<string, readonly string[]>> = {
  viridis: hex(
    "440154 470D60 48186A 482374 472D7B 453781 424086 3E4989 3B528B 375B8D 33638D 2F6B8E 2C728E 297A8E 26828E 23898E 21908C 1F978B 1F9F88 21A685 27AD81 31B57B 3EBC74 4DC26C 5DC863 6ECE58 82D34D 95D840 AADC32 C0DF25 D5E21A EAE51A FDE725",
  ),
  magma: hex(
    "000004 030312 0A0822 130D34 1D1147 29115A 36106B 440F76 51127C 5D177F 691C81 762181 822681 8F2A81 9C2E7F A9337D B63679 C33C75 CF406F DB476A E65164 EE5C5E F46A5C F9785D FB8861 FD9668 FEA571 FEB47B FEC287 FED194 FDE0A1 FCEEB0 FCFDBF",
  ),
  inferno: hex(
    "000004 040312 0B0724 150B37 210C4A 2F0A5B 3D0965 4A0C6B 56106E 63156E 71196E 7D1E6D 89226A 962766 A32C61 AF305C BB3754 C73D4D D14545 DA4F3C E35932 EB6529 F1721E F67E14 F98C0A FB9B06 FCAA0F FBBA1F F9C932 F5D949 F2E865 F3F586 FCFFA4",
  ),
  plasma: hex(
    "0D0887 220690 310597 3F049C 4C02A1 5901A5 6600A7 7201A8 7E03A8 8A09A5 9511A1 9F1A9C A92395 B32B8E BC3488 C43D7F CC4678 D25071 DA596A DF6263 E56B5D EB7556 F07F4F F48A48 F89441 FB9F3A FDAB33 FEB72D FDC328 FCD025 F9DD25 F5EB27 F0F921",
  ),
  cividis: hex(
    "00204D 00265A 002C69 00306F 05366E 1F3C6D 2D426C 38486B 414D6B 4A536B 52596C 595F6D 61646F 686A71 6F7073 767676 7C7B78 848179 8B8779 938E78 9B9477 A39A76 ACA174 B4A872 BCAF6F C5B56C CEBC68 D7C463 E0CB5E E9D358 F2DA50 FBE248 FFEA46",
  ),
  rocket: hex(
    "03051A 0D0A21 180F29 241432 30173A 3C1A42 481C48 541E4E 611F53 6E1F57 7B1F59 881E5B 961C5B A4195B B11758 BE1654 CB1B4F D62349 DE2E44 E63C40 EC4B3E EF5B41 F26A48 F37953 F4875E F5946B F6A178 F6AE87 F6BB97 F7C7A8 F8D3BA F9DFCB FAEBDD",
  ),
  mako: hex(
    "0B0405 140910 1C101C 241628 2B1C35 312142 37284F 3B2E5D 3E356B 403C79 414386 3F4C91 3B5698 385E9C 36699F 3572A1 357BA2 3483A5 348CA7 3496A9 359EAA 37A7AC 3BB0AD 41B8AD 49C1AD 55CAAD 68D1AD 7FD7AF 96DDB5 ABE2BE BEE8CA CEEED7 DEF5E5",
  ),
  turbo: hex(
    "30123B 392A73 4040A2 4456C7 466BE3 4680F6 4293FF 37A7FA 28BBEC 1DCCD9 18DCC3 1EE8B0 31F299 4CF87E 6BFE64 8AFF4C A2FC3C B8F735 CCED34 DEE037 EDD03A F7C03A FDAD35 FE982C FB8022 F56818 EC520F E14109 D23105 C12302 AC1701 950D01 7A0403",
  ),
};

/** A palette of ColorBrewer with `n` colours, or as many as there are; undefined where there is none. */
export function brewerColours(name: string, n: number): readonly string[] | undefined {
  if (Object.hasOwn(QUALITATIVE, name)) return hex(QUALITATIVE[name]!).slice(0, n);
  const graded = Object.hasOwn(GRADED, name) ? GRADED[name]! : undefined;
  if (!graded) return undefined;
  const own = hex(graded[Math.min(graded.length - 1, Math.max(0, n - 3))]!);
  return n === 2 ? [own[0]!, own[2]!] : n === 1 ? [own[0]!] : own;
}

/** Names of palettes of ColorBrewer. */
export const BREWER: readonly string[] = [...Object.keys(QUALITATIVE), ...Object.keys(GRADED)];

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
/** Classes of the page's colours for series; `s6` is that of quiet words and lines. */
const SERIES = ["s1", "s2", "s3", "s4", "s5", "s7"];

/** The ground of the page as a colour: what R calls white. */
export const PAPER = "var(--paper,#fdfdfc)";

/** A colour of R's; null for none (`NA`, `transparent`). Unknown ones are undefined. */
export function inkOf(name: string): Ink | null | undefined {
  const text = name.trim().toLowerCase();
  if (text === "" || text === "na" || text === "transparent") return null;
  if (/^\d+$/.test(text)) return inkOf(NUMBERED[(Number(text) - 1) % 8 + 1] ?? "black");
  if (/^rgb\(\d+,\d+,\d+\)$/.test(text)) return { className: "", colour: text };
  // words of the page's own: a colour of its series, which follows the theme
  if (/^series [1-6]$/.test(text)) return { className: SERIES[Number(text.slice(7)) - 1]! };
  if (text === "black") return { className: "s5" };
  if (text === "white") return { className: "", colour: PAPER };
  const grey = /^gr[ae]y(\d{1,3})$/.exec(text);
  if (grey) {
    const tone = Math.floor(Math.min(100, Number(grey[1])) * 2.55 + 0.5);
    return { className: "", colour: `rgb(${tone},${tone},${tone})` };
  }
  if (/^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(text)) return { className: "", colour: text };
  const named = R_COLOURS.get(text) ?? R_COLOURS.get(text.replace("grey", "gray"));
  return named ? { className: "", colour: `#${named}` } : undefined;
}

/** The colours of the page, in turn; they differ in lightness where hues look alike to some. */
export function ownInk(i: number): Ink {
  return {
    className: SERIES[i % SERIES.length]!,
    ...(i >= SERIES.length ? { share: i >= 2 * SERIES.length ? 0.35 : 0.6 } : {}),
  };
}

/** Red, green and blue of an ink that is no colour of the page's own. */
export function parts(colour: string): [number, number, number] {
  const text = colour.trim().toLowerCase();
  if (text === "black") return [0, 0, 0];
  if (text === "white") return [255, 255, 255];
  const said = text.startsWith("rgb(") ? text : inkOf(text)?.colour ?? "#808080";
  const rgb = /^rgb\((\d+),(\d+),(\d+)\)$/.exec(said);
  if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  const long = said.length === 4 ? said.replace(/[0-9a-f]/g, "$&$&") : said;
  const part = (i: number): number => parseInt(long.slice(1 + 2 * i, 3 + 2 * i), 16);
  return [part(0), part(1), part(2)];
}

const linear = (v: number): number => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const gamma = (v: number): number => v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
const WHITE = [0.95047, 1, 1.08883] as const;

/** A colour in CIE Lab under daylight. */
function labOf(colour: string): [number, number, number] {
  const [r, g, b] = parts(colour).map((v) => linear(v / 255)) as [number, number, number];
  const xyz = [
    0.4124564 * r + 0.3575761 * g + 0.1804375 * b,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    0.0193339 * r + 0.119192 * g + 0.9503041 * b,
  ];
  const [x, y, z] = xyz.map((v, i) => {
    const t = v / WHITE[i]!;
    return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function ofLab([l, a, b]: readonly [number, number, number]): string {
  const y = (l + 16) / 116;
  const [x, u, z] = [y + a / 500, y, y - b / 200].map((t, i) =>
    WHITE[i]! * (t ** 3 > 216 / 24389 ? t ** 3 : (116 * t - 16) * 27 / 24389)
  ) as [number, number, number];
  const rgb = [
    3.2404542 * x - 1.5371385 * u - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * u + 0.041556 * z,
    0.0556434 * x - 0.2040259 * u + 1.0572252 * z,
  ].map((v) => Math.round(255 * Math.min(1, Math.max(0, gamma(v)))));
  return `rgb(${rgb.join(",")})`;
}

/** The colour at a share of the way along colours, by equal steps to the eye. */
export function mixed(
  colours: readonly string[],
  share: number,
  at: readonly number[] | null = null,
): Ink {
  const last = colours.length - 1;
  const stops = at ?? colours.map((_, i) => i / last);
  let k = 0;
  while (k < last - 1 && share > stops[k + 1]!) k++;
  const t = Math.max(0, Math.min(1, (share - stops[k]!) / ((stops[k + 1] ?? 1) - stops[k]! || 1)));
  const [a, b] = [labOf(colours[k]!), labOf(colours[Math.min(last, k + 1)]!)];
  return {
    className: "",
    colour: ofLab([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])]),
  };
}

/** Letters and lines on light colours. */
const DARK = "#1a1c21";

/** Colours of marks that are of middle lightness on every page. */
const BRIGHT = new Set(["s3", "s7"]);

/** Whether a ground is the same on a light page and a dark one: a colour that an author or a palette names. */
export const isFixed = (ground: Ink | null): boolean =>
  ground?.colour !== undefined && !ground.colour.startsWith("var");

/** The ink of letters on a ground: light on what is dark, the page's own on what changes with it. */
export function letterInk(ground: Ink | null): Ink {
  if (!ground) return { className: "s5" };
  if (!ground.colour) {
    if (BRIGHT.has(ground.className) && (ground.share ?? 1) >= 0.8) {
      return { className: "", colour: DARK, fixed: true };
    }
    // the page's colours are dark on a light page and light on a dark one, and paler where it shines through
    return (ground.share ?? 1) < 0.8 || ground.className === "s6"
      ? { className: "s5" }
      : { className: "", colour: PAPER };
  }
  if (ground.colour.startsWith("var")) return { className: "s5" };
  const [r, g, b] = parts(ground.colour);
  return {
    className: "",
    colour: 0.299 * r! + 0.587 * g! + 0.114 * b! > 125 ? DARK : "#ffffff",
    fixed: true,
  };
}

/** What is black on a ground: dark or light as the ground is where that does not follow the page. */
export function blackOn(own: Ink | null, ground: Ink | null): Ink | null {
  return own?.className === "s5" && isFixed(ground) ? letterInk(ground) : own;
}
