/**
 * What a `plot` fence may use and give back.
 *
 * @module
 */

/** Seconds that a fence may take. */
export const PLOT_SECONDS = 10;

/** Megabytes of memory for all values of one fence at a time. */
export const PLOT_MEGABYTES = 512;

/** Bytes of typed arrays that one fence may make, counted as they are made. */
export const PLOT_BUFFER_BYTES = 256e6;

/** Elements that a loop inside the engine may go over (`indexOf`, `join`, `fill` …). */
export const PLOT_LOOP = 2e7;

/** Characters of a text that a method of texts or patterns may take or make. */
export const PLOT_TEXT = 2e7;

/** Characters of a figure's markup. */
export const MARKUP_LENGTH = 4e6;

/** Elements of a figure's markup. */
export const MARKUP_ELEMENTS = 50_000;

/** Elements within each other in a figure's markup. */
export const MARKUP_DEPTH = 100;
