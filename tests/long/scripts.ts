/**
 * The R script of every page, run by R where it is installed: what R prints must have the numbers
 * that the page shows.
 *
 *     deno run -A tests/long/scripts.ts [--write] [BOOK...]
 *
 * `--write` puts what came of it into `SCRIPTS.md`. Compared is every value that a page shows, table
 * by table and line by line, as R prints it (`renderText`), with what R printed of the same block.
 *
 * @module
 */
import { renderText } from "../../lib/render/render.ts";
import { withPackages } from "../../lib/weave/resolve/r_packages.ts";
import type { PageValues, StoredBlock } from "../../lib/weave/page/values.ts";
import { writeCaseBook } from "./case_book.ts";
import { missingNumbers, PrintedLines } from "./printed_lines.ts";

/** What the list of long checks shows. */
export const name = "scripts of pages in R";

const ROOT = new URL("../../", import.meta.url).pathname;
const BOOKS = ["reports", "tests/books/trial", "tests/books/plain", "tests/books/reading"];
/** What R has no like of. */
const NOT_IN_R = new Set(["equation", "shell", "figure", "markup", "fisher-tables"]);
const NLME = "nlme stops where its search is content, 1e-5 from the optimum";
/** Lines of the cases that R prints otherwise, and why; the manual's conventions say the same. */
const OTHERWISE: Readonly<Record<string, [lines: number, why: string]>> = {
  "reports/06": [2, "standard errors of glmer() are by differences; glmmTMB prints Heddle's"],
  "reports/07": [3, "standard errors of glmer() are by differences; glmmTMB prints Heddle's"],
  "reports/08": [8, 'glmmTMB 1.1.5 tells 279 df of means, and nothing of component = "cmean"'],
  "counts-01": [3, "limits of a profile are its roots; R reads them off a spline"],
  "differential-20": [3, "an offset follows its covariate, as in predict()"],
  "means-09": [11, "emmeans 1.8 does not know log(p/(1-p)) for the logit"],
  "means-11": [1, "0.0 and -0.0 in one column of R's letters"],
  "nlme-01": [27, NLME],
  "nlme-02": [4, NLME],
  "nlme-03": [3, NLME],
  "nlme-05": [2, NLME],
  "pieces-03": [3, "rows of weight 0 are not counted by lmer()"],
  "reading-09": [1, "no residual degrees of freedom: R prints NaN for F"],
  "residual-01": [NaN, "lme4 has no structure of residuals: nlme prints such a fit otherwise"],
  "threads-01": [4, "a treatment confounded with a random term has no test"],
  "threads-03": [6, "a treatment confounded with a random term has no test"],
  "threads-04": [8, "a factor that is fixed and random has no test; R's df of it widen a column"],
  "threads-33": [1, "no test where the df of Kenward and Roger are below zero"],
  "threads-34": [1, "no test where the df of Kenward and Roger are below zero"],
  "threads-64": [1, "the overall F of an lm() with an offset is that of its columns"],
  "threads-59": [1, "the overall F of an lm() with an offset is that of its columns"],
};
const MARK = "@@ block ";
const LACKS = "@@ lacks ";
const FAILED = "@@ failed ";
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What came of one page. */
interface PageOutcome {
  page: string;
  /** Values that were looked up, and their lines with numbers. */
  tables: number;
  lines: number;
  /** Packages that are not installed here, and the blocks that ask for them. */
  lacking: Set<string>;
  passedOver: number;
  /** Lines that R does not print. */
  missing: string[];
  remarks: string[];
}

async function output(
  command: string,
  args: string[],
  cwd: string,
): Promise<[boolean, string, string]> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, cwd }).output();
  return [success, decode(stdout), decode(stderr)];
}

