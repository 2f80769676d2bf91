import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf } from "./memory_world.ts";

Deno.test("with an address a site has a page for what is missing and a list of its pages", async () => {
  const book = { "01-a b.md": "# A\n\nWords.\n", "02-é.md": "# B\n\nWords.\n" };
  for (const address of ["https://example.org/course", "https://example.org/course/"]) {
    const { world, root } = bookOf({ ...book, "book.yml": `title: T\naddress: ${address}\n` });
    const report = await buildSite({ root, output: "/nowhere/site", world });
    assert(report.ok, JSON.stringify(report.diagnostics));
    assertEquals(report.pages.includes("404.html"), false);
    const map = world.readText("/nowhere/site/sitemap.xml");
    assertEquals([...map.matchAll(/<loc>([^<]*)/g)].map((match) => match[1]), [
      "https://example.org/course/",
      "https://example.org/course/01-a%20b.html",
      "https://example.org/course/02-%C3%A9.html",
    ]);
    // a server shows it at any depth
    const page = world.readText("/nowhere/site/404.html");
    for (const [, link = ""] of page.matchAll(/(?:href|src)="([^"]*)"/g)) {
      assert(link.startsWith("/course/") || link.startsWith("#"), link);
    }
    assertStringIncludes(page, 'href="/course/02-');
  }
  const { world, root } = bookOf(book);
  await buildSite({ root, output: "/nowhere/site", world });
  assertEquals([...world.files.keys()].filter((path) => /404|sitemap/.test(path)), []);
});

Deno.test("a folder of pages with another ending is told which to rename", async () => {
  for (const name of ["01-a.qmd", "intro.Rmd", "a.markdown", "b.ipynb"]) {
    const { world, root } = bookOf({ [name]: "# A\n" });
    const report = await buildSite({ root, output: "/nowhere/site", world });
    assertEquals(report.diagnostics.map((d) => d.code).sort(), ["no-chapters", "unread-file"]);
    const told = report.diagnostics.find((d) => d.code === "unread-file");
    assertStringIncludes(told?.hint ?? "", name.replace(/\.\w+$/, ".md"));
  }
});
