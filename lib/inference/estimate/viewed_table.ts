/**
 * Linear functions of a fit, and the table that they are shown as.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import type { EstimateRow, EstimateTest } from "./estimate_table.ts";
import type { Transformation } from "../../model/formula/transformation.ts";
import type { EstimateView } from "./view.ts";

/** What a table of estimates is made of, whatever they are estimates of. */
export interface EstimateParts {
  fit: Fit;
  df: DenominatorDf;
  by: string[];
  averagedOver: string[];
  /** Some of the estimates are averaged over it, others are not. */
  averagedPartly?: boolean;
  estimateName: string;
  transformation: Transformation | null;
}

class Viewed<Parts extends EstimateParts> {
  readonly #parts: Parts;
  readonly #view: EstimateView;

  constructor(table: object, parts: Parts, view: EstimateView) {
    Object.assign(this, table);
    this.#parts = parts;
    this.#view = view;
  }

  get fit(): Fit {
    return this.#parts.fit;
  }
  /** The df method. */
  get df(): DenominatorDf {
    return this.#parts.df;
  }
  /** What the table was made of. */
  get parts(): Parts {
    return this.#parts;
  }
  /** How it is shown. */
  get view(): EstimateView {
    return this.#view;
  }
}

/**
 * A table whose own fields are those it was given, which is what JSON has of it; what it was made of
 * stands behind getters. The fields are declared where the table is, and nowhere again.
 */
export const ViewedTable = Viewed as new <Table extends object, Parts extends EstimateParts>(
  table: Table,
  parts: Parts,
  view: EstimateView,
) => Table & Viewed<Parts>;

/** The numbers of a row that has none. */
export const NO_NUMBERS: Readonly<EstimateRow> = {
  estimate: null,
  standardError: null,
  df: null,
  lower: null,
  upper: null,
  nonEstimable: true,
};

/** An estimate and its standard error on the scale that is shown, by the delta method. */
export function onScale(
  back: Transformation | null,
  estimate: number,
  se: number,
): { estimate: number; standardError: number } {
  if (!back) return { estimate, standardError: se };
  return {
    estimate: back.inverse(estimate),
    standardError: Math.abs(back.derivative(estimate)) * se,
  };
}

/** The numbers of an estimate that has no error to measure by: there are no limits and no test. */
export function untested(
  back: Transformation | null,
  estimate: number,
  se: number,
  df: number,
): EstimateRow {
  return {
    ...NO_NUMBERS,
    ...onScale(back, estimate, se),
    ...(se > 0 ? {} : { standardError: null }),
    df: Number.isNaN(df) ? null : df,
    nonEstimable: false,
  };
}

/** Limits on the scale that is shown, the lower one first. */
export function limitsOnScale(
  back: Transformation | null,
  [low, high]: readonly [number, number],
): [number, number] {
  if (!back) return [low, high];
  const [a, b] = [back.inverse(low), back.inverse(high)];
  return [Math.min(a, b), Math.max(a, b)];
}

/** The test of a row that has none. */
export const NO_TEST: Readonly<EstimateTest> = { statistic: null, pValue: null };

/** The value tested against on the scale that is shown; absent where it is 0 and goes without saying. */
export function testedAgainst(
  view: EstimateView,
  back: Transformation | null,
): { nullValue?: number } {
  if (back) return { nullValue: back.inverse(view.nullValue) };
  return view.nullValue === 0 ? {} : { nullValue: view.nullValue };
}
