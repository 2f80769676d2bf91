/**
 * Smooth lines with their bands: local regression, lines of a formula, generalized lines.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest, least } from "../../../../lists.ts";
import { qt } from "../../../../math/distribution/f_distribution.ts";
import { qnorm } from "../../../../math/distribution/normal.ts";
import { localRegression } from "../../../../math/smoothing/local_regression.ts";
import type { Row, StatContext } from "../spec.ts";
import { generalizedLine, LINKS, straightLine } from "./lines.ts";
import { sequence } from "./samples.ts";

type Predict = (places: readonly number[]) => { value: number; se: number }[];

/** The curve, its quantile for a band (0: none), and how values are shown. */
interface Fitted {
  at: Predict;
  quantile(level: number): number;
  shown(eta: number): number;
}

const same = (v: number): number => v;

function fitted(
  x: readonly number[],
  y: readonly number[],
  rows: readonly Row[],
  context: StatContext,
): Fitted | null {
  const { smooth, note } = context.layer;
  if (!smooth) return fail("missing-argument", "A smooth line needs a method");
  const weights = rows.map((r) => r.weight ?? 1);
  const student = (df: number) => (level: number): number =>
    df > 0 ? qt(1 - (1 - level) / 2, df) : 0;
  if (smooth.method === "local") {
    const curve = localRegression(x, y, { span: smooth.span, degree: smooth.degree, weights });
    if (!curve) {
      note(
        "few-values",
        `A local curve with a span of ${smooth.span} needs more than ${x.length} values: left out`,
      );
      return null;
    }
    return {
      at: (places) => places.map((p) => curve.at(p)),
      quantile: student(curve.df),
      shown: same,
    };
  }
  if (smooth.method === "generalized") {
    const line = generalizedLine(x, y, smooth.design, smooth);
    const { from } = LINKS[smooth.link]!;
    return { at: line.at, quantile: (level) => qnorm(1 - (1 - level) / 2), shown: from };
  }
  const line = straightLine(x, y, smooth.design, weights);
  return { at: line.at, quantile: student(line.df), shown: same };
}

/** A line with its band at places along x. */
export function smoothRows(rows: Row[], context: StatContext): Row[] {
  const { layer, range } = context;
  const x = rows.map((r) => r.x!), y = rows.map((r) => r.y!);
  const distinct = [...new Set(x)].sort((a, b) => a - b);
  if (distinct.length < 2) return [];
  const fit = fitted(x, y, rows, context);
  if (!fit) return [];
  const given = layer.params.xseq;
  const [low, high] = layer.params.fullrange === true ? range : [least(x), greatest(x)];
  const whole = layer.mapped.get("x");
  const places = Array.isArray(given)
    ? given as number[]
    : whole?.kind === "numbers" && whole.whole && layer.params.fullrange !== true
    ? distinct
    : sequence(low, high, typeof layer.params.n === "number" ? layer.params.n : 80);
  const level = typeof layer.params.level === "number" ? layer.params.level : 0.95;
  const quantile = layer.params.se === false ? 0 : fit.quantile(level);
  return fit.at(places).map(({ value, se }, i): Row => {
    const row: Row = { x: places[i]!, y: fit.shown(value) };
    if (quantile === 0) return row;
    const ends = [fit.shown(value - quantile * se), fit.shown(value + quantile * se)];
    return { ...row, ymin: ends[0]!, ymax: ends[1]!, se };
  });
}
