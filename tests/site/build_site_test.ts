import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf, bookPath, MemoryWorld } from "./memory_world.ts";
import { pageText } from "./page_text.ts";

const OUTPUT = "/nowhere/site";

function text(world: MemoryWorld, path: string): string {
  return world.readText(`${OUTPUT}/${path}`);
}

Deno.test("the plain book gives its expected words and warnings", async () => {
  const world = new MemoryWorld();
  const report = await buildSite({ root: bookPath("plain"), output: OUTPUT, world });
  assertEquals(report.diagnostics.map((d) => [d.code, d.file, d.line, d.column]), [
    ["raw-html", "01-words.md", 54, 47],
    ["raw-html", "01-words.md", 54, 62],
  ]);
  assertEquals(report.pages, ["index.html", "01-words.html", "02-signs.html", "notes.html"]);
  const update = Deno.env.get("HEDDLE_UPDATE") === "1";
  for (const page of report.pages) {
    const path = `${bookPath("plain")}/expected/${page.replace(".html", ".txt")}`;
    const words = pageText(text(world, page));
    if (update) {
      Deno.mkdirSync(`${bookPath("plain")}/expected`, { recursive: true });
      Deno.writeTextFileSync(path, words);
    }
    assertEquals(words, Deno.readTextFileSync(path), page);
  }
});

Deno.test("the page of mistakes gives one fault for each, each with its place", async () => {
  const world = new MemoryWorld();
  world.write(`${OUTPUT}/01-mistakes.html`, "the last good build");
  world.write(`${OUTPUT}/.heddle.json`, '["01-mistakes.html"]');
  world.writes.length = 0;
  const report = await buildSite({ root: bookPath("faults"), output: OUTPUT, world });
  assertEquals(report.ok, false);
  assertEquals(report.diagnostics.map((d) => [d.code, d.line, d.column]), [
    ["unknown-column", 7, 16],
    ["unexpected-token", 15, 18],
    ["unknown-verb", 19, 1],
    ["missing-file", 23, 10],
    ["outside-root", 27, 10],
    ["bad-yaml", 32, 12],
    ["unknown-option", 37, 4],
    ["unknown-label", 47, 5],
    ["unknown-citation", 47, 20],
    ["unclosed-container", 49, 1],
    ["bad-mathematics", 53, 11],
    ["plot-failed", 59, 20],
    ["unclosed-fence", 63, 1],
  ]);
  for (const d of report.diagnostics) {
    assertEquals(d.file, "01-mistakes.md");
    assert(d.excerpt !== undefined && d.endLine !== undefined && d.endColumn !== undefined, d.code);
    assert(d.hint !== undefined && d.hint !== "", `${d.code} has no hint`);
  }
  assertEquals(world.writes, [], "a build with faults writes nothing");
  assertEquals(text(world, "01-mistakes.html"), "the last good build");
});

Deno.test("a page built from its stored values is the same page", async () => {
  const first = new MemoryWorld();
  const options = { root: bookPath("trial"), output: OUTPUT };
  const report = await buildSite({ ...options, world: first });
  assertEquals(report.diagnostics, []);
  const second = new MemoryWorld();
  for (const [path, bytes] of first.files) {
    if (path.endsWith(".json")) second.files.set(path.replace(OUTPUT, "/nowhere/values"), bytes);
  }
  const again = await buildSite({ ...options, world: second, fromValues: "/nowhere/values" });
  assertEquals(again.diagnostics, []);
  assertEquals(
    [...second.files.keys()].filter((path) => path.startsWith(OUTPUT)).sort(),
    [
      ...first.files.keys(),
    ].sort(),
  );
  for (const [path, bytes] of first.files) assertEquals(second.files.get(path), bytes, path);
});

Deno.test("stored values are not shown under another text", async () => {
  const first = new MemoryWorld();
  await buildSite({ root: bookPath("trial"), output: OUTPUT, world: first });
  const stored = JSON.parse(text(first, "01-trial.json")) as { blocks: { code: string }[] };
  const [block] = stored.blocks;
  if (block) block.code = "something else";
  first.write("/nowhere/values/01-trial.json", JSON.stringify(stored));
  first.write("/nowhere/values/02-again.json", text(first, "02-again.json"));
  const report = await buildSite({
    root: bookPath("trial"),
    output: OUTPUT,
    world: first,
    fromValues: "/nowhere/values",
  });
  assertEquals(report.diagnostics.map((d) => [d.code, d.file]), [["stored-values", "01-trial.md"]]);
});

