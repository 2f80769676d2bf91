/**
 * Verbs that take a model apart: `coef fixef ranef VarCorr vcov sigma logLik AIC resid fitted …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import type { Fit, LinearMixedModel } from "../../../model/fit.ts";
import { parameterCount } from "../../../model/criteria.ts";
import { lostVariances } from "../../../model/covariance/lost_variances.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { factorColumn, numberColumn } from "../../values/frame.ts";
import { coefficientsOf } from "../../evaluation/parts.ts";
import {
  type DisplayValue,
  frame,
  type FrameValue,
  integer,
  list,
  numeric,
  type Value,
} from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { PREDICTIONS } from "./predictions.ts";

/** A mixed model, or a fault that says what is wrong. */
function mixedArgument(call: Call, name: string): LinearMixedModel {
  const { fit } = call.fit(name);
  if (fit.random) return fit.random;
  return fail("wrong-argument", `${call.verb.name}() takes a model with random terms`, {
    span: call.spanOf(name),
    hint: call.verb.name === "fixef" ? "Of an lm, coef(m) has them" : "Fit it with lmer()",
  });
}

function fixedEffects(fit: Fit): Value {
  const kept = fit.coefficients.filter((c) => !c.aliased);
  return numeric(kept.map((c) => c.estimate ?? NaN), kept.map((c) => c.name));
}

/** Random effects: a table a group, its rows named by level. */
function randomFrames(fit: LinearMixedModel): Map<string, FrameValue> {
  const frames = new Map<string, FrameValue>();
  for (const group of new Set(fit.randomEffects.map((r) => r.group))) {
    const rows = fit.randomEffects.filter((r) => r.group === group);
    const levels = [...new Set(rows.map((r) => r.level))];
    const terms = [...new Set(rows.map((r) => r.term))];
    const estimates = new Map(rows.map((r) => [`${r.term}\u0000${r.level}`, r.estimate]));
    const columns = terms.map((term) =>
      numberColumn(term, levels.map((level) => estimates.get(`${term}\u0000${level}`)))
    );
    frames.set(group, frame(new Table(columns), levels));
  }
  return frames;
}

function randomEffects(call: Call): Value {
  const fit = mixedArgument(call, "object");
  const items = [...randomFrames(fit)].map(([name, value]) => ({ name, value }));
  const withErrors = call.flag("condVar", true);
  return { ...list(items, "ranef"), whole: () => randomEffectsFrame(fit, withErrors) };
}

/** `as.data.frame(ranef(m))`: one row an effect, with its standard error unless `condVar = FALSE`. */
function randomEffectsFrame(fit: LinearMixedModel, withErrors: boolean): FrameValue {
  const rows = fit.randomEffects;
  return frame(
    new Table([
      textColumn("grpvar", rows.map((r) => r.group)),
      factorColumn("term", rows.map((r) => r.term)),
      factorColumn("grp", rows.map((r) => r.level)),
      numberColumn("condval", rows.map((r) => r.estimate)),
      ...(withErrors ? [numberColumn("condsd", rows.map((r) => r.standardError))] : []),
    ]),
  );
}

function coefficients(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "display" && value.parts["coefficients"]) return value.parts["coefficients"]();
  const { fit } = call.fit("object");
  const { random: mixed } = fit;
  if (!mixed) return coefficientsOf(fit);
  return list([...randomFrames(mixed)].map(([name, random]) => ({
    name,
    value: coefficientsByLevel(mixed, random),
  })));
}

/** Fixed effects with the group's random effects added, a row a level. */
function coefficientsByLevel(fit: LinearMixedModel, random: FrameValue): FrameValue {
  const kept = fit.coefficients.filter((c) => !c.aliased);
  const levels = random.rowNames ?? [];
  const fixed = kept.map((c) => {
    const column = random.table.column(c.name);
    return numberColumn(
      c.name,
      levels.map((_, i) =>
        (c.estimate ?? NaN) + (column?.kind === "numeric" ? column.values[i]! : 0)
      ),
    );
  });
  const others = random.table.columns.filter((c) => !kept.some((k) => k.name === c.name));
  return frame(new Table([...fixed, ...others]), levels);
}

