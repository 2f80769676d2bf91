/**
 * How tibbles are printed, which is loaded with the words that make them.
 *
 * @module
 */
import { imported, Later } from "../../later.ts";

type Tibbles = typeof import("../pillar/tibble.ts");

/** pillar's lines of a tibble. */
export const TIBBLE_LINES: Later<Tibbles["tibbleLines"]> = new Later(
  "How tibbles are printed",
  async () => (await imported<Tibbles>("../pillar/tibble.ts", import.meta)).tibbleLines,
);
