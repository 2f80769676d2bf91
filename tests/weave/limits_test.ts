/** Text takes time in proportion to its length, or is told to be too long. */
import { assert, assertEquals } from "@std/assert";
import { parsePage } from "../../lib/weave/parse_page.ts";

const HEAD = "---\ntitle: P\n---\n\n";

/** What is repeated twenty thousand times; with a quadratic reader each takes minutes. */
const PIECES = [
  ...'^[ [^a [^a] [@ [@a; @a `r $ $a $$ ![ ![a]( [a]( [x](< [x](a" [a]{ < <a <!-- \\( \\['.split(
    " ",
  ),
  ..."\\@ref( \\@ref(fig:a) * _a ~a ^a {# (ref:a) [a][ | > ``` ::: &# plot( plot(`".split(" "),
  ..."\\begin{align}".split(" "),
  "- a\n",
  "- [ ] a\n",
  "# a\n",
  "## a\n",
  "===\n",
  "---\n",
  "a\n---\n",
  "::: note\n",
  "::: {.a}\n",
  "\n|a|b|\n|-|-|\n",
  "\\begin{align}\n",
  "\\[\n",
  "$$\n",
  "```\n",
  "a\n: b\n\n",
  "Table: a\n\n",
  "> [!NOTE]\n",
  "\\newcommand{\\a}{b}",
  "\\newcommand{\\a}{",
];

Deno.test("twenty thousand of any sign are read in time", () => {
  for (const piece of PIECES) {
    const from = performance.now();
    parsePage("p.md", HEAD + piece.repeat(20_000));
    const took = performance.now() - from;
    assert(took < 8000, `${JSON.stringify(piece)} took ${took} ms`);
  }
});

const BLANKS = " ".repeat(100_000);

Deno.test("so are a hundred thousand blanks anywhere", () => {
  const texts = [
    `# a${BLANKS}b\n`,
    `## a${BLANKS}{#b}\n`,
    `# a {#b${BLANKS}}`,
    `|a|\n|-|\n|b|\n\n: cap${BLANKS}b\n`,
    `|a|\n|-|\n|b|\n\n:${BLANKS}cap {#tbl-a}\n`,
    `a${BLANKS}b`,
    `[@a,${BLANKS}]`,
    `[a]{${BLANKS}}`,
    `\`r${BLANKS}x\``,
    `$a${BLANKS}$`,
    `:::${BLANKS}note\n:::\n`,
    `\`\`\`model\n#|${BLANKS}a: b\n1\n\`\`\``,
    `(ref:a)${BLANKS}b`,
  ];
  for (const text of texts) {
    const from = performance.now();
    parsePage("p.md", HEAD + text);
    const took = performance.now() - from;
    assert(took < 2000, `${text.replace(/ {9,}/, " … ")} took ${took} ms`);
  }
});

/** Codes of a page's faults, and how long it took to find them. */
function faultsOf(text: string): { codes: string[]; ms: number } {
  const from = performance.now();
  const { diagnostics } = parsePage("p.md", HEAD + text);
  return { codes: [...new Set(diagnostics.map((d) => d.code))], ms: performance.now() - from };
}

Deno.test("what a page cannot hold is told in place of being read", () => {
  const row = (cells: number): string => "|" + "b|".repeat(cells) + "\n";
  const table = (rows: number, cells: number): string =>
    row(cells) + "|" + "-|".repeat(cells) + "\n" + row(cells).repeat(rows);
  const doubled = Array.from(
    { length: 40 },
    (_, i) => `(ref:a${i}) (ref:a${i + 1}) (ref:a${i + 1})\n\n`,
  ).join("");
  const cases: [text: string, code: string][] = [
    [table(500, 300), "too-long"],
    ["x".repeat(5_000_001), "too-long"],
    ["^[a] ".repeat(20_001), "too-many-notes"],
    [`${doubled}(ref:a40) x\n\n(ref:a0)`, "too-long"],
  ];
  for (const [text, code] of cases) {
    const { codes, ms } = faultsOf(text);
    assert(codes.includes(code), `${text.slice(0, 20)}: ${codes}`);
    assert(ms < 8000, `${text.slice(0, 20)} took ${ms} ms`);
  }
  // a long table that a page can hold
  assertEquals(faultsOf(table(9_000, 5)).codes, []);
});

Deno.test("unknown names among many known ones are told quickly", () => {
  const known = Array.from({ length: 1500 }, (_, i) => `[^mm${i}]: text\n\n`).join("");
  const asked = Array.from({ length: 1500 }, (_, i) => `x[^nn${i}]\n\n`).join("");
  const { codes, ms } = faultsOf(asked + known);
  assertEquals(codes, ["unknown-note", "unused-note"]);
  assert(ms < 8000, `${ms} ms`);
});
