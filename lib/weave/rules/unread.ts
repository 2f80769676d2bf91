/**
 * Lines that are mark-up in other systems and stand on the page as they are typed: they are told.
 *
 * @module
 */
import type { MarkdownIt, StateCore } from "markdown-it";
import { inlineLocator, report, scanOf } from "../page/scan.ts";

/** Adds the rule to a parser. */
export function unread(md: MarkdownIt): void {
  md.core.ruler.before("inline", "unread", paragraphs);
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
    message: "This is no example: it stands in a sentence",
    hint: "Leave a line empty above the first example of a list",
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
  {
    pattern: /^(?:!!!|\?\?\?\+?)[ \t]+\w+.*/,
    message: "This is no callout",
    hint: "Write ::: {.callout-note}, the words, and ::: on a line of its own",
  },
  {
    pattern: /^\.\.[ \t]+[\w:-]+::(?:[ \t].*)?$/,
    message: "Directives are not read here",
    hint: "Callouts begin with ::: {.callout-note}, pictures are ![words](file.png)",
  },
  {
    pattern: /^\([A-Za-z][\w-]*\)=[ \t]*$/,
    message: "This is no label",
    hint: "Write {#sec-name} behind the heading",
  },
  {
    pattern: /^===[ \t]+".*"[ \t]*$/,
    message: "There are no tabs here",
    hint: "Write a heading for each part: ## Title",
  },
  {
    pattern: /^[•‣◦▪·–][ \t]*\S.*/,
    message: "This is no list: its items begin with another sign",
    hint: "Write - and a blank at the head of each, and an empty line before the first",
  },
  {
    pattern: /^(?:-|\d+\.)\[[ xX]\].*/,
    message: "This is no list: a blank belongs behind its sign",
    hint: "Write - [ ] words",
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
