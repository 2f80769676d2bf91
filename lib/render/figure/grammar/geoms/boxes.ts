/**
 * Bars, boxes, violins and ranges.
 *
 * @module
 */
import { blackOn } from "../palettes.ts";
import type { Row } from "../spec.ts";
import type { LayerMark, Look, Place } from "../types.ts";
import {
  alike,
  areas,
  corners,
  type Draw,
  known,
  lined,
  outlined,
  points,
  type Seen,
  segmented,
} from "./marks.ts";

export const bars: Draw = (seen) =>
  areas(
    seen,
    ({ row }) =>
      corners(
        row.xmin!,
        row.xmax!,
        Math.min(row.ymin ?? 0, row.ymax ?? row.y!),
        Math.max(row.ymin ?? 0, row.ymax ?? row.y!),
      ),
  );

export const rects: Draw = (seen) =>
  areas(seen, ({ row }) => corners(row.xmin!, row.xmax!, row.ymin!, row.ymax!));

export const range: Draw = (seen) =>
  segmented(seen, ({ row }) => [[[row.x!, row.ymin!], [row.x!, row.ymax!]]]);

export const errorbar: Draw = (seen) =>
  segmented(seen, ({ row }) => [
    [[row.x!, row.ymin!], [row.x!, row.ymax!]],
    ...(row.xmax! > row.xmin!
      ? [
        [[row.xmin!, row.ymin!], [row.xmax!, row.ymin!]] as Place[],
        [[row.xmin!, row.ymax!], [row.xmax!, row.ymax!]] as Place[],
      ]
      : []),
  ]);

export const pointrange: Draw = (seen, layer, ends) => [
  ...range(seen, layer, ends),
  ...points(seen),
];

/** The line across a box, dark or light as the box is where that does not follow the page. */
const middle = (factor: number) => (look: Look): Look => {
  const line = outlined(look, look.width * factor);
  return look.opacity > 0.6 ? { ...line, stroke: blackOn(line.stroke, look.fill) } : line;
};

export const crossbar: Draw = (seen, { params }) => {
  const factor = typeof params.fatten === "number" ? params.fatten / 1.25 : 2;
  return [
    ...areas(seen, ({ row }) => corners(row.xmin!, row.xmax!, row.ymin!, row.ymax!)),
    ...segmented(
      seen,
      ({ row }) => [[[row.xmin!, row.y!], [row.xmax!, row.y!]]],
      middle(factor),
    ),
  ];
};

/** Corners of a box, drawn in at its middle where it has a notch. */
function boxRing(row: Row, notched: boolean, part: number): Place[] {
  const { xmin: a, xmax: b, lower, middle, upper, notchlower: low, notchupper: high } = row;
  if (!notched) return corners(a!, b!, lower!, upper!);
  const inset = (b! - a!) * (1 - part) / 2;
  return [
    [a!, lower!],
    [b!, lower!],
    [b!, low!],
    [b! - inset, middle!],
    [b!, high!],
    [b!, upper!],
    [a!, upper!],
    [a!, high!],
    [a! + inset, middle!],
    [a!, low!],
  ];
}

export const boxplot: Draw = (seen, { params }) => {
  const boxes = seen.filter((s) => s.row.outlier === undefined);
  const beyond = params.outliers === false ? [] : seen.filter((s) => s.row.outlier === 1);
  const notched = params.notch === true;
  const part = typeof params.notchwidth === "number" ? params.notchwidth : 0.5;
  const caps = typeof params.staplewidth === "number" ? params.staplewidth / 2 : 0;
  return [
    ...segmented(boxes, ({ row }) => [
      [[row.x!, row.ymin!], [row.x!, row.lower!]],
      [[row.x!, row.upper!], [row.x!, row.ymax!]],
      ...(caps > 0
        ? [row.ymin!, row.ymax!].map((y): Place[] => {
          const half = (row.xmax! - row.xmin!) * caps;
          return [[row.x! - half, y], [row.x! + half, y]];
        })
        : []),
    ], outlined),
    ...areas(boxes, ({ row }) => boxRing(row, notched, part)),
    ...segmented(
      boxes,
      ({ row }) => {
        const inset = notched ? (row.xmax! - row.xmin!) * (1 - part) / 2 : 0;
        return [[[row.xmin! + inset, row.middle!], [row.xmax! - inset, row.middle!]]];
      },
      middle(2),
    ),
    ...points(beyond),
  ];
};

