/**
 * The table of blocks of public courses that run, and of what the others lack: counts alone, no text.
 *
 *     deno run --allow-read --allow-write --allow-run tests/long/courses_table.ts ROWS BOOKS
 *
 * `BOOKS` holds a folder for each course, one page for each of its files; `ROWS` is a list of its blocks:
 * `course`, `file`, `page`, `start` and `end` (lines of the page), `kind`, `off` (not evaluated).
 *
 * @module
 */
import { basename } from "@std/path/posix";

interface Row {
  course: string;
  file: string;
  page: string;
  kind: string;
  off: boolean;
  start: number;
  end: number;
}

interface Block {
  file: string;
  line: number;
  endLine: number;
  status: string;
  missing: string[];
}

interface Fault {
  file?: string;
  line?: number;
  code: string;
  severity: string;
  message: string;
}

/** Blocks that concern a model. */
const MODEL = new Set("fit means test diag design data figure simulate handshell".split(" "));

/** What a block lacks, by the words or the faults that say so; the first that fits. */
const LACKS: readonly (readonly [what: string, words: RegExp])[] = [
  [
    "data that are not public, or lie elsewhere",
    /^(missing-file|not-fetched|not-a-table|missing-data)$/,
  ],
  ["a name that the source never defines", /^(unknown-name|unknown-column)$/],
  ["smooth terms: `gam`, `s`, `gam.check`", /^(gam|gam\.check|te|s)$/],
  ["penalised regression: `glmnet`", /^(cv\.)?glmnet$|^R2oosse$/],
  ["variograms: gstat", /^(coordinates|(fit\.)?variogram(Line)?|vgm)/],
  ["Bayes: Stan", /^(cmdstan_model|mcmc_\w+)$/],
  [
    "random layouts: FielDHub",
    /^(CRD|RCBD|latin_square|RCBD_augmented|alpha_lattice|row_column|split_plot)$/,
  ],
  ["models that are not linear in their parameters: `nlme`", /^(nlme|groupedData)$/],
  ["components that are set in a fit: `pdSymm`", /^(pdSymm|nlme-argument)$/],
  [
    "covariances of random effects of `glmmTMB`",
    /^(numFactor|toep|effect-structure|unknown-function)$/,
  ],
  [
    "pictures of ggplot2's companions",
    /^(transition_time|animate|geom_violindot|ggbetweenstats|pwpp|labs\(main=\))$/,
  ],
  [
    "tables of other packages: modelbased, olsrr, merTools",
    /^(estimate_\w+|ols_test_\w+|REextract)$/,
  ],
];

function kindOf(word: string): string {
  return LACKS.find(([, words]) => words.test(word))?.[0] ?? `\`${word}\``;
}

async function checked(book: string): Promise<{ blocks: Block[]; faults: Fault[] }> {
  const list = `${book}.blocks.json`;
  const main = new URL("../../lib/cli/main.ts", import.meta.url).pathname;
  const made = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      main,
      "check",
      book,
      "--keep-going",
      "--blocks",
      list,
      "--json",
    ],
    stderr: "null",
  }).output();
  const text = new TextDecoder().decode(made.stdout);
  const faults: Fault[] = JSON.parse(text.slice(text.indexOf("[")));
  return { blocks: JSON.parse(await Deno.readTextFile(list)), faults };
}

const [rowsFile, books] = Deno.args;
if (!rowsFile || !books) throw new Error("courses_table.ts ROWS BOOKS");
const rows: Row[] = JSON.parse(await Deno.readTextFile(rowsFile));
const counted = rows.filter((r) => MODEL.has(r.kind) && !r.off);
const courses = [...new Set(rows.map((r) => r.course))];

interface Count {
  run: number;
  of: number;
}
const byFile = new Map<string, Count>();
const lacking = new Map<string, { own: number; after: number; courses: Set<string> }>();
const add = (key: string, run: boolean): void => {
  const count = byFile.get(key) ?? { run: 0, of: 0 };
  byFile.set(key, { run: count.run + (run ? 1 : 0), of: count.of + 1 });
};

for (const course of courses) {
  const { blocks, faults } = await checked(`${books}/${course}`);
  const blockOf = (r: Row): Block | undefined =>
    blocks.find((b) => basename(b.file) === r.page && b.line <= r.end && b.endLine >= r.start);
  const reasonsOf = (b: Block): string[] => {
    const own = faults.filter((f) =>
      f.severity === "error" && f.line !== undefined &&
      basename(f.file ?? "") === basename(b.file) &&
      f.line >= b.line && f.line <= b.endLine
    ).map((f) => /^(unknown-verb|unknown-argument|not-in-language)$/.test(f.code) ? "" : f.code);
    const words = [...b.missing, ...own.filter((c) => c !== "" && c !== "no-picture")];
    return [...new Set(words.map(kindOf))];
  };
  for (const r of counted.filter((c) => c.course === course)) {
    const block = blockOf(r);
    const run = block?.status === "ran";
    add(`${course}\t${r.file}`, run);
    if (run || !block) continue;
    const after = block.status !== "failed";
    // what a block depends on is, as a rule, the last block above that failed by itself
    const cause = after
      ? blocks.filter((b) =>
        basename(b.file) === r.page && b.status === "failed" && b.line < block.line
      ).at(-1)
      : block;
    const reasons = cause ? reasonsOf(cause) : [];
    const [what = "a word in a file that the page sources"] = LACKS.map(([w]) => w)
      .filter((w) => reasons.includes(w)).concat(reasons);
    const entry = lacking.get(what) ?? { own: 0, after: 0, courses: new Set<string>() };
    entry[after ? "after" : "own"]++;
    entry.courses.add(course);
    lacking.set(what, entry);
  }
}

const total = (of: (key: string) => boolean): Count =>
  [...byFile].filter(([k]) => of(k)).reduce(
    (a, [, b]) => ({ run: a.run + b.run, of: a.of + b.of }),
    { run: 0, of: 0 },
  );
const lines = courses.flatMap((course) => {
  const all = total((k) => k.startsWith(`${course}\t`));
  const files = course === "stat870"
    ? [...byFile].filter(([k]) => k.startsWith(`${course}\t`)).map(([k, c]) =>
      `| ${course} | ${k.split("\t")[1]} | ${c.run} | ${c.of} |`
    )
    : [];
  return [`| ${course} | all | ${all.run} | ${all.of} |`, ...files];
});
const whole = total(() => true);
const reasons = [...lacking].toSorted(([, a], [, b]) => b.own + b.after - a.own - a.after);
const day = new Date().toLocaleDateString("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
});
await Deno.writeTextFile(
  new URL("COURSES.md", import.meta.url),
  `# Blocks of public courses that run

Each file of seven public courses as a page, each of its R chunks as a block, in order; only paths were changed, files of code that a course sources lie beside its pages, and data that are not public were made up. Counted are the chunks that concern a model. A block runs if none of its statements fails or uses what failed. The courses themselves are not in this repository.

Counted on ${day} (${navigator.hardwareConcurrency} cores) by \`courses_table.ts\`.

| course | file | run | of |
|---|---|--:|--:|
${lines.join("\n")}
| **all** | | **${whole.run}** | **${whole.of}** |

## What the blocks that do not run lack

A block that lacks several things is counted once, with the first of them. What follows from an earlier block is counted with what the last block above it that failed lacks.

| what is lacking | in the block | in an earlier one | courses |
|---|--:|--:|---|
${
    reasons.map(([what, c]) => `| ${what} | ${c.own} | ${c.after} | ${[...c.courses].join(", ")} |`)
      .join("\n")
  }
`,
);
