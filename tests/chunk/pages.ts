import { TEXT } from "../../lib/chunk/verbs/base/lines.ts";
import { SHEETS } from "../../lib/chunk/verbs/readxl/sheets.ts";
import { fail, positionAt, type Span } from "../../lib/diagnostic.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { Awaits } from "../../lib/awaits.ts";
import { dataSet } from "../../lib/chunk/datasets/data_sets.ts";
import { type Decoder, SCRIPT } from "../../lib/data/readers/decoder.ts";
import { PARQUET, RDS, XLSX } from "../../lib/data/readers/binary.ts";
import { WORKSPACE } from "../../lib/data/readers/workspace.ts";
import type { Table } from "../../lib/data/table.ts";
import type { Metadata } from "../../lib/data/metadata.ts";
import type { BlockResult, PageResult } from "../../lib/chunk/page/page_result.ts";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import type { PageEnvironment } from "../../lib/chunk/page/environment.ts";
import "./words.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import type { Scope } from "../../lib/chunk/values/scope.ts";
import { renderText } from "../../lib/render/render.ts";

/** Data frames of R, which are read before they are asked for. */
const FRAMES = new Map(
  await Promise.all(["v3", "named", "vector"].map(async (name): Promise<[string, () => Table]> => {
    const path = `rds/${name}.rds`;
    const bytes = Deno.readFileSync(new URL(`../data/${path}`, import.meta.url));
    try {
      const table = await RDS.read(bytes, { file: path });
      return [path, () => table];
    } catch (error) {
      return [path, () => {
        throw error;
      }];
    }
  })),
);

/** Files that are no tables, read before they are asked for. */
const CONTENTS = new Map(
  await Promise.all(
    ([
      ["sourced/settings.R", SCRIPT],
      ["sourced/all.RData", WORKSPACE],
      ["sourced/lines.txt", TEXT],
      ["sourced/trial.xlsx", SHEETS],
    ] as [string, Decoder<unknown>][]).map(
      async ([path, decoder]): Promise<[string, unknown]> => [
        `${path} ${decoder.name}`,
        await decoder.decode(Deno.readFileSync(new URL(path, import.meta.url)), path),
      ],
    ),
  ),
);

for (const name of ["women", "sleepstudy"]) {
  try {
    dataSet(name);
  } catch (error) {
    if (error instanceof Awaits) await error.obtain();
  }
}

/** A workbook, which is read before it is asked for. */
const BOOK = new URL("../cases/reading/52-workbook/trial.xlsx", import.meta.url);
FRAMES.set(
  "book/trial.xlsx",
  await XLSX.read(Deno.readFileSync(BOOK), { skip: 2 }).then((table) => () => table),
);

/** A file of Parquet. */
const PARQUET_FILE = new URL("../data/parquet/snappy.parquet", import.meta.url);
FRAMES.set(
  "parquet/snappy.parquet",
  await PARQUET.read(Deno.readFileSync(PARQUET_FILE), {}).then((table) => () => table),
);

const FOLDERS: Record<string, URL> = {
  data: new URL("../oracle/seed/", import.meta.url),
  public: new URL("../oracle/public/", import.meta.url),
};

/** Data of the reference values, as `data/NAME.csv` and `public/NAME.csv`. */
export function environment(
  pages: Record<string, Scope> = {},
  metadata: Metadata = {},
): PageEnvironment {
  return {
    readTable(path, options) {
      const frame = FRAMES.get(path);
      if (frame) return frame();
      const [folder, name] = path.split("/");
      const url = FOLDERS[folder ?? ""];
      if (!url || !name || path.includes("..")) {
        fail("outside-root", `${path} is outside of the book`, { hint: "Use a path in the book" });
      }
      let bytes: Uint8Array;
      try {
        bytes = Deno.readFileSync(new URL(name, url));
      } catch {
        fail("missing-file", `There is no file ${path}`, { hint: "Mind the spelling" });
      }
      return parseTable(bytes, options).withMetadata(metadata);
    },
    readFile<T>(path: string, decoder: Decoder<T>): T {
      const content = CONTENTS.get(`${path} ${decoder.name}`) as T | undefined;
      return content ?? fail("missing-file", `There is no file ${path}`);
    },
    scopeOf(page) {
      return pages[page] ?? fail("unknown-page", `There is no page ${page}`);
    },
  };
}

/** A block that stands at a line of `page.md`. */
export function block(
  source: string,
  options: Record<string, unknown> = {},
  kind: PageBlock["kind"] = "model",
  line = 1,
): PageBlock {
  const place = (span: Span): Place => {
    const start = positionAt(source, span.start);
    const end = positionAt(source, span.end);
    return {
      file: "page.md",
      line: line + start.line - 1,
      column: start.column,
      endLine: line + end.line - 1,
      endColumn: end.column,
      excerpt: source.split("\n")[start.line - 1] ?? "",
    };
  };
  const inFile = (span: Span): Place => ({
    ...place({ start: 0, end: 0 }),
    column: span.start + 1,
  });
  return {
    kind,
    source,
    options: Object.fromEntries(
      Object.entries(options).map((
        [k, value],
        i,
      ) => [k, { value, span: { start: i, end: i + 1 } }]),
    ),
    place,
    placeInFile: inFile,
  };
}

/** Evaluates sources as the blocks of a page. */
export function page(...sources: (string | PageBlock)[]): PageResult {
  let line = 1;
  return evaluatePage(
    sources.map((s) => {
      if (typeof s !== "string") return s;
      const made = block(s, {}, "model", line);
      line += s.split("\n").length + 3;
      return made;
    }),
    environment(),
  );
}

/** Evaluates one source; the text that R would print for what it shows. */
export function printed(source: string): string {
  const [result] = page(source).blocks;
  if (!result) throw new Error("no result");
  if (result.diagnostics.length > 0) {
    throw new Error(result.diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
  }
  return result.shown.map((s) => renderText(s.value)).join("\n");
}

/** The only diagnostic of a source as `code line:column covered text`. */
export function faults(source: string): string[] {
  const [result] = page(source).blocks as [BlockResult];
  return result.diagnostics.map((d) => {
    const line = source.split("\n")[d.line! - 1]!;
    const covered = d.line === d.endLine ? line.slice(d.column! - 1, d.endColumn! - 1) : "…";
    return `${d.code} ${d.line}:${d.column} ${covered}`;
  });
}
