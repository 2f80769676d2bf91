/**
 * Verbs of car about functions of coefficients: `linearHypothesis matchCoefs deltaMethod Confint`.
 *
 * Sources: Searle (1971), Linear Models, section 3.6; Rao (1973), Linear Statistical Inference, 6a.2,
 * for the delta method.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import { covarianceOf, waldStatistic } from "../../../math/algebra/linear_functions.ts";
import { dot } from "../../../math/algebra/products.ts";
import { pchisq, pf, qnorm, qt } from "../../../math/distribution/tails.ts";
import type { Fit } from "../../../model/fit.ts";
import { roundText } from "../../values/percent.ts";
import { coefficientLines } from "../../../render/text/coefficients.ts";
import { numberText } from "../../../language/values/coerce.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { anovaFrame, asItIs } from "../../values/classed.ts";
import { displayed } from "../../values/displayed.ts";
import { numberColumn } from "../../values/frame.ts";
import { Table } from "../../../data/table.ts";
import { character, frame, type MatrixValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { formulaOfFit } from "../stats/update.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { gradientOf } from "./gradient.ts";

const verb = verbOf("car");

/** Names of the coefficients that were estimated. */
function namesOf(fit: Fit): string[] {
  return Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!);
}

/** A linear function with its constant. */
interface Linear {
  weights: Float64Array;
  constant: number;
}

const OPERATORS = new Set(["+", "-", "*", "/", "(", ":"]);

/** Coefficients that a text names, each replaced by a name of ours. */
function replaced(text: string, names: readonly string[]): string {
  let rest = text;
  const order = [...names.keys()].sort((a, b) => names[b]!.length - names[a]!.length);
  for (const k of order) rest = rest.replaceAll(names[k]!, `\ue000${k}\ue001`);
  // `2 x` says the same as `2 * x`
  return rest.replace(/([\d.])\s*\ue000/g, "$1 * \ue000").replace(
    /\ue000(\d+)\ue001/g,
    (_, k) => `.coefficient_${k}`,
  );
}

function linearOf(call: Call, expr: Expr, p: number): Linear {
  const wrong = (): never =>
    fail("wrong-argument", `A hypothesis is a linear function of coefficients`, {
      span: call.spanOf("hypothesis.matrix"),
      hint: 'Write "a = b", "2 * a - b = 1" or "a = 0", with names of coef(m)',
    });
  switch (expr.kind) {
    case "number":
      return { weights: new Float64Array(p), constant: expr.value };
    case "name": {
      const own = /^\.coefficient_(\d+)$/.exec(expr.name);
      if (!own) {
        return fail("wrong-argument", `The model has no coefficient ${expr.name}`, {
          span: call.spanOf("hypothesis.matrix"),
          hint: "names(coef(m)) has their names",
        });
      }
      const weights = new Float64Array(p);
      weights[Number(own[1])] = 1;
      return { weights, constant: 0 };
    }
    case "call": {
      const name = expr.callee.kind === "name" ? expr.callee.name : "";
      const parts = expr.args.map((a) => a.value ? linearOf(call, a.value, p) : wrong());
      if (!OPERATORS.has(name) || parts.length === 0) return wrong();
      const [a, b] = parts;
      const scaled = (x: Linear, by: number): Linear => ({
        weights: x.weights.map((w) => w * by),
        constant: x.constant * by,
      });
      const isNumber = (x: Linear): boolean => x.weights.every((w) => w === 0);
      if (name === "(") return a!;
      if (!b) return name === "-" ? scaled(a!, -1) : name === "+" ? a! : wrong();
      if (name === "*") {
        return isNumber(a!)
          ? scaled(b, a!.constant)
          : isNumber(b)
          ? scaled(a!, b.constant)
          : wrong();
      }
      if (name === "/") return isNumber(b) ? scaled(a!, 1 / b.constant) : wrong();
      if (name === ":") return wrong();
      const sign = name === "-" ? -1 : 1;
      return {
        weights: a!.weights.map((w, k) => w + sign * b.weights[k]!),
        constant: a!.constant + sign * b.constant,
      };
    }
    default:
      return wrong();
  }
}

/** One hypothesis as it is written. */
function parsed(call: Call, text: string, names: readonly string[], given: number | null): Linear {
  const sides = replaced(text, names).split("=");
  if (sides.length > 2 || (sides.length === 2 && given !== null)) {
    fail(
      "wrong-argument",
      `"${text}" has ${given === null ? "two equals signs" : "a right side"}`,
      {
        span: call.spanOf("hypothesis.matrix"),
        hint: given === null ? "Write one for each hypothesis" : "Leave rhs out",
      },
    );
  }
  const [left, right] = sides.map((side) =>
    linearOf(
      call,
      call.at("hypothesis.matrix", () => parseExpression(side.trim())),
      names.length,
    )
  );
  return {
    weights: left!.weights.map((w, k) => w - (right?.weights[k] ?? 0)),
    constant: (right?.constant ?? given ?? 0) - left!.constant,
  };
}

