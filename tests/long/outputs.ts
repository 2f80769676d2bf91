/**
 * What the blocks of pages print beside what R prints of them: a folder of books of teachers' pages,
 * each a folder with pages and data (and with further books of the same course), is run here and in the R of this machine, statement by
 * statement. The books are not in this repository; `OUTPUTS.md` has what came of them as counts.
 *
 *     deno run -A tests/long/outputs.ts BOOKS [--only BOOK] [--kept FOLDER [--kept-only]]
 *         [--differences FILE] [--write]
 *
 * `--kept` is a folder in which answers of R are kept, so that they are not asked for again; with
 * `--kept-only` R is not asked at all, and pages that it has not answered are passed over.
 * `--differences` writes every statement that prints otherwise, with both texts; `--write` puts the
 * counts into `OUTPUTS.md`. Compared are lines without blanks at their ends and with one blank for
 * many. What R cannot run here, for want of a package or because a statement fails, is not compared,
 * and neither is what Heddle refuses, nor a picture.
 *
 * @module
 */
import { renderText } from "../../lib/render/render.ts";
import { parse } from "../../lib/syntax/parse.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";
import { pageResults } from "../cases/run_page.ts";
import { reasonFor } from "./outputs_explained.ts";

/** A statement of a page, and what both made of it. */
interface Output {
  page: string;
  code: string;
  ours: string[];
  theirs: string[];
  /** Why no comparison is to be had. */
  left?: "R cannot" | "not run here" | "nothing printed";
  /** What stopped either of them. */
  fault?: string;
  /** Why they differ. */
  reason?: string;
}

interface InR {
  out: string;
  failed: boolean;
  error: string;
  figure: boolean;
  warned: boolean;
}

const HERE = new URL(".", import.meta.url).pathname;

/** Where R's answers are kept from one run to the next, if anywhere. */
let kept: string | undefined;

/** Seconds that R has for a page, and the status that says that they were over. */
const LONGEST = "240";
const TOO_LONG = 124;

/** Whether pages of which R has said nothing yet are passed over. */
let keptOnly = false;

/** Statements of a page's blocks that are run, in order. */
function statementsOf(text: string): string[] {
  const { blocks } = parsePage("page.md", text);
  return blocks.filter((b) => b.kind === "model" && b.options.eval?.value !== false).flatMap(
    ({ code }) => {
      const { statements, diagnostics } = parse(code);
      if (diagnostics.length > 0) return [code];
      return statements.map(({ start, end }) => code.slice(start, end));
    },
  );
}

/** Lines without blanks that mean nothing. */
function linesOf(text: string): string[] {
  return text.replace(/[\u2018\u2019]/g, "'").split("\n").map((l) => l.trim().replace(/\s+/g, " "))
    .filter((l) => l !== "");
}

/** What R printed, or said before where its answers are kept. */
async function inR(statements: string[], folder: string, book: string): Promise<InR[] | null> {
  if (!kept) return await askR(statements, folder, book);
  const bytes = new TextEncoder().encode(
    [folder, ...statements].join("\0"),
  );
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const path = `${kept}/${digest}.json`;
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (keptOnly) return null;
    const answer = await askR(statements, folder, book);
    Deno.mkdirSync(kept, { recursive: true });
    Deno.writeTextFileSync(path, JSON.stringify(answer));
    return answer;
  }
}

async function askR(statements: string[], folder: string, book: string): Promise<InR[]> {
  const [asked, answer] = [
    Deno.makeTempFileSync({ suffix: ".json" }),
    Deno.makeTempFileSync({ suffix: ".json" }),
  ];
  try {
    Deno.writeTextFileSync(asked, JSON.stringify(statements));
    const { code, stderr } = await new Deno.Command("timeout", {
      args: [LONGEST, "Rscript", "--vanilla", `${HERE}outputs.R`, asked, answer, book],
      cwd: folder,
    }).output();
    if (code !== 0 && code !== TOO_LONG) {
      throw new Error(new TextDecoder().decode(stderr).slice(-2000));
    }
    return (JSON.parse(Deno.readTextFileSync(answer)) as { rows: InR[] }).rows;
  } finally {
    Deno.removeSync(asked);
    Deno.removeSync(answer);
  }
}

/** A page with a block for each statement. */
const pageOf = (statements: string[]): string =>
  statements.map((code) => `\`\`\`\`\`{r}\n${code}\n\`\`\`\`\`\n`).join("\n");

async function comparePage(path: string): Promise<Output[]> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const page = path.split("/").at(-1)!;
  const statements = statementsOf(Deno.readTextFileSync(path));
  if (statements.length === 0) return [];
  const theirs = await inR(statements, folder, bookOf(path));
  if (theirs === null) return [];
  const { results } = await pageResults(
    pageOf(statements),
    new URL(`file://${folder}/`),
  );
  if (results.length !== statements.length) throw new Error(`${path}: blocks are lost`);
  return statements.map((code, i): Output => {
    const result = results[i]!;
    const r = theirs[i]!;
    const shown = result.shown.filter(({ value }) => value.kind !== "figure");
    const output: Output = {
      page,
      code,
      ours: linesOf(shown.map(({ value }) => renderText(value)).join("\n")),
      theirs: linesOf(r.out),
    };
    if (r.failed) return { ...output, left: "R cannot", fault: r.error };
    if (result.failed) {
      const fault = result.diagnostics.map((d) => d.message).join("; ");
      return { ...output, left: "not run here", fault };
    }
    if (output.ours.length + output.theirs.length === 0) {
      return { ...output, left: "nothing printed" };
    }
    if (output.ours.join("\n") === output.theirs.join("\n")) return output;
    const reason = reasonFor(output);
    return { ...output, reason: reason ?? "?" };
  });
}

