/**
 * Words of dplyr, family by family.
 *
 * @module
 */
import { TIDY_QUOTING } from "../tidyselect/quoting.ts";
import { TIDYSELECT } from "../tidyselect/helpers.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { ACROSS } from "./across.ts";
import { ARRANGING } from "./arranging.ts";
import { COUNTING } from "./counting.ts";
import { CURRENT } from "./current.ts";
import { FILTERING } from "./filtering.ts";
import { GROUPS } from "./groups.ts";
import { MUTATING } from "./mutating.ts";
import { GROUPWISE_TABLES } from "./groupwise.ts";
import { TABLE_ROWS } from "./pairs/rows.ts";
import { TABLE_SETS } from "./pairs/sets.ts";
import { SCOPED_PARTS } from "./scoped/functions.ts";
import { SCOPED } from "./scoped/words.ts";
import { SELECTING } from "./selecting.ts";
import { SLICING } from "./slicing.ts";
import { BINDING_TABLES } from "./pairs/binding.ts";
import { JOINING } from "./pairs/joining.ts";
import { CHOOSING_VALUES } from "./vectors/choosing.ts";
import { RECODING } from "./vectors/recoding.ts";
import { WINDOWS } from "./vectors/windows.ts";
import { SUMMARISING } from "./summarising.ts";

export const WORDS: readonly Builtin[] = [
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
  GROUPWISE_TABLES,
  SCOPED_PARTS,
  SCOPED,
  WINDOWS,
  CHOOSING_VALUES,
  RECODING,
  JOINING,
  BINDING_TABLES,
  TABLE_SETS,
  TABLE_ROWS,
  TIDYSELECT,
  TIDY_QUOTING,
].flat();
