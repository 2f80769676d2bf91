/**
 * The residual covariances that can be asked for by name. Another one is its file and a line here.
 *
 * @module
 */
import type { ResidualStructure } from "../residual_covariance.ts";
import { autoregressive } from "./ar1.ts";
import { compoundSymmetry } from "./cs.ts";
import { diagonal } from "./diag.ts";
import { unstructured } from "./un.ts";

/** A structure as it is asked for. */
export interface StructureKind {
  /** Its parameters over some visits. */
  readonly make: (visits: readonly string[]) => ResidualStructure;
  /** Whether residuals of one subject are correlated, so that a subject has to be named. */
  readonly withinSubjects: boolean;
  /** Whether each pair of visits has a covariance of its own. */
  readonly everyPair?: boolean;
  /** Whether it matters which visit follows which. */
  readonly inOrder?: boolean;
}

/** By the word that names it. */
export const STRUCTURES: Readonly<Record<string, StructureKind>> = {
  ar1: { make: autoregressive, withinSubjects: true, inOrder: true },
  cs: { make: compoundSymmetry, withinSubjects: true },
  diag: { make: diagonal, withinSubjects: false },
  un: { make: unstructured, withinSubjects: true, everyPair: true },
};