/** Variance components. */
export function componentsValue(fit: LinearMixedModel): DisplayValue {
  const { varianceComponents } = fit;
  const makeFrame = (): FrameValue => {
    const rows = componentRows(fit);
    return frame(
      new Table([
        textColumn("grp", rows.map((r) => r.group)),
        textColumn("var1", rows.map((r) => r.first)),
        textColumn("var2", rows.map((r) => r.second)),
        numberColumn("vcov", rows.map((r) => r.covariance)),
        numberColumn("sdcor", rows.map((r) => r.sdOrCorrelation)),
      ]),
    );
  };
  const parts: Record<string, () => Value> = {};
  for (const group of new Set(varianceComponents.map((c) => c.group))) {
    if (group !== "Residual") parts[group] = () => componentMatrix(fit, group);
  }
  return {
    kind: "display",
    shown: { kind: "components", rows: varianceComponents, notes: lostVariances(fit) },
    what: "variance components",
    frame: makeFrame,
    parts,
  };
}

interface ComponentRow {
  group: string;
  first: string | null;
  second: string | null;
  covariance: number;
  sdOrCorrelation: number;
}

/** As R's `as.data.frame(VarCorr(m))`: variances of a group, then its covariances. */
function componentRows(fit: LinearMixedModel): ComponentRow[] {
  const rows: ComponentRow[] = [];
  for (const group of new Set(fit.varianceComponents.map((c) => c.group))) {
    const own = fit.varianceComponents.filter((c) => c.group === group);
    for (const { term, variance, sd } of own) {
      const first = term === "" ? null : term;
      rows.push({
        group,
        first,
        second: null,
        covariance: variance ?? NaN,
        sdOrCorrelation: sd ?? NaN,
      });
    }
    own.forEach((b, j) =>
      own.slice(0, j).forEach((a, i) => {
        // Where a variance is 0 there is no correlation, and no covariance.
        const correlation = b.correlations[i] ?? NaN;
        const sds = (a.sd ?? NaN) * (b.sd ?? NaN);
        rows.push({
          group,
          first: a.term,
          second: b.term,
          covariance: sds === 0 ? 0 : correlation * sds,
          sdOrCorrelation: correlation,
        });
      })
    );
  }
  return rows;
}

function componentMatrix(fit: LinearMixedModel, group: string): Value {
  const own = fit.varianceComponents.filter((c) => c.group === group);
  const names = own.map((c) => c.term);
  const values = own.map((a, i) =>
    Float64Array.from(own, (b, j) => {
      if (i === j) return a.variance ?? NaN;
      const r = i > j ? a.correlations[j] : b.correlations[i];
      const sds = (a.sd ?? NaN) * (b.sd ?? NaN);
      return sds === 0 ? 0 : (r ?? NaN) * sds;
    })
  );
  return { kind: "matrix", rowNames: names, columnNames: names, values };
}

function covariance(call: Call): Value {
  const { fit } = call.fit("object");
  // as R, an lm has rows of its aliased coefficients too, an lmer has not
  const shown = fit.coefficients.filter((c) => !fit.random || !c.aliased);
  const names = shown.map((c) => c.name);
  let next = 0;
  const place = shown.map((c) => c.aliased ? -1 : next++);
  const values = place.map((i) =>
    Float64Array.from(place, (j) => i < 0 || j < 0 ? NaN : fit.vcov[i]![j]!)
  );
  return { kind: "matrix", rowNames: names, columnNames: names, values };
}

/** The diagonal of a matrix, as of `vcov(m)`. */
function diagonal(call: Call): Value {
  const value = call.value("x");
  if (value.kind !== "matrix") return call.wrong("x", "a matrix", value, "Write diag(vcov(m))");
  const n = Math.min(value.rowNames.length, value.columnNames.length);
  return numeric(value.values.slice(0, n).map((row, i) => row[i]!), value.rowNames.slice(0, n));
}

