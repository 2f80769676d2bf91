/**
 * Reading inside a book: nothing outside its root is ever opened, be it by `..` or by a link.
 *
 * @module
 */
// @ts-types="../../types/std_path.d.ts"
import { dirname, join, normalize } from "../../libraries/std_path.js";
import { fail } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { World } from "../../world.ts";
import { utf8Text } from "./utf8_text.ts";

/** The files of one book; paths are relative to its root. */
export class BookFiles {
  readonly world: World;
  readonly root: string;
  readonly #real: string;

  /** `root` is a folder that exists. */
  constructor(world: World, root: string) {
    this.world = world;
    this.root = root.replace(/\/+$/, "") || "/";
    this.#real = world.realPath(this.root);
  }

  /**
   * Text of a file, or null if there is none in the book.
   *
   * @throws {DiagnosticError} `outside-root`: the file is a link out of the book; `not-utf8`
   */
  text(path: string): string | null {
    return leavesRoot(path) || !this.#isFile(path)
      ? null
      : utf8Text(path, this.world.readBytes(this.find(path)));
  }

  /** Text of a file of the book, whatever stands for bytes that are no text; empty if there is none. */
  looseText(path: string): string {
    return this.isOwn(path) ? this.world.readText(this.#full(path)) : "";
  }

  /**
   * Bytes of a file.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`
   */
  bytes(path: string): Uint8Array {
    return this.world.readBytes(this.find(path));
  }

  /** Names in a folder of the book, sorted; none if there is no such folder. */
  list(folder: string): string[] {
    if (leavesRoot(folder)) return [];
    const full = this.#full(folder);
    return this.world.facts(full)?.isDirectory && this.#isInside(full) ? this.world.list(full) : [];
  }

  /** True if there is such a file; reading it fails if it is a link out of the book. */
  has(path: string): boolean {
    return !leavesRoot(path) && this.#isFile(path);
  }

  /** True if there is such a file and it is no link out of the book. */
  isOwn(path: string): boolean {
    return this.has(path) && this.#isInside(this.#full(path));
  }

  /**
   * The full path of a file that exists and lies in the book.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`
   */
  find(path: string): string {
    if (leavesRoot(path)) outside(path);
    const full = this.#full(path);
    const facts = this.world.facts(full);
    if (!facts) this.#missing(path);
    if (!facts.isFile) fail("missing-file", `"${path}" is no file`);
    if (!this.#isInside(full)) outside(path);
    return full;
  }

  #isFile(path: string): boolean {
    return this.world.facts(this.#full(path))?.isFile ?? false;
  }

  /** Whether a path that exists leads into the book, links followed. */
  #isInside(full: string): boolean {
    const real = this.world.realPath(full);
    return real === this.#real || real.startsWith(`${this.#real}/`);
  }

  #full(path: string): string {
    return path === "" ? this.root : `${this.root}/${path}`;
  }

  #missing(path: string): never {
    const slash = path.lastIndexOf("/");
    const folder = slash < 0 ? "" : path.slice(0, slash);
    const near = nearest(path.slice(slash + 1), this.list(folder));
    fail("missing-file", `There is no file "${path}"`, {
      hint: near === null
        ? "Paths are relative to the page"
        : `Did you mean "${folder === "" ? near : `${folder}/${near}`}"?`,
    });
  }
}

function outside(path: string): never {
  fail("outside-root", `The path "${path}" leaves the book's folder`, {
    hint: "Copy the file into the book, beside the chapters",
  });
}

/** Whether a relative path climbs out of the folder that it starts in, or is no relative path. */
export function leavesRoot(path: string): boolean {
  if (ELSEWHERE.test(path) || path.includes("\0")) return true;
  return /^\.\.(\/|$)/.test(normalize(path.replaceAll("\\", "/")));
}

/** Beginnings of paths that do not start in the folder at hand. */
const ELSEWHERE = /^([/\\]|[A-Za-z]:|~)/;

/** A path as seen from a file of the book, as a path from the root: `a/b.md` + `../x` → `x`. */
export function resolveFrom(file: string, path: string): string {
  return ELSEWHERE.test(path) ? path : join(dirname(file), path);
}
