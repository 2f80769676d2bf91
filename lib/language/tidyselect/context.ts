/**
 * The columns from which words such as `starts_with` and `where` choose at the moment.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { headsOf } from "../frames/naming.ts";
import type { ListVector } from "../values/value.ts";

/** Columns that are being chosen from. */
interface Choosing {
  readonly names: readonly string[];
  readonly frame: ListVector;
  /** Columns by which the rows are grouped. */
  readonly groups: readonly string[];
}

/** An interpreter may choose within a choice: the innermost counts. */
const CHOICES = new WeakMap<Interpreter, Choosing[]>();

/** Names of the columns by which a table is grouped. */
export function groupNames(frame: ListVector): string[] {
  const groups = frame.attributes?.get("groups");
  if (groups?.type !== "list") return [];
  const heads = headsOf(frame);
  return headsOf(groups).slice(0, -1).filter((name) => heads.includes(name));
}

/** Runs while columns of a table are chosen. */
export function choosing<T>(interpreter: Interpreter, frame: ListVector, run: () => T): T {
  const stack = CHOICES.get(interpreter) ?? [];
  CHOICES.set(interpreter, stack);
  stack.push({ names: headsOf(frame), frame, groups: groupNames(frame) });
  try {
    return run();
  } finally {
    stack.pop();
  }
}

/** What a word chooses from. @throws outside a choice of columns */
export function choiceOf(call: Call): Choosing {
  return CHOICES.get(call.interpreter)?.at(-1) ??
    call.fail(
      "wrong-argument",
      `${call.word.name}() chooses columns, and none are chosen here`,
      `For example select(data, ${call.word.name}(…)) or across(${call.word.name}(…), mean)`,
    );
}
