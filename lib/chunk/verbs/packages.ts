/**
 * Whose the verbs are, of R's packages: known from their names alone, so that who asks it loads no verb.
 *
 * @module
 */
import { AT_HAND, NAMES } from "./names.ts";

/** R's packages by the names of the verbs that are theirs. */
export function packagesOfVerbs(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const byPackage of [AT_HAND, ...Object.values(NAMES)]) {
    for (const [own, names] of Object.entries(byPackage)) {
      if (own !== "") found.set(own, [...found.get(own) ?? [], ...names.trim().split(/\s+/)]);
    }
  }
  return found;
}
