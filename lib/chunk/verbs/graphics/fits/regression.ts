/**
 * R's six pictures of a regression: `plot(m, which = 1:6)` of a fit by least squares or a generalized one.
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import { fail } from "../../../../diagnostic.ts";
import { lowess } from "../../../../language/stats/smoothing/lowess.ts";
import { qnorm } from "../../../../math/distribution/normal.ts";
import { plottingPoints } from "../../../../language/stats/spreads.ts";
import { pretty } from "../../../../math/pretty.ts";
import type { Fit } from "../../../../model/fit.ts";
import { endsOf } from "../../../../render/figure/sheet/frame.ts";
import { quantile } from "../../../../render/figure/made/quantile_line.ts";
import type { Place } from "../../../../render/figure/grammar/types.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { FitValue } from "../../../values/value.ts";
import { type Beginning, opened } from "../drawing/opening.ts";
import { lineLook, look, type Pen, penIn, signsOf } from "../drawing/pens.ts";
import type { Drawing } from "../drawing/screen.ts";
import { keepPlaces } from "../points.ts";
import { type Measures, measuresOf, shownOf } from "./measures.ts";

/** A range with a part of it more at both ends. */
function wider(values: readonly number[], part: number): [number, number] {
  const known = values.filter(Number.isFinite), [low, high] = [least(known), greatest(known)];
  return [low - part * (high - low), high + part * (high - low)];
}

/** The rows whose values are largest. */
function largest(values: readonly number[], n: number): number[] {
  return values.map((_, i) => i).filter((i) => Number.isFinite(values[i]))
    .sort((a, b) => values[b]! - values[a]! || a - b).slice(0, n);
}

const dotted = (pen: Pen) => ({
  ...lineLook(pen),
  dash: "2 3",
  stroke: { className: "s6" },
  width: 1.2,
});

/** Lines across a panel. */
function reference(drawing: Drawing, pen: Pen, across: "h" | "hv"): void {
  const [left, right] = endsOf(drawing.scales.x), [low, high] = endsOf(drawing.scales.y);
  drawing.put(null, {
    mark: "lines",
    lines: [
      [[left, 0], [right, 0]],
      ...(across === "hv" ? [[[0, low], [0, high]] as Place[]] : []),
    ],
    look: dotted(pen),
  });
}

/** Points with a smooth line, and the names of some of them. */
function points(
  call: Call,
  drawing: Drawing,
  x: readonly number[],
  y: readonly number[],
  named: readonly number[],
  { names, rounds }: Measures,
  smooth = true,
): void {
  const pen = penIn(call);
  drawing.put("points", signsOf(pen, x, y));
  const known = x.map((_, i) => i).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  if (smooth && known.length > 1) {
    const curve = lowess(known.map((i) => x[i]!), known.map((i) => y[i]!), 2 / 3, rounds);
    drawing.put("a smooth line", {
      mark: "lines",
      lines: [curve.x.map((v, i): Place => [v, curve.y[i]!])],
      look: { ...lineLook(pen), stroke: { className: "s2" }, dash: "", width: 1.75 },
    });
  }
  nameRows(drawing, x, y, named, names);
}

/** Names beside points: to the right in the left half, to the left in the right one; or above. */
function nameRows(
  drawing: Drawing,
  x: readonly number[],
  y: readonly number[],
  rows: readonly number[],
  names: readonly string[],
  above = false,
): void {
  const [left, right] = endsOf(drawing.scales.x), middle = (left + right) / 2;
  for (const side of [0, 1]) {
    const own = rows.filter((i) => Number.isFinite(y[i]) && (x[i]! > middle ? 1 : 0) === side);
    if (own.length === 0) continue;
    drawing.put("names of the largest", {
      mark: "words",
      at: own.map((i): Place => [x[i]!, y[i]!]),
      texts: own.map((i) => names[i]!),
      size: 12,
      angle: 0,
      adjust: above ? 0.5 : side,
      rise: above ? 0.8 : 0,
      shift: above ? 0 : side === 0 ? 6 : -6,
      font: 1,
      look: look({ className: "s6" }, { className: "s6" }),
    });
  }
}

/** Lines of equal Cook's distance among residuals over leverages. */
function cookLines(call: Call, drawing: Drawing, rank: number, low: number): void {
  const pen = penIn(call), [, right] = endsOf(drawing.scales.x);
  const [bottom, top] = endsOf(drawing.scales.y);
  for (const level of [0.5, 1]) {
    const line = Array.from({ length: 101 }, (_, k): Place => {
      const h = low + (right - low) * k / 100;
      return [h, Math.sqrt(level * rank * (1 - h) / h)];
    });
    const within = (sign: number): Place[] =>
      line.map(([h, v]): Place => [h, sign * v]).filter(([, v]) => v >= bottom && v <= top);
    const sides = [within(1), within(-1)].filter((l) => l.length > 1);
    drawing.put("lines of Cook's distance", {
      mark: "lines",
      lines: sides,
      look: { ...dotted(pen), dash: "6 4" },
    });
    if (sides.length > 0) {
      drawing.put(null, {
        mark: "words",
        at: sides.map((l) => l.at(-1)!),
        texts: sides.map(() => String(level)),
        size: 11,
        angle: 0,
        adjust: 1,
        rise: 0.7,
        shift: -2,
        font: 1,
        look: look({ className: "s6" }, { className: "s6" }),
      });
    }
  }
}

