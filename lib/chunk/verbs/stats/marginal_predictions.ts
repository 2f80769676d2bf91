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
import { type FitValue, numeric, type Value } from "../../values/value.ts";

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

/** Linear predictors with the random effects of the rows; of other rows with fixed effects alone. */
export function marginalPredictions(
  call: Call,
  { fit, rows }: FitValue,
  own: GeneralizedMixedModel,
  given: { table: Table; names: readonly string[] } | null,
): Value {
  const hint = "emmeans(m, …) gives means with standard errors";
  call.only("se.fit", [false], "predict() gives no standard errors", hint);
  const types = own.kind === "glmmTMB" ? [...TYPES, ...PART_TYPES] : TYPES;
  const type = call.choice("type", types, "link");
  const whole = !call.has("re.form") || call.value("re.form").kind === "null";
  if (given && whole && fit.mixed) {
    fail("wrong-argument", "Predictions for other rows have no random effects here", {
      span: call.spanOf("newdata"),
      hint: "Write re.form = NA: they are those of a new group at the middle of its kind",
    });
  }
  const table = given?.table ?? fit.data;
  const eta = given || !whole
    ? call.at("newdata", () => predictorOf(own, table))
    : own.linearPredictor;
  // a part's columns need not be among those of the mean
  const partTable = (part: ModelPart | null): Table => given?.table ?? part?.data ?? fit.data;
  const found = call.at("newdata", () =>
    ofType(own, type, {
      eta,
      zeta: own.zeroPart && predictorOf(own.zeroPart, partTable(own.zeroPart)),
      delta: own.dispersionPart && predictorOf(own.dispersionPart, partTable(own.dispersionPart)),
    }));
  if (given) return numeric(found, given.names);
  // glmmTMB leaves the names of the rows out
  return own.kind === "glmmTMB" ? numeric(found) : byModelRow(rows, found);
}

/** A part's linear predictor; NaN where the data cannot tell it. */
function predictorOf(
  { fixed, beta }: Pick<ModelPart, "fixed" | "beta">,
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
    disp: (i) => Math.exp(deltaOf(i)),
  };
  return eta.map((_, i) => values[type](i));
}
