/**
 * A browser that is there for every test: one that has died is started again, and that is told once.
 *
 * @module
 */
import type { Browser } from "playwright-core";

/** Where a browser comes from, and who is told that it came to its end by itself. */
export interface Origin {
  start: () => Promise<Browser>;
  tell: (words: string) => void;
}

/** One browser for all tests. */
export class LastingBrowser {
  readonly #origin: Origin;
  #browser: Browser | null = null;
  /** The browser that is being started: who asks meanwhile gets the same. */
  #starting: Promise<Browser> | null = null;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  /** The browser that runs. */
  running(): Promise<Browser> {
    if (this.#browser?.isConnected()) return Promise.resolve(this.#browser);
    return this.#starting ??= this.#start().finally(() => this.#starting = null);
  }

  /** Does something that needs the browser; once more in a new one if it died meanwhile. */
  async use(task: () => Promise<void>): Promise<void> {
    const used = await this.running();
    try {
      await task();
    } catch (error) {
      // A browser that died says nothing of the page.
      if (used.isConnected()) throw error;
      await task();
    }
  }

  /** Closes what a test has opened; a browser that has died has nothing open. */
  async tidy(): Promise<void> {
    if (!this.#browser?.isConnected()) return;
    await Promise.allSettled(this.#browser.contexts().map((context) => context.close()));
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }

  async #start(): Promise<Browser> {
    if (this.#browser !== null) {
      this.#origin.tell("The browser has ended by itself; it is started again.");
      this.#browser = null;
    }
    return this.#browser = await this.#origin.start();
  }
}
