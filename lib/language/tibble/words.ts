/**
 * The words of tibble, and pillar's.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { GLIMPSE } from "../pillar/glimpse.ts";
import { CONVERTING } from "./converting.ts";
import { TIBBLES } from "./making.ts";
import { TIBBLE_ROWS } from "./rows.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [TIBBLES, CONVERTING, TIBBLE_ROWS, GLIMPSE].flat();
