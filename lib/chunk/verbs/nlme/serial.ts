/**
 * What residuals of an `lme` or `gls` have in common with those near them: `ACF` and `Variogram`.
 *
 * Sources: Box, Jenkins & Reinsel (1994), Time Series Analysis, ch. 2, with pairs within groups; Cressie (1993),
 * Statistics for Spatial Data, section 2.4, and Cressie & Hawkins (1980, Math. Geol. 12, 115–125) for the robust
 * form.
 *
 * @module
 */
import type { Column } from "../../../data/column.ts";
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import * as language from "../../../language/values/value.ts";
import { asFactor } from "../../../data/factor.ts";
import { DECAYS } from "../../../model/covariance/residual/place_correlations.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { normalizedResiduals } from "../../../model/mixed/residual/normalized_residuals.ts";
import { calleeName, operands } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { asItIs, classed } from "../../values/classed.ts";
import type { OtherValue, Value } from "../../values/value.ts";
import { innermostGroups, nlmeFit } from "./covariances.ts";

const verb = verbOf("nlme");

/** Residuals of a kind, row by row. */
function residualsOf(call: Call, fit: LinearMixedModel): ArrayLike<number> {
  const type = call.choice("resType", ["pearson", "response", "normalized"], "pearson");
  if (type === "response") return fit.residuals;
  return type === "pearson" ? fit.standardizedResiduals : normalizedResiduals(fit);
}

interface Form {
  covariates: Expr[];
  groups: Expr | null;
}

/** `~ t | g` in parts; of `~ 1` no covariate. */
function formOf(call: Call, otherwise: string | null): Form {
  const expr = call.has("form")
    ? call.formula("form").expr
    : otherwise === null
    ? null
    : parseExpression(otherwise) as CallExpr;
  if (!expr) return { covariates: [], groups: null };
  const right = operands(expr as CallExpr).at(-1)!;
  const [left, groups] = calleeName(right) === "|"
    ? operands(right as CallExpr) as [Expr, Expr]
    : [right, null];
  const terms = (e: Expr): Expr[] =>
    calleeName(e) === "+" ? operands(e as CallExpr).flatMap(terms) : [e];
  const covariates = terms(left).filter((e) => !(e.kind === "number" && e.value === 1));
  return { covariates, groups };
}

/** A column of the rows used, which the model itself need not have. */
function columnOf(call: Call, fit: LinearMixedModel, name: string): Column {
  const { data } = call.fit("object");
  const whole = data.nrow === fit.n ? data.column(name) : null;
  return fit.data.column(name) ?? whole ?? call.at("form", () => fit.data.require(name));
}

/** The rows of each group, in the order of the data. */
function rowsByGroup(call: Call, fit: LinearMixedModel, groups: Expr | null): number[][] {
  if (!groups) {
    const own = innermostGroups(fit);
    return own
      ? own.labels.map((_, g) => [...own.codes.keys()].filter((i) => own.codes[i] === g))
      : [Array.from({ length: fit.n }, (_, i) => i)];
  }
  const factors = (e: Expr): Expr[] =>
    calleeName(e) === "/" ? operands(e as CallExpr).flatMap(factors) : [e];
  const columns = factors(groups).map((f) => asFactor(columnOf(call, fit, deparse(f))));
  const found = new Map<string, number[]>();
  for (let i = 0; i < fit.n; i++) {
    const key = columns.map((c) => c.codes[i]).join("/");
    const rows = found.get(key);
    if (rows) rows.push(i);
    else found.set(key, [i]);
  }
  return [...found.values()];
}

/** A data frame of a class of nlme's. */
function classedFrame(
  columns: readonly (readonly [string, ArrayLike<number>, boolean])[],
  name: string,
): OtherValue {
  const n = columns[0]![1].length;
  const made = language.frameOf(
    columns.map(([label, values, whole]): [string, language.Value] => [
      label,
      whole
        ? language.integers(Int32Array.from(values))
        : language.doubles(Float64Array.from(values)),
    ]),
    n,
  );
  return asItIs(classed(made, name, "data.frame"), "a data frame");
}