Deno.test("a student's build holds no solution in any file, and the same numbers", async () => {
  const all = new MemoryWorld();
  const student = new MemoryWorld();
  const options = { root: bookPath("trial"), output: OUTPUT };
  await buildSite({ ...options, world: all });
  const report = await buildSite({ ...options, world: student, audience: "student" });
  assertEquals(report.diagnostics, []);
  const holds = (world: MemoryWorld, word: string) =>
    [...world.files.keys()].filter((path) =>
      /\.(html|js|json|R|csv)$/.test(path) && world.readText(path).includes(word)
    );
  assert(holds(all, "secretword").length >= 2, "page and index");
  assertEquals(holds(student, "secretword"), []);
  assertEquals(holds(student, "tbl-secret"), []);
  assertStringIncludes(text(student, "02-again.html"), "Table 2.1.");
});

Deno.test("only changed files are written, stale ones are removed, others are left", async () => {
  const { world, root } = bookOf({ "01-a.md": "# A\n\nWords.\n", "02-b.md": "# B\n\nWords.\n" });
  const options = { root, output: OUTPUT, world };
  const first = await buildSite(options);
  assert(first.written.includes("01-a.html"));
  world.write(`${OUTPUT}/mine.txt`, "not Heddle's");
  const second = await buildSite(options);
  assertEquals(second.written, []);
  assertEquals(second.unchanged, first.written.length);
  world.write(`${root}/01-a.md`, "# A\n\nOther words.\n");
  const third = await buildSite(options);
  assertEquals(third.written.sort(), ["01-a.html", "assets/search.js"]);
  world.files.delete(`${root}/02-b.md`);
  const fourth = await buildSite(options);
  assertEquals(fourth.removed, ["02-b.html"]);
  assert(world.files.has(`${OUTPUT}/mine.txt`));
});

Deno.test("one cell of the data changes what follows from it", async () => {
  const world = new MemoryWorld();
  const options = { root: bookPath("trial"), output: OUTPUT, world };
  await buildSite(options);
  const before = ["01-trial.html", "02-again.html"].map((page) => pageText(text(world, page)));
  const csv = Deno.readTextFileSync(`${bookPath("trial")}/data/pigs.csv`).replace(
    "A,1,10.1",
    "A,1,14.1",
  );
  world.write(`${bookPath("trial")}/data/pigs.csv`, csv);
  await buildSite(options);
  const after = ["01-trial.html", "02-again.html"].map((page) => pageText(text(world, page)));
  for (const [i, page] of after.entries()) assert(page !== before[i]);
  assert(!after[0]?.includes("10.7"), "the mean of A was 10.7");
});

