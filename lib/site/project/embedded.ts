/**
 * Pages that take in others, `{{< include _a.qmd >}}` and `child = "a.Rmd"`: a page here holds its
 * own text, so what is taken in stands in its place.
 *
 * @module
 */
import { addAll } from "../../lists.ts";

/** How deep pages may stand in each other. */
const DEEPEST = 10;

/** Text of a file that a page names, with its path; null if there is none. */
export type Finder = (from: string, path: string) => { file: string; text: string } | null;

/** What came of a page. */
export interface Embedded {
  text: string;
  /** Files that stand in it now. */
  taken: string[];
}

const INCLUDE = /^[ \t]*\{\{<\s*include\s+(["']?)([^"'>\s]+)\1\s*>\}\}[ \t]*$/gm;
const CHILD =
  /^([ \t]*`{3,})\{r\b[^\n}]*?\bchild\s*=\s*(c\([^()\n]*\)|"[^"\n]+"|'[^'\n]+')[^\n}]*\}[ \t]*\n(?:(?!\1)[^\n]*\n)*?\1[ \t]*$/gm;

/** A page with what it takes in; its own line stays above it as a remark. */
export function embed(file: string, text: string, find: Finder, depth = 0): Embedded {
  const taken: string[] = [];
  const put = (whole: string, paths: readonly string[]): string => {
    const texts = paths.map((path) => find(file, path));
    if (depth >= DEEPEST || texts.includes(null)) return whole;
    const bodies = texts.map((each) => {
      const { file: own, text: body } = each!;
      const inner = embed(own, withoutHead(body), find, depth + 1);
      addAll(taken, [own, ...inner.taken]);
      return inner.text.trimEnd();
    });
    return `<!-- ${whole.trim().replaceAll("-->", "- ->")} -->\n\n${bodies.join("\n\n")}\n`;
  };
  const made = text
    .replace(INCLUDE, (whole, _quote, path: string) => put(whole, [path]))
    .replace(
      CHILD,
      (whole, _ticks, value: string) =>
        put(whole, [...value.matchAll(/(["'])([^"']+)\1/g)].map((match) => match[2] ?? "")),
    );
  return { text: made, taken };
}

/** A page without its front matter, which says nothing within another. */
function withoutHead(text: string): string {
  return text.replace(/^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*\r?\n/, "");
}
