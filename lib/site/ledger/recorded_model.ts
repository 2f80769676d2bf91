/**
 * The numbers of a model as the ledger has them.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import type { NamedModel } from "../../chunk/page/page_result.ts";
import type { Column } from "../../data/column.ts";
import type { Coefficient, Fit, VarianceComponent } from "../../model/fit.ts";
import { digestOf } from "../cache/digest.ts";
import { Apart } from "./apart.ts";

/** A number of JSON: what JSON has no number for is written as R writes it. */
export type LedgerNumber = number | string | null;

/** A model by its numbers. */
export interface RecordedModel {
  /** The name that it was given. */
  name: string;
  /** The block in which that was done. */
  block: number;
  /** `lmer(y ~ A + (1 | Block))`. */
  call: string;
  /** Digest of the rows and columns that it was fitted to. */
  data: string;
  /** Rows used. */
  n: number;
  /** What it was fitted by, and what that came to. */
  criterion: Record<string, LedgerNumber>;
  /** Estimate and standard error of each coefficient. */
  estimates: Record<string, [LedgerNumber, LedgerNumber]>;
  /** Variances, with correlations and what else shapes the covariances. */
  variances: Record<string, LedgerNumber>;
  /** Where the degrees of freedom of its tests come from, unless a test says otherwise. */
  df: string;
}

/** A number as JSON can hold it. */
export function ledgerNumber(value: number | null | undefined): LedgerNumber {
  if (value === null || value === undefined) return null;
  if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}

/** What a computation gives; null where it is refused. */
function unlessRefused<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return null;
  }
}

/** A model as it is recorded. */
export function recordedModel({ name, fit }: NamedModel, block: number): RecordedModel {
  const { marginal, mixed, likelihood } = fit;
  const estimates = new Apart<[LedgerNumber, LedgerNumber]>();
  const take = (coefficients: readonly Coefficient[], prefix = ""): void => {
    for (const { name, estimate, standardError } of coefficients) {
      estimates.add(prefix + name, [ledgerNumber(estimate), ledgerNumber(standardError)]);
    }
  };
  take(fit.coefficients);
  if (marginal) {
    take(marginal.zeroInflation, "zero: ");
    take(marginal.dispersionModel, "dispersion: ");
  }
  const variances = new Apart<LedgerNumber>();
  addComponents(variances, mixed?.varianceComponents ?? []);
  for (const part of ["zero", "dispersion"] as const) {
    const own = marginal?.partRandom[part];
    if (own) addComponents(variances, own.varianceComponents, `${part}: `);
  }
  if (!mixed && Number.isFinite(fit.sigma) && fit.leastSquares) {
    variances.add("Residual", ledgerNumber(fit.sigma ** 2));
  } else if (!fit.dispersion.fixed && Number.isFinite(fit.dispersion.value) && !fit.random) {
    variances.add("dispersion", ledgerNumber(fit.dispersion.value));
  }
  return {
    name,
    block,
    call: `${fit.kind}(${fit.formula})`,
    data: dataDigest(fit),
    n: fit.n,
    df: fit.ddf.default,
    criterion: {
      [likelihood.method]: ledgerNumber(unlessRefused(() => likelihood.deviance)),
      logLik: ledgerNumber(unlessRefused(() => fit.logLik)),
    },
    variances: variances.given,
    estimates: estimates.given,
  };
}

function addComponents(
  into: Apart<LedgerNumber>,
  components: readonly VarianceComponent[],
  prefix = "",
): void {
  const before: string[] = [];
  for (const { group, term, variance, quantity, correlations } of components) {
    const own = `${prefix}${[group, term].filter((word) => word !== "").join(" ")}`;
    if (quantity) into.add(`${own} ${quantity.kind}`, ledgerNumber(quantity.value));
    else into.add(own, ledgerNumber(variance));
    const earlier = before.slice(-correlations.length || before.length);
    correlations.forEach((value, i) =>
      into.add(`${own} ~ ${earlier[i] ?? i + 1}`, ledgerNumber(value))
    );
    before.push(term);
  }
}

/** The digest of the rows and columns that a model was fitted to, with their weights. */
function dataDigest({ data, weights }: Fit): string {
  const parts = data.columns.map((column) => [column.name, column.kind, ...contentOf(column)]);
  return digestOf(JSON.stringify([data.nrow, parts, weights && digestOf(bytesOf(weights))]));
}

function contentOf(column: Column): string[] {
  switch (column.kind) {
    case "numeric":
    case "logical":
      return [digestOf(bytesOf(column.values))];
    case "factor":
      return [digestOf(JSON.stringify(column.levels)), digestOf(bytesOf(column.codes))];
    case "text":
      return [digestOf(JSON.stringify(column.dictionary)), digestOf(bytesOf(column.codes))];
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
