/**
 * A folder built as a book, in memory: the words of its page `page.md`, its files, and what the
 * build tells.
 *
 * @module
 */
import { compileSite } from "../../lib/site/build/compile_site.ts";
import { DenoWorld } from "../../lib/site/deno_world.ts";
import { pageText } from "../site/page_text.ts";

/** What a book came to. */
export interface BuiltBook {
  /** Words of the page, blanks as one blank. */
  text: string;
  /** Every text file of the site by its path. */
  files: Map<string, string>;
  /** `severity[code] file:line:column message; hint`. */
  faults: string[];
}

/** Builds the book in `folder`. */
export async function builtBook(folder: URL, audience: "all" | "student"): Promise<BuiltBook> {
  const site = await compileSite(new DenoWorld(), {
    root: decodeURIComponent(folder.pathname).replace(/\/$/, ""),
    output: "_site",
    write: false,
    audience,
  });
  const texts = [...site.files].filter((entry): entry is [string, string] =>
    typeof entry[1] === "string" && !entry[0].startsWith("assets/s")
  );
  const files = new Map(texts);
  const page = files.get("page.html") ?? "";
  return {
    text: pageText(page).replace(/\s+/g, " "),
    files,
    faults: site.diagnostics.map((d) =>
      `${d.severity}[${d.code}] ${d.file}:${d.line}:${d.column} ${d.message}${
        d.hint ? `; ${d.hint}` : ""
      }`
    ),
  };
}
