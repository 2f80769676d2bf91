/**
 * Verbs of matrices: `diag`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { numeric, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** The diagonal of a matrix, as of `vcov(m)`. */
function diagonal(call: Call): Value {
  const value = call.value("x");
  if (value.kind !== "matrix") return call.wrong("x", "a matrix", value, "Write diag(vcov(m))");
  const n = Math.min(value.rowNames.length, value.columnNames.length);
  return numeric(value.values.slice(0, n).map((row, i) => row[i]!), value.rowNames.slice(0, n));
}

/** The diagonal of a matrix. */
export const DIAG: Verb = verb("diag", "x", "the diagonal of a matrix", diagonal);
