/** Faults that stand in the pages: where, how many, and not before whom they must not. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import type { SiteOptions } from "../../lib/site/build/site_options.ts";
import { faultsJson } from "../../lib/cli/print_faults.ts";
import { bookOf } from "./memory_world.ts";
import { pageText } from "./page_text.ts";

const DATA = "Trt,y\nA,1\nA,2\nB,4\nB,5\n";

async function built(page: string, options: Partial<SiteOptions> = {}, files = {}) {
  const { world, root } = bookOf({ "01-a.md": page, "d.csv": DATA, ...files });
  const output = "/nowhere/site";
  const report = await buildSite({ root, output, world, keepGoing: true, ...options });
  const file = (name: string): string => {
    const bytes = world.files.get(`${output}/${name}`);
    return bytes ? new TextDecoder().decode(bytes) : "";
  };
  return {
    report,
    file,
    world,
    codes: report.diagnostics.map(({ code }) => code),
    text: pageText(file("01-a.html")).replace(/<\w+> /g, "").replace(/\n+/g, "\n"),
    all: [...world.files].filter(([path]) => path.startsWith(`${output}/`))
      .map(([, bytes]) => new TextDecoder().decode(bytes)).join("\n"),
  };
}

const block = (code: string): string => `\`\`\`model\n${code}\n\`\`\`\n`;

Deno.test("a fault stands behind its block, what ran before it is shown, what follows goes on", async () => {
  const page = `# A\n\nWords.\n\n${
    block('d <- read.csv("d.csv")\nmean(d$y)\nz <- nosuch(d)\nmax(d$y)')
  }\nBetween.\n\n${block("z\nz + 1")}\nLast: \`r z\`, \`r mean(d$y)\`.\n`;
  const { report, text, codes } = await built(page);
  assertEquals([report.ok, report.shown, codes], [true, 1, ["unknown-verb"]]);
  const order = [
    "One fault stands on this page",
    "Words.",
    "3",
    "5",
    "Fault unknown-verb 01-a.md, line 8",
    "nosuch() is not part of the block language",
    "z <- nosuch(d)",
    "Between.",
    "Not made: it needs what failed above.",
    "Last: r z, 3.",
  ];
  let at = 0;
  for (const words of order) {
    const found = text.indexOf(words, at);
    assert(found >= 0, `"${words}" does not follow in:\n${text}`);
    at = found + words.length;
  }
});

Deno.test("without the switch, and with strict above it, the build fails as ever", async () => {
  const page = `# A\n\n${block("nosuch(1)")}`;
  for (const options of [{ keepGoing: false }, { strict: true }]) {
    const { report, file } = await built(page, options);
    assertEquals([report.ok, report.shown, file("01-a.html")], [false, 0, ""]);
  }
  const settings = { "book.yml": "faults: show\n" };
  assertEquals((await built(page, { keepGoing: false }, settings)).report.ok, true);
  assertEquals((await built(page, { keepGoing: false, strict: true }, settings)).report.ok, false);
});

Deno.test("settings that are wrong stop the build, and so does a style that asks other servers", async () => {
  const page = `# A\n\n${block("nosuch(1)")}`;
  const wrong = await built(page, {}, { "book.yml": "faults: maybe\n" });
  assertEquals([wrong.report.ok, wrong.codes], [false, ["bad-option", "unknown-verb"]]);
  const style = await built(page, {}, {
    "book.yml": "style: own.css\n",
    "own.css": "@import url(https://example.org/a.css);",
  });
  assertEquals([style.report.ok, style.file("own.css")], [false, ""]);
  const none = bookOf({ "book.yml": "faults: show\n" });
  assertEquals((await buildSite({ ...none, output: "/nowhere/s" })).ok, false);
});

Deno.test("faults of prose stand at their paragraph, item, cell, note and container", async () => {
  const { report, text, file } = await built(
    "# A @tbl-title\n\nOne @tbl-one.\n\nTwo.\n\n- item @tbl-two\n- item\n\n| a | b |\n|---|---|\n" +
      "| [@nobody] | 1 |\n\n> quoted [x](no.md)\n\n::: {.note}\nIn it @tbl-three.\n:::\n\n" +
      "Called[^n], $\\nosuch$.\n\n[^n]: A note `r what`.\n\nLast.\n",
  );
  assertEquals([report.ok, report.shown], [true, 8]);
  const html = file("01-a.html");
  assert(
    /<li>item <mark class="faulty">tbl-two<\/mark>\s*<div class="call bad broken"/.test(html),
  );
  assert(/<\/table><\/div>\n<\/div>\n<div class="call bad broken"/.test(html));
  assert(/<blockquote>[\s\S]*broken-link[\s\S]*<\/blockquote>/.test(html));
  for (
    const [before, code, after] of [
      ["One tbl-one.", "unknown-label", "Two."],
      ["In it tbl-three.", "unknown-label", "Last."],
      ["A note r what.", "unknown-name", "Last."],
      ["8 faults stand", "unknown-label 01-a.md, line 1", "One"],
    ] as const
  ) {
    const from = text.indexOf(before);
    const to = text.indexOf(code, from);
    assert(from >= 0 && to > from && to < text.indexOf(after, from), `${before} in:\n${text}`);
  }
  const ids = [...html.matchAll(/id="heddle-fault-(\d+)"/g)].map(([, id]) => Number(id));
  assertEquals(ids, [1, 2, 3, 4, 5, 6, 7, 8]);
});

Deno.test("a picture that fails, one that shows nothing, and a broken link that only the site tells", async () => {
  const { report, text, codes } = await built(
    "# A\n\nFirst.\n\n```plot\n#| caption: C\nPlot.nothing()\n```\n\nSecond, [far](01-a.html#nowhere).\n\nThird.\n",
  );
  assertEquals([report.ok, report.shown], [true, 2]);
  assertEquals(codes, ["plot-failed", "broken-link"]);
  assert(/First\.[\s\S]*plot-failed[\s\S]*Second[\s\S]*broken-link[\s\S]*Third/.test(text), text);
});

Deno.test("nothing of a solution reaches students by its faults, or by those beside it", async () => {
  const page = "---\ntitle: T\n---\n\n" + block("x <- nosuch(1)") +
    "\n::: {.solution}\nThe answer is 4711, @fig-answer4711.\n\n" +
    block('answer4711 <- nosuch2(4711)\n"4711"') +
    "\n```plot\n#| caption: 4711\nPlot.answer4711()\n```\n:::\n\n" +
    "Seen [the 4711 `r no4711`]{.solution} and `r answr4711x`.\n\n" +
    "::: {.content-hidden when-profile=student}\n" + block("answer4711") +
    "\n[x](4711.md)\n:::\n\n" +
    "Called here[^n].\n\n::: {.solution}\n[^n]: It is `r nosuch3(1)`.\n:::\n";
  const all = await built(page, { to: ["text"], singleFile: true });
  assertEquals(all.report.ok, true);
  assertStringIncludes(all.all, "nosuch2(4711)");
  const student = await built(page, { audience: "student", to: ["text"], singleFile: true });
  assertEquals(student.report.ok, true);
  const leaks = student.all.split("\n").filter((line) => /4711(?!x)|nosuch2/.test(line));
  assertEquals(leaks, []);
  assertStringIncludes(student.text, "nosuch() is not part");
  assert(student.report.shown < all.report.shown);
  const boxes = student.file("01-a.html").split('id="heddle-fault-').length - 1;
  assertEquals(boxes, student.report.shown);
});

Deno.test("code that is not shown is not shown by its fault", async () => {
  const { text, report } = await built(
    `# A\n\n${block("#| echo: false\nhush <- nosuch(1)")}\n${
      block("#| include: false\nhush2 <- nosuch(1)")
    }`,
  );
  assertEquals(report.shown, 2);
  assert(!text.includes("hush"), text);
});

Deno.test("a page of stored values has the same faults, and needs the same switch", async () => {
  const page = `# A\n\n${block("mean(1:3)\nnosuch(1)\ncld(1, nosuch = 2)")}\n\`r no\`\n\n${
    block("y <- nosuch(2)")
  }\n${block("y")}\n\`\`\`plot\n#| caption: C\nPlot.nothing()\n\`\`\`\n`;
  const first = await built(page);
  const root = "/nowhere/book";
  const again = async (keepGoing: boolean) => {
    const options = { fromValues: "/nowhere/site", output: "/nowhere/again", keepGoing };
    return await buildSite({ root, world: first.world, ...options });
  };
  const stopped = await again(false);
  assertEquals(stopped.ok, false);
  assertEquals(faultsJson(stopped.diagnostics), faultsJson(first.report.diagnostics));
  assertEquals((await again(true)).ok, true);
  const bytes = first.world.files.get("/nowhere/again/01-a.html");
  assertEquals(new TextDecoder().decode(bytes), first.file("01-a.html"));
});

Deno.test("a fault may hold any sign; a line that is long is cut around it", async () => {
  const { file } = await built(
    `# A\n\n${block(`"<script>alert(1)</script>"; nosuch("<b>&\\"")`)}\n${
      block(`c(${"1, ".repeat(200)}nosuch4(1), ${"1, ".repeat(200)}2)`)
    }`,
  );
  const html = file("01-a.html");
  assert(!html.includes("<script>alert"), "a script passes");
  const long = /<pre><code>(…[^\n]*nosuch4[^\n]*…)<\/code>/.exec(html)?.[1] ?? "";
  assert(long.length > 100 && long.length < 250, `${long.length}`);
});

Deno.test("blocks are told in their order with what became of each and what they miss", async () => {
  const { report } = await built(
    `# A\n\n${block('#| label: a\nd <- read.csv("d.csv")')}\n${
      block("m <- glmmTMB2(y ~ Trt, data = d)\nlm(y ~ Trt, data = d, nosuch = 1)\nd$nosuch(1)")
    }\n${block("m")}\n${block("#| eval: false\nnosuch()")}\n\`r nosuch(1)\`\n\n` +
      "```plot\n#| caption: C\nPlot.plot({marks: [Plot.dot(d, {x: 'Trt', y: 'y'})]})\n```\n" +
      `\n${block("stats::nosuch5(1); lm(y ~ nosuchf(Trt), data = d)\nno_such_name")}`,
  );
  assertEquals(
    report.blocks.map(({ file, line, endLine, kind, status, missing }) =>
      `${file} ${line}-${endLine} ${kind} ${status} ${missing.join(" ")}`.trim()
    ),
    [
      "01-a.md 3-6 model ran",
      "01-a.md 8-12 model failed glmmTMB2 lm(nosuch=)",
      "01-a.md 14-16 model depends-on-failed",
      "01-a.md 18-21 model not-evaluated",
      "01-a.md 25-28 plot ran",
      "01-a.md 30-33 model failed nosuch5 nosuchf",
    ],
  );
});

Deno.test("what blocks show is told as R prints it", async () => {
  const { report } = await built(`# A\n\n${block("1:3\nx <- 2\nc(a = 1.5)")}\n${block("y <- 1")}`, {
    texts: true,
  });
  assertEquals(report.blocks.map(({ shown }) => shown), [["[1] 1 2 3", "  a \n1.5 "], []]);
});

Deno.test("what follows from a fault is told once: references, headings, words of pictures", async () => {
  const { report, codes, file } = await built(
    `# A\n\nIn @tbl-a and @fig-b.\n\n${block("#| label: tbl-a\nx <- nosuch(1)")}\n${
      block("#| label: fig-b\nx")
    }\n#### Deep\n\n![](p.png)\n\n# Second\n`,
    {},
    { "p.png": "\u0089PNG\r\n" },
  );
  const expected = ["unknown-verb", "heading-level", "missing-alt", "bad-picture", "second-title"];
  assertEquals([report.ok, [...codes].sort()], [true, expected.sort()]);
  // What was not made keeps its number, and a sentence leads to where it would stand.
  const page = file("01-a.html");
  assertStringIncludes(page, '<a class="ref" href="#tbl-a">Table\u00a01.1</a>');
  assertStringIncludes(page, '<p class="lacking" id="tbl-a">Table 1.1 was not made.</p>');
  assertStringIncludes(page, 'id="fig-b">Figure 1.1 was not made: it needs what failed above.</p>');
});
