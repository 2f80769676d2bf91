/**
 * What a page says of a fit below its table of coefficients, in R's digits.
 *
 * @module
 */
import { CLASSES } from "../classes/classes.ts";
import type { RenderOptions } from "../options.ts";
import type { ShownSummary } from "../shown.ts";
import { otherNotes } from "./remarks.ts";

/** Sentences of the fit itself, then the remarks of the value. */
export function summaryNotes(shown: ShownSummary, options: RenderOptions): string[] {
  const facts = CLASSES[shown.model].facts(shown, options);
  return [...aliased(shown), ...facts, ...otherNotes(shown.notes).map((n) => n.text)];
}

/** How many coefficients no data tell of. */
function aliased({ coefficients }: ShownSummary): string[] {
  const count = coefficients.filter((c) => c.estimate === null).length;
  if (count === 0) return [];
  const [what, own] = count === 1
    ? ["coefficient has", "its column follows"]
    : ["coefficients have", "their columns follow"];
  return [`${count} ${what} no estimate: ${own} from those of the others.`];
}
