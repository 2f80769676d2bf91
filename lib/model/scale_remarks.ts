/**
 * What is to be said where nothing is left to estimate a variance of the residuals by.
 *
 * @module
 */
import type { Note } from "../note.ts";

/** A model of as many coefficients as rows. */
export const noResidualDf = (n: number): Note => ({
  code: "no-residual-df",
  text: `The model has as many coefficients as there are rows (${n}): ` +
    "no degree of freedom is left to estimate the residual variance",
});

/** Residuals that are 0. */
export const perfectFit = (): Note => ({
  code: "perfect-fit",
  text: "The model fits the data exactly but for rounding: standard errors and tests mean nothing",
});
