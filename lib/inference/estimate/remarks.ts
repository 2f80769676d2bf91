/**
 * The remarks that stand with means and contrasts: each has a code, our words, and the facts
 * they are made of. What R's packages print in their place is in `render/text/r_words.ts`.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Fit } from "../../model/fit.ts";
import type { Adjust, Side } from "./view.ts";
import type { Ddf } from "../df/ddf.ts";
import type { Estimates } from "./estimates.ts";

/** What the means are averages over; no remark if nothing. */
export function averagedNote(over: readonly string[], partly = false): Note[] {
  if (over.length === 0) return [];
  return [{
    code: "averaged-over",
    text: partly
      ? `Averaged over ${over.join(", ")}, or over some of their levels`
      : `Averaged over ${over.join(", ")}`,
    data: { over: [...over], ...(partly ? { partly } : {}) },
  }];
}

/** That some of the functions have no standard error, or no df, and why. */
export function untestedNotes(fit: Fit, ddf: Ddf, numbers: readonly Estimates[]): Note[] {
  if (fit.ddf.exact) return [];
  const has = (what: (e: Estimates, i: number) => boolean): boolean =>
    numbers.some((e) => e.estimable.some((own, i) => own === 1 && what(e, i)));
  const notes: Note[] = [];
  if (has((e, i) => Number.isNaN(e.standardError[i]!))) {
    notes.push({
      code: "untestable",
      text: "There is no standard error where a random effect with it has a variance " +
        "that cannot be estimated",
    });
  }
  if (has((e, i) => e.standardError[i]! > 0 && Number.isNaN(e.df[i]!))) {
    notes.push({
      code: "impossible-df",
      text: `There are no ${ddf} degrees of freedom above 0 where none are given`,
    });
  }
  return notes;
}

/** Methods named after people. */
const METHODS: Partial<Record<Ddf, string>> = {
  "kenward-roger": "Kenward–Roger",
  "kenward-roger-linear": "Kenward–Roger (linear)",
  "kenward-roger-2": "Kenward–Roger (2009)",
  satterthwaite: "Satterthwaite",
  "inner-outer": "by grouping level",
  given: "as given",
};

/** How df were found. */
export function ddfNote(ddf: Ddf): Note {
  return { code: "ddf", text: `Degrees of freedom: ${METHODS[ddf] ?? ddf}`, data: { ddf } };
}

/** That means of the response were adjusted for the bias of the way back. */
export function biasNote(sigma: number): Note {
  return {
    code: "bias-adjusted",
    text: `Means of the response: the way back is adjusted for its bias, with a deviation of ${
      Number(sigma.toPrecision(5))
    }`,
    data: { sigma },
  };
}

/** By which deviation differences were divided. */
export function deviationNote(sigma: number): Note {
  return {
    code: "effect-sigma",
    text: `In units of a standard deviation of ${Number(sigma.toPrecision(4))}`,
    data: { sigma },
  };
}

/** That p-values were adjusted across the groups as well. */
export function crossAdjustmentNote(adjust: Adjust): Note {
  return {
    code: "cross-adjustment",
    text: `p-values adjusted by ${adjust} across the groups, too`,
    data: { adjust },
  };
}

/** That estimates are on the scale of the transformed response. */
export function linkNote(transform: string): Note {
  return {
    code: "scale",
    text: `On the ${transform} scale`,
    data: { transform },
  };
}

/** That means cannot be taken back to the scale of the response, though that was asked. */
export function unknownTransformationNote(response: string): Note {
  return {
    code: "unknown-transformation",
    text: `${response} has no way back to a scale of its own: the means stay on it`,
    data: { response },
  };
}

/** That contrasts of a transformed response cannot be brought back. */
export function stillTransformedNote(transform: string): Note {
  return {
    code: "still-transformed",
    text: `Contrasts stay on the ${transform} scale`,
    data: { transform },
  };
}

/** Level, adjustment and back-transformation of intervals. */
export function intervalNotes(
  level: number,
  adjustment: Note | null,
  backFrom: string | null,
): Note[] {
  const notes: Note[] = [{
    code: "level",
    text: `Limits at a level of ${level}`,
    data: { level },
  }];
  if (adjustment) notes.push(adjustment);
  if (backFrom !== null) {
    notes.push({
      code: "back-transformed",
      text: `Limits taken back from the ${backFrom} scale`,
      data: { transform: backFrom },
    });
  }
  return notes;
}

/** Facts of a family that its adjustment is worded from. */
export interface FamilyFacts {
  /** Means compared. */
  familySize: number;
  /** Contrasts. */
  count: number;
  /** Rank of the contrasts (Scheffé), or null if groups differ. */
  rank: number | null;
  /** Whether `by` groups differ in size. */
  varies: boolean;
}

