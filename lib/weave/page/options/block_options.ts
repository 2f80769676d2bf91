/**
 * Options of a block: `#|` lines in YAML, and the header of a knitr chunk.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../../diagnostic.ts";
import { nearest, suggestion } from "../../../syntax/nearest.ts";
import type { CallExpr } from "../../../syntax/expr.ts";
import { constantOf } from "./constant.ts";
import { FETCHES, foreignNames, plainName, translate } from "./knitr_options.ts";
import type { Fault, Source } from "../source.ts";
import { readYaml } from "../yaml_text.ts";

/** One option with its place in the file. */
export interface BlockOption {
  value: unknown;
  span: Span;
  /** The value is this expression of R, which stands for a caption. */
  expression?: string;
}

/** Options by their name here (`fig-cap` has become `caption`). */
export type BlockOptions = Record<string, BlockOption>;

type Shape = "engine" | "text" | "truth" | "echo" | "texts" | "number" | "any" | "stars";

const SHAPES: Record<string, Shape> = {
  label: "text",
  caption: "text",
  /** Captions of the parts, (a), (b), of what the block shows. */
  parts: "texts",
  /** Pictures side by side. */
  columns: "number",
  alt: "text",
  echo: "echo",
  output: "truth",
  eval: "truth",
  weave: "texts",
  name: "text",
  data: "texts",
  engine: "engine",
  factors: "texts",
  symbols: "any",
  response: "text",
  digits: "number",
  stars: "stars",
  design: "text",
  width: "number",
  height: "number",
  "picture-width": "text",
  markdown: "truth",
  captions: "texts",
  from: "texts",
  acknowledge: "texts",
};

const WORDS: Record<Shape, string> = {
  engine: "R",
  text: "a text",
  truth: "true or false",
  echo: "true, false or fold",
  texts: "a text or a list of texts",
  number: "a number",
  stars: "true or false",
  any: "anything",
};

/** Numbers from and to which an option may be; `width` and `height` are pixels or inches. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  digits: [1, 22],
  columns: [1, 12],
  width: [0.1, 10_000],
  height: [0.1, 10_000],
};

function isWithin(key: string, value: unknown): boolean {
  const range = RANGES[key];
  return range === undefined || typeof value !== "number" ||
    (value >= range[0] && value <= range[1] && (key !== "digits" || Number.isInteger(value)));
}

function fits(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case "engine":
      return value === "R";
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
  if (count === 0) return { options: {}, count, diagnostics: [] };
  const base = source.lineStart(first);
  const reader = new OptionReader(source);
  // knitr takes `#| echo=FALSE, fig.cap="x"` as well.
  let at = base;
  text = text.replace(/[^\n]*\n/g, (line) => {
    const from = at;
    at += line.length;
    if (!/^\s*[\w.-]+\s*=(?!=)/.test(line)) return line;
    readArguments(reader, line, from, false);
    return line.replace(/[^\n]/g, " ");
  });
  if (text.trim() === "") {
    return { options: reader.options, count, diagnostics: reader.diagnostics };
  }
  const yaml = readYaml(text.replace(/!expr(?=\s)/g, "     "));
  const shift = (span: Span): Span => ({ start: span.start + base, end: span.end + base });
  for (const { message, hint, span } of yaml.errors) {
    const what = `The options of this block are not YAML: ${message}`;
    reader.fault({ code: "bad-yaml", message: what, hint }, shift(span));
  }
  if (yaml.errors.length === 0 && (typeof yaml.value !== "object" || yaml.value === null)) {
    reader.fault({
      code: "bad-yaml",
      message: "The options of this block are not `key: value` lines",
      hint: "For example `#| label: tbl-means`",
    }, { start: base, end: base + text.trimEnd().length });
  } else if (typeof yaml.value === "object" && yaml.value !== null) {
    for (const [key, value] of Object.entries(yaml.value)) {
      const span = yaml.locate([key]);
      const isCode = /!expr\s+$/.test(text.slice(0, span.start));
      const keySpan = shift(yaml.locate([key], true));
      if (isCode) reader.code(key, String(value), shift(span), keySpan);
      else reader.take(key, value, shift(span), keySpan, "lines");
    }
  }
  return { options: reader.options, count, diagnostics: reader.diagnostics };
}

/** Gathers options under whatever name they are given. */
class OptionReader {
  readonly options: BlockOptions = {};
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly source: Source) {}

  fault(fault: Fault, span: Span): void {
    this.diagnostics.push(this.source.diagnostic(fault, span));
  }

  /** An option with its value. knitr and Quarto pass over what they do not know. */
  take(key: string, value: unknown, span: Span, keySpan: Span, where: "lines" | "head"): void {
    const ours = SHAPES[key];
    if (ours !== undefined && fits(ours, value)) {
      if (!isWithin(key, value)) return this.beyond(key, key, span);
      this.options[key] = { value, span };
      return;
    }
    const made = translate(key, value);
    if (made === "passed over") return;
    const fetched = FETCHES[plainName(key)];
    if (fetched !== undefined) {
      this.fault({
        code: "unknown-option",
        severity: "warning",
        message: `The option "${key}" is not obeyed here`,
        hint: fetched,
      }, keySpan);
    } else if (made === undefined && ours === undefined) {
      const names = [...Object.keys(SHAPES), ...foreignNames()];
      const hint = suggestion(key, names);
      // A slip in a word of ours, and what may have been to hide, is not passed over.
      const meant = nearest(key, names) ?? nearest(plainName(key), names) ?? "";
      const grave = HIDES.test(plainName(meant)) || where === "lines" && meant in SHAPES;
      this.fault({
        code: "unknown-option",
        severity: grave ? "error" : "warning",
        message: `Unknown option "${key}"`,
        ...(hint ? { hint } : {}),
      }, keySpan);
    } else if (made === undefined || made === null) this.bad(key, ours, span);
    else {
      for (const [name, each] of Object.entries(made)) {
        const shape = SHAPES[name];
        if (!isWithin(name, each)) this.beyond(key, name, span);
        else if (shape !== undefined && fits(shape, each)) {
          this.options[name] = { value: each, span };
        } else this.bad(key, shape, span);
      }
    }
  }

  /** An option whose value is an expression: of constants, or for a caption. */
  code(
    key: string,
    text: string,
    span: Span,
    keySpan: Span,
    where: "lines" | "head" = "lines",
  ): void {
    const constant = constantOf(text);
    if (constant === null) return;
    if (constant !== undefined) return this.take(key, constant, span, keySpan, where);
    const made = SHAPES[key] === undefined ? translate(key, text) : { [key]: text };
    if (made && made !== "passed over" && "caption" in made) {
      this.options["caption"] = { value: text, span, expression: text };
    } else if (made !== "passed over") {
      if (made === undefined) return this.take(key, text, span, keySpan, where);
      this.fault({
        code: "bad-option",
        // What may hide an answer must not be passed over.
        severity: HIDES.test(plainName(key)) ? "error" : "warning",
        message: `The option "${key}" is not obeyed: ${text} is no constant`,
        hint: 'Write the value itself, such as TRUE, 7 or "words"',
      }, span);
    }
  }

  private beyond(key: string, name: string, span: Span): void {
    const [least, most] = RANGES[name]!;
    this.fault({
      code: "bad-option",
      message: `The option "${key}" is not between ${least} and ${most}`,
      hint: name === "digits" ? "A whole number, such as 4" : "For example 640",
    }, span);
  }

  private bad(key: string, shape: Shape | undefined, span: Span): void {
    this.fault({
      code: "bad-option",
      message: `The option "${key}" must be ${WORDS[shape ?? OF_KEY[key] ?? "text"]}`,
    }, span);
  }
}

