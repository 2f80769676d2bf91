/**
 * The verb of dplyr that counts what differs: `n_distinct`.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { distinctPlaces, keysOf, missingOf, vectorLike } from "../base/vectors.ts";
import { integer } from "../../values/value.ts";
import { lengthOf, take } from "../../values/vector.ts";

const verb = verbOf("dplyr");

/** Number of distinct elements. */
export const N_DISTINCT: Verb = verb(
  "n_distinct",
  "x, na.rm?",
  "number of distinct elements",
  (call) => {
    const vector = vectorLike(call, "x");
    const distinct = take(vector, distinctPlaces(keysOf(vector)));
    const missing = missingOf(distinct).filter((m) => m).length;
    return integer([lengthOf(distinct) - (call.flag("na.rm", false) ? missing : 0)]);
  },
);
