/** `build`, `check` and `new`: exit statuses, what is told, and what is left alone. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../lib/cli/main.ts";
import { CapturedWorld, heddle, TemporaryFolder } from "./captured_world.ts";

const books = decodeURIComponent(new URL("../books", import.meta.url).pathname);
const program = decodeURIComponent(new URL("../../lib/cli/main.ts", import.meta.url).pathname);

const config = decodeURIComponent(new URL("../../deno.json", import.meta.url).pathname);

const GOOD = "# A\n\n## First {#sec-first}\n\nWords, and `r 6 * 7`.\n";

Deno.test("a good book is built with status 0, then left as it is", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", GOOD);
  const words = ["build", `${folder.path}/book`, "--output", `${folder.path}/site`];
  const first = await heddle(...words);
  assertEquals([first.status, first.err], [0, ""]);
  assert(/site: 2 pages, \d+ files written, 0 unchanged\n$/.test(first.out), first.out);
  assertStringIncludes(Deno.readTextFileSync(`${folder.path}/site/01-a.html`), "42");
  const second = await heddle(...words);
  assert(/site: 2 pages, 0 files written, \d+ unchanged\n$/.test(second.out), second.out);
});

Deno.test("other formats are written besides the site; one that there is not is wrong use", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", GOOD);
  const words = ["build", `${folder.path}/book`, "--output", `${folder.path}/site`, "--to"];
  const { status, err } = await heddle(...words, "html,text");
  assertEquals([status, err], [0, ""]);
  assertEquals(
    Deno.readTextFileSync(`${folder.path}/site/01-a.txt`),
    "Chapter 1 · A\n=============\n\n1.1 First\n---------\n\nWords, and 42.\n",
  );
  assertEquals(await heddle(...words, "text,docx"), {
    status: 2,
    out: "",
    err: 'heddle build: --to cannot be "docx"; choose one of html, text\n',
  });
});

Deno.test("check writes nothing", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", GOOD);
  const { status, out } = await heddle(
    "check",
    `${folder.path}/book`,
    "--output",
    `${folder.path}/s`,
  );
  assertEquals([status, out], [0, "2 pages, no errors\n"]);
  assertEquals([...Deno.readDirSync(folder.path)].map((e) => e.name), ["book"]);
});

/** `FILE:LINE:COLUMN: error[code]: words`, the line, the marks, the hint. */
const FAULT =
  /^01-mistakes\.md:(\d+):(\d+): error\[([\w-]+)\]: (.+)\n (\d+) \| (.*)\n +\| (\s*)\^+\nhint: (.+)\n$/;

Deno.test("a page of mistakes: each once, with place, line and hint; the last good site stays", async () => {
  using folder = new TemporaryFolder();
  const output = `${folder.path}/site`;
  folder.write("site/01-mistakes.html", "the last good build");
  folder.write("site/.heddle.json", '["01-mistakes.html"]');
  const { status, out, err } = await heddle("build", `${books}/faults`, "--output", output);
  assertEquals([status, out], [1, ""]);
  const [faults = "", summary = ""] = [
    err.slice(0, err.lastIndexOf("\n\n")),
    err.split("\n").at(-2),
  ];
  const found = `${faults}\n`.split("\n\n").map((text) => {
    const [, line, , code, , number, excerpt = "", before = ""] =
      FAULT.exec(`${text.trimEnd()}\n`) ?? assert(false, text) as never;
    assertEquals(line, number);
    assert(before.length < excerpt.length + 1, text);
    return code;
  });
  assertEquals(found.toSorted(), [
    "bad-mathematics",
    "bad-yaml",
    "missing-file",
    "outside-root",
    "plot-failed",
    "unclosed-container",
    "unclosed-fence",
    "unexpected-token",
    "unknown-citation",
    "unknown-column",
    "unknown-label",
    "unknown-option",
    "unknown-verb",
  ]);
  assertEquals(summary, `${found.length} errors; ${output} was left as it is`);
  assertEquals(
    [...Deno.readDirSync(output)].map((e) => e.name).sort()
      .map((name) => [name, Deno.readTextFileSync(`${output}/${name}`)]),
    [[".heddle.json", '["01-mistakes.html"]'], ["01-mistakes.html", "the last good build"]],
  );
});

Deno.test("an output that is no place for a site is wrong use, and nothing is written", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", GOOD);
  folder.write("full/letter.txt", "mine");
  const book = `${folder.path}/book`;
  for (const output of ["", ".", "/", book, folder.path, `${folder.path}/full`]) {
    for (const command of ["build", "serve"]) {
      const { status, out, err } = await heddle(command, book, "--output", output);
      assertEquals([status, out], [2, ""], `${command} --output "${output}"`);
      assert(/^heddle (build|serve): [^\n]+\n$/.test(err), err);
    }
  }
  assertEquals([...Deno.readDirSync(folder.path)].map((e) => e.name).sort(), ["book", "full"]);
  assertEquals([...Deno.readDirSync(book)].map((e) => e.name), ["01-a.md"]);
});

