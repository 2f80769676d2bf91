/**
 * `plot` fences: code to checked markup, by a worker that may do nothing but compute.
 *
 * @module
 */
import type { PlotAnswer, PlotRequest } from "./plot_worker.ts";

/** Seconds that a fence may take. */
export const PLOT_SECONDS = 10;

/** What came of a fence. */
export type PlotOutcome =
  | { markup: string }
  | { message: string; line: number | null; column: number | null; timeout: boolean };

/** Code that could change what the next fence sees; its worker is not used again. */
const LEAVES_TRACES =
  /\b(globalThis|self|prototype|__proto__|constructor|setPrototypeOf|defineProperty|defineProperties|assign|Reflect|Function)\b/;

/** Runs fences one after another. The worker starts at once, so that it warms while others work. */
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
    const outcome = this.#queue.then(() => this.#run(code, values));
    this.#queue = outcome.catch(() => {});
    return outcome;
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
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
    const worker = this.#worker ?? this.#start();
    await this.#ready;
    const id = this.#next++;
    const outcome = await new Promise<PlotOutcome>((resolve) => {
      const timer = setTimeout(() => {
        this.close();
        resolve({
          message: `The code was stopped after ${this.#seconds} seconds`,
          line: null,
          column: null,
          timeout: true,
        });
      }, this.#seconds * 1000);
      worker.onmessage = ({ data }: MessageEvent<PlotAnswer>) => {
        if (!("id" in data) || data.id !== id) return;
        clearTimeout(timer);
        resolve("markup" in data ? { markup: data.markup } : { ...data, timeout: false });
      };
      worker.onerror = (event) => {
        event.preventDefault();
        clearTimeout(timer);
        this.close();
        resolve({ message: event.message, line: null, column: null, timeout: false });
      };
      const request: PlotRequest = { id, code, values };
      worker.postMessage(request);
    });
    if (LEAVES_TRACES.test(code)) this.close();
    return outcome;
  }
}
