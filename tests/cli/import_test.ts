/** `import`: a page or a project becomes a book in an empty folder; the source is only read. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { filesBelow } from "../../release/release.ts";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const read = (path: string): string => Deno.readTextFileSync(path);

/** A bookdown project with what such folders hold besides. */
function project(folder: TemporaryFolder): string {
  const files: Record<string, string> = {
    "_bookdown.yml": "book_filename: b\nrmd_files: [index.Rmd, 01-a.Rmd, gone.Rmd]\n",
    "index.Rmd":
      '---\ntitle: "Trials"\nsite: bookdown::bookdown_site\n---\n\n# Preface {-}\n\nWords.\n',
    "01-a.Rmd":
      '# Plots\n\n{{< include _more.qmd >}}\n\n```{r}\nd <- read.csv("data/t.csv")\nmean(d$y)\n```\n\n' +
      "```{r, child = 'child.Rmd'}\n```\n\n```{r}\nnosuchword(d)\n```\n",
    "_more.qmd": "---\ntitle: x\n---\n\nTaken in.\n",
    "child.Rmd": "A child.\n",
    "later.Rmd": "# Later\n",
    "style.css": "p { }\n",
    "data/t.csv": "y\n1\n3\n",
    "_book/index.html": "<p>made</p>\n",
    ".Rhistory": "x\n",
  };
  for (const [name, text] of Object.entries(files)) folder.write(`src/${name}`, text);
  return `${folder.path}/src`;
}

Deno.test("a project becomes a book that builds, and a report says what became of what", async () => {
  using folder = new TemporaryFolder();
  const source = project(folder);
  const before = filesBelow(source);
  const book = `${folder.path}/book`;
  const { status, out, err } = await heddle("import", source, book);
  assertEquals([status, err], [0, ""]);
  assertStringIncludes(out, "2 chapters of a bookdown book");
  assertStringIncludes(out, "1 of 2 blocks run");
  assertEquals(filesBelow(source), before);
  assertEquals([...filesBelow(book)].sort(), [
    "01-a.md",
    "_import.md",
    "_source/_bookdown.yml",
    "_source/_more.qmd",
    "_source/child.Rmd",
    "_source/later.Rmd",
    "_source/style.css",
    "book.yml",
    "data/t.csv",
    "index.md",
  ]);
  const chapter = read(`${book}/01-a.md`);
  for (const words of ["Taken in.", "A child.", "{{< include _more.qmd >}}", "mean(d$y)"]) {
    assertStringIncludes(chapter, words);
  }
  const report = read(`${book}/_import.md`);
  for (const words of ["gone.Rmd", "`nosuchword` 1", "_book/", ".Rhistory", "01-a.Rmd → 01-a.md"]) {
    assertStringIncludes(report, words);
  }
  const built = await heddle("build", book, "--output", `${folder.path}/site`);
  assertEquals(built.status, 0);
  assertStringIncludes(built.out, "2 pages, 1 fault stands in the pages");
});

Deno.test("a page by itself takes with it what it names, from above it too", async () => {
  using folder = new TemporaryFolder();
  folder.write(
    "course/notes/day 1.Rmd",
    '# Day\n\n```{r}\nread.csv("../data/t.csv")\n```\n\n![A](p.png)\n',
  );
  folder.write("course/notes/p.png", "x");
  folder.write("course/notes/other.csv", "x\n");
  folder.write("course/data/t.csv", "y\n1\n");
  const book = `${folder.path}/book`;
  const { status, err } = await heddle(
    "import",
    `${folder.path}/course/notes/day 1.Rmd`,
    book,
    "--no-check",
  );
  assertEquals([status, err], [0, ""]);
  assertEquals([...filesBelow(book)].sort(), [
    "_import.md",
    "book.yml",
    "data/t.csv",
    "notes/day 1.md",
    "notes/p.png",
  ]);
});

Deno.test("a folder of pages that nothing speaks of: its folders are parts, bytes of Windows are UTF-8", async () => {
  using folder = new TemporaryFolder();
  folder.write("src/notes/01-a.Rmd", "# A\n\nWords.\n");
  Deno.writeFileSync(
    `${folder.path}/src/notes/b.qmd`,
    new Uint8Array([0x42, 0x6f, 0x67, 0x6f, 0x74, 0xe1, 0x0a]),
  );
  folder.write("src/site/theme.js", "x\n");
  const book = `${folder.path}/book`;
  assertEquals((await heddle("import", `${folder.path}/src`, book)).status, 0);
  assertStringIncludes(read(`${book}/book.yml`), '- part: "Notes"');
  assertStringIncludes(read(`${book}/notes/b.md`), 'title: "B"');
  assertStringIncludes(read(`${book}/notes/b.md`), "Bogotá");
  assertStringIncludes(read(`${book}/_import.md`), "1 file that no page names");
});

Deno.test("nothing is written over, and the wrong use is told in a line", async () => {
  using folder = new TemporaryFolder();
  const source = project(folder);
  folder.write("full/mine.md", "# Mine\n");
  folder.write("notes.txt", "x\n");
  folder.write("empty/readme", "x\n");
  for (
    const [words, said] of [
      [[source, `${folder.path}/full`], "is not empty (it holds mine.md)"],
      [[source, source], "is not empty"],
      [[`${folder.path}/gone`, `${folder.path}/b`], "there is no"],
      [[`${folder.path}/notes.txt`, `${folder.path}/b`], "is no page"],
      [[`${folder.path}/empty`, `${folder.path}/b`], "holds no page"],
      [[source], "say what and where"],
    ] as const
  ) {
    const { status, err } = await heddle("import", ...words);
    assertEquals(status, 2);
    assertStringIncludes(err, said);
    assertEquals(err.trim().split("\n").length, 1);
  }
  assert(!filesBelow(folder.path).some((path) => path.startsWith("b/")));
  // a book within its source does not take itself in
  const inside = `${source}/made/book`;
  assertEquals((await heddle("import", source, inside, "--no-check")).status, 0);
  assert(!filesBelow(inside).some((path) => path.includes("made")));
});
