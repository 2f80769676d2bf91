/**
 * Pictures of fits by a formula, as nlme and lme4 have them: `plot(m, resid(.) ~ fitted(.) | g, abline = 0)`,
 * `qqnorm(m, ~ resid(.), abline = c(0, 1))`. The dot is the fit.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { imported, Later } from "../../../../later.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Expr } from "../../../../syntax/expr.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import { type FormulaValue, NULL, numeric, type Value } from "../../../values/value.ts";
import { tableScope } from "../../../values/mask.ts";
import { isDate, numbersAt, type Places } from "../drawing/places.ts";
import { plotPlaces } from "../points.ts";

/** Pictures in panels, whose words are loaded when the first is asked for. */
export const MODEL_PICTURES = new Later(
  "Pictures of models in panels",
  () =>
    imported<typeof import("../../lattice/of_models.ts")>(
      "../../lattice/of_models.ts",
      import.meta,
    ),
);

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

/** A part of a formula with what it is in the data of the fit. */
interface Part {
  words: string;
  value: Value;
  span: { start: number; end: number };
}

const isCall = (e: Expr, ...names: string[]): e is Expr & { kind: "call" } =>
  e.kind === "call" && e.callee.kind === "name" && names.includes(e.callee.name);

function factorsIn(expr: Expr): Expr[] {
  return isCall(expr, "*", "+") ? expr.args.flatMap((a) => factorsIn(a.value!)) : [expr];
}

/** The sides of the formula, the fit being what stands under an argument, and what makes panels. */
function partsOf(call: Call, form: FormulaValue, object: string): { sides: Part[]; by: Part[] } {
  const fit = call.quoted(object);
  const scope = tableScope(call.fit(object).data, call.scope);
  const part = (expr: Expr): Part => ({
    words: deparse(expr),
    value: call.context.evaluate(fit ? withoutDot(expr, fit) : expr, scope),
    span: { start: expr.start, end: expr.end },
  });
  const sides = form.expr.args.map((a) => a.value!), last = sides.at(-1)!;
  if (!isCall(last, "|")) return { sides: sides.map(part), by: [] };
  return {
    sides: [...sides.slice(0, -1), last.args[0]!.value!].map(part),
    by: factorsIn(last.args[1]!.value!).map(part),
  };
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

const inLanguage = ({ words, value }: Part) => ({ words, value: toLanguage(value) });

/** `plot(m, y ~ x)` of a fit, and `plot(m, y ~ x | g)` in panels. */
export function plotByFormula(call: Call, form: FormulaValue): Value {
  const { sides: [y, x], by } = partsOf(call, form, "x");
  if (!y || !x) {
    fail("wrong-argument", "plot() of a fit takes a formula with two sides", {
      span: call.span,
      hint: "Write resid(.) ~ fitted(.)",
    });
  }
  const several = call.has("type") && call.texts("type").length > 1;
  if (by.length > 0 || several || y.value.kind === "factor" || y.value.kind === "character") {
    return MODEL_PICTURES.now().plotInPanels(call, {
      x: inLanguage(x),
      y: inLanguage(y),
      by: by.map(inLanguage),
    });
  }
  call.hidden = true;
  plotPlaces(call, {
    x: [...numbersAt(call, x.value, x.span)],
    y: [...numbersAt(call, y.value, y.span)],
    xlab: x.words,
    ylab: y.words,
    dates: { x: isDate(x.value), y: false },
  });
  drawLine(call);
  return NULL;
}

/**
 * The values that `qqnorm(m, ~ resid(.))` shows: those of the formula, or residuals over their deviations; a picture
 * in panels where the formula asks for them.
 */
export function quantilesOf(
  call: Call,
  form: FormulaValue | null,
): { words: string; y: number[] } | { picture: Value } {
  if (!form) {
    const value = call.value("y") as Value & { kind: "fit" };
    return { words: "Standardized residuals", y: [...value.fit.standardizedResiduals] };
  }
  const { sides, by } = partsOf(call, form, "y"), of = sides.at(-1)!;
  const own = toLanguage(of.value);
  if (by.length > 0 || own.type === "list") {
    return {
      picture: MODEL_PICTURES.now().quantilesInPanels(call, {
        x: { words: of.words, value: own },
        y: null,
        by: by.map(inLanguage),
      }),
    };
  }
  return { words: of.words, y: [...numbersAt(call, of.value, of.span)] };
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
