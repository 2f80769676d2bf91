/**
 * The search: a script with every passage of the book in it, so that it works without a server.
 *
 * @module
 */
import type { World } from "../../world.ts";
import { type BookChapter, chapterLabel } from "../book.ts";
import { programText } from "../program_files.ts";

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

/** The script `assets/search.js`. */
export function searchScript(world: World, passages: readonly Passage[]): string {
  const documents = passages.map((passage, id) => ({
    id,
    ...passage,
    text: passage.text.normalize("NFC"),
  }));
  const json = JSON.stringify(documents).replace(/</g, "\\u003c").replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
  return `${programText(world, "vendor/minisearch.js").trimEnd()}
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
