/**
 * `::: {#exr-x .class}` … `:::`, nested as in Pandoc: a line of colons alone closes the innermost.
 * One that is not closed is a fault at its opening line and its content stands as it is.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { type Attributes, noAttributes, parseAttributes } from "../page/attributes.ts";
import { report, scanOf } from "../page/scan.ts";
import { statementLabel, statementOf } from "../page/statements.ts";
import { CALLOUTS } from "../page/vocabulary.ts";
import { isIndented, lineBegin } from "./line_head.ts";

/** What a `container_open` token carries. */
export interface ContainerMeta extends Record<string, unknown> {
  attributes: Attributes;
  /** File offset of the opening line's first colon. */
  start: number;
  /** One past the opening line's last character. */
  end: number;
  /** Words after the braces. */
  title: string | null;
  /** The title as inline tokens: the heading that a statement or a callout begins with. */
  heading: Token[] | null;
}

/** Adds the rule to a parser. */
export function containers(md: MarkdownIt): void {
  md.block.ruler.before("fence", "container", container, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  md.core.ruler.after("inline", "container_titles", containerTitles);
}

/** A heading at the head of a statement or a callout is its title. */
function containerTitles(state: StateCore): void {
  const { tokens } = state;
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    const inline = tokens[i + 2];
    if (open?.type !== "container_open" || tokens[i + 1]?.type !== "heading_open" || !inline) {
      continue;
    }
    const meta = open.meta as ContainerMeta;
    const stated = statementOf(meta.attributes) !== null;
    if (!stated && !meta.attributes.classes.some((name) => name in CALLOUTS)) continue;
    meta.heading = inline.children ?? [];
    tokens.splice(i + 1, 3);
  }
}

const OPEN = /^:{3,}[ \t]*(?:\{([^}]*)\}+|([\w-]+))[ \t]*(.*?)[ \t]*:*[ \t]*$/;

function container(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const lineAt = (line: number): string =>
    state.src.slice(lineBegin(state, line), state.eMarks[line]);
  const text = lineAt(startLine);
  if (!text.startsWith(":::") || isIndented(state, startLine)) {
    return false;
  }
  const begin = lineBegin(state, startLine);
  const scan = scanOf(state.env);
  const span = { start: begin, end: begin + text.length };
  if (/^:+[ \t]*$/.test(text)) {
    if (silent) return true;
    report(scan, {
      code: "stray-container-end",
      message: "These colons close nothing",
      hint: "A container begins with `::: {.note}` or the like",
    }, span);
    state.line = startLine + 1;
    return true;
  }
  const open = OPEN.exec(text);
  const attributes = open &&
    (open[2] === undefined
      ? parseAttributes(open[1] ?? "")
      : { ...noAttributes(), classes: [open[2]] });
  if (!open || !attributes) {
    if (silent) return false;
    report(scan, {
      code: "bad-container",
      message: "This container's head cannot be read",
      hint: "Write `::: {#exr-name}` or `::: {.solution for=exr-name}`",
    }, span);
    state.line = startLine + 1;
    return true;
  }
  if (silent) return true;
  const close = closeOf(state, startLine, endLine, lineAt);
  if (close < 0) {
    report(scan, {
      code: "unclosed-container",
      message: "The container that begins here is not closed",
      hint: "End it with a line of three colons",
    }, span);
    state.line = startLine + 1;
    return true;
  }
  const token = state.push("container_open", "div", 1);
  token.block = true;
  token.map = [startLine, close + 1];
  const meta: ContainerMeta = {
    attributes: { ...attributes, id: statementLabel(attributes) },
    ...span,
    title: open[3] || null,
    heading: null,
  };
  token.meta = meta;
  closeContainer(state, startLine + 1, close);
  state.line = close + 1;
  return true;
}

/** Reads the lines that stand in a container, and closes it. */
export function closeContainer(state: StateBlock, first: number, end: number): void {
  const { parentType, lineMax } = state;
  state.parentType = "container";
  state.lineMax = end;
  state.md.block.tokenize(state, first, end);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.push("container_close", "div", -1).block = true;
}

/** Where heads that were met are closed (−1: nowhere), by where their lines begin in the text. */
const met = new WeakMap<StateBlock, Map<number, number>>();

/** The line that closes a container; −1 if none before `endLine` does. */
function closeOf(
  state: StateBlock,
  startLine: number,
  endLine: number,
  lineAt: (line: number) => string,
): number {
  let closes = met.get(state);
  if (!closes) met.set(state, closes = new Map());
  const at = (line: number): number => lineBegin(state, line);
  if (!closes.has(at(startLine))) {
    for (const [head, close] of matched(startLine, endLine, lineAt)) closes.set(at(head), close);
  }
  const close = closes.get(at(startLine)) ?? -1;
  return close < endLine ? close : -1;
}

/** A container's head with its closing line, and those of all within it, in one walk. */
function matched(
  startLine: number,
  endLine: number,
  lineAt: (line: number) => string,
): Map<number, number> {
  const closes = new Map<number, number>();
  const heads = [startLine];
  let fence = "";
  for (let line = startLine + 1; line < endLine && heads.length > 0; line++) {
    const text = lineAt(line);
    const mark = /^(`{3,}|~{3,})(.*)$/.exec(text);
    if (fence) {
      if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === "") fence = "";
      continue;
    }
    if (mark) fence = mark[1] ?? "";
    else if (/^:{3,}[ \t]*$/.test(text)) {
      closes.set(heads.pop()!, line);
    } else if (OPEN.test(text)) heads.push(line);
  }
  for (const head of heads) closes.set(head, -1);
  return closes;
}
