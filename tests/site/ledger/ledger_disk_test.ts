/** The ledger on a disk: threads, what builds keep, links, and writing that is ended by force. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../../lib/site/build/build_site.ts";
import type { SiteOptions } from "../../../lib/site/build/site_options.ts";
import { TemporaryFolder } from "../../cli/captured_world.ts";
import { MemoryWorld } from "../memory_world.ts";
import { build, ledgerBook, ROOT } from "./ledger_book.ts";

const OWN = decodeURIComponent(new URL("../../../reports", import.meta.url).pathname);

function copy(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (name === ".heddle" || name.startsWith("results.")) continue;
    if (isDirectory) copy(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

/** The small book on a disk. */
function written(folder: TemporaryFolder, name = "book"): string {
  for (const [path, bytes] of ledgerBook().files) {
    folder.write(path.replace(ROOT, name), new TextDecoder().decode(bytes));
  }
  return `${folder.path}/${name}`;
}

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

const codes = (report: { diagnostics: { code: string; severity: string }[] }) =>
  report.diagnostics.filter((d) => d.severity !== "note").map((d) => d.code);

Deno.test("the project's own book from its ledger is the same without its data, byte for byte", async () => {
  using folder = new TemporaryFolder();
  const root = `${folder.path}/reports`;
  copy(OWN, root);
  const own = { root, cache: true };
  const whole = await buildSite({
    ...own,
    output: `${folder.path}/site`,
    updateLedger: true,
    workers: 2,
  });
  assert(whole.ok && whole.ledger!.changed);
  const ledger = Deno.readTextFileSync(`${root}/results.lock.json`);
  Deno.removeSync(`${root}/data`, { recursive: true });
  Deno.removeSync(`${root}/.heddle`, { recursive: true });
  const frozen = await buildSite({ ...own, output: `${folder.path}/frozen`, frozen: true });
  assertEquals(codes(frozen), []);
  const [a, b] = ["site", "frozen"].map((name) => filesBelow(`${folder.path}/${name}`));
  assertEquals([...b!.keys()].sort(), [...a!.keys()].sort());
  for (const [path, text] of a!) assert(b!.get(path) === text, path);
  // a person can read it: a line is short, and holds one estimate
  for (const line of ledger.split("\n")) assert(line.length < 400, line);
  assert(ledger.split("\n").length > 1000);
});

Deno.test("the ledger is the same on one thread and on two, from kept pages and from none", async () => {
  using folder = new TemporaryFolder();
  const root = written(folder);
  folder.write(
    "book/03-third.md",
    "# Third\n\n```model\n#| from: 02-second\nsummary(m)\nhead(d)\n```\n",
  );
  const read = () => filesBelow(root);
  const texts: Map<string, string>[] = [];
  const build = (options: Partial<SiteOptions>) =>
    buildSite({
      root,
      output: `${folder.path}/site`,
      cache: true,
      updateLedger: true,
      ...options,
    });
  const forget = () => {
    for (const name of [".heddle", "results.values", "results.lock.json"]) {
      try {
        Deno.removeSync(`${root}/${name}`, { recursive: true });
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  };
  const keep = () =>
    texts.push(
      new Map(
        [...read()].filter(([path]) => path.startsWith("results.")).sort(([a], [b]) =>
          a < b ? -1 : 1
        ),
      ),
    );
  // pages that were kept without a ledger have nothing for it
  assert((await build({ updateLedger: false, workers: 1 })).ok);
  for (const workers of [1, 2]) {
    assert((await build({ workers })).ok);
    keep();
    const again = await build({ workers });
    assertEquals([again.ledger, again.evaluated], [
      { changed: false, written: 0, removed: 0 },
      [],
    ]);
    forget();
  }
  assert((await build({ cache: false })).ok);
  keep();
  assertEquals(texts[1], texts[0]);
  assertEquals(texts[2], texts[0]);
  assertStringIncludes(texts[0]!.get("results.lock.json")!, '"uses": [\n        "02-second.md"');
});

Deno.test("what is kept of a site from its ledger is made anew when the ledger or a value changes", async () => {
  using folder = new TemporaryFolder();
  const root = written(folder);
  const build = (options: Partial<SiteOptions>) =>
    buildSite({ root, output: `${folder.path}/site`, cache: true, ...options });
  assert((await build({ updateLedger: true })).ok);
  Deno.removeSync(`${root}/data`, { recursive: true });
  assert((await build({ frozen: true })).ok);
  const kept = await build({ frozen: true });
  assertEquals([kept.written, kept.removed], [[], []]);
  const values =
    [...Deno.readDirSync(`${root}/results.values`)].find(({ name }) => name.startsWith("01-"))!
      .name;
  const path = `${root}/results.values/${values}`;
  const text = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, text.replace('"Trt"', '"Trx"'));
  assertEquals(codes(await build({ frozen: true })), ["stored-values"]);
  Deno.writeTextFileSync(path, text);
  assert((await build({ frozen: true })).ok);
  Deno.writeTextFileSync(`${root}/results.lock.json`, "{}");
  assertEquals(codes(await build({ frozen: true })), ["bad-ledger"]);
  Deno.removeSync(`${root}/results.lock.json`);
  assertEquals(codes(await build({ frozen: true })), ["no-ledger"]);
});

Deno.test("a build that checks is not answered from what a build without a ledger kept", async () => {
  using folder = new TemporaryFolder();
  const root = written(folder);
  const build = (options: Partial<SiteOptions>) =>
    buildSite({ root, output: `${folder.path}/site`, cache: true, ...options });
  assert((await build({ updateLedger: true })).ok);
  assertEquals(codes(await build({})), []);
  assertEquals(codes(await build({})), []);
  assert((await build({ check: true })).ok);
  const path = `${root}/results.lock.json`;
  const text = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, text.replace(/"n": 12/, '"n": 13'));
  assertEquals(codes(await build({ check: true })), ["results-drift"]);
  assertEquals(codes(await build({})), ["results-drift"]);
  assertEquals(codes(await build({})), ["results-drift"]);
  Deno.writeTextFileSync(path, text);
  assert((await build({ check: true })).ok);
  assertEquals(codes(await build({})), []);
});

