/**
 * A bare formula is a whole report: equation, shell, tests, components, means and a figure.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { anovaShell } from "../../design/structure/shell.ts";
import { anova } from "../../inference/test/anova.ts";
import { cld } from "../../inference/contrast/cld.ts";
import { pairs } from "../../inference/contrast/contrast.ts";
import type { Fit } from "../../model/fit.ts";
import { equation } from "../../render/equation/equation.ts";
import { shrinkageFigure } from "../../render/figure/made/make_random.ts";
import { residualsFigure } from "../../render/figure/made/make_residuals.ts";
import type { Shown } from "../../render/shown.ts";
import { deparseName } from "../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Context } from "../evaluation/context.ts";
import { type DataInR, freeName } from "./in_r.ts";
import { placedAt } from "../evaluation/faults.ts";
import type { WeavePart } from "../values/weave_parts.ts";
import {
  figureInR,
  figureOf,
  gridOf,
  inCells,
  meansOf,
  type ReportMeans,
  twoValues,
} from "./report_means.ts";
import type { Names } from "../values/scope.ts";
import { show } from "./show.ts";
import type { DisplayValue, FitValue, Value } from "../values/value.ts";
import { componentsValue } from "../verbs/lme4/pieces.ts";
import { summaryValue } from "../verbs/stats/summary.ts";

/** What a report came to. */
export interface Report {
  items: { value: Shown; part: string }[];
  /** Tests and means among the parts. */
  inferences: Value[];
  /** R that does the same. */
  r: string;
  /** The name that the fit was given. */
  name: string | null;
  /** Faults of single parts; the others stand. */
  failure: DiagnosticError | null;
}

const PARTS: readonly WeavePart[] = [
  "equation",
  "shell",
  "anova",
  "components",
  "means",
  "figure",
];

/** Whether a statement is a two-sided formula on its own. */
export function isReport(statement: Expr): statement is CallExpr {
  return statement.kind === "call" && statement.form === "infix" &&
    statement.callee.kind === "name" && statement.callee.name === "~";
}

/** Fits the formula to the block's data and makes the parts that are asked for. */
export function report(
  context: Context,
  formula: CallExpr,
  scope: Names,
  data: DataInR | null,
): Report {
  const { options } = context;
  const span = { start: formula.start, end: formula.end };
  const value = context.call(
    hasBar(formula) ? "lmer" : "lm",
    [{ name: "formula", nameSpan: null, span, expr: formula, value: null }],
    span,
    scope,
  ) as FitValue;
  if (options.name !== null) scope.set(options.name, value);
  const { fit } = value;
  const remark = twoValues(fit);
  if (remark) context.note({ ...remark, span });
  const items: Report["items"] = [];
  const inferences: Value[] = [];
  const faults: Diagnostic[] = [];
  for (const part of options.weave ?? PARTS) {
    try {
      placedAt(span, () => {
        for (const made of partOf(part, value)) {
          items.push({ value: show(made), part });
          if (!hasCells(made, value.fit)) inferences.push(made);
        }
      });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      addAll(faults, error.diagnostics);
    }
  }
  return {
    items,
    inferences,
    r: inR(context, fit, options.weave ?? PARTS, data, scope),
    name: options.name,
    failure: faults.length > 0 ? new DiagnosticError(faults) : null,
  };
}

/** Means over an interaction whose cells the report shows as well. */
function hasCells(made: Value, fit: FitValue["fit"]): boolean {
  if (made.kind !== "means") return false;
  const { factors } = made.grid;
  return inCells({ factors, formula: "" }, meansOf(fit));
}

/** A bar in the formula makes it a mixed model. */
function hasBar(expr: Expr): boolean {
  if (expr.kind !== "call") return false;
  const operator = expr.callee.kind === "name" ? expr.callee.name : "";
  if (expr.form === "infix" && (operator === "|" || operator === "||")) return true;
  return expr.args.some((a) => a.value !== null && hasBar(a.value));
}

/** Something to be shown as a value. */
function display(shown: Shown): DisplayValue {
  return { kind: "display", shown, what: "a part of a report", frame: null, parts: {} };
}

function partOf(part: WeavePart, value: FitValue): Value[] {
  const { fit } = value;
  const means = meansOf(fit);
  const single = () => means.filter((m) => m.factors.length === 1).map((m) => gridOf(fit, m));
  switch (part) {
    case "equation":
      return [display(equation(fit))];
    case "shell":
      return [{ kind: "shell", shell: anovaShell(fit) }];
    case "anova":
      return [{ kind: "anova", table: anova(fit, { type: 2, test: "F" }), fit }];
    case "summary":
      return [summaryValue(value)];
    case "components":
      return fit.mixed ? [componentsValue(fit.mixed)] : [];
    case "means":
      return means.map((m) => ({ kind: "means", grid: gridOf(fit, m) }));
    case "pairs":
      return single().map((grid) => ({ kind: "contrasts", table: pairs(grid) }));
    case "letters":
      return single().map((grid) => display(cld(grid)));
    case "figure":
      return means.flatMap((m) => figureOf(fit, m) ?? []).map(display);
    case "residuals":
      return [display(residualsFigure(fit))];
    case "shrinkage":
      return fit.random ? [display(shrinkageFigure(fit.random))] : [];
  }
}

// ---- the same in R --------------------------------------------------------------------------

function inR(
  context: Context,
  fit: Fit,
  parts: readonly WeavePart[],
  data: DataInR | null,
  scope: Names,
): string {
  const { options } = context;
  // a model without a name must not take the place of what the author has called m
  const name = options.name ?? freeName("m", (each) => scope.has(each));
  const lines = ["library(lme4)", "library(car)", "library(emmeans)", ...data?.lines ?? []];
  const rest = data === null ? "" : `, data = ${data.name}`;
  lines.push(`${deparseName(name)} <- ${fit.described.verb}(${fit.formula}${rest})`);
  const model = deparseName(name);
  for (const part of parts) addAll(lines, linesFor(part, model, fit));
  return lines.join("\n");
}

function linesFor(
  part: WeavePart,
  model: string,
  fit: Fit,
): readonly string[] {
  const all = meansOf(fit);
  const inR = (m: ReportMeans) => `emmeans(${model}, ${m.formula})`;
  const single = all.filter((m) => m.factors.length === 1).map(inR);
  switch (part) {
    case "anova":
      return [`Anova(${model}, type = 2, test.statistic = "F")`];
    case "summary":
      return [`summary(${model})`];
    case "components":
      return fit.mixed ? [`VarCorr(${model})`] : [];
    case "means":
      return all.map(inR);
    case "pairs":
      return single.map((m) => `pairs(${m})`);
    case "letters":
      return single.map((m) => `multcomp::cld(${m}, Letters = letters)`);
    case "figure":
      return all.map((m) => figureInR(fit, m, model));
    case "residuals":
      return [`plot(fitted(${model}), resid(${model}))`];
    default:
      return [];
  }
}
