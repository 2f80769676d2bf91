/**
 * A page and the files beside it, evaluated and audited; what it shows as the text that R would
 * print.
 *
 * @module
 */
import { fail, type Span } from "../../lib/diagnostic.ts";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import { Awaits } from "../../lib/awaits.ts";
import { runPage as evaluated } from "../../lib/chunk/page/run_page.ts";
import { readBytes } from "../../lib/data/readers/readers.ts";
import type { Table } from "../../lib/data/table.ts";
import { renderText } from "../../lib/render/render.ts";
import type { Shown } from "../../lib/render/shown.ts";
import { auditPage } from "../../lib/weave/audit/audit_page.ts";
import type { BlockResult } from "../../lib/chunk/page/page_result.ts";
import { blockOffset, type Page } from "../../lib/weave/page/page.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";

/** What a page came to. */
export interface PageOutcome {
  /** Shown values and remarks in the order of the page. */
  text: string;
  /** `severity[code] line:column message; hint` in the order of the page. */
  faults: string[];
}

/** A value as R prints it, and those of its remarks that R sends elsewhere or does not make. */
function withNotes(value: Shown): string {
  const text = renderText(value);
  return [text, ...notesIn(value).filter((n) => !text.includes(n))].join("\n");
}

/** The remarks in a value, wherever they stand. */
function notesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "notes" && Array.isArray(part) ? part.map((n) => String(n.text)) : notesIn(part)
  );
}

function bytesOf(path: string, folder: URL): Uint8Array {
  try {
    return Deno.readFileSync(new URL(path, folder));
  } catch {
    return fail("missing-file", `There is no file ${path}`, { hint: "Mind the spelling" });
  }
}

/** Evaluates the page in `text`; files are read from `folder`. */
export async function pageResults(
  text: string,
  folder: URL,
): Promise<{ page: Page; results: BlockResult[] }> {
  const outcomes = new Map<string, () => Table>();
  const contents = new Map<string, () => unknown>();
  const page = parsePage("page.md", text);
  const blocks = page.blocks.map((block): PageBlock => {
    const place = (span: Span): Place => {
      const at = page.source.place(span.start);
      const end = page.source.place(span.end);
      return { file: "page.md", ...at, endLine: end.line, endColumn: end.column, excerpt: "" };
    };
    return {
      kind: block.kind,
      source: block.code,
      options: block.options,
      place: (span) =>
        place({ start: blockOffset(block, span.start), end: blockOffset(block, span.end) }),
      placeInFile: place,
    };
  });
  const { blocks: results } = await evaluated(blocks, {
    readTable(path, options, reader) {
      const key = JSON.stringify([path, options, reader.name]);
      const known = outcomes.get(key);
      if (known) return known();
      throw new Awaits(path, async () => {
        try {
          const table = await readBytes(reader, bytesOf(path, folder), options);
          outcomes.set(key, () => table);
        } catch (error) {
          outcomes.set(key, () => {
            throw error;
          });
        }
      });
    },
    readFile(path, decoder) {
      const key = JSON.stringify([path, decoder.name]);
      const known = contents.get(key);
      if (known) return known() as never;
      throw new Awaits(path, async () => {
        try {
          const value = await decoder.decode(bytesOf(path, folder), path);
          contents.set(key, () => value);
        } catch (error) {
          contents.set(key, () => {
            throw error;
          });
        }
      });
    },
    scopeOf: (name) => fail("unknown-page", `There is no page ${name}`),
  });
  return { page, results };
}

/** The same with its audit, as text. */
export async function runPage(text: string, folder: URL): Promise<PageOutcome> {
  const { page, results } = await pageResults(text, folder);
  const diagnostics = [
    ...page.diagnostics,
    ...results.flatMap((r) => r.diagnostics),
    ...auditPage(page, results),
  ];
  return {
    text: results.map((r) =>
      [...r.shown.map((s) => withNotes(s.value)), ...r.notes.map((n) => n.text)].join("\n")
    ).join("\n\n"),
    faults: diagnostics.map((d) =>
      `${d.severity}[${d.code}] ${d.line}:${d.column} ${d.message}${d.hint ? `; ${d.hint}` : ""}`
    ),
  };
}
