/** What became of every line of a course's source: the check itself, and two small courses. */
import { assertEquals } from "@std/assert";
import { account, outOfOrder } from "../long/wholes/account.ts";
import { BuiltPage } from "../long/wholes/built.ts";
import { sourceLines } from "../long/wholes/pieces.ts";
import { whole, wholesPage } from "../long/wholes.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

const PAGE = [
  "---",
  'title: "Rooms"',
  "output: html_document",
  "---",
  "",
  "# Pens {#pens}",
  "",
  "Pens stand in *three* rooms, $\\mu_i = 3$ each [@stroup2013; see @tbl-a].^[A note.]",
  "",
  "<!-- a remark",
  "of two lines -->",
  "",
  '```{r, echo=FALSE, fig.cap="Pens by room."}',
  "plot(pens)",
  "```",
  "",
  "$$",
  "y_{ij} = \\mu + e_{ij}",
  "$$",
  "",
  "| Room | Pens |",
  "|---|---|",
  "| North | 12 |",
];

const HTML =
  "<html><head><title>Rooms</title></head><body><h1>Pens</h1><p>Pens stand in <em>three</em> " +
  'rooms, <span class="katex"><math><annotation>\\mu_i = 3</annotation></math></span> each ' +
  '<a href="#ref-stroup2013">Stroup</a>, see <a href="#tbl-a">Table 1</a>.</p><aside>A note.</aside>' +
  "<figcaption>Pens by room.</figcaption>" +
  "<math><annotation>\\begin{aligned}y_{ij} &amp;= \\mu + e_{ij}\\end{aligned}</annotation></math>" +
  "<table><tr><th>Room</th><th>Pens</th></tr><tr><td>North</td><td>12</td></tr></table></body></html>";

const where = (html: string, script = "plot(pens)\n", told: [number, number][] = []) =>
  account(
    sourceLines(PAGE.join("\n")),
    new BuiltPage(html, script),
    told.map(([first, last]) => ({ first, last })),
    [],
  ).filter((line) => line.where === "lost").map(({ line }) => line);

Deno.test("a line that is nowhere is found, whatever it is", () => {
  assertEquals(where(HTML), []);
  assertEquals(where(HTML.replace("three", "two")), [8]);
  assertEquals(where(HTML.replace("A note.", "")), [8]);
  assertEquals(where(HTML.replace("#ref-stroup2013", "#x").replace("Stroup", "S")), [8]);
  assertEquals(where(HTML.replace("\\mu_i = 3", "\\mu_i = 4")), [8]);
  assertEquals(where(HTML.replace("Pens by room.", "")), [13]);
  assertEquals(where(HTML, ""), [14]);
  assertEquals(where(HTML.replace("e_{ij}\\end", "f_{ij}\\end")), [18]);
  assertEquals(where(HTML.replace("North", "South")), [23]);
  assertEquals(where(HTML.replace("North", "South"), "plot(pens)", [[21, 23]]), []);
});

Deno.test("paragraphs that change places are seen", () => {
  const first = "The first of the paragraphs comes first.";
  const second = "The second paragraph comes behind it.";
  const page = (...words: string[]) =>
    new BuiltPage(`<body><p>${words.join("</p><p>")}</p></body>`, "");
  const lines = sourceLines(`${first}\n\n${second}\n`);
  assertEquals(outOfOrder(lines, page(first, second)), []);
  assertEquals(outOfOrder(lines, page(second, first)).length, 1);
});

const CHAPTER = `# Plots

Words with \`code\`, [a link](https://example.org/a) and $x^2$; see \\@ref(tab:t) and \\@ref(thm:a).

::: {.theorem #a name="Of *sums*"}
Sums add up.
:::

(@) The first example
(@two) The second, and (@two) is its number.

\`\`\`{r t}
d <- read.csv("data/t.csv")
knitr::kable(d, caption = "What was seen.")
\`\`\`

\`\`\`{r, echo=FALSE, eval=FALSE}
never <- "shown"
\`\`\`

\`\`\`{r, fig.cap="Not to be had."}
plot(nosuchword(d))
\`\`\`

<style>
p { color: red }

b { color: blue }
</style>

Pens \`\`\`1 of (C) and (R).
`;

Deno.test("a book of bookdown, imported and where it lies: nothing is lost, nothing moved", async () => {
  using folder = new TemporaryFolder();
  folder.write("b/_bookdown.yml", "rmd_files: [index.Rmd, 01-a.Rmd]\n");
  folder.write("b/index.Rmd", "---\ntitle: Trials\nsite: x\n---\n\n# Preface {-}\n\nTwo words.\n");
  folder.write("b/01-a.Rmd", CHAPTER);
  folder.write("b/data/t.csv", "y\n1\n3\n");
  const outcomes = [];
  for (const way of ["imported", "where it lies"] as const) {
    const outcome = await whole(`${folder.path}/b`, way, "own");
    assertEquals([outcome.status, outcome.lost, outcome.disordered, outcome.filesLost], [
      0,
      [],
      [],
      [],
    ]);
    assertEquals([outcome.pages, outcome.blocks], [2, { run: 1, of: 2 }]);
    outcomes.push(outcome);
  }
  const page = wholesPage(outcomes, "today");
  assertEquals(page.match(/^\| own \|/gm)?.length, 2);
});
