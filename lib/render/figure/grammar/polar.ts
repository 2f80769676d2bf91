/**
 * Coordinates about a middle: one axis is an angle, the other a distance from the middle, as in a pie.
 *
 * @module
 */
import type { PolarSpec } from "./spec.ts";
import { finer } from "./transforming.ts";
import type { LayerAxis, LayerMark, LayerPanel, Look, Place } from "./types.ts";

/** How far the words about the circle stand from its middle, where its radius is 1. */
const WORDS_AT = 1.125;
/** The panel reaches beyond them. */
const REACH = 1.3;
/** Pieces of a line all round. */
const STEPS = 48;

/** The ends of an axis: names are half a step apart where an angle closes, and distances begin at the middle. */
export function polarAxis(axis: LayerAxis, levels: number | null, angle: boolean): LayerAxis {
  const [low, high] = axis.inner ?? axis.domain;
  const domain: [number, number] = levels !== null && angle
    ? [Math.min(0.5, low), Math.max(levels + 0.5, high)]
    : [low, high];
  return { ...axis, domain: domain[1] > domain[0] ? domain : [domain[0] - 0.5, domain[1] + 0.5] };
}

const ink = (share: number): Look => ({
  stroke: { className: "s6", share },
  fill: null,
  width: 1,
  dash: "",
  opacity: 1,
});

function words(
  at: Place[],
  texts: string[],
  size: number,
  anchor: "middle" | "end",
): LayerMark {
  const look: Look = { ...ink(1), stroke: null, fill: { className: "s6" } };
  return { mark: "texts", at, texts, size, angle: 0, anchor, drop: 0, look };
}

/** Words whose angles meet stand together: the last and the first of an axis of numbers. */
function joined(ticks: readonly { at: number; text: string }[]): { at: number; text: string }[] {
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || ticks.length < 2 || last.at - first.at < 0.992) return [...ticks];
  return [...ticks.slice(1, -1), { at: last.at, text: `${first.text}/${last.text}` }];
}

/** A panel whose axes are an angle and a distance. */
export function aboutMiddle(
  panel: LayerPanel,
  { theta, start, direction }: PolarSpec,
  shows: { grid: boolean; x: boolean; y: boolean },
): LayerPanel {
  const [turn, out] = theta === "x" ? [panel.x, panel.y] : [panel.y, panel.x];
  const part = ({ domain: [low, high] }: LayerAxis, v: number): number =>
    (v - low) / (high - low || 1);
  const placed = (share: number, r: number): Place => {
    const angle = direction * (2 * Math.PI * share + start);
    return [r * Math.sin(angle), r * Math.cos(angle)];
  };
  const move = ([x, y]: Place): Place => {
    const [t, r] = theta === "x" ? [x, y] : [y, x];
    return placed(part(turn, t), part(out, r));
  };
  const marks = panel.marks.map((m): LayerMark => {
    switch (m.mark) {
      case "points":
      case "texts":
        return { ...m, at: m.at.map(move) };
      case "lines":
        return { ...m, lines: m.lines.map((l) => finer(l, false, STEPS).map(move)) };
      case "areas":
        return { ...m, areas: m.areas.map((l) => finer(l, true, STEPS).map(move)) };
      case "dots":
        return m;
    }
  });
  const rays = joined(
    turn.ticks.map((t) => ({ at: part(turn, t.at), text: t.text }))
      .filter((t) => t.at >= -1e-9 && t.at <= 1 + 1e-9),
  );
  const rings = out.ticks.map((t) => ({ at: part(out, t.at), text: t.text }))
    .filter((t) => t.at > 1e-9 && t.at <= 1 + 1e-9);
  const ring = (r: number): Place[] =>
    Array.from({ length: 97 }, (_, k): Place => placed(k / 96, r));
  const [turns, distances] = theta === "x" ? [shows.x, shows.y] : [shows.y, shows.x];
  const bare: LayerAxis = {
    domain: [-REACH, REACH],
    ticks: [],
    names: false,
    shown: false,
  };
  const sized = rays.filter((t) => t.text !== "");
  const named = rings.filter((t) => t.text !== "");
  return {
    ...panel,
    x: bare,
    y: bare,
    marks: [
      ...(shows.grid
        ? [{
          mark: "lines" as const,
          lines: [
            ...rings.map((t) => ring(t.at)),
            ...rays.map((t): Place[] => [[0, 0], placed(t.at, 1)]),
          ],
          look: ink(0.3),
        }]
        : []),
      ...marks,
      ...(turns && sized.length > 0
        ? [words(sized.map((t) => placed(t.at, WORDS_AT)), sized.map((t) => t.text), 13, "middle")]
        : []),
      ...(distances && named.length > 0
        ? [
          words(
            named.map((t): Place => {
              const [x, y] = placed(0, t.at);
              return [x - 0.04, y];
            }),
            named.map((t) => t.text),
            11,
            "end",
          ),
        ]
        : []),
    ],
  };
}
