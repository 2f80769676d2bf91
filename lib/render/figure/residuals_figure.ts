/**
 * Four pictures of a fit's residuals: against the fitted values, as normal quantiles, their size
 * against the fitted values, and by group.
 *
 * @module
 */
import { axisFor, axisRoom, gridY, nameLayout, namesX } from "./axes.ts";
import { quantityWords } from "./data_table.ts";
import { laidOut, type Picture, type Size, TEXT_WIDTH } from "./picture.ts";
import { drawPanel } from "./panel.ts";
import { levelLine, pointsPanel, quantileBackground } from "./points_figure.ts";
import { quantile, quantileLine } from "./quantile_line.ts";
import { dots, label, path, type Point, polyline, segments } from "./shapes.ts";
import { smooth } from "./smooth.ts";
import type { ResidualsFigure } from "./types.ts";

/** Draws the panel of four. */
export function drawResiduals(data: ResidualsFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH, height = size.height ?? 592;
  const cell = { width: width / 2 - 8, height: height / 2 - 8 };
  const residuals = axisFor(data.standardized, 5, [0]);
  const fitted = axisFor(data.fitted, 4);
  const words = quantityWords({
    ...data.response,
    label: `Fitted ${lowerFirst(data.response.label)}`,
  });
  const points = data.fitted.map((x, i) => ({ x, y: data.standardized[i] ?? NaN }));
  const curve = smooth(points);
  const first = pointsPanel({
    ...cell,
    x: fitted,
    y: residuals,
    xWords: words,
    yWords: "Standardised residual",
    points,
    behind: (frame) => [levelLine(frame, 0)],
    before: (frame) => [smoothLine(curve, (p) => ({ x: frame.x(p.x), y: frame.y(p.y) }))],
  });
  const line = quantileLine(data.standardized, 0.95);
  const second = pointsPanel({
    ...cell,
    x: axisFor(line.points.map((p) => p.expected), 5),
    y: residuals,
    xWords: "Normal quantiles",
    yWords: "Standardised residual, ordered",
    points: line.points.map((p) => ({ x: p.expected, y: p.value })),
    behind: quantileBackground(line),
  });
  const roots = points.map((p) => ({ x: p.x, y: Math.sqrt(Math.abs(p.y)) }));
  const spread = smooth(roots);
  const third = pointsPanel({
    ...cell,
    x: fitted,
    y: axisFor(roots.map((p) => p.y), 4, [0]),
    xWords: words,
    yWords: "√|standardised residual|",
    points: roots,
    before: (frame) => [smoothLine(spread, (p) => ({ x: frame.x(p.x), y: frame.y(p.y) }))],
  });
  const fourth = data.group ? groupPanel(data, cell) : histogram(data, cell);
  const panels = [first, second, third, fourth].map((inner) => ({ ...cell, inner }));
  return { ...laidOut(panels, 2), title: "", series: [], raw: null, panels };
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}

function smoothLine(curve: readonly Point[], place: (p: Point) => Point) {
  return path(polyline(curve.map(place)), {
    class: "s2",
    stroke: "currentColor",
    fill: "none",
    "stroke-width": 1.75,
  });
}

