/**
 * Lines, bands and areas.
 *
 * @module
 */
import type { LayerMark, Place } from "../types.ts";
import {
  alike,
  bare,
  type Draw,
  groups,
  known,
  lined,
  outlined,
  type Seen,
  segmented,
} from "./marks.ts";

function arrowOf(params: { readonly arrow?: unknown }): "last" | "first" | "both" | null {
  const { arrow } = params;
  return arrow === "last" || arrow === "first" || arrow === "both" ? arrow : null;
}

/** Pieces of one look: where the colour changes along a line, the line is cut. */
function pieces(own: Seen[]): Seen[][] {
  const out: Seen[][] = [];
  for (const s of own) {
    const last = out.at(-1);
    if (!last) out.push([s]);
    else if (JSON.stringify(last[0]!.look) === JSON.stringify(s.look)) last.push(s);
    else {
      last.push({ ...s, look: last[0]!.look });
      out.push([s]);
    }
  }
  return out;
}

/** Rows where a line is not broken by what is missing. */
function runs(own: readonly Seen[]): Seen[][] {
  const out: Seen[][] = [[]];
  for (const s of own) {
    if (known(s.row.x, s.row.y)) out.at(-1)!.push(s);
    else if (out.at(-1)!.length > 0) out.push([]);
  }
  return out;
}

const trace = (sorted: boolean): Draw => (seen, layer) =>
  groups(seen).flatMap((group) => alike(group, (s) => String(s.row.piece ?? 0)))
    .flatMap((group): LayerMark[] => {
      const own = sorted ? [...group].sort((a, b) => a.row.x! - b.row.x!) : group;
      const arrow = arrowOf(layer.params);
      return runs(own).flatMap(pieces).flatMap((there): LayerMark[] =>
        there.length < 2 ? [] : [{
          mark: "lines",
          lines: [there.map((s): Place => [s.row.x!, s.row.y!])],
          look: lined(there[0]!.look),
          ...(arrow ? { arrow } : {}),
        }]
      );
    });

/** A line in the order of the rows. */
export const path = trace(false);
/** A line along x. */
export const line = trace(true);

/** Steps: across and then up, up and then across, or up in the middle. */
export const step: Draw = (seen, layer, { x: [low, high] }) =>
  groups(seen).flatMap((own): LayerMark[] => {
    const there = own.filter((s) => known(s.row.x, s.row.y)).sort((a, b) => a.row.x! - b.row.x!);
    if (there.length === 0) return [];
    const at = there.map((s): Place => [Math.min(high, Math.max(low, s.row.x!)), s.row.y!]);
    const out: Place[] = [];
    at.forEach(([x, y], i) => {
      const before = at[i - 1];
      if (before) {
        const middle = (before[0] + x) / 2;
        if (layer.params.direction === "vh") out.push([before[0], y]);
        else if (layer.params.direction === "mid") out.push([middle, before[1]], [middle, y]);
        else out.push([x, before[1]]);
      }
      out.push([x, y]);
    });
    return [{ mark: "lines", lines: [out], look: lined(there[0]!.look) }];
  });

/** A band between two lines, with lines at its ends where a colour is set. */
export const ribbon: Draw = (seen, layer) =>
  groups(seen).flatMap((own): LayerMark[] => {
    const there = own.filter((s) => known(s.row.x, s.row.ymin, s.row.ymax))
      .sort((a, b) => a.row.x! - b.row.x!);
    if (there.length < 2) return [];
    const upper = there.map((s): Place => [s.row.x!, s.row.ymax!]);
    const lower = there.map((s): Place => [s.row.x!, s.row.ymin!]);
    const look = there[0]!.look, outline = layer.params["outline.type"] ?? "both";
    const ring: LayerMark = {
      mark: "areas",
      areas: [[...upper, ...lower.toReversed()]],
      look: bare(look),
    };
    if (!look.stroke) return [ring];
    if (outline === "full") return [{ ...ring, look }];
    const lines = outline === "upper" ? [upper] : outline === "lower" ? [lower] : [upper, lower];
    return [ring, { mark: "lines", lines, look: outlined(look) }];
  });

