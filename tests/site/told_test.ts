/** What a book says beyond its pages: nothing of it is passed over without a word. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import type { SiteOptions } from "../../lib/site/build/site_options.ts";
import { bookOf } from "./memory_world.ts";
import { pageText } from "./page_text.ts";

type Files = Record<string, string | Uint8Array>;

async function built(files: Files, options: Partial<SiteOptions> = {}) {
  const texts = Object.entries(files).filter((entry): entry is [string, string] =>
    typeof entry[1] === "string"
  );
  const { world, root } = bookOf(Object.fromEntries(texts));
  for (const [name, content] of Object.entries(files)) {
    if (typeof content !== "string") world.files.set(`${root}/${name}`, content);
  }
  const output = "/nowhere/site";
  const { diagnostics } = await buildSite({ root, output, world, ...options });
  return {
    told: diagnostics.map((d) =>
      `${d.severity} ${d.file}:${d.line}:${d.column} ${d.code} ${d.message}; ${d.hint}`
    ),
    page: (name: string): string => {
      const bytes = world.files.get(`${output}/${name}`);
      return bytes ? new TextDecoder().decode(bytes) : "";
    },
  };
}

const latin1 = (text: string): Uint8Array => Uint8Array.from([...text].map((c) => c.charCodeAt(0)));

Deno.test("a page, a book.yml and a style sheet that are not UTF-8 are refused at their line", async () => {
  const page = await built({ "01-a.md": latin1("# A\n\nFrom Bogot\xe1 and S\xe3o Paulo.\n") });
  assertEquals(page.told, [
    "error 01-a.md:3:11 not-utf8 The file is not UTF-8 here; Save it as UTF-8",
  ]);
  const book = await built({ "01-a.md": "# A\n", "book.yml": latin1("title: Caf\xe9\n") });
  assertStringIncludes(book.told.join("\n"), "error book.yml:1:11 not-utf8");
  const style = await built({
    "01-a.md": "# A\n",
    "book.yml": "style: own.css\n",
    "own.css": latin1("/* caf\xe9 */"),
  });
  assertStringIncludes(style.told.join("\n"), "error own.css:1:7 not-utf8");
  const works = await built({
    "01-a.md": "# A\n\nAs [@a] says.\n",
    "references.bib": latin1("@book{a,\n title = {Caf\xe9}}\n"),
  });
  assertStringIncludes(works.told.join("\n"), "error references.bib:2:14 not-utf8");
  const data = await built({
    "01-a.md": "# A\n\n```model\nread.csv('d.csv')\n```\n",
    "d.csv": "x\n1\n",
    "d.yml": latin1("labels: {x: Caf\xe9}\n"),
  });
  assertStringIncludes(data.told.join("\n"), "error d.yml:1:16 not-utf8");
  const replacement = await built({ "01-a.md": "# A\n\nThe sign \uFFFD itself.\n" });
  assertEquals(replacement.told, []);
});

Deno.test("the first page shows its own title, authors, date and files", async () => {
  const { told, page } = await built({
    "book.yml": "title: The book\nauthors: [B. Author]\ndate: 2026-09-01\n",
    "index.md":
      "---\ntitle: Welcome *here*\nauthor: A. Writer\ndate: 2026-09-08\n---\n\n```model\nx <- 1\nx\n```\n",
    "01-a.md": "# A\n",
  });
  assertEquals(told, []);
  const words = pageText(page("index.html"));
  assertStringIncludes(words, "<h1> Welcome here");
  assertStringIncludes(words, "A. Writer");
  assertStringIncludes(words, "8 September 2026");
  assertStringIncludes(words, "R script of this chapter");
  const plain = await built({
    "book.yml": "title: The book\nauthors: [B. Author]\ndate: 2026-09-01\n",
    "01-a.md": "# A\n",
  });
  assertStringIncludes(pageText(plain.page("index.html")), "1 September 2026\n<h1> The book");
});

Deno.test("a book that is its first page alone is one file as well", async () => {
  const { told, page } = await built({ "index.md": "# Alone\n\nWords.\n" }, { singleFile: true });
  assertEquals(told, []);
  assertStringIncludes(pageText(page("one-file/index.html")), "Words.");
});