/** L and the numbers that Lβ is tested against. */
function hypotheses(call: Call, fit: Fit): Linear[] {
  const names = namesOf(fit);
  const given = call.value("hypothesis.matrix");
  const sides = call.has("rhs") && call.value("rhs").kind !== "null"
    ? [...call.numbers("rhs")]
    : null;
  const sideOf = (k: number): number | null => sides ? sides[k % sides.length]! : null;
  if (given.kind === "character") {
    return call.texts("hypothesis.matrix").map((text, k) => parsed(call, text, names, sideOf(k)));
  }
  const rows = given.kind === "matrix"
    ? given.values.map((row) => Float64Array.from(row))
    : [Float64Array.from(call.numbers("hypothesis.matrix"))];
  if (rows.some((row) => row.length !== names.length)) {
    fail(
      "bad-length",
      `A hypothesis has a weight for each of ${names.length} coefficients`,
      {
        span: call.spanOf("hypothesis.matrix"),
        hint: 'names(coef(m)) has them in their order; texts such as "a = b" are shorter',
      },
    );
  }
  return rows.map((weights, k) => ({ weights, constant: sideOf(k) ?? 0 }));
}

/** A hypothesis in words. */
function written({ weights, constant }: Linear, names: readonly string[]): string {
  const signed = (v: number): string => (v < 0 ? "- " : "") + numberText(Math.abs(v));
  let text = "";
  weights.forEach((w, k) => {
    if (w === 0) return;
    const size = Math.abs(w) === 1 ? "" : `${numberText(Math.abs(w))} `;
    const sign = text === "" ? (w < 0 ? "- " : "") : w < 0 ? " - " : "  + ";
    text += `${sign}${size}${names[k]}`;
  });
  return `${text} = ${signed(constant)}`;
}

function hypothesisTest(call: Call): Value {
  const value = call.fit("model");
  const { fit } = value;
  const reason = "Tests with other covariances of the coefficients are not made";
  call.only("vcov.", [null], reason, "Leave it out: the test uses vcov() of the model");
  call.only("white.adjust", [false], reason, "Leave it out: the test uses vcov() of the model");
  if (!call.flag("singular.ok", false) && fit.coefficients.some((c) => c.aliased) && !fit.mixed) {
    fail("aliased-coefficients", "There are aliased coefficients in the model", {
      span: call.spanOf("model"),
      hint: "singular.ok = TRUE tests those that can be estimated",
    });
  }
  const names = namesOf(fit);
  const linear = hypotheses(call, fit);
  const rows = linear.map((l) => l.weights);
  const q = rows.length;
  const test = call.choice("test", ["F", "Chisq"], fit.leastSquares ? "F" : "Chisq");
  const estimates = shiftedBy(fit, linear);
  const wald = estimates(fit.covariance);
  if (Number.isNaN(wald)) {
    fail("wrong-argument", "The hypotheses follow from one another", {
      span: call.spanOf("hypothesis.matrix"),
      hint: "Leave those out that the others imply",
    });
  }
  const heading = [
    "Linear hypothesis test",
    "",
    "Hypothesis:",
    ...linear.map((l) => written(l, names)),
    "",
    "Model 1: restricted model",
    `Model 2: ${deparse(formulaOfFit(value))}`,
    "",
  ];
  if (fit.mixed && test === "Chisq") {
    return asItIs(
      anovaFrame(["1", "2"], [
        ["Df", [null, q]],
        ["Chisq", [null, wald]],
        ["Pr(>Chisq)", [null, pchisq(wald, q, { upper: true })]],
      ], heading),
      "a test of coefficients",
    );
  }
  const { df, statistic } = fit.mixed
    ? kenwardRoger(call, fit, linear)
    : { df: fit.residualDf, statistic: wald / q };
  const head = test === "F"
    ? [["F", [null, statistic]], ["Pr(>F)", [null, pf(statistic, q, df, { upper: true })]]] as const
    : [
      ["Chisq", [null, wald]],
      ["Pr(>Chisq)", [null, pchisq(wald, q, { upper: true })]],
    ] as const;
  const rss = fit.leastSquares?.residualSumSq;
  const lost = rss === undefined ? 0 : wald * rss / df;
  return asItIs(
    anovaFrame(["1", "2"], [
      ["Res.Df", [df + q, df]],
      ...(rss === undefined ? [] : [["RSS", [rss + lost, rss]] as const]),
      ["Df", [null, q]],
      ...(rss === undefined ? [] : [["Sum of Sq", [null, lost]] as const]),
      ...head,
    ], heading),
    "a test of coefficients",
  );
}

/** The Wald statistic of Lβ̂ less what it is tested against. */
function shiftedBy(fit: Fit, linear: readonly Linear[]): (covariance: Float64Array) => number {
  const q = linear.length;
  return (covariance) => {
    const rows = linear.map((l) => l.weights);
    const v = covarianceOf(rows, covariance);
    const identity = linear.map((_, k) => Float64Array.from(linear, (_, j) => j === k ? 1 : 0));
    const z = linear.map((l) => dot(l.weights, fit.beta) - l.constant);
    return waldStatistic({ rows: identity, estimates: z, covariance: v.slice(0, q * q) });
  };
}

