/** Books of other systems: built where they lie, and taken over, line by line. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { BookFiles } from "../../lib/site/book/book_files.ts";
import { readProject } from "../../lib/site/project/read_project.ts";
import { takeOver } from "../../lib/site/project/take_over.ts";
import { bookOf } from "./memory_world.ts";

const BOOKDOWN = {
  "_bookdown.yml":
    'book_filename: "trial"\nlanguage:\n  ui:\n    chapter_name: "Day "\ndelete_merged_file: true\nbefore_chapter_script: start.R\n',
  "_output.yml": "bookdown::gitbook:\n  css: style.css\n  includes:\n    in_header: preamble.tex\n",
  "preamble.tex": "\\newcommand{\\E}{\\operatorname{E}}\n",
  "style.css": "p { color: teal; }\n",
  "index.Rmd":
    '---\ntitle: "Trials"\nauthor: "A. Author"\ndate: "`r Sys.Date()`"\nbibliography: [book.bib]\nsite: bookdown::bookdown_site\n---\n\n# Preface {-}\n\nA word before.\n',
  "01-plots.Rmd":
    '# (PART) Foundations {-}\n\n# Plots {#plots}\n\n```{r trial, echo=FALSE}\nd <- read.csv("data/trial.csv")\nd$A <- factor(d$A)\n```\n\nThere are `r nrow(d)` plots [@fisher].\n',
  "02-models.Rmd":
    "# Models\n\nAs in Chapter \\@ref(plots), Table \\@ref(tab:means) has means, $\\E(y)$.\n\n```{r means}\naggregate(y ~ A, d, mean)\n```\n\nSee [the first chapter](01-plots.html), and @fisher.\n",
  "03-last.Rmd":
    "# (APPENDIX) Appendix {-}\n\n# Answers\n\nIn Chapter \\@ref(models) and [there](#plots).\n",
  "06-references.Rmd": "`r if (knitr::is_html_output()) '\n# References {-}\n'`\n",
  "_draft.Rmd": "# Not yet\n",
  "book.bib":
    "@book{fisher,\n  author = {Fisher, R. A.},\n  title = {The design of experiments},\n  year = {1935},\n  publisher = {Oliver and Boyd}\n}\n",
  "data/trial.csv": "A,y\na,1\na,2\nb,3\nb,5\n",
};

const QUARTO = {
  "_quarto.yml":
    'project:\n  type: book\nbook:\n  title: "A guide"\n  author:\n    - name: A. Author\n      email: a@example.org\n  chapters:\n    - index.qmd\n    - part: "Designs"\n      chapters:\n        - href: ch/blocks.qmd\n          text: Blocks\n        - ch/plots.qmd\n  appendices:\n    - more.qmd\n  cover-image: cover.png\nbibliography: refs.bib\nexecute:\n  echo: false\n',
  "index.qmd": "# Welcome {.unnumbered}\n\nTo @sec-blocks.\n",
  "ch/blocks.qmd":
    '---\ntitle: "Blocks"\n---\n\n# What they are {#sec-blocks}\n\nWords.\n\n## Deeper\n\n```{r}\n#| label: tbl-one\n#| tbl-cap: "One"\ndata.frame(x = 1)\n```\n\n# Why {#sec-why}\n\n@tbl-one, @sec-why, [next](plots.qmd#sec-here).\n',
  "ch/plots.qmd":
    '# Plots\n\n## Here {#sec-here}\n\n```{r}\nnrow(read.csv("data/trial.csv"))\n```\n\n![A plan](/img/plan.svg)\n',
  "more.qmd": "# More\n\nWords [@fisher].\n",
  "refs.bib": BOOKDOWN["book.bib"],
  "img/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
  "data/trial.csv": BOOKDOWN["data/trial.csv"],
  "wip/draft.qmd": "# Draft\n",
};

async function built(files: Record<string, string>) {
  const { world, root } = bookOf(files);
  const report = await buildSite({ world, root, output: "/nowhere/site" });
  const page = (name: string) => world.readText(`/nowhere/site/${name}`);
  return { report, page, world, root };
}

const told = (report: Awaited<ReturnType<typeof built>>["report"]) =>
  report.diagnostics.filter(({ severity }) => severity !== "note").map((d) =>
    `${d.file}:${d.line} ${d.code}`
  );

Deno.test("a bookdown book is built where it lies", async () => {
  const { report, page, world, root } = await built(BOOKDOWN);
  assertEquals(told(report), ["index.Rmd:4 moving-date"]);
  assertEquals(report.pages, ["index.html", "01-plots.html", "02-models.html", "03-last.html"]);
  const models = page("02-models.html");
  assertStringIncludes(models, "Day 2");
  assertStringIncludes(models, 'href="01-plots.html"');
  assertStringIncludes(models, "Fisher");
  assertStringIncludes(page("03-last.html"), "Appendix A");
  assertStringIncludes(page("03-last.html"), 'href="01-plots.html');
  assertStringIncludes(page("index.html"), "Foundations");
  assertStringIncludes(page("01-plots.html"), "There are 4 plots");
  // values of a chapter hold in the next, as they are knitted in one session
  assertStringIncludes(models, "3.5");
  assert(world.writes.every((path) => !path.startsWith(root)));
});

Deno.test("a Quarto book is built where it lies", async () => {
  const { report, page } = await built(QUARTO);
  assertEquals(told(report), []);
  assertEquals(report.pages, ["index.html", "ch/blocks.html", "ch/plots.html", "more.html"]);
  const blocks = page("ch/blocks.html");
  assertStringIncludes(blocks, "What they are");
  assertStringIncludes(blocks, "Why");
  assertStringIncludes(blocks, 'href="plots.html#sec-here"');
  assert(!/<details[^>]*class="code/.test(blocks));
  assertStringIncludes(page("ch/plots.html"), 'src="../img/plan.svg"');
});

/** The lines of a source that are neither in its book nor in a file that was left. */
function lost(files: Record<string, string>): string[] {
  const { world, root } = bookOf(files);
  const source = new BookFiles(world, root);
  const made = takeOver(source, readProject(source)!, "");
  const texts = [...made.files].map(([, { from, text }]) =>
    text ?? world.readText(`${root}/${from}`)
  );
  const lines = new Set(texts.flatMap((text) => text.split("\n").map((line) => line.trim())));
  const left = made.left.map(({ path }) => path);
  return Object.entries(files).flatMap(([path, text]) =>
    left.some((each) => path === each || path.startsWith(each))
      ? []
      : text.split("\n").filter((line) => !lines.has(line.trim())).map((line) => `${path}: ${line}`)
  );
}

