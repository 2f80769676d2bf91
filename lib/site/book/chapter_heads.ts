/**
 * What the headings of the first level of a chapter say of the book: bookdown writes parts and the
 * beginning of the appendix as headings of pages.
 *
 * @module
 */

/** A part that a chapter begins or announces. */
export interface PartHeading {
  title: string;
  appendix: boolean;
  /** Whether it stands behind the chapter's own heading, so that the next chapter begins it. */
  behind: boolean;
}

/** What was found in a chapter. */
export interface ChapterHeads {
  /** Its title, without marks; null if it has none. */
  title: string | null;
  unnumbered: boolean;
  parts: PartHeading[];
  /** Whether it has words or blocks besides headings of parts. */
  empty: boolean;
}

const PART = /^\((PART|APPENDIX)(?:\\?\*)?\)\s*(.*)$/;

/** The words of a heading without `{…}` and marks. */
function plain(text: string): string {
  return text.replace(/\s*\{[^{}]*\}\s*$/, "").replace(/\s+#+\s*$/, "").trim();
}

/** Reads the headings of a chapter of the first level, those in fences left out. */
export function chapterHeads(text: string): ChapterHeads {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const found: ChapterHeads = { title: null, unnumbered: false, parts: [], empty: true };
  let from = 0;
  if (/^---[ \t]*$/.test(lines[0] ?? "")) {
    const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)[ \t]*$/.test(line));
    for (const line of lines.slice(1, Math.max(1, end))) {
      const title = /^title:\s*(.+)$/.exec(line)?.[1]?.trim().replace(/^(["'])(.*)\1$/, "$2");
      if (title) found.title = title;
      if (/^number-sections:\s*false\s*$/.test(line)) found.unnumbered = true;
    }
    from = end + 1;
  }
  let fence = "";
  let headed = false;
  for (const line of lines.slice(from)) {
    const mark = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== "") {
      if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === "") fence = "";
      continue;
    }
    if (mark) fence = mark[1] ?? "";
    const heading = /^#\s+(.*?)\s*$/.exec(line)?.[1];
    const part = heading === undefined ? null : PART.exec(heading);
    if (part) {
      found.parts.push({
        title: plain(part[2] ?? ""),
        appendix: part[1] === "APPENDIX",
        behind: headed,
      });
      continue;
    }
    if (line.trim() !== "" && !/^\s*<!--.*-->\s*$/.test(line)) found.empty = false;
    if (heading === undefined || headed) continue;
    headed = true;
    found.title ??= plain(heading);
    if (/\{[^{}]*(?:\.unnumbered|(?:^|[\s{])-(?=[\s}]))[^{}]*\}$/.test(heading)) {
      found.unnumbered = true;
    }
  }
  if (found.title !== null && !headed) found.empty = false;
  return found;
}
