/** A long book: its pages name the chapters near them, its first page and a script name all. */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

async function siteOf(folder: TemporaryFolder, chapters: number): Promise<string> {
  for (let n = 1; n <= chapters; n++) {
    folder.write(`book/${String(n).padStart(3, "0")}-c.md`, `# Title ${n}\n\nWords.\n`);
  }
  const report = await buildSite({ root: `${folder.path}/book`, output: `${folder.path}/site` });
  assert(report.ok, JSON.stringify(report.diagnostics[0]));
  return `${folder.path}/site`;
}

/** Chapters that the navigation of a page names. */
function named(page: string): string[] {
  const nav = /<nav class="nav"[\s\S]*?<\/nav>/.exec(Deno.readTextFileSync(page))![0];
  return [...nav.matchAll(/<li><a href="(\d+-c\.html)"/g)].map(([, href]) => href!);
}

Deno.test("a page of a book of seventy chapters names the twelve before it and the twelve behind", async () => {
  using folder = new TemporaryFolder();
  const site = await siteOf(folder, 70);
  const around = named(`${site}/035-c.html`);
  assertEquals([around.length, around[0], around.at(-1)], [25, "023-c.html", "047-c.html"]);
  assertEquals(named(`${site}/001-c.html`).length, 13);
  assertEquals(named(`${site}/070-c.html`)[0], "058-c.html");
  const text = Deno.readTextFileSync(`${site}/035-c.html`);
  assert(text.includes('<a href="index.html">All 70 chapters</a>'), "a way to the others");
  const first = Deno.readTextFileSync(`${site}/index.html`);
  for (let n = 1; n <= 70; n++) assert(first.includes(`Title ${n}</span>`), `Title ${n}`);
  const script = Deno.readTextFileSync(`${site}/assets/contents.js`);
  const [[, chapters]] = JSON.parse(/^\(\(\)=>\{const parts=(.*);$/m.exec(script)![1]!);
  assertEquals([chapters.length, chapters[69]], [70, ["70", "Title 70", "070-c.html"]]);
});

Deno.test("a page of a shorter book names all, and needs no such script", async () => {
  using folder = new TemporaryFolder();
  const site = await siteOf(folder, 60);
  assertEquals(named(`${site}/035-c.html`).length, 60);
  assert(!Deno.readTextFileSync(`${site}/035-c.html`).includes("All 60 chapters"));
  assertEquals(
    [...Deno.readDirSync(`${site}/assets`)].some((e) => e.name === "contents.js"),
    false,
  );
});
