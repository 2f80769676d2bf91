/**
 * The remarks that stand with tests of terms and comparisons of models: each has a code, our words, and
 * the facts they are made of. What R's packages print in their place is in `render/text/r_words.ts`.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Ddf } from "../df/ddf.ts";

/** That a term has no test, for want of a variance. */
export const untestableNote = (term: string): Note => ({
  code: "untestable",
  text: `${term} has no test: its variance needs that of a random effect which has no estimate`,
  data: { term },
});

/** That a term has no test, for there is no F distribution with such df. */
export function impossibleDfNote(term: string, ddf: Ddf, value: number): Note {
  const method = ddf.replace("kenward-roger", "Kenward-Roger");
  const found = Number.isFinite(value) ? `are ${Number(value.toPrecision(5))}` : "do not exist";
  return {
    code: "impossible-df",
    text:
      `${term} has no test: its ${method} degrees of freedom ${found}, and no F distribution fits`,
    data: { term, ddf, value: Number.isFinite(value) ? value : null },
  };
}

/** That tests are of another part of a model than its mean. */
export const ofPartNote = (part: "zi" | "disp"): Note => ({
  code: "of-component",
  text: `Tests of ${part === "zi" ? "the chance of a zero of its own" : "the dispersion"}`,
  data: { component: part },
});

/** That there is nothing to measure a term by. */
export function perfectFitNote(residualDf: number): Note {
  return residualDf > 0
    ? { code: "perfect-fit", text: "The residuals are zero: there is no error to test against" }
    : { code: "no-residual-df", text: "No residual degrees of freedom: nothing can be tested" };
}

/** What the mark `d` beside a joint test means. */
export const DEPENDENT: Note = {
  code: "dependent",
  text: "d: some of the functions depend on the others, which takes df1",
};

/** What the mark `e` beside a joint test means. */
export const LOST: Note = {
  code: "non-estimable",
  text: "e: some of the functions cannot be estimated, which takes df1",
};

/** That sums of squares are differences between models, for some coefficient has no estimate. */
export const ALIASED: Note = {
  code: "aliased",
  text: "Some coefficients have no estimate: each sum of squares is that between two models",
};

/** Which cells are empty. */
export function emptyCellsNote(cells: readonly string[]): Note {
  return {
    code: "missing-cells",
    text: `No observations in ${cells.join(", ")}: what a Type III test compares depends on that`,
    data: { cells: [...cells] },
  };
}

/** That models were fitted anew by ML to be compared. */
export function refittedNote(refitted: number): Note {
  return {
    code: "refitted",
    text:
      "Fitted again by ML, for restricted likelihoods of different fixed effects do not compare",
    data: { refitted },
  };
}

/** That restricted likelihoods of different fixed effects were compared. */
export function unlikeRestrictedNote(): Note {
  return {
    code: "unlike-restricted",
    text:
      "The fixed effects differ: restricted likelihoods of them do not compare, and the tests " +
      "mean nothing",
  };
}

/** That a covariance which two parts of a model stand for is one parameter. */
export function countedOnceNotes(names: readonly string[]): Note[] {
  if (names.length === 0) return [];
  return [{
    code: "counted-once",
    text: `In ${names.join(" and ")} the residuals and the random effects stand for the same ` +
      "covariance, which is counted once, and tests nothing",
    data: { models: [...names] },
  }];
}

/** That a test of a variance against 0 is conservative. */
export function boundaryNote(mixture?: Record<string, number>): Note {
  const values = mixture
    ? `: ${Object.entries(mixture).map(([k, p]) => `${k} ${Number(p.toPrecision(4))}`).join(", ")}`
    : "";
  return {
    code: "boundary-mixture",
    text:
      "A variance of 0 is on the boundary of its range, so that p-values from χ² are too large; " +
      `the mixture ½χ²(k − 1) + ½χ²(k) halves them for one variance${values}`,
    ...(mixture ? { data: { mixture } } : {}),
  };
}