/** A smooth line on its band. */
export const smooth: Draw = (seen, layer, ends) => [
  ...ribbon(
    seen.filter((s) => known(s.row.ymin)).map((s) => ({
      ...s,
      look: {
        ...bare(s.look),
        fill: s.look.fill ?? s.look.stroke,
        opacity: layer.fixed.has("alpha") ? s.look.opacity : 0.16,
      },
    })),
    layer,
    ends,
  ),
  ...line(seen.map((s) => ({ ...s, look: { ...s.look, opacity: 1 } })), layer, ends),
];

/** What lies under a line. */
export const area: Draw = (seen, layer, ends) =>
  ribbon(seen, { ...layer, params: { "outline.type": "upper", ...layer.params } }, ends);

/** What lies within a line; lines of one group that run the other way are holes. */
export const polygon: Draw = (seen) =>
  alike(seen, (s) => String(s.row.group)).map((own): LayerMark => ({
    mark: "areas",
    areas: alike(own, (s) => String(s.row.piece ?? 0))
      .map((ring) => ring.map((s): Place => [s.row.x!, s.row.y!])),
    look: own[0]!.look,
  }));

const straight: Draw = (seen, layer) => {
  const arrow = arrowOf(layer.params);
  return segmented(
    seen,
    ({ row }) => [[[row.x!, row.y!], [row.xend ?? row.x!, row.yend ?? row.y!]]],
  ).map((m) => arrow && m.mark === "lines" ? { ...m, arrow } : m);
};

/** Straight lines between two places. */
export const segment = straight;

/** Bent lines between two places. */
export const curve: Draw = (seen, layer, { x, y }) => {
  const bend = typeof layer.params.curvature === "number" ? layer.params.curvature : 0.5;
  const [w, h] = [x[1] - x[0], y[1] - y[0]];
  const arrow = arrowOf(layer.params);
  return segmented(seen, ({ row }) => {
    const [ax, ay, bx, by] = [row.x! / w, row.y! / h, row.xend! / w, row.yend! / h];
    const [mx, my] = [(ax + bx) / 2 + bend * (by - ay) / 2, (ay + by) / 2 - bend * (bx - ax) / 2];
    return [
      Array.from({ length: 21 }, (_, i): Place => {
        const t = i / 20, u = 1 - t;
        return [
          w * (u * u * ax + 2 * t * u * mx + t * t * bx),
          h * (u * u * ay + 2 * t * u * my + t * t * by),
        ];
      }),
    ];
  }).map((m) => arrow && m.mark === "lines" ? { ...m, arrow } : m);
};

/** Lines of a look that lie upon each other, once: a line for each row of the data is often one. */
function once(marks: LayerMark[]): LayerMark[] {
  return marks.map((m): LayerMark => {
    if (m.mark !== "lines" || m.look.opacity < 1 || m.lines.length < 2) return m;
    return { ...m, lines: [...new Map(m.lines.map((l) => [l.join(), l])).values()] };
  });
}

/** Lines across a panel. */
export const hline: Draw = (seen, _, ends) =>
  once(
    segmented(seen, ({ row }) => [[[ends.x[0], row.yintercept!], [ends.x[1], row.yintercept!]]]),
  );
export const vline: Draw = (seen, _, ends) =>
  once(
    segmented(seen, ({ row }) => [[[row.xintercept!, ends.y[0]], [row.xintercept!, ends.y[1]]]]),
  );
export const abline: Draw = (seen, _, { x }) =>
  once(segmented(seen, ({ row }) => [x.map((v): Place => [v, row.intercept! + row.slope! * v])]));

/** Ticks at the edges of a panel. */
export const rug: Draw = (seen, layer, { x, y }) => {
  const sides = typeof layer.params.sides === "string" ? layer.params.sides : "bl";
  const part = typeof layer.params.length === "number" ? layer.params.length : 0.03;
  const [h, w] = [part * (y[1] - y[0]), part * (x[1] - x[0])];
  return segmented(seen, ({ row }) => {
    const out: Place[][] = [];
    if (known(row.x)) {
      if (sides.includes("b")) out.push([[row.x!, y[0]], [row.x!, y[0] + h]]);
      if (sides.includes("t")) out.push([[row.x!, y[1]], [row.x!, y[1] - h]]);
    }
    if (known(row.y)) {
      if (sides.includes("l")) out.push([[x[0], row.y!], [x[0] + w, row.y!]]);
      if (sides.includes("r")) out.push([[x[1], row.y!], [x[1] - w, row.y!]]);
    }
    return out;
  });
};
