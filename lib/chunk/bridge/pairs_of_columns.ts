/**
 * `pairs` of a table, which is loaded where a table is given: `pairs` of means is always at hand.
 *
 * @module
 */
import { imported, Later } from "../../later.ts";

type Pairs = typeof import("../verbs/graphics/pairs.ts");

/** Every variable against every other, as a picture. */
export const PAIRS_OF_COLUMNS: Later<Pairs["pairs"]> = new Later(
  "How pairs of variables are drawn",
  async () => (await imported<Pairs>("../verbs/graphics/pairs.ts", import.meta)).pairs,
);

/** What `pairs` of a table has that `pairs` of means has not. */
export const COLUMN_ARGUMENTS = [
  "labels",
  "panel",
  "lower.panel",
  "upper.panel",
  "diag.panel",
  "text.panel",
  "label.pos",
  "cex.labels",
  "font.labels",
  "gap",
  "data",
  "subset",
  "main",
  "pch",
  "col",
  "bg",
  "cex",
  "lty",
  "lwd",
  "log",
  "las",
] as const;