async function rVersion(): Promise<string | null> {
  const code =
    'cat(R.version.string, sapply(c("lme4", "lmerTest", "car", "emmeans", "pbkrtest"), ' +
    "function(p) paste(p, packageVersion(p))), sep = ', ')";
  try {
    const [good, out] = await output("Rscript", ["-e", code], ROOT);
    return good ? out.trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function* scriptsUnder(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* scriptsUnder(path);
    else if (entry.name === "chapter.R") yield path;
  }
}

/** The script with a mark before what each block contributes; `null` names a block that it lacks. */
function withMarks(
  script: string,
  blocks: readonly StoredBlock[],
): [marked: string, lost: number[]] {
  let at = 0;
  const parts: string[] = [];
  const lost: number[] = [];
  for (const [i, block] of blocks.entries()) {
    if (block.kind === "plot" || block.r === "") continue;
    const mark = `cat("\\n${MARK}${i}\\n")\n`;
    if (block.kind === "inline") {
      parts.push("\n", mark, block.r, "\n");
      continue;
    }
    const own = withoutPackages(block.r);
    const from = lineOf(script, own, at);
    if (from < 0) {
      lost.push(i);
      continue;
    }
    parts.push(script.slice(at, from), mark, own);
    at = from + own.length;
  }
  return [[...parts, script.slice(at)].join(""), lost];
}

/** Where a text begins that fills lines of the script; −1 if it is not there. */
function lineOf(script: string, text: string, from: number): number {
  const at = script.indexOf(text, from);
  const end = at + text.length;
  if (at < 0) return -1;
  const whole = (at === 0 || script[at - 1] === "\n") &&
    (end === script.length || script[end] === "\n");
  return whole ? at : lineOf(script, text, at + 1);
}

/** Whether R is asked anything: what it has no like of is a comment in the script. */
const isAsked = (r: string): boolean => r.split("\n").some((line) => !/^\s*(?:#|$)/.test(line));

/** As the page's script has it, with what it loads at its head alone. */
const withoutPackages = (r: string): string =>
  r.split("\n").filter((line) => !/^\s*library\([\w.]+\)\s*$/.test(line)).join("\n").trim();

/** What R printed of each block. */
function byBlock(out: string): Map<number, string[]> {
  return new Map(
    out.split(`\n${MARK}`).slice(1).map((part) => {
      const end = part.indexOf("\n");
      return [Number(part.slice(0, end)), part.slice(end + 1).split("\n")];
    }),
  );
}

/** Runs the script of a page in the folder of the page. */
async function comparePage(script: string, site: string, home: string): Promise<PageOutcome> {
  const folder = script.slice(site.length + 1, -"/chapter.R".length);
  const { page, blocks } = JSON.parse(
    Deno.readTextFileSync(`${site}/${folder}.json`),
  ) as PageValues & { page: string };
  const [marked, lost] = withMarks(Deno.readTextFileSync(script), blocks);
  const path = Deno.makeTempFileSync({ suffix: ".R" });
  // numbers in sentences are no part of the script, nor are the packages that they need
  Deno.writeTextFileSync(path, withPackages(marked));
  const [good, out, said] = await output(
    "Rscript",
    [new URL("scripts.R", import.meta.url).pathname, path],
    `${home}/${page}`.replace(/[^/]*$/, ""),
  );
  Deno.removeSync(path);
  const printed = byBlock(out);
  const outcome: PageOutcome = {
    page,
    tables: 0,
    lines: 0,
    lacking: new Set(),
    passedOver: 0,
    missing: [],
    remarks: [],
  };
  if (!good) {
    outcome.remarks.push(
      `R stopped: ${/Error[^]*/.exec(said)?.[0].replace(/\s+/g, " ").slice(0, 160) ?? ""}`,
    );
  }
  for (const i of lost) outcome.remarks.push(`block ${i} is not in the script`);
  for (const [i, block] of blocks.entries()) {
    if (!isAsked(block.r)) continue;
    const own = printed.get(i) ?? [];
    const lacking = own.filter((line) => line.startsWith(LACKS));
    if (lacking.length > 0) {
      for (const line of lacking) outcome.lacking.add(line.slice(LACKS.length));
      outcome.passedOver++;
      continue;
    }
    const failed = own.find((line) => line.startsWith(FAILED));
    if (failed !== undefined) {
      outcome.missing.push(`block ${i}: ${failed.slice(FAILED.length)}`);
      continue;
    }
    const reader = new PrintedLines(own);
    for (const { value } of block.shown) {
      if (NOT_IN_R.has(value.kind)) continue;
      const text = renderText(value);
      const { lines, missing } = block.kind === "inline"
        ? { lines: 1, missing: missingNumbers(text, own) }
        : reader.look(text);
      if (lines === 0) continue;
      outcome.tables++;
      outcome.lines += lines;
      for (const line of missing) outcome.missing.push(`block ${i}, ${value.kind}: “${line}”`);
    }
  }
  return outcome;
}

async function compareBook(name: string, home: string): Promise<PageOutcome[]> {
  const site = Deno.makeTempDirSync();
  const args = ["run", "-A", "lib/cli/main.ts", "build", home, "--output", `${site}/out`];
  const [good, , said] = await output(Deno.execPath(), args, ROOT);
  if (!good) {
    return [{
      page: name,
      tables: 0,
      lines: 0,
      missing: [],
      lacking: new Set(),
      passedOver: 0,
      remarks: [`no build: ${said.slice(0, 400)}`],
    }];
  }
  const outcomes: PageOutcome[] = [];
  for (const script of [...scriptsUnder(`${site}/out`)].sort()) {
    console.log(script.slice(site.length + 5));
    const outcome = await comparePage(script, `${site}/out`, home);
    const whole = `${name}/${outcome.page}`;
    outcomes.push({
      ...outcome,
      page: whole,
      remarks: [
        ...Number.isNaN(otherwise(whole)[0]) ? [] : outcome.remarks,
        ...unexplained(whole, outcome),
      ],
    });
  }
  Deno.removeSync(site, { recursive: true });
  return outcomes;
}

/**
 * Runs every script, or those of the folders that are given; without R nothing is compared and the
 * lines say so.
 */
export async function main(write: boolean, folders: readonly string[] = []): Promise<{
  passed: number;
  failed: number;
  lines: string[];
}> {
  const version = await rVersion();
  if (version === null) {
    return {
      passed: 0,
      failed: 0,
      lines: ["Rscript or a package of it is not installed: skipped"],
    };
  }
  const outcomes: PageOutcome[] = [];
  for (const book of folders) outcomes.push(...await compareBook(book, Deno.realPathSync(book)));
  if (folders.length === 0) {
    for (const book of BOOKS) outcomes.push(...await compareBook(book, `${ROOT}${book}`));
    const cases = Deno.makeTempDirSync();
    writeCaseBook(`${ROOT}tests/cases`, cases);
    outcomes.push(...await compareBook("tests/cases", cases));
    Deno.removeSync(cases, { recursive: true });
  }
  const differing = outcomes.filter((o) => o.remarks.length > 0);
  if (write) {
    Deno.writeTextFileSync(new URL("SCRIPTS.md", import.meta.url), report(version, outcomes));
  }
  const sum = (of: (o: PageOutcome) => number): number => outcomes.reduce((n, o) => n + of(o), 0);
  return {
    passed: outcomes.length - differing.length,
    failed: differing.length,
    lines: [
      `${sum((o) => o.tables)} values in ${sum((o) => o.lines)} lines`,
      ...differing.map((o) => `${o.page}: ${o.remarks.join("; ")}`),
    ],
  };
}

function report(version: string, outcomes: readonly PageOutcome[]): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const rows = outcomes.map((o) => {
    const [lines, why] = otherwise(o.page);
    const words = [
      ...o.remarks,
      ...lines > 0 ? [`${lines} lines: ${why}`] : [],
      ...o.passedOver > 0 ? [`${o.passedOver} blocks need ${[...o.lacking].join(", ")}`] : [],
    ].join("; ");
    return `| ${o.page} | ${o.tables} | ${o.lines} | ${cell(words)} |`;
  });
  return [
    "# Scripts of pages, run by R\n",
    `${
      new Date().toISOString().slice(0, 10)
    }; ${version}; ${navigator.hardwareConcurrency} cores, ` +
    `${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}. Written by ` +
    "`deno run -A tests/long/scripts.ts --write`: values that a page shows and R prints (tests, " +
    "means, contrasts, summaries, components, tables, vectors, numbers in sentences), their lines " +
    "with numbers, and the lines that R prints otherwise. A last digit may differ by 3.\n",
    "| page | values | lines | what differs |",
    "|:--|--:|--:|:--|",
    ...rows,
    "",
  ].join("\n");
}

function otherwise(page: string): [lines: number, why: string] {
  const known = Object.entries(OTHERWISE).find(([key]) => `/${page}`.includes(`/${key}-`));
  return known?.[1] ?? [0, ""];
}

/** What remains to be said of lines that R prints otherwise. */
function unexplained(page: string, { missing }: PageOutcome): string[] {
  const [allowed] = otherwise(page);
  if (Number.isNaN(allowed)) return [];
  if (missing.length === allowed) return [];
  return allowed === 0
    ? missing
    : [`${missing.length} lines differ where ${allowed} are expected: ${missing.join(", ")}`];
}

/** For the list of long checks. */
export const run = (): ReturnType<typeof main> => main(false);

if (import.meta.main) {
  const { passed, failed, lines } = await main(
    Deno.args.includes("--write"),
    Deno.args.filter((a) => a !== "--write"),
  );
  for (const line of lines) console.log(line);
  console.log(`${passed} pages agree, ${failed} differ`);
  if (failed > 0) Deno.exit(1);
}
