/**
 * What the engine of mixed models asks of a family: log likelihoods of a row as series in its
 * predictors.
 *
 * @module
 */
import type { Note } from "../../../note.ts";
import type { Family, Link } from "../../family.ts";
import type { GivenResponse } from "../families/generalized_family.ts";
import type { Jet, JetAlgebra } from "./jet.ts";
import type { MeanJets } from "./mean_jets.ts";

/** A row: its response (a proportion for proportions) and its number of trials. */
export interface ResponseRow {
  readonly y: number;
  readonly trials: number;
}

/** What the dispersion of a family is. */
export interface DispersionMeaning {
  /** From its predictor δ. */
  value(delta: number): number;
  /** dvalue/dδ. */
  slope(delta: number): number;
  /** In words. */
  readonly meaning: string;
  /** Where the search begins. */
  readonly start: number;
  /** What it means where δ has no bound above, or none below; null where that cannot be. */
  readonly limit: { readonly above: string | null; readonly below: string | null };
}

/** A further parameter of a family, one number for all rows. */
export interface SecondParameter {
  /** As glmmTMB's `family_params` names it. */
  readonly name: string;
  /** From the number ψ that is searched for. */
  value(psi: number): number;
  /** ψ where the search begins. */
  readonly start: number;
  /** What it means where ψ has no bound above, or none below. */
  readonly limit: { readonly above: string; readonly below: string };
}

/** What a dispersion of measurements means where it goes to 0. */
export const FITS_EXACTLY = "the model fits the data exactly";

/** A family of mixed models. */
export interface RandomFamily extends Family {
  /** Null where the mean alone says the distribution. */
  readonly dispersion: DispersionMeaning | null;
  /** A further parameter; a family with one has no zeros of another part. */
  readonly second?: SecondParameter;
  /** The dispersion of a family without one that is estimated, where it is not 1. */
  readonly known?: number;
  /** Its response is a proportion, of trials that are its weights. */
  readonly proportions: boolean;
  /** It has no zeros of its own: those of a hurdle come from the other part. */
  readonly truncated?: boolean;
  /** log density of a row of weight 1; δ where the family has a dispersion, ψ where it has a second parameter. */
  logDensity(
    a: JetAlgebra,
    row: ResponseRow,
    mean: MeanJets,
    eta: Jet,
    delta: Jet,
    psi?: Jet,
  ): Jet;
  /** Of a truncated family the log probability of a zero before they were taken away. */
  zeroDensity?: RandomFamily["logDensity"];
  /** The variance of a row of weight 1; of a truncated family before its zeros were taken away. */
  varianceJet(a: JetAlgebra, row: ResponseRow, mu: Jet, delta: Jet, psi?: Jet): Jet;
  /**
   * What is to be said of a response.
   *
   * @throws DiagnosticError of values that the family does not have, with their row
   */
  check(response: GivenResponse): Note[];
}

/** A family with its links, the default first. */
export interface RandomFamilyOfLinks {
  readonly links: readonly Link[];
  with(link: Link): RandomFamily;
}
