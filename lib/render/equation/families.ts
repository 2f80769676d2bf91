/**
 * Families and links in LaTeX: one row each.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";

/** How the distribution of an observation is written. */
export interface FamilyLatex {
  /** Letter of the mean. */
  readonly mean: string;
  /** The distribution, given its mean with subscripts. */
  distribution(mean: string): string;
  /** What the mean is, for the where-list. */
  readonly meaning: string;
  /** Whether σ² is a parameter of it. */
  readonly scaled: boolean;
}

/** How a link is written. */
export interface LinkLatex {
  /** Of a mean. */
  linear(mean: string): string;
  /** What the linear predictor is, for the where-list. */
  readonly meaning: string;
}

const NORMAL: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean) => `N(${mean}, \\sigma^2)`,
  meaning: "its expected value",
  scaled: true,
};

/** By R's name. */
const FAMILIES: Readonly<Record<string, FamilyLatex>> = {
  gaussian: NORMAL,
  poisson: {
    mean: "\\lambda",
    distribution: (mean) => `\\operatorname{Poisson}(${mean})`,
    meaning: "its expected value, which is its variance too",
    scaled: false,
  },
};

const SAME: LinkLatex = {
  linear: (mean) => mean,
  meaning: "linear predictor, equal to the expected value because the link is the identity",
};

/** By R's name. */
const LINKS: Readonly<Record<string, LinkLatex>> = {
  identity: SAME,
  log: {
    linear: (mean) => `\\log ${mean}`,
    meaning: "linear predictor, the logarithm of the expected value",
  },
};

/** The distribution of a model's observations; normal for a design. */
export function familyLatex(fit: Fit | null): FamilyLatex {
  return fit ? FAMILIES[fit.family.name] ?? unwritten(fit) : NORMAL;
}

/** Its link. */
export function linkLatex(fit: Fit | null): LinkLatex {
  return fit ? LINKS[fit.family.link.name] ?? unwritten(fit) : SAME;
}

function unwritten({ family }: Fit): never {
  return fail(
    "no-equation",
    `The family ${family.name} with link ${family.link.name} has no equation`,
    {
      hint: "Write it between $$ and $$",
    },
  );
}
