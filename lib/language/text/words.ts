/**
 * Every word of this room.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { ENCODING } from "./encoding.ts";
import { FORMATS } from "./format.ts";
import { FORMAT_C } from "./format_c.ts";
import { JOINING } from "./joining.ts";
import { LETTERS } from "./letters.ts";
import { NAMING } from "./naming.ts";
import { P_VALUES } from "./p_values.ts";
import { REFUSALS } from "./refused.ts";
import { SPRINTF } from "./sprintf.ts";

export const TEXTS: readonly Builtin[] = [
  JOINING,
  LETTERS,
  NAMING,
  ENCODING,
  SPRINTF,
  FORMATS,
  FORMAT_C,
  P_VALUES,
  REFUSALS,
].flat();
