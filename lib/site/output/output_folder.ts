/**
 * The folder of a site: whose it is, and how a new site takes the place of the old one.
 *
 * A site is written whole into a folder beside it, `_site.next/site`, and then takes its place by
 * two renames. Whatever ends the program, `_site` is the old site or the new one, never a mixture;
 * between the two renames it is away for an instant, and the next build puts it back. A lock in
 * `_site.next` lets one process at a time do this, and is given back when its process dies.
 *
 * `.heddle.json` in the site lists its files. What it does not list was not made here: it is moved
 * over to the new site, and never overwritten or deleted. A folder that is neither empty nor has
 * such a list is not touched at all.
 *
 * @module
 */
// @ts-types="../../types/std_path.d.ts"
import { dirname } from "../../libraries/std_path.js";
import { DiagnosticError } from "../../diagnostic.ts";
import type { World } from "../../world.ts";

/** Lists the files of a site. */
const MANIFEST = ".heddle.json";

/** Code of the fault that leaves the new site in its place. */
export const OLD_SITE_LEFT = "old-site-left";

const encoder = new TextEncoder();

/** A site cannot or must not be written where it should be. */
export class OutputFault extends DiagnosticError {}

/** What was done. */
export interface Written {
  /** Paths of files that are new or whose bytes changed. */
  written: string[];
  /** Paths of files that no longer belong to the site. */
  removed: string[];
  /** How many files were left as they were. */
  unchanged: number;
}

/** The files of a site by their paths in its folder. */
export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/** A folder that may hold a site. */
export class OutputFolder {
  readonly #world: World;
  /** The site. */
  readonly #path: string;
  /** Where the next site is made; holds the lock. */
  readonly #next: string;
  /** The next site, complete when it has its list of files. */
  readonly #made: string;
  /** The last site, on its way out. */
  readonly #last: string;

  /**
   * @param path Folder of the site.
   * @param root Folder of the book.
   * @throws {OutputFault} `foreign-output`: a site must not be written there
   */
  constructor(world: World, path: string, root: string) {
    const reason = foreign(world, path, root);
    if (reason !== null) refuse(reason, "Name a folder that is for the site alone");
    this.#world = world;
    this.#path = target(world, path);
    this.#next = `${this.#path}.next`;
    this.#made = `${this.#next}/site`;
    this.#last = `${this.#next}/last`;
  }