const HIDES = /^(echo|eval|include|output|results)$/;

/** What the options that are not ours must be. */
const OF_KEY: Readonly<Record<string, Shape>> = {
  include: "truth",
  "code-fold": "echo",
  "fig-width": "number",
  "fig-height": "number",
  "fig.width": "number",
  "fig.height": "number",
};

/** A knitr header such as `{r means, echo=FALSE, fig.cap="Diet means"}`, braces and all. */
export function readKnitrHeader(
  source: Source,
  info: string,
  start: number,
): { options: BlockOptions; diagnostics: Diagnostic[] } | null {
  const match = /^\{\s*r\b(.*?)\}?\s*$/i.exec(info);
  if (!match) return null;
  const inner = match[1] ?? "";
  const reader = new OptionReader(source);
  readArguments(reader, inner, start + info.indexOf(inner, 1), true);
  return { options: reader.options, diagnostics: reader.diagnostics };
}

/** `name, echo=FALSE, fig.cap="Diet means"`: the name only where `named`. */
function readArguments(reader: OptionReader, text: string, base: number, named: boolean): void {
  let offset = base;
  for (const part of splitArguments(text)) {
    const lead = part.length - part.trimStart().length;
    const span = { start: offset + lead, end: offset + Math.max(lead + 1, part.trimEnd().length) };
    offset += part.length + 1;
    const pair = /^\s*([\w.-]+)\s*=\s*([\s\S]*?)\s*$/.exec(part);
    if (pair) {
      const [, key = "", code = ""] = pair;
      const value = { start: Math.max(span.start, span.end - code.length), end: span.end };
      reader.code(key, code, value, { start: span.start, end: span.start + key.length }, "head");
      continue;
    }
    const name = part.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (name === "") continue;
    // knitr joins the words of a name with hyphens.
    if (named && reader.options["label"] === undefined) {
      reader.options["label"] = { value: name.replace(/\s+/g, "-"), span };
    } else {
      reader.fault({
        code: "unknown-option",
        severity: "warning",
        message: `"${name}" in the head of a chunk says nothing`,
        hint: "Options are written as echo=FALSE, with commas between them",
      }, span);
    }
  }
}

/** What `opts_chunk$set(…)` asks of the chunks that follow it. */
export function readChunkSettings(
  source: Source,
  call: CallExpr,
  code: string,
  at: (position: number) => number,
): { options: BlockOptions; diagnostics: Diagnostic[] } {
  const reader = new OptionReader(source);
  for (const { name, nameSpan, value } of call.args) {
    if (name === null || !value) continue;
    const place = (span: Span): Span => ({ start: at(span.start), end: at(span.end) });
    const text = code.slice(value.start, value.end);
    reader.code(name, text, place(value), place(nameSpan ?? value), "head");
  }
  return { options: reader.options, diagnostics: reader.diagnostics };
}

/** What a group of keys, `execute:` of a front matter, asks of all blocks of a page. */
export function readDefaults(
  source: Source,
  group: Readonly<Record<string, unknown>>,
  place: (key: string, onKey: boolean) => Span,
): { options: BlockOptions; diagnostics: Diagnostic[] } {
  const reader = new OptionReader(source);
  for (const [key, value] of Object.entries(group)) {
    reader.take(key, value, place(key, false), place(key, true), "head");
  }
  return { options: reader.options, diagnostics: reader.diagnostics };
}

/** Whether an option has this name, here or elsewhere. */
export function isOption(key: string): boolean {
  return key in SHAPES || foreignNames().includes(plainName(key));
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
