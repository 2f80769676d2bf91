/**
 * Small pages with the values that are right, each with where these come from. Every folder has
 * `page.md`, the data, and `expected.txt`:
 *
 *     # a remark: where the value comes from
 *     prints words or numbers that stand in what the page shows (blanks are one blank)
 *     lacks words that must not stand there
 *     fault part of `severity[code] line:column message; hint`
 *     quiet
 *
 * and, of the folder built as a book:
 *
 *     shows words that stand in the text of the page `page.html`
 *     hides words that must not stand there
 *     tells part of `severity[code] file:line:column message; hint`
 *     tells nothing
 *     audience student
 *
 * Faults that are not named may be there as well, unless the case is `quiet`. A page without a
 * line `fault error` has no error.
 */
import { assert, assertEquals } from "@std/assert";
import { builtBook } from "./built_book.ts";
import { runPage } from "./run_page.ts";

const root = new URL("./", import.meta.url);
const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

const folders = [...Deno.readDirSync(root)].filter((e) => e.isDirectory).flatMap((room) =>
  [...Deno.readDirSync(new URL(`${room.name}/`, root))].filter((e) => e.isDirectory)
    .map((e) => `${room.name}/${e.name}`)
).sort();

for (const name of folders) {
  Deno.test(`case ${name}`, async () => {
    const folder = new URL(`${name}/`, root);
    const read = (file: string): string => Deno.readTextFileSync(new URL(file, folder));
    const { text, faults } = await runPage(read("page.md"), folder);
    const shown = plain(text);
    const lines = read("expected.txt").split("\n").map((l) => l.trim())
      .filter((l) => l !== "" && !l.startsWith("#"));
    assert(lines.length > 0, "nothing is expected");
    const site = lines.filter((l) => OF_A_BOOK.test(l));
    const own = lines.filter((l) => !OF_A_BOOK.test(l));
    if (site.length > 0) await checkBook(folder, site);
    if (own.length === 0) return;
    for (const line of own) {
      const [word, words] = [line.split(" ")[0], plain(line.slice(line.indexOf(" ")))];
      if (word === "prints") assert(shown.includes(words), `"${words}" is missing in:\n${text}`);
      else if (word === "lacks") assert(!shown.includes(words), `"${words}" stands in:\n${text}`);
      else if (word === "fault") {
        assert(
          faults.some((f) => f.includes(words)),
          `${words} is not among:\n${faults.join("\n")}`,
        );
      } else if (line === "quiet") assertEquals(faults, []);
      else throw new Error(`"${line}" is no expectation`);
    }
    if (!own.some((l) => l.startsWith("fault error"))) {
      assertEquals(faults.filter((f) => f.startsWith("error")), []);
    }
  });
}

const OF_A_BOOK = /^(shows|hides|tells|audience) /;

async function checkBook(folder: URL, lines: readonly string[]): Promise<void> {
  const audience = lines.includes("audience student") ? "student" : "all";
  const { text, files, faults } = await builtBook(folder, audience);
  for (const line of lines) {
    const [word, words] = [line.split(" ")[0], plain(line.slice(line.indexOf(" ")))];
    if (word === "shows") assert(text.includes(words), `"${words}" is missing in:\n${text}`);
    else if (word === "hides") {
      const bearer = [...files].find(([, content]) => plain(content).includes(words));
      assert(bearer === undefined, `"${words}" stands in ${bearer?.[0]}`);
    } else if (line === "tells nothing") assertEquals(faults, []);
    else if (word === "tells") {
      assert(faults.some((f) => f.includes(words)), `${words} is not among:\n${faults.join("\n")}`);
    }
  }
  if (!lines.some((l) => l.startsWith("tells error"))) {
    assertEquals(faults.filter((f) => f.startsWith("error")), []);
  }
}
