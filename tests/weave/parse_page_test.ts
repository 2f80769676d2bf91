import { assertEquals } from "@std/assert";
import type { Token } from "markdown-it";
import { blockOffset, type Page } from "../../lib/weave/page/page.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";

function page(text: string): Page {
  return parsePage("a.md", `# Title\n\n${text}`);
}

/** Code, line and column of every fault; the first line of the text given to `page` is line 3. */
function faults(text: string): [string, number | undefined, number | undefined][] {
  return page(text).diagnostics.map((d) => [d.code, d.line, d.column]);
}

function inline(text: string): string[] {
  const out: string[] = [];
  const visit = (token: Token) => {
    if (token.children) token.children.forEach(visit);
    else if (token.type !== "text" || token.content !== "") {
      out.push(`${token.type}:${token.content}`);
    }
  };
  page(text).tokens.filter((token) => token.type === "inline").forEach(visit);
  return out;
}

Deno.test("mathematics by each of its signs, and money that is none", () => {
  assertEquals(inline("a $x_1$ b"), ["text:a ", "math:x_1", "text: b"]);
  assertEquals(inline("a \\(x*y*z\\) b"), ["text:a ", "math:x*y*z", "text: b"]);
  assertEquals(inline("$5 and $6"), ["text:$5 and $6"]);
  assertEquals(inline("\\$x$ y"), ["text:$x$ y"]);
  assertEquals(inline("$ x$"), ["text:$ x$"]);
});

Deno.test("a display within a paragraph splits it; a label goes with it", () => {
  const { tokens, labels } = page("before\n$$ y = 1 $$ {#eq-y}\nafter");
  assertEquals(tokens.filter((token) => token.level === 0).map((token) => token.type), [
    "paragraph_open",
    "paragraph_close",
    "display",
    "paragraph_open",
    "paragraph_close",
  ]);
  assertEquals(labels.map(({ label, kind }) => [label, kind]), [["eq-y", "equation"]]);
});

Deno.test("labels may hold underscores; a full stop after one is none of it", () => {
  const { tokens } = page("See @tbl-a_b_c. And @fig-x, \\@ref(tab:a_b).");
  const references = tokens.flatMap((token) => token.children ?? []).filter((t) =>
    t.type === "reference"
  );
  assertEquals(references.map((token) => [token.meta?.["label"], token.meta?.["bare"]]), [
    ["tbl-a_b_c", false],
    ["fig-x", false],
    ["tbl-a_b", true],
  ]);
});

Deno.test("places inside lists, quotes and tables are the file's", () => {
  const text =
    "- item\n  > quoted @tbl-x and `r f(x)`\n\n| a | b |\n|---|---|\n| `r 1` | `r 1` |\n";
  const { blocks, source } = page(text);
  assertEquals(blocks.map((block) => source.place(block.span.start)), [
    { line: 4, column: 26 },
    { line: 8, column: 6 },
    { line: 8, column: 14 },
  ]);
});

Deno.test("what is not closed is a fault at its opening line, and the rest is read", () => {
  assertEquals(faults("```model\nx <- 1\n\n## Next\n\n@nothing here\n"), [[
    "unclosed-fence",
    3,
    1,
  ]]);
  assertEquals(page("```model\nx <- 1\n\n```model\ny <- 2\n```\n").blocks.map((b) => b.code), [
    "x <- 1\n",
    "y <- 2\n",
  ]);
  assertEquals(faults("::: {.note}\ntext\n"), [["unclosed-container", 3, 1]]);
  assertEquals(faults("text\n\n$$\nx\n"), [["unclosed-mathematics", 5, 1]]);
  assertEquals(faults("> ```model\n> x\n\ntext"), [["unclosed-fence", 3, 3]]);
  assertEquals(faults(":::\n"), [["stray-container-end", 3, 1]]);
});

Deno.test("a fence within a longer fence is text", () => {
  const { blocks, diagnostics } = page("````markdown\n```model\nx\n```\n````\n");
  assertEquals([blocks.length, diagnostics.length], [0, 0]);
});

