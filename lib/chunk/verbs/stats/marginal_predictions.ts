/**
 * `predict` of generalized mixed models: the linear predictor, means, and the other parts of a
 * `glmmTMB`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { GeneralizedMixedModel, ModelPart } from "../../../model/fit.ts";
import { isEstimable } from "../../../model/fixed/estimable.ts";
import type { Call } from "../../evaluation/call.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { type FitValue, list, numeric, type Value } from "../../values/value.ts";
import { randomPart } from "./random_part.ts";

const TYPES = ["link", "response"] as const;
/** Those that glmmTMB has besides. */
const PART_TYPES = ["conditional", "zprob", "zlink", "disp"] as const;
type PredictionType = (typeof TYPES)[number] | (typeof PART_TYPES)[number];

/** Predictors of the mean, of zeros and of the dispersion, row by row. */
interface Predictors {
  readonly eta: readonly number[];
  readonly zeta: readonly number[] | null;
  readonly delta: readonly number[] | null;
}

/** Linear predictors with the random effects of the rows, unless `re.form` leaves them out. */
export function marginalPredictions(
  call: Call,
  { fit, rows }: FitValue,
  own: GeneralizedMixedModel,
  given: { table: Table; names: readonly string[] } | null,
): Value {
  const types = own.kind === "glmmTMB" ? [...TYPES, ...PART_TYPES] : TYPES;
  const type = call.choice("type", types, "link");
  const random = randomPart(call, fit.mixed ?? own);
  const table = given?.table ?? fit.data;
  // a part's columns need not be among those of the mean
  const tableOf = (part: ModelPart | null): Table => given?.table ?? part?.data ?? fit.data;
  if (call.flag("se.fit", false)) return withErrors(call, own, type, table, random);
  const predictors = !given && random === "all"
    ? {
      eta: own.linearPredictor,
      zeta: own.zeroPart && own.zeroPredictor,
      delta: own.dispersionPart && own.dispersionPredictor,
    }
    : call.at("newdata", () => {
      const effects = (part: "mean" | "zero" | "dispersion", of: Table): Float64Array =>
        random === "none" ? new Float64Array(of.nrow) : own.randomRows(part, of, {
          allowNewLevels: call.flag("allow.new.levels", false),
          ...(random === "all" || part !== "mean" ? {} : { terms: random }),
        });
      const predictor = (part: "mean" | "zero" | "dispersion", of: Part, data: Table): number[] => {
        const more = effects(part, data);
        return predictorOf(of, data).map((x, i) => x + more[i]!);
      };
      const { zeroPart, dispersionPart } = own;
      return {
        eta: predictor("mean", own, table),
        zeta: zeroPart && predictor("zero", zeroPart, tableOf(zeroPart)),
        delta: dispersionPart && predictor("dispersion", dispersionPart, tableOf(dispersionPart)),
      };
    });
  const found = ofType(own, type, predictors);
  // glmmTMB leaves the names of the rows out
  if (own.kind === "glmmTMB") return numeric(found);
  return given ? numeric(found, given.names) : byModelRow(rows, found);
}

/** Predictions with their standard errors, those of random effects with them. */
function withErrors(
  call: Call,
  own: GeneralizedMixedModel,
  type: PredictionType,
  table: Table,
  random: ReturnType<typeof randomPart>,
): Value {
  const plain = type === "link" || (type === "response" && !own.zeroPart) || type === "conditional";
  if (own.kind !== "glmmTMB" || !plain || own.family.name.startsWith("truncated")) {
    fail("wrong-argument", "predict() gives no standard errors here", {
      span: call.spanOf("se.fit"),
      hint: own.kind === "glmmTMB"
        ? 'predict(m, se.fit = TRUE) has them of type "link" and "response"'
        : "emmeans(m, …) gives means with standard errors",
    });
  }
  const options = {
    allowNewLevels: call.flag("allow.new.levels", false),
    ...(random === "all" ? {} : { terms: random === "none" ? new Set<number>() : random }),
  };
  const { eta, se } = call.at("newdata", () => {
    const effects = random === "none"
      ? new Float64Array(table.nrow)
      : own.randomRows("mean", table, options);
    return {
      eta: predictorOf(own, table).map((x, i) => x + effects[i]!),
      se: own.predictorErrors(table, options),
    };
  });
  const onLink = type === "link";
  const slopes = eta.map((x) => own.meanAt(x, 0));
  const values = (of: readonly number[]): Value =>
    numeric(of, of.map(() => onLink ? "eta_predict" : "mu_predict"));
  return list([
    { name: "fit", value: values(eta.map((x, i) => onLink ? x : slopes[i]!.mean)) },
    {
      name: "se.fit",
      value: values(
        se.map((s, i) => Number.isNaN(eta[i]!) ? NaN : onLink ? s : s * Math.abs(slopes[i]!.byEta)),
      ),
    },
  ]);
}

type Part = Pick<ModelPart, "fixed" | "beta">;

/** A part's linear predictor; NaN where the data cannot tell it. */
function predictorOf(
  { fixed, beta }: Part,
  table: Table,
): number[] {
  const known = fixed.offsetFor(table);
  return fixed.rowsFor(table).map((row, i) => {
    if (!isEstimable(row, fixed)) return NaN;
    return fixed.kept.reduce((sum, j, k) => sum + row[j]! * beta[k]!, known[i]!);
  });
}

function ofType(
  fit: GeneralizedMixedModel,
  type: PredictionType,
  { eta, zeta, delta }: Predictors,
): number[] {
  const [common = 0] = fit.dispersionPredictor; // where it is not modelled all rows have one
  const zeroOf = (i: number): number => zeta ? 1 / (1 + Math.exp(-zeta[i]!)) : 0;
  const deltaOf = (i: number): number => delta ? delta[i]! : common;
  const meanOf = (i: number): number => fit.meanAt(eta[i]!, deltaOf(i)).mean;
  const values: Readonly<Record<PredictionType, (i: number) => number>> = {
    link: (i) => eta[i]!,
    conditional: meanOf,
    response: (i) => (1 - zeroOf(i)) * meanOf(i),
    zprob: zeroOf,
    zlink: (i) => zeta ? zeta[i]! : -Infinity,
    // of a normal response glmmTMB's dispersion is the variance, and this the standard deviation
    disp: (i) => Math.exp(fit.family.name === "gaussian" ? deltaOf(i) / 2 : deltaOf(i)),
  };
  return eta.map((_, i) => values[type](i));
}
