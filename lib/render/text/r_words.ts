/**
 * What R's packages print where ours have a remark: short messages of car, emmeans, lme4, lmerTest and
 * multcomp, quoted so that the text form of a value can be compared with R's output character by
 * character. They stand nowhere else; pages and stored values have our own words.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import { formatNumber } from "../number/number_format.ts";

/** The facts of a remark, as its maker stored them. */
type Facts = Readonly<Record<string, unknown>>;

const list = (value: unknown): string => (value as readonly string[]).join(", ");

/** R's sentence, by code; a code that is not here has no sentence in R. */
const MESSAGES: Readonly<Record<string, (facts: Facts) => string>> = {
  "averaged-over": ({ over, partly }) =>
    `Results are averaged over ${partly ? "some or all of " : ""}the levels of: ${list(over)}`,
  ddf: ({ ddf }) =>
    `Degrees-of-freedom method: ${
      ddf === "inner-outer" ? "containment" : ddf === "given" ? "user-specified" : ddf
    }`,
  scale: ({ transform }) => `Results are given on the ${transform} (not the response) scale.`,
  "unknown-transformation": ({ response }) =>
    `Unknown transformation in ${response}: no back-transformation done`,
  "still-transformed": ({ transform }) => `Note: contrasts are still on the ${transform} scale`,
  level: ({ level }) => `Confidence level used: ${formatNumber(level as number)}`,
  "interval-adjustment": (facts) => `Conf-level adjustment: ${family(facts, "estimates")}`,
  "effect-sigma": ({ sigma }) =>
    `sigma used for effect sizes: ${Number((sigma as number).toPrecision(4))}`,
  "bias-adjusted": ({ sigma }) =>
    `Bias adjustment applied based on sigma = ${Number((sigma as number).toPrecision(5))}`,
  "cross-adjustment": ({ adjust }) => `Cross-group P-value adjustment: ${adjust}`,
  submodel: ({ terms }) => `submodel: ~ ${(terms as readonly string[]).join(" + ")}`,
  "together-adjustment": ({ adjust }) => `P value adjustment: ${adjust}`,
  "reduced-df": () => "NOTE: Some or all d.f. are reduced due to singularities",
  "test-adjustment": (facts) => `P value adjustment: ${family(facts, "tests")}`,
  "back-transformed": ({ transform }) =>
    `Intervals are back-transformed from the ${transform} scale`,
  "adjust-changed": ({ asked, used, why }) =>
    `Note: adjust = "${asked}" was changed to "${used}"\nbecause "${asked}" is ${
      why === "one-sided"
        ? "not appropriate for one-sided inferences"
        : why === "too-many"
        ? "not feasible for so many contrasts"
        : "only appropriate for one set of pairwise comparisons"
    }`,
  threshold: ({ kind, delta }) =>
    `Statistics are tests of ${kind} with a threshold of ${
      Number(Math.abs(delta as number).toPrecision(5))
    }`,
  tail: ({ tail }) => `P values are ${tail}-tailed`,
  "test-scale": ({ transform }) => `Tests are performed on the ${transform} scale`,
  interaction: () => "NOTE: Results may be misleading due to involvement in interactions",
  nesting: (facts) => {
    const nests = Object.entries(facts as Record<string, readonly string[]>).map(([name, outer]) =>
      `${name} %in% ${outer.length > 1 ? `(${outer.join("*")})` : outer[0]}`
    );
    return `NOTE: A nesting structure was detected in the fitted model:\n    ${nests.join(", ")}`;
  },
  alpha: ({ alpha }) => `significance level used: alpha = ${formatNumber(alpha as number)}`,
  letters: () =>
    "NOTE: If two or more means share the same grouping symbol,\n" +
    "      then we cannot show them to be different.\n" +
    "      But we also did not show them to be the same.",
  "letters-equivalent": () => "Estimates sharing the same symbol test as equivalent",
  "letters-different": () => "Estimates sharing the same symbol are significantly different",
  dependent: () => "d: df1 reduced due to linear dependence",
  "non-estimable": () => "e: df1 reduced due to non-estimability",
  aliased: () =>
    "Note: model has aliased coefficients\n      sums of squares computed by model comparison",
  "missing-cells": ({ cells }) =>
    `Missing cells for: ${list(cells)}.  \nInterpret type III hypotheses with care.`,
  refitted: () => "refitting model(s) with ML (instead of REML)",
};

/** How emmeans names an adjustment and its family. */
function family(facts: Facts, members: "tests" | "estimates"): string {
  const { adjust, familySize, count, rank, varies } = facts;
  const size = varies ? "(varies)" : familySize;
  if (adjust === "tukey") return `tukey method for comparing a family of ${size} estimates`;
  if (adjust === "scheffe") return `scheffe method with rank ${rank ?? "(varies)"}`;
  return `${adjust} method for ${varies ? "(varies)" : count} ${members}`;
}

/** A remark as R prints it; one that R has no words for in ours. */
export function inR(note: Note): string {
  const message = MESSAGES[note.code];
  if (!message) return note.text;
  return message((note.data ?? {}) as Facts);
}

/** Below p-values of pairs of groups, as `pairwise.t.test` prints them. */
export function adjustmentMethod(method: string): string {
  return `P value adjustment method: ${method} `;
}
