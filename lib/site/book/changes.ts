/**
 * What changed between two versions of the program that an author may see in a book: the marked lines
 * of the change log, which is their one source.
 *
 * @module
 */
import changeLog from "../../../CHANGELOG.md" with { type: "text" };
import { compareVersions, VERSION, versionOf } from "../../version.ts";

/** What a change may show in. */
export type ChangeKind = "numbers" | "pages" | "language";

/** A line of the change log. */
export interface Change {
  version: string;
  /** Null for a line that no book shows. */
  kind: ChangeKind | null;
  text: string;
}

/** The lines of a change log, the newest version first. */
function changesIn(log: string): Change[] {
  let version = "";
  const found: Change[] = [];
  for (const line of log.split("\n")) {
    const heading = /^## v?(\d+\.\d+\.\d+)/.exec(line);
    if (heading) version = heading[1]!;
    const item = /^- (?:\*\*(numbers|pages|language)\*\* )?(.+)/.exec(line);
    if (item && version !== "") {
      found.push({ version, kind: (item[1] ?? null) as ChangeKind | null, text: item[2]! });
    }
  }
  return found;
}

/** Every change of the program, the newest first. */
const CHANGES: readonly Change[] = changesIn(changeLog);

/** Changes after a version, up to this one. */
export function changesSince(written: string, now = VERSION): Change[] {
  const from = versionOf(written);
  const to = versionOf(now);
  if (!from || !to) return [];
  return CHANGES.filter(({ version }) => {
    const at = versionOf(version);
    return at !== null && compareVersions(at, from) > 0 && compareVersions(at, to) <= 0;
  });
}
