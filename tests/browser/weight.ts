import { assert } from "@std/assert";
import { ask, CHAPTER, inBrowser } from "./browser.ts";

async function compressed(url: string): Promise<number> {
  const bytes = Deno.readFileSync(new URL(url));
  if (url.endsWith(".woff2")) return bytes.length;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

inBrowser(
  "the chapter with everything it loads weighs at most 150 KB",
  async ({ open, folder }) => {
    const first = await open("plain/index.html");
    await first.close();
    const page = await open("plain/index.html");
    const asked = new Set<string>();
    page.on("request", (request) => {
      if (request.url().includes("/course/")) asked.add(request.url());
    });
    await page.goto(`file://${folder}/${CHAPTER}`);
    await ask(page, "document.fonts.ready.then(() => true)");
    let total = 0;
    const parts: string[] = [];
    for (const url of asked) {
      const size = await compressed(url);
      total += size;
      parts.push(`${size} ${url.split("/").at(-1)}`);
    }
    assert(asked.size > 8, "style, script and fonts are among what is loaded");
    assert(total <= 150_000, `${total} bytes: ${parts.join(", ")}`);
  },
);