Deno.test("a colour that CSS does not have is told with the nearest", async () => {
  const of = async (value: string) =>
    (await built({ "01-a.md": "# A\n", "book.yml": `theme: {indigo: "${value}"}\n` })).told;
  assertEquals(await of("tael"), [
    'warning book.yml:1:17 bad-option "tael" is no colour; Did you mean teal?',
  ]);
  assertStringIncludes((await of("#12345")).join(), '"#12345" is no colour');
  for (const good of ["teal", "#0b6e6e", "#abc", "rgb(1 2 3)", "var(--ink)", "transparent"]) {
    assertEquals(await of(good), [], good);
  }
});

Deno.test("macros of a book hold on every page; those of a page on that page", async () => {
  const { told, page } = await built({
    "book.yml": 'macros: {E: "\\\\operatorname{E}"}\n',
    "01-a.md":
      "# A\n\nUsed before: $\\V{y}$.\n\n\\newcommand{\\V}[1]{\\operatorname{Var}(#1)}\n\n$$\\DeclareMathOperator{\\cov}{Cov} \\E(y) + \\cov(y)$$\n",
    "02-b.md": "# B\n\n$\\E(y)$ and $\\V{y}$\n",
  });
  assertEquals(told, [
    "error 02-b.md:3:14 bad-mathematics Undefined control sequence: \\V; Define it, \\newcommand{\\V}{…} in the page or `macros:` in book.yml, if it is yours",
  ]);
  assertEquals(page("01-a.html"), "");
  const bad = await built({ "01-a.md": "# A\n", "book.yml": 'macros: {"x1": "y"}\n' });
  assertStringIncludes(
    bad.told.join(),
    'error book.yml:1:16 bad-option "x1" is no name of a command',
  );
});

Deno.test("every page may have its chunk called setup; a label with a kind is the book's", async () => {
  const chunk = "```{r setup, include=FALSE}\nx <- 1\n```\n";
  const two = await built({ "01-a.md": `# A\n\n${chunk}`, "02-b.md": `# B\n\n${chunk}` });
  assertEquals(two.told, []);
  const one = await built({ "01-a.md": `# A\n\n${chunk}\n${chunk}` });
  assertStringIncludes(one.told.join(), 'duplicate-label The label "setup" is used twice');
});

Deno.test("classes of the book's own style sheet are known", async () => {
  const files = {
    "01-a.md": "# A\n\n::: {.mybox}\nOne\n:::\n\n[two]{.mine}\n",
    "book.yml": "style: own.css\n",
    "own.css": ".mybox > p, b.mine:hover { color: red }",
  };
  assertEquals((await built(files)).told, []);
  const without = await built({ "01-a.md": files["01-a.md"] });
  assertEquals(without.told.map((t) => t.split(" ")[2]), ["unknown-class", "unknown-class"]);
});

Deno.test("a figure that asks for a column that is not there says so", async () => {
  const { told } = await built({
    "01-a.md": "# A\n\n```model\nd <- data.frame(Yield = 1:3, Trt = c('a', 'b', 'c'))\n```\n\n" +
      '```plot\n#| caption: Yields\nPlot.dot(d, { x: "Trt", y: "Yeild" }).plot()\n```\n',
  });
  assertEquals(told, [
    'warning 01-a.md:9:29 unknown-column The rows have no column "Yeild", so nothing is drawn of it; Did you mean "Yield"?',
  ]);
});

Deno.test("the captions and heads of kable are Markdown", async () => {
  const { told, page } = await built({
    "01-a.md": "# A\n\n(ref:rows) Rows of *d*\n\n```model\n" +
      'kable(data.frame(a = 1), col.names = "t ha^-1^", caption = "First rows, $n=3$")\n' +
      'kable(data.frame(a = 1), caption = "(ref:rows)")\n```\n',
  });
  assertEquals(told, []);
  const words = pageText(page("01-a.html"));
  assertStringIncludes(words, "First rows, ⟦n=3⟧.");
  assertStringIncludes(words, "Table 1.2. Rows of d.");
  assertStringIncludes(page("01-a.html"), "t ha<sup>-1</sup>");
});

Deno.test("an address without {file} has the file behind it", async () => {
  const { page } = await built({
    "01-a.md": "# A\n",
    "book.yml": "edit: https://example.org/edit/main\n",
  });
  assert(page("01-a.html").includes('href="https://example.org/edit/main/01-a.md"'));
});

