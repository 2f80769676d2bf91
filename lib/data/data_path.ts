/**
 * Paths of files of data as authors write them.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";

/** Refuses what is no path of a file. @throws {DiagnosticError} `not-fetched`, `bad-path` */
export function refuseNoPath(path: string): void {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^www\./i.test(path)) {
    fail("not-fetched", `Nothing is fetched from elsewhere: "${path}"`, {
      hint: "Download the file into the book, and read it by its path",
    });
  }
  if (/[\n\r]/.test(path)) {
    fail("bad-path", "This is the text of a table, not the path of a file", {
      hint: "Write text = before it",
    });
  }
  // deno-lint-ignore no-control-regex
  if (/[\0-\x1f]/.test(path)) {
    fail("bad-path", `A backslash and a letter make another sign in this path`, {
      hint: "Write / between the folders, as in data/t.csv",
    });
  }
  if (path.includes("\\")) {
    fail("bad-path", `"${path}" has backslashes`, {
      hint: `Write / between the folders: "${path.replaceAll("\\", "/")}"`,
    });
  }
}
