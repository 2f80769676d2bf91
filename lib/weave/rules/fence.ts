/**
 * Code fences. One that is not closed is a fault at its opening line, and ends at the next blank
 * line, heading or fence, so that the rest of the page is still read.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import { report, scanOf } from "../page/scan.ts";
import type { Fault } from "../page/source.ts";
import { constantOf } from "../page/options/constant.ts";
import { statementLabel } from "../page/statements.ts";
import {
  CHUNK_ENGINES,
  FOREIGN_FENCES,
  LANGUAGES,
  OWN_FENCES,
  PRIVATE_CLASSES,
  STATEMENT_FENCES,
} from "../page/vocabulary.ts";
import { closeContainer, type ContainerMeta } from "./container.ts";
import { blockBegin, lineBegin } from "./line_head.ts";

/** What a `fence` token carries besides `info` and `content`. */
export interface FenceMeta extends Record<string, unknown> {
  /** First line of the body (0-based). */
  first: number;
  /** One past the last line of the body. */
  last: number;
  /** File offset of the info text. */
  infoAt: number;
  closed: boolean;
}

/** Adds the rule to a parser, in the place of the usual one. */
export function fences(md: MarkdownIt): void {
  md.block.ruler.at("fence", fence, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

function fence(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const begin = blockBegin(state, startLine);
  if (begin === null) return false;
  const opening = /^(`{3,}|~{3,})([^\n]*)/.exec(state.src.slice(begin, state.eMarks[startLine]));
  if (!opening) return false;
  const [, mark = "", rest = ""] = opening;
  if (mark.startsWith("`") && rest.includes("`")) return false;
  if (silent) return true;
  const { last, closed } = findEnd(state, startLine, endLine, mark);
  if (!closed) {
    report(scanOf(state.env), {
      code: "unclosed-fence",
      message: `The block that begins here with ${mark} is not closed`,
      hint: `End it with a line of ${mark}`,
    }, { start: begin, end: begin + mark.length + rest.trimEnd().length });
  }
  const engine = /^\{\s*(\w+)/.exec(rest.trim())?.[1] ?? "";
  const raw = /^\{=(\w+)\}$/.exec(rest.trim())?.[1]?.toLowerCase();
  if (raw !== undefined && !/^html/.test(raw)) {
    report(scanOf(state.env), {
      code: "raw-block",
      severity: "note",
      message: `A raw block for ${raw} says nothing on a page of the web, and is left out`,
    }, { start: begin, end: begin + mark.length + rest.trimEnd().length });
    state.line = closed ? last + 1 : last;
    return true;
  }
  if (
    raw !== undefined || CHUNK_ENGINES[engine] === "callout" ||
    STATEMENT_FENCES.has(engine) && rest.trim().startsWith("{")
  ) {
    customBlock(state, rest, { startLine, last, end: closed ? last + 1 : last, begin });
    return true;
  }
  const token = state.push("fence", "code", 0);
  token.info = rest.trim();
  token.markup = mark;
  token.content = state.getLines(startLine + 1, last, state.sCount[startLine] ?? 0, true);
  token.map = [startLine, closed ? last + 1 : last];
  const meta: FenceMeta = {
    first: startLine + 1,
    last,
    infoAt: begin + mark.length + rest.length - rest.trimStart().length,
    closed,
  };
  token.meta = meta;
  state.line = closed ? last + 1 : last;
  return true;
}

/** knitr's `{block, type="rmdnote"}` is a container. */
function customBlock(
  state: StateBlock,
  info: string,
  { startLine, last, end, begin }: { startLine: number; last: number; end: number; begin: number },
): void {
  const type = /\btype\s*=\s*(["'])([\w-]+)\1/.exec(info)?.[2] ?? statementFence(info)?.kind;
  const open = state.push("container_open", "div", 1);
  open.block = true;
  open.map = [startLine, end];
  const attributes = {
    id: statementFence(info)?.label ?? null,
    ...hidingOf(info, type === undefined ? [] : [type]),
  };
  const meta: ContainerMeta = {
    attributes: { ...attributes, id: statementLabel(attributes) },
    start: begin,
    end: state.eMarks[startLine] ?? begin,
    title: statementFence(info)?.name ?? null,
    heading: null,
  };
  open.meta = meta;
  closeContainer(state, startLine + 1, last);
  state.line = end;
}

/** `{theorem, a, name="Words"}`: its kind, label and name. */
function statementFence(
  info: string,
): { kind: string; label: string | null; name: string | null } | null {
  const [, kind = "", rest = ""] = /^\{\s*(\w+)[\s,]*(.*?)\}\s*$/.exec(info.trim()) ?? [];
  if (!STATEMENT_FENCES.has(kind)) return null;
  const given = /\blabel\s*=\s*(["']?)([\w:.-]+)\1/.exec(rest)?.[2] ??
    /^([\w:.-]+)\s*(?:,|$)/.exec(rest)?.[1];
  const name = /\bname\s*=\s*(["'])(.*?)\1/.exec(rest)?.[2];
  return { kind, label: given ?? null, name: name ?? null };
}

/** `echo=FALSE` hides such a block; a condition that is no constant is one that nothing decides. */
function hidingOf(
  info: string,
  classes: string[],
): { classes: string[]; values: Record<string, string> } {
  const values: Record<string, string> = {};
  let hidden = false;
  for (const [, name = "", code = ""] of info.matchAll(/\b(echo|include|eval)\s*=\s*([^,}]+)/g)) {
    const value = constantOf(code.trim());
    if (value === false) hidden = true;
    else if (value !== true) values[name] = code.trim();
  }
  const conditional = hidden || Object.keys(values).length > 0;
  return { classes: conditional ? [...classes, "content-hidden"] : classes, values };
}

/** Words in the head of a listing that would keep it from a reader, and do not. */
function hidingFault(info: string): Fault | null {
  const name = [...info.matchAll(/\.([\w-]+)/g)].find(([, word = ""]) => PRIVATE_CLASSES.has(word));
  const option = /\b(?:echo|include)\s*=\s*(?!TRUE\b|T\b)\w+/.exec(info);
  const word = name?.[0] ?? option?.[0];
  if (word === undefined) return null;
  return {
    code: "unknown-fence",
    message: `"${word}" keeps this listing from nobody`,
    hint: "Put it into `::: {.solution}` … `:::`, or into `<!--` … `-->`",
  };
}

/** What there is to say of the head of a fence that is no block of ours. */
export function fenceFault(info: string): Fault | null {
  const hiding = /^\{/.test(info) ? hidingFault(info) : null;
  if (hiding) return hiding;
  const engine = /^\{\s*([\w-]+)/.exec(info)?.[1];
  const word = engine ?? /^(?:\{\s*\.)?([\w+#-]+)/.exec(info)?.[1] ?? "";
  if (word === "") return null;
  const warning = (message: string, hint: string): Fault => ({
    code: "unknown-fence",
    severity: "warning",
    message,
    hint,
  });
  const foreign = FOREIGN_FENCES[word.toLowerCase()];
  if (foreign !== undefined) return warning(`A fence "${word}" is shown as text`, foreign);
  if (engine !== undefined) {
    if (engine in CHUNK_ENGINES) return null;
    const near = nearest(engine, ["r", ...OWN_FENCES]);
    return warning(
      `A chunk {${engine}} is shown and does not run`,
      near !== null && near.length > 1
        ? `Did you mean ${near}?`
        : "What runs here is R, {r} or model, and Observable Plot, plot",
    );
  }
  if (LANGUAGES.has(word.toLowerCase())) return null;
  const own = nearest(word, OWN_FENCES);
  if (own !== null) {
    return warning(`A fence "${word}" is shown and does not run`, `Did you mean ${own}?`);
  }
  return warning(
    `"${word}" is no language that is known`,
    suggestion(word, [...LANGUAGES]) ?? "A listing may have no word at its head",
  );
}

function findEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
  mark: string,
): { last: number; closed: boolean } {
  let recovery = -1;
  for (let line = startLine + 1; line < endLine; line++) {
    const begin = lineBegin(state, line);
    const text = state.src.slice(begin, state.eMarks[line]);
    if (text !== "" && (state.sCount[line] ?? 0) < state.blkIndent) {
      return { last: recovery < 0 ? line : recovery, closed: false };
    }
    if (recovery < 0 && (text === "" || /^#{1,6} /.test(text))) recovery = line;
    const other = /^(`{3,}|~{3,})\s*(.*)$/.exec(text);
    if (!other || !other[1]?.startsWith(mark)) continue;
    if (other[2] === "") return { last: line, closed: true };
    if (other[1].length === mark.length && /^[{\w]/.test(other[2] ?? "")) {
      return { last: recovery < 0 ? line : recovery, closed: false };
    }
  }
  return { last: recovery < 0 ? endLine : recovery, closed: false };
}
