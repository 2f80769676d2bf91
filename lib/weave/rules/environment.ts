/**
 * LaTeX outside dollars: `\begin{align}` … `\end{align}` is a displayed equation, definitions of
 * macros hold for the page, and what else begins with a backslash and a known word is told.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { suggestion } from "../../syntax/nearest.ts";
import { beginsWithMacro, takeMacros } from "../page/macros.ts";
import { nextOf } from "../page/next_of.ts";
import { report, scanOf } from "../page/scan.ts";
import { LATEX_LAYOUT, LATEX_WORDS, MATH_ENVIRONMENTS } from "../page/vocabulary.ts";
import { mathematicsLabel, mathToken, trailingLabel } from "./mathematics.ts";
import { blockBegin, lineBegin } from "./line_head.ts";

/** Adds the rules to a parser. */
export function environments(md: MarkdownIt): void {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("fence", "environment", environment, { alt });
  md.block.ruler.before("fence", "macros", definitions, { alt });
  md.inline.ruler.before("escape", "latex_word", word);
}

const BEGIN = /^\\begin\{([A-Za-z]+)(\*?)\}/;

function environment(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = blockBegin(state, startLine);
  if (begin === null) return false;
  const open = BEGIN.exec(state.src.slice(begin, state.eMarks[startLine]));
  if (!open) return false;
  const [head, name = "", star = ""] = open;
  const scan = scanOf(state.env);
  const span = { start: begin, end: begin + head.length };
  if (!MATH_ENVIRONMENTS.has(name)) {
    if (!silent) {
      report(scan, {
        code: "latex-in-text",
        severity: "warning",
        message: `${head} is shown as text: LaTeX is read in mathematics alone`,
        hint: suggestion(name, [...MATH_ENVIRONMENTS.keys()], "Equations are"),
      }, span);
    }
    return false;
  }
  const tail = `\\end{${name}${star}}`;
  let line = startLine;
  let end = -1;
  const found = nextOf(tail, state.src, begin);
  if (found >= 0 && found < (state.eMarks[endLine - 1] ?? 0)) {
    while ((state.eMarks[line] ?? 0) < found) line++;
    line++;
    end = found + tail.length;
  }
  if (end < 0) {
    if (silent) return false;
    report(scan, {
      code: "unclosed-mathematics",
      message: `The displayed equation that begins here with ${head} is not closed`,
      hint: `End it with ${tail}`,
    }, span);
    state.line = startLine + 1;
    return true;
  }
  const rest = state.src.slice(end, state.eMarks[line - 1]);
  const named = trailingLabel(rest);
  if (rest.slice(named?.length ?? 0).trim() !== "") return false;
  if (silent) return true;
  const latex = state.src.slice(begin, end).replace(/\n[ \t]*>/g, (m) => " ".repeat(m.length));
  const token = state.push("display", "", 0);
  token.block = true;
  token.map = [startLine, line];
  mathToken(state, token, latex, (position) => begin + position, {
    ...mathematicsLabel(latex, (position) => begin + position),
    ...(named ? { id: named.id, idAt: end + named.at } : {}),
  });
  state.line = line;
  return true;
}

/** A line that defines a macro, with those that its braces go on to. */
function definitions(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = lineBegin(state, startLine);
  if (!beginsWithMacro(state.src.slice(begin, state.eMarks[startLine]))) return false;
  for (let line = startLine; line < endLine && !state.isEmpty(line); line++) {
    const { macros, rest } = takeMacros(state.src.slice(begin, state.eMarks[line]));
    if (rest.trim() !== "" || Object.keys(macros).length === 0) continue;
    if (!silent) Object.assign(scanOf(state.env).macros, macros);
    state.line = line + 1;
    return true;
  }
  return false;
}

/** `\newpage` and the like mean nothing on a page and are left out; `\textbf` stands as typed. */
function word(state: StateInline, silent: boolean): boolean {
  const name = /^\\([A-Za-z]{3,})/.exec(state.src.slice(state.pos, state.posMax))?.[1];
  if (name === undefined) return false;
  const layout = LATEX_LAYOUT.has(name);
  const instead = LATEX_WORDS.get(name);
  // A word with an argument is LaTeX, known or not.
  const hasArgument = state.src[state.pos + name.length + 1] === "{" && !/^(eq)?ref$/.test(name);
  if (!layout && instead === undefined && !hasArgument) return false;
  const { length } =
    /^\\[A-Za-z]+\*?(?:\{[^{}]*\})?/.exec(state.src.slice(state.pos, state.posMax))![0];
  if (!silent) {
    const scan = scanOf(state.env);
    const start = scan.at(state.pos);
    report(
      scan,
      layout
        ? {
          code: "latex-in-text",
          severity: "note",
          message: `\\${name} means nothing on a page of the web, and is left out`,
        }
        : {
          code: "latex-in-text",
          severity: "warning",
          message: `\\${name} is shown as text: LaTeX is read in mathematics alone`,
          hint: instead ?? "Write the words themselves, or mathematics between dollars",
        },
      { start, end: start + length },
    );
    if (!layout) state.push("text", "", 0).content = `\\${name}`;
  }
  state.pos += layout ? length : name.length + 1;
  return true;
}
