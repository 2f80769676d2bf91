/**
 * Builds a book made by chance, as the command line does, and judges how it ended.
 *
 * @module
 */
import type { Diagnostic } from "../../lib/diagnostic.ts";
import { main } from "../../lib/cli/main.ts";
import { MemoryWorld } from "../site/memory_world.ts";
import { type Input, reshapedValues, STORED_PAGE, TABLE, together } from "./fuzz_inputs.ts";

/** What was wrong with how an input ended; null if nothing was. */
export type Verdict = string | null;

const ROOT = "/nowhere/book";
const SITE = "/nowhere/site";
const VALUES = "/nowhere/values";

/** Words that no author should read: they are those of a fault of ours. */
const OURS =
  /\b(?:TypeError|RangeError|ReferenceError|SyntaxError)\b|\bundefined\b|\[object |is not a function(?! that)|Cannot read prop/;

/** Codes of faults that quote what an author's own code, or a stranger's file, ran into. */
const QUOTING = new Set(["plot-failed", "stored-values"]);

let stored: string | null = null;

/** Loads what a book needs, so that the first input takes no longer than others. */
export async function warmUp(): Promise<void> {
  await storedValues();
}

/** Stored values of the page whose mutants are tried. */
async function storedValues(): Promise<string> {
  if (stored !== null) return stored;
  const world = worldOf({ "book.yml": "title: T\n", "d.csv": TABLE, "01-p.md": STORED_PAGE });
  await main(["build", ROOT, "--output", SITE, "--json"], world);
  const path = [...world.files.keys()].find((p) => p.startsWith(SITE) && p.endsWith("01-p.json"));
  if (path === undefined) throw new Error("The page for stored values has faults of its own");
  return stored = world.readText(path);
}

function worldOf(files: Record<string, string>): MemoryWorld {
  const world = new MemoryWorld();
  for (const [path, text] of Object.entries(files)) world.write(`${ROOT}/${path}`, text);
  return world;
}

/** Builds or checks the book of an input. */
export function tryInput(input: Input, number: number): Promise<Verdict> {
  return tryBook(input.files, input.values === undefined ? [] : [input.values], number);
}

/**
 * Builds or checks one book of all inputs, or the book of each where they make none; then the book of
 * those pages that have no faults, so that the last steps of a build are tried too.
 */
export async function tryBatch(inputs: readonly Input[], number: number): Promise<Verdict> {
  const own = inputs.filter((input) => together([input]) === null);
  for (const input of own) {
    const verdict = await tryInput(input, number);
    if (verdict !== null) return verdict;
  }
  const rest = inputs.filter((input) => !own.includes(input));
  const book = together(rest);
  if (!book || rest.length === 0) return null;
  const { verdict, faults } = await ended(book.files, book.values, number);
  const bad = new Set(
    faults.filter((d) => d.severity === "error").map((d) => /\d\d/.exec(d.file ?? "")?.[0]),
  );
  const good = rest.filter((_, i) => !bad.has(String(i + 1).padStart(2, "0")));
  const again = together(good);
  if (verdict !== null || !again || good.length === 0 || good.length === rest.length) {
    return verdict;
  }
  return await tryBook(again.files, again.values, 0);
}

/**
 * Builds or checks a book.
 *
 * @param orders how the stored values of its pages are mutated; none if they are computed
 */
export async function tryBook(
  files: Record<string, string>,
  orders: readonly string[],
  number: number,
): Promise<Verdict> {
  return (await ended(files, orders, number)).verdict;
}

/** How a book ended. */
interface Ended {
  verdict: Verdict;
  faults: readonly Diagnostic[];
}

async function ended(
  files: Record<string, string>,
  orders: readonly string[],
  number: number,
): Promise<Ended> {
  const world = worldOf(files);
  const words = number % 3 === 0
    ? ["build", ROOT, "--output", SITE, "--json"]
    : ["check", ROOT, "--json"];
  if (orders.length > 0) {
    const values = await storedValues();
    for (const [i, order] of orders.entries()) {
      const page = `${String(i + 1).padStart(2, "0")}-p.json`;
      world.write(`${VALUES}/${page}`, reshapedValues(values, order));
    }
    words.push("--from-values", VALUES);
  }
  let status: number;
  try {
    status = await main(words, world);
  } catch (error) {
    const verdict = `crash: ${error instanceof Error ? error.stack : String(error)}`;
    return { verdict, faults: [] };
  }
  return judged(status, world);
}

function judged(status: number, world: MemoryWorld): Ended {
  const out = world.printed.join("");
  let faults: Diagnostic[];
  try {
    faults = JSON.parse(out) as Diagnostic[];
  } catch {
    const said = `${out.slice(0, 200)}${world.warned.join("").slice(0, 200)}`;
    return { verdict: `no JSON (status ${status}): ${said}`, faults: [] };
  }
  return { verdict: verdictOf(status, faults), faults };
}

function verdictOf(status: number, faults: readonly Diagnostic[]): Verdict {
  const internal = faults.find((d) =>
    d.code.startsWith("internal") || OURS.test(d.message) && !QUOTING.has(d.code)
  );
  if (internal) return `internal fault: [${internal.code}] ${internal.message}`;
  const errors = faults.filter((d) => d.severity === "error").length;
  if (errors > 0 && status === 0) return "exit 0 on a fault";
  if (errors === 0 && status !== 0) return `exit ${status} without a fault`;
  const placeless = faults.find((d) => d.severity === "error" && d.file === undefined);
  return placeless ? `no place: [${placeless.code}] ${placeless.message}` : null;
}
