/**
 * Curves: profiles of parameters, power against what is varied.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { qnorm } from "../../../math/distribution/tails.ts";
import { axisFor, axisRoom, gridX, gridY, referenceLine } from "../axes.ts";
import { quantityTitle } from "../data_table.ts";
import { laidOut, type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { spreadApart, stylesOf } from "../made/series.ts";
import { label, path, type Point, segments, type Shape, textWidth } from "../shapes.ts";
import type { Stage } from "../stage.ts";
import type { PowerFigure, ProfileFigure } from "../types.ts";

/** ζ against each parameter, two panels a row: a straight line means a normal likelihood. */
export function drawProfile(data: ProfileFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const columns = data.parameters.length === 1 ? 1 : 2;
  const cellWidth = width / columns - (columns - 1) * 8;
  const cellHeight = 220;
  const panels = data.parameters.map((_, k) => ({
    width: cellWidth,
    height: cellHeight,
    inner: profilePanel(size.stage, data, k, cellWidth, cellHeight),
  }));
  return { ...laidOut(panels, columns), title: "", series: [], raw: null, panels };
}

function profilePanel(
  stage: Stage,
  data: ProfileFigure,
  k: number,
  width: number,
  height: number,
): string {
  const p = data.parameters[k]!;
  const x = axisFor(p.points.map((q) => q.value), 4);
  const y = axisFor(p.points.map((q) => q.zeta), 4, [-2.2, 2.2]);
  const z = qnorm(1 - (1 - data.level) / 2);
  const { plot } = stage;
  return drawPanel(stage, {
    width,
    height,
    marginTop: 28,
    marginRight: 12,
    marginBottom: 34,
    marginLeft: axisRoom(y.texts),
    x: { type: "linear", domain: x.domain },
    y: { type: "linear", domain: y.domain },
  }, [
    ...gridY(plot, y),
    ...gridX(plot, x),
    shapes((frame) => [
      limitLines(frame, [p.lower, p.upper], z),
      label(p.name, frame.left, 16),
      label("ζ", frame.left - 10, 16, { class: "soft", "text-anchor": "end" }),
    ]),
    plot.line(p.points, { x: "value", y: "zeta", ...CURVE, className: "s1" }),
  ]);
}

/** How curves are drawn. */
const CURVE = { stroke: "currentColor", strokeWidth: 2 };

/** Where ζ meets the quantiles of the level: the limits of the interval. */
function limitLines(frame: PanelFrame, limits: readonly (number | null)[], z: number): Shape {
  const pairs = limits.flatMap((limit, i): [Point, Point][] => {
    if (limit === null || !Number.isFinite(limit)) return [];
    const x = frame.x(limit), y = frame.y(i === 0 ? -z : z);
    return [[{ x, y: frame.y(0) }, { x, y }]];
  });
  return path(segments(pairs), { class: "axis", "stroke-width": 1.5, "stroke-dasharray": "4 3" });
}

/** Power of each term's test, with the target to read off. */
export function drawPower(data: PowerFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH, height = size.height ?? 372;
  const x = axisFor(data.curves.flatMap((c) => c.points.map((p) => p.x)), 6);
  const y = {
    domain: [0, 1] as [number, number],
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
    texts: ["0", "0.2", "0.4", "0.6", "0.8", "1"],
  };
  const styles = stylesOf(data.curves.map((c) => c.name));
  const many = data.curves.length > 1;
  const names = many ? greatest(data.curves.map((c) => textWidth(c.name))) + 16 : 14;
  const { plot } = size.stage;
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: 12,
    marginRight: names,
    marginBottom: 54,
    marginLeft: axisRoom(y.texts),
    x: { type: "linear", domain: x.domain },
    y: { type: "linear", domain: [0, 1.02] },
  }, [
    ...gridY(plot, y),
    ...gridX(plot, x),
    ...(data.target === null ? [] : [referenceLine(plot, "y", data.target, true)]),
    ...data.curves.map((c, i) =>
      plot.line(c.points, {
        x: "x",
        y: "power",
        ...CURVE,
        className: styles[i]!.className,
        ...(styles[i]!.dash ? { strokeDasharray: styles[i]!.dash } : {}),
      })
    ),
    shapes((frame) => [
      ...(many ? curveNames(data, frame, styles.map((s) => s.className)) : []),
      label(quantityTitle(data.x), frame.right, frame.bottom + 46, {
        "text-anchor": "end",
        class: "soft",
      }),
    ]),
  ]);
  return { width, height, inner, title: `Power at α = ${data.alpha}`, series: [], raw: null };
}

function curveNames(data: PowerFigure, frame: PanelFrame, classes: readonly string[]): Shape[] {
  const ends = data.curves.map((c, i) => {
    const last = c.points[c.points.length - 1];
    return { name: c.name, y: last ? frame.y(last.power) : frame.bottom, i };
  }).sort((a, b) => a.y - b.y);
  spreadApart(ends, frame.bottom);
  return ends.map((e) => label(e.name, frame.right + 8, e.y + 5, { class: classes[e.i] ?? "" }));
}
