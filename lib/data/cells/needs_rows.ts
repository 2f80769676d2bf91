/**
 * What is said where rows are asked for and there are cells.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { HeldSource } from "../column.ts";

/** How cells are spoken of. */
export function cellsCalled({ file }: HeldSource): string {
  return file ?? "The table";
}

/** Throws `needs-rows`: what cannot be had from cells. */
export function needsRows(what: string, source: HeldSource, place: { span?: Span } = {}): never {
  return fail("needs-rows", `${what}, and ${cellsCalled(source)} has cells and no rows`, {
    ...place,
    hint: "Take the rows themselves as data for it; from cells come normal models with " +
      "independent errors, their tests, means and contrasts",
  });
}