function autocorrelations(call: Call): Value {
  const fit = nlmeFit(call);
  const residuals = residualsOf(call, fit);
  const { covariates, groups } = formOf(call, null);
  if (covariates.length > 0) {
    fail("wrong-argument", "ACF() takes lags in the order of the rows", {
      span: call.spanOf("form"),
      hint: "Order the data by time, and write form = ~ 1 | group",
    });
  }
  const rows = rowsByGroup(call, fit, groups);
  const longest = rows.reduce((most, own) => Math.max(most, own.length), 0);
  const most = call.has("maxLag")
    ? call.number("maxLag")
    : Math.trunc(Math.min(longest - 1, 10 * Math.log10(longest)));
  if (!(Number.isInteger(most) && most >= 0)) {
    return call.wrong("maxLag", "a number of lags", call.value("maxLag"));
  }
  const lags = Array.from({ length: Math.min(most, longest - 1) + 1 }, (_, k) => k);
  const used: number[] = [];
  const means = lags.map((k) => {
    let [sum, count] = [0, 0];
    for (const own of rows) {
      for (let i = 0; i + k < own.length; i++) {
        sum += residuals[own[i]!]! * residuals[own[i + k]!]!;
        count++;
      }
    }
    used.push(count);
    return sum / count;
  });
  const made = classedFrame([
    ["lag", lags, false],
    ["ACF", means.map((m) => m / means[0]!), false],
  ], "ACF");
  // how many pairs there are of each lag, of which limits are made
  return asItIs(
    language.withAttribute(made.value, "n.used", language.doubles(Float64Array.from(used))),
    made.what,
  );
}

/** Distances of pairs within groups, with half the squares of their differences. */
function cloudOf(
  call: Call,
  fit: LinearMixedModel,
): { distance: number[]; half: number[] } {
  const residuals = residualsOf(call, fit);
  const correlation = fit.nlme!.correlation;
  const spatial = correlation && /^cor(Exp|Gaus|Lin|Ratio|Spher)$/.test(correlation.word);
  const { covariates, groups } = formOf(call, spatial ? correlation.formula : null);
  const columns = covariates.map((e) => {
    const column = columnOf(call, fit, deparse(e));
    if (column.kind === "numeric") return column.values;
    return fail("wrong-argument", `${deparse(e)} has no distances: it is no number`, {
      span: call.spanOf("form"),
      hint: "Write form = ~ time | group",
    });
  });
  const metric = call.choice("metric", ["euclidean", "maximum", "manhattan"], "euclidean");
  const [distance, half]: [number[], number[]] = [[], []];
  for (const own of rowsByGroup(call, fit, groups)) {
    for (let i = 0; i < own.length; i++) {
      for (let j = i + 1; j < own.length; j++) {
        const [a, b] = [own[i]!, own[j]!];
        const gaps = columns.length === 0 ? [j - i] : columns.map((c) => Math.abs(c[a]! - c[b]!));
        distance.push(
          metric === "euclidean"
            ? Math.hypot(...gaps)
            : metric === "maximum"
            ? greatest(gaps)
            : gaps.reduce((s, g) => s + g, 0),
        );
        half.push((residuals[a]! - residuals[b]!) ** 2 / 2);
      }
    }
  }
  return { distance, half };
}

/** R's quantile of type 7. */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

