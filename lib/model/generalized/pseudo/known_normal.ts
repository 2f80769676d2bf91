/**
 * A normal response whose variance is known to be 1 over its weight: what the pseudo-data of a
 * linearised model are taken for.
 *
 * @module
 */
import { IDENTITY } from "../../family.ts";
import type { RandomFamily } from "../series/likelihood.ts";

/** Without the constants that its weights make. */
export const KNOWN_NORMAL: RandomFamily = {
  name: "gaussian",
  link: IDENTITY,
  meanName: null,
  dispersion: null,
  proportions: false,
  variance: () => 1,
  logDensity: (a, { y }, _, eta) => {
    const raw = a.linear(eta, -1, y);
    return a.linear(a.multiply(raw, raw), -0.5);
  },
  varianceJet: (a) => a.constant(1),
  check: () => [],
};
