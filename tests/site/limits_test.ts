/** Names that cannot be checked out, and bibliographies that double: told with their file. */
import { assert, assertEquals } from "@std/assert";
import { compileSite } from "../../lib/site/build/compile_site.ts";
import { readBibliography } from "../../lib/site/book/bibliography.ts";
import { LIMITS_PAGE, limitsPage, misplaced } from "./limits_page.ts";
import { bookOf } from "./memory_world.ts";

const PAGE = "---\ntitle: P\n---\n\nWords.\n";

/** Faults of a book whose pages have these names. */
async function faultsOf(names: readonly string[]): Promise<string[]> {
  const files = Object.fromEntries(names.map((name) => [name, PAGE]));
  const { world, root } = bookOf({ "book.yml": "title: T\n", ...files });
  const { diagnostics } = await compileSite(world, { root, output: "/nowhere/site" });
  return diagnostics.map((d) => `${d.severity}[${d.code}] ${d.file}`);
}

Deno.test("a page's name that no address, or another system, can hold is told with the file", async () => {
  const errors = ["04-a%b.md", "11-a%20b.md", "12-a#b.md", "13-a?b.md"];
  for (const name of errors) {
    assertEquals(await faultsOf([name]), [`error[bad-file-name] ${name}`]);
  }
  const warnings = ["CON.md", "aux.md", "con.notes.md", "15-a:b.md", "16-a .md", "17-a..md"];
  for (const name of warnings) {
    assertEquals(await faultsOf([name]), [`warning[bad-file-name] ${name}`]);
  }
  assertEquals(
    await faultsOf(["15-A.md", "15-a.md"]),
    [
      "warning[repeated-number] 15-a.md",
      "warning[bad-file-name] 15-a.md",
    ],
  );
  const composed = "16-é.md";
  assertEquals(
    (await faultsOf([composed.normalize("NFC"), composed.normalize("NFD")])).filter((f) =>
      f.includes("bad-file-name")
    ).length,
    1,
  );
  for (const name of ["01-a b.md", "02-a&b.md", "03-a+b.md", "04-a;b.md", "05-é日本.md"]) {
    assertEquals(await faultsOf([name]), []);
  }
});

Deno.test("a @string that doubles with every line is told before it is written out", async () => {
  const again = "@string{a = a # a}\n".repeat(30);
  const others = Array.from({ length: 40 }, (_, i) => `@string{a${i + 1} = a${i} # a${i}}\n`);
  const entry = (title: string): string => `@article{k, title = ${title}, author = {X Y}}`;
  const cases: [text: string, line: number][] = [
    [`@string{a = {aa}}\n${again}${entry("a")}`, 24],
    [`@string{a0 = "aa"}\n${others.join("")}${entry("a40")}`, 24],
    [`@string{a = {${"a".repeat(9_000_000)}}}\n${entry("a # a")}`, 2],
  ];
  for (const [text, line] of cases) {
    const { works, diagnostics } = await readBibliography("b.bib", text);
    assertEquals(works, []);
    assertEquals(diagnostics.map((d) => [d.code, d.line]), [["too-long", line]]);
  }
  const plain = `@string{j = {J. Stat.}}\n@article{k, journal = j # { B}, title = {A \\'e}}`;
  const { works, diagnostics } = await readBibliography("b.bib", plain);
  assertEquals([works[0]!.container, works[0]!.title.normalize(), diagnostics], [
    "J. Stat. B",
    "A é",
    [],
  ]);
});

Deno.test("the manual lists every limit with its number", () => {
  assertEquals(misplaced(), []);
  assertEquals(
    Deno.readTextFileSync(LIMITS_PAGE),
    limitsPage(),
    "run deno run --allow-read --allow-write tests/site/limits_page.ts",
  );
});

Deno.test("a formula and a book's labels have their limits, told at their place", async () => {
  const labels = Array.from({ length: 20_001 }, (_, i) => `$$a$$ {#eq-a${i}}\n\n`).join("");
  const cases: [text: string, code: string][] = [
    [`$${"a".repeat(20_001)}$\n`, "too-long"],
    [labels, "too-many-labels"],
  ];
  for (const [text, code] of cases) {
    const { world, root } = bookOf({ "book.yml": "title: T\n", "01-p.md": PAGE + "\n" + text });
    const { diagnostics } = await compileSite(world, { root, output: "/nowhere/site" });
    const told = diagnostics.filter((d) => d.code === code);
    assertEquals(told.map((d) => d.file), ["01-p.md"]);
    assert(told[0]!.line !== undefined && /20,000/.test(told[0]!.message), told[0]!.message);
  }
});
