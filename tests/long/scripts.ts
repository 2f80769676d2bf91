/**
 * The R script of every page, run by R where it is installed: what R prints must have the numbers
 * that the page shows.
 *
 *     deno run -A tests/long/scripts.ts [--write]
 *
 * `--write` puts what came of it into `SCRIPTS.md`. Compared are the numbers of tables of tests and
 * of means, as R prints them (`renderText`): each must stand in what R printed.
 *
 * @module
 */
import { renderText } from "../../lib/render/render.ts";
import type { PageValues } from "../../lib/weave/values.ts";

/** What the list of long checks shows. */
export const name = "scripts of pages in R";

const ROOT = new URL("../../", import.meta.url).pathname;
const BOOKS = ["reports", "tests/books/trial", "tests/books/plain"];
/** Values that R prints as a table of its own, so that their numbers can be looked up. */
const COMPARED = new Set(["anova", "means", "contrasts"]);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What came of one page. */
interface PageOutcome {
  page: string;
  compared: number;
  equal: number;
  remark: string;
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

/** Numbers with a fraction: whole ones stand in any output. */
const numbersOf = (text: string): string[] =>
  text.match(/(?<![\w.])-?\d+\.\d+(?:e[-+]\d+)?/g) ?? [];

/** Equal but for the last digit but a few, which are the noise of R's optimizer. */
function stands(number: string, printed: ReadonlySet<string>, values: readonly number[]): boolean {
  if (printed.has(number)) return true;
  const [, decimals = "", exponent = "0"] = /\.(\d+)(?:e([-+]\d+))?$/.exec(number) ?? [];
  const unit = 10 ** (Number(exponent) - decimals.length);
  return values.some((v) => Math.abs(v - Number(number)) <= 3.5 * unit);
}

/** Runs the script of a page in the folder of the page. */
async function comparePage(script: string, site: string, book: string): Promise<PageOutcome> {
  const folder = script.slice(site.length + 1, -"/chapter.R".length);
  const { page, blocks } = JSON.parse(
    Deno.readTextFileSync(`${site}/${folder}.json`),
  ) as PageValues & { page: string };
  const shown = blocks.flatMap((block) => block.shown.map(({ value }) => value))
    .filter((value) => COMPARED.has(value.kind));
  const wanted = shown.flatMap((value) => numbersOf(renderText(value)));
  const home = `${ROOT}${book}/${page}`.replace(/[^/]*$/, "");
  const path = Deno.makeTempFileSync({ suffix: ".R" });
  // Rscript keeps the results of top-level calls as a console does; figures go nowhere.
  Deno.writeTextFileSync(path, `pdf(NULL)\noptions(width = 200)\n${Deno.readTextFileSync(script)}`);
  const [good, out, said] = await output("Rscript", [path], home);
  Deno.removeSync(path);
  const found = numbersOf(out);
  const printed = new Set(found);
  const values = found.map(Number);
  const lost = wanted.filter((number) => !stands(number, printed, values));
  const fault = /Error[^]*/.exec(said)?.[0].replace(/\s+/g, " ").slice(0, 160) ?? "";
  const remark = [
    good ? "" : `R stopped: ${fault}`,
    lost.length > 0 ? `not in R: ${lost.slice(0, 8).join(", ")}${lost.length > 8 ? " …" : ""}` : "",
  ].filter((t) => t !== "").join("; ");
  return {
    page: `${book}/${page}`,
    compared: wanted.length,
    equal: wanted.length - lost.length,
    remark,
  };
}

async function compareBook(book: string): Promise<PageOutcome[]> {
  const site = Deno.makeTempDirSync();
  const args = ["run", "-A", "lib/cli/main.ts", "build", book, "--output", `${site}/out`];
  const [good, , said] = await output(Deno.execPath(), args, ROOT);
  if (!good) {
    return [{ page: book, compared: 0, equal: 0, remark: `no build: ${said.slice(-120)}` }];
  }
  const outcomes: PageOutcome[] = [];
  for (const script of [...scriptsUnder(`${site}/out`)].sort()) {
    console.log(script.slice(site.length + 5));
    outcomes.push(await comparePage(script, `${site}/out`, book));
  }
  Deno.removeSync(site, { recursive: true });
  return outcomes;
}

/** Runs every script; without R nothing is compared and the lines say so. */
export async function main(write: boolean): Promise<{
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
  for (const book of BOOKS) outcomes.push(...await compareBook(book));
  const rows = outcomes.map((o) =>
    `| ${o.page} | ${o.compared} | ${o.equal} | ${o.remark.replaceAll("|", "\\|")} |`
  );
  const differing = outcomes.filter((o) => o.remark !== "");
  if (write) {
    const head = `# Scripts of pages, run by R\n\n${new Date().toISOString().slice(0, 10)}; ` +
      `${version}; ${navigator.hardwareConcurrency} cores, ${Deno.build.os} ${Deno.build.arch}, ` +
      `Deno ${Deno.version.deno}. Written by \`deno run -A tests/long/scripts.ts --write\`: numbers ` +
      "with a fraction in the tables of tests, means and contrasts of a page, and how many of them " +
      "R prints too.\n\n| page | numbers | in R | what differs |\n|:--|--:|--:|:--|\n";
    Deno.writeTextFileSync(new URL("SCRIPTS.md", import.meta.url), `${head}${rows.join("\n")}\n`);
  }
  return {
    passed: outcomes.length - differing.length,
    failed: differing.length,
    lines: differing.map((o) => `${o.page}: ${o.remark}`),
  };
}

/** For the list of long checks. */
export const run = (): ReturnType<typeof main> => main(false);

if (import.meta.main) {
  const { passed, failed, lines } = await main(Deno.args.includes("--write"));
  for (const line of lines) console.log(line);
  console.log(`${passed} pages agree, ${failed} differ`);
  if (failed > 0) Deno.exit(1);
}
