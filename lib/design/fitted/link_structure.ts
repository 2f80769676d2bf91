/**
 * The structure of a model whose errors are in a distribution: counts, proportions, zeros. Its random
 * effects are lines of the linear predictor; what is left below them is a line of the distribution, and
 * no line has a mean square.
 *
 * @module
 */
import { distributionName } from "../../model/distribution_name.ts";
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";
import type { Structure } from "../structure/structure.ts";
import type { OtherPart } from "./all_parts.ts";
import { unitStructure } from "./fit_of_units.ts";

/** Of which line the words are, by part. */
const DISTRIBUTIONS: Readonly<Record<"mean" | OtherPart, (family: string) => string>> = {
  mean: (family) => `the ${distributionName(family)} distribution`,
  zero: () => "the chance of a zero of its own",
  dispersion: () => "what the dispersion makes of each observation",
};

/** The strata of a fit, or of a part of it, on the scale of its linear predictor. */
export function linkStructure(
  fit: Fit,
  part: "mean" | OtherPart,
  symbols?: SymbolTable,
): Structure {
  const made = unitStructure(fit, symbols);
  const distribution = fit.family.name;
  const lowest = made.strata.find((s) => s.lowest);
  const used = made.strata.flatMap((s, i) =>
    s.lowest ? made.fixed.filter((t) => t.stratum === i) : []
  );
  const left = (lowest?.dfCount ?? 0) - used.reduce((n, t) => n + t.dfCount, 0);
  const where = DISTRIBUTIONS[part](distribution);
  const text = left > 0
    ? `The line Error has no effect in the linear predictor: it is ${where}` +
      (used.length > 0 && hasNoVarianceOfItsOwn(fit, part)
        ? `, which leaves its units no variance of their own; what is tested there takes every ` +
          "observation for a unit"
        : "")
    : `Every line has a random effect in the linear predictor; ${where} has none of its own`;
  const note: Note = {
    code: "error-in-distribution",
    text: `${text}${infinite(fit)}`,
    data: { distribution, part, df: left },
  };
  return { ...made, distribution, notes: [...made.notes, note] };
}

/** Whether the distribution follows from the mean alone, so that units below the last line are alike. */
function hasNoVarianceOfItsOwn(
  { dispersion, generalized }: Fit,
  part: "mean" | OtherPart,
): boolean {
  return part !== "mean" || (dispersion.known === "fixed" && !generalized?.size);
}

/** Wald's tests have no denominators. */
function infinite({ marginal }: Fit): string {
  if (!marginal || marginal.pseudo) return "";
  return ". Wald’s tests of the model take the df of every line for infinite; glimmix() has them";
}
