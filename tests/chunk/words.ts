/** The words of a page and the verbs by the manual's groups, all of them at hand. */
import { WORDS } from "../../lib/chunk/page/words.ts";
import { everyVerb } from "../../lib/chunk/verbs/verbs.ts";

// what every name of a room loads, pages that are evaluated without waiting have at hand
await WORDS.obtain([...WORDS.keys()]);

export const VERB_GROUPS = await everyVerb();

/** Every verb by its name. */
export const VERBS = new Map(
  Object.values(VERB_GROUPS).flatMap((group) => group.map((verb) => [verb.name, verb])),
);

export { WORDS };
