import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf, type MemoryWorld } from "./memory_world.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

async function built(files: Record<string, string>): Promise<MemoryWorld> {
  const { world, root } = bookOf(files);
  const report = await buildSite({ root, output: "/nowhere/site", world, singleFile: true });
  assertEquals(report.diagnostics.filter((d) => d.severity === "error"), []);
  return world;
}

const read = (world: MemoryWorld, path: string): string => world.readText(`/nowhere/site/${path}`);

Deno.test("a picture is inside the file, whatever signs its name holds", async () => {
  // what an author writes, and what the file is called
  const names: Record<string, string> = {
    "Fisher's plan.svg": "Fisher's plan.svg",
    "a & b.svg": "a & b.svg",
    "&quot;.svg": '".svg',
    "%22x%22.svg": '"x".svg',
    "100%25.svg": "100%.svg",
    "a%23b.svg": "a#b.svg",
    "a%3Fb.svg": "a?b.svg",
    "a+b;c=d,e.svg": "a+b;c=d,e.svg",
    "résumé é.svg": "résumé é.svg",
    "&amp;amp;.svg": "&amp;.svg",
    "a'b'&lt;c.svg": "a'b'<c.svg",
  };
  const text = Object.keys(names).map((name) => `![Words](<${name}>)`).join("\n\n");
  const world = await built({
    "01-a.md": `# A\n\n${text}\n`,
    ...Object.fromEntries(Object.values(names).map((name) => [name, SVG])),
  });
  const page = read(world, "one-file/01-a.html");
  assertEquals([...page.matchAll(/<img\b[^>]*src="data:image\/svg\+xml;base64,/g)].length, 11);
  assertEquals([...page.matchAll(/<img\b[^>]*src="(?!data:)/g)].length, 0);
});

Deno.test("a chapter in one file keeps its data and its script", async () => {
  const world = await built({
    "01-a.md": '# A\n\n```model\nd <- read.csv("d.csv")\nlm(y ~ x, data = d)\n```\n',
    "d.csv": "y,x\n1,1\n2,2\n4,3\n5,4\n",
  });
  const page = read(world, "one-file/01-a.html");
  assertStringIncludes(page, 'href="data:text/csv;base64,');
  assertStringIncludes(page, 'download="d.csv"');
  assertStringIncludes(page, 'download="chapter.R"');
  assert(!/href="[^"#:]*\.json"/.test(page), "no link leads out of the file");
});

Deno.test("the whole book has its first page's words and the contents, chapters begin a page", async () => {
  const world = await built({
    "index.md": "# T\n\nWelcome words. See [the first](01-a.md).\n\n## Section\n\nMore.\n",
    "01-a.md": "# Alpha\n\nWords.\n",
    "02-b.md": "# Beta\n\nWords.\n",
  });
  const page = read(world, "one-file/book.html");
  assertStringIncludes(page, "Welcome words");
  assertStringIncludes(page, '<a href="#c1">the first</a>');
  assert(
    /<nav class="section contents"[\s\S]*href="#c1"[\s\S]*Alpha[\s\S]*#c2[\s\S]*Beta/.test(page),
  );
  assertEquals([...page.matchAll(/<h1[^>]* class="chapter"|<h1 class="chapter"/g)].length, 2);
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assertEquals(ids.length, new Set(ids).size);
});

Deno.test("a book of its first page alone is one file too", async () => {
  const world = await built({ "index.md": "# Only\n\nAll the words.\n" });
  assertStringIncludes(read(world, "one-file/index.html"), "All the words");
});

Deno.test("a chapter's own name leads to its head, by reference, by link and from elsewhere", async () => {
  const world = await built({
    "index.md": "# T\n\nSee @sec-alpha.\n",
    "01-a.md":
      "# Alpha {#sec-alpha}\n\nThis is @sec-alpha, or [here](#sec-alpha).\n\n## Part {#sec-part}\n",
    "02-b.md":
      "# Beta\n\nSee [Alpha](01-a.md#sec-alpha), [its part](01-a.md#sec-part), @sec-part.\n",
  });
  const page = read(world, "one-file/book.html");
  const found = [...page.matchAll(/<a(?: class="ref")? href="(#c[^"]*)"[^>]*>([^<]*)<\/a>/g)]
    .filter(([, , words]) => words !== "").map(([, href, words]) => [href, words]);
  assertEquals(found, [
    ["#c1", "Chapter\u00a01"],
    ["#c1", "Chapter\u00a01"],
    ["#c1", "here"],
    ["#c1", "Alpha"],
    ["#c1-sec-part", "its part"],
    ["#c1-sec-part", "Section\u00a01.1"],
  ]);
});
