/**
 * Words of dplyr, family by family.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { SELECTING } from "./selecting.ts";

export const DPLYR: readonly Builtin[] = [
  SELECTING,
].flat();
