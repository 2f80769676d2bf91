import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { serveSite } from "../../lib/site/serve_site.ts";

/** Waits until a page holds a word. */
async function until(address: string, word: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const text = await (await fetch(address)).text();
    if (text.includes(word)) return text;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`"${word}" never came`);
}

Deno.test("the preview serves the site, builds it again, and shows faults in front of it", async () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/book`);
  const chapter = `${folder}/book/01-a.md`;
  Deno.writeTextFileSync(chapter, "# A\n\nFirst words.\n");
  const stop = new AbortController();
  const builds: boolean[] = [];
  const server = await serveSite({
    root: `${folder}/book`,
    output: `${folder}/site`,
    port: 0,
    signal: stop.signal,
    tell: (report) => builds.push(report.ok),
  });
  try {
    const page = `${server.address}01-a.html`;
    assertStringIncludes(await until(page, "First words"), "/heddle-live.js");
    const style = await fetch(`${server.address}assets/style.css`);
    assertEquals(style.headers.get("content-type"), "text/css; charset=utf-8");
    await style.body?.cancel();
    const outside = await fetch(`${server.address}..%2f..%2fetc%2fpasswd`);
    assertEquals(outside.status, 404);
    await outside.body?.cancel();
    Deno.writeTextFileSync(chapter, "# A\n\nSecond words.\n");
    await until(page, "Second words");
    Deno.writeTextFileSync(chapter, "# A\n\nSee @tbl-nothing.\n");
    const faults = await until(page, "An error");
    assertStringIncludes(faults, "01-a.md:3:5");
    assertStringIncludes(faults, "Nothing is labelled");
    assertStringIncludes(await until(`${page}?behind`, "Second words"), "Second words");
    assert(builds.includes(false));
  } finally {
    stop.abort();
    await server.finished;
    Deno.removeSync(folder, { recursive: true });
  }
});
