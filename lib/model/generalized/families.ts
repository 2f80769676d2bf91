/**
 * The families of `glm`: one row each.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { GeneralizedFamily } from "./generalized_family.ts";
import { POISSON } from "./poisson.ts";

/** By R's name, then by link; the first link is the default. */
const FAMILIES: Readonly<Record<string, readonly GeneralizedFamily[]>> = {
  poisson: [POISSON],
};

/** What is built, in words. */
const BUILT = Object.entries(FAMILIES).map(([name, links]) =>
  `${name}(link = ${links.map(({ link }) => `"${link.name}"`).join(" or ")})`
).join(", ");

/** What other words for the family come to. */
const OTHERS: Readonly<Record<string, string>> = {
  gaussian: "Normal responses are fitted by lm()",
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
  const links = Object.hasOwn(FAMILIES, name) ? FAMILIES[name]! : null;
  if (!links) {
    fail("unknown-family", `glm() has no family ${name}`, {
      ...place,
      hint: `${OTHERS[name] ? `${OTHERS[name]}; ` : ""}glm() fits ${BUILT}`,
    });
  }
  return links.find((f) => link === null || f.link.name === link) ??
    fail("unknown-link", `The family ${name} has no link ${link} here`, {
      ...place,
      hint: `glm() fits ${BUILT}`,
    });
}
