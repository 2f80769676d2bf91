import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf, bookPath, MemoryWorld } from "../site/memory_world.ts";

const OUTPUT = "/nowhere/site";

interface Built {
  read: (path: string) => string;
  has: (path: string) => boolean;
}

async function built(
  files: Record<string, string>,
  audience: "all" | "student" = "all",
): Promise<Built> {
  const { world, root } = bookOf(files);
  const report = await buildSite({ root, output: OUTPUT, world, audience, to: ["text"] });
  assertEquals(report.diagnostics, []);
  return {
    read: (path) => world.readText(`${OUTPUT}/${path}`),
    has: (path) => world.files.has(`${OUTPUT}/${path}`),
  };
}

const PAGE = `---
title: Words and *labels*
authors: [C. Shuttle]
date: 2026-09-08
description: What a page of text can hold.
---

Some *emphasis*, \`code\`, H~2~O, 10^3^ kg ha^\\-1^ and the formula $\\sigma^2_b$; $n = 4$ is plain. It runs on so that the line is broken.[^a]

[^a]: A note with [a link](https://example.org/x).

## Tables {#sec-tables}

- a first item
- a second, which refers to @tbl-plan and to @eq-sum
  1. one
  2. two

| Source | df | what it means to those who read it, said in so many words that it breaks |
|:-------|---:|:--------------|
| Diet | 5 | substrates |
| Day | 12 | weeks |

: Degrees of freedom of the plan {#tbl-plan}

\`\`\`model
#| label: tbl-means
#| caption: Means of things
x <- data.frame(diet = c("A", "B"), mean = c(1.25, 12.5))
x
\`\`\`

$$
y_{ij} = \\mu + \\alpha_i + \\varepsilon_{ij}
$$ {#eq-sum}

### Pictures

![A plan](plan.svg){#fig-plan fig-alt="Three rooms of two pens each."}

> [!WARNING]
> Mind the units: \`r 6 * 7\` of them.

Term
: what it means

::: {#exr-add}
### Add two numbers

What is 1 + 1?

::: {.solution}
Two, see [@yates35, p. 5].
:::
:::
`;

const FILES = {
  "book.yml": "title: A book\nauthors: [D. Loom]\nchapter-word: Day\nbibliography: w.bib\n",
  "01-words.md": PAGE,
  "plan.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
  "w.bib": "@article{yates35, author = {Yates, Frank}, title = {Complex experiments}, " +
    "journal = {JRSS}, volume = {2}, pages = {181--247}, year = {1935}, doi = {10.2307/2983638}}\n",
};

const HEAD = `Day 1 · Words and labels
========================

C. Shuttle · 8 September 2026

What a page of text can hold.

Some emphasis, \`code\`, H₂O, 10³ kg ha⁻¹ and the formula $\\sigma^2_b$; n = 4 is
plain. It runs on so that the line is broken.[1]

[1] A note with a link <https://example.org/x>.

1.1 Tables
----------

- a first item
- a second, which refers to Table 1.1 and to Equation 1.1
  1. one
  2. two

Table 1.1. Degrees of freedom of the plan.

Source  df  what it means to those who read it, said in so many words that it
            breaks
------  --  --------------------------------------------------------------------
Diet     5  substrates
Day     12  weeks

    R:
    x <- data.frame(diet = c("A", "B"), mean = c(1.25, 12.5))
    x

Table 1.2. Means of things.

  diet  mean
1    A  1.25
2    B 12.50

    y_{ij} = \\mu + \\alpha_i + \\varepsilon_{ij}                             (1.1)

1.1.1 Pictures
~~~~~~~~~~~~~~

Figure 1.1. A plan.

    [Three rooms of two pens each.]

| Warning
|
| Mind the units: 42 of them.

Term
    what it means

Exercise 1.1 · Add two numbers

    What is 1 + 1?
`;

const SOLUTION = `
    Solution of Exercise 1.1

        Two, see (Yates, 1935, p. 5).

References
----------

Yates, F. (1935). Complex experiments. JRSS 2, 181–247. doi
    <https://doi.org/10.2307/2983638>
`;

Deno.test("the text of a page, whole", async () => {
  const { read, has } = await built(FILES);
  assertEquals(read("01-words.txt"), HEAD + SOLUTION);
  assert(has("01-words.html"), "the site is there as well");
  assert(!has("book.txt"), "one chapter is the whole book");
});

Deno.test("a student's text has no solution, nor what it alone cites", async () => {
  const { read } = await built(FILES, "student");
  assertEquals(read("01-words.txt"), HEAD);
});

Deno.test("the whole book is one text, its chapters one after another", async () => {
  const { read } = await built({
    "index.md": "# Home\n\nWelcome.\n",
    "01-a.md": "# Alpha\n\nOne.^[Small.]\n",
    "02-b.md": "# Beta\n\nTwo.\n",
  });
  assertEquals(
    read("book.txt"),
    "Home\n====\n\nWelcome.\n\n\n\nChapter 1 · Alpha\n=================\n\nOne.[1]\n\n[1] Small.\n" +
      "\n\n\nChapter 2 · Beta\n================\n\nTwo.\n",
  );
  assertEquals(read("02-b.txt"), "Chapter 2 · Beta\n================\n\nTwo.\n");
});

Deno.test("digits that a block asks for are those of its text", async () => {
  const block = (option: string) => `\`\`\`model\n${option}c(pi, exp(1))\n\`\`\`\n`;
  const { read } = await built({ "01-a.md": `# A\n\n${block("#| digits: 3\n")}\n${block("")}` });
  assertStringIncludes(read("01-a.txt"), "[1] 3.14 2.72\n");
  assertStringIncludes(read("01-a.txt"), "[1] 3.141593 2.718282\n");
});

Deno.test("nothing is written over a file of the book's", async () => {
  const { world, root } = bookOf({
    "01-a.md": "# A\n\n[Notes](book.txt)\n",
    "02-b.md": "# B\n\nWords.\n",
    "book.txt": "mine",
  });
  const report = await buildSite({ root, output: OUTPUT, world, to: ["text"] });
  assertEquals(report.diagnostics.map((d) => d.code), ["name-taken"]);
  assertEquals(report.written, []);
});

Deno.test("every page of the books for tests is text without markup or blanks at the ends of lines", async () => {
  for (const name of ["plain", "reading", "trial", "wide"]) {
    const world = new MemoryWorld();
    const report = await buildSite({ root: bookPath(name), output: OUTPUT, world, to: ["text"] });
    for (const page of report.pages) {
      const path = `${OUTPUT}/${page.replace(/html$/, "txt")}`;
      if (!world.files.has(path)) continue;
      const text = world.readText(path);
      assert(
        !/<\/?(?:p|div|span|em|code|table|svg)\b[^>]*>|&(?:amp|lt|gt|quot|#39);/.test(text),
        page,
      );
      assert(!/[ \t]$/m.test(text), `${page}: a line ends with blanks`);
      assert(!/undefined|\[object/.test(text), page);
    }
  }
});
