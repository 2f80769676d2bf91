/**
 * A page and the files beside it, evaluated and audited; what it shows as the text that R would
 * print.
 *
 * @module
 */
import { fail, type Span } from "../../lib/diagnostic.ts";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { renderText } from "../../lib/render/render.ts";
import type { Shown } from "../../lib/render/shown.ts";
import { auditPage } from "../../lib/weave/audit/audit_page.ts";
import { blockOffset } from "../../lib/weave/page/page.ts";
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

/** Evaluates the page in `text`; files are read from `folder`. */
export function runPage(text: string, folder: URL): PageOutcome {
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
  const { blocks: results } = evaluatePage(blocks, {
    readTable(path, options) {
      let bytes: Uint8Array;
      try {
        bytes = Deno.readFileSync(new URL(path, folder));
      } catch {
        return fail("missing-file", `There is no file ${path}`, { hint: "Mind the spelling" });
      }
      return parseTable(bytes, options);
    },
    scopeOf: (name) => fail("unknown-page", `There is no page ${name}`),
  });
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