Deno.test("a label used twice, and a reference into nothing, with the nearest name", async () => {
  const { world, root } = bookOf({
    "01-a.md": "# A {#sec-a}\n\n## One {#sec-one}\n\nSee @sec-tow.\n",
    "02-b.md": "# B\n\n## Again {#sec-one}\n\n## Two {#sec-two}\n",
  });
  const { diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(diagnostics.map((d) => [d.code, d.file, d.line, d.column, d.hint]), [
    ["unknown-label", "01-a.md", 5, 5, 'The nearest label is "sec-two"'],
    ["duplicate-label", "02-b.md", 3, 11, "It was given first on 01-a.md:3"],
  ]);
});

Deno.test("a path that leaves the book through a link is refused", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${folder}/book/data`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/secret.csv`, "a,b\n1,2\n");
    Deno.symlinkSync(`${folder}/secret.csv`, `${folder}/book/data/inside.csv`);
    Deno.writeTextFileSync(
      `${folder}/book/01-a.md`,
      '# A\n\n```model\nread.csv("data/inside.csv")\n```\n\n![x](data/inside.csv)\n',
    );
    const report = await buildSite({ root: `${folder}/book`, output: `${folder}/site` });
    assertEquals(report.diagnostics.map((d) => [d.code, d.line]), [["outside-root", 4], [
      "outside-root",
      7,
    ]]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("a figure without a caption and a picture without words are faults", async () => {
  const { world, root } = bookOf({
    "01-a.md":
      "# A\n\n```plot\nPlot.plot({ marks: [Plot.dot([1, 2])] })\n```\n\nA ![](x.svg) here.\n",
    "x.svg": "<svg/>",
  });
  const { diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(diagnostics.map((d) => [d.code, d.line]), [["missing-caption", 4], [
    "missing-alt",
    7,
  ]]);
});

Deno.test("pages take values from one another, in any order, but not in a circle", async () => {
  const { world, root } = bookOf({
    "01-a.md": "# A\n\n```model\n#| from: 02-b\nx + 1\n```\n",
    "02-b.md": "# B\n\n```model\nx <- 41\n```\n",
  });
  await buildSite({ root, output: OUTPUT, world });
  assertStringIncludes(text(world, "01-a.html"), "[1] 42");
  world.write(`${root}/02-b.md`, "# B\n\n```model\n#| from: 01-a\nx <- 41\n```\n");
  const { ok, diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(ok, false);
  assertEquals(diagnostics.map((d) => d.code), ["circular-pages"]);
});

Deno.test("a book in one file asks for nothing outside it", async () => {
  const world = new MemoryWorld();
  const report = await buildSite({
    root: bookPath("trial"),
    output: OUTPUT,
    world,
    singleFile: true,
  });
  assertEquals(report.diagnostics, []);
  for (const name of ["01-trial.html", "book.html"]) {
    const page = text(world, `one-file/${name}`);
    const asked = [...page.matchAll(/\s(?:src|href)="([^"#][^"]*)"|url\(([^)]*)\)/g)]
      .map((match) => match[1] ?? match[2] ?? "")
      .filter((address) =>
        !/^["']?(data:|#)/.test(address) && !/^https:\/\/doi\.org/.test(address)
      );
    assertEquals(asked, [], name);
  }
  assertStringIncludes(text(world, "one-file/book.html"), 'id="c1-tbl-means"');
});

Deno.test("drafts, appendices and the numbers of file names", async () => {
  const { world, root } = bookOf({
    "book.yml": "title: B\nchapter-word: Day\nappendices: [zz]\ndrafts: [09-late]\n",
    "07-a.md": "# A\n\n## S\n",
    "08-draft.md": "---\ndraft: true\n---\n\n# D\n",
    "09-late.md": "# L\n",
    "words.md": "# W\n",
    "zz.md": "# Z\n\n## S\n",
  });
  const report = await buildSite({ root, output: OUTPUT, world });
  assertEquals(report.diagnostics, []);
  assertEquals(report.pages, ["index.html", "07-a.html", "words.html", "zz.html"]);
  assertStringIncludes(text(world, "07-a.html"), "Day 7");
  assertStringIncludes(text(world, "zz.html"), '<span class="no">A.1</span>');
  const withDrafts = await buildSite({ root, output: OUTPUT, world, drafts: true });
  assertEquals(withDrafts.pages.length, 6);
});

Deno.test("links are relative, whatever folder the site lies in", async () => {
  const world = new MemoryWorld();
  await buildSite({ root: bookPath("plain"), output: OUTPUT, world });
  for (const page of ["index.html", "01-words.html", "notes.html"]) {
    const links = [...text(world, page).matchAll(/\s(?:href|src)="([^"]*)"/g)].map((m) =>
      m[1] ?? ""
    );
    assertEquals(links.filter((link) => link.startsWith("/")), []);
  }
});

Deno.test("no request to another server can leave a page", async () => {
  const world = new MemoryWorld();
  await buildSite({ root: bookPath("trial"), output: OUTPUT, world });
  for (const path of world.files.keys()) {
    if (!/\.(html|css)$/.test(path)) continue;
    const loads = [
      ...world.readText(path).matchAll(
        /<(?:script|link|img|iframe)[^>]*\s(?:src|href)="(https?:)?\/\/[^"]*"|url\(["']?https?:/g,
      ),
    ];
    assertEquals(loads.map((m) => m[0]), [], path);
  }
});

Deno.test("an author's templates, style and variables take the place of ours", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const write = (path: string, text: string) => Deno.writeTextFileSync(`${folder}/${path}`, text);
    write("01-a.md", "# A\n\nWords.\n");
    write("book.yml", "title: B\ntemplates: mine.ts\nstyle: mine.css\ntheme: {indigo: teal}\n");
    write("mine.css", "p { color: teal }\n");
    const html = new URL("../../templates/html.ts", import.meta.url).href;
    write(
      "mine.ts",
      `import { html } from "${html}";\nexport const chapterPage = (view) => html\`<!DOCTYPE html><title>\${view.title}</title><h1>\${view.title}</h1>\${view.body}<link href="\${view.book.style}">\`;\n`,
    );
    const world = new MemoryWorld();
    const refused = await buildSite({ root: folder, output: OUTPUT, world });
    assertEquals(refused.diagnostics.map((d) => [d.code, d.file, d.line, d.column]), [
      ["templates-not-allowed", "book.yml", 2, 12],
    ]);
    assertEquals((await buildSite({ root: folder, output: OUTPUT, world, write: false })).ok, true);
    const options = { root: folder, output: OUTPUT, world, allowTemplates: true };
    const report = await buildSite(options);
    assertEquals(report.diagnostics, []);
    assertStringIncludes(text(world, "01-a.html"), "<title>A</title><h1>A</h1>");
    assertStringIncludes(text(world, "index.html"), ":root{--indigo:teal}");
    assertEquals(text(world, "mine.css"), "p { color: teal }\n");
    // What a module or one that it imports says now holds in the next build of the same process.
    Deno.mkdirSync(`${folder}/a#b%c d`);
    write("book.yml", "title: B\ntemplates: a#b%c d/mine.ts\n");
    write(
      "a#b%c d/mine.ts",
      `import { word } from "./word.ts";\nimport { html } from "${html}";\nexport const chapterPage = (view: { title: string }) => html\`<!DOCTYPE html><title>\${view.title}</title><h1>\${word}</h1>\`;\n`,
    );
    for (const word of ["ONE", "TWO"]) {
      write("a#b%c d/word.ts", `export const word: string = "${word}";\n`);
      assertEquals((await buildSite(options)).diagnostics, []);
      assertStringIncludes(text(world, "01-a.html"), `<h1>${word}</h1>`);
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("templates import what they are made with by the package's name, and may add to ours", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const write = (path: string, text: string) => Deno.writeTextFileSync(`${folder}/${path}`, text);
    write("01-a.md", "# A\n\nWords & signs.\n");
    write("book.yml", "title: B\ntemplates: mine.ts\n");
    write(
      "mine.ts",
      `import { chapterPage as ours, type ChapterView, html, raw } from "@heddle/heddle/templates";
import { foot } from "./foot.ts";
export const chapterPage = (view: ChapterView) => raw(ours(view).text.replace("</main>", \`\${foot("x < y")}</main>\`));
export const homePage = () => html\`<!DOCTYPE html><title>B</title>\${foot("home")}\`;
`,
    );
    write(
      "foot.ts",
      `import { html } from '@heddle/heddle/templates';\nexport const foot = (words: string) => html\`<p class="foot">\${words}</p>\`;\n`,
    );
    const world = new MemoryWorld();
    const report = await buildSite({ root: folder, output: OUTPUT, world, allowTemplates: true });
    assertEquals(report.diagnostics, []);
    assertStringIncludes(text(world, "01-a.html"), '<p class="foot">x &lt; y</p></main>');
    assertStringIncludes(text(world, "01-a.html"), "Words &amp; signs.");
    assertStringIncludes(text(world, "index.html"), '<p class="foot">home</p>');
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("book.yml: every fault at its place, the rest kept", async () => {
  const { world, root } = bookOf({
    "book.yml": "titel: B\nnumbers: roman\nchapters: [01-a, 01-b]\nbibliography: nothing.bib\n",
    "01-a.md": "# A\n\n[@key]\n",
  });
  const { diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(diagnostics.map((d) => [d.file, d.line, d.column, d.code]), [
    ["book.yml", 1, 1, "unknown-option"],
    ["book.yml", 2, 10, "bad-option"],
    ["book.yml", 3, 18, "missing-file"],
    ["book.yml", 4, 15, "missing-file"],
  ]);
});

Deno.test("no path of book.yml or of a link leaves the book", async () => {
  const { world, root } = bookOf({
    "book.yml": "chapters: [01-a, ../b]\nstyle: ../x.css\nbibliography: /etc/passwd\n",
    "01-a.md": "# A\n\n[b](../b.md), ![p](../../p.png) and [@k].\n",
  });
  const { diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(diagnostics.map((d) => [d.file, d.line, d.code]), [
    ["book.yml", 1, "missing-file"],
    ["book.yml", 2, "outside-root"],
    ["book.yml", 3, "outside-root"],
    ["01-a.md", 3, "broken-link"],
    ["01-a.md", 3, "outside-root"],
  ]);
  world.write(`${root}/book.yml`, "chapters: [01-a]\nstyle: ../x.css\n");
  world.write(`${root}/01-a.md`, "# A\n\n[b](../b.md), ![p](../../p.png).\n");
  const again = await buildSite({ root, output: OUTPUT, world });
  assertEquals(
    again.diagnostics.filter((d) => d.line !== undefined).map((d) => [d.file, d.line, d.code]),
    [
      ["book.yml", 2, "outside-root"],
      ["01-a.md", 3, "broken-link"],
      ["01-a.md", 3, "outside-root"],
    ],
  );
});

Deno.test("a missing picture is told of beside every other fault, however its name is written", async () => {
  const { world, root } = bookOf({
    "01-a.md": '# A\n\n![p](%zz.png) @tbl-x <img src="%E0.png" alt="x"> [l](#nowhere%)\n',
  });
  const { diagnostics } = await buildSite({ root, output: OUTPUT, world });
  assertEquals(diagnostics.map((d) => [d.code, d.column]), [
    ["missing-file", 1],
    ["unknown-label", 15],
    ["missing-file", 22],
  ]);
});

Deno.test("the first page of a book may be a page like any other", async () => {
  const { world, root } = bookOf({
    "index.md":
      "---\ntitle: Welcome\ndescription: What this is.\n---\n\n## Why\n\n```model\n#| label: tbl-one\ndata.frame(a = 1:2)\n```\n\nSee @tbl-one and @sec-a.\n",
    "01-a.md": "# A {#sec-a}\n\nBack to @tbl-one.\n",
  });
  const report = await buildSite({ root, output: OUTPUT, world });
  assertEquals(report.diagnostics, []);
  assertStringIncludes(text(world, "index.html"), 'href="index/tbl-one.csv"');
  assertStringIncludes(text(world, "01-a.html"), 'href="index.html#tbl-one"');
  assertStringIncludes(text(world, "index/tbl-one.csv"), "a");
  assertStringIncludes(text(world, "index.html"), "<title>Book</title>");
});

Deno.test("a page may have a journal's numbers and the words of its data, also from stored values", async () => {
  const files = {
    "01-a.md":
      "---\ntitle: A\nnumbers: journal\n---\n\n```model\n#| data: data/pigs.csv\n#| name: m\n#| weave: [anova, means]\ngain ~ diet\n```\n\nSee @tbl-m-anova and @tbl-m-means.\n",
    "data/pigs.csv": Deno.readTextFileSync(`${bookPath("trial")}/data/pigs.csv`),
    "data/pigs.yml": "labels: {diet: Diet, gain: daily gain}\nfactors: [diet]\n",
  };
  const { world, root } = bookOf(files);
  const report = await buildSite({ root, output: OUTPUT, world });
  assertEquals(report.diagnostics.filter((d) => d.severity === "error"), []);
  const page = text(world, "01-a.html");
  assertStringIncludes(pageText(page), "Estimated means of daily gain by Diet");
  world.write("/nowhere/values/01-a.json", text(world, "01-a.json"));
  await buildSite({ root, output: "/nowhere/again", world, fromValues: "/nowhere/values" });
  assertEquals(world.readText("/nowhere/again/01-a.html"), page);
});

Deno.test("brackets of many rows, arrows and accents of mathematics need no words", async () => {
  const { world, root } = bookOf({
    "01-a.md": "# A\n\n$$\\begin{bmatrix}1\\\\2\\\\3\\\\4\\\\5\\\\6\\\\7\\end{bmatrix}\n" +
      "\\left\\{\\begin{matrix}1\\\\2\\\\3\\\\4\\\\5\\\\6\\end{matrix}\\right. \\cancel{x}\n" +
      "\\widehat{abc} \\xrightarrow{abc} \\overbrace{x+y}^z \\sqrt{\\frac{a}{b}}$$\n",
  });
  const { diagnostics } = await buildSite({ root, output: "/nowhere/site", world });
  assertEquals(diagnostics, []);
});
