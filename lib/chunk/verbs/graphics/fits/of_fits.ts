/**
 * Pictures of fits by a formula, as nlme and lme4 have them: `plot(m, resid(.) ~ fitted(.), abline = 0)`,
 * `qqnorm(m, ~ resid(.), abline = c(0, 1))`. The dot is the fit.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Expr } from "../../../../syntax/expr.ts";
import type { Call } from "../../../evaluation/call.ts";
import { type FormulaValue, numeric, type Value } from "../../../values/value.ts";
import { tableScope } from "../../../values/mask.ts";
import { numbersAt, type Places } from "../drawing/places.ts";
import { plotPlaces } from "../points.ts";

/** An expression with another in the place of the dot. */
function withoutDot(expr: Expr, fit: Expr): Expr {
  if (expr.kind === "name") return expr.name === "." ? fit : expr;
  if (expr.kind !== "call") return expr;
  return {
    ...expr,
    args: expr.args.map((a) => a.value ? { ...a, value: withoutDot(a.value, fit) } : a),
  };
}

/** The formula of a picture, `form` or the second place; null if there is none. */
export function formOf(call: Call, second: string): FormulaValue | null {
  for (const name of ["form", second]) {
    if (!call.has(name)) continue;
    const value = call.value(name);
    if (value.kind === "formula") return value;
  }
  return null;
}

/** The sides of the formula in numbers, the fit being what stands under an argument. */
function sidesOf(call: Call, form: FormulaValue, object: string): { words: string; y: number[] }[] {
  const fit = call.quoted(object);
  const scope = tableScope(call.fit(object).data, call.scope);
  return form.expr.args.map(({ value }) => {
    const side = value!;
    if (side.kind === "call" && side.callee.kind === "name" && side.callee.name === "|") {
      fail("wrong-argument", `${deparse(side)} asks for a panel for each group`, {
        span: { start: side.start, end: side.end },
        hint: "residuals_plot(m) has the residuals by group, too",
      });
    }
    const expr = fit ? withoutDot(side, fit) : side;
    const span = { start: side.start, end: side.end };
    const found = call.context.evaluate(expr, scope);
    return { words: deparse(side), y: [...numbersAt(call, found, span)] };
  });
}

/** The line of `abline`: its height, or intercept and slope. */
export function drawLine(call: Call): void {
  if (!call.has("abline")) return;
  const [first, second] = [...call.numbers("abline")];
  const given: [string, number | undefined][] = second === undefined
    ? [["h", first]]
    : [["a", first], ["b", second]];
  const span = call.spanOf("abline");
  call.context.call(
    "abline",
    given.map(([name, value]) => ({
      name,
      nameSpan: null,
      span,
      expr: null,
      value: numeric([value ?? NaN]),
    })),
    span,
    call.scope,
  );
}

/** `plot(m, y ~ x)` of a fit. */
export function plotByFormula(call: Call, form: FormulaValue): void {
  const sides = sidesOf(call, form, "x");
  const [y, x] = sides;
  if (!y || !x) {
    fail("wrong-argument", "plot() of a fit takes a formula with two sides", {
      span: call.span,
      hint: "Write resid(.) ~ fitted(.)",
    });
  }
  plotPlaces(call, {
    x: x.y,
    y: y.y,
    xlab: x.words,
    ylab: y.words,
    dates: { x: false, y: false },
  });
  drawLine(call);
}

/** The values that `qqnorm(m, ~ resid(.))` shows: those of the formula, or residuals over their deviations. */
export function quantilesOf(call: Call, form: FormulaValue | null): { words: string; y: number[] } {
  if (form) return sidesOf(call, form, "y").at(-1)!;
  const value = call.value("y") as Value & { kind: "fit" };
  return { words: "Standardized residuals", y: [...value.fit.standardizedResiduals] };
}

/** Quantiles of a fit stand up, and its values across, as nlme has them. */
export function placesAcross(words: string, y: number[], quantiles: number[]): Places {
  return {
    x: y,
    y: quantiles,
    xlab: words,
    ylab: "Quantiles of standard normal",
    dates: { x: false, y: false },
  };
}
