/** What Quarto's and R Markdown's pages say besides prose and chunks, on a page that is built. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { askingPages } from "../../lib/site/store/asking_page.ts";
import { BookFiles } from "../../lib/site/book/book_files.ts";
import { DenoWorld } from "../../lib/site/deno_world.ts";
import type { Diagnostic } from "../../lib/diagnostic.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAC0lEQVR4nGNgQAcAABIAAbmp7q8AAAAASUVORK5CYII=",
);

interface Made {
  page: (name: string) => string;
  codes: string[];
  faults: readonly Diagnostic[];
}

/** Builds a book of pages in a folder of its own. */
async function made(files: Readonly<Record<string, string>>): Promise<Made> {
  using folder = new TemporaryFolder();
  for (const [name, text] of Object.entries(files)) folder.write(`book/${name}`, text);
  Deno.writeFileSync(`${folder.path}/book/a.png`, PNG);
  const { diagnostics } = await buildSite({
    root: `${folder.path}/book`,
    output: `${folder.path}/site`,
    keepGoing: true,
  });
  const pages = new Map(
    [...Deno.readDirSync(`${folder.path}/site`)].filter(({ name }) => name.endsWith(".html"))
      .map(({ name }) => [name, Deno.readTextFileSync(`${folder.path}/site/${name}`)]),
  );
  return {
    page: (name) => pages.get(name) ?? "",
    codes: diagnostics.map(({ code, line }) => `${code} ${line ?? ""}`.trim()),
    faults: diagnostics,
  };
}

const BOOK = "project:\n  type: book\nbook:\n  title: Trial\n  author: A. Teacher\n  chapters:\n" +
  "    - index.qmd\n    - two.qmd\nbibliography: works.bib\n";

const WORKS =
  "@book{cox, author={Cox, D. R.}, title={Planning of experiments}, year={1958}, publisher={Wiley}}\n";

Deno.test("shortcodes: texts of the project and the page, keys, a film, what another page shows", async () => {
  const { page, codes } = await made({
    "_quarto.yml": BOOK,
    "_variables.yml": "course: Designed experiments\ncontact:\n  site: example.org\n",
    "works.bib": WORKS,
    "index.qmd": "---\ntitle: Words\nsemester: 3\n---\n\n" +
      "On {{< var course >}}, [write](https://{{< var contact.site >}}/a), {{< meta semester >}}, " +
      "{{< meta book.author >}}, {{< var nothing >}}.\n\n" +
      "Press {{< kbd Ctrl+Shift+P >}}.\n\n{{< pagebreak >}}\n\n" +
      "{{< video https://example.org/film title='The film' >}}\n\n{{< embed two.qmd#fig-two >}}\n\n" +
      '```{r}\nx <- "{{< var course >}}"\nnchar(x)\n```\n',
    "two.qmd": "# Two\n\n![A line.](a.png){#fig-two}\n",
  });
  const words = page("index.html");
  assertStringIncludes(
    words,
    '<p>On Designed experiments, <a href="https://example.org/a">write</a>, 3, A.',
  );
  assertStringIncludes(words, "{{&lt; var nothing &gt;}}");
  assertStringIncludes(words, "<kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>P</kbd>");
  assertEquals(words.includes("pagebreak"), false);
  assertStringIncludes(words, '<a href="https://example.org/film">The film</a>');
  assertStringIncludes(
    words,
    '<a class="ref" href="two.html#fig-two" data-peek="Figure\u00a01.1. A line.">Figure\u00a01.1</a>',
  );
  // Code that runs is the author's own
  assertStringIncludes(words, "[1] 18");
  assertEquals(codes, [
    "unread-markup 6",
    "unread-markup 12",
    "unread-markup 14",
  ]);
});

Deno.test("params are values of the page, and its script has them", async () => {
  const { page, codes } = await made({
    "book.yml": "title: Trial\n",
    "01-a.md": "---\ntitle: A\nparams:\n  alpha: 0.05\n  n: 4\n  crops: [oats, rye]\n" +
      "  cut: !r 2 * 3\n  year:\n    value: 2020\n    input: slider\n---\n\n" +
      "At `r params$alpha`, in `r params$year`.\n\n" +
      "```{r}\nparams$n / 3L\nparams$crops\nparams$cut\nclass(params$n)\n```\n",
  });
  assertEquals(codes, []);
  const text = page("01-a.html");
  assertStringIncludes(text, "<p>At 0.05, in 2020.</p>");
  for (const printed of ["[1] 1.333333", "[1] &quot;oats&quot; &quot;rye&quot;", "[1] 6"]) {
    assertStringIncludes(text, printed);
  }
  assertStringIncludes(text, "[1] &quot;integer&quot;");
  assertEquals(text.includes("params &lt;-"), false);
});