Deno.test("no line of a project is lost, and a book that is taken over says the same", async () => {
  for (const files of [BOOKDOWN, QUARTO]) {
    assertEquals(lost(files), []);
    const { world, root } = bookOf(files);
    const source = new BookFiles(world, root);
    const made = takeOver(source, readProject(source)!, "");
    const book = bookOf(Object.fromEntries(
      [...made.files].map((
        [path, { from, text }],
      ) => [path, text ?? world.readText(`${root}/${from}`)]),
    ));
    const here = await built(files);
    const report = await buildSite({ world: book.world, root: book.root, output: "/nowhere/site" });
    assertEquals(report.pages, here.report.pages);
    assertEquals(
      told(report).map((each) => each.replace(".md", "")),
      told(here.report).map((each) => each.replace(/\.[Rq]md/, "")),
    );
    const words = (text: string) =>
      text.replace(/\.[Rq]?md\b/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    for (const page of report.pages) {
      assertEquals(words(book.world.readText(`/nowhere/site/${page}`)), words(here.page(page)));
    }
  }
});

Deno.test("an address of a repository means the book's own file of that path, and nothing is fetched", async () => {
  const page = (path: string) => `# A\n\n\`\`\`{r}\nnrow(read.csv("${path}"))\n\`\`\`\n`;
  const at = "https://raw.githubusercontent.com/someone/course/refs/heads/main";
  const { report } = await built({
    "book.yml": "chapters: [a, notes/b, c, d]\n",
    "a.md": page(`${at}/data/t.csv`),
    "notes/b.md": page("https://github.com/someone/course/raw/main/data/t.csv"),
    "c.md": page(`${at}/data/other.csv`),
    "d.md": page(`${at}/../../data/t.csv`),
    "data/t.csv": "y\n1\n2\n",
  });
  assertEquals(report.diagnostics.map((d) => `${d.file} ${d.code}`), [
    "a.md own-copy",
    "notes/b.md own-copy",
    "c.md not-fetched",
    "d.md not-fetched",
  ]);
});

Deno.test("a page takes in others where it lies, and faults stand where they were written", async () => {
  const { world, root } = bookOf({
    "_quarto.yml": "project:\n  type: book\nbook:\n  title: T\n  chapters: [index.qmd, a.qmd]\n",
    "index.qmd": "# Home\n\nWords.\n",
    "a.qmd": "# A\n\nFirst.\n\n{{< include parts/_b.qmd >}}\n\nLast.\n\n" +
      "```{r, child = 'c.Rmd'}\n```\n\n```{r}\nnosuchhere(1)\n```\n",
    "parts/_b.qmd": "---\ntitle: x\n---\n\nTaken in.\n\n```{r}\nnosuchthere(1)\n```\n",
    "c.Rmd": "A child.\n\n{{< include /parts/_d.qmd >}}\n",
    "parts/_d.qmd": "A child's child.\n",
  });
  const report = await buildSite({ world, root, output: "/nowhere/site", keepGoing: true });
  assertEquals(
    report.diagnostics.filter(({ severity }) => severity === "error")
      .map(({ file, line, endLine, code }) => [file, line, endLine, code]),
    [["parts/_b.qmd", 8, 8, "unknown-verb"], ["a.qmd", 13, 13, "unknown-verb"]],
  );
  assertEquals(report.blocks.map(({ file, line, endLine }) => [file, line, endLine]), [
    ["parts/_b.qmd", 7, 9],
    ["a.qmd", 12, 14],
  ]);
  const whole = world.readText("/nowhere/site/a.html");
  const html = whole.slice(whole.indexOf("<main"));
  const places = [
    "First.",
    "Taken in.",
    "nosuchthere",
    "parts/_b.qmd, line 8",
    "Last.",
    "A child.",
    "A child’s child.",
    "a.qmd, line 13",
  ].map((words) => html.indexOf(words));
  assertEquals(places.includes(-1), false);
  assertEquals(places.toSorted((a, b) => a - b), places);
});
