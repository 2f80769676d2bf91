/**
 * Mixed models fitted anew, and what they draw: `refitML refit REMLcrit simulate bootMer`.
 *
 * Sources: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 6, 13 and 14; Davison &
 * Hinkley (1997), Bootstrap Methods and their Application, equation 5.8, for quantiles between draws.
 *
 * @module
 */
import { duringCount } from "../../../progress.ts";
import { responsesOf } from "../../../inference/test/normal_draws.ts";
import { formatNumbers } from "../../../render/number/number_format.ts";
import { matrixLines } from "../../../render/text/layout.ts";
import type { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { displayed } from "../../values/displayed.ts";
import {
  type Asked,
  type FitValue,
  integer,
  list,
  type MatrixValue,
  numeric,
  type Value,
} from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { countOf, drawnFrom, isConditional } from "../stats/simulating.ts";
import { roundText } from "../../values/percent.ts";
import { BOOT_TYPES, bootstrapLimits } from "./bootstrap_limits.ts";
import { chanceFor } from "./chance_for.ts";
import { linearMixedArgument } from "./pieces.ts";
import { withFit } from "../stats/models.ts";

const verb = verbOf("lme4");

function byLikelihood(call: Call): Value {
  const fit = linearMixedArgument(call, "x");
  const value = call.fit("x");
  return fit.reml ? withFit(value, call.at("x", () => fit.refit({ reml: false }))) : value;
}

function otherResponse(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const given = call.value("newresp");
  const y = given.kind === "frame" ? numbersOf(columnOf(call, given.table)) : numbersOf(given);
  if (!y || y.length !== fit.n) {
    return call.wrong("newresp", `a number for each of the ${fit.n} rows used`, given);
  }
  return withFit(call.fit("object"), call.at("newresp", () => fit.refit({ response: y })));
}

function columnOf(call: Call, table: Table): Value {
  const [column, more] = table.columns;
  if (!column || more || column.kind !== "numeric") {
    return call.wrong("newresp", "one column of numbers", call.value("newresp"));
  }
  return numeric(column.values);
}

/** Numbers that a function of a page says of each model. */
function bootstrap(call: Call): Value {
  const value = drawnFrom(call, "x");
  const fit = linearMixedArgument(call, "x");
  const n = countOf(call, 1);
  const fun = call.value("FUN");
  const arg = (v: Value, name: string | null = null) => ({
    name,
    nameSpan: null,
    span: call.spanOf("FUN"),
    expr: null,
    value: v,
  });
  const of = (own: FitValue): Float64Array => {
    const made = call.context.call(
      "do.call",
      [arg(fun), arg(list([{ name: null, value: own }]))],
      call.spanOf("FUN"),
      call.scope,
    );
    return numbersOf(made) ?? call.wrong("FUN", "a function whose value is numbers", fun);
  };
  const first = call.context.call(
    "do.call",
    [arg(fun), arg(list([{ name: null, value }]))],
    call.spanOf("FUN"),
    call.scope,
  );
  const t0 = numbersOf(first) ?? call.wrong("FUN", "a function whose value is numbers", fun);
  const names = first.kind === "numeric" ? first.names : null;
  const responses = call.at(
    "x",
    () => responsesOf(fit, n, chanceFor(call), isConditional(call)),
  );
  const t = responses.map((y, k) =>
    duringCount(k, n, "draws refitted", () => of(withFit(value, fit.refit({ response: y }))))
  );
  return bootstrapValue(call.matchedSource, t0, t, names);
}

/** A bootstrap as boot prints it. */
function bootstrapValue(
  source: string,
  t0: Float64Array,
  t: readonly Float64Array[],
  names: readonly string[] | null,
): Value {
  const columns = Array.from(t0, (_, j) => Float64Array.from(t, (row) => row[j]!));
  const means = columns.map((c) => c.reduce((a, b) => a + b, 0) / c.length);
  const errors = columns.map((c, j) =>
    Math.sqrt(c.reduce((sum, v) => sum + (v - means[j]!) ** 2, 0) / (c.length - 1))
  );
  const cells = (values: readonly number[]): string[] => formatNumbers([...values], { digits: 7 });
  const matrix = (): MatrixValue => ({
    kind: "matrix",
    rowNames: [],
    columnNames: names ? [...names] : [],
    values: t,
  });
  const made = displayed(
    [
      "",
      "PARAMETRIC BOOTSTRAP",
      "",
      "",
      "Call:",
      source,
      "",
      "",
      "Bootstrap Statistics :",
      ...matrixLines({
        rowNames: Array.from(t0, (_, j) => `t${j + 1}*`),
        columns: [
          { name: "original", cells: cells([...t0]), align: "right" },
          { name: " bias  ", cells: cells(means.map((m, j) => m - t0[j]!)), align: "right" },
          { name: " std. error", cells: cells(errors), align: "right" },
        ],
      }),
    ],
    "a bootstrap",
    { t0: () => numeric(t0, names), t: matrix, R: () => integer([t.length]) },
  );
  return { ...made, generics: { confint: (asked) => limits(asked, t0, t, names) } };
}

/** Limits from what was drawn. */
function limits(
  asked: Asked,
  t0: Float64Array,
  t: readonly Float64Array[],
  names: readonly string[] | null,
): MatrixValue {
  const level = asked.number("level", 0.95);
  const text = asked.text("type", "perc");
  const type = BOOT_TYPES.find((each) => each === text) ??
    asked.wrong("type", "perc, basic or norm", asked.optional("type")!);
  const tail = (1 - level) / 2;
  return {
    kind: "matrix",
    rowNames: names ?? Array.from(t0, (_, i) => String(i + 1)),
    columnNames: [roundText(tail), roundText(1 - tail)],
    values: bootstrapLimits(t0, t, level, type).map((l) => Float64Array.of(...l)),
  };
}

/** Fits anew, and draws. */
export const REFITTING: readonly Verb[] = [
  verb("refitML", "x, control~", "a mixed model by maximum likelihood", byLikelihood),
  verb("refit", "object, newresp, newweights!NULL", "the model of another response", otherResponse),
  verb(
    "REMLcrit",
    "object",
    "what REML makes least: -2 log restricted likelihood",
    (call) => numeric([linearMixedArgument(call, "object").criterion]),
  ),
  verb(
    "bootMer",
    'x, FUN, nsim?, seed?, use.u?, re.form?, type!"parametric", verbose~, .progress~, PBargs~, ' +
      "parallel~, ncpus~, cl~",
    "a parametric bootstrap of what a function says of a mixed model",
    bootstrap,
  ),
];
