/**
 * The verb of car that draws normal quantiles: `qqPlot`. It also gives which values it labels.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { fail } from "../../../diagnostic.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { integer, isVector, type NumericValue, type Value } from "../../values/value.ts";
import { namesOf } from "../../values/vector.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { figureValue, written } from "../heddle/figure_value.ts";
import { qqFigure, standardizedResiduals } from "../../../render/figure/made/make_residuals.ts";

const verb = verbOf("car");

/** How many of the farthest values `id` asks for. */
function asked(call: Call): number {
  if (!call.has("id")) return 2;
  const value = call.value("id");
  if (value.kind === "logical") return value.values[0] === 1 ? 2 : 0;
  if (value.kind !== "list") return call.wrong("id", "TRUE, FALSE or a list", value);
  const other = value.items.find(({ name }) =>
    !["n", "cex", "col", "location"].includes(name ?? "")
  );
  if (other) {
    fail("wrong-argument", `qqPlot() names the values farthest from their mean: ${other.name}`, {
      span: call.spanOf("id"),
      hint: "list(n = 3) says of how many",
    });
  }
  const n = value.items.find(({ name }) => name === "n")?.value;
  return n?.kind === "numeric" ? n.values[0]! : 2;
}

/**
 * Places of the values farthest from their mean, as car labels them, the farthest first; under their
 * names where these say something else.
 */
function farthest(
  values: readonly number[],
  n: number,
  places: (i: number) => number,
  names: readonly string[] | null,
  byPlace = false,
): NumericValue | null {
  const good = [...values.keys()].filter((i) => Number.isFinite(values[i]));
  const mean = good.reduce((sum, i) => sum + values[i]!, 0) / good.length;
  // ties stand in the order of the values, as on the axis
  const far = good.sort((a, b) => values[a]! - values[b]! || a - b)
    .map((i) => ({ i, distance: Math.abs(values[i]! - mean) }))
    .sort((a, b) => b.distance - a.distance).slice(0, n).map(({ i }) => i);
  if (byPlace) far.sort((a, b) => places(a) - places(b));
  if (far.length === 0) return null;
  const labels = far.map((i) => names?.[i] ?? String(places(i)));
  const plain = far.every((i, k) => labels[k] === String(places(i)));
  return integer(far.map(places), plain ? null : labels);
}

/** Normal quantiles of a vector, or of a model's residuals; the values that car labels with them. */
function quantiles(call: Call): Value {
  const value = call.value("x");
  const n = asked(call);
  if (value.kind === "fit") {
    const residuals = standardizedResiduals(value.fit).filter(Number.isFinite);
    const figure = figureValue(call.at("x", () => qqFigure(residuals, "standardised residuals")));
    const { leastSquares, rows: kept } = value.fit;
    // car has no quantiles of other models
    if (!leastSquares || value.fit.generalized) return figure;
    const byRow = byModelRow(value.rows, leastSquares.studentizedResiduals) as NumericValue;
    const whole = byRow.values.length !== leastSquares.studentizedResiduals.length;
    const place = (i: number): number => (whole ? i : kept?.[i] ?? i) + 1;
    return labelled(call, figure, farthest([...byRow.values], n, place, namesOf(byRow), true));
  }
  if (!isVector(value)) return call.wrong("x", "a model or numbers", value);
  const all = [...call.numbers("x")];
  const numbers = all.filter(Number.isFinite);
  const figure = figureValue(call.at("x", () => qqFigure(numbers, written(call, "x"))));
  return labelled(call, figure, farthest(all, n, (i) => i + 1, namesOf(value)));
}

/** The picture is drawn by the call; what it gives are the places. */
function labelled(call: Call, figure: Value, places: NumericValue | null): Value {
  if (!places) return figure;
  call.context.print(figure);
  return places;
}

/** Normal quantiles. */
export const QQ_PLOT: Verb = verb(
  "qqPlot",
  "x, id?, main~, xlab~, ylab~, pch~, col~, col.lines~, cex~, lwd~, las~, grid~",
  "normal quantiles of residuals or of a vector, and which values are farthest out",
  quantiles,
);
