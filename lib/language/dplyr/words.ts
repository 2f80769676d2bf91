/**
 * Words of dplyr, family by family.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { ACROSS } from "./across.ts";
import { ARRANGING } from "./arranging.ts";
import { COUNTING } from "./counting.ts";
import { CURRENT } from "./current.ts";
import { FILTERING } from "./filtering.ts";
import { GROUPS } from "./groups.ts";
import { MUTATING } from "./mutating.ts";
import { SELECTING } from "./selecting.ts";
import { SLICING } from "./slicing.ts";
import { SUMMARISING } from "./summarising.ts";

export const DPLYR: readonly Builtin[] = [
  SELECTING,
  MUTATING,
  SUMMARISING,
  FILTERING,
  SLICING,
  ARRANGING,
  COUNTING,
  GROUPS,
  ACROSS,
  CURRENT,
].flat();
