import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { DenoWorld } from "../../lib/site/deno_world.ts";
import {
  foreign,
  OutputFault,
  OutputFolder,
  type SiteFiles,
} from "../../lib/site/output/output_folder.ts";

/** A disk that fails at one of its operations, and at all that follow if it is dead. */
class FailingWorld extends DenoWorld {
  done = 0;

  constructor(private readonly at: number, private readonly dead: boolean) {
    super();
  }

  #step(): void {
    const now = this.done++;
    if (now === this.at || (this.dead && now > this.at)) throw new Error("No space left on device");
  }

  override write(path: string, content: string | Uint8Array): void {
    this.#step();
    super.write(path, content);
  }

  override makeFolder(path: string): void {
    this.#step();
    super.makeFolder(path);
  }

  override move(from: string, to: string): void {
    this.#step();
    super.move(from, to);
  }

  override share(from: string, to: string): void {
    this.#step();
    super.share(from, to);
  }

  override remove(path: string): void {
    this.#step();
    super.remove(path);
  }

  override lock(path: string): () => void {
    const release = super.lock(path);
    // A process that dies gives the lock back and leaves its file.
    return () => {
      if (!this.dead || this.done <= this.at) return release();
      release();
      Deno.mkdirSync(path.replace(/\/[^/]*$/, ""), { recursive: true });
      Deno.writeTextFileSync(path, "");
    };
  }
}

const site = (version: string): SiteFiles =>
  new Map([
    ["index.html", `index ${version}`],
    ["assets/style.css", "the same"],
    [`only-${version}.html`, version],
    [`data/${version}.csv`, version],
    ["values/a.json", `values ${version}`],
  ]);

/** All files below a folder, with their texts. */
function below(folder: string, path = ""): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of Deno.readDirSync(`${folder}${path}`)) {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory) Object.assign(out, below(folder, name));
    else out[name.slice(1)] = Deno.readTextFileSync(`${folder}${name}`);
  }
  return out;
}

const whole = (files: SiteFiles): Record<string, string> => ({
  ...Object.fromEntries([...files].map(([path, text]) => [path, String(text)])),
  ".heddle.json": `${JSON.stringify([...files.keys()].sort())}\n`,
});

/** A folder with a book, gone when the test is over. */
class Place implements Disposable {
  readonly path = Deno.makeTempDirSync({ prefix: "heddle-" });
  readonly out = `${this.path}/_site`;
  readonly book = `${this.path}/book`;

  constructor() {
    this.write("book/01-a.md", "# A\n");
  }

