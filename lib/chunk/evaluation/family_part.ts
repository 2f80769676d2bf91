/**
 * The family of a fit as a value.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import { character, type DisplayValue } from "../values/value.ts";

/** The family of a fit by its name and link. */
export function familyOf(fit: Fit): DisplayValue {
  const { name, link } = fit.family;
  return {
    kind: "display",
    shown: { kind: "text", text: `\nFamily: ${name} \nLink function: ${link} \n` },
    what: "a family",
    frame: null,
    parts: { family: () => character([name]), link: () => character([link]) },
  };
}
