/**
 * Figures and `plot` fences, drawn by a worker that may do nothing but compute.
 *
 * @module
 */
import type { ShownFigure } from "../render/shown.ts";
import type { FigureRequest, PlotAnswer, PlotRequest } from "./plot_worker.ts";

type Answer = Exclude<PlotAnswer, { ready: true }>;

/** Seconds that a fence may take. */
export const PLOT_SECONDS = 10;

/** What came of a fence. */
export type PlotOutcome =
  | { markup: string }
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
 * is done in the order of asking. Ask for figures before fences: what a fence may have done to the
 * worker then touches no figure of ours.
 */
export class Plots {
  #worker: Worker | null = null;
  #ready: Promise<void> = Promise.resolve();
  #queue: Promise<unknown> = Promise.resolve();
  #next = 0;
  readonly #seconds: number;

  /** `seconds` is the limit for one fence. */
  constructor(seconds = PLOT_SECONDS) {
    this.#seconds = seconds;
    this.#start();
  }

  /** Runs one fence. */
  run(code: string, values: Record<string, unknown>): Promise<PlotOutcome> {
    return this.#enqueue(() => this.#run(code, values));
  }

  /** Draws one figure; null if that fails here. */
  draw(figure: ShownFigure): Promise<Drawing | null> {
    return this.#enqueue(async () => {
      const answer = await this.#ask((id) => ({ id, figure }));
      return answer !== null && "html" in answer ? { html: answer.html, svg: answer.svg } : null;
    });
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const outcome = this.#queue.then(task);
    this.#queue = outcome.catch(() => {});
    return outcome;
  }

  #start(): Worker {
    const worker = new Worker(new URL("./plot_worker.ts", import.meta.url), {
      type: "module",
      deno: { permissions: "none" },
    });
    this.#worker = worker;
    this.#ready = new Promise((resolve) => {
      worker.onmessage = () => resolve();
    });
    return worker;
  }

  async #run(code: string, values: Record<string, unknown>): Promise<PlotOutcome> {
    const nowhere = { line: null, column: null };
    const answer = await this.#ask((id) => ({ id, code, values, limit: this.#seconds * 1000 }));
    if (LEAVES_TRACES.test(code)) this.close();
    if (answer === null || "timeout" in answer) {
      const message = `The code was stopped after ${this.#seconds} seconds`;
      return { message, ...nowhere, timeout: true };
    }
    if ("markup" in answer) return { markup: answer.markup };
    if (!("message" in answer)) {
      return { message: "The code gave nothing", ...nowhere, timeout: false };
    }
    return { message: answer.message, line: answer.line, column: answer.column, timeout: false };
  }

  /** One question and its answer; null if none came in time. */
  async #ask(request: (id: number) => PlotRequest | FigureRequest): Promise<Answer | null> {
    const worker = this.#worker ?? this.#start();
    await this.#ready;
    const id = this.#next++;
    return await new Promise((resolve) => {
      const finish = (answer: Answer | null): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        this.close();
        finish(null);
      }, this.#seconds * 1000 + 1000);
      worker.onmessage = ({ data }: MessageEvent<PlotAnswer>) => {
        if ("id" in data && data.id === id) finish(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.close();
        finish({ id, message: event.message, line: null, column: null });
      };
      worker.postMessage(request(id));
    });
  }
}