Deno.test("links lead a ledger nowhere", async () => {
  for (
    const [name, kind] of [["results.lock.json", "file"], ["results.values", "folder"], [
      "results.values/data",
      "inner",
    ]] as const
  ) {
    using folder = new TemporaryFolder();
    const root = written(folder);
    const build = (options: Partial<SiteOptions>) =>
      buildSite({ root, output: `${folder.path}/site`, ...options });
    const outside = `${folder.path}/outside`;
    if (kind === "file") Deno.writeTextFileSync(outside, "mine");
    else Deno.mkdirSync(outside);
    if (kind === "inner") Deno.mkdirSync(`${root}/results.values`);
    Deno.symlinkSync(outside, `${root}/${name}`);
    const report = await build({ updateLedger: true });
    assertEquals(codes(report), ["cannot-write"]);
    if (kind === "file") assertEquals(Deno.readTextFileSync(outside), "mine");
    else assertEquals([...Deno.readDirSync(outside)], []);
  }
  // a ledger or values that lie elsewhere are not read
  using folder = new TemporaryFolder();
  const root = written(folder);
  const build = (options: Partial<SiteOptions>) =>
    buildSite({ root, output: `${folder.path}/site`, ...options });
  assert((await build({ updateLedger: true })).ok);
  for (const name of ["results.lock.json", "results.values"]) {
    Deno.renameSync(`${root}/${name}`, `${folder.path}/moved`);
    Deno.symlinkSync(`${folder.path}/moved`, `${root}/${name}`);
    const found = codes(await build({ frozen: true }));
    assert(found.length > 0 && found.every((code) => /^(outside-root|stored-values)$/.test(code)));
    Deno.removeSync(`${root}/${name}`);
    Deno.renameSync(`${folder.path}/moved`, `${root}/${name}`);
  }
  assert((await build({ frozen: true })).ok);
});

/** A disk that comes to its end after some steps. */
class EndingWorld extends MemoryWorld {
  left = Infinity;
  steps = 0;

  #step(): void {
    this.steps++;
    if (this.left-- <= 0) throw new Error("No space left on device");
  }

  override write(path: string, content: string | Uint8Array): void {
    if (path.startsWith(ROOT)) this.#step();
    super.write(path, content);
  }

  override move(from: string, to: string): void {
    if (to.startsWith(ROOT)) this.#step();
    super.move(from, to);
  }

  override remove(path: string): void {
    if (path.startsWith(ROOT)) this.#step();
    super.remove(path);
  }
}

Deno.test("wherever writing ends, the old ledger or the new one is whole", async () => {
  const world = new EndingWorld();
  for (const [path, bytes] of ledgerBook().files) world.files.set(path, bytes);
  assert((await build(world, "site", { updateLedger: true })).report.ok);
  const old = world.readText(`${ROOT}/results.lock.json`);
  const data = world.readText(`${ROOT}/data/d.csv`);
  const page = world.readText(`${ROOT}/01-gains.md`);
  world.files.set(
    `${ROOT}/data/d.csv`,
    new TextEncoder().encode(data.replace(/^A,ctl,[\d.]+/m, "A,ctl,11.5")),
  );
  const before = new Map(world.files);
  const seen = new Set<string>();
  for (let left = 0;; left++) {
    world.files.clear();
    for (const [path, bytes] of before) world.files.set(path, bytes);
    world.left = left;
    const { report } = await build(world, "site", { updateLedger: true });
    const ended = world.left < 0;
    world.left = Infinity;
    const ledger = world.readText(`${ROOT}/results.lock.json`);
    seen.add(ledger === old ? "old" : "new");
    assertEquals(codes(report), ended ? ["cannot-write"] : []);
    world.files.delete(`${ROOT}/data/d.csv`);
    const frozen = await build(world, "frozen", { frozen: true });
    assertEquals(frozen.errors, [], `${left}`);
    assertEquals(world.readText(`${ROOT}/01-gains.md`), page);
    if (!ended) break;
    assert(left < 40);
  }
  assertEquals([...seen], ["old", "new"]);
});
