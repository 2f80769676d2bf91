/**
 * What is to be said of a fit whose estimates lie on a boundary, or have none.
 *
 * @module
 */
import type { Note } from "../../../note.ts";
import type { NamedTerm } from "../laplace/build.ts";
import type { ParameterPlan } from "../laplace/engine.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import type { Maximum } from "../laplace/maximum.ts";

/** One note for each term whose covariance matrix is singular. */
export function singularTerms(
  terms: readonly NamedTerm[],
  labels: readonly string[],
  lambda: readonly Float64Array[],
): Note[] {
  return terms.flatMap(({ names, factor: { width } }, t): Note[] => {
    const l = lambda[t]!;
    const gone = names.filter((_, i) => {
      for (let k = 0; k < width; k++) if (l[i * width + k] !== 0) return false;
      return true;
    });
    const pivots = names.some((_, i) => l[i * width + i] === 0);
    if (!pivots) return [];
    const text = gone.length === 0
      ? `some combination of the effects over ${labels[t]} is estimated to have variance 0`
      : width === 1 && gone[0] === "(Intercept)"
      ? `the variance of ${labels[t]} is estimated as 0: its levels differ no more than the ` +
        "distribution within them makes them differ"
      : gone.map((name) => `the variance of ${name} over ${labels[t]} is estimated as 0`).join(
        "; ",
      );
    return [{
      code: "singular",
      text: `Boundary (singular) fit: ${text}`,
      data: { group: labels[t], zero: gone, correlations: [] },
    }];
  });
}

/** One note for each parameter that grows without end. */
export function endlessNotes(
  { endless, rho }: Maximum,
  plan: ParameterPlan,
  { dispersion, second }: RandomFamily,
  names: {
    fixed: readonly string[];
    zero: readonly string[];
    dispersion: readonly string[];
  },
): Note[] {
  return endless.map((k): Note => {
    const grows = rho[k]! > 0 ? "above" : "below";
    const note = (name: string, why: string): Note => ({
      code: "endless-estimate",
      text: `The likelihood has no largest value in ${name}: ${why}; ` +
        "it has no estimate and no standard error",
      data: { parameter: name },
    });
    if (k < plan.zero) {
      return note(names.fixed[k] ?? "a coefficient", "the estimate grows without end");
    }
    if (k < plan.dispersion && second) return note(`the ${second.name}`, second.limit[grows]);
    if (k < plan.dispersion) {
      const name = names.zero[k - plan.zero] ?? "a coefficient";
      return note(
        `${name} of the zero inflation`,
        rho[k]! < 0
          ? "the chance of a zero of its own goes to 0, as in a model without this part"
          : "the chance of a zero of its own goes to 1",
      );
    }
    if (k < (plan.terms[0] ?? plan.count)) {
      const own = names.dispersion[k - plan.dispersion];
      return note(
        names.dispersion.length > 1 ? `${own} of the dispersion` : "the dispersion",
        dispersion?.limit[grows] ?? "it grows without end",
      );
    }
    return note("a variance", "it grows without end");
  });
}

/** What is to be said of where the search ended. */
export function searchNotes(
  converged: boolean,
  definite: boolean,
  { gradient }: Maximum,
): Note[] {
  if (!converged) {
    return [{
      code: "not-converged",
      text: "The search for the optimum stopped before the gradient vanished",
      data: { gradient: Array.from(gradient) },
    }];
  }
  if (definite) return [];
  return [{
    code: "no-standard-errors",
    text: "The likelihood is flat in some direction at its largest value: there are no " +
      "standard errors",
  }];
}
