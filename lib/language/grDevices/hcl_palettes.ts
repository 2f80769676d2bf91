/**
 * R's palettes of hue, chroma and luminance. A line is a palette: its kind (qualitative, sequential,
 * diverging, or one with two halves of their own), then h1 h2 h3, c1 c2 c3, l1 l2 l3, the powers p1 to p4,
 * and the greatest chroma of each half; `-` for none.
 *
 * @module
 */

/** Parameters of a palette; NaN for none. */
export interface HclPalette {
  readonly name: string;
  readonly kind: "q" | "s" | "d" | "x";
  readonly h: readonly number[];
  readonly c: readonly number[];
  readonly l: readonly number[];
  readonly p: readonly number[];
  readonly cmax: readonly number[];
}

const LINES = `
Pastel 1: q 0 - - 35 - - 85
Dark 2: q 0 - - 50 - - 60
Dark 3: q 0 - - 80 - - 60
Set 2: q 0 - - 60 - - 70
Set 3: q 10 - - 50 - - 80
Warm: q 90 -30 - 50 - - 70
Cold: q 270 150 - 50 - - 70
Harmonic: q 60 240 - 50 - - 70
Dynamic: q 30 - - 50 - - 70
Grays: s 0 - - 0 - - 10 98 - 1.3
Light Grays: s 0 - - 0 - - 30 90 - 1.5
Blues 2: s 260 - - 80 - - 30 90 - 1.5
Blues 3: s 245 - - 50 - - 20 98 - 0.8 1.4 - - 75
Purples 2: s 270 - - 70 - - 25 95 - 1.2
Purples 3: s 270 - - 50 - - 20 98 - 0.9 1.4 - - 75
Reds 2: s 10 - - 85 - - 25 95 - 1.3
Reds 3: s 10 - - 65 - - 20 97 - 1.1 1.3 - - 150
Greens 2: s 135 - - 45 - - 35 95 - 1.3
Greens 3: s 135 - - 35 - - 25 98 - 1 1.5 - - 70
Oslo: s 250 - - 0 0 - 99 1 - 1 - - - 70
Purple-Blue: s 300 200 - 60 0 - 25 95 - 0.7 1.3
Red-Purple: s 10 -80 - 80 5 - 25 95 - 0.7 1.3
Red-Blue: s 0 -100 - 80 40 - 40 75 - 1 1
Purple-Orange: s -83 20 - 65 18 - 32 90 - 0.5 1
Purple-Yellow: s 320 80 - 60 20 - 30 95 - 0.7 1.3 - - 65
Blue-Yellow: s 265 80 - 60 10 - 25 95 - 0.7 2
Green-Yellow: s 140 80 - 50 10 - 40 97 - 0.7 1.8
Red-Yellow: s 10 85 - 80 10 - 25 95 - 0.4 1.3
Heat: s 0 90 - 80 30 - 30 90 - 0.2 2
Heat 2: s 0 90 - 100 30 - 50 90 - 0.2 1
Terrain: s 130 0 - 80 0 - 60 95 - 0.1 1
Terrain 2: s 130 30 - 65 0 - 45 90 - 0.5 1.5
Viridis: s 300 75 - 40 95 - 15 90 - 1 1.1
Plasma: s -100 100 - 60 100 - 15 95 - 2 0.9
Inferno: s -100 85 - 0 65 - 1 98 - 1.1 0.9 - - 120
Rocket: s -70 60 - 0 10 - 2 97 - 0.8 0.8 - - 130
Mako: s 325 130 - 0 18 - 2 95 - 1 1 - - 70
Dark Mint: s 240 130 - 30 33 - 25 95 - 1
Mint: s 205 140 - 40 12 - 34 94 - 0.5 1
BluGrn: s 215 120 - 25 30 - 31 88 - 0.7 1.1 - - 45
Teal: s 240 180 - 35 15 - 35 92 - 0.6 1.1 - - 40
TealGrn: s 220 125 - 44 50 - 49 90 - 0.8 1.2 - - 60
Emrld: s 224 105 - 23 55 - 25 92 - 1.5 1
BluYl: s 250 90 - 40 55 - 33 98 - 0.5 1
ag_GrnYl: s 225 87 - 27 86 - 34 92 - 0.9
Peach: s 15 50 - 128 30 - 55 90 - 1.1
PinkYl: s -4 80 - 100 47 - 55 96 - 1
Burg: s -10 10 - 40 40 - 25 85 - 1.2 1 - - 75
BurgYl: s -10 55 - 45 30 - 30 90 - 0.7 1 - - 80
RedOr: s -3 53 - 75 42 - 44 86 - 0.8 1 - - 90
OrYel: s 5 72 - 120 49 - 56 87 - 1 - - - 125
Purp: s 270 300 - 55 20 - 42 92 - 0.6 1 - - 60
PurpOr: s -83 20 - 55 18 - 32 90 - 0.6 1 - - 65
Sunset: s -80 78 - 60 55 - 40 91 - 0.8 1 - - 75
Magenta: s 312 358 - 50 24 - 27 85 - 0.6 1.1 - - 65
SunsetDark: s -35 50 - 55 60 - 30 90 - 1.2 1 - - 120
ag_Sunset: s -85 70 - 70 45 - 25 85 - 0.6 1 - - 105
BrwnYl: s -20 70 - 30 20 - 20 90 - 1 1.1 - - 60
YlOrRd: s 5 85 - 75 40 - 25 99 - 1.6 1.3 - - 180
YlOrBr: s 20 85 - 50 20 - 25 99 - 1.3 1.5 - - 150
OrRd: s 0 60 - 90 10 - 25 97 - 1 1.5 - - 135
Oranges: s 20 55 - 70 10 - 30 97 - 1.2 1.3 - - 150
YlGn: s 160 85 - 25 20 - 25 99 - 1.2 1.6 - - 70
YlGnBu: s 270 90 - 40 25 - 15 99 - 2 1.5 - - 90
Reds: s 0 35 - 65 5 - 20 97 - 1.1 1.3 - - 150
RdPu: s -70 40 - 45 5 - 15 97 - 1 1.3 - - 100
PuRd: s 20 -95 - 60 5 - 20 97 - 1.6 1.1 - - 140
Purples: s 275 270 - 55 5 - 20 99 - 1.3 1.3 - - 70
PuBuGn: s 160 320 - 25 5 - 25 98 - 1.4 1.2 - - 70
PuBu: s 240 260 - 30 5 - 25 98 - 1.5 1.2 - - 70
Greens: s 135 115 - 35 5 - 25 98 - 1 1.5 - - 70
BuGn: s 125 200 - 30 5 - 25 98 - 1.4 1.6 - - 65
GnBu: s 265 95 - 55 10 - 25 97 - 1.3 1.7 - - 80
BuPu: s 320 200 - 40 5 - 15 98 - 1.2 1.3 - - 65
Blues: s 260 220 - 45 5 - 25 98 - 1.2 1.3 - - 70
Lajolla: s 90 -20 - 40 5 - 99 5 - 0.7 0.8 - - 100
Turku: s 10 120 - 20 0 - 95 1 - 1.7 0.8 - - 55
Hawaii: s -30 200 - 70 35 - 30 92 - 0.3 1 - - 75
Batlow: s 270 -40 - 35 35 - 12 88 - 0.6 1.1 - - 75
Blue-Red: d 260 0 - 80 - - 30 90 - 1.5
Blue-Red 2: d 260 0 - 100 - - 50 90 - 1
Blue-Red 3: d 255 12 - 50 - - 20 97 - 1 1.3 - - 80
Red-Green: d 340 128 - 60 - - 30 97 - 0.8 1.5 - - 80
Purple-Green: d 300 128 - 30 - - 20 95 - 1 1.4 - - 65
Purple-Brown: d 270 40 - 30 - - 20 98 - 0.8 1.2 - - 70
Green-Brown: d 180 55 - 40 - - 25 97 - 0.8 1.4 - - 65
Blue-Yellow 2: d 265 80 - 80 - - 40 95 - 1.2
Blue-Yellow 3: d 265 80 - 80 - - 70 95 - 0.5 2
Green-Orange: d 130 43 - 100 - - 70 90 - 1
Cyan-Magenta: d 180 330 - 59 - - 75 95 - 1.5
Tropic: d 195 325 - 70 - - 55 95 - 1
Broc: d 240 85 - 30 - - 15 98 - 0.9 - - - 45
Cork: d 245 125 - 30 - - 15 95 - 0.9 1.1 - - 55
Vik: d 240 55 - 45 - - 15 95 - 0.8 1.1 - - 65
Berlin: d 240 15 - 60 - - 75 5 - 1.2 1.5 - - 80
Lisbon: d 240 85 - 30 - - 98 8 - 1 - - - 45
Tofino: d 260 120 - 45 - - 90 5 - 0.8 1 - - 55
ArmyRose: x 0 - 93 73 18 47 58 98 52 1.5 0.8 0.8 1 - 55
Earth: x 43 82 221 61 30 45 50 92 52 1 1 0.8 1 - 10
Fall: x 133 77 21 20 35 100 35 95 50 1 - 1.5
Geyser: x 192 77 21 40 35 100 50 95 50 1 1 1.2 1 20
TealRose: x 190 77 0 50 25 80 55 92 55 1.5 1 1.8 1 15
Temps: x 191 80 -4 43 50 78 55 89 54 1.6 1 1 1 57 85
PuOr: x 40 - 270 70 0 30 30 98 10 0.6 1.4 1.5 1.3 100 65
RdBu: x 20 - 230 60 0 50 20 98 15 1.4 1.2 1.5 1.5 125 90
RdGy: x 5 50 50 60 0 0 20 98 20 1.2 1.2 1 1.2 125
PiYG: x 340 - 115 75 0 50 30 98 35 1.3 1.4 0.8 1.5 100 80
PRGn: x 300 - 128 30 0 30 15 97 25 1.3 1.2 0.9 1.5 65 65
BrBG: x 55 - 180 40 0 30 25 97 20 0.8 1.4 0.8 1.4 75 45
RdYlBu: x 10 85 260 105 45 70 35 98 35 1.5 1.2 0.6 1.2 150 10
RdYlGn: x 10 85 140 105 45 50 35 98 35 1.5 1.2 0.8 1.2 150 75
Spectral: x 0 85 270 90 45 65 37 98 37 1 1.2 1 1.2 120
Zissou 1: x 218 71 12 46 88 165 59 82 52 0.2 1 3 1 33
Cividis: x 255 - 75 30 0 95 13 52 92 1.1 1 1 - 47
Roma: x 10 120 265 80 25 80 25 92 25 0.4 1.5 1 1.2
`;

/** Every palette, in R's order. */
export const HCL_PALETTES: readonly HclPalette[] = LINES.trim().split("\n").map((line) => {
  const [name = "", rest = ""] = line.split(": ");
  const [kind = "", ...numbers] = rest.split(" ");
  const all = Array.from({ length: 15 }, (_, i) => Number(numbers[i] ?? "-"));
  return {
    name,
    kind: kind as HclPalette["kind"],
    h: all.slice(0, 3),
    c: all.slice(3, 6),
    l: all.slice(6, 9),
    p: all.slice(9, 13),
    cmax: all.slice(13, 15),
  };
});
