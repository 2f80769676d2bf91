/**
 * Options of a block: `#|` lines in YAML, and the header of a knitr chunk.
 *
 * @module
 */
import type { Diagnostic, Span } from "../diagnostic.ts";
import { suggestion } from "../syntax/nearest.ts";
import type { Source } from "./source.ts";
import { readYaml } from "./yaml_text.ts";

/** One option with its place in the file. */
export interface BlockOption {
  value: unknown;
  span: Span;
}

/** Options by their name here (`fig-cap` has become `caption`). */
export type BlockOptions = Record<string, BlockOption>;

type Shape = "text" | "truth" | "echo" | "texts" | "number" | "any" | "stars";

const SHAPES: Record<string, Shape> = {
  label: "text",
  caption: "text",
  alt: "text",
  echo: "echo",
  output: "truth",
  eval: "truth",
  weave: "texts",
  name: "text",
  data: "text",
  factors: "texts",
  symbols: "any",
  response: "text",
  digits: "number",
  stars: "stars",
  design: "text",
  width: "number",
  height: "number",
  from: "texts",
  acknowledge: "texts",
};

const ALIASES: Record<string, string> = {
  "fig-cap": "caption",
  "tbl-cap": "caption",
  "fig-alt": "alt",
  "fig-width": "width",
  "fig-height": "height",
};

const WORDS: Record<Shape, string> = {
  text: "a text",
  truth: "true or false",
  echo: "true, false or fold",
  texts: "a text or a list of texts",
  number: "a number",
  stars: "true or false",
  any: "anything",
};

function fits(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case "text":
      return typeof value === "string" || typeof value === "number";
    case "truth":
    case "stars":
      return typeof value === "boolean";
    case "echo":
      return typeof value === "boolean" || value === "fold";
    case "texts":
      return typeof value === "string" ||
        Array.isArray(value) && value.every((item) => ["string", "number"].includes(typeof item));
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "any":
      return true;
  }
}

/**
 * Reads the `#|` lines at the head of a block, which are lines `[first, last)` of the file.
 * `count` says how many lines they are. An unknown option is a fault and does not stop the block.
 */
export function readBlockOptions(
  source: Source,
  first: number,
  last: number,
): { options: BlockOptions; count: number; diagnostics: Diagnostic[] } {
  let count = 0;
  let text = "";
  while (first + count < last) {
    const line = source.line(first + count);
    const mark = /^\s*(?:>\s?)*\s*#\|/.exec(line);
    if (!mark) break;
    text += " ".repeat(mark[0].length) + line.slice(mark[0].length) + "\n";
    count++;
  }
  const options: BlockOptions = {};
  if (count === 0) return { options, count, diagnostics: [] };
  const base = source.lineStart(first);
  const yaml = readYaml(text);
  const shift = (span: Span): Span => ({ start: span.start + base, end: span.end + base });
  const diagnostics = yaml.errors.map((error) =>
    source.diagnostic({
      code: "bad-yaml",
      message: `The options of this block are not YAML: ${error.message}`,
      hint: error.hint,
    }, shift(error.span))
  );
  if (yaml.errors.length === 0 && (typeof yaml.value !== "object" || yaml.value === null)) {
    diagnostics.push(source.diagnostic({
      code: "bad-yaml",
      message: "The options of this block are not `key: value` lines",
      hint: "For example `#| label: tbl-means`",
    }, { start: base, end: base + text.trimEnd().length }));
  } else if (typeof yaml.value === "object" && yaml.value !== null) {
    for (const [key, value] of Object.entries(yaml.value)) {
      const name = ALIASES[key] ?? key;
      const shape = SHAPES[name];
      if (shape === undefined) {
        const hint = suggestion(key, Object.keys(SHAPES));
        diagnostics.push(source.diagnostic({
          code: "unknown-option",
          message: `Unknown option "${key}"`,
          ...(hint ? { hint } : {}),
        }, shift(yaml.locate([key], true))));
      } else if (!fits(shape, value)) {
        diagnostics.push(source.diagnostic({
          code: "bad-option",
          message: `The option "${key}" must be ${WORDS[shape]}`,
        }, shift(yaml.locate([key]))));
      } else options[name] = { value, span: shift(yaml.locate([key])) };
    }
  }
  return { options, count, diagnostics };
}

/** A knitr header such as `{r means, echo=FALSE, fig.cap="Diet means"}`, braces and all. */
export function readKnitrHeader(info: string, start: number): BlockOptions | null {
  const match = /^\{\s*r\b([^}]*)\}?\s*$/i.exec(info);
  if (!match) return null;
  const options: BlockOptions = {};
  const inner = match[1] ?? "";
  let offset = start + info.indexOf(inner);
  for (const [index, part] of splitArguments(inner).entries()) {
    const span = { start: offset, end: offset + part.length };
    offset += part.length + 1;
    const pair = /^\s*([\w.-]+)\s*=\s*([\s\S]*?)\s*$/.exec(part);
    const set = (name: string, value: unknown) => options[name] = { value, span };
    if (!pair) {
      const name = part.trim();
      if (index === 0 && /^[\w.-]+$/.test(name)) set("label", name);
      continue;
    }
    setKnitr(pair[1] ?? "", literal(pair[2] ?? ""), set);
  }
  return options;
}

function setKnitr(key: string, value: unknown, set: (name: string, value: unknown) => void): void {
  const inches = typeof value === "number" ? Math.round(value * 96) : null;
  switch (key) {
    case "echo":
    case "eval":
      if (typeof value === "boolean") set(key, value);
      return;
    case "label":
      set("label", value);
      return;
    case "fig.cap":
    case "tbl.cap":
      if (typeof value === "string") set("caption", value);
      return;
    case "fig.alt":
      if (typeof value === "string") set("alt", value);
      return;
    case "include":
      if (value === false) {
        set("echo", false);
        set("output", false);
      }
      return;
    case "results":
      if (value === "hide") set("output", false);
      return;
    case "fig.width":
      if (inches !== null) set("width", inches);
      return;
    case "fig.height":
      if (inches !== null) set("height", inches);
  }
}

function literal(text: string): unknown {
  if (/^(TRUE|T)$/.test(text)) return true;
  if (/^(FALSE|F)$/.test(text)) return false;
  const quoted = /^(["'])([\s\S]*)\1$/.exec(text);
  if (quoted) return (quoted[2] ?? "").replace(/\\(["'\\])/g, "$1");
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote) {
      if (c === "\\") i++;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
