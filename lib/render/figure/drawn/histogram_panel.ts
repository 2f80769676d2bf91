/**
 * A panel of counts in classes, with what stands out among them.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { axisFor, axisRoom, gridY, type NumericAxis } from "../axes.ts";
import { drawPanel, type Layer, shapes } from "../panel.ts";
import { label } from "../shapes.ts";
import type { Stage } from "../stage.ts";

/** What is counted, and words on both axes. */
export interface HistogramPanel {
  width: number;
  height: number;
  values: readonly number[];
  xWords: string;
  yWords: string;
  /** Words below those above the panel. */
  remark?: string;
  /** Values that the axis reaches in any case. */
  reach?: readonly number[];
  /** What stands before the bars. */
  before?: Layer[];
}

/** Bars of classes as wide as the steps of an axis. */
export function histogramPanel(stage: Stage, panel: HistogramPanel): string {
  const known = panel.values.filter(Number.isFinite);
  const reach = panel.reach ?? [];
  const axis = axisFor(
    [...known, ...reach],
    Math.min(14, Math.max(6, Math.round(Math.sqrt(known.length)))),
  );
  const step = (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0);
  const all = [...known, ...reach];
  const first = all.length === 0 ? 0 : Math.floor(least(all) / step) * step;
  const needed = (greatest(all, first) - first) / step + 1e-9;
  const classes = Number.isFinite(needed) ? Math.min(200, Math.max(1, Math.ceil(needed))) : 1;
  const counts = new Array<number>(classes).fill(0);
  for (const v of known) {
    const place = Math.min(classes - 1, Math.floor((v - first) / step));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const y = axisFor(counts, 4, [0]);
  const x = axisFor([first, first + classes * step], 5);
  const inside = x.ticks.filter((t) => t >= first && t <= first + classes * step);
  const bars = counts.map((count, k) => ({
    from: first + k * step,
    to: first + (k + 1) * step,
    count,
  }));
  const { plot } = stage;
  const { width, height, remark } = panel;
  return drawPanel(stage, {
    width,
    height,
    marginTop: remark === undefined ? 30 : 48,
    marginRight: 12,
    marginBottom: 50,
    marginLeft: axisRoom(y.texts),
    x: { type: "linear", domain: [first, first + classes * step] },
    y: { type: "linear", domain: [0, y.domain[1]] },
  }, [
    ...gridY(plot, onlyTicks(y, y.ticks.filter((t) => t >= 0))),
    plot.rectY(bars, {
      x1: "from",
      x2: "to",
      y: "count",
      inset: 0,
      insetLeft: 1,
      insetRight: 1,
      className: "s1",
      fill: "currentColor",
      fillOpacity: 0.55,
    }),
    plot.axisX(inside, {
      tickSize: 0,
      tickPadding: 10,
      label: null,
      className: "soft",
      tickFormat: (t: number) => x.texts[x.ticks.indexOf(t)] ?? "",
    }),
    ...(panel.before ?? []),
    shapes((frame) => [
      label(panel.xWords, frame.right, frame.bottom + 44, { "text-anchor": "end", class: "soft" }),
      label(panel.yWords, 0, 15),
      ...(remark === undefined ? [] : [label(remark, 0, 34, { class: "soft" })]),
    ]),
  ]);
}

/** An axis with some of its ticks. */
function onlyTicks(axis: NumericAxis, ticks: number[]): NumericAxis {
  return { ...axis, ticks, texts: ticks.map((t) => axis.texts[axis.ticks.indexOf(t)] ?? "") };
}