/** `AIC(m)` is a number, `AIC(m1, m2)` a table. */
function criterion(call: Call, name: "aic" | "bic"): Value {
  const first = call.fit("object");
  const label = (expr: ReturnType<Call["quoted"]>) => expr ? deparse(expr) : "";
  const penalty = name === "aic" ? call.number("k", 2) : null;
  const valueOf = (fit: Fit): number =>
    penalty === null ? fit[name] : -2 * fit.logLik + penalty * parameterCount(fit);
  const others = call.rest.map((arg) => {
    if (arg.name !== null) return call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind !== "fit") {
      return fail("wrong-argument", `${call.verb.name}() takes models`, {
        span: arg.span,
        hint: "Give models that lm() or lmer() fitted",
      });
    }
    return { fit: value.fit, name: label(arg.expr) };
  });
  if (others.length === 0) return numeric([valueOf(first.fit)]);
  const all = [{ fit: first.fit, name: label(call.quoted("object")) }, ...others];
  const counts = new Set(all.map(({ fit }) => fit.n));
  if (counts.size > 1) {
    call.note(
      "different-rows",
      `${call.verb.name}(): the models have ${
        [...counts].join(" and ")
      } rows: only criteria of the ` +
        "same rows can be compared",
      { rows: [...counts] },
    );
  }
  if (new Set(all.map(({ fit }) => fit.likelihood.method === "REML")).size > 1) {
    call.note(
      "different-criteria",
      `${call.verb.name}(): restricted and full likelihoods are not compared by their size`,
    );
  }
  return frame(
    new Table([
      numberColumn("df", all.map((m) => parameterCount(m.fit))),
      numberColumn(name.toUpperCase(), all.map((m) => valueOf(m.fit))),
    ]),
    all.map((m) => m.name),
  );
}

/** As R: of a mixed model n less all parameters, those of the variances among them. */
function residualDf(call: Call): Value {
  const { fit } = call.fit("object");
  return integer([fit.likelihood.residualDf]);
}

/** `REML` may say by what the model was fitted: there is no value by the other criterion. */
function refuseOtherCriterion(call: Call, fit: Fit): void {
  const { method } = fit.likelihood;
  const own = method === "REML";
  call.only(
    "REML",
    [own, null],
    `The model was fitted by ${method}`,
    fit.random ? `Fit it by lmer(…, REML = ${own ? "FALSE" : "TRUE"})` : "Leave REML out",
  );
}

function logLikelihood(call: Call): Value {
  const { fit } = call.fit("object");
  refuseOtherCriterion(call, fit);
  return { ...numeric([fit.logLik]), parameters: parameterCount(fit) };
}

/** Residual sum of squares, or −2 log likelihood. */
function devianceOf(call: Call): Value {
  const { fit } = call.fit("object");
  refuseOtherCriterion(call, fit);
  const { method, deviance } = fit.likelihood;
  if (method !== "REML") return numeric([deviance]);
  call.note(
    "reml-criterion",
    "deviance() of a REML fit is its REML criterion; lmer(…, REML = FALSE) gives the deviance",
  );
  return numeric([deviance]);
}

/** Verbs that take a model apart. */
export const PIECES: readonly Verb[] = [
  verb("coef", "object", "coefficients", coefficients),
  verb(
    "fixef",
    "object",
    "fixed effects of a mixed model",
    (call) => fixedEffects(mixedArgument(call, "object")),
  ),
  verb("ranef", "object, condVar?", "predicted random effects by group", randomEffects),
  verb("VarCorr", "x", "variance components", (call) => componentsValue(mixedArgument(call, "x"))),
  verb("vcov", "object", "covariances of the coefficients", covariance),
  verb("diag", "x", "the diagonal of a matrix", diagonal),
  verb(
    "sigma",
    "object",
    "residual standard deviation",
    (call) => numeric([call.fit("object").fit.sigma]),
  ),
  verb(
    "df.residual",
    "object",
    "residual degrees of freedom",
    residualDf,
  ),
  verb(
    "nobs",
    "object",
    "number of observations used",
    (call) => integer([call.fit("object").fit.n]),
  ),
  verb(
    "logLik",
    "object, REML?",
    "log likelihood of the criterion that was fitted",
    logLikelihood,
  ),
  verb("AIC", "object, ..., k?", "Akaike's criterion", (call) => criterion(call, "aic")),
  verb("BIC", "object, ...", "Schwarz's criterion", (call) => criterion(call, "bic")),
  verb("deviance", "object, REML?", "residual sum of squares, or −2 log likelihood", devianceOf),
  ...PREDICTIONS,
];
