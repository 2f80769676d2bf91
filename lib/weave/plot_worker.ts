/**
 * Draws with Plot, in a worker without any permission: our own figures first, then the code of
 * `plot` fences. What a fence gives back is text that `plot_markup.ts` does not trust.
 *
 * @module
 */
/// <reference lib="webworker" />
import { Script } from "node:vm";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom/worker";
import { drawFigure } from "../render/figure/draw.ts";
import type { ShownFigure } from "../render/shown.ts";

/** A figure of our own to draw. */
export interface FigureRequest {
  id: number;
  figure: ShownFigure;
}

/** A fence to run. */
export interface PlotRequest {
  id: number;
  code: string;
  /** Values of the page by name. */
  values: Record<string, unknown>;
  /** Milliseconds after which the code is interrupted. */
  limit: number;
}

/** A column that the code asked rows for and that they do not have. */
export interface UnknownColumn {
  asked: string;
  columns: string[];
}

/** What it answers. `line` and `column` are 1-based places in the code, if they are known. */
export type PlotAnswer =
  | { id: number; markup: string; unknown: UnknownColumn[] }
  | { id: number; message: string; line: number | null; column: number | null }
  | { id: number; timeout: true }
  | { id: number; html: string; svg: string };

const scope = globalThis as unknown as DedicatedWorkerGlobalScope & Record<string, unknown>;
const post = scope.postMessage.bind(scope) as (answer: PlotAnswer) => void;
const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const RESERVED = new Set(
  ("break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof var void while " +
    "with yield await arguments undefined Plot values document").split(" "),
);

/**
 * A worker that is told to end runs its loop on; the engine's own limit is what stops one.
 */
const INTERRUPTED = new Script("heddleRun()");

/** The same sequence for every fence, so that the same page is built again. */
function seededRandom(): () => number {
  let state = 0x2545f491;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** No clock: a page built tomorrow is the page built today. */
class FixedDate extends Date {
  constructor(...parts: unknown[]) {
    super(...(parts.length === 0 ? [0] : parts) as [number]);
  }
  static override now(): number {
    return 0;
  }
}

for (
  const name of ["Deno", "fetch", "Worker", "WebSocket", "XMLHttpRequest", "importScripts", "close"]
) {
  Reflect.deleteProperty(scope, name);
}
/** What runs after the last expression has no use in a fence: these names mean nothing there. */
const LATER = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "process"];
Object.defineProperty(scope, "Date", { value: FixedDate });
Object.defineProperty(scope.performance, "now", { value: () => 0 });

/** What failed after a fence had given its element: in a promise, or later still. */
let late: unknown = null;
for (const kind of ["unhandledrejection", "error"]) {
  scope.addEventListener(kind, (event) => {
    event.preventDefault();
    const { reason, error } = event as { reason?: unknown; error?: unknown };
    late ??= reason ?? error ?? new Error("The code failed after its last expression");
  });
}
const wait = scope.setTimeout.bind(scope);

/** One turn of the loop, in which promises that a fence left behind come to their end. */
function turn(): Promise<void> {
  return new Promise((resolve) => void wait(resolve, 0));
}

/** What a library may ask of any object. */
const ASKED_OF_ALL = new Set(["toJSON", "then", "constructor", "nodeType", "length", "valueOf"]);

/** A value whose rows, if it is a table, tell of columns that they are asked for and lack. */
function watched(value: unknown, unknown: Map<string, string[]>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map((
        [name, part],
      ) => [name, Array.isArray(part) ? watched(part, unknown) : part]),
    );
  }
  const first: unknown = value[0];
  if (typeof first !== "object" || first === null || Array.isArray(first)) return value;
  const columns = Object.keys(first);
  return value.map((row: object) =>
    new Proxy(row, {
      get(target, key, receiver) {
        const lacks = typeof key === "string" && !(key in target) && !ASKED_OF_ALL.has(key);
        if (lacks) unknown.set(key, columns);
        return Reflect.get(target, key, receiver) as unknown;
      },
    })
  );
}

/** Runs a fence; what fails in its promises is its fault, and no later fence's. */
async function settled(
  request: PlotRequest,
): Promise<{ markup: string; unknown: UnknownColumn[] }> {
  late = null;
  const unknown = new Map<string, string[]>();
  const markup = run(request, unknown);
  await turn();
  if (late !== null) throw late;
  return { markup, unknown: [...unknown].map(([asked, columns]) => ({ asked, columns })) };
}

function run({ code, values: plain, limit }: PlotRequest, unknown: Map<string, string[]>): string {
  const values = Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, watched(value, unknown)]),
  );
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  Object.defineProperty(scope, "document", { value: document, configurable: true });
  Object.defineProperty(scope, "window", { value: { document }, configurable: true });
  Math.random = seededRandom();
  const names = Object.keys(values).filter((name) =>
    IDENTIFIER.test(name) && !RESERVED.has(name) && !LATER.includes(name)
  );
  const body = new Function(
    "Plot",
    "values",
    "document",
    ...LATER,
    ...names,
    "code",
    '"use strict"; return eval(code);',
  );
  const given = names.map((name) => values[name]);
  scope["heddleRun"] = (): unknown =>
    body(Plot, values, document, ...LATER.map(() => undefined), ...given, code);
  const element: unknown = INTERRUPTED.runInThisContext({ timeout: limit });
  if (
    typeof element !== "object" || element === null ||
    (element as { nodeType?: unknown }).nodeType !== 1
  ) {
    throw new Error("The last expression must give one SVG or HTML element, as Plot.plot does");
  }
  return String((element as { outerHTML?: unknown }).outerHTML);
}

/** Where the code failed: the first frame of the stack that lies in the evaluated text itself. */
function place(error: Error): { line: number | null; column: number | null } {
  const frame = (error.stack ?? "").split("\n").find((text) =>
    /\(eval at [^(]*\(eval at /.test(text)
  );
  const match = /<anonymous>:(\d+):(\d+)\)?$/.exec(frame ?? "");
  return { line: match ? Number(match[1]) : null, column: match ? Number(match[2]) : null };
}

/** The engine does not tell where a text fails to parse; the module loader does. */
async function syntaxPlace(
  code: string,
): Promise<{ message?: string; line: number | null; column: number | null }> {
  const address = "data:text/javascript,";
  try {
    await import(`${address}if (false) {${encodeURIComponent(`\n${code}\n}`)}`);
  } catch (error) {
    const stack = error instanceof Error ? error.message : "";
    const match = /:(\d+):(\d+)\s*$/.exec(stack);
    if (match) return { line: Number(match[1]) - 1, column: Number(match[2]) };
  }
  return { line: null, column: null };
}

function draw(figure: ShownFigure): { html: string; svg: string } {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  return drawFigure(figure, Plot, document as unknown as Document);
}

scope.onmessage = async (event: MessageEvent<PlotRequest | FigureRequest>): Promise<void> => {
  const { data } = event;
  const { id } = data;
  const code = "code" in data ? data.code : "";
  try {
    if ("figure" in data) post({ id, ...draw(data.figure) });
    else post({ id, ...await settled(data) });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      post({ id, timeout: true });
      return;
    }
    const where = error instanceof SyntaxError && place(error).line === null
      ? await syntaxPlace(code)
      : place(error);
    post({ id, message: error.message, ...where });
  }
};
