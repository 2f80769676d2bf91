/**
 * The interface to disk, clock and terminal. Types only: `lib/site/deno_world.ts` implements it,
 * a test replaces it.
 *
 * @module
 */

/** What is known of a file or folder without reading it. */
export interface FileFacts {
  /** A file, or a link to one. */
  isFile: boolean;
  /** A folder, or a link to one. */
  isDirectory: boolean;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970, or null where the system does not tell. */
  modified: number | null;
}

/** Everything outside the program. Paths are POSIX, absolute or relative to the working folder. */
export interface World {
  /** The text of a file in UTF-8. */
  readText(path: string): string;
  /** The bytes of a file. */
  readBytes(path: string): Uint8Array;
  /** Creates folders as needed; replaces the file in one step, so that a reader never sees half. */
  write(path: string, content: string | Uint8Array): void;
  /** Removes a file or an empty folder. */
  remove(path: string): void;
  /** Names in a folder, sorted. */
  list(path: string): string[];
  /** `null` if there is nothing at the path. */
  facts(path: string): FileFacts | null;
  /** The path with links resolved. */
  realPath(path: string): string;
  /** The time of day. */
  now(): Date;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  warn(text: string): void;
}
