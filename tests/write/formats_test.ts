/** What holds of every format, those that are yet to come included. */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { type FormatName, formatNames, FORMATS } from "../../lib/write/formats.ts";
import { bookPath, MemoryWorld } from "../site/memory_world.ts";

const OUTPUT = "/nowhere/site";

/** The files of a book in a format, by their paths in the site. */
async function written(
  book: string,
  name: FormatName,
  audience: "all" | "student" = "all",
): Promise<Map<string, Uint8Array>> {
  const world = new MemoryWorld();
  const options = { root: bookPath(book), output: OUTPUT, world, audience, to: [name] };
  const report = await buildSite(options);
  assertEquals(report.diagnostics.filter((d) => d.severity === "error"), []);
  const { ending } = await FORMATS[name]();
  const files = [...world.files].filter(([path]) => path.endsWith(`.${ending}`))
    .map(([path, bytes]): [string, Uint8Array] => [path.slice(OUTPUT.length + 1), bytes]);
  return new Map(files.filter(([path]) => !path.includes("/")).sort());
}

/** What stands between the bytes of a file, whether or not it is text. */
function holds(bytes: Uint8Array, word: string): boolean {
  return new TextDecoder("latin1").decode(bytes).includes(word);
}

for (const name of formatNames()) {
  Deno.test(`${name}: every chapter has its file, the book has one, and they are the same twice`, async () => {
    const { ending } = await FORMATS[name]();
    for (const book of ["plain", "reading", "trial", "wide"]) {
      const files = await written(book, name);
      const world = new MemoryWorld();
      const { pages } = await buildSite({ root: bookPath(book), output: OUTPUT, world });
      for (const page of pages.filter((each) => each !== "index.html")) {
        const path = page.replace(/html$/, ending);
        assert((files.get(path)?.length ?? 0) > 50, path);
      }
      assert(files.has(`book.${ending}`), book);
      assertEquals(await written(book, name), files, book);
    }
  });

  Deno.test(`${name}: a student's files hold no solution`, async () => {
    const all = await written("trial", name);
    assert([...all.values()].some((bytes) => holds(bytes, "secretword")) || name !== "text");
    for (const [path, bytes] of await written("trial", name, "student")) {
      assert(!holds(bytes, "secretword"), path);
    }
  });
}