Deno.test("nocite lists works that no sentence cites, and tells of one that is not there", async () => {
  const { page, codes } = await made({
    "book.yml": "title: Trial\nbibliography: works.bib\n",
    "works.bib": WORKS,
    "01-a.md": "---\ntitle: A\nnocite: |\n  @cox, @nobody\n---\n\nWords.\n",
    "02-b.md": "---\ntitle: B\nnocite: '@*'\n---\n\nWords.\n",
  });
  assertEquals(codes, ["unknown-citation 4"]);
  for (const name of ["01-a.html", "02-b.html"]) {
    assertStringIncludes(page(name), '<li id="ref-cox">Cox, D. R. (1958).');
  }
});

Deno.test("parts of a figure have letters, in the prose and of a block", async () => {
  const { page, codes } = await made({
    "book.yml": "title: Trial\n",
    "01-a.md": "# A\n\nSee @fig-both, @fig-left and @fig-drawn-2, also @tbl-two.\n\n" +
      "::: {#fig-both layout-ncol=2}\n![Left.](a.png){#fig-left}\n\n![Right.](a.png)\n\nBoth *sides*\n:::\n\n" +
      '```{r}\n#| label: fig-drawn\n#| fig-cap: "Two pictures"\n#| fig-subcap:\n#|   - "points"\n' +
      '#|   - "bars"\n#| layout-ncol: 2\nplot(1:3)\nhist(c(1, 2, 2))\n```\n\n' +
      "::: {#tbl-two}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nOne table\n:::\n",
  });
  assertEquals(codes, []);
  const text = page("01-a.html");
  for (
    const [href, words] of [
      ["fig-both", "Figure\u00a01.1"],
      ["fig-left", "Figure\u00a01.1 (a)"],
      ["fig-drawn-2", "Figure\u00a01.2 (b)"],
      ["tbl-two", "Table\u00a01.1"],
    ]
  ) assertStringIncludes(text, `<a class="ref" href="#${href}">${words}</a>`);
  assertStringIncludes(text, "<b>(b)</b> Right.");
  assertStringIncludes(text, "<b>Figure 1.1.</b> Both <em>sides</em>.");
  assertStringIncludes(text, "<b>(a)</b> points.");
  assertStringIncludes(text, "<b>Figure 1.2.</b> Two pictures.");
  assertStringIncludes(text, "<b>Table 1.1.</b> One table.");
});

Deno.test("a failed figure keeps its number, and those behind it theirs", async () => {
  const { page } = await made({
    "book.yml": "title: Trial\n",
    "01-a.md": "# A\n\nSee @fig-lost, @fig-named and @fig-kept.\n\n" +
      '```{r}\n#| label: fig-lost\n#| fig-cap: "Lost"\nplot(nothing)\n```\n\n' +
      '```{r named, fig.cap="By its name"}\nplot(nothing)\n```\n\n' +
      '```{r}\n#| label: fig-kept\n#| fig-cap: "Kept"\nplot(1:3)\n```\n',
  });
  const text = page("01-a.html");
  assertStringIncludes(text, 'id="fig-lost">Figure 1.1 was not made. <i>Lost.</i>');
  assertStringIncludes(text, 'id="fig-named">Figure 1.2 was not made. <i>By its name.</i>');
  assertStringIncludes(text, '<a class="ref" href="#fig-kept">Figure\u00a01.3</a>');
});

Deno.test("a caption under which nothing stands, and all that is left out, is told", async () => {
  const { faults } = await made({
    "book.yml": "title: Trial\n",
    "01-a.md": '# A\n\n```{r}\n#| fig-cap: "Of nothing"\npar(mar = c(1, 1, 1, 1))\n```\n\n' +
      '```{r}\n#| label: fig-none\n#| fig-cap: "Of nothing"\nx <- 1\n```\n\n' +
      "<style>\na { color: red }\np { margin: 0 }\n</style>\n\nWords.\n",
  });
  assertEquals(faults.map(({ code, line, endLine }) => [code, line, endLine]), [
    ["caption-without-value", 4, 4],
    ["label-without-value", 9, 10],
    ["raw-html", 14, 17],
  ]);
});

Deno.test("blocks for R of a project are asked for where it lies", () => {
  using folder = new TemporaryFolder();
  folder.write("_quarto.yml", BOOK.replace("    - two.qmd\n", ""));
  folder.write("index.qmd", "# A\n\n```{r}\n#| engine: R\n1 + 1\n```\n");
  const faults: Diagnostic[] = [];
  const asked = askingPages(new BookFiles(new DenoWorld(), folder.path), faults);
  assertEquals(asked.map(({ page }) => page.file), ["index.qmd"]);
  assertEquals(faults, []);
});
