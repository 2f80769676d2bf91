/**
 * Names that may have been meant.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { nearest } from "../../syntax/nearest.ts";
import { CONSTANTS } from "../values/constants.ts";
import type { Scope } from "../values/scope.ts";

/** Names here and round about. */
function namesIn(scope: Scope): string[] {
  const names: string[] = [];
  for (let s: Scope | null = scope; s; s = s.parent) addAll(names, s.names());
  return names;
}

/** The nearest name of a value, or of a word. */
export function nearName(
  name: string,
  scope: Scope,
  words: { keys(): Iterable<string> },
): string | null {
  return nearest(name, [...new Set([...namesIn(scope), ...CONSTANTS.keys()])]) ??
    (name.length < 3 ? null : nearest(name, [...words.keys()]));
}

/** The nearest name of a function; a name of two letters is near to too much. */
export function nearFunction(
  name: string,
  scope: Scope,
  words: { keys(): Iterable<string> },
): string | null {
  return name.length < 3 ? null : nearest(name, [...namesIn(scope), ...words.keys()]);
}
