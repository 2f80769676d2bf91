/** `new` and `upgrade`: a book begun anywhere, pinned, and told what changed. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { filesBelow } from "../../release/release.ts";
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
    "*.log\n/_site\nnode_modules/\n_site.next/\n",
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
