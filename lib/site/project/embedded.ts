/**
 * Pages that take in others, `{{< include _a.qmd >}}` and `child = "a.Rmd"`: a page here holds its
 * own text, so what is taken in stands in its place.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type BookFiles, leavesRoot, resolveFrom } from "../book/book_files.ts";

/** How deep pages may stand in each other. */
const DEEPEST = 10;

/** Text of a file that a page names, with its path; null if there is none. */
export type Finder = (from: string, path: string) => { file: string; text: string } | null;

/** Where a line was written; lines count from 1. */
export interface Origin {
  file: string;
  line: number;
}

/** What came of a page. */
export interface Embedded {
  text: string;
  /** Files that stand in it now. */
  taken: string[];
  /** Where each line of the text was written. */
  origins: Origin[];
}

const INCLUDE = /^[ \t]*\{\{<\s*include\s+(["']?)([^"'>\s]+)\1\s*>\}\}[ \t]*$/gm;
const CHILD =
  /^([ \t]*`{3,})\{r\b[^\n}]*?\bchild\s*=\s*(c\([^()\n]*\)|"[^"\n]+"|'[^'\n]+')[^\n}]*\}[ \t]*\n(?:(?!\1)[^\n]*\n)*?\1[ \t]*$/gm;

/** A page with what it takes in; its own line stays above it as a remark. */
export function embed(file: string, text: string, find: Finder, depth = 0, first = 1): Embedded {
  const made: Embedded = { text: "", taken: [], origins: [] };
  const lineAt = (at: number): number => first + text.slice(0, at).split("\n").length - 1;
  /** Adds whole lines, the last one perhaps without its end. */
  const add = (lines: string, origin: (index: number) => Origin): void => {
    if (lines === "") return;
    made.text += lines;
    const count = lines.split("\n").length - (lines.endsWith("\n") ? 1 : 0);
    for (let index = 0; index < count; index++) made.origins.push(origin(index));
  };
  const own = (from: number, to: number): void => {
    const line = lineAt(from);
    add(text.slice(from, to), (index) => ({ file, line: line + index }));
  };
  const found = [...text.matchAll(INCLUDE), ...text.matchAll(CHILD)]
    .sort((a, b) => a.index - b.index);
  let at = 0;
  for (const match of found) {
    const [whole] = match;
    const paths = whole.includes("{{<")
      ? [match[2] ?? ""]
      : [...(match[2] ?? "").matchAll(/(["'])([^"']+)\1/g)].map((each) => each[2] ?? "");
    const texts = paths.map((path) => find(file, path));
    if (match.index < at || depth >= DEEPEST || texts.length === 0 || texts.includes(null)) {
      continue;
    }
    own(at, match.index);
    const line = lineAt(match.index);
    const here = (index: number): Origin => ({ file, line: line + index });
    add(`<!-- ${whole.trim().replaceAll("-->", "- ->")} -->\n`, here);
    for (const each of texts) {
      add("\n", () => here(0));
      const body = withoutHead(each!.text);
      const before = each!.text.slice(0, each!.text.length - body.length).split("\n").length;
      const inner = embed(each!.file, body.trimEnd(), find, depth + 1, before);
      addAll(made.taken, [each!.file, ...inner.taken]);
      add(`${inner.text}\n`, (index) => inner.origins[index] ?? here(0));
    }
    at = match.index + whole.length;
  }
  own(at, text.length);
  return made;
}

/** A page without its front matter, which says nothing within another. */
function withoutHead(text: string): string {
  return text.replace(/^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*\r?\n/, "");
}

/** The file that a page means: beside it, from the root, or, `/a.qmd`, from the root alone. */
export function includedFile(files: BookFiles, page: string, path: string): string | null {
  const plain = path.replace(/^\/+/, "");
  const places = plain === path ? [resolveFrom(page, path), path] : [plain];
  return places.find((each) => !leavesRoot(each) && files.isOwn(each)) ?? null;
}
