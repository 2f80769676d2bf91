/**
 * Verbs of performance that put criteria and shares of variance in a table: `model_performance
 * compare_performance`.
 *
 * @module
 */
import { heldSource } from "../../../model/formula/held.ts";
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { textColumn } from "../../../data/table_from.ts";
import { aicc } from "../../../model/criteria.ts";
import type { Fit } from "../../../model/fit.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { classOf } from "../../../language/values/value.ts";
import { numberColumn } from "../../values/frame.ts";
import { type FitValue, frame, type FrameValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { isBernoulli, nagelkerke, sharesOf, tjur } from "./explained.ts";

type Index = readonly [name: string, head: string, value: number];

function rootMeanSquare(fit: Fit): number {
  const own = fit.generalized ?? fit.marginal;
  if (fit.leastSquares && heldSource(fit.data) && !fit.weights) {
    return Math.sqrt(fit.leastSquares.residualSumSq / fit.n);
  }
  const residuals = own ? own.residualsOf("response") : fit.residuals;
  return Math.sqrt(residuals.reduce((s, r) => s + r * r, 0) / residuals.length);
}

function shares(call: Call, value: FitValue): Index[] {
  const { fit } = value;
  if (fit.leastSquares) {
    return [
      ["R2", "R2", fit.leastSquares.rSquared],
      ["R2_adjusted", "R2 (adj.)", fit.leastSquares.adjustedRSquared],
    ];
  }
  if (fit.generalized) {
    return isBernoulli(fit.generalized)
      ? [["R2_Tjur", "Tjur's R2", tjur(fit.generalized)]]
      : [["R2_Nagelkerke", "Nagelkerke's R2", nagelkerke(fit.generalized)]];
  }
  const own = sharesOf(call, value);
  return [
    ["R2_conditional", "R2 (cond.)", own.conditional],
    ["R2_marginal", "R2 (marg.)", own.marginal],
    ["ICC", "ICC", own.adjusted],
  ];
}

/** Sigma as performance has it: of a generalized model by its deviance. */
function sigmaOf(fit: Fit): number {
  const own = fit.generalized;
  return own ? Math.sqrt(own.deviance / own.residualDf) : fit.sigma;
}

/** Criteria by the likelihood asked for. */
function criteria(fit: Fit): Index[] {
  return [["AIC", "AIC", fit.aic], ["AICc", "AICc", aicc(fit)], ["BIC", "BIC", fit.bic]];
}

/** A table in the way of insight: cells centred under their heads, between bars. */
function barred(title: string, heads: readonly string[], rows: readonly (readonly string[])[]) {
  const widths = heads.map((h, j) => greatest(rows.map((r) => r[j]!.length), h.length));
  const line = (cells: readonly string[], head: boolean): string =>
    cells.map((c, j) => head && j === 0 ? c.padEnd(widths[j]!) : c.padStart(widths[j]!))
      .join(" | ");
  const first = line(heads, true);
  return [
    title,
    "",
    first,
    "-".repeat(first.length),
    ...rows.map((r) =>
      [r[0]!.padEnd(widths[0]!), ...r.slice(1).map((c, j) => c.padStart(widths[j + 1]!))].join(
        " | ",
      )
    ),
  ].join("\n");
}

function performance(call: Call): Value {
  const value = call.fit("model");
  const { fit } = value;
  const indices: Index[] = [
    ...call.at("model", () => criteria(fit)),
    ...shares(call, value),
    ["RMSE", "RMSE", rootMeanSquare(fit)],
    ["Sigma", "Sigma", sigmaOf(fit)],
  ];
  if (fit.generalized || fit.marginal) {
    call.note(
      "fewer-indices",
      "model_performance(): scores of predictions are not among the indices",
    );
  }
  const text = barred(
    "# Indices of model performance",
    indices.map(([, head]) => head),
    [indices.map(([, , v]) => v.toFixed(3))],
  );
  return {
    kind: "display",
    shown: { kind: "text", text },
    what: "indices of a model",
    frame: () => frame(new Table(indices.map(([name, , v]) => numberColumn(name, [v])))),
    parts: {},
  };
}

/** Akaike's weights. */
function weightsOf(values: readonly number[]): number[] {
  const best = least(values);
  const raw = values.map((v) => Math.exp(-(v - best) / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / total);
}

function weightText(w: number): string {
  return w > 0.999 ? ">.999" : w < 0.001 ? "<.001" : w.toFixed(3);
}

function comparison(call: Call): Value {
  const models = call.rest.map((arg) => {
    if (arg.name !== null) return call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind !== "fit") {
      return fail("wrong-argument", "compare_performance() compares models", { span: arg.span });
    }
    return { value, name: arg.expr ? deparse(arg.expr) : "" };
  });
  if (models.length < 2) {
    fail("compare-one", "A comparison needs two models or more", {
      span: call.span,
      hint: "Write compare_performance(m1, m2)",
    });
  }
  if (new Set(models.map(({ value }) => value.fit.response)).size > 1) {
    call.note("compare-response", "The models have different responses: criteria do not compare");
  }
  // by full likelihoods, whatever the models were fitted by
  const indices = models.map(({ value }) => [
    ...criteria(value.fit.likelihood.unrestricted()),
    ...shares(call, value),
    ["RMSE", "RMSE", rootMeanSquare(value.fit)] as Index,
    ["Sigma", "Sigma", sigmaOf(value.fit)] as Index,
  ]);
  const [first] = indices;
  const same = indices.every((own) =>
    own.length === first!.length && own.every(([name], i) => name === first![i]![0])
  );
  if (!same) {
    fail("compare-family", "The models are of kinds that have different indices", {
      span: call.span,
      hint: "Compare models of one kind; AIC(m1, m2) has their criteria",
    });
  }
  const classes = models.map(({ value }) => classOf(toLanguage(value))[0]!);
  const columns = first!.map(([name, head], i) => ({
    name,
    head,
    values: indices.map((own) => own[i]![2]),
    weights: i < 3 ? weightsOf(indices.map((own) => own[i]![2])) : null,
  }));
  const heads = columns.map((c) => c.weights ? `${c.head} (weights)` : c.head);
  const text = barred(
    "# Comparison of Model Performance Indices",
    ["Name", "Model", ...heads],
    models.map(({ name }, r) => [
      name,
      classes[r]!,
      ...columns.map((c) =>
        c.weights
          ? `${c.values[r]!.toFixed(1)} (${weightText(c.weights[r]!)})`
          : c.values[r]!.toFixed(3)
      ),
    ]),
  );
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn("Name", models.map((m) => m.name)),
        textColumn("Model", classes),
        ...columns.flatMap((c) => [
          numberColumn(c.name, c.values),
          ...(c.weights ? [numberColumn(`${c.name}_wt`, c.weights)] : []),
        ]),
      ]),
    );
  return {
    kind: "display",
    shown: { kind: "text", text },
    what: "a comparison of models",
    frame: makeFrame,
    parts: {},
  };
}

const verb = verbOf("performance");

/** Tables of indices. */
export const INDICES: readonly Verb[] = [
  verb(
    "model_performance",
    "model, metrics!all, verbose~",
    "criteria and shares of variance of a model",
    performance,
  ),
  verb(
    "compare_performance",
    "..., metrics!all, rank!FALSE, estimator!ML, verbose~",
    "criteria and shares of variance of several models",
    comparison,
  ),
];
