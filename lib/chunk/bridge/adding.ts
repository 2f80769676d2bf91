/**
 * `+` of pictures, which is loaded with the words that make them.
 *
 * @module
 */
import { imported, Later } from "../../later.ts";

type Adding = typeof import("../verbs/ggplot2/adding.ts");

/** The sum of a picture and its parts. */
export const ADDED_TO: Later<Adding["addedTo"]> = new Later(
  "How pictures are added",
  async () => (await imported<Adding>("../verbs/ggplot2/adding.ts", import.meta)).addedTo,
);