Deno.test("files of other systems that are not read are told", async () => {
  const alone = await built({ "01-a.qmd": "# A\n", "_output.yml": "x: 1\n" });
  assertEquals(alone.told.map((t) => t.split(" ").slice(0, 3).join(" ")), [
    "warning _output.yml:1:1 unread-file",
    "warning 01-a.qmd:1:1 unread-file",
    "error undefined:undefined:undefined no-chapters",
  ]);
  // beside Markdown of a book of ours a project is a leftover
  const beside = await built({ "01-a.md": "# A\n", "_quarto.yml": "x: 1\n" });
  assertEquals(beside.told.map((t) => t.split(" ").slice(0, 3).join(" ")), [
    "warning _quarto.yml:1:1 unread-file",
  ]);
  const listed = await built({ "01-a.md": "# A\n", "book.yml": "chapters: [01-a.qmd]\n" });
  assertEquals(listed.told, []);
});

Deno.test("a draft that is not there by its name would be published", async () => {
  const { told } = await built({
    "01-a.md": "# A\n",
    "09-exam.md": "# Exam\n",
    "book.yml": "drafts: [09-exm]\n",
  });
  assertEquals(told, [
    'error book.yml:1:10 missing-file There is no page "09-exm.md" to be held back; Did you mean "09-exam.md"?',
  ]);
});

Deno.test("a book's words hold no values of R, and its date does not move", async () => {
  const { told } = await built({
    "01-a.md": '---\ntitle: A\nauthor: "`r me`"\n---\n\nWords.\n',
    "book.yml": 'title: "Book `r 1`"\ndate: today\n',
  });
  assertEquals(told.map((t) => t.split(" ").slice(0, 3).join(" ")), [
    "warning book.yml:1:8 bad-option",
    "warning book.yml:2:7 moving-date",
    "warning 01-a.md:3:9 unknown-option",
  ]);
});

Deno.test("a picture that no browser would show is told, and a byte 0 in a text", async () => {
  const of = async (name: string, content: string | Uint8Array) =>
    (await built({ "01-a.md": `# A\n\n![plan](${name})\n`, [name]: content })).told.join("\n");
  const svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>\xe9</text></svg>";
  assertStringIncludes(await of("a.svg", latin1(svg)), "error 01-a.md:3:1 bad-picture");
  assertStringIncludes(await of("a.png", "<html>"), '"a.png" is no picture');
  assertStringIncludes(await of("a.jpg", new Uint8Array()), '"a.jpg" is empty');
  assertEquals(await of("a.png", latin1("\x89PNG\r\n\x1a\n")), "");
  assertEquals(await of("a.png", latin1("\xff\xd8\xff\xe0")), "");
  assertEquals(await of("a.svg", svg), "");
  assertEquals(await of("b.svg", latin1(`<?xml version="1.0" encoding="latin1"?>${svg}`)), "");
  const zero = await built({ "01-a.md": "# A\n\nA word\0.\n" });
  assertStringIncludes(zero.told.join(), "error 01-a.md:3:7 nul-byte");
});

Deno.test("a day that no calendar has, and options out of their range", async () => {
  const page = await built({ "01-a.md": "---\ntitle: A\ndate: 2026-02-30\n---\n\nWords.\n" });
  assertStringIncludes(page.told.join(), "error 01-a.md:3:7 bad-option");
  const book = await built({ "01-a.md": "# A\n", "book.yml": "date: 2026-13-01\n" });
  assertStringIncludes(book.told.join(), "error book.yml:1:7 bad-option");
  const good = await built({ "01-a.md": "# A\n", "book.yml": "date: 2028-02-29\n" });
  assertEquals(good.told, []);
  for (
    const [option, code] of [
      ["digits: -3", "bad-option"],
      ["digits: 2.5", "bad-option"],
      ["digits: 99", "bad-option"],
      ["width: -1", "bad-option"],
      ["height: 1e9", "bad-option"],
      ["fig-width: 0", "bad-option"],
      ["label: tbl-", "bad-label"],
    ]
  ) {
    const { told } = await built({ "01-a.md": `# A\n\n\`\`\`model\n#| ${option}\n1\n\`\`\`\n` });
    assertStringIncludes(told.join("\n"), ` ${code} `, option);
  }
});
