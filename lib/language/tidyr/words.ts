/**
 * Words of tidyr, family by family.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { CROSSING } from "./crossing.ts";
import { GATHERING } from "./gathering.ts";
import { LONGER } from "./longer.ts";
import { MISSING_ROWS } from "./missing.ts";
import { NESTING } from "./nesting.ts";
import { SEPARATING } from "./separating.ts";
import { WIDER } from "./wider.ts";

export const WORDS: readonly Builtin[] = [
  LONGER,
  WIDER,
  GATHERING,
  SEPARATING,
  MISSING_ROWS,
  CROSSING,
  NESTING,
].flat();