  /** Puts right what a build that was ended by force left behind. */
  heal(): void {
    if (this.#world.facts(this.#next)) this.#locked(() => {});
  }

  /** Makes the site these files; does nothing if it has them already. */
  publish(files: SiteFiles): Written {
    const compared = this.#identity();
    const result = this.#compare(files);
    if (result.written.length + result.removed.length > 0 || !this.#isListed(files)) {
      this.#locked(() => {
        this.#refuseForeignFiles(files);
        // Another process may have published before it was this one's turn.
        const same = compared !== null && compared === this.#identity();
        this.#make(files, same ? new Set(result.written) : null);
        this.#swap();
      });
    }
    return result;
  }

  /** What names the folder of the site as it is; null if nothing does. */
  #identity(): string | null {
    return this.#world.facts(this.#path)?.identity ?? null;
  }

  #compare(files: SiteFiles): Written {
    const result: Written = { written: [], removed: [], unchanged: 0 };
    // Where there is no site, a disk is not asked for each file of it.
    if (!this.#world.facts(this.#path)) return { ...result, written: [...files.keys()] };
    for (const [path, content] of files) {
      if (this.#same(path, content)) result.unchanged++;
      else result.written.push(path);
    }
    result.removed = this.#listed(this.#path)
      .filter((path) => !files.has(path) && this.#world.facts(`${this.#path}/${path}`)?.isFile);
    return result;
  }

  #same(path: string, content: string | Uint8Array): boolean {
    const full = `${this.#path}/${path}`;
    const facts = this.#world.facts(full);
    if (!facts?.isFile) return false;
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    if (facts.size !== bytes.length) return false;
    return equalBytes(this.#world.readBytes(full), bytes);
  }

  #isListed(files: SiteFiles): boolean {
    return this.#listed(this.#path).join("\n") === listOf(files).join("\n");
  }

  /** The files that the list of a site names. */
  #listed(folder: string): string[] {
    return readList(this.#world, folder) ?? [];
  }

  /** Runs a step while no other process writes this site, on a folder that is in order. */
  #locked(step: () => void): void {
    const release = this.#world.lock(`${this.#next}/lock`);
    try {
      this.#mend();
      step();
    } finally {
      try {
        this.#removeTree(this.#made);
      } finally {
        release();
      }
    }
  }

  /** After a violent end: the new site is put in place if it is whole, else the last one is. */
  #mend(): void {
    const world = this.#world;
    if (world.facts(this.#last)) {
      if (!world.facts(this.#path)) {
        world.move(readList(world, this.#made) ? this.#made : this.#last, this.#path);
      }
      this.#dispose();
    }
    this.#removeTree(this.#made);
  }

  /** A file of the site must not take the place of one that somebody else put there. */
  #refuseForeignFiles(files: SiteFiles): void {
    if (!this.#world.facts(this.#path)) return;
    const own = new Set([...this.#listed(this.#path), MANIFEST]);
    // Files of one folder have the same above them, and a folder of many folders is listed once.
    const above = new Map<string, string | null>();
    const kinds = new Map<string, ReadonlyMap<string, string> | null>();
    for (const path of files.keys()) {
      const folder = dirname(path);
      const linked = above.has(folder) ? above.get(folder)! : this.#linkAbove(path, kinds);
      above.set(folder, linked);
      const found = own.has(path) ? linked : this.#foreignAt(path) ?? linked;
      if (found === null) continue;
      refuse(
        `"${this.#path}/${found}" was not made by a build, and the site has a file ${path}`,
        "Move it away, or choose another folder",
      );
    }
  }

  /** A new file that is there already. */
  #foreignAt(path: string): string | null {
    return this.#world.facts(`${this.#path}/${path}`) ? path : null;
  }

  /** A link or file among the folders above a path, or null; `kinds` keeps what stands in each. */
  #linkAbove(path: string, kinds: Map<string, ReadonlyMap<string, string> | null>): string | null {
    const kindsIn = (folder: string): ReadonlyMap<string, string> | null => {
      if (!this.#world.facts(folder)?.isDirectory) return null;
      return new Map(this.#world.entries(folder).map(({ name, kind }) => [name, kind]));
    };
    const parts = path.split("/").slice(0, -1);
    for (let i = 0; i < parts.length; i++) {
      const above = [this.#path, ...parts.slice(0, i)].join("/");
      const found = kinds.has(above) ? kinds.get(above)! : kindsIn(above);
      kinds.set(above, found);
      const kind = found?.get(parts[i]!);
      if (kind === undefined) return null;
      if (kind !== "folder") return parts.slice(0, i + 1).join("/");
    }
    return null;
  }

  /** Writes the next site; its list of files comes last. `others` are the files that are not as before. */
  #make(files: SiteFiles, others: ReadonlySet<string> | null): void {
    const world = this.#world;
    world.makeFolder(this.#made);
    const there = world.facts(this.#path) !== null;
    const folders = new Set<string>();
    for (const [path, content] of files) {
      const to = `${this.#made}/${path}`;
      const folder = dirname(to);
      if (!folders.has(folder)) world.makeFolder(folder);
      folders.add(folder);
      if (others ? !others.has(path) : there && this.#same(path, content)) {
        world.share(`${this.#path}/${path}`, to);
      } else world.write(to, content);
    }
    world.write(`${this.#made}/${MANIFEST}`, `${JSON.stringify(listOf(files))}\n`);
  }

  #swap(): void {
    const world = this.#world;
    if (world.facts(this.#path)) world.move(this.#path, this.#last);
    try {
      world.move(this.#made, this.#path);
    } catch (error) {
      // The old site is put back: what is told of a failed build is that it is still there.
      if (world.facts(this.#last) && !world.facts(this.#path)) world.move(this.#last, this.#path);
      throw error;
    }
    if (world.facts(this.#last)) this.#clear();
  }

  /** Removes the last site; if that fails the new one is in its place all the same. */
  #clear(): void {
    try {
      this.#dispose();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new OutputFault({
        code: OLD_SITE_LEFT,
        severity: "error",
        message: `The new site is in its place, but the old one could not be cleared away: ${
          (reason.split("\n")[0] ?? "").replace(/\.$/, "")
        }`,
        hint: `What is left of it lies in "${this.#last}"; the next build tries again`,
      });
    }
  }

  /** Removes the last site; what it does not list is moved over to the site. */
  #dispose(): void {
    const world = this.#world;
    const own = new Set(this.#listed(this.#last));
    const ownFolders = foldersOf(own);
    const clear = (folder: string): void => {
      for (const { name, kind } of world.entries(`${this.#last}${folder}`)) {
        const path = `${folder}/${name}`;
        if (path === `/${MANIFEST}`) continue;
        const both = kind === "folder" &&
          (ownFolders.has(path.slice(1)) || world.facts(`${this.#path}${path}`)?.isDirectory);
        if (both) {
          clear(path);
          this.#removeIfEmpty(`${this.#last}${path}`);
        } else if (kind === "file" && own.has(path.slice(1))) world.remove(`${this.#last}${path}`);
        else this.#keep(path);
      }
    };
    clear("");
    const list = `${this.#last}/${MANIFEST}`;
    if (world.facts(list)) world.remove(list);
    this.#removeIfEmpty(this.#last);
  }

  /** Moves something that is not ours from the last site to the site. */
  #keep(path: string): void {
    const to = `${this.#path}${path}`;
    if (this.#world.facts(to)) return;
    this.#world.makeFolder(dirname(to));
    this.#world.move(`${this.#last}${path}`, to);
  }

  #removeIfEmpty(folder: string): void {
    if (this.#world.facts(folder)?.isDirectory && this.#world.list(folder).length === 0) {
      this.#world.remove(folder);
    }
  }

  /** Removes a folder that was made here, links in it as links. */
  #removeTree(folder: string): void {
    const world = this.#world;
    if (!world.facts(folder)) return;
    for (const { name, kind } of world.entries(folder)) {
      if (kind === "folder") this.#removeTree(`${folder}/${name}`);
      else world.remove(`${folder}/${name}`);
    }
    world.remove(folder);
  }
}

function refuse(message: string, hint: string): never {
  throw new OutputFault({ code: "foreign-output", severity: "error", message, hint });
}

/**
 * Why a site must not be written to a folder, or null if it may.
 *
 * @param root Folder of the book.
 */
export function foreign(world: World, path: string, root: string): string | null {
  const folder = trimmed(path);
  if (path.trim() === "") return "The folder of the site has no name";
  if (folder === "" || /(^|\/)\.{1,2}$/.test(folder)) {
    return `"${path}" is no folder for a site: it would hold more than the site`;
  }
  const facts = world.facts(folder);
  if (facts && !facts.isDirectory) return `"${path}" is a file`;
  if (facts) {
    const real = world.realPath(folder);
    const book = world.facts(root) ? world.realPath(root) : null;
    if (book !== null && (book === real || book.startsWith(`${real}/`))) {
      return `"${path}" holds the book itself`;
    }
    if (world.list(folder).length > 0 && readList(world, folder) === null) {
      return `"${path}" is neither empty nor the site of an earlier build`;
    }
  }
  return foreignNext(world, `${target(world, path)}.next`);
}

/** The folder beside the site is ours if it holds nothing but what a build puts there. */
function foreignNext(world: World, next: string): string | null {
  const facts = world.facts(next);
  if (!facts) return null;
  const own = facts.isDirectory && !isLink(world, next) &&
    world.list(next).every((name) => ["lock", "site", "last"].includes(name));
  return own ? null : `"${next}", where the next site is made, holds something else`;
}

function isLink(world: World, path: string): boolean {
  const slash = path.lastIndexOf("/");
  const above = slash < 0 ? "." : path.slice(0, slash) || "/";
  return world.entries(above).some((e) => e.name === path.slice(slash + 1) && e.kind === "link");
}

/** The folder of the site; where its name is a link, what that leads to. */
function target(world: World, path: string): string {
  const folder = trimmed(path);
  return world.facts(folder) && isLink(world, folder) ? world.realPath(folder) : folder;
}

/** Whether bytes are the same: four at a time, for a site has millions. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  if (a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0) {
    const words = a.length >> 2;
    const [x, y] = [a, b].map(({ buffer, byteOffset }) =>
      new Uint32Array(buffer, byteOffset, words)
    );
    for (let k = 0; k < words; k++) if (x![k] !== y![k]) return false;
    i = words << 2;
  }
  for (; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const trimmed = (path: string): string => path.replace(/\/+$/, "");

const listOf = (files: SiteFiles): string[] => [...files.keys()].sort();

/** The folders that files lie in, and those above them. */
function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of files) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      // What lies above it is there already.
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** The files that a site's list names, or null if the folder has no such list. */
export function readList(world: World, folder: string): string[] | null {
  const path = `${folder}/${MANIFEST}`;
  if (!world.facts(path)?.isFile) return null;
  try {
    const list: unknown = JSON.parse(world.readText(path));
    return Array.isArray(list)
      ? list.filter((item) => typeof item === "string" && !item.split("/").includes(".."))
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
