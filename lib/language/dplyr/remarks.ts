/**
 * What verbs say of their own accord, as R's messages do.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { condition } from "../values/condition.ts";

/** Adds a remark, unless somebody takes messages. */
export function remark(call: Call, text: string): void {
  if (call.interpreter.signal(condition("message", `${text}\n`))) return;
  call.warn(text, "message");
}