Deno.test("knitr's header and #| lines give the same options", () => {
  const { blocks } = page(
    '```{r means, echo=FALSE, message=FALSE, fig.cap="A, b", out.width=\'100%\', fig.width=7}\n1\n```\n\n```model\n#| label: means\n#| echo: false\n#| fig-cap: "A, b"\n#| width: 672\n#| out-width: 100%\n1\n```\n',
  );
  const options = blocks.map((block) =>
    Object.fromEntries(
      Object.entries(block.options).map(([name, { value }]) => [name, value]).sort(),
    )
  );
  assertEquals(options[0], {
    caption: "A, b",
    echo: false,
    label: "means",
    "picture-width": "100%",
    width: 672,
  });
  assertEquals(options[1], options[0]);
});

Deno.test("an option that is not known is a warning; a slip in a word of ours is an error", () => {
  const told = (text: string): string[] =>
    page(text).diagnostics.map(({ severity, code, hint }) => `${severity} ${code} ${hint}`);
  assertEquals(told("```model\n#| lable: x\n1\n```\n"), [
    'error unknown-option Did you mean "label"?',
  ]);
  const known = "warning unknown-option ";
  assertEquals(told("```{r}\n#| code-sumary: x\n1\n```\n"), [
    `${known}Did you mean "code-summary"?`,
  ]);
  assertEquals(told("```{r}\n#| zzzzzz: x\n1\n```\n")[0]?.slice(0, known.length), known);
  assertEquals(told("```{r lable=1}\n1\n```\n").length, 1);
  assertEquals(told("```{r}\n#| inclde: false\n1\n```\n"), [
    'error unknown-option Did you mean "include"?',
  ]);
});

Deno.test("questions about the output are answered, hooks of knitr ask nothing of chunks", () => {
  const { blocks, diagnostics } = page(
    "```{r a, eval=knitr::is_html_output(), include=!is_latex_output()}\n1\n```\n\n" +
      "```{r}\nknitr::knit_hooks$set(document = function(x) x)\n```\n",
  );
  assertEquals(diagnostics, []);
  assertEquals(blocks[0]?.options["eval"]?.value, true);
});

Deno.test("options: unknown names, wrong shapes and bad YAML, each at its place", () => {
  assertEquals(faults("```model\n#| lable: x\n#| digits: many\n1\n```\n"), [
    ["unknown-option", 4, 4],
    ["bad-option", 5, 12],
  ]);
  assertEquals(faults("```model\n#| label: [a\n1\n```\n").map(([code]) => code), ["bad-yaml"]);
  const [block] = page("```model\n#| lable: x\nx <- 1\n```\n").blocks;
  assertEquals(block?.code, "x <- 1\n", "an unknown option does not stop its block");
});

Deno.test("a position in a block's code leads to its place in the file", () => {
  const { blocks, source } = page(
    "1. list\n\n   ```model\n   #| label: tbl-x\n   a\n   bb + c\n   ```\n",
  );
  const [block] = blocks;
  if (!block) throw new Error("no block");
  assertEquals(block.code, "a\nbb + c\n");
  assertEquals(source.place(blockOffset(block, 7)), { line: 8, column: 9 });
});

Deno.test("headings: ids, numbers left out, levels in order, one title", () => {
  const { headings, title, labels, diagnostics } = parsePage(
    "a.md",
    "# T {#sec-t}\n\n## A b {#sec-a}\n\n## A b\n\n## A b {-}\n\n#### deep\n\n# again\n",
  );
  assertEquals(title, "T");
  assertEquals(headings.map(({ id, numbered }) => [id, numbered]), [
    ["sec-a", true],
    ["a-b", true],
    ["a-b-2", false],
    ["deep", true],
    ["again", true],
  ]);
  assertEquals(labels.map(({ label, kind }) => [label, kind]), [["sec-t", "chapter"], [
    "sec-a",
    "section",
  ]]);
  assertEquals(diagnostics.map(({ code, line }) => [code, line]), [["heading-level", 9], [
    "second-title",
    11,
  ]]);
});

