/**
 * Mark-up of other systems that stands on the page as it is typed: it is told.
 *
 * @module
 */
import type { MarkdownIt, StateCore, StateInline } from "markdown-it";
import { suggestion } from "../../syntax/nearest.ts";
import { inlineLocator, report, scanOf } from "../page/scan.ts";
import { SHORTCODES } from "../page/vocabulary.ts";

/** Adds the rules to a parser. */
export function unread(md: MarkdownIt): void {
  md.core.ruler.before("inline", "unread", paragraphs);
  md.inline.ruler.before("escape", "shortcode", shortcode);
}

/** What a line of a paragraph may look like, and what it is meant for. */
const LINES: readonly { pattern: RegExp; message: string; hint: string }[] = [
  {
    pattern: /^(#{2,6}(?=[^\s#])|#(?=[A-Z])).*/,
    message: "This is no heading: a blank belongs behind the #",
    hint: "Write `## Heading`; \\## for the signs themselves",
  },
  {
    pattern: /^\*\[[^\]\n]+\]:.*/,
    message: "Abbreviations are not read here",
    hint: "Say what it stands for where it stands first, or in a footnote: [^name]",
  },
  {
    pattern: /^\(@[\w-]*\)[ \t].*/,
    message: "Numbered examples are not read here",
    hint: "Write a list, 1. 2. 3., or an exercise, ::: {#exr-name}",
  },
  {
    pattern: /^\|[ \t].*/,
    message: "This is no table",
    hint:
      "A line | --- | --- | belongs below the head; a backslash at its end breaks a line of verse",
  },
  {
    pattern: /^\+(?:[-=:]+\+)+[ \t]*$/,
    message: "This table drawn with signs cannot be read",
    hint: "Each line begins and ends with + or |; or write rows with bars, | a | b |",
  },
  {
    pattern: /^ *-{2,}(?: +-{2,})+ *$/,
    message: "This table drawn with dashes cannot be read",
    hint: "Its head stands on the line above the dashes; or write rows with bars, | a | b |",
  },
];

function paragraphs(state: StateCore): void {
  const scan = scanOf(state.env);
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== "inline" || state.tokens[index - 1]?.type !== "paragraph_open") continue;
    const at = inlineLocator(scan.source, token.content, token.map?.[0] ?? 0);
    let position = 0;
    const lines = token.content.split("\n");
    for (const [index, line] of lines.entries()) {
      const found = tornTable(line, lines[index + 1] ?? "") ??
        LINES.find(({ pattern }) => pattern.test(line));
      if (found) {
        report(scan, {
          code: "unread-markup",
          severity: "warning",
          message: found.message,
          hint: found.hint,
        }, { start: at(position), end: at(position) + line.trimEnd().length });
        break;
      }
      position += line.length + 1;
    }
  }
}

/** A head whose line of dashes has another number of columns: that is no table to anyone. */
function tornTable(line: string, next: string): { message: string; hint: string } | undefined {
  if (
    !line.includes("|") ||
    !/^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(next)
  ) {
    return undefined;
  }
  const count = (text: string): number => text.trim().replace(/^\||\|$/g, "").split("|").length;
  const [head, dashes] = [count(line), count(next)];
  if (head === dashes) return undefined;
  return {
    message: `This is no table: its head has ${head} cells and the line of dashes ${dashes}`,
    hint: "Give every column its dashes: | --- | --- |",
  };
}

/** `{{< video … >}}`. */
function shortcode(state: StateInline, silent: boolean): boolean {
  const match = /^\{\{<\s*(\/?[\w-]+)[^\n]*?>\}\}/.exec(state.src.slice(state.pos, state.posMax));
  if (!match) return false;
  if (!silent) {
    const scan = scanOf(state.env);
    const name = match[1] ?? "";
    const start = scan.at(state.pos);
    report(scan, {
      code: "unread-markup",
      severity: "warning",
      message: `The shortcode "${name}" is shown as it is typed`,
      hint: Object.hasOwn(SHORTCODES, name)
        ? SHORTCODES[name]!
        : suggestion(name, Object.keys(SHORTCODES)) ?? "There are no shortcodes here",
    }, { start, end: start + match[0].length });
    state.push("text", "", 0).content = match[0];
  }
  state.pos += match[0].length;
  return true;
}
