/**
 * The verbs of mmrm that test, and take a fit apart: `df_1d`, `df_md`, `component`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { mmrmTest } from "../../../inference/test/mmrm_anova.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import { dot } from "../../../math/algebra/products.ts";
import { pt } from "../../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { mmrmFacts } from "../../../render/shown_mmrm.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { character, list, logical, numeric, type Value } from "../../values/value.ts";
import { coefficientCovariance } from "../stats/pieces.ts";
import { visitCovarianceValue } from "./visit_covariance.ts";

const verb = verbOf("mmrm");

/** A fit of mmrm. */
function mmrmArgument(call: Call): LinearMixedModel {
  const { fit } = call.fit("object");
  const { random } = fit;
  if (random?.mmrm) return random;
  return fail(
    "wrong-argument",
    `${call.verb.name}() takes a fit of mmrm(), not ${fit.described.called}`,
    {
      span: call.spanOf("object"),
      hint: "contrast() and joint_tests() are for all models",
    },
  );
}

/** Rows of weights, one for each coefficient that is estimated. */
function rowsOf(call: Call, fit: LinearMixedModel): Float64Array[] {
  const value = call.value("contrast");
  const rows = value.kind === "matrix" ? [...value.values] : [call.numbers("contrast")];
  const wrong = rows.find((r) => r.length !== fit.rank);
  if (wrong) {
    fail("bad-length", `contrast has ${wrong.length} weights for ${fit.rank} coefficients`, {
      span: call.spanOf("contrast"),
      hint: "Give one weight for each of coef(m)",
    });
  }
  return rows;
}

function oneTest(call: Call): Value {
  const fit = mmrmArgument(call);
  const [l, more] = rowsOf(call, fit);
  if (more) {
    call.wrong("contrast", "one row of weights", call.value("contrast"), "df_md() takes several");
  }
  const method = call.at("object", () => denominatorDf(fit, fit.ddf.default));
  const est = dot(l!, fit.beta);
  const se = method.standardError(l!);
  const df = method.df(l!);
  const t = est / se;
  return named({ est, se, df, t_stat: t, p_val: 2 * pt(Math.abs(t), df, { upper: true }) });
}

function jointTest(call: Call): Value {
  const fit = mmrmArgument(call);
  const rows = rowsOf(call, fit);
  const { numDf, denDf, statistic, pValue } = call.at("object", () => mmrmTest(fit, rows));
  return named({ num_df: numDf, denom_df: denDf, f_stat: statistic, p_val: pValue });
}

const named = (entries: Record<string, number>): Value =>
  list(Object.entries(entries).map(([name, value]) => ({ name, value: numeric([value]) })));

/** Parts that can be had by name. */
const COMPONENTS: Readonly<
  Record<string, (call: Call, fit: LinearMixedModel) => Value>
> = {
  cov_type: (_, fit) => character([fit.mmrm!.word]),
  subject_var: (_, fit) => character([fit.mmrm!.subject]),
  n_theta: (_, fit) => numeric([mmrmFacts(fit)!.parameters]),
  n_subjects: (_, fit) => numeric([mmrmFacts(fit)!.subjects]),
  n_timepoints: (_, fit) => numeric([mmrmFacts(fit)!.visits]),
  n_obs: (_, fit) => numeric([fit.n]),
  n_groups: (_, fit) => numeric([mmrmFacts(fit)!.covariances.length]),
  reml: (_, fit) => logical([Number(fit.reml)]),
  convergence: () => numeric([0]),
  method: (_, fit) => character([fit.mmrm!.method]),
  beta_est: (_, fit) => {
    const kept = fit.coefficients.filter((c) => !c.aliased);
    return numeric(kept.map((c) => c.estimate!), kept.map((c) => c.name));
  },
  beta_est_complete: (_, fit) =>
    numeric(fit.coefficients.map((c) => c.estimate ?? NaN), fit.coefficients.map((c) => c.name)),
  beta_aliased: (_, fit) =>
    logical(fit.coefficients.map((c) => Number(c.aliased)), fit.coefficients.map((c) => c.name)),
  beta_vcov: (call, fit) => coefficientCovariance(call, fit),
  varcor: (_, fit) => visitCovarianceValue(fit),
  neg_log_lik: (_, fit) => numeric([-fit.logLik]),
};

function component(call: Call): Value {
  const fit = mmrmArgument(call);
  const names = call.texts("name");
  const values = names.map((name) => {
    const part = COMPONENTS[name];
    if (part) return { name, value: part(call, fit) };
    const known = Object.keys(COMPONENTS);
    return fail("unknown-part", `component() of an mmrm has no ${name} here`, {
      span: call.spanOf("name"),
      hint: suggestion(name, known, "There are") ?? `There are ${known.join(", ")}`,
    });
  });
  return values.length === 1 ? values[0]!.value : list(values);
}

/** Tests and parts of an mmrm. */
export const MMRM_TESTS: readonly Verb[] = [
  verb("df_1d", "object, contrast", "the t test of one function of the coefficients", oneTest),
  verb(
    "df_md",
    "object, contrast",
    "the F test of several functions of the coefficients",
    jointTest,
  ),
  verb("component", "object, name", "a part of an mmrm by its name", component),
];
