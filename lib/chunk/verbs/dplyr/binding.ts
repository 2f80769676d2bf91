/**
 * The verb of dplyr that puts tables together: `bind_rows`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { framesOf, stackedFrames } from "../base/binding.ts";

const verb = verbOf("dplyr");

function bindRows(call: Call): Value {
  const tables = call.rest.flatMap((arg) => {
    if (arg.name !== null) call.refuse(arg);
    return framesOf(call, arg, call.evaluate(arg), true);
  });
  return stackedFrames(tables);
}

/** Tables one below the other, their columns by name. */
export const BIND_ROWS: Verb = verb(
  "bind_rows",
  "..., .id!NULL",
  "tables one below the other",
  bindRows,
);
