/** What R gave is woven into its page without R, and fails where it no longer fits. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { digestOf } from "../../../lib/site/cache/digest.ts";
import type { OutputItem } from "../../../lib/site/store/output_items.ts";
import { DATA, PAGE, StoredBook, storeFor, SVG, told } from "./stored_book.ts";

const TEXT: OutputItem = { text: ["  <b>bold</b>", "\u001b[31mred\u001b[0m \u202eturned"] };

const TABLE: OutputItem = {
  table: {
    columns: [
      { name: "<i>g</i>", type: "factor", values: ["a<script>", null] },
      { name: "y", type: "numeric", values: [1.875, "NaN"] },
    ],
    rowNames: null,
    console: ["  g y", "1 a 1.875"],
  },
};

function picture(content = SVG, name = "picture-1.svg"): OutputItem {
  return { picture: name, sha256: digestOf(content) };
}

Deno.test("text, table, picture and values are woven in without R, and say where they come from", async () => {
  using book = new StoredBook(storeFor([TEXT, TABLE, picture()]));
  book.write("01-page.stored/picture-1.svg", SVG);
  const report = await book.build();
  assertEquals(told(report), []);
  assertEquals(report.blocks.map(({ status }) => status), ["ran", "stored"]);
  const html = book.html();
  assertStringIncludes(html, "&lt;b&gt;bold&lt;/b&gt;");
  assertStringIncludes(html, "red \ufffdturned");
  assertStringIncludes(html, "a&lt;script&gt;");
  assertStringIncludes(html, "1.875");
  assertStringIncludes(html, 'role="img" aria-label="What R drew"');
  assertStringIncludes(html, 'width="672" height="480"');
  assertStringIncludes(
    html,
    '<p class="computed">Computed by R 4.2.2, stored on <time datetime="2026-11-26">26 November 2026</time></p>',
  );
  assertStringIncludes(html, "The second is 20.");
  assertStringIncludes(html, "but for those that say that R had computed them before");
});

Deno.test("the values of a build with stored output make the same page again", async () => {
  using book = new StoredBook(storeFor([TEXT, TABLE, picture()]));
  book.write("01-page.stored/picture-1.svg", SVG);
  await book.build();
  const before = book.html();
  const { buildSite } = await import("../../../lib/site/build/build_site.ts");
  const again = `${book.folder.path}/again`;
  const report = await buildSite({
    root: book.root,
    output: again,
    fromValues: `${book.folder.path}/site`,
  });
  assertEquals(told(report), []);
  assertEquals(Deno.readTextFileSync(`${again}/01-page.html`), before);
});

Deno.test("without a store the block fails at its place, and what needs it is not told of", async () => {
  using book = new StoredBook(null);
  assertEquals(told(await book.build()), [
    "7 not-stored: R alone can run this block, and what it gives is not stored",
  ]);
});

Deno.test("a changed line fails where it stands, and says what it was", async () => {
  using book = new StoredBook(storeFor([TEXT]), PAGE.replace("plot(d$y)", "plot(d$y, type = 'l')"));
  assertEquals(told(await book.build()), [
    "12 stale-store: This line changed since R ran it; it was `plot(d$y)`",
  ]);
});

Deno.test("a changed line of a block that it needs fails there; other blocks may change", async () => {
  using book = new StoredBook(
    storeFor([TEXT]),
    PAGE.replace('read.csv("data/x.csv")', 'read.csv("data/x.csv", nrows = 3)'),
  );
  assertEquals(told(await book.build()), [
    "4 stale-store: This line changed since R ran the block on line 7, which needs it; it was " +
    '`d <- read.csv("data/x.csv")`',
  ]);
  using other = new StoredBook(
    storeFor([TEXT]),
    PAGE.replace("# Stored\n", "# Stored\n\n```{r}\nz <- 3\nz\n```\n"),
  );
  assertEquals(told(await other.build()), []);
});

Deno.test("blanks at line ends, a caption and a label are not what R made", async () => {
  using book = new StoredBook(
    storeFor([TEXT]),
    PAGE.replace("plot(d$y)", "plot(d$y)   ").replace("What R drew", "Another caption"),
  );
  assertEquals(told(await book.build()), []);
});

Deno.test("another size of pictures is another output", async () => {
  using book = new StoredBook(
    storeFor([TEXT]),
    PAGE.replace("#| engine: R", "#| engine: R\n#| fig-width: 4"),
  );
  assertEquals(told(await book.build()), [
    "10 stale-store: The size of its pictures changed since R ran this block",
  ]);
});

Deno.test("a changed cell, a new and a lost file are told by name", async () => {
  using book = new StoredBook(storeFor([TEXT]));
  book.write("data/x.csv", DATA.replace("b,3\n", "b,3.5\n"));
  assertEquals(told(await book.build()), [
    '7 stale-store: Line 4 of "data/x.csv" changed since R ran this block on 2026-11-26',
  ]);
  book.write("data/x.csv", `${DATA}c,9\n`);
  assertEquals(told(await book.build()), [
    '7 stale-store: "data/x.csv" has 1 line more since R ran this block on 2026-11-26',
  ]);
  book.write("data/x.csv", DATA);
  book.write("data/z.csv", DATA);
  assertEquals(told(await book.build()), [
    '7 stale-store: "data/z.csv" is new since R ran this block on 2026-11-26',
  ]);
});

Deno.test("a block that names its data depends on these alone, and on the files that it reads", async () => {
  const page = PAGE.replace("#| engine: R", "#| engine: R\n#| data: [data/x.csv]");
  using book = new StoredBook(storeFor([TEXT]), page);
  book.write("data/z.csv", DATA);
  assertEquals(told(await book.build()), []);
  book.write("data/x.csv", DATA.replace("1.5", "1.6"));
  assertEquals(told(await book.build()), [
    '10 stale-store: Line 2 of "data/x.csv" changed since R ran this block on 2026-11-26',
  ]);
});

Deno.test("what stayed in R is told where it is asked for", async () => {
  using book = new StoredBook(storeFor([TEXT], {}));
  assertEquals(told(await book.build()), ["15 stayed-in-r: `k` was made by R and stayed there"]);
});

Deno.test("only R is an engine, and a list of data is for it alone", async () => {
  using book = new StoredBook(null, "# A\n\n```{r}\n#| data: [a.csv, b.csv]\n1\n```\n");
  assertEquals(told(await book.build()), ["4 bad-option: data names one table"]);
  using other = new StoredBook(null, "# A\n\n```{r}\n#| engine: stan\n1\n```\n");
  const report = await other.build();
  assert(report.diagnostics.some(({ code }) => code === "unknown-option"));
});
