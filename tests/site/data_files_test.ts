/** Files of data of a book: their readers, their descriptions, and the pages that ask for them. */
import { assert, assertEquals } from "@std/assert";
import type { TableReader } from "../../lib/data/readers/table_reader.ts";
import { tableFrom, withFactors } from "../../lib/data/table_from.ts";
import { BookFiles } from "../../lib/site/book/book_files.ts";
import { DataFiles } from "../../lib/site/book/data_files.ts";
import { compileSite } from "../../lib/site/build/compile_site.ts";
import { readTable } from "../../lib/site/book/read_table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { bookOf } from "./memory_world.ts";

const rds = (name: string): Uint8Array =>
  Deno.readFileSync(new URL(`../data/rds/${name}.rds`, import.meta.url));
const WARP = Deno.readTextFileSync(new URL("../oracle/public/warpbreaks.csv", import.meta.url));

async function built(files: Record<string, string | Uint8Array>) {
  const texts = Object.fromEntries(
    Object.entries(files).filter((e): e is [string, string] => typeof e[1] === "string"),
  );
  const { world, root } = bookOf({ "book.yml": "title: T\n", ...texts });
  for (const [path, content] of Object.entries(files)) world.write(`${root}/${path}`, content);
  const site = await compileSite(world, { root, output: "/nowhere/site" });
  const told = site.diagnostics.filter((d) => d.severity !== "note")
    .map((d) => `${d.code} ${d.file}:${d.line}:${d.column} ${d.message}`);
  const page = (name: string) =>
    String(site.files.get(name) ?? "").replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
  return { site, told, page };
}

