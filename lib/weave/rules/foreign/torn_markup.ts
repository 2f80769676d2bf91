/**
 * Mark-up within a sentence that fails to be one, or that other systems read: it stands on the page
 * as it is typed, and is told.
 *
 * @module
 */
import type { MarkdownIt, StateInline } from "markdown-it";
import { report, scanOf } from "../../page/scan.ts";
import { ROLES } from "../../page/vocabulary.ts";

/** Adds the rules to a parser: what reaches them was neither link, picture, note nor citation. */
export function tornMarkup(md: MarkdownIt): void {
  md.inline.ruler.before(
    "escape",
    "braces_of_others",
    (state, silent) => take(state, silent, BRACES),
  );
  md.inline.ruler.after("image", "torn_link", (state, silent) => take(state, silent, BRACKETS));
}

interface Torn {
  /** Sticky, of bounded length. */
  pattern: RegExp;
  /** A letter may stand before it: else it is an index, as in x[1][2]. */
  behindLetters?: boolean;
  message: (match: RegExpExecArray) => string;
  hint: (match: RegExpExecArray) => string;
}

const BRACES: readonly Torn[] = [
  {
    pattern: /\{\{%?\s*[\w.-]+(?:\s[^\n{}]{0,200}?)?\s*%?\}\}/y,
    behindLetters: true,
    message: ([whole]) => `${whole} is shown as it is typed`,
    hint: () => "Nothing is put in the place of names in braces: write the words, or `r value`",
  },
  {
    pattern: /\{([a-z][\w:+-]{1,30})\}(?=`[^`\n])/y,
    message: ([, name]) => `The role {${name}} is shown as it is typed`,
    hint: ([, name = ""]) => ROLES.get(name.replace(/:.*/, "")) ?? "There are no roles here",
  },
];

const WORDS = "[^\\[\\]\\n]{1,200}";

const BRACKETS: readonly Torn[] = [
  {
    pattern:
      /!\[(?!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])([^\[\]\n]{0,200})\](?:\[[^\[\]\n]{0,200}\])?(?![(\[])/y,
    behindLetters: true,
    message: () => "This is no picture: it has no address",
    hint: ([, words]) => `Write ![${words}](file.png)`,
  },
  {
    pattern: new RegExp(`\\[\\[(?![0-9"'])(${WORDS})\\]\\]`, "y"),
    message: ([, words]) => `[[${words}]] is no link here`,
    hint: () => "Write [words](page.md)",
  },
  {
    pattern: new RegExp(`\\[(?![\\^@])(${WORDS})\\]\\[(?![\\^@])(${WORDS})\\]`, "y"),
    message: ([, , name]) => `This is no link: nothing says what [${name}] stands for`,
    hint: ([, words]) => `Write [${words}](address)`,
  },
  {
    pattern: new RegExp(
      `\\[(?![\\^@])(${WORDS})\\] \\((?:https?:|[\\w./-]{1,200}\\.(?:md|html|pdf|csv|png|svg|jpg))[^()\\n]{0,200}\\)`,
      "y",
    ),
    message: () => "This is no link: a blank stands between its words and its address",
    hint: ([, words]) => `Write [${words}](address)`,
  },
  {
    pattern: new RegExp(
      `\\[(?![\\^@])(${WORDS})\\]\\(((?:file|data|javascript|vbscript):)[^()\\n]{0,200}\\)?`,
      "iy",
    ),
    message: ([, , scheme]) => `A link may not begin with "${scheme}"`,
    hint: () => "Write https://…, or the path of a file of the book",
  },
  {
    pattern: new RegExp(
      `\\[(?![\\^@])(${WORDS})\\]\\((?=[^\\s()]{0,200}(?:[.:/#]))[^()\\n]{1,200}\\)?`,
      "y",
    ),
    message: () => "This is no link: its address cannot be read",
    hint: ([, words]) =>
      `Write [${words}](address), a title in quotation marks behind it: (address "Title")`,
  },
  {
    pattern: /==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?!=)/y,
    message: ([whole]) => `${whole} is shown as it is typed`,
    hint: () => "Nothing is marked by signs of equality: write **words**",
  },
];

function take(state: StateInline, silent: boolean, kinds: readonly Torn[]): boolean {
  const { src, pos, posMax } = state;
  const sign = src[pos]!;
  if (sign !== "{" && sign !== "[" && sign !== "!" && sign !== "=") return false;
  const isIndex = /[\w\])]/.test(src[pos - 1] ?? "");
  for (const { pattern, behindLetters = false, message, hint } of kinds) {
    if (isIndex && !behindLetters) continue;
    pattern.lastIndex = pos;
    const match = pattern.exec(src);
    if (!match || pos + match[0].length > posMax) continue;
    if (!silent) {
      const scan = scanOf(state.env);
      const start = scan.at(pos);
      report(scan, {
        code: "unread-markup",
        severity: "warning",
        message: message(match),
        hint: hint(match),
      }, { start, end: start + match[0].length });
      state.push("text", "", 0).content = match[0];
    }
    state.pos += match[0].length;
    return true;
  }
  return false;
}
