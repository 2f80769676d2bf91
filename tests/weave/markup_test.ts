/** Mark-up of Pandoc, R Markdown and Quarto, and raw HTML, as a page has it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { readTag } from "../../lib/weave/rules/html/tag.ts";
import { bookOf } from "../site/memory_world.ts";

async function built(text: string): Promise<{ html: string; told: string[] }> {
  const { world, root } = bookOf({
    "01-a.md": `# A\n\n${text}\n`,
    "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
  });
  const report = await buildSite({ world, root, output: "/nowhere/site" });
  const whole = report.ok ? world.readText("/nowhere/site/01-a.html") : "";
  const html = whole.slice(whole.indexOf("<main"), whole.indexOf("<footer"));
  return { html, told: report.diagnostics.map(({ code, line }) => `${line} ${code}`) };
}

/** What a page holds, each in this order. */
async function holds(text: string, ...pieces: string[]): Promise<void> {
  const { html, told } = await built(text);
  assertEquals(told, []);
  let from = 0;
  for (const piece of pieces) {
    const at = html.indexOf(piece, from);
    assert(at >= 0, `${piece} is not in ${html.slice(from)}`);
    from = at + piece.length;
  }
}

Deno.test("a table of HTML is a table: heads, cells over columns and rows, a caption", async () => {
  await holds(
    '<table>\n<caption>Squares {#tbl-ems}</caption>\n<tr><th>Source</th><th colspan="2">EMS</th></tr>\n' +
      '<tr><td rowspan=2>Block</td><td align="center">$x$</td><td>&alpha;<br>c</td></tr>\n' +
      "<tr><td>`r 1 + 1`</td><td>*two*</td></tr>\n</table>\n\nIn @tbl-ems.",
    "Squares.",
    '<thead><tr><th scope="col" class="l">Source</th><th scope="col" colspan="2" class="l">EMS</th>',
    '<th scope="row" rowspan="2" class="l">Block</th>',
    'class="c"',
    "α<br>c",
    ">2</th>",
    "<em>two</em>",
    'href="#tbl-ems">Table',
  );
});

Deno.test("elements and styles pass, what runs or loads does not", async () => {
  await holds(
    '<div style="text-align:center; position:fixed" class="k">\nWords *in* it, <b>bold</b>, <a href="https://example.org">a link</a>.\n</div>\n\n' +
      "<ul>\n<li>one</li>\n</ul>\n\n<h2>Further</h2>\n\n<center>Here</center>",
    '<div class="k" style="text-align:center">',
    "<em>in</em>",
    "<b>bold</b>",
    '<a href="https://example.org">a link</a>',
    "<li>",
    "Further",
    '<div style="text-align:center">',
  );
  const { html, told } = await built(
    '<script>\nalert(1)\n</script>\n\nA <script>alert(2)</script> b.\n\n<iframe src="https://e.org"></iframe>\n\n' +
      '<style>\np { color: red }\n</style>\n\n<p onclick="alert(3)">c</p>\n\n<a href="java\tscript:alert(4)">d</a>',
  );
  assert(!/alert|iframe|color: red|onclick/.test(html), html);
  assertEquals(told.map((each) => each.split(" ")[1]), Array(5).fill("raw-html"));
});

Deno.test("a style is a list of declarations that are known", () => {
  const style = (text: string) =>
    readTag(`<p style="${text}">`)?.tag.attributes.find(([name]) => name === "style")?.[1];
  assertEquals(style("color: #f00; width: 50%"), "color:#f00;width:50%");
  for (
    const text of [
      "background: url(x.png)",
      "width: expression(alert(1))",
      "position: absolute",
      "color: red\\3b x",
      "behavior: x",
      "color: var(--x)",
      "-moz-binding: x",
      "content: 'x'",
    ]
  ) assertEquals(style(text), undefined, text);
});

Deno.test("columns, tabs and raw blocks", async () => {
  await holds(
    '::: {.columns}\n::: {.column width="60%"}\nleft\n:::\n::: {.column width="2%"}\n:::\n::: {.column width="38%"}\nright\n:::\n:::',
    '<div class="columns">',
    '<div class="column" style="flex-grow:60">',
    '<div class="column" style="flex-grow:38">',
  );
  const tabs = "::: {.panel-tabset}\n## One\n\na\n\n### Deep\n\n## Two\n\nb\n:::\n\n## After";
  await holds(
    tabs,
    "<details open><summary>One</summary>",
    "Deep",
    "<details><summary>Two</summary>",
    '<span class="no">1.1</span> After',
  );
  await holds("```{=html}\n<b>raw</b>\n```", "<b>raw</b>");
  const { html, told } = await built("```{=latex}\n\\clearpage\n```\n\nWords.");
  assertEquals(told, ["3 raw-block"]);
  assert(!html.includes("clearpage"));
});

