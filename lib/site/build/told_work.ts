/**
 * Long work on pages as it is told: the page, the line of the block, and in words what is being done
 * and how far it is.
 *
 * @module
 */
import { listen, spelled } from "../../progress.ts";
import type { Page } from "../../weave/page/page.ts";

/** What is being done. */
export interface WorkTold {
  /** File of the page; null where what is done belongs to none. */
  file: string | null;
  /** Line of the block. */
  line: number | null;
  words: string;
}

/** Milliseconds between two times that something is told. */
const OFTEN = 200;

/** Tells long work, and no more often than anybody can read. */
export class ToldWork {
  #file: string | null = null;
  #line: number | null = null;
  #last = performance.now();
  readonly #tell: (told: WorkTold) => void;

  constructor(tell: (told: WorkTold) => void) {
    this.#tell = tell;
  }

  /** What is done from now on belongs to a block of a page; past the last one to the page. */
  readonly at = (page: Page, block: number): void => {
    this.#file = page.file;
    const own = page.blocks[block];
    this.#line = own ? page.source.place(own.span.start).line : null;
  };

  /** What is done from now on belongs to no page. */
  nowhere(): void {
    this.#file = this.#line = null;
  }

  /** Tells what is done while something runs. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const end = listen((work, far) => {
      const now = performance.now();
      if (now - this.#last < OFTEN) return;
      this.#last = now;
      this.#tell({ file: this.#file, line: this.#line, words: spelled(work, far) });
    });
    try {
      return await run();
    } finally {
      end();
    }
  }
}
