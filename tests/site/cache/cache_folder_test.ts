/** What lies in `.heddle` is believed only where a build of this folder wrote it. */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../../lib/site/build/build_site.ts";
import { CacheFolder } from "../../../lib/site/cache/cache_folder.ts";
import { digestOf } from "../../../lib/site/cache/digest.ts";
import { DenoWorld } from "../../../lib/site/deno_world.ts";
import { TemporaryFolder } from "../../cli/captured_world.ts";

const world = new DenoWorld();
const NAME = `page-${digestOf("x")}`;

const PAGE = "# A\n\n```model\nm <- lm(dist ~ speed, data = cars)\nanova(m)\n```\n";

function built(folder: string, output = "site") {
  return buildSite({ root: `${folder}/book`, output: `${folder}/${output}`, cache: true });
}

/** The page's entry. */
function entryOf(folder: string): string {
  const kept = `${folder}/book/.heddle`;
  const name = [...Deno.readDirSync(kept)].find((entry) => entry.name.startsWith("page-"))!.name;
  return `${kept}/${name}`;
}

Deno.test("an entry is what was written, and none where a byte of it changed", () => {
  using folder = new TemporaryFolder();
  new CacheFolder(world, folder.path).write(NAME, "text\nwith lines");
  const path = `${folder.path}/.heddle/${NAME}`;
  const read = () => new CacheFolder(world, folder.path).read(NAME);
  assertEquals(read(), "text\nwith lines");
  const whole = Deno.readTextFileSync(path);
  for (const bad of [whole.slice(0, -1), `${whole} `, whole.replace("with", "wiht"), "", "\n\n"]) {
    Deno.writeTextFileSync(path, bad);
    assertEquals(read(), null, JSON.stringify(bad));
  }
  // under another name it is another's
  Deno.writeTextFileSync(path.replace(NAME, `page-${digestOf("y")}`), whole);
  assertEquals(new CacheFolder(world, folder.path).read(`page-${digestOf("y")}`), null);
  assertEquals(new CacheFolder(world, folder.path).read("../book.yml"), null);
});

Deno.test("what came with a folder from elsewhere is not believed, and built anew", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", PAGE);
  assertEquals((await built(folder.path)).evaluated, ["01-a.md"]);
  assertEquals((await built(folder.path)).evaluated, []);
  // A copy has a folder of another number.
  const copy = `${folder.path}/copy`;
  Deno.mkdirSync(`${copy}/book/.heddle`, { recursive: true });
  for (const { name } of Deno.readDirSync(`${folder.path}/book/.heddle`)) {
    const from = `${folder.path}/book/.heddle/${name}`;
    Deno.writeFileSync(`${copy}/book/.heddle/${name}`, Deno.readFileSync(from));
  }
  Deno.copyFileSync(`${folder.path}/book/01-a.md`, `${copy}/book/01-a.md`);
  assertEquals((await built(copy)).evaluated, ["01-a.md"]);
  assertEquals((await built(copy)).evaluated, []);
});

Deno.test("a damaged entry, a damaged site and a damaged list are made again", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", PAGE);
  await built(folder.path);
  const page = `${folder.path}/site/01-a.html`;
  const whole = Deno.readTextFileSync(page);
  Deno.writeTextFileSync(page, whole.replace("Analysis", "Anal"));
  const mended = await built(folder.path);
  assertEquals([mended.evaluated, mended.written], [[], ["01-a.html"]]);
  assertEquals(Deno.readTextFileSync(page), whole);
  Deno.removeSync(page);
  assertEquals((await built(folder.path)).written, ["01-a.html"]);
  folder.write("book/01-a.md", `${PAGE}\nMore.\n`);
  const entry = entryOf(folder.path);
  Deno.writeTextFileSync(entry, Deno.readTextFileSync(entry).replaceAll("speed", "spede"));
  assertEquals((await built(folder.path)).evaluated, ["01-a.md"]);
  assert(!Deno.readTextFileSync(page).includes("spede"));
});

Deno.test("a link in the place of the folder is not followed, and the build is good without", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", PAGE);
  folder.write("elsewhere/x", "");
  Deno.symlinkSync(`${folder.path}/elsewhere`, `${folder.path}/book/.heddle`);
  const report = await built(folder.path);
  assertEquals([report.ok, report.evaluated], [true, ["01-a.md"]]);
  assertEquals([...Deno.readDirSync(`${folder.path}/elsewhere`)].map(({ name }) => name), ["x"]);
});

Deno.test("the oldest entries that were not used go first, and never those that were", () => {
  using folder = new TemporaryFolder();
  const cache = new CacheFolder(world, folder.path);
  const names = ["a", "b", "c"].map((each) => `page-${digestOf(each)}`);
  for (const [i, name] of names.entries()) {
    cache.write(name, "x".repeat(1000));
    Deno.utimeSync(`${folder.path}/.heddle/${name}`, i + 1, i + 1);
  }
  const later = new CacheFolder(world, folder.path);
  later.read(names[0]!);
  later.write(NAME, "y".repeat(1000));
  later.tidy(3500);
  const left = names.map((name) => later.read(name) !== null);
  assertEquals(left, [true, false, true]);
});
