/**
 * Looks that kinds of layers have, and statistics that obey weights.
 *
 * @module
 */

const LINES = "colour alpha size linewidth linetype";
const AREAS = `${LINES} fill`;

/** Looks that each kind of layer has; R passes over others with a warning. */
export const LOOKS_OF: Readonly<Record<string, string>> = {
  point: "colour fill alpha size shape stroke",
  pointrange: `${AREAS} shape`,
  dotplot: "colour fill alpha size linetype linewidth",
  text: "colour alpha size",
  label: "colour fill alpha size",
  ...Object.fromEntries(
    "path line step segment curve contour hline vline abline rug errorbar linerange".split(" ")
      .map((g) => [g, LINES]),
  ),
  ...Object.fromEntries(
    "bar tile rect hex polygon ribbon area density boxplot violin ridges crossbar smooth".split(" ")
      .map((g) => [g, AREAS]),
  ),
};

/** Statistics that count a row by its weight. */
export const WEIGHED = new Set("bin count density sum bin2d binhex smooth ydensity".split(" "));
