/**
 * Figures of our own, drawn by a worker that may do nothing but compute.
 *
 * @module
 */
import { programModule } from "../../home.ts";
import type { ShownFigure } from "../../render/shown.ts";
import type { FigureAnswer, FigureRequest } from "./plot_worker.ts";

/** A figure of ours: in a page, and as a file. */
export interface Drawing {
  html: string;
  svg: string;
}

/**
 * The worker that draws. It starts at once, so that it warms while others work; what it is asked
 * is done in the order of asking, and it draws while this thread goes on.
 */
export class Plots {
  #worker: Worker | null;
  /** What to do with the answer to each open request; null if there will be none. */
  readonly #open = new Map<number, (answer: FigureAnswer | null) => void>();
  #next = 0;

  constructor() {
    this.#worker = this.#start();
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
    const worker = new Worker(programModule("lib/weave/plot/plot_worker"), {
      type: "module",
      deno: { permissions: "none" },
    });
    worker.onmessage = ({ data }: MessageEvent<FigureAnswer>) => this.#settle(data.id, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.close();
    };
    return worker;
  }

  /** Sends one request at once: a worker keeps what comes before it is ready. */
  #ask(request: (id: number) => FigureRequest): Promise<FigureAnswer | null> {
    const worker = this.#worker ??= this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      worker.postMessage(request(id));
    });
  }

  #settle(id: number, answer: FigureAnswer): void {
    this.#open.get(id)?.(answer);
    this.#open.delete(id);
  }
}
