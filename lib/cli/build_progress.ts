/**
 * What is told of the pages of a build while and after they are evaluated.
 *
 * @module
 */
import type { SiteOptions } from "../site/build/site_options.ts";
import type { World } from "../world.ts";
import { ERASED, WorkLines } from "./work_lines.ts";

/** Pages that are named as the slowest. */
const SLOWEST = 10;

/** Milliseconds of evaluation from which the slowest pages are told: on a terminal, and elsewhere. */
const LONG = { terminal: 2000, elsewhere: 10_000 };

/** Tells of pages: on a terminal as they are done, in one line; the slowest at the end. */
export class BuildProgress {
  readonly #world: World;
  readonly #terminal: boolean;
  readonly #took: { file: string; milliseconds: number }[] = [];
  readonly #lines: WorkLines;
  /** How many pages are done, before what is being done. */
  #done = "";
  #worked = false;

  /** @param terminal Whether who reads sees a line written over. */
  constructor(world: World, terminal: boolean) {
    this.#world = world;
    this.#terminal = terminal;
    this.#lines = new WorkLines(world, terminal);
  }

  /** Takes a page that was evaluated. */
  readonly step: NonNullable<SiteOptions["progress"]> = ({ file, milliseconds, done, of }) => {
    this.#took.push({ file, milliseconds });
    this.#done = `${done} of ${of} `;
    if (this.#terminal) this.#world.warn(`${ERASED}${done} of ${of} evaluated: ${file}`);
  };

  /** Takes what long work on a page is doing. */
  readonly working: NonNullable<SiteOptions["working"]> = (told) => {
    this.#worked = true;
    this.#lines.told(told, this.#done);
  };

  /** Takes the line away, and tells of the slowest pages where that took long. */
  end(): void {
    if (this.#worked || this.#took.length > 0) this.#lines.end();
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