/** Residuals of each group with median and quartiles. */
function groupPanel(data: ResidualsFigure, cell: { width: number; height: number }): string {
  const group = data.group!;
  const axis = axisFor(data.standardized, 5, [0]);
  const marginLeft = axisRoom(axis.texts);
  const many = group.levels.length > 14;
  const layout = nameLayout(
    many ? [] : group.levels,
    (cell.width - marginLeft) / group.levels.length,
  );
  const values = group.levels.map((_, g) =>
    data.standardized.filter((_, i) => group.codes[i] === g).sort((a, b) => a - b)
  );
  return drawPanel({
    ...cell,
    marginTop: 30,
    marginRight: 12,
    marginBottom: layout.slanted ? layout.room : 50,
    marginLeft,
    x: { type: "band", domain: group.levels },
    y: { type: "linear", domain: axis.domain },
  }, (frame) => {
    const points = values.flatMap((v, g) =>
      v.map((y, k) => ({
        x: frame.x(group.levels[g]!) + (((k * 7) % 5) - 2) * Math.min(3, frame.slotX / 12),
        y: frame.y(y),
      }))
    );
    const boxes = segments(values.flatMap((v, g): [Point, Point][] => {
      if (v.length === 0) return [];
      const x = frame.x(group.levels[g]!);
      return [[{ x, y: frame.y(quantile(v, 0.25)) }, { x, y: frame.y(quantile(v, 0.75)) }]];
    }));
    const medians = segments(values.flatMap((v, g): [Point, Point][] => {
      if (v.length === 0) return [];
      const x = frame.x(group.levels[g]!), y = frame.y(quantile(v, 0.5));
      const reach = Math.min(9, frame.slotX / 3);
      return [[{ x: x - reach, y }, { x: x + reach, y }]];
    }));
    return [
      ...gridY(frame, axis),
      levelLine(frame, 0),
      path(dots(points), { class: "raw", "stroke-width": 3.6, "stroke-linecap": "round" }),
      path(boxes, { class: "s1", stroke: "currentColor", "stroke-width": 6, opacity: 0.5 }),
      path(medians, { class: "s1", stroke: "currentColor", "stroke-width": 2 }),
      ...(many ? [] : [namesX(frame, group.levels, layout)]),
      label(`Standardised residual by ${group.name}`, 0, 15),
    ];
  });
}

/** Counts of the residuals in classes, for a fit without groups. */
function histogram(data: ResidualsFigure, cell: { width: number; height: number }): string {
  const known = data.standardized.filter(Number.isFinite);
  const axis = axisFor(known, Math.min(14, Math.max(6, Math.round(Math.sqrt(known.length)))));
  const step = (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0);
  const first = Math.floor(Math.min(...known) / step) * step;
  const classes = Math.max(1, Math.ceil((Math.max(...known) - first) / step + 1e-9));
  const counts = new Array<number>(classes).fill(0);
  for (const v of known) {
    const place = Math.min(classes - 1, Math.floor((v - first) / step));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const y = axisFor(counts, 4, [0]);
  const x = axisFor([first, first + classes * step], 5);
  return drawPanel({
    ...cell,
    marginTop: 30,
    marginRight: 12,
    marginBottom: 50,
    marginLeft: axisRoom(y.texts),
    x: { type: "linear", domain: [first, first + classes * step] },
    y: { type: "linear", domain: [0, y.domain[1]] },
  }, (frame) => {
    const bars = counts.map((count, k) => {
      const left = frame.x(first + k * step) + 1, right = frame.x(first + (k + 1) * step) - 1;
      return `M${left.toFixed(1)} ${frame.y(0).toFixed(1)}V${frame.y(count).toFixed(1)}H${
        right.toFixed(1)
      }V${frame.y(0).toFixed(1)}z`;
    });
    const inside = {
      ...x,
      ticks: x.ticks.filter((t) => t >= first && t <= first + classes * step),
    };
    const ticks = inside.ticks.map((t) => x.texts[x.ticks.indexOf(t)] ?? "");
    return [
      ...gridY(frame, {
        ...y,
        ticks: y.ticks.filter((t) => t >= 0),
        texts: y.texts.filter((_, i) => (y.ticks[i] ?? 0) >= 0),
      }),
      path(bars.join(""), { class: "s1", fill: "currentColor", opacity: 0.55 }),
      ...inside.ticks.map((t, i) =>
        label(ticks[i] ?? "", frame.x(t), frame.bottom + 22, {
          "text-anchor": "middle",
          class: "soft",
        })
      ),
      label("Standardised residual", frame.right, frame.bottom + 44, {
        "text-anchor": "end",
        class: "soft",
      }),
      label("Number of observations", 0, 15),
    ];
  });
}
