/** `--keep-going`, `--blocks` and `--text`: statuses, summaries, files. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ALWAYS, permissions } from "../../lib/cli/permissions.ts";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const program = decodeURIComponent(new URL("../../lib/cli/main.ts", import.meta.url).pathname);

const PAGE = "# A\n\n```model\nx <- 1:3\nx\ny <- glmmTMB2(x)\n```\n\n```model\ny\n```\n";

function book(folder: TemporaryFolder): string {
  folder.write("book/01-a.md", PAGE);
  return `${folder.path}/book`;
}

const read = (path: string): unknown => JSON.parse(Deno.readTextFileSync(path));

Deno.test("with --keep-going the status is 0 and the summary counts; --strict is above it", async () => {
  using folder = new TemporaryFolder();
  const root = book(folder);
  const checked = await heddle("check", root, "--keep-going");
  assertEquals(
    [checked.status, checked.out],
    [0, "2 pages, 1 fault stands in the pages (1 error)\n"],
  );
  assertStringIncludes(checked.err, "01-a.md:6:6: error[unknown-verb]");
  const output = ["--output", `${folder.path}/site`];
  const built = await heddle("build", root, ...output, "--keep-going");
  assertEquals(built.status, 0);
  assertStringIncludes(built.out, "site: 2 pages, 1 fault stands in the pages, ");
  assertStringIncludes(Deno.readTextFileSync(`${folder.path}/site/01-a.html`), "glmmTMB2() is not");
  const strict = await heddle("build", root, ...output, "--keep-going", "--strict");
  assertEquals([strict.status, strict.out], [1, ""]);
  assertEquals((await heddle("check", root)).status, 1);
  folder.write("book/book.yml", "title: A\nfaults: show\n");
  assertEquals((await heddle("check", root)).status, 0);
  assertEquals((await heddle("check", root, "--strict")).status, 1);
});

Deno.test("--blocks and --text write their files, whatever the status", async () => {
  using folder = new TemporaryFolder();
  const root = book(folder);
  const [blocks, text] = [`${folder.path}/b.json`, `${folder.path}/t.json`];
  const expected = [
    {
      file: "01-a.md",
      line: 3,
      endLine: 7,
      kind: "model",
      status: "failed",
      missing: ["glmmTMB2"],
    },
    {
      file: "01-a.md",
      line: 9,
      endLine: 11,
      kind: "model",
      status: "depends-on-failed",
      missing: [],
    },
  ];
  for (const more of [[], ["--keep-going"]]) {
    const ran = await heddle("check", root, "--blocks", blocks, `--text=${text}`, ...more);
    assertEquals(ran.status, more.length === 0 ? 1 : 0);
    assertEquals(read(blocks), expected);
    assertEquals(read(text), [
      { file: "01-a.md", line: 3, shown: ["[1] 1 2 3"] },
      { file: "01-a.md", line: 9, shown: [] },
    ]);
  }
});

Deno.test("a file that holds something else is not written over", async () => {
  using folder = new TemporaryFolder();
  const root = book(folder);
  const wrong = async (...words: string[]): Promise<string> => {
    const { status, err } = await heddle("check", root, ...words);
    assertEquals(status, 2);
    return err.replaceAll(folder.path, "…");
  };
  assertEquals(
    await wrong("--blocks", `${root}/01-a.md`),
    'heddle check: --blocks: "…/book/01-a.md" holds something else; name a new file\n',
  );
  assertEquals(Deno.readTextFileSync(`${root}/01-a.md`), PAGE);
  assertEquals(
    await wrong("--text", root),
    'heddle check: --text needs a file, not the folder "…/book"\n',
  );
  assertEquals(
    await wrong("--blocks", `${folder.path}/no/b.json`),
    'heddle check: --blocks: there is no folder "…/no"\n',
  );
  assertEquals(await wrong("--blocks="), "heddle check: --blocks needs a file, not nothing\n");
  assertEquals(
    await wrong("--blocks", `${folder.path}/x`, "--text", `${folder.path}/x`),
    "heddle check: --blocks and --text name the same file\n",
  );
});

Deno.test("the files are written with the permissions that the launcher gives, and nothing else is", async () => {
  using folder = new TemporaryFolder();
  book(folder);
  const run = async (given: readonly string[], words: readonly string[]): Promise<number> => {
    const flags = [...ALWAYS, ...given].filter((flag) => flag !== "--no-config");
    const config = decodeURIComponent(new URL("../../deno.json", import.meta.url).pathname);
    const args = ["run", "--no-check", "--config", config, ...flags, program, ...words];
    const { code } = await new Deno.Command(Deno.execPath(), {
      args,
      cwd: folder.path,
      stdout: "null",
      stderr: "null",
    }).output();
    return code;
  };
  const words = ["check", "book", "--keep-going", "--blocks", "b.json", "--text", "t.json"];
  assertEquals(await run(permissions(words), words), 0);
  assertEquals((read(`${folder.path}/b.json`) as unknown[]).length, 2);
  assertEquals((read(`${folder.path}/t.json`) as unknown[]).length, 2);
  assertEquals(await run(permissions(["check", "book"]), words), 1);
});