  write(name: string, text: string): void {
    const path = `${this.path}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
  }

  folder(world = new DenoWorld()): OutputFolder {
    return new OutputFolder(world, this.out, this.book);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

Deno.test("a site takes the place of the last one, and nothing is left beside it", () => {
  using place = new Place();
  assertEquals(place.folder().publish(site("old")).written.length, 5);
  assertEquals(below(place.out), whole(site("old")));
  const before = Deno.statSync(`${place.out}/assets/style.css`).mtime;
  const { written, removed, unchanged } = place.folder().publish(site("new"));
  assertEquals(written, ["index.html", "only-new.html", "data/new.csv", "values/a.json"]);
  assertEquals(removed, ["data/old.csv", "only-old.html"]);
  assertEquals(unchanged, 1);
  assertEquals(below(place.out), whole(site("new")));
  assertEquals(Deno.statSync(`${place.out}/assets/style.css`).mtime, before, "an equal file stays");
  const { ino } = Deno.statSync(place.out);
  assertEquals(place.folder().publish(site("new")).written, []);
  assertEquals(Deno.statSync(place.out).ino, ino, "nothing to do, nothing touched");
  assertEquals([...Deno.readDirSync(place.path)].map((e) => e.name).sort(), ["_site", "book"]);
});

Deno.test("what somebody else put into the folder stays, wherever it lies", () => {
  using place = new Place();
  place.folder().publish(site("old"));
  const mine = {
    "CNAME": "example.org",
    ".git/HEAD": "ref",
    "data/mine.csv": "1",
    "extra/deep/a.txt": "2",
  };
  for (const [path, text] of Object.entries(mine)) place.write(`_site/${path}`, text);
  Deno.symlinkSync("nowhere", `${place.out}/link`);
  const extra = new Map([...site("new"), ["extra/page.html", "page"]]);
  place.folder().publish(extra);
  assertEquals(Deno.readLinkSync(`${place.out}/link`), "nowhere");
  Deno.removeSync(`${place.out}/link`);
  assertEquals(below(place.out), { ...whole(extra), ...mine });
  place.folder().publish(site("old"));
  assertEquals(below(place.out), { ...whole(site("old")), ...mine });
});

Deno.test("a file that somebody else made is never overwritten, nor is anything behind a link", () => {
  using place = new Place();
  place.folder().publish(site("old"));
  place.write("_site/only-new.html", "mine");
  const fault = assertThrows(() => place.folder().publish(site("new")), OutputFault);
  assertEquals(fault.diagnostics[0]?.code, "foreign-output");
  assertStringIncludes(fault.message, "only-new.html");
  assertEquals(below(place.out), { ...whole(site("old")), "only-new.html": "mine" });
  Deno.removeSync(`${place.out}/only-new.html`);
  place.write("elsewhere/style.css", "theirs");
  Deno.removeSync(`${place.out}/assets`, { recursive: true });
  Deno.symlinkSync(`${place.path}/elsewhere`, `${place.out}/assets`);
  assertThrows(() => place.folder().publish(site("new")), OutputFault, "assets");
  assertEquals(Deno.readTextFileSync(`${place.path}/elsewhere/style.css`), "theirs");
  // A list that names files outside deletes none of them.
  Deno.removeSync(`${place.out}/assets`);
  Deno.symlinkSync(`${place.path}/elsewhere`, `${place.out}/l`);
  place.write(
    "_site/.heddle.json",
    JSON.stringify([...site("old").keys(), "l/style.css", "../elsewhere/style.css"]),
  );
  place.folder().publish(site("new"));
  assertEquals(Deno.readTextFileSync(`${place.path}/elsewhere/style.css`), "theirs");
});

Deno.test("folders that are no place for a site", () => {
  using place = new Place();
  const world = new DenoWorld();
  place.write("full/letter.txt", "mine");
  place.write("odd.next/letter.txt", "mine");
  place.write("file", "");
  Deno.mkdirSync(`${place.path}/empty`);
  Deno.symlinkSync(place.book, `${place.path}/way`);
  const told = (path: string): string | null => foreign(world, path, place.book);
  for (const path of ["", " ", "/", ".", "..", "a/.."]) assert(told(path) !== null, `"${path}"`);
  for (
    const [name, word] of Object.entries({
      "book": "holds the book",
      "book/": "holds the book",
      "": "holds the book",
      "way": "holds the book",
      "full": "neither empty",
      "file": "is a file",
      "odd": "something else",
    })
  ) {
    assertStringIncludes(told(`${place.path}/${name}`) ?? "", word, name);
  }
  for (const name of ["empty", "new", "deep/new", "book/_site"]) {
    assertEquals(told(`${place.path}/${name}`), null, name);
  }
});

Deno.test("wherever a build is ended, the site is the old or the new one, and the next heals it", () => {
  for (let at = 0;; at++) {
    using place = new Place();
    place.folder().publish(site("old"));
    place.write("_site/data/mine.csv", "mine");
    place.write("_site/CNAME", "example.org");
    const mine = { "data/mine.csv": "mine", "CNAME": "example.org" };
    const world = new FailingWorld(at, true);
    try {
      place.folder(world).publish(site("new"));
    } catch (error) {
      assertStringIncludes(String(error), "No space left");
    }
    const whichever = (files: Record<string, string>, when: string): void => {
      const { "data/mine.csv": _, CNAME: __, ...site_ } = files;
      const version = site_["index.html"] === "index old" ? "old" : "new";
      assertEquals(site_, whole(site(version)), `${when}, operation ${at}`);
    };
    // Between two renames the folder may be away; all else is whole.
    if (new DenoWorld().facts(place.out)) whichever(below(place.out), "after the end");
    place.folder().heal();
    whichever(below(place.out), "healed");
    assertEquals({ ...below(place.out), ...mine }, below(place.out), `own files, operation ${at}`);
    place.folder().publish(site("third"));
    assertEquals(below(place.out), { ...whole(site("third")), ...mine });
    assertEquals([...Deno.readDirSync(place.path)].map((e) => e.name).sort(), ["_site", "book"]);
    if (world.done <= at) break;
  }
});

Deno.test("wherever a disk is full, the site is one of the two, and what is told of it is true", async () => {
  const told = { old: 0, new: 0 };
  for (let at = 0;; at++) {
    using place = new Place();
    place.write("book/01-a.md", "# A\n\nOld words.\n");
    const build = (world: DenoWorld) => buildSite({ root: place.book, output: place.out, world });
    const old = await build(new DenoWorld());
    assert(old.ok, JSON.stringify(old.diagnostics));
    const before = below(place.out);
    place.write("_site/CNAME", "example.org");
    place.write("book/01-a.md", "# A\n\nNew words.\n");
    place.write("book/02-b.md", "# B\n\nMore.\n");
    const world = new FailingWorld(at, false);
    const report = await build(world);
    const { CNAME, ...after } = below(place.out);
    if (world.done <= at) {
      assert(report.ok);
      break;
    }
    const code = report.diagnostics.map((d) => d.code).join();
    assertEquals(report.ok, false);
    if (code === "old-site-left") {
      told.new++;
      assertStringIncludes(after["01-a.html"] ?? "", "New words", `operation ${at}`);
      assertStringIncludes(after["02-b.html"] ?? "", "More", `operation ${at}`);
    } else {
      told.old++;
      assertEquals(code, "cannot-write", `operation ${at}`);
      assertEquals(after, before, `operation ${at}`);
      assertEquals(CNAME, "example.org", `operation ${at}`);
    }
    // The next build has room again, and leaves nothing of this one behind.
    assert((await build(new DenoWorld())).ok);
    const healed = below(place.out);
    assertStringIncludes(healed["01-a.html"] ?? "", "New words");
    assertEquals(healed["CNAME"], "example.org", `operation ${at}`);
    assertEquals([...Deno.readDirSync(place.path)].map((e) => e.name).sort(), ["_site", "book"]);
  }
  assert(told.old > 10 && told.new > 0, JSON.stringify(told));
});

Deno.test("a disk that is full leaves the old site as it was", () => {
  for (let at = 0; at < 7; at++) {
    using place = new Place();
    place.folder().publish(site("old"));
    assertThrows(() => place.folder(new FailingWorld(at, false)).publish(site("new")));
    assertEquals(below(place.out), whole(site("old")));
    assertEquals([...Deno.readDirSync(place.path)].map((e) => e.name).sort(), ["_site", "book"]);
  }
});

/** A disk that counts what is asked of it. */
class CountingWorld extends DenoWorld {
  listed = 0;
  asked = 0;

  override entries(path: string): ReturnType<DenoWorld["entries"]> {
    const found = super.entries(path);
    this.listed += found.length;
    return found;
  }

  override facts(path: string): ReturnType<DenoWorld["facts"]> {
    this.asked++;
    return super.facts(path);
  }
}

Deno.test("a site of many folders asks of the disk in proportion to its files", () => {
  const counted = (folders: number) => {
    using place = new Place();
    const files = (version: string): SiteFiles =>
      new Map(Array.from({ length: folders }, (_, i): [string, string] => [
        `results/page-${i}/table.csv`,
        i === 0 ? version : "the same",
      ]));
    const first = new CountingWorld();
    place.folder(first).publish(files("old"));
    const second = new CountingWorld();
    assertEquals(place.folder(second).publish(files("new")).written.length, 1);
    assertEquals(below(place.out), whole(files("new")));
    return { first, second };
  };
  const few = counted(20), many = counted(80);
  // Where there is no site, nothing is asked of its files.
  assert(many.first.asked < 20, `${many.first.asked} questions`);
  assert(many.second.listed < 4.5 * few.second.listed, `${many.second.listed} entries`);
  assert(many.second.asked < 4.5 * few.second.asked, `${many.second.asked} questions`);
});
