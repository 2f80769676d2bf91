/**
 * The families of generalized mixed models: one row each.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import {
  NBINOM1,
  NBINOM2,
  POISSON_JETS,
  TRUNCATED_NBINOM1,
  TRUNCATED_NBINOM2,
  TRUNCATED_POISSON,
} from "./counts.ts";
import { COMPOIS, GENPOIS, TRUNCATED_COMPOIS, TRUNCATED_GENPOIS } from "./dispersed_counts.ts";
import type { RandomFamily, RandomFamilyOfLinks } from "./likelihood.ts";
import { GAMMA_JETS, GAUSSIAN_JETS, INVERSE_GAUSSIAN_JETS, ZI_GAMMA } from "./measurements.ts";
import { BETA, BETA_BINOMIAL, BINOMIAL_JETS } from "./proportions.ts";
import { STUDENT } from "./student.ts";
import { TWEEDIE } from "./tweedie.ts";

/** By glmmTMB's name; the first link is the default. */
const FAMILIES: Readonly<Record<string, RandomFamilyOfLinks>> = {
  gaussian: GAUSSIAN_JETS,
  binomial: BINOMIAL_JETS,
  poisson: POISSON_JETS,
  Gamma: GAMMA_JETS,
  nbinom1: NBINOM1,
  nbinom2: NBINOM2,
  beta_family: BETA,
  betabinomial: BETA_BINOMIAL,
  truncated_poisson: TRUNCATED_POISSON,
  truncated_nbinom1: TRUNCATED_NBINOM1,
  genpois: GENPOIS,
  compois: COMPOIS,
  truncated_genpois: TRUNCATED_GENPOIS,
  truncated_compois: TRUNCATED_COMPOIS,
  truncated_nbinom2: TRUNCATED_NBINOM2,
  tweedie: TWEEDIE,
  ziGamma: ZI_GAMMA,
  t_family: STUDENT,
};

/** Names of all of them. */
export const RANDOM_FAMILY_NAMES: readonly string[] = Object.keys(FAMILIES);

/** Other names. */
const SAME: Readonly<Record<string, string>> = { beta: "beta_family", t: "t_family" };

/** Those of lme4, and its own. */
const OF_LME4: Readonly<Record<string, RandomFamilyOfLinks>> = {
  "inverse.gaussian": INVERSE_GAUSSIAN_JETS,
};

/** Those of lme4. */
export const GLMER_FAMILIES: readonly string[] = [
  "binomial",
  "poisson",
  "Gamma",
  ...Object.keys(OF_LME4),
];

/**
 * A family by its names in R.
 *
 * @throws DiagnosticError `unknown-family`, `unknown-link`
 */
export function randomFamilyNamed(
  verb: string,
  given: string,
  link: string | null,
  known: readonly string[] = Object.keys(FAMILIES),
  place: { span?: Span } = {},
): RandomFamily {
  const name = Object.hasOwn(SAME, given) ? SAME[given]! : given;
  const all = { ...FAMILIES, ...OF_LME4 };
  if (!known.includes(name) || !Object.hasOwn(all, name)) {
    fail("unknown-family", `${verb}() has no family ${given}`, {
      ...place,
      hint: Object.hasOwn(FAMILIES, name)
        ? `glmmTMB() has it; ${verb}() has ${known.join(", ")}`
        : `Its families are ${known.join(", ")}`,
    });
  }
  const { links, with: of } = all[name]!;
  const found = link === null ? links[0]! : links.find((l) => l.name === link);
  if (found) return of(found);
  return fail("unknown-link", `The family ${name} has no link ${link} here`, {
    ...place,
    hint: `Its links are ${links.map((l) => l.name).join(", ")}`,
  });
}
