/**
 * What is told of the pages of a build while and after they are evaluated.
 *
 * @module
 */
import type { SiteOptions } from "../site/build/site_options.ts";
import type { World } from "../world.ts";

/** Pages that are named as the slowest. */
const SLOWEST = 10;

/** Milliseconds of evaluation from which the slowest pages are told: on a terminal, and elsewhere. */
const LONG = { terminal: 2000, elsewhere: 10_000 };

/** Tells of pages: on a terminal as they are done, in one line; the slowest at the end. */
export class BuildProgress {
  readonly #world: World;
  readonly #terminal: boolean;
  readonly #took: { file: string; milliseconds: number }[] = [];

  /** @param terminal Whether who reads sees a line written over. */
  constructor(world: World, terminal: boolean) {
    this.#world = world;
    this.#terminal = terminal;
  }

  /** Takes a page that was evaluated. */
  readonly step: NonNullable<SiteOptions["progress"]> = ({ file, milliseconds, done, of }) => {
    this.#took.push({ file, milliseconds });
    if (this.#terminal) this.#world.warn(`\r\x1b[K${done} of ${of} evaluated: ${file}`);
  };

  /** Takes the line away, and tells of the slowest pages where that took long. */
  end(): void {
    if (this.#terminal && this.#took.length > 0) this.#world.warn("\r\x1b[K");
    const total = this.#took.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    if (total < (this.#terminal ? LONG.terminal : LONG.elsewhere)) return;
    const slowest = this.#took.toSorted((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, SLOWEST)
      .map(({ file, milliseconds }) =>
        `${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${file}`
      );
    this.#world.warn(`Slowest of ${this.#took.length} pages:\n${slowest.join("\n")}\n`);
  }
}
