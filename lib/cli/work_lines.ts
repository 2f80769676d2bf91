/**
 * Long work as lines: on a terminal one line that is written over, elsewhere a line now and then.
 *
 * @module
 */
import { listen, spelled } from "../progress.ts";
import type { WorkTold } from "../site/build/told_work.ts";
import type { World } from "../world.ts";

/** Takes back what stands in the line. */
export const ERASED = "\r\x1b[K";

/** Characters of a line that is written over: a longer one would leave its beginning above. */
const WIDTH = 79;

/** Milliseconds from which work is long, and between two lines about the same, where lines stay. */
const LONG = { first: 2000, later: 10_000 };

/** Writes what long work is doing. */
export class WorkLines {
  readonly #world: World;
  readonly #terminal: boolean;
  /** By what is worked on: when the next line about it is due. */
  readonly #due = new Map<string, number>();

  /** @param terminal Whether who reads sees a line written over. */
  constructor(world: World, terminal: boolean) {
    this.#world = world;
    this.#terminal = terminal;
  }

  /** Takes what is being done; `before` stands before it on a terminal. */
  readonly told = ({ file, line, words }: WorkTold, before = ""): void => {
    const on = file === null ? "" : line === null ? file : `${file}:${line}`;
    const text = on === "" ? words : `${on} · ${words}`;
    if (this.#terminal) this.#world.warn(`${ERASED}${shortened(before + text)}`);
    else {
      const now = this.#world.now().getTime();
      const due = this.#due.get(on);
      if (due === undefined) this.#due.set(on, now + LONG.first);
      else if (now >= due) {
        this.#due.set(on, now + LONG.later);
        this.#world.warn(`${text}\n`);
      }
    }
  };

  /** Tells of what runs, which takes one thread. */
  during<T>(run: () => T): T {
    let next = this.#world.now().getTime() + OFTEN;
    const end = listen((work, far) => {
      const now = this.#world.now().getTime();
      if (now < next) return;
      next = now + OFTEN;
      this.told({ file: null, line: null, words: spelled(work, far) });
    });
    try {
      return run();
    } finally {
      end();
      this.end();
    }
  }

  /**
   * Tells of what is waited for: its step, and for how many seconds it has taken, once a second, for
   * nobody says how far it is.
   */
  async waiting<T>(name: string, run: () => Promise<T>): Promise<T> {
    const now = (): number => this.#world.now().getTime();
    let step = "";
    let since = now();
    const show = (): void => {
      const seconds = Math.floor((now() - since) / 1000);
      const words = `${name}${step}${seconds > 0 ? `, ${seconds} s` : ""}`;
      this.told({ file: null, line: null, words });
    };
    const end = listen((work, far) => {
      step = ` · ${spelled(work, far)}`;
      since = now();
      show();
    });
    const timer = setInterval(show, 1000);
    try {
      return await run();
    } finally {
      clearInterval(timer);
      end();
      this.end();
    }
  }

  /** Takes the line away. */
  end(): void {
    if (this.#terminal) this.#world.warn(ERASED);
  }
}

/** Milliseconds between two lines on a terminal. */
const OFTEN = 200;

/** A line that is too long loses what is in its middle: its end says how far the work is. */
function shortened(text: string): string {
  if (text.length <= WIDTH) return text;
  const end = Math.floor(0.6 * WIDTH);
  return `${text.slice(0, WIDTH - end - 1)}…${text.slice(-end)}`;
}