/** Quantiles of a violin by the area of its density, as lines across it. */
function quantileLines(own: readonly Seen[], parts: readonly number[]): Place[][] {
  const sums: number[] = [];
  own.reduce((s, { row }) => (sums.push(s + row.density!), s + row.density!), 0);
  const total = sums.at(-1)!;
  const between = (xs: readonly number[], ys: readonly number[], at: number): number => {
    let k = 1;
    while (k < xs.length - 1 && xs[k]! < at) k++;
    const t = (at - xs[k - 1]!) / (xs[k]! - xs[k - 1]! || 1);
    return ys[k - 1]! + t * (ys[k]! - ys[k - 1]!);
  };
  const shares = sums.map((s) => s / total), ys = own.map((s) => s.row.y!);
  return parts.map((p): Place[] => {
    const y = between(shares, ys, p), { row } = own[0]!;
    const width = between(ys, own.map((s) => s.row.violinwidth!), y) * (row.xmax! - row.xmin!) / 2;
    return [[row.x! - width, y], [row.x! + width, y]];
  });
}

export const violin: Draw = (seen, { params }) =>
  alike(seen, (s) => `${s.row.group} ${s.row.x}`).flatMap((own): LayerMark[] => {
    const side = (sign: number) =>
      own.map(({ row }): Place => [
        row.x! + sign * row.violinwidth! * (row.xmax! - row.xmin!) / 2,
        row.y!,
      ]);
    const asked = params.draw_quantiles;
    const parts = typeof asked === "number"
      ? [asked]
      : Array.isArray(asked)
      ? asked as number[]
      : [];
    return [
      { mark: "areas", areas: [[...side(1), ...side(-1).reverse()]], look: own[0]!.look },
      ...(parts.length > 0
        ? [{ mark: "lines" as const, lines: quantileLines(own, parts), look: lined(own[0]!.look) }]
        : []),
    ];
  });

/** Six corners about each middle. */
export const hexagons: Draw = (seen) =>
  areas(seen, ({ row }) => {
    const [dx, dy] = [row.width! / 2, row.height! / Math.sqrt(3) / 2 * 1.15 / 1.15];
    const { x, y } = row as { x: number; y: number };
    return [
      [x + dx, y + dy],
      [x + dx, y - dy],
      [x, y - 2 * dy],
      [x - dx, y - dy],
      [x - dx, y + dy],
      [x, y + 2 * dy],
    ];
  });

/** Dots on each other. */
export const dots: Draw = (seen, { params }) =>
  alike(seen.filter((s) => known(s.row.x)), (s) => JSON.stringify(s.look)).map((
    own,
  ): LayerMark => ({
    mark: "dots",
    at: own.map((s): Place => [
      (params.binaxis === "y" ? s.row.y : s.row.x)!,
      s.row.stackpos!,
    ]),
    along: params.binaxis === "y" ? "y" : "x",
    base: params.binaxis === "y"
      ? "own"
      : /^center/.test(String(params.stackdir ?? "up"))
      ? "middle"
      : "edge",
    ...(params.binaxis === "y" ? { on: own.map((s) => s.row.x!) } : {}),
    diameter: own[0]!.row.binwidth! * (typeof params.dotsize === "number" ? params.dotsize : 1),
    ratio: typeof params.stackratio === "number" ? params.stackratio : 1,
    look: own[0]!.look,
  }));