function variogram(call: Call): Value {
  const fit = nlmeFit(call);
  const cloud = cloudOf(call, fit);
  const most = call.has("maxDist") ? call.number("maxDist") : Infinity;
  const kept = [...cloud.distance.keys()].filter((i) => cloud.distance[i]! <= most);
  if (kept.length === 0) {
    fail("too-few", "There are no pairs of rows within groups", {
      span: call.spanOf("object"),
      hint: "Write form = ~ time | group, with several rows in a group",
    });
  }
  const distance = kept.map((i) => cloud.distance[i]!);
  const half = kept.map((i) => cloud.half[i]!);
  const collapse = call.choice("collapse", ["quantiles", "fixed", "none"], "quantiles");
  if (collapse === "none") {
    return classedFrame([["variog", half, false], ["dist", distance, false]], "Variogram");
  }
  const robust = call.flag("robust", false);
  const intervals = call.number("nint", 20);
  const distinct = [...new Set(distance)].sort((a, b) => a - b);
  const sorted = distance.toSorted((a, b) => a - b);
  let classOf: (d: number) => number;
  if (distinct.length <= intervals) {
    const places = new Map(distinct.map((d, k) => [d, k]));
    classOf = (d) => places.get(d)!;
  } else {
    const cuts = Array.from(
      { length: intervals + 1 },
      (_, k) =>
        collapse === "quantiles"
          ? quantile(sorted, k / intervals)
          : sorted[0]! + (sorted.at(-1)! - sorted[0]!) * k / intervals,
    );
    const breaks = [...new Set(cuts)];
    classOf = (d) => {
      for (let k = 1; k < breaks.length; k++) if (d <= breaks[k]!) return k - 1;
      return breaks.length - 2;
    };
  }
  const classes = new Map<number, number[]>();
  distance.forEach((d, i) => {
    const k = classOf(d);
    const own = classes.get(k);
    if (own) own.push(i);
    else classes.set(k, [i]);
  });
  const rows = [...classes].sort(([a], [b]) => a - b).map(([, own]) => {
    const n = own.length;
    const places = own.map((i) => distance[i]!).sort((a, b) => a - b);
    const mean = (of: (i: number) => number): number => own.reduce((sum, i) => sum + of(i), 0) / n;
    return {
      n,
      distance: quantile(places, 0.5),
      value: robust
        ? mean((i) => (2 * half[i]!) ** 0.25) ** 4 / (0.457 + 0.494 / n) / 2
        : mean((i) => half[i]!),
    };
  });
  const made = classedFrame([
    ["variog", rows.map((r) => r.value), false],
    ["dist", rows.map((r) => r.distance), false],
    ["n.pairs", rows.map((r) => r.n), true],
  ], "Variogram");
  const model = modelOf(call, fit, sorted[0]!, sorted.at(-1)!);
  if (!model) return made;
  return asItIs(language.withAttribute(made.value, "modelVariog", model), made.what);
}

/** Correlations by distance, by nlme's words. */
const DECAY_OF: Readonly<Record<string, string>> = {
  corExp: "exp",
  corGaus: "gau",
  corLin: "lin",
  corRatio: "ratio",
  corSpher: "sph",
};
/** So many points make its line. */
const POINTS = 50;

/** The semivariances that the correlation of a fit says, at distances from the least to the largest. */
function modelOf(
  call: Call,
  fit: LinearMixedModel,
  least: number,
  most: number,
): language.Value | null {
  const decay = DECAYS[DECAY_OF[fit.nlme!.correlation?.word ?? ""] ?? ""];
  const type = call.choice("resType", ["pearson", "response", "normalized"], "pearson");
  if (!decay || type === "normalized") return null;
  const estimate = (name: string): number =>
    fit.covarianceParameters.find((p) => p.name === name)?.estimate ?? NaN;
  const range = estimate("range");
  const nugget = fit.covarianceParameters.some((p) => p.name === "nugget") ? estimate("nugget") : 0;
  const whole = estimate("sigma2") + nugget;
  const scale = type === "response" ? whole : 1;
  const share = nugget === 0 ? 0 : nugget / whole;
  const dist = Array.from(
    { length: POINTS },
    (_, i) => least + (most - least) * i / (POINTS - 1),
  );
  return language.frameOf([
    [
      "variog",
      language.doubles(
        Float64Array.from(dist, (d) => scale * (share + (1 - share) * (1 - decay(d / range)[0]))),
      ),
    ],
    ["dist", language.doubles(Float64Array.from(dist))],
  ], POINTS);
}

/** Autocorrelations and semivariances of residuals. */
export const SERIAL: readonly Verb[] = [
  verb(
    "ACF",
    "object, maxLag?, resType?, form?",
    "autocorrelations of the residuals of an lme or gls within groups",
    autocorrelations,
  ),
  verb(
    "Variogram",
    "object, form?, resType?, maxDist?, collapse?, nint?, robust?, metric?",
    "semivariances of the residuals of an lme or gls by distance",
    variogram,
  ),
];
