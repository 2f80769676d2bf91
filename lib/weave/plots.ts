/**
 * Figures and `plot` fences, drawn by a worker that may do nothing but compute.
 *
 * @module
 */
import type { ShownFigure } from "../render/shown.ts";
import type { FigureRequest, PlotAnswer, PlotRequest, UnknownColumn } from "./plot_worker.ts";

/** Seconds that a fence may take. */
export const PLOT_SECONDS = 10;

/** What came of a fence. */
export type PlotOutcome =
  | { markup: string; unknown: UnknownColumn[] }
  | { message: string; line: number | null; column: number | null; timeout: boolean };

/** Code that could change what the next fence sees; its worker is not used again. */
const LEAVES_TRACES =
  /\b(globalThis|self|prototype|__proto__|constructor|setPrototypeOf|defineProperty|defineProperties|assign|Reflect|Function)\b/;

/** A figure of ours: in a page, and as a file. */
export interface Drawing {
  html: string;
  svg: string;
}

/**
 * The worker that draws. It starts at once, so that it warms while others work; what it is asked
 * is done in the order of asking, and it draws while this thread goes on. Ask for figures before
 * fences: what a fence may have done to the worker then touches no figure of ours.
 */
export class Plots {
  #worker: Worker | null = null;
  /** What to do with the answer to each open request; null if there will be none. */
  readonly #open = new Map<number, (answer: PlotAnswer | null) => void>();
  #fences: Promise<unknown> = Promise.resolve();
  #next = 0;
  readonly #seconds: number;

  /** `seconds` is the limit for one fence. */
  constructor(seconds = PLOT_SECONDS) {
    this.#seconds = seconds;
    this.#worker = this.#start();
  }

  /** Runs one fence, when those before it are done. */
  run(code: string, values: Record<string, unknown>): Promise<PlotOutcome> {
    const outcome = this.#fences.then(() => this.#run(code, values));
    this.#fences = outcome.catch(() => {});
    return outcome;
  }

  /** Draws one figure; null if that fails here. */
  async draw(figure: ShownFigure): Promise<Drawing | null> {
    const answer = await this.#ask((id) => ({ id, figure }));
    return answer !== null && "html" in answer ? { html: answer.html, svg: answer.svg } : null;
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const finish of this.#open.values()) finish(null);
    this.#open.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./plot_worker.ts", import.meta.url), {
      type: "module",
      deno: { permissions: "none" },
    });
    worker.onmessage = ({ data }: MessageEvent<PlotAnswer>) => this.#settle(data.id, data);
    worker.onerror = (event) => {
      event.preventDefault();
      for (const id of [...this.#open.keys()]) {
        this.#settle(id, { id, message: event.message, line: null, column: null });
      }
      this.close();
    };
    return worker;
  }

  async #run(code: string, values: Record<string, unknown>): Promise<PlotOutcome> {
    const nowhere = { line: null, column: null };
    // the limit is the worker's to keep; this thread ends a worker that does not
    const before = this.#open.size;
    const timer = setTimeout(() => this.close(), (this.#seconds + 1 + before) * 1000);
    const answer = await this.#ask((id) => ({ id, code, values, limit: this.#seconds * 1000 }));
    clearTimeout(timer);
    if (LEAVES_TRACES.test(code)) this.close();
    if (answer === null || "timeout" in answer) {
      const message = `The code was stopped after ${this.#seconds} seconds`;
      return { message, ...nowhere, timeout: true };
    }
    if ("markup" in answer) return { markup: answer.markup, unknown: answer.unknown };
    if (!("message" in answer)) {
      return { message: "The code gave nothing", ...nowhere, timeout: false };
    }
    return { message: answer.message, line: answer.line, column: answer.column, timeout: false };
  }

  /** Sends one request at once: a worker keeps what comes before it is ready. */
  #ask(request: (id: number) => PlotRequest | FigureRequest): Promise<PlotAnswer | null> {
    const worker = this.#worker ??= this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      worker.postMessage(request(id));
    });
  }

  #settle(id: number, answer: PlotAnswer): void {
    this.#open.get(id)?.(answer);
    this.#open.delete(id);
  }
}
