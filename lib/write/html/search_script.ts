/**
 * The search: a script with every passage of the book in it, so that it works without a server.
 *
 * @module
 */
import type { World } from "../../world.ts";
import { type BookChapter, chapterLabel } from "../book.ts";
import { programMade, programText } from "../program_files.ts";
import type { StepMemory } from "../step_memory.ts";

/** A passage that can be found. */
export interface Passage {
  /** Address from the site's root, with its fragment. */
  page: string;
  /** `Day 4 · Linear mixed models`. */
  chapter: string;
  /** Heading of the section; empty for the head of a chapter. */
  section: string;
  text: string;
}

/** The passages of a chapter as the script has them; the first has the number `first`. */
function documentsOf(passages: readonly Passage[], first: number): string {
  const documents = passages.map((passage, index) => ({
    id: first + index,
    ...passage,
    text: passage.text.normalize("NFC"),
  }));
  return JSON.stringify(documents).slice(1, -1).replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
}

/** The script `assets/search.js`, of the passages of each chapter. */
export function searchScript(
  world: World,
  chapters: readonly (readonly Passage[])[],
  memory?: StepMemory,
): string {
  let first = 0;
  const documents = chapters.map((passages, index) => {
    const make = () => documentsOf(passages, first);
    const inputs = [passages, first];
    const text = memory?.recall("documents", String(index), inputs, make) ?? make();
    first += passages.length;
    return text;
  });
  const json = `[${documents.filter((text) => text !== "").join(",")}]`;
  const library = programMade("search", () => programText(world, "vendor/minisearch.js").trimEnd());
  return `${library}
(() => {
const fold = (text) => text.replace(/[^\\x00-\\x7f]/g, (sign) => sign.normalize("NFD")[0]).toLowerCase();
const index = new HeddleMiniSearch({
fields: ["section", "chapter", "text"],
storeFields: ["page", "chapter", "section", "text"],
processTerm: fold,
searchOptions: { prefix: (term) => term.length > 2, fuzzy: (term) => term.length > 4 ? 0.2 : false, boost: { section: 3, chapter: 2 }, combineWith: "AND" },
});
index.addAll(${json});
globalThis.heddleSearch = Object.assign(index, { fold });
})();
`;
}

/** What can be found in a chapter. */
export function passagesOf({ chapter, tree }: BookChapter, word: string): Passage[] {
  const label = chapterLabel(chapter, word);
  return tree.search.map(({ id, title: section, text }) => ({
    page: id === "" ? chapter.output : `${chapter.output}#${id}`,
    chapter: label === "" ? tree.name : `${label} · ${tree.name}`,
    section: id === "" ? "" : section,
    text,
  }));
}
