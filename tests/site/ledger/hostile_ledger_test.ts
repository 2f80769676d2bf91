/** A ledger and values from somebody who means harm: nothing runs, nothing breaks, nothing is read outside. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { driftTable } from "../../../lib/cli/drift_table.ts";
import { faultsText } from "../../../lib/cli/print_faults.ts";
import { digestOf } from "../../../lib/site/cache/digest.ts";
import { randomFrom } from "../../long/random.ts";
import { runs } from "../../runs.ts";
import type { MemoryWorld } from "../memory_world.ts";
import { build, ledgerBook, ROOT, storedFiles } from "./ledger_book.ts";

const LEDGER = `${ROOT}/results.lock.json`;
const CANARY = "<script>window.heddleCanary = 1</script>";

async function written(): Promise<{ world: MemoryWorld; ledger: string; path: string }> {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const path = storedFiles(world).find((each) => each.includes("/01-gains."))!;
  return { world, ledger: world.readText(LEDGER), path };
}

/** Puts values in the place of others, with a ledger that says that they are right. */
function forge(world: MemoryWorld, ledger: string, path: string, text: string): void {
  const [old, hash] = [digestOf(world.readText(path)), digestOf(text)];
  world.write(LEDGER, ledger.replace(old, hash));
  world.write(path.replace(old.slice(0, 16), hash.slice(0, 16)), text);
}

Deno.test("forged values with a digest that is right run nothing", async () => {
  const { world, ledger, path } = await written();
  const text = world.readText(path);
  const stored = JSON.parse(text) as {
    blocks: { shown: { value: Record<string, unknown>; caption?: string }[] }[];
  };
  const forged = (value: Record<string, unknown>): string => {
    const copy = structuredClone(stored);
    copy.blocks[3]!.shown[0]!.value = value;
    return JSON.stringify(copy);
  };
  const wrong = [
    forged({ kind: "markup", markup: CANARY, alt: "x" }),
    forged({ kind: "markup", markup: '<svg onload="heddleCanary=1"></svg>', alt: "x" }),
    forged({ kind: "means", table: { rows: [] } }),
    forged({ kind: "constructor" }),
    text.replace('"file":"data/d.csv"', '"file":"../../etc/passwd"'),
    text.replace('"rows":12', '"__proto__":{"rows":12},"rows":12'),
  ];
  for (const each of wrong) {
    assert(each !== text);
    forge(world, ledger, path, each);
    const { report, errors, site } = await build(world, "out", { frozen: true });
    assertEquals(report.ok, false, each.slice(0, 80));
    assert(errors.every(({ code }) => code === "stored-values"));
    assertEquals(site.size, 0);
  }
  // words are words
  forge(world, ledger, path, forged({ kind: "text", text: CANARY }));
  const { errors, site } = await build(world, "words", { frozen: true });
  assertEquals(errors, []);
  assert(!site.get("01-gains.html")!.includes(CANARY));
  assertStringIncludes(site.get("01-gains.html")!, "&lt;script&gt;");
});

Deno.test("names in a ledger lead nowhere", async () => {
  const { world, ledger } = await written();
  const secret = digestOf("secret");
  world.write("/nowhere/secret.txt", "secret");
  world.write(`/nowhere/secret.${secret.slice(0, 16)}.txt`, "secret");
  for (const name of ["../secret.txt", "/nowhere/secret.txt", "a/../../secret.txt", "..\\secret"]) {
    const changed = JSON.parse(ledger) as {
      pages: Record<string, { published: string[]; data: Record<string, string> }>;
    };
    for (const page of Object.values(changed.pages)) {
      page.published = [name];
      page.data[name] = secret;
    }
    world.write(LEDGER, JSON.stringify(changed));
    const { site } = await build(world, "out", { frozen: true });
    for (const [path, text] of site) assert(!text.includes("secret"), `${name} in ${path}`);
    const { report } = await build(world, "check", { check: true });
    assertEquals(report.ok, false);
  }
});

Deno.test("what a ledger says moves nothing on a terminal", async () => {
  const { world, ledger } = await written();
  const odd = "\\u001b[2J\\u009b31m\\u202e";
  const changed = ledger.replace('"m": {', `"m${odd}": {`)
    .replaceAll('"01-gains.md"', `"01${odd}.md"`).replace('"n": 12', '"n": 13');
  world.write(LEDGER, changed);
  const { report } = await build(world, "out", { check: true });
  assertEquals(report.ok, false);
  const printed = driftTable(report.drift) + faultsText(report.diagnostics);
  // deno-lint-ignore no-control-regex
  assertEquals(printed.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/g), null);
});

Deno.test("a ledger that was changed anywhere breaks nothing", async () => {
  const { world, ledger } = await written();
  const random = randomFrom(20261128);
  const pieces = ['"', "{", "}", "[]", "null", "1e999", ",", ":", "\n", '"__proto__":1,', "\u0000"];
  const tries = runs(200, 1).numRuns;
  for (let i = 0; i < tries; i++) {
    const at = Math.floor(random() * ledger.length);
    const cut = Math.floor(random() * 40);
    const changed = ledger.slice(0, at) +
      (random() < 0.5 ? "" : pieces[Math.floor(random() * pieces.length)]!) +
      ledger.slice(at + cut);
    world.write(LEDGER, changed);
    for (const use of [{ frozen: true }, { check: true }]) {
      const { report } = await build(world, "out", use);
      for (const { code } of report.diagnostics) {
        assert(
          /^(?:bad-ledger|stored-values|results-drift|aged-ledger|no-ledger|nul-byte)$/.test(code),
          `${code} at ${at}`,
        );
      }
    }
  }
});