/** Lines of equal standardised residual among Cook's distances. */
function residualLines(call: Call, drawing: Drawing, rank: number, g: number[], cook: number[]) {
  const known = g.map((v, i) => Math.sqrt(rank * cook[i]! / v)).filter(Number.isFinite);
  const pen = penIn(call), [, right] = endsOf(drawing.scales.x), [, top] = endsOf(drawing.scales.y);
  for (const bound of pretty(least(known), greatest(known), 5)) {
    if (bound <= 0) continue;
    const slope = bound * bound / rank;
    const end: Place = slope * right <= top ? [right, slope * right] : [top / slope, top];
    drawing.put("lines of standardised residuals", {
      mark: "lines",
      lines: [[[0, 0], end]],
      look: { ...dotted(pen), dash: "6 4" },
    });
    drawing.put(null, {
      mark: "words",
      at: [end],
      texts: [String(Number(bound.toPrecision(6)))],
      size: 11,
      angle: 0,
      adjust: 1,
      rise: 0.7,
      shift: -2,
      font: 1,
      look: look({ className: "s6" }, { className: "s6" }),
    });
  }
}

/** Residuals by combinations of levels, where every row has the same leverage. */
function byLevels(fit: Fit): { at: number[]; names: string[]; first: string; step: number } | null {
  const factors = fit.fixed.variables.filter((v) => v.kind === "factor")
    .flatMap((v) => v.sources).map((name) => fit.data.column(name))
    .flatMap((c) => c?.kind === "factor" ? [c] : []);
  const [head] = factors;
  if (!head) return null;
  // the first factor changes slowest
  const steps = factors.map((_, k) =>
    factors.slice(k + 1).reduce((n, c) => n * c.levels.length, 1)
  );
  const at = fit.fitted.map((_, i) => factors.reduce((s, c, k) => s + steps[k]! * c.codes[i]!, 0));
  return { at, names: [...head.levels], first: head.name, step: steps[0]! };
}

type Draw = (call: Call, fit: Fit, m: Measures, n: number) => void;

/** Begins a picture; what R writes above it is its title. */
function begun(call: Call, main: string, from: Omit<Beginning, "main">): Drawing {
  return opened(call, { ...from, main });
}

const againstFitted: Draw = (call, _, m, n) => {
  const drawing = begun(call, "Residuals vs Fitted", {
    x: m.fitted,
    y: n > 0 ? wider(m.residuals, 0.08) : m.residuals,
    xlab: m.words.fitted,
    ylab: "Residuals",
  });
  reference(drawing, penIn(call), "h");
  points(call, drawing, m.fitted, m.residuals, largest(m.residuals.map(Math.abs), n), m);
  keepPlaces(drawing, "residuals", places(m.fitted, m.residuals, m.words.fitted, "Residuals"));
};

function places(x: number[], y: number[], xlab: string, ylab: string) {
  return { x, y, xlab, ylab, dates: { x: false, y: false } };
}

const quantiles: Draw = (call, _, m, n) => {
  const y = m.standardized;
  const order = y.map((_, i) => i).filter((i) => Number.isFinite(y[i])).sort((a, b) =>
    y[a]! - y[b]!
  );
  const at = plottingPoints(order.length, order.length <= 10 ? 3 / 8 : 1 / 2).map((p) => qnorm(p));
  const x = new Array<number>(y.length).fill(NaN);
  order.forEach((i, k) => x[i] = at[k]!);
  const known = order.map((i) => y[i]!), [low, high] = [known[0]!, known.at(-1)!];
  const drawing = begun(call, "Normal Q-Q", {
    x,
    y: [low, high + 0.075 * (high - low)],
    xlab: "Theoretical Quantiles",
    ylab: m.words.standardized,
  });
  const [a, b] = [quantile(known, 0.25), quantile(known, 0.75)];
  const slope = (b - a) / (2 * qnorm(0.75)), middle = (a + b) / 2;
  const [left, right] = endsOf(drawing.scales.x);
  drawing.put("a line through the quartiles", {
    mark: "lines",
    lines: [[[left, middle + slope * left], [right, middle + slope * right]]],
    look: dotted(penIn(call)),
  });
  points(call, drawing, x, y, largest(y.map(Math.abs), n), m, false);
  keepPlaces(drawing, "quantiles", places(x, y, "Theoretical Quantiles", m.words.standardized));
};

const scaleLocation: Draw = (call, _, m, n) => {
  const y = m.standardized.map((v) => Math.sqrt(Math.abs(v))), words = `√|${m.words.standardized}|`;
  const drawing = begun(call, "Scale-Location", {
    x: m.fitted,
    y: [0, ...y],
    xlab: m.words.fitted,
    ylab: words,
  });
  points(call, drawing, m.fitted, y, largest(y, n), m);
  keepPlaces(drawing, "sizes", places(m.fitted, y, m.words.fitted, words));
};

