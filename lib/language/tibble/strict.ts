/**
 * Words whose `...` is there for methods alone: an argument that they do not know is a fault.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { refuse } from "../evaluation/matching.ts";
import type { Value } from "../values/value.ts";

/** Runs a word that takes no more arguments than those that it names. */
export function strict(run: (call: Call) => Value): (call: Call) => Value {
  return (call) => {
    const [other] = call.dots;
    if (other) refuse(call.word, other, call.word.parameters.map((p) => p.name));
    return run(call);
  };
}
