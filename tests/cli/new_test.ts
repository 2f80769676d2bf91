/** `new` and `upgrade`: a book begun anywhere, pinned, and told what changed. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { filesBelow } from "../../release/release.ts";
import { faultsOf } from "../../lib/site/build/any_fault.ts";
import { VERSION } from "../../lib/version.ts";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const read = (path: string): string => Deno.readTextFileSync(path);

for (const kind of ["course", "report", "supplement"]) {
  Deno.test(`a new ${kind} builds without a fault, as it is published`, async () => {
    using folder = new TemporaryFolder();
    const book = `${folder.path}/b`;
    const { status, out, err } = await heddle("new", kind, book);
    assertEquals([status, err], [0, ""]);
    for (const path of filesBelow(book)) {
      assertStringIncludes(out, `${book}/${path}\n`);
      assert(!read(`${book}/${path}`).includes(folder.path), path);
    }
    const about = JSON.parse(read(`${book}/package.json`));
    assertEquals(about.devDependencies, { "@heddle/heddle": VERSION });
    const [, , , ...options] = about.scripts["publish-site"].split(" ");
    const built = await heddle(
      ...["build", book, "--output", `${folder.path}/site`, "--strict", ...options],
    );
    assertEquals([built.status, built.err], [0, ""]);
  });
}

Deno.test("a folder alone is a course: its tests have the df that the layout promises", async () => {
  using folder = new TemporaryFolder();
  const book = `${folder.path}/my book`;
  const made = await heddle("new", `${book}/`);
  assertEquals([made.status, made.err], [0, ""]);
  for (
    const name of [
      "book.yml",
      "01-first-trial.md",
      "data/trial.csv",
      "data/trial.yml",
      "package.json",
      ".github/workflows/publish.yml",
    ]
  ) {
    assertStringIncludes(made.out, `${book}/${name}\n`);
    assert(Deno.statSync(`${book}/${name}`).isFile);
  }
  const { scripts } = JSON.parse(read(`${book}/package.json`));
  assertEquals(Object.keys(scripts), ["build", "check", "serve", "publish-site"]);
  const built = await heddle("build", book, "--output", `${folder.path}/site`, "--strict");
  assertEquals([built.status, built.err], [0, ""]);
  const page = read(`${folder.path}/site/01-first-trial.html`);
  for (const words of ["Table 1.1", "Figure 1.1", "Fisher", "The standard error of a difference"]) {
    assertStringIncludes(page, words);
  }
  // (r - 1)(v - 1) of five blocks and four varieties
  assert(/>12</.test(page), "12 df of error");
  const again = await heddle("new", book);
  assertEquals(again.status, 2);
  assertStringIncludes(again.err, "is not empty");
});

Deno.test("where the program was just installed, package.json gets the scripts that it lacks", async () => {
  using folder = new TemporaryFolder();
  const old = { name: "mine", dependencies: { "@heddle/heddle": "file:../h.tgz" } };
  folder.write("package.json", JSON.stringify({ ...old, scripts: { check: "my own" } }));
  folder.write("node_modules/x/README.md", "# Not a chapter\n");
  const { status, err } = await heddle("new", "course", folder.path);
  assertEquals([status, err], [0, ""]);
  const { scripts, ...rest } = JSON.parse(read(`${folder.path}/package.json`));
  assertEquals(rest, { private: true, ...old });
  assertEquals(scripts.check, "my own");
  assertStringIncludes(scripts["publish-site"], "--audience student");
  assertEquals((await heddle("check", folder.path)).out, "2 pages, no errors\n");
});

Deno.test("a cloned folder keeps what it holds: README, licence, lines of .gitignore", async () => {
  using folder = new TemporaryFolder();
  folder.write(".git/HEAD", "ref: refs/heads/main\n");
  folder.write("README.md", "# Mine\n");
  folder.write("LICENSE", "Mine.\n");
  folder.write(".gitignore", "*.log\n/_site");
  const { status, out } = await heddle("new", "report", folder.path);
  assertEquals(status, 0);
  assertEquals(read(`${folder.path}/README.md`), "# Mine\n");
  assertEquals(read(`${folder.path}/LICENSE`), "Mine.\n");
  assertEquals(
    read(`${folder.path}/.gitignore`),
    "*.log\n/_site\nnode_modules/\n_site.next/\n.heddle/\n",
  );
  assert(!out.includes("README.md"), out);
  const built = await heddle("check", folder.path);
  assertEquals([built.status, built.out], [0, "2 pages, no errors\n"]);
});

Deno.test("a folder that holds work is left alone", async () => {
  using folder = new TemporaryFolder();
  folder.write("thesis.tex", "Work.");
  const { status, err } = await heddle("new", "course", folder.path);
  assertEquals(status, 2);
  assertEquals(
    err,
    `heddle new: "${folder.path}" is not empty (it holds thesis.tex); name a new folder\n`,
  );
  assertEquals([...Deno.readDirSync(folder.path)].map((e) => e.name), ["thesis.tex"]);
});

Deno.test("what is asked wrongly is said in a line", async () => {
  assertEquals(
    (await heddle("new", "thesis", "x")).err,
    'heddle new: a book is a course, a report, a supplement, not a "thesis"\n',
  );
  assertEquals((await heddle("new")).status, 2);
  using folder = new TemporaryFolder();
  const { status, err } = await heddle("new", "course", `${folder.path}/c`, "--package", "no.tgz");
  assertEquals([status, err], [2, 'heddle new: there is no file "no.tgz"\n']);
  assertEquals([...Deno.readDirSync(folder.path)].length, 0);
});

/** A package as npm packs it, of one file. */
async function pack(about: Record<string, string>): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(JSON.stringify(about));
  const archive = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512 + 1024);
  archive.set(new TextEncoder().encode("package/package.json"));
  archive.set(new TextEncoder().encode(bytes.length.toString(8).padStart(11, "0")), 124);
  archive.set(bytes, 512);
  const stream = new Blob([archive]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const OWN = { name: "@heddle/heddle", version: VERSION };

Deno.test("--package takes this program of this version and no other file", async () => {
  using folder = new TemporaryFolder();
  const file = `${folder.path}/p.tgz`;
  const whole = await pack(OWN);
  for (
    const [bytes, words] of [
      [new TextEncoder().encode("hello"), "is no package; @heddle/heddle is what a book installs"],
      [new Uint8Array(0), "is no package; "],
      [whole.subarray(0, 60), "is no package; "],
      [await pack({ name: "other", version: "1.0.0" }), "is the package other 1.0.0; "],
      [await pack({ name: OWN.name, version: "0.1.0" }), `0.1.0, and this is ${VERSION}`],
      [await pack({ name: OWN.name }), "is no package; "],
    ] as const
  ) {
    Deno.writeFileSync(file, bytes);
    const { status, err } = await heddle("new", `${folder.path}/c`, "--package", file);
    assertEquals(status, 2);
    assertStringIncludes(err, words);
    assertEquals([...Deno.readDirSync(folder.path)].length, 1);
  }
});

Deno.test("the package may lie in the clone where it was installed from; the book brings it along", async () => {
  using folder = new TemporaryFolder();
  folder.write("README.md", "# Mine\n");
  folder.write("package.json", '{"dependencies":{"@heddle/heddle":"file:../../h.tgz"}}');
  Deno.writeFileSync(`${folder.path}/h.tgz`, await pack(OWN));
  const without = await heddle("new", "report", folder.path);
  assertStringIncludes(without.err, "is not empty (it holds h.tgz)");
  const { status, err } = await heddle(
    ...["new", "report", folder.path, "--package", `${folder.path}/h.tgz`],
  );
  assertEquals([status, err], [0, ""]);
  const { dependencies, devDependencies } = JSON.parse(read(`${folder.path}/package.json`));
  assertEquals([dependencies, devDependencies], [
    { "@heddle/heddle": "file:vendor/h.tgz" },
    undefined,
  ]);
  assertEquals(Deno.readFileSync(`${folder.path}/vendor/h.tgz`), await pack(OWN));
  assertEquals((await heddle("check", folder.path)).out, "2 pages, no errors\n");
});

Deno.test("a program that lies on the author's disk alone is told", async () => {
  using folder = new TemporaryFolder();
  folder.write("package.json", '{"dependencies":{"@heddle/heddle":"file:../../h.tgz"}}');
  const { out } = await heddle("new", "report", folder.path);
  assertStringIncludes(out, "finds Heddle at file:../../h.tgz, which is on this disk alone");
});

Deno.test("upgrade keeps line ends, quotes and braces, and says where it cannot write", async () => {
  using folder = new TemporaryFolder();
  for (
    const [before, after] of [
      ["title: A\r\n# last", `title: A\r\n# last\r\nheddle: ${VERSION}\r\n`],
      ["title: A\r\nheddle: 0.1.0  # x\r\n", `title: A\r\nheddle: ${VERSION}  # x\r\n`],
      ['"heddle": 0.1.0 # x\n', `"heddle": ${VERSION} # x\n`],
      ["heddle: '0.1.0'\n", `heddle: ${VERSION}\n`],
      ["version: 0.1.0\n", `version: ${VERSION}\n`],
      ["{title: A, heddle: 0.1.0}\n", `{title: A, heddle: ${VERSION}}\n`],
      ["", `heddle: ${VERSION}\n`],
    ]
  ) {
    folder.write("book.yml", before!);
    assertEquals((await heddle("upgrade", folder.path, "--write")).status, 0);
    assertEquals(read(`${folder.path}/book.yml`), after);
  }
  for (const text of ["{title: A}\n", "title: A\n...\n"]) {
    folder.write("book.yml", text);
    const { status, err } = await heddle("upgrade", folder.path, "--write");
    assertEquals(status, 2);
    assertStringIncludes(err, `write "heddle: ${VERSION}" into`);
    assertEquals(read(`${folder.path}/book.yml`), text);
  }
});

Deno.test("upgrade tells of a package in the book that is of another version", async () => {
  using folder = new TemporaryFolder();
  const text = '{"devDependencies":{"@heddle/heddle":"file:vendor/heddle-heddle-0.1.0.tgz"}}';
  folder.write("package.json", text);
  folder.write("book.yml", "heddle: 0.1.0\n");
  const { out } = await heddle("upgrade", folder.path, "--write");
  assertStringIncludes(out, "installs file:vendor/heddle-heddle-0.1.0.tgz; put the package of");
  assertEquals(read(`${folder.path}/package.json`), text);
});

Deno.test("--version names the version of deno.json and of the change log", async () => {
  const config = JSON.parse(
    read(decodeURIComponent(new URL("../../deno.json", import.meta.url).pathname)),
  );
  assertEquals((await heddle("--version")).out, `${config.version}\n`);
  const log = read(decodeURIComponent(new URL("../../CHANGELOG.md", import.meta.url).pathname));
  assertEquals(/^## (\S+)/m.exec(log)?.[1], config.version);
});

Deno.test("a book of an older version is told at its line, and upgraded", async () => {
  using folder = new TemporaryFolder();
  folder.write("book.yml", "title: B\nheddle: 0.1.0 # when it was written\nnumbers: r\n");
  folder.write("01-a.md", "# A\n\n## First {#sec-first}\n\nWords.\n");
  folder.write("package.json", '{"devDependencies":{"@heddle/heddle":"0.1.0"}}');
  const old = await heddle("check", folder.path);
  assertEquals(old.status, 0);
  assertStringIncludes(
    old.err,
    "book.yml:2:9: warning[older-book]: The book was written for Heddle",
  );
  assertStringIncludes(old.err, "heddle upgrade lists them");
  const told = await heddle("upgrade", folder.path);
  assertStringIncludes(told.out, `written for Heddle 0.1.0; this is ${VERSION}\n`);
  assertStringIncludes(told.out, "  [numbers] A covariate of TRUE and FALSE");
  assertEquals(read(`${folder.path}/package.json`).includes("0.1.0"), true);
  await heddle("upgrade", folder.path, "--write");
  assertEquals(
    read(`${folder.path}/book.yml`),
    `title: B\nheddle: ${VERSION} # when it was written\nnumbers: r\n`,
  );
  assertEquals(
    read(`${folder.path}/package.json`),
    `{"devDependencies":{"@heddle/heddle":"${VERSION}"}}`,
  );
  const now = await heddle("check", folder.path);
  assertEquals([now.status, now.err], [0, ""]);
  assertStringIncludes((await heddle("upgrade", folder.path)).out, "nothing changed since\n");
});

Deno.test("a book of a newer version is not built", async () => {
  using folder = new TemporaryFolder();
  folder.write("01-a.md", "# A\n\n## First {#sec-first}\n\nWords.\n");
  for (
    const [written, code] of [["99.0.0", "newer-book"], ["0.2", "bad-option"], [
      "new",
      "bad-option",
    ]]
  ) {
    folder.write("book.yml", `heddle: ${written}\n`);
    const { status, err } = await heddle("check", folder.path);
    assertEquals(status, 1);
    assertStringIncludes(err, `book.yml:1:9: error[${code}]`);
  }
});

Deno.test("what the system forbids is no fault of the program's own leave, and neither is Deno's advice told", () => {
  const disk = new Deno.errors.PermissionDenied("Permission denied (os error 13): mkdir 'z/data'");
  assertEquals(
    faultsOf(disk)[0]?.message,
    "The system does not let you do that: Permission denied (os error 13): mkdir 'z/data'",
  );
  const leave = new Deno.errors.NotCapable(
    'Requires all access to "/dev/x", run again with the --allow-all flag',
  );
  assertEquals(
    faultsOf(leave)[0]?.message,
    'The program may not do that: NotCapable: Requires all access to "/dev/x"',
  );
});
