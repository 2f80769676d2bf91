/** Files that do not hold still, and paths that lead to nothing. */
import { assert, assertEquals } from "@std/assert";
import { build } from "../../lib/site/build/build_site.ts";
import { DenoWorld } from "../../lib/site/deno_world.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

const PAGE = '# A\n\n```model\nd <- read.csv("data/d.csv")\nmean(d$y)\n```\n';

/** A disk on which a file has another content each of the first times that it is read. */
class UnsteadyWorld extends DenoWorld {
  reads = 0;

  constructor(private readonly path: string, private readonly changes: number) {
    super();
  }

  override readBytes(path: string): Uint8Array {
    if (!path.endsWith(this.path)) return super.readBytes(path);
    const y = Math.min(++this.reads, this.changes);
    return new TextEncoder().encode(`y\n${y}\n${y}\n`);
  }
}

/** A book with a page that reads data. */
function book(): TemporaryFolder {
  const folder = new TemporaryFolder();
  folder.write("book/book.yml", "title: T\n");
  folder.write("book/01-a.md", PAGE);
  folder.write("book/data/d.csv", "y\n0\n");
  return folder;
}

Deno.test("a file that is written while it is read: the site has one state of it, or stays as it was", async () => {
  for (const cache of [false, true]) {
    using folder = book();
    const given = { root: `${folder.path}/book`, output: `${folder.path}/_site`, cache };
    const once = await build({ ...given, world: new UnsteadyWorld("book/data/d.csv", 2) });
    assertEquals([once.ok, once.diagnostics], [true, []]);
    const read = (path: string) => Deno.readTextFileSync(`${given.output}/${path}`);
    assertEquals(read("data/d.csv"), "y\n2\n2\n");
    assert(/\[1\] 2\b/.test(read("01-a.html")), "the page has the values of the file beside it");

    const before = read("01-a.html");
    const always = await build({ ...given, world: new UnsteadyWorld("book/data/d.csv", 1e9) });
    assertEquals(always.ok, false);
    assertEquals(always.diagnostics.map(({ code, file }) => [code, file]), [
      ["changed-meanwhile", "data/d.csv"],
    ]);
    assert(always.diagnostics[0]!.hint);
    assertEquals(read("01-a.html"), before);

    // What was kept of it is the steady one.
    const after = await build({ ...given, world: new UnsteadyWorld("book/data/d.csv", 1) });
    assertEquals([after.ok, read("data/d.csv")], [true, "y\n1\n1\n"]);
    assert(/\[1\] 1\b/.test(read("01-a.html")));
  }
});

Deno.test("links in a circle and names without end are files that are not there", async () => {
  using folder = book();
  const root = `${folder.path}/book`;
  const built = async (path: string) => {
    Deno.writeTextFileSync(`${root}/01-a.md`, PAGE.replace("data/d.csv", path));
    const report = await build({ root, output: `${folder.path}/_site` });
    return report.diagnostics.map(({ code, line, column }) => [code, line, column]);
  };
  Deno.symlinkSync(".", `${root}/loop`);
  Deno.symlinkSync("self", `${root}/self`);
  assertEquals(await built("loop/loop/loop/data/d.csv"), []);
  assertEquals(await built("self/d.csv"), [["missing-file", 4, 15]]);
  assertEquals(await built(`data/${"x".repeat(300)}.csv`), [["missing-file", 4, 15]]);
});

Deno.test("a page that is a link to nothing is told, for it would be lost", async () => {
  using folder = book();
  const root = `${folder.path}/book`;
  Deno.symlinkSync("gone.md", `${root}/02-gone.md`);
  Deno.symlinkSync("03-self.md", `${root}/03-self.md`);
  // An editor's lock is such a link too, and no page.
  Deno.symlinkSync("me@host.1:2", `${root}/.#01-a.md`);
  const report = await build({ root, output: `${folder.path}/_site` });
  assertEquals(report.diagnostics.map(({ code, file }) => [code, file]), [
    ["missing-file", "02-gone.md"],
    ["missing-file", "03-self.md"],
  ]);
});
