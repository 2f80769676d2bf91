/**
 * YAML inside a file, with the place of every key and value.
 *
 * @module
 */
import type { Document } from "yaml";
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from "../../libraries/yaml.js";
import type { Span } from "../../diagnostic.ts";

/** Why a text is not YAML, and what leads out. */
export interface YamlFault {
  message: string;
  hint: string;
  span: Span;
}

/** What was read. Spans are offsets in the text that was handed in. */
export interface YamlText {
  /** The value as plain data; null if the text does not parse or is empty. */
  value: unknown;
  errors: YamlFault[];
  /** Where the value at a path stands (`["chapters", 0]`); the key's span if `key`. */
  locate(path: readonly (string | number)[], key?: boolean): Span;
}

/** How often one value may be repeated by its name: more is an attack or a slip. */
export const REPEATS = 100;

/** Reads one YAML document. */
export function readYaml(text: string): YamlText {
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: true,
    // what it would say on the terminal of keys that are lists is no fault of a page
    logLevel: "error",
  });
  // A fault that is only seen at the end of the text stands at its last character.
  const last = Math.max(0, text.trimEnd().length - 1);
  const place = (from: number, to: number): Span => {
    const start = Math.min(from, last);
    return { start, end: Math.max(to, start + 1) };
  };
  const names = aliasFaults(document, place);
  const errors = names.length > 0 ? names : document.errors.map((error): YamlFault => ({
    message: plain(error.message),
    hint: HINTS[error.code] ?? "Put quotes round a text that holds a colon",
    span: place(error.pos[0], error.pos[1]),
  }));
  return {
    value: errors.length > 0 ? null : document.toJS() as unknown,
    errors,
    locate: (path, key = false) => locate(document.contents, path, key, text.length),
  };
}

/** What leads out, by the kind of fault. */
const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with blanks: a tab is no indentation in YAML",
  DUPLICATE_KEY: "Keep one of the two",
  MISSING_CHAR: "Close the bracket or the quotation mark",
  BAD_INDENT: "Close the bracket, or indent the lines alike",
  BAD_SCALAR_START: "Put quotes round a text that begins with such a sign",
};

/**
 * A text that begins with an asterisk is a name for another value in YAML: `*Zea mays*` names
 * nothing. A name that stands for many values within many is refused before it is spelt out.
 */
function aliasFaults(document: Document, place: (from: number, to: number) => Span): YamlFault[] {
  const faults: YamlFault[] = [];
  let count = 0;
  let excess: Span | null = null;
  visit(document, {
    Alias(_key, node) {
      const span = place(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
      if (++count > REPEATS) excess ??= span;
      if (node.resolve(document)) return;
      faults.push({
        message: `a text that begins with an asterisk names another value, and there is no "&${
          node.source.replace(/\*$/, "")
        }"`,
        hint: "Put quotes round a text that begins with an asterisk",
        span,
      });
    },
  });
  if (faults.length === 0 && document.errors.length === 0 && count > 0) {
    try {
      document.toJS({ maxAliasCount: REPEATS });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      excess ??= place(0, 1);
    }
  }
  if (excess) {
    faults.push({
      message: `more than ${REPEATS} values are repeated by their names`,
      hint: "Write the values themselves",
      span: excess,
    });
  }
  return faults;
}

/** YAML's complaint as one sentence without a full stop. */
function plain(message: string): string {
  const first = (message.split("\n")[0] ?? message).trim().replace(/[.:]$/, "");
  return first.charAt(0).toLowerCase() + first.slice(1);
}

function locate(
  root: unknown,
  path: readonly (string | number)[],
  key: boolean,
  length: number,
): Span {
  let node = root;
  let span = rangeOf(root) ?? { start: 0, end: length };
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) =>
        isPair(item) && isScalar(item.key) && String(item.key.value) === String(step)
      );
      if (!pair) return span;
      if (last && key) return rangeOf(pair.key) ?? span;
      node = pair.value;
      span = rangeOf(node) ?? rangeOf(pair.key) ?? span;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      span = rangeOf(node) ?? span;
    } else return span;
  }
  return span;
}

function rangeOf(node: unknown): Span | null {
  if (typeof node !== "object" || node === null || !("range" in node)) return null;
  const range = (node as { range?: [number, number, number] | null }).range;
  return range ? { start: range[0], end: Math.max(range[1], range[0] + 1) } : null;
}
