/**
 * What the code of a `plot` fence finds: a world of its own with Plot, a document and the page's
 * values, in which there are no files, no network, no timers, no clock and no chance.
 *
 * It is bundled into `lib/weave/plot/plot_realm.js` (`deno task realm`) and run in a fresh context for
 * every fence, so that nothing of the program and of other fences can be reached.
 *
 * @module
 */
import "./clock.ts";
import "./locale.ts";
import * as Library from "@observablehq/plot";
import { parseHTML } from "linkedom/worker";
import { MARKUP_LENGTH } from "../plot_limits.ts";
import { ColumnWatch, type UnknownColumn } from "./columns.ts";
import { guard } from "./guards.ts";
import { levelDomains, type Levels, type PlotElement } from "./level_order.ts";

/** What a fence is given, as JSON. */
export interface Given {
  values: Record<string, unknown>;
  levels: Record<string, Levels[]>;
  code: string;
}

/** What failed: `line` and `column` are 1-based places in the code, if they are known. */
export interface Failure {
  message: string;
  line: number | null;
  column: number | null;
}

type Plain = Record<string, unknown>;

// The code may change what it finds: what is needed afterwards is kept here.
const { apply, defineProperty, get: getProperty } = Reflect;
const { stringify } = JSON;
const Text = String;

/** Names that mean something already. */
const RESERVED = new Set(
  ("break case catch class const continue debugger default delete do else enum export extends " +
    "false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof var void while " +
    "with yield await arguments undefined eval NaN Infinity globalThis Plot values document")
    .split(" "),
);
const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const FENCE = "fence.js";
const watch = new ColumnWatch();
const unknownColumns = watch.unknown.bind(watch);
/** What the engine says of `import()` where there is no loader. */
const NO_IMPORT = "A dynamic import callback was not specified.";

const places = new WeakMap<object, { line: number | null; column: number | null }>();
const remember = places.set.bind(places);
const recall = places.get.bind(places);
const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
const outerHTML = descriptorOf(document.createElement("p"), "outerHTML")!;

function descriptorOf(object: object, name: string): (() => unknown) | null {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own) return own.get ?? null;
  }
  return null;
}

/** The same sequence for every fence, so that the same page is built again. */
function seededRandom(): () => number {
  const { imul } = Math;
  let state = 0x2545f491;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Frame {
  getFileName(): unknown;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** A stack names places in the code and nothing of the machine. */
function stackText(error: object, frames: Frame[]): string {
  let text = "";
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i]!;
    if (frame.getFileName() !== FENCE) continue;
    const place = { line: frame.getLineNumber(), column: frame.getColumnNumber() };
    if (text === "") remember(error, place);
    text += `\n    at ${FENCE}:${place.line}:${place.column}`;
  }
  try {
    return Text(error) + text;
  } catch {
    return `Error${text}`;
  }
}

function fix(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { value, writable: false, configurable: false });
}

function plotFor(factors: readonly Levels[], code: string): Plain {
  const isNamed = (column: string): boolean => code.includes(column);
  const draw = (options: Plain = {}): PlotElement => {
    const plot = Library.plot(options as Library.PlotOptions) as unknown as PlotElement;
    watch.look(options["marks"]);
    const ordered = levelDomains(plot, options, factors, isNamed);
    return ordered ? Library.plot(ordered as Library.PlotOptions) as unknown as PlotElement : plot;
  };
  // A mark and a list of marks draw themselves by this method.
  (Library.Mark.prototype as unknown as Plain)["plot"] = function (
    this: unknown,
    { marks = [], ...options }: { marks?: unknown[] } = {},
  ): PlotElement {
    return draw({ ...options, marks: [...marks, this] });
  };
  return Object.freeze({ ...Library, plot: draw });
}

function tablesOf(value: unknown): Plain[][] {
  if (Array.isArray(value)) {
    const isTable = value.length > 0 &&
      value.every((row) => typeof row === "object" && row !== null && !Array.isArray(row));
    return isTable ? [value as Plain[]] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Plain).flatMap(tablesOf);
}

/** Sets up the realm for one fence. */
export function begin(json: string): void {
  const { values, levels, code } = JSON.parse(json) as Given;
  const space = globalThis as unknown as Plain;
  for (const table of tablesOf(values)) watch.watch(table);
  const Plot = plotFor(Object.values(levels).flat(), code);
  Math.random = seededRandom();
  const quiet = (): void => {};
  const silent: Plain = {};
  for (const name of Object.keys(console)) silent[name] = quiet;
  fix(Error, "prepareStackTrace", stackText);
  guard();
  const shown: Plain = { document, window: { document }, Plot, values, console: silent };
  for (const name of Object.keys(values)) {
    if (IDENTIFIER.test(name) && !RESERVED.has(name)) shown[name] = values[name];
  }
  for (const [name, value] of Object.entries(shown)) {
    defineProperty(space, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/**
 * The markup of what the code gave, after `+`; its length, after `#`, if that is too much; or why
 * there is none, after `-`.
 */
export function finish(element: unknown): string {
  if (
    typeof element !== "object" || element === null || getProperty(element, "nodeType") !== 1
  ) {
    return "-The last expression must give one SVG or HTML element, as Plot.plot does";
  }
  const markup = apply(outerHTML, element, []);
  if (typeof markup !== "string") return "-The element has no markup";
  return markup.length > MARKUP_LENGTH ? `#${markup.length}` : `+${markup}`;
}

/** Columns that were asked for in vain, as JSON. */
export function lacking(): string {
  return stringify(unknownColumns() satisfies UnknownColumn[]);
}

/** What was thrown, as JSON. Anything may be thrown. */
export function describe(thrown: unknown): string {
  const failure: Failure = { message: "The code threw something without words", ...nowhere() };
  try {
    if (typeof thrown !== "object" && typeof thrown !== "function" || thrown === null) {
      failure.message = Text(thrown);
    } else {
      // Reading the stack finds the place.
      getProperty(thrown, "stack");
      const place = recall(thrown);
      if (place) {
        failure.line = place.line;
        failure.column = place.column;
      }
      const message = getProperty(thrown, "message");
      failure.message = typeof message === "string" ? message : Text(thrown);
      if (failure.message === NO_IMPORT) failure.message = "There is nothing to import here";
    }
    return stringify(failure);
  } catch {
    return stringify({ message: "The code threw something that cannot be read", ...nowhere() });
  }
}

function nowhere(): { line: null; column: null } {
  return { line: null, column: null };
}

(globalThis as unknown as Plain)["heddleRealm"] = { begin, finish, lacking, describe };
