/**
 * R's names of contrast codings.
 *
 * @module
 */
import type { Coding } from "../../model/fixed/codings.ts";

/** R's names of contrast codings. */
export const CODINGS: Readonly<Record<string, Coding>> = {
  "contr.treatment": "treatment",
  "contr.sum": "sum",
  "contr.helmert": "helmert",
  "contr.poly": "poly",
  "contr.SAS": "sas",
};

/** Whether a name is that of a coding. */
export function isCoding(name: string): boolean {
  return Object.hasOwn(CODINGS, name);
}

/** The coding of one of R's names, or undefined. */
export function codingNamed(name: string): Coding | undefined {
  return isCoding(name) ? CODINGS[name] : undefined;
}
