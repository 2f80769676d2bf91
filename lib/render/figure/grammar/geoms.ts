/**
 * What layers look like: rows with their looks become points, lines, areas and texts.
 *
 * @module
 */
import type { Glyph } from "../shapes.ts";
import type { LayerSpec, Row } from "./spec.ts";
import type { LayerMark, Look, Place } from "./types.ts";

/** A row with what it looks like. */
export interface Seen {
  row: Row;
  look: Look;
  glyph: Glyph;
  radius: number;
  text: string;
}

/** Ends of the axes of a panel, which lines across it reach. */
export interface Ends {
  x: [number, number];
  y: [number, number];
}

type Draw = (seen: readonly Seen[], layer: LayerSpec, ends: Ends) => LayerMark[];

/** Brings together what has one look. */
function alike<T>(items: readonly T[], keyOf: (t: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item), own = found.get(key);
    if (own) own.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

const lookKey = (s: Seen): string => JSON.stringify([s.look, s.glyph, s.radius]);

/** A look without its border, for areas under lines. */
const bare = (look: Look): Look => ({ ...look, stroke: null });
const lined = (look: Look, width = look.width): Look => ({
  ...look,
  fill: null,
  width,
  opacity: 1,
});

function groups(seen: readonly Seen[]): Seen[][] {
  return alike(seen, (s) => String(s.row.group));
}

const known = (...v: (number | undefined)[]): boolean =>
  v.every((x) => x !== undefined && !Number.isNaN(x));

function points(seen: readonly Seen[]): LayerMark[] {
  const there = seen.filter((s) => known(s.row.x, s.row.y));
  return alike(there, lookKey).map((own) => ({
    mark: "points",
    at: own.map((s): Place => [s.row.x!, s.row.y!]),
    glyph: own[0]!.glyph,
    radius: own[0]!.radius,
    look: own[0]!.look,
  }));
}

/** One line for each piece, pieces of one look together. */
function segmented(
  seen: readonly Seen[],
  pieces: (s: Seen) => Place[][],
  width?: number,
): LayerMark[] {
  return alike(seen, lookKey).flatMap((own): LayerMark[] => {
    const lines = own.flatMap(pieces).filter((l) => l.every((p) => known(...p)));
    return lines.length === 0 ? [] : [{ mark: "lines", lines, look: lined(own[0]!.look, width) }];
  });
}

function areas(seen: readonly Seen[], ring: (s: Seen) => Place[]): LayerMark[] {
  return alike(seen, lookKey).flatMap((own): LayerMark[] => {
    const rings = own.map(ring).filter((r) => r.every((p) => known(...p)));
    return rings.length === 0 ? [] : [{ mark: "areas", areas: rings, look: own[0]!.look }];
  });
}

const corners = (
  a: number,
  b: number,
  c: number,
  d: number,
): Place[] => [[a, c], [b, c], [b, d], [a, d]];

function path(seen: readonly Seen[], _: LayerSpec, __: Ends, sorted = false): LayerMark[] {
  return groups(seen).flatMap((own): LayerMark[] => {
    const there = own.filter((s) => known(s.row.x, s.row.y));
    if (sorted) there.sort((a, b) => a.row.x! - b.row.x!);
    return there.length < 2 ? [] : [{
      mark: "lines",
      lines: [there.map((s): Place => [s.row.x!, s.row.y!])],
      look: lined(there[0]!.look),
    }];
  });
}

const line: Draw = (seen, layer, ends) => path(seen, layer, ends, true);

function step(seen: readonly Seen[]): LayerMark[] {
  return groups(seen).map((own): LayerMark => {
    const there = own.filter((s) => known(s.row.x, s.row.y)).sort((a, b) => a.row.x! - b.row.x!);
    const at: Place[] = [];
    there.forEach((s, i) => {
      if (i > 0) at.push([s.row.x!, there[i - 1]!.row.y!]);
      at.push([s.row.x!, s.row.y!]);
    });
    return { mark: "lines", lines: [at], look: lined(there[0]?.look ?? own[0]!.look) };
  });
}

function ribbon(seen: readonly Seen[]): LayerMark[] {
  return groups(seen).flatMap((own): LayerMark[] => {
    const there = own.filter((s) => known(s.row.x, s.row.ymin, s.row.ymax))
      .sort((a, b) => a.row.x! - b.row.x!);
    if (there.length < 2) return [];
    const ring = [
      ...there.map((s): Place => [s.row.x!, s.row.ymax!]),
      ...there.toReversed().map((s): Place => [s.row.x!, s.row.ymin!]),
    ];
    return [{ mark: "areas", areas: [ring], look: there[0]!.look }];
  });
}

const bars: Draw = (seen) =>
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

const rects: Draw = (seen) =>
  areas(seen, ({ row }) => corners(row.xmin!, row.xmax!, row.ymin!, row.ymax!));

const polygon: Draw = (seen) =>
  groups(seen).map((own): LayerMark => ({
    mark: "areas",
    areas: [own.map((s): Place => [s.row.x!, s.row.y!])],
    look: own[0]!.look,
  }));

const range: Draw = (seen) =>
  segmented(seen, ({ row }) => [[[row.x!, row.ymin!], [row.x!, row.ymax!]]]);

const errorbar: Draw = (seen) =>
  segmented(seen, ({ row }) => {
    const half = (row.width ?? 0) / 2;
    return [
      [[row.x!, row.ymin!], [row.x!, row.ymax!]],
      ...(half > 0
        ? [
          [[row.x! - half, row.ymin!], [row.x! + half, row.ymin!]] as Place[],
          [[row.x! - half, row.ymax!], [row.x! + half, row.ymax!]] as Place[],
        ]
        : []),
    ];
  });

const pointrange: Draw = (seen, layer, ends) => [...range(seen, layer, ends), ...points(seen)];

const crossbar: Draw = (seen) => [
  ...areas(
    seen,
    ({ row }) => corners(row.x! - row.width! / 2, row.x! + row.width! / 2, row.ymin!, row.ymax!),
  ),
  ...segmented(
    seen,
    ({ row }) => [[[row.x! - row.width! / 2, row.y!], [row.x! + row.width! / 2, row.y!]]],
    2.5,
  ),
];

const boxplot: Draw = (seen, layer) => {
  const boxes = seen.filter((s) => s.row.outlier === undefined);
  const beyond = layer.params.outliers === false ? [] : seen.filter((s) => s.row.outlier === 1);
  const half = (r: Row): number => r.width! / 2;
  return [
    ...segmented(boxes, ({ row }) => [
      [[row.x!, row.ymin!], [row.x!, row.lower!]],
      [[row.x!, row.upper!], [row.x!, row.ymax!]],
    ]),
    ...areas(
      boxes,
      ({ row }) => corners(row.x! - half(row), row.x! + half(row), row.lower!, row.upper!),
    ),
    ...segmented(
      boxes,
      ({ row }) => [[[row.x! - half(row), row.middle!], [row.x! + half(row), row.middle!]]],
      2.5,
    ),
    ...points(beyond.map((s) => ({
      ...s,
      radius: 2.2,
      glyph: "circle" as const,
      look: { ...s.look, fill: s.look.stroke, stroke: null, opacity: 1 },
    }))),
  ];
};

const violin: Draw = (seen) =>
  alike(seen, (s) => `${s.row.group} ${s.row.part}`).flatMap((own): LayerMark[] => {
    const side = (sign: number) =>
      own.map(({ row }): Place => [row.x! + sign * row.violinwidth! * row.width! / 2, row.y!]);
    return [{ mark: "areas", areas: [[...side(1), ...side(-1).reverse()]], look: own[0]!.look }];
  });

const texts: Draw = (seen, layer) =>
  alike(seen.filter((s) => known(s.row.x, s.row.y)), lookKey).map((own): LayerMark => {
    const h = typeof layer.params.hjust === "number"
      ? layer.params.hjust
      : own[0]!.row.hjust ?? 0.5;
    const v = typeof layer.params.vjust === "number"
      ? layer.params.vjust
      : own[0]!.row.vjust ?? 0.5;
    return {
      mark: "texts",
      at: own.map((s): Place => [s.row.x!, s.row.y!]),
      texts: own.map((s) => s.text),
      size: own[0]!.radius,
      angle: typeof layer.params.angle === "number" ? layer.params.angle : own[0]!.row.angle ?? 0,
      anchor: h < 0.25 ? "start" : h > 0.75 ? "end" : "middle",
      drop: v - 0.5,
      look: own[0]!.look,
    };
  });

const hline: Draw = (seen, _, ends) =>
  segmented(seen, ({ row }) => [[[ends.x[0], row.yintercept!], [ends.x[1], row.yintercept!]]]);
const vline: Draw = (seen, _, ends) =>
  segmented(seen, ({ row }) => [[[row.xintercept!, ends.y[0]], [row.xintercept!, ends.y[1]]]]);
const abline: Draw = (seen, _, { x }) =>
  segmented(seen, ({ row }) => [x.map((v): Place => [v, row.intercept! + row.slope! * v])]);
const segment: Draw = (seen) =>
  segmented(seen, ({ row }) => [[[row.x!, row.y!], [row.xend ?? row.x!, row.yend ?? row.y!]]]);
const rug: Draw = (seen, layer, { x, y }) => {
  const sides = typeof layer.params.sides === "string" ? layer.params.sides : "bl";
  const [h, w] = [0.03 * (y[1] - y[0]), 0.03 * (x[1] - x[0])];
  return segmented(seen, ({ row }) => [
    ...(sides.includes("b") && known(row.x)
      ? [[[row.x!, y[0]], [row.x!, y[0] + h]] as Place[]]
      : []),
    ...(sides.includes("t") && known(row.x)
      ? [[[row.x!, y[1]], [row.x!, y[1] - h]] as Place[]]
      : []),
    ...(sides.includes("l") && known(row.y)
      ? [[[x[0], row.y!], [x[0] + w, row.y!]] as Place[]]
      : []),
    ...(sides.includes("r") && known(row.y)
      ? [[[x[1], row.y!], [x[1] - w, row.y!]] as Place[]]
      : []),
  ]);
};

const smooth: Draw = (seen, layer, ends) => [
  ...ribbon(
    seen.filter((s) => known(s.row.ymin)).map((s) => ({
      ...s,
      look: { ...bare(s.look), fill: s.look.fill ?? s.look.stroke, opacity: 0.16 },
    })),
  ),
  ...line(seen, layer, ends),
];

const area: Draw = (seen, layer, ends) => [
  ...ribbon(seen.map((s) => ({ ...s, look: bare(s.look) }))),
  ...(seen.some((s) => s.look.stroke)
    ? line(seen.map((s) => ({ ...s, row: { ...s.row, y: s.row.ymax! } })), layer, ends)
    : []),
];

/** Every geometry by its name. */
export const GEOMS: Readonly<Record<string, Draw>> = {
  point: (seen) => points(seen),
  path: (seen, layer, ends) => path(seen, layer, ends),
  line,
  step: (seen) => step(seen),
  bar: bars,
  tile: rects,
  rect: rects,
  polygon,
  ribbon: (seen) => ribbon(seen),
  area,
  density: area,
  errorbar,
  linerange: range,
  pointrange,
  crossbar,
  boxplot,
  violin,
  text: texts,
  label: texts,
  hline,
  vline,
  abline,
  segment,
  rug,
  smooth,
  blank: () => [],
};
