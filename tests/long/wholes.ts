/**
 * Whole courses, imported by one command and built where they lie: is every line of their sources on
 * a page, in its script, or in a report?
 *
 *     deno run -A tests/long/wholes.ts FOLDER [--only NAME,NAME] [--lost FILE] [--write]
 *
 * FOLDER holds one folder for each course, as its authors publish it; none of their text comes into
 * this repository. `--lost` writes the lines that are nowhere, `--write` the counts into `WHOLES.md`.
 *
 * @module
 */
import { DenoWorld } from "../../lib/site/deno_world.ts";
import { main } from "../../lib/cli/main.ts";
import { BookFiles } from "../../lib/site/book/book_files.ts";
import { readFolder, readProject } from "../../lib/site/project/read_project.ts";
import { takeOver } from "../../lib/site/project/take_over.ts";
import { decodedText } from "../../lib/site/project/text_bytes.ts";
import { account, type AccountedLine, outOfOrder, type Stretch } from "./wholes/account.ts";
import { BuiltPage } from "./wholes/built.ts";
import { sourceLines } from "./wholes/pieces.ts";

/** What came of one course, built in one way. */
export interface WholeOutcome {
  course: string;
  way: "imported" | "where it lies";
  kind: string;
  status: number;
  seconds: number;
  pages: number;
  files: number;
  /** Files of the source that are neither in the book nor in the report. */
  filesLost: string[];
  blocks: { run: number; of: number };
  faults: Map<string, number>;
  lines: Record<AccountedLine["where"], number>;
  lost: string[];
  disordered: string[];
}

class QuietWorld extends DenoWorld {
  out = "";
  override print(text: string): void {
    this.out += text;
  }
  override warn(): void {}
}

interface Fault {
  code: string;
  severity: string;
  file: string | null;
  line: number | null;
  endLine: number | null;
}

interface BlockLines {
  file: string;
  line: number;
  endLine: number;
  status: string;
}

const read = (path: string): string => Deno.readTextFileSync(path);

