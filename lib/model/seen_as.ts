/**
 * A fit seen otherwise than it was made, for those who ask for a part of it.
 *
 * @module
 */
import type { Fit } from "./fit.ts";

/** A fit with some of its properties replaced. */
export const seenAs = (fit: Fit, properties: Partial<Fit>): Fit =>
  Object.create(
    fit,
    Object.fromEntries(Object.entries(properties).map(([k, value]) => [k, { value }])),
  );
