/**
 * Filled contours: rows of a grid, or points, become areas of one class of heights each.
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import { fail } from "../../../../diagnostic.ts";
import { bandRings } from "../../../../render/figure/grammar/stats/bands.ts";
import {
  densityGrid,
  type Grid,
  gridOf,
  levelsOf,
} from "../../../../render/figure/grammar/stats/contours.ts";
import type { Column } from "../../../../render/figure/grammar/spec.ts";
import { mixed, VIRIDIS } from "../../../../render/figure/grammar/palettes.ts";
import { formatNumbers } from "../../../../render/number/number_format.ts";
import type { LayerPiece, LayerRows, Piece } from "../../../values/plot.ts";

/** Colours of classes of heights, from low to high, where no scale is said. */
export const CLASSES: Piece = {
  piece: "scale",
  aes: ["fill"],
  usual: true,
  spec: {
    kind: "discrete",
    name: "level",
    palette: {
      kind: "counted",
      of: (n) =>
        Array.from(
          { length: n },
          (_, i) => mixed(VIRIDIS.viridis!, n === 1 ? 0 : i / (n - 1)).colour!,
        ),
    },
  },
};

type Params = LayerPiece["params"];

const numbers = (values: number[]): Column => ({ kind: "numbers", values, time: "" });

function numbersOf({ mapped }: LayerRows, name: string, word: string, span: LayerPiece["span"]) {
  const column = mapped.get(name);
  if (column?.kind === "numbers") return Array.from(column.values);
  return fail("missing-argument", `${word}() needs numbers as ${name}`, {
    span,
    hint: `aes(x, y${name === "z" ? ", z = height" : ""})`,
  });
}

/** Names of classes of heights, with as many digits as tell them apart. */
export function classNames(breaks: readonly number[]): string[] {
  let digits = 3;
  const texts = (): string[] => formatNumbers(breaks, { digits }).map((t) => t.trim());
  while (new Set(texts()).size < breaks.length && digits < 15) digits++;
  const own = texts();
  return breaks.slice(1).map((_, k) => `(${own[k]}, ${own[k + 1]}]`);
}

/** The areas in the place of the rows, for `geom_contour_filled()` and `geom_density_2d_filled()`. */
export function filledContours(
  word: string,
  params: Params,
  span: LayerPiece["span"],
): (rows: LayerRows) => LayerRows {
  const ofPoints = word.includes("density");
  return (rows) => {
    const [x, y] = [numbersOf(rows, "x", word, span), numbersOf(rows, "y", word, span)];
    const z = ofPoints ? null : numbersOf(rows, "z", word, span);
    const panels = new Map<string, number[]>();
    for (let i = 0; i < rows.n; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
      const key = rows.facets.map((f) => f?.kind === "names" ? f.codes[i] : 0).join(" ");
      panels.set(key, [...panels.get(key) ?? [], i]);
    }
    const all = [...panels.values()].flat();
    const ends = (of: readonly number[]): [number, number] => {
      const own = all.map((i) => of[i]!);
      return [least(own), greatest(own)];
    };
    const grids = [...panels.values()].map((at): { at: number; grid: Grid } => ({
      at: at[0]!,
      grid: z
        ? gridOf(at.map((i) => ({ x: x[i]!, y: y[i]!, z: z[i]! })))
        : densityGrid(at.map((i) => x[i]!), at.map((i) => y[i]!), ends(x), ends(y), params),
    }));
    const heights = grids.flatMap(({ grid }) => grid.z.flat()).filter(Number.isFinite);
    const highest = greatest(heights);
    const breaks = levelsOf(params, least(heights), highest);
    const names = classNames(breaks);
    const out = {
      x: [] as number[],
      y: [] as number[],
      band: [] as number[],
      piece: [] as number[],
    };
    const from: number[] = [];
    let piece = 0;
    for (const { at, grid } of grids) {
      names.forEach((_, k) => {
        // the highest of all lies in the last class where that ends there
        const last = k === names.length - 1 && breaks[k + 1]! >= highest;
        const top = last ? Infinity : breaks[k + 1]!;
        for (const ring of bandRings(grid, breaks[k]!, top)) {
          piece++;
          for (const [px, py] of ring) {
            out.x.push(px);
            out.y.push(py);
            out.band.push(k);
            out.piece.push(piece);
            from.push(at);
          }
        }
      });
    }
    const used = [...new Set(out.band)].sort((a, b) => a - b);
    const level: Column = {
      kind: "names",
      levels: used.map((k) => names[k]!),
      codes: out.band.map((k) => used.indexOf(k)),
      ordered: true,
    };
    const mapped = new Map<string, Column>([
      ["x", numbers(out.x)],
      ["y", numbers(out.y)],
      ["fill", level],
      ["group", level],
      ["piece", numbers(out.piece)],
    ]);
    return {
      n: from.length,
      mapped,
      facets: rows.facets.map((f): Column | null =>
        f?.kind === "names" ? { ...f, codes: from.map((i) => f.codes[i]!) } : f
      ),
    };
  };
}