/**
 * The adjustment of tests or intervals in words; null where there is none to speak of: no
 * adjustment, or Tukey's or Scheffé's for fewer than three means.
 */
export function adjustmentNote(
  what: "tests" | "intervals",
  adjust: Adjust,
  facts: FamilyFacts,
): Note | null {
  if (adjust === "none") return null;
  const ofFamily = adjust === "tukey" || adjust === "scheffe";
  if (ofFamily && facts.familySize < 3) return null;
  const several = facts.varies ? " in groups that differ in size" : "";
  const whole = adjust === "tukey"
    ? `${facts.varies ? "the means" : `${facts.familySize} means`} compared in pairs`
    : adjust === "scheffe"
    ? `contrasts of rank ${facts.rank ?? "that differs by group"}`
    : facts.varies
    ? `all ${what}`
    : `${facts.count} ${what}`;
  return {
    code: what === "tests" ? "test-adjustment" : "interval-adjustment",
    text: `${
      what === "tests" ? "p-values" : "Limits"
    } adjusted by ${adjust} for ${whole}${several}`,
    data: { adjust, ...facts },
  };
}

/** That p-values of tests of several functions each were adjusted. */
export const adjustedTogetherNote = (adjust: Adjust): Note => ({
  code: "together-adjustment",
  text: `p-values adjusted by ${adjust}`,
  data: { adjust },
});

/** That several functions of a test depend on each other. */
export const REDUCED: Note = {
  code: "reduced-df",
  text: "Some functions depend on the others, which takes df1",
};

/** That means are by some of the model's terms alone. */
export const submodelNote = (terms: readonly string[]): Note => ({
  code: "submodel",
  text: `By the terms ${terms.join(" + ") || "1"} of the model`,
  data: { terms },
});

/** That the adjustment asked for was replaced by one that fits. */
export function changedAdjustNote(
  asked: Adjust,
  used: Adjust,
  why: "one-sided" | "not-pairs" | "too-many",
): Note {
  const reason = {
    "one-sided": "it has no one-sided form",
    "not-pairs": "it is for pairs of one set",
    "too-many": "it would take minutes for so many contrasts",
  }[why];
  return {
    code: "adjust-changed",
    text: `Adjusted by ${used} instead of ${asked}: ${reason}`,
    data: { asked, used, why },
  };
}

/** What one-sided and equivalence tests are tests of. */
export function testSideNotes(side: Side, delta: number): Note[] {
  const notes: Note[] = [];
  if (delta !== 0 && side !== "two") {
    const kind = side === "equivalence"
      ? "equivalence"
      : side === "left"
      ? "nonsuperiority"
      : "noninferiority";
    notes.push({
      code: "threshold",
      text: `Tests of ${kind}, threshold ${Number(Math.abs(delta).toPrecision(5))}`,
      data: { kind, delta },
    });
  }
  if (side !== "two") {
    const tail = side === "left" || side === "equivalence" ? "left" : "right";
    notes.push({ code: "tail", text: `One-sided p-values: the ${tail} tail`, data: { tail } });
  }
  return notes;
}

/** On which scale tests were made. */
export function transformedTestNote(transform: string): Note {
  return {
    code: "test-scale",
    text: `Tested on the ${transform} scale`,
    data: { transform },
  };
}

/** That means average over what they interact with. */
export function interactionNote(): Note {
  return {
    code: "interaction",
    text: "The means average over an interaction that is in the model",
  };
}

/** What is nested in what. */
export function nestingNote(nesting: ReadonlyMap<string, readonly string[]>): Note {
  const lines = [...nesting].map(([name, outer]) => `${name} within ${outer.join(" and ")}`);
  return {
    code: "nesting",
    text: `Levels are nested: ${lines.join("; ")}`,
    data: Object.fromEntries(nesting),
  };
}

/** At which level letters were given. */
export function alphaNote(alpha: number): Note {
  return { code: "alpha", text: `Letters at a level of ${alpha}`, data: { alpha } };
}

/** What letters do not say. */
export function lettersNote(sets?: "equivalent" | "different", sign = "letter"): Note {
  if (sets) {
    return {
      code: `letters-${sets}`,
      text: `Means with a sign in common are shown to ${
        sets === "equivalent" ? "be equivalent" : "differ"
      }`,
    };
  }
  return {
    code: "letters",
    text: `Means with a ${sign} in common are not shown to differ, nor to be the same`,
  };
}

/** How far off multivariate t probabilities may be. */
export function latticeNote(error: number): Note {
  return {
    code: "mvt-error",
    text: `Multivariate t probabilities are by a lattice rule, with an error of about ${
      error.toExponential(0)
    }`,
    data: { error },
  };
}
