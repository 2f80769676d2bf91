/**
 * Values as groups: the codes of a factor, from 0, and its levels; −1 is in no group.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  isFactor,
  isVector,
  levelsOf,
  NA_INTEGER,
  type Numbers,
  type Value,
} from "../values/value.ts";
import { levelsIn } from "./levels.ts";

/** Groups of a vector. */
export interface Groups {
  codes: Numbers;
  levels: string[];
}

export function groupsOf(x: Value, call: Call): Groups {
  if (isFactor(x)) {
    return {
      codes: x.values.map((v) => v === NA_INTEGER ? -1 : v - 1),
      levels: levelsOf(x).map((l) => l ?? "NA"),
    };
  }
  if (!isVector(x) || x.type === "list") {
    return call.fail("wrong-argument", "Groups are a factor, or values that can be one");
  }
  const levels = levelsIn(x);
  const at = new Map(levels.map((l, i) => [l, i]));
  return {
    codes: Int32Array.from(asCharacter(x).values, (v) => v === null ? -1 : at.get(v)!),
    levels,
  };
}
