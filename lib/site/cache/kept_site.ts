/**
 * A site that need not be made: everything that was asked of the disk when it was has the same answer,
 * and its files are there as they were written. Nothing of the program that makes sites is loaded.
 *
 * @module
 */
import type { World } from "../../world.ts";
import type { BuildMemory } from "./build_memory.ts";
import type { CacheFolder } from "./cache_folder.ts";
import { digestOf } from "./digest.ts";
import { type Trace, TracedWorld } from "./trace.ts";

/** What is kept of a site; `report` is what was told of it. */
interface SiteRecord<Report> {
  program: string;
  trace: [string, string][];
  /** Digests of its files. */
  files: [string, string][];
  report: Report;
}

/** A site as it was built with the same options. */
export class KeptSite<Report> {
  readonly #cache: CacheFolder;
  readonly #name: string;

  /** `asked` is all that the build was told, as plain data. */
  constructor(cache: CacheFolder, asked: unknown) {
    this.#cache = cache;
    this.#name = `site-${digestOf(JSON.stringify(asked))}`;
  }

  /**
   * What was told of the site, and how many files it has; null if it must be made.
   *
   * @param listed The files that the site's own list names.
   */
  find(
    world: World,
    root: string,
    output: string,
    listed: readonly string[] | null,
  ): { report: Report; count: number } | null {
    const text = this.#cache.read(this.#name);
    if (text === null || listed === null) return null;
    const { program, trace, files, report } = JSON.parse(text) as SiteRecord<Report>;
    if (program !== this.#cache.program || listed.length !== files.length) return null;
    const names = new Set(listed);
    if (!files.every(([path]) => names.has(path))) return null;
    if (!new TracedWorld(world, root, new Map()).holds(trace)) return null;
    const whole = files.every(([path, digest]) => {
      try {
        return digestOf(world.readBytes(`${output}/${path}`)) === digest;
      } catch {
        return false;
      }
    });
    return whole ? { report, count: files.length } : null;
  }

  /** Keeps what was told of a site that was written. */
  keep(
    trace: Trace,
    files: ReadonlyMap<string, string | Uint8Array>,
    report: Report,
    memory: BuildMemory | null = null,
  ): void {
    const digest = (path: string, content: string | Uint8Array): string =>
      memory?.recall("digest", path, [content], () => digestOf(content)) ?? digestOf(content);
    const record: SiteRecord<Report> = {
      program: this.#cache.program,
      trace: [...trace],
      files: [...files].map(([path, content]) => [path, digest(path, content)]),
      report,
    };
    this.#cache.write(this.#name, JSON.stringify(record));
  }
}
