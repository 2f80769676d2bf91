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
  /** What names it on this disk, and no other that ever was there; absent where the system does not tell. */
  identity?: string | null;
}

/** Something in a folder; links are not followed. */
export interface FolderEntry {
  /** Its name, without the folder. */
  name: string;
  /** A link is a link, whatever it leads to. */
  kind: "file" | "folder" | "link" | "other";
}

/** Everything outside the program. Paths are POSIX, absolute or relative to the working folder. */
export interface World {
  /** The text of a file in UTF-8. */
  readText(path: string): string;
  /** The bytes of a file. */
  readBytes(path: string): Uint8Array;
  /** Creates folders as needed; what stood there is replaced. */
  write(path: string, content: string | Uint8Array): void;
  /** Removes a file or an empty folder. */
  remove(path: string): void;
  /** Names in a folder, sorted. */
  list(path: string): string[];
  /** What stands in a folder, sorted by name; links are told as links. */
  entries(path: string): FolderEntry[];
  /** Makes a folder, with those above it; nothing happens if it is there. */
  makeFolder(path: string): void;
  /** Moves a file or a folder within one disk. */
  move(from: string, to: string): void;
  /**
   * Gives a file that exists a second path: a hard link where the disk knows them, else a copy with
   * the same time of change.
   */
  share(from: string, to: string): void;
  /**
   * Waits until no other process holds the lock at a path, and holds it. The end of the process, even
   * a violent one, gives it back.
   *
   * @returns what gives the lock back, and removes its file and the folder if that is empty then
   */
  lock(path: string): () => void;
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