Deno.test("--json prints the faults as an array, and an empty one for a good book", async () => {
  const bad = await heddle("check", `${books}/faults`, "--json");
  assertEquals([bad.status, bad.err], [1, ""]);
  const faults = JSON.parse(bad.out) as Record<string, unknown>[];
  assertEquals(faults.length, 13);
  for (const fault of faults) {
    assertEquals(Object.keys(fault), [
      "code",
      "severity",
      "file",
      "line",
      "column",
      "endLine",
      "endColumn",
      "message",
      "hint",
    ]);
    assert(Object.values(fault).every((v) => v !== null), JSON.stringify(fault));
  }
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", GOOD);
  assertEquals(await heddle("check", `${folder.path}/book`, "--json"), {
    status: 0,
    out: "[]\n",
    err: "",
  });
});

Deno.test("what a fence of code prints is not in what --json prints", async () => {
  using folder = new TemporaryFolder();
  folder.write(
    "book/01-a.md",
    `# A\n\n\`\`\`plot\n#| label: fig-a\n#| caption: Words.\n${
      "log info warn error debug table dir trace".split(" ").map((name) =>
        `console.${name}("hello");`
      )
        .join("\n")
    }\ndocument.createElement("p")\n\`\`\`\n`,
  );
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--no-check",
        "--config",
        config,
        "--ignore-env",
        "--allow-read",
        `--allow-write=${folder.path}`,
      ],
      ...[program, "build", `${folder.path}/book`, "--output", `${folder.path}/site`, "--json"],
    ],
  }).output();
  const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  assertEquals([code, read(stdout), read(stderr)], [0, "[]\n", ""]);
});

Deno.test("--strict makes warnings faults", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/01-a.md", "# A\n\n<blink>Words</blink>\n");
  const loose = await heddle("check", `${folder.path}/book`);
  assertEquals(loose.status, 0);
  assert(/^01-a\.md:3:1: warning\[raw-html\]/.test(loose.err), loose.err);
  assertEquals(loose.out, "2 pages, no errors (2 warnings)\n");
  const strict = await heddle("check", `${folder.path}/book`, "--strict");
  assertEquals(strict.status, 1);
  assert(/^01-a\.md:3:1: error\[raw-html\]/.test(strict.err), strict.err);
});

Deno.test("a student's build holds no solutions", async () => {
  using folder = new TemporaryFolder();
  folder.write(
    "book/01-a.md",
    "# A\n\n::: {#exr-one}\nHow much?\n:::\n\n::: {.solution for=exr-one}\nSecretword.\n:::\n",
  );
  const page = async (...more: string[]): Promise<string> => {
    const words = ["build", `${folder.path}/book`, "--output", `${folder.path}/site`, ...more];
    assertEquals((await heddle(...words)).status, 0);
    return Deno.readTextFileSync(`${folder.path}/site/01-a.html`);
  };
  assertStringIncludes(await page(), "Secretword");
  assert(!(await page("--audience", "student")).includes("Secretword"));
});

Deno.test("a folder that is not there is a fault", async () => {
  const { status, err } = await heddle("build", "/nowhere/at-all");
  assertEquals(status, 1);
  assertStringIncludes(err, 'error[missing-book]: There is no folder "/nowhere/at-all"\nhint: ');
});

Deno.test("a fault of the program's own is told in a line, without a stack", async () => {
  class Broken extends CapturedWorld {
    override facts(): never {
      return (undefined as unknown as { nothing: { here: never } }).nothing.here;
    }
  }
  const world = new Broken();
  assertEquals(await main(["build", "reports"], world), 1);
  assert(
    /^error\[internal\]: The program met a fault of its own: TypeError: .+\nhint: .+\n$/.test(
      world.err,
    ),
  );
  assert(!world.err.includes("    at "), world.err);
});

Deno.test("the whole program: status, streams, and no more permissions than the task has", async () => {
  using folder = new TemporaryFolder();
  folder.write("reports/01-a.md", GOOD);
  folder.write("reports/02-b.md", "# B\n\nSee @sec-frist.\n");
  const run = async (...words: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-check",
        "--allow-read",
        "--allow-write=_site,_site.next,.heddle,reports/.heddle",
        "--ignore-env",
        program,
        ...words,
      ],
      cwd: folder.path,
    }).output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    return { code, out: text(stdout), err: text(stderr) };
  };
  const bad = await run("build");
  assertEquals([bad.code, bad.out], [1, ""]);
  assert(bad.err.startsWith("02-b.md:3:5: error[unknown-label]: "), bad.err);
  assertEquals([...Deno.readDirSync(folder.path)].map((e) => e.name), ["reports"]);
  const fence = "```plot\n#| caption: x\nPromise.reject(new Error('boom'));\nPlot.plot({})\n```\n";
  folder.write("reports/02-b.md", `# B\n\nSee @sec-first.\n\n${fence}`);
  const late = await run("build");
  assert(late.err.startsWith("02-b.md:7:16: error[plot-failed]: "), late.err);
  assert(!late.err.includes("    at "), "no stack");
  folder.write("reports/02-b.md", "# B\n\nSee @sec-first.\n");
  const good = await run("build");
  assertEquals([good.code, good.err], [0, ""]);
  assert(good.out.startsWith("_site: 3 pages, "), good.out);
  const elsewhere = await run("build", "--output", "other");
  assertEquals(elsewhere.code, 1);
  assert(elsewhere.err.startsWith("error[cannot-write]: "), elsewhere.err);
  assertEquals((await run("biuld")).code, 2);
});
