/** `heddle store`: with R where it is installed, and with a stand-in for it everywhere. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { storeCommand } from "../../lib/cli/store_command.ts";
import type { RunR } from "../../lib/site/store/store_book.ts";
import { DATA, PAGE, StoredBook, told } from "../site/store/stored_book.ts";
import { CapturedWorld } from "./captured_world.ts";

async function hasR(): Promise<boolean> {
  try {
    const asked = new Deno.Command("Rscript", {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    });
    return (await asked.output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

const R = await hasR();
if (!R) console.log("There is no Rscript: what needs R is not tested");

async function store(
  book: StoredBook,
  words: string[] = [],
  run?: RunR,
): Promise<{ status: number; out: string; err: string }> {
  const world = new CapturedWorld();
  const status = await storeCommand(world, [book.root, ...words], false, run);
  return { status, out: world.out, err: world.err };
}

/** R that writes the same into the folder, whatever it is given. */
function standIn(write: (folder: string, of: string) => void): RunR {
  return (script, output, folder) => {
    const text = Deno.readTextFileSync(`${folder}/${script}`);
    const of = /begin\("[^"]*", "[^"]*", "([0-9a-f]+)"/.exec(text)?.[1] ?? "";
    Deno.mkdirSync(`${folder}/${output}`, { recursive: true });
    write(`${folder}/${output}`, of);
    return Promise.resolve(0);
  };
}

const GOOD = (of: string): string =>
  JSON.stringify({ r: "4.3.1", of, blocks: [{ output: [{ text: ["[1] 1"] }], values: {} }] });

Deno.test("what R writes is stored, and stored once", async () => {
  using book = new StoredBook(null, PAGE.replace(/The second.*/, ""));
  let runs = 0;
  const run = standIn((folder, of) => {
    runs++;
    Deno.writeTextFileSync(`${folder}/output.json`, GOOD(of));
  });
  assertEquals((await store(book, [], run)).out, "1 page stored, 0 as they were\n");
  assertEquals(told(await book.build()), []);
  assertStringIncludes(book.html(), "Computed by R 4.3.1");
  assertEquals((await store(book, [], run)).out, "0 pages stored, 1 as they were\n");
  assertEquals(runs, 1);
  await store(book, ["--again"], run);
  assertEquals(runs, 2);
  assertEquals([...Deno.readDirSync(book.root)].map(({ name }) => name).sort(), [
    "01-page.md",
    "01-page.stored",
    "book.yml",
    "data",
  ]);
});

const BAD: [name: string, write: (folder: string, of: string) => void, why: RegExp][] = [
  ["nothing", () => {}, /bad-store.*R ended before it had written anything/],
  [
    "for another page",
    (folder) => Deno.writeTextFileSync(`${folder}/output.json`, GOOD("abc")),
    /changed since the script was written/,
  ],
  [
    "a picture that is a link",
    (folder, of) => {
      Deno.symlinkSync("/etc/hostname", `${folder}/a.svg`);
      const blocks = [{ output: [{ picture: "a.svg" }], values: {} }];
      Deno.writeTextFileSync(`${folder}/output.json`, JSON.stringify({ r: "4.3.1", of, blocks }));
    },
    /there is no file "a.svg"/,
  ],
  [
    "too few blocks",
    (folder, of) =>
      Deno.writeTextFileSync(
        `${folder}/output.json`,
        JSON.stringify({ r: "4.3.1", of, blocks: [] }),
      ),
    /it has not every block/,
  ],
  [
    "a failure",
    (folder) => {
      const failure = { line: 12, message: "object 'q' not found\nline 4: no such file" };
      Deno.writeTextFileSync(`${folder}/failed.json`, JSON.stringify(failure));
    },
    /01-page\.md:12:1: error\[r-failed\]: R fails here: object 'q' not found[\s\S]*In blocks before, R met: line 4/,
  ],
];

for (const [name, write, why] of BAD) {
  Deno.test(`where R writes ${name}, nothing is stored and it is told`, async () => {
    using book = new StoredBook(null);
    const { status, err } = await store(book, [], standIn(write));
    assertEquals(status, 1);
    assertMatch(err, why);
    assertEquals([...Deno.readDirSync(book.root)].some(({ name }) => /stored/.test(name)), false);
  });
}

Deno.test("a store that is a link is not written to", async () => {
  using book = new StoredBook(null);
  Deno.mkdirSync(`${book.folder.path}/elsewhere`);
  Deno.symlinkSync("../elsewhere", `${book.root}/01-page.stored`);
  const run = standIn((folder, of) => Deno.writeTextFileSync(`${folder}/output.json`, GOOD(of)));
  assertMatch((await store(book, [], run)).err, /"01-page.stored" is no folder/);
  assertEquals([...Deno.readDirSync(`${book.folder.path}/elsewhere`)], []);
});

Deno.test("a book without blocks for R has nothing to store", async () => {
  using book = new StoredBook(null, "# A\n\n```{r}\n1\n```\n");
  assertEquals((await store(book)).out, "no page has a block with `engine: R`\n");
});

Deno.test("R runs the blocks of a page with what they need", { ignore: !R }, async () => {
  const page = PAGE.replace(
    "plot(d$y)",
    'plot(d$y)\naggregate(y ~ g, d, mean)\nwarning("ta\\"ke")\nm <- lm(y ~ g, d)\n' +
      'cat("\\001é\\n")\nhist(d$y)',
  );
  using book = new StoredBook(null, page);
  assertEquals(await store(book), { status: 0, out: "1 page stored, 0 as they were\n", err: "" });
  const text = Deno.readTextFileSync(`${book.root}/01-page.stored/output.json`);
  const { output, values } = JSON.parse(text).blocks[0];
  assertEquals(output.map((item: object) => Object.keys(item)[0]), [
    "picture",
    "table",
    "warning",
    "text",
    "picture",
  ]);
  assertEquals(output[1].table.columns[1].values, [1.875, 3.5625]);
  assertEquals(output[2], { warning: ['ta"ke'] });
  assertEquals(output[3], { text: ["\u0001é"] });
  assertEquals(Object.keys(values), ["k"]);
  assertEquals(told(await book.build()), []);
});

Deno.test("what fails in R is told at its line", { ignore: !R }, async () => {
  using book = new StoredBook(null, PAGE.replace("plot(d$y)", "x <- 1\nstop('no')"));
  const { status, err } = await store(book);
  assertEquals(status, 1);
  assertMatch(err, /01-page\.md:13:1: error\[r-failed\]: R fails here: no/);
});

Deno.test("scripts run on their own, and what they wrote is taken", { ignore: !R }, async () => {
  using book = new StoredBook(null);
  const scripts = `${book.folder.path}/scripts`;
  assertEquals((await store(book, ["--scripts", scripts])).status, 0);
  const run = new Deno.Command("Rscript", {
    args: [`${scripts}/01-page.R`, `${scripts}/01-page`],
    cwd: book.root,
    stderr: "null",
  });
  assertEquals((await run.output()).code, 0);
  assertEquals((await store(book, ["--take", scripts])).out, "1 page stored, 0 as they were\n");
  assertEquals(told(await book.build()), []);
  book.write("data/x.csv", DATA.replace("1.5", "1.6"));
  assertMatch((await store(book, ["--take", scripts])).err, /changed since the script was written/);
  assertEquals((await run.output()).code, 1);
  const { err } = await store(book, ["--take", scripts]);
  assertMatch(err, /these files are others than those of the book: data\/x\.csv/);
});
