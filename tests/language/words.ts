/** The words of the language, all of them at hand. */
import { WORDS } from "../../lib/language/words.ts";

await WORDS.obtain([...WORDS.keys()]);

export { WORDS };
