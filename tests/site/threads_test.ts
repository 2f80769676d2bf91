/** A book is the same on however many threads its pages are evaluated. */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { threadsFor } from "../../lib/site/threads/threads_for.ts";
import { writeBigBook } from "../long/big_book.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

function filesBelow(folder: string, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(`${folder}/${path}`)) {
    if (isDirectory) {
      for (const entry of filesBelow(folder, `${path}${name}/`)) found.set(...entry);
    } else {
      const bytes = Deno.readFileSync(`${folder}/${path}${name}`);
      found.set(`${path}${name}`, new TextDecoder("latin1").decode(bytes));
    }
  }
  return found;
}

/** A build with nothing kept. */
async function built(folder: string, workers: number, keepGoing = false) {
  await Deno.remove(`${folder}/book/.heddle`, { recursive: true }).catch(() => {});
  const output = `${folder}/site${workers}`;
  const report = await buildSite({
    root: `${folder}/book`,
    output,
    cache: true,
    workers,
    keepGoing,
  });
  const { diagnostics, blocks, pages, evaluated } = report;
  return { files: filesBelow(output), told: { diagnostics, blocks, pages }, evaluated };
}

Deno.test("one thread, two and three give the same site, byte for byte, and tell the same", async () => {
  using folder = new TemporaryFolder();
  writeBigBook(`${folder.path}/book`, 5);
  // pages that take values from each other, in both directions
  folder.write(
    "book/0006-from.md",
    "# From\n\n```model\n#| from: 0007-more\n#| label: tbl-f\n#| caption: Of it.\nsummary(z)\n```\n",
  );
  folder.write(
    "book/0007-more.md",
    "# More\n\n```model\n#| from: 0001-chapter\nz <- m0\n```\n\n" +
      "```plot\n#| caption: A dot.\nPlot.dot([1, 2]).plot()\n```\n\n```model\nrnorm(2)\n```\n",
  );
  const one = await built(folder.path, 1);
  for (const workers of [2, 3]) {
    const more = await built(folder.path, workers);
    assertEquals([...more.files.keys()].sort(), [...one.files.keys()].sort());
    for (const [path, text] of one.files) assert(more.files.get(path) === text, path);
    assertEquals(more.told, one.told);
    assertEquals(more.evaluated.toSorted(), one.evaluated.toSorted());
  }
});

Deno.test("a page that fails says the same on threads", async () => {
  using folder = new TemporaryFolder();
  writeBigBook(`${folder.path}/book`, 2);
  folder.write(
    "book/0003-bad.md",
    "# Bad\n\n```model\nanova(m0)\nlm(y ~ nothing, data = d)\n```\n",
  );
  const one = await built(folder.path, 1, true);
  const two = await built(folder.path, 2, true);
  assertEquals(two.told, one.told);
  assert(
    one.told.diagnostics.some(({ file, severity }) =>
      file === "0003-bad.md" && severity === "error"
    ),
  );
  for (const [path, text] of one.files) assert(two.files.get(path) === text, path);
});

Deno.test("a thread is started where six pages are for it, or as many as are asked for", () => {
  assertEquals(threadsFor(1, undefined), 1);
  assertEquals(threadsFor(11, undefined), 1);
  assertEquals(threadsFor(3, 2), 2);
  assertEquals(threadsFor(1, 2), 1);
  assertEquals(threadsFor(100, 1), 1);
  // one processor is left to those that draw
  assertEquals([1, 2, 4, 16].map((each) => threadsFor(100, undefined, each)), [1, 1, 3, 8]);
  assertEquals(threadsFor(100, 2, 2), 2);
});
