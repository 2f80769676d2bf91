/**
 * What an import says of itself: what became of every file, what was said and is not said here, and
 * how much of the code runs.
 *
 * @module
 */
import type { BuildReport } from "../build/build_site.ts";
import { KEPT, type TakenOver } from "./take_over.ts";

/** A list of lines, or nothing. */
function section(title: string, lead: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `## ${title}\n\n${lead}\n\n${lines.map((line) => `- ${line}\n`).join("")}\n`;
}

/** How many of each, the most frequent first. */
function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** One line about the blocks. */
export function blockWords({ blocks }: BuildReport): string {
  const run = blocks.filter(({ status }) => status !== "not-evaluated");
  const ran = run.filter(({ status }) => status === "ran").length;
  const share = run.length === 0 ? "" : ` (${Math.round(100 * ran / run.length)} %)`;
  return `${ran} of ${run.length} blocks run${share}`;
}

/** The report, in Markdown; `source` is what was taken over, as it was named. */
export function importReport(
  source: string,
  made: TakenOver,
  checked: BuildReport | null,
): string {
  const { project, chapters, files, missing, left, changes } = made;
  const copied = [...files].filter(([, { text }]) => text === null).map(([path]) => path);
  const kept = copied.filter((path) => path.startsWith(`${KEPT}/`));
  const own = copied.filter((path) => !path.startsWith(`${KEPT}/`)).sort();
  return `# What became of ${source}\n\nIt is ${project.kind}. This file is no page of the book.\n\n` +
    running(checked) +
    section(
      "Chapters",
      "Each line of a page stands in the chapter as it stood, the code in `{r}` fences included.",
      chapters.map(({ from, to }) => from === to ? to : `${from} → ${to}`),
    ) +
    section("Not there", "Listed as chapters, and no files.", missing) +
    section("Changed on the way", "All else is as it was.", changes) +
    section(
      "Said there and not here",
      `Keys that concern the look of other output or that nothing here has; the files are in ${KEPT}.`,
      project.unsaid,
    ) +
    section(
      "Kept aside",
      "Pages that are not in the book, settings and styles: they say nothing here.",
      kept.sort(),
    ) +
    section("Copied", "Data, pictures and code, where they were.", own) +
    section("Left", "Not copied.", left.map(({ path, why }) => `${path}: ${why}`));
}

/** What runs, what is missing, and what there is to look at. */
function running(checked: BuildReport | null): string {
  if (checked === null) return "";
  const { blocks, diagnostics } = checked;
  const pages = counted(blocks.map(({ file }) => file)).map(([file]) => file).sort();
  const rows = pages.map((file) => {
    const own = blocks.filter((block) => block.file === file && block.status !== "not-evaluated");
    const count = (status: string) => own.filter((block) => block.status === status).length;
    return `| ${file} | ${own.length} | ${count("ran")} | ${count("failed")} | ${
      count("depends-on-failed")
    } |\n`;
  }).join("");
  const words = counted(blocks.flatMap(({ missing }) => missing));
  const faults = counted(
    diagnostics.filter(({ severity }) => severity !== "note").map(({ code, severity }) =>
      `${severity} ${code}`
    ),
  );
  return `## What runs\n\n${
    blockWords(checked)
  }. What does not stands in its page as a fault, and \`heddle ` +
    `check\` lists it with its line.\n\n` +
    (rows === ""
      ? ""
      : `| page | blocks | run | fail | want what failed |\n|:--|--:|--:|--:|--:|\n${rows}\n`) +
    section(
      "Words that are not known",
      "With the number of blocks that use them.",
      words.map(([word, n]) => `\`${word}\` ${n}`),
    ) +
    section("Faults and warnings", "By their codes.", faults.map(([code, n]) => `${code}: ${n}`));
}
