/**
 * The verb that reads what R wrote itself: `readRDS`.
 *
 * @module
 */
import { type Verb, verb } from "../../evaluation/verb.ts";
import { readObjectOf } from "./workspace.ts";

/** What R wrote itself. */
export const READ_RDS: Verb = verb(
  "readRDS",
  "file, refhook!NULL",
  "the object in a file that `saveRDS` wrote",
  readObjectOf,
);
