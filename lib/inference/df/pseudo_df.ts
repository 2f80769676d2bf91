/**
 * Kenward and Roger's method for a model of pseudo-data, whose scale is known.
 *
 * @module
 */
import type { GeneralizedMixedModel } from "../../model/fit.ts";
import type { DdfMethod } from "./ddf.ts";
import { KenwardRoger } from "./kenward_roger.ts";

/** The method at the pseudo-data where the fit rests. */
export function pseudoMethod(
  { beta, pseudo }: GeneralizedMixedModel,
  information: "expected" | "observed",
): DdfMethod {
  if (!pseudo) throw new Error("only a fit by pseudo-likelihood has pseudo-data");
  return new KenwardRoger({
    ...pseudo,
    beta,
    w: pseudo.w[information],
    toBasis: (l) => Float64Array.from(l),
    covarianceFromBasis: (c) => c,
  });
}
