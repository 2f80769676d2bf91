/**
 * YAML inside a file, with the place of every key and value.
 *
 * @module
 */
import { isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Span } from "../diagnostic.ts";

/** What was read. Spans are offsets in the text that was handed in. */
export interface YamlText {
  /** The value as plain data; null if the text does not parse or is empty. */
  value: unknown;
  errors: { message: string; span: Span }[];
  /** Where the value at a path stands (`["chapters", 0]`); the key's span if `key`. */
  locate(path: readonly (string | number)[], key?: boolean): Span;
}

/** Reads one YAML document. */
export function readYaml(text: string): YamlText {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  // A fault that is only seen at the end of the text stands at its last character.
  const last = Math.max(0, text.trimEnd().length - 1);
  const errors = document.errors.map((error) => {
    const start = Math.min(error.pos[0], last);
    return {
      message: plain(error.message),
      span: { start, end: Math.max(error.pos[1], start + 1) },
    };
  });
  return {
    value: errors.length > 0 ? null : document.toJS() as unknown,
    errors,
    locate: (path, key = false) => locate(document.contents, path, key, text.length),
  };
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
