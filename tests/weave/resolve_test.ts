/** The tree of a page: what stands in it, and that it is in no format. */
import { assert, assertEquals } from "@std/assert";
import { numberPage } from "../../lib/weave/page/number_page.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";
import type { PageTree } from "../../lib/weave/resolve/page_tree.ts";
import { resolvePage } from "../../lib/weave/resolve/resolve_page.ts";
import { type Block, type Inline, plainWords } from "../../lib/weave/resolve/tree.ts";

function treeOf(text: string, audience: "all" | "student" = "all"): PageTree {
  const page = parsePage("01-a.md", text);
  const numbered = numberPage(page, { blocks: [], data: [], labels: {} }, {
    chapter: "1",
    output: "01-a.html",
    place: () => ({ role: "output", caption: [], width: "text" }),
  });
  return resolvePage(numbered, {
    resolve: (label) => numbered.targets.find((target) => target.label === label),
    labels: () => numbered.targets.map(({ label }) => label),
    works: new Map(),
    worksComplete: true,
    yearOf: new Map(),
    chapterWord: "Day",
    audience,
    macros: {},
    ownClasses: new Set(),
    pages: [numbered],
  }, { label: "Day 1", numbers: "r", labels: {} });
}

/** Blocks as their types, with those within them. */
function shape(blocks: readonly Block[]): unknown[] {
  return blocks.map((block) =>
    "blocks" in block
      ? [block.type, ...shape(block.blocks)]
      : block.type === "list"
      ? [block.type, ...block.items.map(shape)]
      : block.type
  );
}

function words(block: Block | undefined): Inline[] {
  return block && "words" in block ? block.words : [];
}

Deno.test("blocks stand within each other as they do on the page", () => {
  const tree = treeOf(
    "# A\n\nLead.\n\n## Section\n\n- one\n\n  two\n- three\n\n> quoted\n\n::: {.margin}\nAside.\n:::\n\n***\n",
  );
  assertEquals(shape(tree.blocks), [
    "paragraph",
    "heading",
    ["list", ["paragraph", "paragraph"], ["paragraph"]],
    ["quote", "paragraph"],
    ["aside", "paragraph"],
    "rule",
  ]);
});

Deno.test("raw tags are elements where they close within the same block, else tags", () => {
  const [paragraph] = treeOf("# A\n\nH<sub>2</sub>O, <kbd>Esc</kbd> and <br> more.\n").blocks;
  assertEquals(words(paragraph).map((each) => each.type), [
    "text",
    "element",
    "text",
    "element",
    "text",
    "tag",
    "text",
  ]);
  const torn = treeOf("# A\n\n*<kbd>one* two</kbd>\n").blocks;
  assertEquals(words(torn[0]).map((each) => each.type), ["styled", "text", "tag"]);
  const details = treeOf("# A\n\n<details>\n<summary>More</summary>\n\nInside.\n\n</details>\n");
  assertEquals(shape(details.blocks), [["element", ["element", "words"], "paragraph"]]);
});

Deno.test("references have their targets, and what is hidden has no link", () => {
  const text = "# A\n\nSee @exr-a and @exr-b.\n\n::: {#exr-a}\nOne.\n:::\n\n" +
    "::: {.content-hidden when-profile=student}\n::: {#exr-b}\nTwo.\n:::\n:::\n";
  const types = (audience: "all" | "student") =>
    words(treeOf(text, audience).blocks[0]).map((each) => each.type);
  assertEquals(types("all"), ["text", "reference", "text", "reference", "text"]);
  assertEquals(types("student"), ["text", "reference", "text", "text", "text"]);
  assertEquals(shape(treeOf(text, "student").blocks), ["paragraph", ["statement", "paragraph"]]);
});

Deno.test("faults are told when the tree is made, each at its place", () => {
  const { diagnostics } = treeOf(
    "# A\n\nSee @tbl-none and [@nobody].\n\n![](x.png) [x](ftp://a)\n\n::: {.solution for=exr-q}\nx\n:::\n",
  );
  assertEquals(diagnostics.map(({ code, line }) => [code, line]), [
    ["unknown-label", 3],
    ["unknown-citation", 3],
    ["missing-alt", 5],
    ["bad-link", 5],
    ["unknown-label", 7],
  ]);
});

Deno.test("signs that mean something in a format stand in the tree as they are", () => {
  const tree = treeOf(
    '# A & B\n\n## If a < b\n\nIt\'s "so" & `<p>` [x](a.md "t<t").\n\n| a<b |\n|--|\n| &amp; |\n',
  );
  const text = JSON.stringify(tree.blocks) + JSON.stringify(tree.search) + tree.name;
  assert(!/&(?:amp|lt|gt|quot|#39);/.test(text), text);
  assertEquals(plainWords(tree.title), "A & B");
  assertEquals(tree.search.map(({ title }) => title), ["A & B", "1.1 If a < b"]);
});

Deno.test("a note that is first called where nobody sees it stands where it is called next", () => {
  const text = "# A\n\n::: {.solution}\nHidden.[^n]\n:::\n\nBetween.\n\nSeen.[^n] Again.[^n]\n\n" +
    "[^n]: The *note*.\n";
  assertEquals(shape(treeOf(text).blocks), [
    ["solution", ["note", "paragraph"], "paragraph"],
    "paragraph",
    "paragraph",
  ]);
  assertEquals(shape(treeOf(text, "student").blocks), [
    "paragraph",
    ["note", "paragraph"],
    "paragraph",
  ]);
  const unseen = "# A\n\n::: {.solution}\nHidden.[^n]\n:::\n\nSeen.\n\n[^n]: The note.\n";
  assertEquals(shape(treeOf(unseen, "student").blocks), ["paragraph"]);
});
