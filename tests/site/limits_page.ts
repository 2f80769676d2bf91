/**
 * The manual's page of limits, made from the constants.
 *
 *     deno run --allow-read --allow-write tests/site/limits_page.ts
 *
 * writes it.
 */
import { grouped, type Limit, LIMITS } from "../../lib/limits.ts";
import { LARGEST_SIZE, SMALLEST_SIZE } from "../../lib/model/formula/scale.ts";
import { MOST_FACTORS } from "../../lib/design/structure/lattice.ts";
import { STORED_DEPTH } from "../../lib/site/build/stored_shape.ts";
import {
  MARKUP_DEPTH,
  MARKUP_ELEMENTS,
  MARKUP_LENGTH,
  PLOT_BUFFER_BYTES,
  PLOT_LOOP,
  PLOT_MEGABYTES,
  PLOT_SECONDS,
  PLOT_TEXT,
} from "../../lib/weave/plot/plot_limits.ts";
import { REPEATS } from "../../lib/weave/page/yaml_text.ts";

/** Where the page stands. */
export const LIMITS_PAGE = new URL("../../reports/manual-limits.md", import.meta.url);

/** Limits by section; each stands in one. */
const SECTIONS: [title: string, label: string, text: string, names: (keyof typeof LIMITS)[]][] = [
  [
    "Data",
    "data",
    "A file of data is looked at before it is read.",
    [
      "fileBytes",
      "fileRows",
      "fileColumns",
      "fileCells",
      "fieldBytes",
      "fileObjects",
      "sourceCells",
      "sheetBytes",
      "unpackedBytes",
      "parquetBytes",
      "factorLevels",
    ],
  ],
  [
    "Models",
    "models",
    "Terms are counted while a formula is worked out, columns from the numbers of levels before one " +
    "is made. What lies beyond is mostly a column of numbers that was read as text, or a factor that " +
    "belongs into a random term.",
    ["terms", "products", "formula", "depth", "nesting", "columns", "levels", "cells", "work"],
  ],
  [
    "Blocks",
    "blocks",
    "A value that is made longer again and again is refused before it is made. Of a value that is " +
    "merely long to read the beginning is shown, with a remark, as R's `max.print` has it.",
    ["values", "characters", "steps", "seconds", "calls", "shown", "designLevels"],
  ],
  [
    "Pages and books",
    "pages",
    "Reading takes time in proportion to the length of a text.",
    [
      "page",
      "markdownCells",
      "mathematics",
      "footnotes",
      "textReferences",
      "labels",
      "bibliography",
    ],
  ],
];

/** Limits that lie in the rooms they belong to. */
const OTHERS: [of: string, most: string, told: string][] = [
  ["factors of a design's formula", String(MOST_FACTORS), "`too-many-factors`"],
  ["times that a value of YAML is repeated by its name", String(REPEATS), "`bad-yaml`"],
  ["lists and objects inside each other in stored values", String(STORED_DEPTH), "`stored-values`"],
  ["seconds that a `plot` fence takes", String(PLOT_SECONDS), "a fault of the fence"],
  ["megabytes of memory of a `plot` fence", grouped(PLOT_MEGABYTES), "a fault of the fence"],
  ["bytes of typed arrays of a `plot` fence", grouped(PLOT_BUFFER_BYTES), "a fault of the fence"],
  [
    "elements that one loop inside the engine goes over",
    grouped(PLOT_LOOP),
    "a fault of the fence",
  ],
  ["characters of a text in a `plot` fence", grouped(PLOT_TEXT), "a fault of the fence"],
  ["characters of a figure's markup", grouped(MARKUP_LENGTH), "a fault of the fence"],
  ["elements of a figure's markup", grouped(MARKUP_ELEMENTS), "a fault of the fence"],
  [
    "elements inside each other in a figure's markup",
    grouped(MARKUP_DEPTH),
    "a fault of the fence",
  ],
];

function table(rows: readonly (readonly [string, string, string])[]): string {
  const lines = rows.map(([of, most, told]) => `| ${of} | ${most} | ${told} |`);
  return `| what is counted | most | told as |\n|---|--:|---|\n${lines.join("\n")}\n`;
}

const row = ({ of, most, code }: Limit): [string, string, string] => [
  of,
  grouped(most),
  `\`${code}\``,
];

/** The page as Markdown. */
export function limitsPage(): string {
  const sections = SECTIONS.map(([title, label, text, names]) =>
    `## ${title} {#sec-limits-${label}}\n\n${text}\n\n${table(names.map((n) => row(LIMITS[n])))}`
  );
  return `---
title: Limits
description: How much is too much, and how it is told.
---

What a person writes and waits for is far from these limits; they are for slips, such as one zero too many, and for files from elsewhere. Each is told at its place, with the count and a way out, before time or memory is spent.

${sections.join("\n")}
A sum of more than ${
    grouped(LIMITS.depth.most)
  } written terms is too long for one expression: \`y ~ .\` takes all other columns of the data.

## Units {#sec-limits-units}

Numbers are squared: a response or a column whose largest value is above ${
    power(LARGEST_SIZE)
  } or below ${
    power(SMALLEST_SIZE)
  } has sums of squares that no number holds, and in a mixed model, where variances are squared, the same holds from $10^{70}$ and $10^{-70}$. R gives infinite or zero standard errors there; here it is the fault \`scale-overflows\`, and another unit mends it.

## Figures and files {#sec-limits-others}

${table(OTHERS)}
## Pictures {#sec-limits-pictures}

More than 4,000 points of one look become pixels, one PNG in the picture, in the colours of the page's theme; the same data give the same bytes. Behind a picture of more than 2,000 rows stands a summary of each column, and the file to take away has them all.
`;
}

function power(size: number): string {
  return `$10^{${Math.round(Math.log10(size))}}$`;
}

/** Names that stand in no section, or in two. */
export function misplaced(): string[] {
  const all = SECTIONS.flatMap(([, , , names]) => names);
  return Object.keys(LIMITS).filter((name) => all.filter((n) => n === name).length !== 1);
}

if (import.meta.main) Deno.writeTextFileSync(LIMITS_PAGE, limitsPage());