Deno.test("front matter keeps the places of the text below it", () => {
  const read = parsePage("a.md", "---\ntitle: T\nramdom: 1\n---\n\n@tbl-x\n");
  assertEquals(
    read.diagnostics.map(({ code, line, column, severity }) => [code, line, column, severity]),
    [
      ["unknown-option", 3, 1, "warning"],
    ],
  );
  const bad = parsePage("a.md", "---\ntitle: a: b\n---\n\n# T\n");
  assertEquals(bad.diagnostics.map(({ code, line }) => [code, line]), [["bad-yaml", 2]]);
  assertEquals(parsePage("a.md", "---\ntitle: T\n").diagnostics.map((d) => d.code), [
    "unclosed-front-matter",
  ]);
});

Deno.test("footnotes: two paragraphs, on the spot, unknown and unused", () => {
  const { tokens, diagnostics } = page(
    "One[^a] two^[spot *on*] three[^b].\n\n[^a]: First.\n\n    Second.\n\n[^c]: Never.\n",
  );
  assertEquals(
    tokens.filter((token) => token.type === "note_open").map((t) => t.meta?.["number"]),
    [1, 2],
  );
  assertEquals(
    diagnostics.map(({ code, severity, line, column }) => [code, severity, line, column]),
    [
      ["unknown-note", "error", 3, 30],
      ["unused-note", "warning", 9, 1],
    ],
  );
});

Deno.test("of raw HTML a little passes, without what could run", () => {
  const { tokens } = page(
    'a <sub onclick="x()" class="k">2</sub> <img src="javascript:x" alt="y">\n',
  );
  const tags = tokens.flatMap((token) => token.children ?? []).filter((t) => t.type === "markup");
  assertEquals(tags.map((token) => token.meta?.["attributes"]), [
    [["class", "k"]],
    [],
    [["alt", "y"]],
  ]);
  assertEquals(faults("<script>x</script>"), [["raw-html", 3, 1]]);
});

Deno.test("line ends of any kind and a byte order mark change no place", () => {
  const read = parsePage("a.md", "\uFEFF# T\r\n\r\n```model\r\n#| lable: x\r\n1\r\n```\r\n");
  assertEquals(read.diagnostics.map(({ code, line, column }) => [code, line, column]), [
    ["unknown-option", 4, 4],
  ]);
});

Deno.test("inputs that could take for ever do not", () => {
  for (
    const text of [
      "$".repeat(5000),
      "[@".repeat(5000),
      "`r ".repeat(3000),
      "::: {.a}\n".repeat(300),
      "^[".repeat(2000),
      "<a ".repeat(3000),
      "{#".repeat(5000),
    ]
  ) {
    page(text);
  }
});

Deno.test("bookdown's label within an equation", () => {
  const { labels, source } = page("$$\ny = 1 (\\#eq:y_1)\n$$\n");
  assertEquals(labels.map(({ label, span }) => [label, source.place(span.start).column]), [[
    "eq-y_1",
    9,
  ]]);
});

Deno.test("a label that could be no address is refused", () => {
  assertEquals(faults("```model\n#| label: my label\n1\n```\n"), [["bad-label", 4, 11]]);
});

Deno.test("definition lists, with the places of what stands in them", () => {
  const { tokens, blocks, source } = page("one\n: first\n  more `r x`\n: second\n\ntwo\n: third\n");
  assertEquals(tokens.filter((t) => t.type === "inline").map((t) => t.content), [
    "one",
    "first\n  more `r x`",
    "second",
    "two",
    "third",
  ]);
  assertEquals(tokens.filter((t) => t.type === "dl_open").length, 1);
  assertEquals(blocks.map((block) => source.place(block.span.start)), [{ line: 5, column: 11 }]);
});