/** The F test of a mixed model, by Kenward and Roger. */
function kenwardRoger(call: Call, fit: Fit, linear: readonly Linear[]) {
  if (linear.some((l) => l.constant !== 0)) {
    fail("wrong-argument", "The F test of a mixed model is of functions that are 0", {
      span: call.spanOf(call.has("rhs") ? "rhs" : "hypothesis.matrix"),
      hint: 'test = "Chisq" tests other values',
    });
  }
  const method = call.at("model", () => denominatorDf(fit, "kenward-roger"));
  const { statistic, denDf } = method.fTest(linear.map((l) => l.weights));
  return { df: denDf, statistic };
}

function matching(call: Call): Value {
  const { fit } = call.fit("model");
  const pattern = call.text("pattern");
  const found = namesOf(fit).filter((name) => new RegExp(pattern).test(name));
  return character(found);
}

/** The names that a function of coefficients may use, each for a coefficient. */
function parameterNames(call: Call, fit: Fit): string[] {
  const own = namesOf(fit).map((name) => name === "(Intercept)" ? "Intercept" : name);
  if (!call.has("parameterNames")) return own;
  const given = call.texts("parameterNames");
  if (given.length === own.length) return given;
  return fail("bad-length", `There are ${own.length} coefficients and ${given.length} names`, {
    span: call.spanOf("parameterNames"),
    hint: `The coefficients are ${own.join(", ")}`,
  });
}

function deltaMethod(call: Call): Value {
  const { fit } = call.fit("object");
  call.only(
    "vcov.",
    [null],
    "Other covariances of the coefficients are not taken",
    "Leave vcov. out",
  );
  const names = parameterNames(call, fit);
  const text = call.text("g.").replaceAll("(Intercept)", "Intercept");
  let inner = text;
  const order = [...names.keys()].sort((a, b) => names[b]!.length - names[a]!.length);
  for (const k of order) inner = inner.replaceAll(names[k]!, `\ue000${k}\ue001`);
  inner = inner.replace(/\ue000(\d+)\ue001/g, (_, k) => `.coefficient_${k}`);
  const expr = call.at("g.", () => parseExpression(inner));
  const made = gradientOf(expr, fit.beta, (message) =>
    fail("wrong-argument", message, {
      span: call.spanOf("g."),
      hint: `Coefficients are ${names.join(", ")}; + - * / ^, exp, log, sqrt, sin and cos go`,
    }));
  const error = Math.sqrt(covarianceOf([made.slopes], fit.covariance)[0]!);
  const level = call.number("level", 0.95);
  const z = qnorm((1 + level) / 2);
  const columns = [
    { name: "Estimate", values: [made.value] },
    { name: "SE", values: [error] },
    { name: roundText((1 - level) / 2), values: [made.value - z * error] },
    { name: roundText((1 + level) / 2), values: [made.value + z * error] },
  ];
  return displayed(
    coefficientLines(
      [text],
      columns.map((c, k) => ({ ...c, role: k < 3 ? "coefficient" : "statistic" })),
      { digits: 5 },
    ),
    "an estimate by the delta method",
    {},
    () => frame(new Table(columns.map((c) => numberColumn(c.name, c.values))), [text]),
  );
}

/** Estimates with their limits, as `confint` has them. */
function estimatesWithLimits(call: Call): Value {
  const { fit } = call.fit("object");
  if (!fit.leastSquares) {
    return call.wrong("object", "an lm", call.value("object"), "confint(m) has the limits alone");
  }
  const level = call.number("level", 0.95);
  const t = qt((1 + level) / 2, fit.residualDf);
  const kept = fit.coefficients;
  const made: MatrixValue = {
    kind: "matrix",
    rowNames: kept.map((c) => c.name),
    columnNames: ["Estimate", roundText((1 - level) / 2), roundText((1 + level) / 2)],
    values: kept.map(({ estimate, standardError }) => {
      const [b, se] = [estimate ?? NaN, standardError ?? NaN];
      return Float64Array.from([b, b - t * se, b + t * se]);
    }),
  };
  return made;
}

/** Functions of coefficients. */
export const LINEAR_HYPOTHESES: readonly Verb[] = [
  verb(
    "linearHypothesis",
    "model, hypothesis.matrix, rhs?, test?, vcov.?, white.adjust?, singular.ok?, verbose!FALSE",
    "a test that linear functions of coefficients have given values",
    hypothesisTest,
  ),
  verb("matchCoefs", "model, pattern", "names of coefficients in which a pattern occurs", matching),
  verb(
    "deltaMethod",
    "object, g., vcov.?, level?, parameterNames?, rhs!NULL",
    "a function of coefficients with its standard error by the delta method",
    deltaMethod,
  ),
  verb(
    "Confint",
    "object, level?, estimate!TRUE",
    "estimates with their limits",
    estimatesWithLimits,
  ),
];
