/**
 * The families of `glm`: one row each.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import { BINOMIAL, QUASI_BINOMIAL } from "./binomial.ts";
import { GAMMA, GAUSSIAN_GLM, INVERSE_GAUSSIAN } from "./continuous.ts";
import type { FamilyOfLinks, GeneralizedFamily } from "./generalized_family.ts";
import { POISSON, QUASI_POISSON } from "./poisson.ts";

/** By R's name; the first link is the default. */
const FAMILIES: Readonly<Record<string, FamilyOfLinks>> = {
  binomial: BINOMIAL,
  poisson: POISSON,
  gaussian: GAUSSIAN_GLM,
  Gamma: GAMMA,
  "inverse.gaussian": INVERSE_GAUSSIAN,
  quasibinomial: QUASI_BINOMIAL,
  quasipoisson: QUASI_POISSON,
};

/** Names of all of them. */
export const FAMILY_NAMES: readonly string[] = Object.keys(FAMILIES);

const written = (name: string, { links }: FamilyOfLinks): string =>
  `${name}(link = ${links.map((link) => `"${link.name}"`).join(" or ")})`;

/** What other words for the family come to. */
const OTHERS: Readonly<Record<string, string>> = {
  nbinom2: "Negative binomial counts are glm.nb(…)",
  "negative.binomial": "Negative binomial counts are glm.nb(…)",
  nbinom1: "glmmTMB() has it",
  beta_family: "glmmTMB() has it",
  betabinomial: "glmmTMB() has it",
  truncated_poisson: "glmmTMB() has it",
  genpois: "glmmTMB() has it",
  compois: "glmmTMB() has it",
  tweedie: "glmmTMB() has it",
  t_family: "glmmTMB() has it",
  ziGamma: "glmmTMB() has it",
  gamma: "R writes the family Gamma with a capital letter",
  normal: "R calls it gaussian",
};

/**
 * A family by its names in R.
 *
 * @throws DiagnosticError `unknown-family`, `unknown-link`
 */
export function familyNamed(
  name: string,
  link: string | null,
  place: { span?: Span } = {},
): GeneralizedFamily {
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name]! : null;
  if (!family) {
    fail("unknown-family", `glm() has no family ${name}`, {
      ...place,
      hint: OTHERS[name] ?? `Its families are ${FAMILY_NAMES.join(", ")}`,
    });
  }
  const found = link === null ? family.links[0]! : family.links.find((l) => l.name === link);
  if (found) return family.with(found);
  return fail("unknown-link", `The family ${name} has no link ${link} here`, {
    ...place,
    hint: `There is ${written(name, family)}`,
  });
}

/** A family as it is written in one word: `binomial`, `binomial(probit)`, `Gamma(link = "log")`. */
export function parseFamily(text: string): { name: string; link: string | null } {
  const match = /^\s*([\w.]+)\s*(?:\(\s*(?:link\s*=\s*)?(?:"([^"]*)"|([\w./^]*))\s*\))?\s*$/.exec(
    text,
  );
  if (!match) {
    fail("unknown-family", `${text} is no family`, {
      hint: 'Write "poisson", or "binomial(probit)"',
    });
  }
  const link = match[2] ?? match[3] ?? "";
  return { name: match[1]!, link: link === "" ? null : link };
}