Deno.test("tables of every kind that Pandoc has", async () => {
  const multiline = [
    "-----------------------------------",
    " Centered   Right Left",
    "  Header  Aligned Aligned",
    "--------- ------- -----------------",
    "  First      12.0 Words that go on",
    "                  in a second line.",
    "",
    " Second       5.0 Other words.",
    "-----------------------------------",
    "",
    ": Many lines {#tbl-many}",
  ].join("\n");
  await holds(
    multiline,
    "Many lines.",
    "Centered",
    "Header",
    "Words that go on\nin a second line.",
    "Second",
    "5.0",
  );
  const headless = "------- ------\n     12 a\n\n    123 b\n------- ------";
  await holds(headless, "<table", "12", "123", "b");
  await holds(
    "+---+-----+\n| a | b   |\n+===+=====+\n| c | - x |\n|   | - y |\n+---+-----+",
    "<thead>",
    "• x<br>",
    "• y",
  );
  await holds("  a   b\n---  --\n  1   2\n\nTable: A simple one", "A simple one.", "<th");
});

Deno.test("lines of verse, signs of lists, definitions that stand apart, @Fig at a head", async () => {
  await holds("| The first\n|    and the second", "The first<br>", "and the second");
  await holds("a) one\nb) two", "a) one<br>", "b) two");
  await holds(
    "Term\n\n:   Meaning\n\n:   Another",
    "<dt>Term</dt>",
    "<dd>Meaning</dd>",
    "<dd>Another</dd>",
  );
  await holds("## S {#sec-s}\n\nA. @Sec-s says.", 'href="#sec-s"');
  const { told } = await built("| a | b |\n| c | d |");
  assertStringIncludes(told.join(), "unread-markup");
});

Deno.test("a box with a label gives it to its picture or table", async () => {
  await holds(
    "::: {#tbl-a}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWords of it\n:::\n\nIn @tbl-a and @fig-b.\n\n" +
      "::: {#fig-b}\n![What it shows](p.svg){width=50%}\n\nWords below\n:::",
    'id="tbl-a"',
    "Words of it.",
    'href="#tbl-a"',
    'href="#fig-b"',
    'id="fig-b"',
    'alt="What it shows"',
    "Words below.",
  );
});

Deno.test("theorems and their kin have numbers, each kind its own, by label, class or fence", async () => {
  await holds(
    '::: {#thm-a name="Of *sums*"}\nIt adds.\n:::\n\n::: {.theorem #b}\nMore.\n:::\n\n' +
      '```{lemma, c, name="Short"}\nSmall.\n```\n\n::: {.proof}\nEasy.\n:::\n\n' +
      "::: {#def-d}\n## Pens\n\nAre rooms.\n:::\n\n" +
      "See @thm-a, \\@ref(thm:b), \\@ref(lem:c) and @def-d.",
    '<div class="exr" id="thm-a" role="group" aria-label="Theorem 1.1">',
    "<b>Theorem 1.1</b> <span>· Of <em>sums</em></span>",
    "<b>Theorem 1.2</b>",
    "<b>Lemma 1.1</b> <span>· Short</span>",
    "<b>Proof</b>",
    "<b>Definition 1.1</b> <span>· Pens</span>",
    '<a class="ref" href="#thm-a">Theorem\u00a01.1</a>',
    '<a class="ref" href="#thm-b">1.2</a>',
    '<a class="ref" href="#lem-c">1.1</a>',
    '<a class="ref" href="#def-d">Definition\u00a01.1</a>',
  );
});

Deno.test("examples are counted through the page, and referred to before and behind", async () => {
  await holds(
    "First (@late).\n\n(@) One\n(@mid) Two,\nand on\n\n    More of it.\n\nBetween (@mid).\n\n(@late) Three.",
    "First (3).",
    '<ol class="prose">\n<li><p>One</p>',
    "<li><p>Two,\nand on</p>\n<p>More of it.</p>\n</li>",
    "Between (2).",
    '<ol class="prose" start="3">',
    "Three.",
  );
});

Deno.test("letters in brackets are letters; dashes and dots are set", async () => {
  await holds("(C) and (r), +-3, a -- b, c---d ...", "(C) and (r), +-3, a – b, c—d …");
});

Deno.test("a caption stands where its picture could not be made, and a callout's braces may be torn", async () => {
  await holds(
    ':::{.callout-note collapse="false"}}\n## A name\n\nWords.\n:::',
    "<details open><summary>A name</summary>\n<p>Words.</p>",
  );
  const { world, root } = bookOf({
    "book.yml": "title: T\nfaults: show\n",
    "01-a.md": '# A\n\n```{r, fig.cap="Of *x*."}\nplot(nosuchword(1))\n```\n\n' +
      "```{r}\nz <- nosuchword(2)\n```\n\n" +
      '```{r}\n#| fig-cap: "Of z."\n#| echo: false\nplot(z)\n```\n',
  });
  const report = await buildSite({ world, root, output: "/nowhere/site" });
  assertEquals(report.ok, true);
  const html = world.readText("/nowhere/site/01-a.html");
  assertStringIncludes(html, '<p class="lacking"><i>Of <em>x</em>.</i></p>');
  assertStringIncludes(
    html,
    '<p class="lacking">Not made: it needs what failed above. <i>Of z.</i></p>',
  );
});