const chapter = (...blocks: string[]): string =>
  `---\ntitle: P\n---\n\n${
    blocks.map((b) => `\`\`\`model\n${b}\n\`\`\``).join("\n\nWords.\n\n")
  }\n`;

Deno.test("a data frame of R gives what the same table gives as CSV", async () => {
  const models =
    "m <- lm(breaks ~ wool * tension, data = d)\nanova(m)\nemmeans(m, ~ tension | wool)";
  const { site, told, page } = await built({
    "01-a.md": chapter(`d <- readRDS("data/w.rds")\n${models}`),
    "02-b.md": chapter(
      'd <- read.csv("data/w.csv")\nd$tension <- factor(d$tension, levels = c("L", "M", "H"))\n' +
        'd$wool <- factor(d$wool, levels = c("A", "B"))\n' + models,
    ),
    "03-c.md": chapter("#| data: data/w.rds\nbreaks ~ wool * tension"),
    "data/w.rds": rds("warpbreaks"),
    "data/w.csv": WARP,
  });
  assertEquals(told, []);
  const shown = (name: string) => JSON.parse(String(site.files.get(name))).blocks[0].shown;
  assertEquals(shown("01-a.json").length, 2);
  assertEquals(shown("01-a.json"), shown("02-b.json"));
  assert(page("01-a.html").includes("8.498"), page("01-a.html"));
  assert(page("03-c.html").includes("8.498"), page("03-c.html"));
});

Deno.test("the R that a page offers reads the file as the page did", async () => {
  const { site } = await built({
    "01-a.md": chapter("#| data: data/w.rds\nbreaks ~ wool", 'x <- readRDS(here("data/w.rds"))'),
    "data/w.yml": "levels:\n  tension: [H, M, L]\n",
    "data/w.rds": rds("warpbreaks"),
  });
  const script = [...site.files].find(([path]) => path.endsWith(".R"))?.[1] ?? "";
  const { blocks } = JSON.parse(String(site.files.get("01-a.json")));
  const r = blocks.map((b: { r: string }) => b.r).join("\n");
  assert(r.includes('d <- readRDS("data/w.rds")\nd$tension <- factor(d$tension, levels'), r);
  assert(r.includes('x <- readRDS(here("data/w.rds"))\nx$tension <- factor(x$tension, levels'), r);
  assert(script === "" || String(script).includes("readRDS"));
});

Deno.test("here() begins at the root of the book", async () => {
  const { told, page } = await built({
    "book.yml": "title: T\nchapters:\n  - units/a.md\n",
    "units/a.md": chapter('nrow(read.csv(here("data", "w.csv")))\nnrow(read.csv("../data/w.csv"))'),
    "data/w.csv": WARP,
  });
  assertEquals(told, []);
  assert(/54.*54/.test(page("units/a.html")), page("units/a.html"));
});

Deno.test("what a description says that the file has no place for is a fault in it", async () => {
  const { told } = await built({
    "01-a.md": chapter('readRDS("data/w.rds")$wool[1]'),
    "data/w.yml": "delimiter: ';'\nfactors: [wool, wol]\nlevels:\n  tension: [L, M, M]\n",
    "data/w.rds": rds("warpbreaks"),
  });
  assertEquals(told, [
    "bad-metadata data/w.yml:1:1 The file is a data frame of R, for which delimiter says nothing",
    "unknown-column data/w.yml:2:17 The file has no column named wol",
    "duplicate-level data/w.yml:4:19 The level M is listed twice",
  ]);
});

Deno.test("files of calls that are not reached leave no trace", async () => {
  const { told, site } = await built({
    "01-a.md": chapter('x <- nobody\nx + nrow(read.csv("data/w.csv"))\nx + read.csv("none.csv")'),
    "data/w.yml": "factors: [nothing]\n",
    "data/w.csv": WARP,
  });
  assertEquals(told.map((t) => t.split(" ")[0]), ["unknown-name"]);
  assertEquals(site.pages, []);
});

Deno.test("a fault of a data frame stands at the call", async () => {
  const { told } = await built({
    "01-a.md": chapter('d <- readRDS("m.rds")', 'e <- readRDS("b.rds")', 'f <- read.csv("w.rds")'),
    "m.rds": rds("lm"),
    "b.rds": rds("plain").slice(0, 300),
    "w.rds": rds("warpbreaks"),
  });
  assertEquals(told, [
    'not-a-table 01-a.md:6:14 "m.rds" holds an object of class "lm", not a data frame',
    'damaged-file 01-a.md:12:14 "b.rds" is damaged at byte 300: it breaks off',
    "not-a-table 01-a.md:18:15 The file is an R object (.rds), not a table as text",
  ]);
});

Deno.test("pages that take values from each other are told, whichever comes first", async () => {
  const circle = await built({
    "01-a.md": chapter("#| from: 02-b\nx <- y"),
    "02-b.md": chapter('y <- nrow(read.csv(paste0("data", "/w.csv")))', "#| from: 01-a\nx + 1"),
    "data/w.csv": WARP,
  });
  assertEquals(circle.told.map((t) => t.split(" ").slice(0, 2).join(" ")), [
    "circular-pages 02-b.md:12:10",
  ]);
  const line = await built({
    "01-a.md": chapter('f <- "data/w.csv"\nn <- 1', "#| from: 02-b\nn <- n + y\nn"),
    "02-b.md": chapter("#| from: 03-c\ny <- nrow(read.csv(g))"),
    "03-c.md": chapter('g <- paste0("data", "/w.csv")'),
    "data/w.csv": WARP,
  });
  assertEquals(line.told, []);
  assert(line.page("01-a.html").includes("55"));
});

/** A reader of three lines, that knows of its columns only when it has read them. */
const LINES: TableReader = {
  name: "lines",
  endings: ["lines"],
  mediaType: "text/plain",
  verb: "read_lines",
  plain: {},
  entries: ["missing"],
  async read(bytes, options) {
    const values = await Promise.resolve(new TextDecoder().decode(bytes).split("\n"));
    return withFactors(tableFrom({ line: values }), options);
  },
};

Deno.test("a reader need not know of descriptions", async () => {
  const { world, root } = bookOf({
    "a.lines": "x\ny\nx",
    "a.yml": "levels: {line: [y, x], b: [z]}\n",
  });
  const files = new DataFiles(new BookFiles(world, root));
  assertEquals(files.table("p.md", "a.lines", {}, LINES), null);
  const table = await files.read("p.md", "a.lines", {}, LINES);
  const line = table.column("line");
  assertEquals(line?.kind === "factor" && line.levels, ["y", "x"]);
  assertEquals(table.origin?.columns[0]?.kind, "text");
  assertEquals(table.origin?.factors.levels, { line: ["y", "x"] });
  assertEquals(files.diagnostics.map((d) => d.message), ["The file has no column named b"]);
  assertEquals(files.rows("a.lines"), 3);
  assertEquals(files.table("p.md", "a.lines", {}, LINES), table);
});

Deno.test("readTable goes by the ending, and refuses options that the file has not", async () => {
  const path = new URL("../data/rds/warpbreaks.rds", import.meta.url).pathname;
  const table = await readTable(path, { factors: ["breaks"] });
  assertEquals([table.nrow, table.column("breaks")?.kind], [54, "factor"]);
  try {
    await readTable(path, { delimiter: ";" });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [fault] = error.diagnostics;
    assertEquals([fault?.code, fault?.message], [
      "bad-option",
      "delimiter is of delimited text, and the file is a data frame of R",
    ]);
    return;
  }
  throw new Error("the option was passed over");
});