const distances: Draw = (call, _, m, n) => {
  const x = m.cook.map((_, i) => i + 1), most = greatest(m.cook.filter(Number.isFinite));
  const drawing = begun(call, "Cook's distance", {
    x,
    y: [0, n > 0 ? 1.075 * most : most],
    xlab: "Obs. number",
    ylab: "Cook's distance",
  });
  drawing.put("needles", {
    mark: "lines",
    lines: x.flatMap((v, i): Place[][] =>
      Number.isFinite(m.cook[i]) ? [[[v, 0], [v, m.cook[i]!]]] : []
    ),
    look: lineLook(penIn(call)),
  });
  nameRows(drawing, x, m.cook, largest(m.cook, n), m.names, true);
  keepPlaces(drawing, "distances", places(x, m.cook, "Obs. number", "Cook's distance"));
};

const leverages: Draw = (call, fit, m, n) => {
  const known = m.leverage.filter(Number.isFinite), low = least(known), high = greatest(known);
  const mean = known.reduce((s, v) => s + v, 0) / known.length;
  const y = n > 0 ? wider(m.standardized, 0.08) : m.standardized;
  const rows = largest(m.cook, n);
  if (high === 0 || high - low < 1e-10 * mean) {
    const by = byLevels(fit);
    if (!by) {
      call.note(
        "passed-over",
        "plot(): every row has the same leverage and there are no factors: no picture 5",
      );
      return;
    }
    const end = by.step * by.names.length - 0.5;
    const drawing = begun(call, "Constant leverage: residuals vs factor levels", {
      x: [-0.5, end],
      y,
      xlab: `Factor level combinations, by ${by.first}`,
      ylab: m.words.standardized,
      xNames: { at: by.names.map((_, k) => by.step * (k + 0.5) - 0.5), labels: by.names },
    });
    const [bottom, top] = endsOf(drawing.scales.y);
    drawing.put(null, {
      mark: "lines",
      lines: by.names.map((
        _,
        k,
      ): Place[] => [[by.step * k - 0.5, bottom], [by.step * k - 0.5, top]]),
      look: { ...dotted(penIn(call)), dash: "6 4" },
    });
    reference(drawing, penIn(call), "h");
    points(call, drawing, by.at, m.standardized, rows, m);
    keepPlaces(drawing, "residuals", places(by.at, m.standardized, by.first, m.words.standardized));
    return;
  }
  const x = shownOf(m.leverage, m.leverage);
  const drawing = begun(call, "Residuals vs Leverage", {
    x: [0, ...x],
    y,
    xlab: "Leverage",
    ylab: m.words.standardized,
  });
  reference(drawing, penIn(call), "hv");
  cookLines(call, drawing, fit.rank, Math.min(low, high / 100));
  points(call, drawing, x, m.standardized, rows, m);
  keepPlaces(drawing, "residuals", places(x, m.standardized, "Leverage", m.words.standardized));
};

const distancesByLeverage: Draw = (call, fit, m, n) => {
  const g = shownOf(m.leverage.map((h) => h / (1 - h)), m.leverage);
  const drawing = begun(call, "Cook's distance vs leverage", {
    x: [0, ...g],
    y: [0, 1.025 * greatest(m.cook.filter(Number.isFinite))],
    xlab: "Leverage h, at h / (1 − h)",
    ylab: "Cook's distance",
    xNames: leverageWords(m.leverage),
  });
  residualLines(call, drawing, fit.rank, g, m.cook);
  points(call, drawing, g, m.cook, largest(m.cook, n), m);
  keepPlaces(drawing, "distances", places(m.leverage, m.cook, "Leverage", "Cook's distance"));
};

/** Round leverages at their odds. */
function leverageWords(leverage: readonly number[]) {
  const known = leverage.filter(Number.isFinite);
  const at = pretty(least(known), greatest(known), 5).filter((h) => h < 1);
  return {
    at: at.map((h) => h / (1 - h)),
    labels: at.map((h) => String(Number(h.toPrecision(6)))),
  };
}

const PICTURES: readonly Draw[] = [
  againstFitted,
  quantiles,
  scaleLocation,
  distances,
  leverages,
  distancesByLeverage,
];

/** Draws R's pictures of a fit by their numbers; false of a fit that has none of them. */
export function plotRegression(call: Call, value: FitValue, which: readonly number[]): boolean {
  const measures = measuresOf(value);
  if (!measures) return false;
  const n = call.number("id.n", 3);
  if (!(n >= 0 && n <= measures.fitted.length)) {
    fail("wrong-argument", `id.n is from 0 to ${measures.fitted.length}`, {
      span: call.spanOf("id.n"),
    });
  }
  for (const k of [...new Set(which)].sort()) PICTURES[k - 1]!(call, value.fit, measures, n);
  return true;
}