/** Pages of a book and of its folders. */
function* pagesOf(folder: string): Generator<string> {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (isDirectory && !/^[._]/.test(name)) yield* pagesOf(`${folder}/${name}`);
    else if (name.endsWith(".md") && !name.startsWith("_")) yield `${folder}/${name}`;
  }
}

/** The book of a page: the nearest folder with a `book.yml`. */
function bookOf(path: string): string {
  const folder = path.slice(0, path.lastIndexOf("/"));
  try {
    Deno.statSync(`${folder}/book.yml`);
    return folder;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || folder === "") throw error;
    return bookOf(folder);
  }
}

/** Runs the books of a folder. */
async function compareBooks(
  folder: string,
  only: string[],
  after: (outputs: ReadonlyMap<string, Output[]>) => void,
): Promise<Map<string, Output[]>> {
  const books = [...Deno.readDirSync(folder)].filter((e) => e.isDirectory).map((e) => e.name)
    .filter((name) => only.length === 0 || only.includes(name)).sort();
  const outputs = new Map<string, Output[]>();
  for (const book of books) {
    const rows: Output[] = [];
    outputs.set(book, rows);
    for (const path of pagesOf(`${folder}/${book}`)) {
      rows.push(...await comparePage(path));
      after(outputs);
    }
  }
  return outputs;
}

const compared = (rows: readonly Output[]): Output[] => rows.filter((o) => o.left === undefined);

function count(rows: readonly Output[]): [compared: number, equal: number, differing: number] {
  const all = compared(rows);
  const equal = all.filter((o) => o.reason === undefined).length;
  return [all.length, equal, all.length - equal];
}

function differences(outputs: ReadonlyMap<string, Output[]>): string {
  return [...outputs].flatMap(([book, rows]) =>
    rows.filter((o) => o.reason !== undefined || o.fault !== undefined).map((o) =>
      `=== ${book}/${o.page} [${o.reason ?? o.left}]\n${o.code}\n--- R\n${o.theirs.join("\n")}\n` +
      `--- here\n${o.fault ?? o.ours.join("\n")}\n`
    )
  ).join("\n");
}

/** What came of the books, as a table. */
function counts(outputs: ReadonlyMap<string, Output[]>, day: string): string {
  const reasons = new Map<string, number>();
  for (const { reason } of [...outputs.values()].flat()) {
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const row = (name: string, rows: readonly Output[]): string => {
    const left = (why: Output["left"]): number => rows.filter((o) => o.left === why).length;
    return `| ${name} | ${count(rows).join(" | ")} | ${left("R cannot")} | ${
      left("not run here")
    } |`;
  };
  return `# What public courses print, beside R

Every statement of seven public courses' pages, run here and in R 4.2.2 with the packages of Debian 12; compared is what each prints, line by line, without blanks that mean nothing. Only paths were changed in the courses, and data that are not public were made up. Not compared is what that R cannot run, mostly for want of a package, what is not run here, and what prints nothing. Written by \`tests/long/outputs.ts\`; the courses themselves are not in this repository.

Counted on ${day}.

| course | outputs compared | equal | differing | R cannot | not run here |
|---|--:|--:|--:|--:|--:|
${[...outputs].map(([book, rows]) => row(book, rows)).join("\n")}
${row("all", [...outputs.values()].flat())}

Why those differ that do:

| reason | outputs |
|---|--:|
${[...reasons].sort((a, b) => b[1] - a[1]).map(([why, n]) => `| ${why} | ${n} |`).join("\n")}
`;
}

if (import.meta.main) {
  const args = [...Deno.args];
  const option = (name: string): string | undefined => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args.splice(at, 2)[1];
  };
  const file = option("--differences");
  kept = option("--kept");
  const flag = (name: string): boolean => {
    const at = args.indexOf(name);
    return at >= 0 && args.splice(at, 1).length > 0;
  };
  keptOnly = flag("--kept-only");
  const write = flag("--write");
  const only = option("--only")?.split(",") ?? [];
  const [folder] = args;
  const outputs = await compareBooks(Deno.realPathSync(folder!), only, (now) => {
    if (file) Deno.writeTextFileSync(file, differences(now));
  });
  for (const [book, rows] of outputs) {
    const [all, equal, differing] = count(rows);
    const unknown = rows.filter((o) => o.reason === "?").length;
    const left = (why: string): number => rows.filter((o) => o.left === why).length;
    console.log(
      `${book}: ${all} compared, ${equal} equal, ${differing} differ (${unknown} unexplained); ` +
        `R cannot ${left("R cannot")}, not run here ${left("not run here")}`,
    );
  }
  if (write) {
    const day = new Date().toISOString().slice(0, 10);
    Deno.writeTextFileSync(`${HERE}OUTPUTS.md`, counts(outputs, day));
  }
  if ([...outputs.values()].flat().some((o) => o.reason === "?")) Deno.exit(1);
}