function readOr(path: string, otherwise: string): string {
  try {
    return read(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return otherwise;
    throw error;
  }
}

/** Imports a folder, or takes it where it lies, builds it and accounts for its lines. */
export async function whole(
  source: string,
  way: WholeOutcome["way"],
  course = source.split("/").at(-1)!,
): Promise<WholeOutcome> {
  const place = Deno.makeTempDirSync({ prefix: "heddle-whole-" });
  try {
    const world = new QuietWorld();
    const files = new BookFiles(world, source);
    const project = readProject(files) ?? readFolder(files);
    const made = takeOver(files, project, "");
    const from = performance.now();
    const book = way === "imported" ? `${place}/book` : source;
    let imported = 0;
    if (way === "imported") imported = await main(["import", source, book], world);
    world.out = "";
    const words = ["--keep-going", "--json", "--blocks", `${place}/blocks`];
    const site = `${place}/site`;
    const built = imported === 0
      ? await main(["build", book, "--output", site, ...words], world)
      : imported;
    const seconds = (performance.now() - from) / 1000;
    const faults = JSON.parse(world.out || "[]") as Fault[];
    const blocks = JSON.parse(readOr(`${place}/blocks`, "[]")) as BlockLines[];
    const outcome: WholeOutcome = {
      course,
      way,
      kind: project.kind,
      status: built,
      seconds,
      pages: made.chapters.length,
      files: made.files.size,
      filesLost: way === "imported" ? unaccounted(files, made, read(`${book}/_import.md`)) : [],
      blocks: blockCounts(blocks),
      faults: new Map(),
      lines: { shown: 0, script: 0, told: 0, silent: 0, lost: 0 },
      lost: [],
      disordered: [],
    };
    for (const { code, severity } of faults) {
      if (severity === "note") continue;
      outcome.faults.set(code, (outcome.faults.get(code) ?? 0) + 1);
    }
    for (const chapter of made.chapters) {
      const page = way === "imported" ? chapter.to : chapter.from;
      const text = way === "imported"
        ? read(`${book}/${page}`)
        : decodedText(Deno.readFileSync(`${source}/${page}`)).text;
      if (way === "imported") notCopied(outcome, chapter.from, text, source);
      const stem = page.replace(/\.\w+$/, "");
      const html = readOr(`${site}/${stem}.html`, "");
      const lines = sourceLines(text);
      const made = new BuiltPage(html, readOr(`${site}/${stem}/chapter.R`, ""));
      const told = faults.flatMap(({ file, line, endLine }): Stretch[] =>
        file === page && line !== null ? [{ first: line, last: endLine ?? line }] : []
      );
      const unrun = blocks.flatMap(({ file, line, endLine, status }): Stretch[] =>
        file === page && status === "not-evaluated" ? [{ first: line, last: endLine }] : []
      );
      for (const each of account(lines, made, told, unrun)) {
        outcome.lines[each.where]++;
        if (each.where === "lost") {
          outcome.lost.push(`${page}:${each.line}: ${each.kind}: ${each.missing.join(" | ")}`);
        }
      }
      outcome.disordered.push(...outOfOrder(lines, made).map((line) => `${page}:${line}`));
    }
    return outcome;
  } finally {
    Deno.removeSync(place, { recursive: true });
  }
}

/** Lines of a chapter of the source that are not in the chapter of the book, as often. */
function notCopied(outcome: WholeOutcome, file: string, text: string, source: string): void {
  const counts = new Map<string, number>();
  const plain = (line: string): string => line.trim();
  for (const line of text.split("\n")) {
    counts.set(plain(line), (counts.get(plain(line)) ?? 0) + 1);
  }
  const lines = decodedText(Deno.readFileSync(`${source}/${file}`)).text.split("\n");
  for (const [index, line] of lines.entries()) {
    const own = plain(line);
    if (own === "") continue;
    const left = counts.get(own) ?? 0;
    counts.set(own, left - 1);
    if (left > 0 || counts.has(`<!-- ${own.replaceAll("-->", "- ->")} -->`)) continue;
    outcome.lost.push(`${file}:${index + 1}: not in the chapter of the book: ${own}`);
    outcome.lines.lost++;
  }
}

function blockCounts(blocks: readonly BlockLines[]): { run: number; of: number } {
  const meant = blocks.filter(({ status }) => status !== "not-evaluated");
  return { run: meant.filter(({ status }) => status === "ran").length, of: meant.length };
}

/** Files that no one can say what became of. */
function unaccounted(
  files: BookFiles,
  made: ReturnType<typeof takeOver>,
  report: string,
): string[] {
  const taken = new Set([...made.files.values()].map(({ from }) => from));
  const left = made.left.map(({ path }) => path);
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of Deno.readDirSync(`${files.root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (left.includes(path) || left.includes(`${path}/`)) continue;
      if (entry.isDirectory) walk(path);
      else if (!taken.has(path) && !report.includes(path) && !left.includes(`${folder}/`)) {
        if (folder !== "" || !left.includes("beside the pages")) found.push(path);
      }
    }
  };
  walk("");
  return found;
}

const count = (map: ReadonlyMap<string, number>): string =>
  [...map].sort(([, a], [, b]) => b - a).map(([code, n]) => `${code} ${n}`).join(", ");

/** The counts as a page; no text of a course stands in it. */
export function wholesPage(outcomes: readonly WholeOutcome[], day: string): string {
  const rows = outcomes.map((each) => {
    const { lines } = each;
    const all = Object.values(lines).reduce((sum, n) => sum + n, 0);
    return `| ${each.course} | ${each.way} | ${each.status} | ${
      each.seconds.toFixed(0)
    } | ${each.pages} | ` +
      `${each.blocks.run} of ${each.blocks.of} | ${all} | ${lines.shown} | ${lines.script} | ` +
      `${lines.silent} | ${lines.told} | ${lines.lost} | ${each.disordered.length} | ${each.filesLost.length} |\n`;
  }).join("");
  const faults = outcomes.map((each) =>
    `- ${each.course}, ${each.way}: ${each.faults.size === 0 ? "none" : count(each.faults)}\n`
  ).join("");
  return `# Whole courses, imported and built where they lie\n\n` +
    `Public courses as their authors publish them, each imported by one command and built, and each ` +
    `project also built where it lies. A line of a source is *shown* on its page, in the page's ` +
    `*script* (code that its own options hide), *silent* (settings, marks without words, an author's ` +
    `remarks), *told* by a diagnostic or the import's report, or *lost*. *Moved* are lines of prose ` +
    `that stand before an earlier one. The courses themselves are not in this repository.\n\n` +
    `Counted on ${day} by \`deno run -A tests/long/wholes.ts FOLDER --write\`.\n\n` +
    `| course | built | status | s | pages | blocks run | lines | shown | script | silent | told | lost | ` +
    `moved | files lost |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n${rows}\n` +
    `## Errors and warnings by kind\n\n${faults}`;
}

if (import.meta.main) {
  const words = [...Deno.args];
  const value = (name: string): string | undefined => {
    const at = words.indexOf(name);
    return at < 0 ? undefined : words.splice(at, 2)[1];
  };
  const only = value("--only")?.split(",");
  const lost = value("--lost");
  const writes = words.includes("--write");
  const folder = words.find((word) => !word.startsWith("--"));
  if (folder === undefined) throw new Error("name the folder of the courses");
  const outcomes: WholeOutcome[] = [];
  const names = [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name).sort().filter((name) => only?.includes(name) ?? true);
  for (const name of names) {
    const source = `${folder}/${name}`;
    const isProject = readProject(new BookFiles(new DenoWorld(), source)) !== null;
    for (const way of ["imported", "where it lies"] as const) {
      if (way !== "imported" && !isProject) continue;
      const outcome = await whole(source, way, name.replace("+", "/"));
      outcomes.push(outcome);
      const { seconds, status, lines, filesLost, disordered } = outcome;
      console.log(
        `${name}, ${way}: ${status}, ${seconds.toFixed(1)} s, ${JSON.stringify(lines)}, ` +
          `${disordered.length} moved, ${filesLost.length} files`,
      );
      if (lost !== undefined) {
        const text = [...outcome.lost, ...disordered.map((at) => `${at}: moved`), ...filesLost]
          .join("\n");
        Deno.writeTextFileSync(lost, `== ${name}, ${way}\n${text}\n`, { append: true });
      }
    }
  }
  if (writes) {
    const day = new Date().toLocaleDateString("en-GB", {
      day: "numeric",
      month: "long",
      year: "numeric",
    });
    Deno.writeTextFileSync(new URL("WHOLES.md", import.meta.url), wholesPage(outcomes, day));
  }
}
