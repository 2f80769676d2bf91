/**
 * The cases of size, each in a process of its own, and R's beside where Rscript is installed. Data of
 * published studies (kb07, gb12, bs10, InstEval, d3, ml1m) are expected as files in the folder.
 *
 *     deno run -A tests/bench/scale_bench.ts FOLDER [--limit SECONDS] [--own] [--write] [CASE …]
 *
 * What is measured is kept in the folder, so that a table can be made in pieces; `--own` measures our side
 * alone, and R's stays as it is; `--write` makes it the section of `RESULTS.md`.
 *
 * @module
 */
import type { BenchCase } from "./cases.ts";
import type { Measured } from "./run_case.ts";
import { RESULTS, withSection } from "./results.ts";
import { SCALE_CASES } from "./scale_cases.ts";
import { simulateSizes } from "./scale_data.ts";

/** Seconds, and megabytes where they are known, at revision 4cf9367, from which on sizes were measured. */
const BEFORE: Readonly<Record<string, readonly [number, number?]>> = {
  pairs_lm: [5.9, 1400],
  pairs_kr: [118, 1460],
  lm_500: [1.4],
  type3_500: [3.9],
  anova_5way: [18.7],
  kr_499: [3.3],
  joint_500: [4.8],
  joint_6: [7.3],
  mvt_5: [0.7],
  mvt_8: [3.0],
  mvt_10: [6.4],
  mvt_15: [27.7],
  profile_5x5: [9.9],
  profile_100: [24.5],
  kb07: [31],
  kb07_maximal: [18.4],
  gb12: [6.9],
  bs10: [5.5],
  insteval_fit: [5.3],
  crossed_2000: [7.9, 743],
  csv_wide: [2.38, 471],
  csv_levels: [1.2, 151],
};

/** A case as it was measured. `r` is null where R has no such case, and a limit where it took longer. */
interface Kept {
  own: Measured | null;
  r: Measured | { limit: number } | null;
  date: string;
  load: number;
}

const here = (name: string): string => new URL(name, import.meta.url).pathname;

/** The last line that a program writes, as JSON; null if it fails or is missing, and the limit if it takes too long. */
async function measured(
  command: string,
  args: string[],
  limit: number,
): Promise<Measured | { limit: number } | null> {
  const signal = AbortSignal.timeout(1000 * limit);
  try {
    const result = await new Deno.Command(command, { args, signal, stderr: "null" }).output();
    if (result.success) {
      return JSON.parse(new TextDecoder().decode(result.stdout).trim().split("\n").at(-1)!);
    }
  } catch {
    // it is missing
  }
  return signal.aborted ? { limit } : null;
}

async function measureCase(
  id: string,
  folder: string,
  limit: number,
  before: Kept | null,
): Promise<Kept> {
  const config = `--config=${here("../../deno.json")}`;
  const run = ["run", "-A", "--no-check", config, here("run_case.ts"), id, folder];
  const load = Deno.loadavg()[0]!;
  const own = await measured(Deno.execPath(), run, 300);
  const reference = [here("scale_reference.R"), id, folder];
  const r = before ? before.r : await measured("Rscript", reference, limit);
  const date = new Date().toISOString().slice(0, 10);
  return { own: own && "processor" in own ? own : null, r, date, load };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function rowOf(c: BenchCase, { own, r }: Kept): string {
  const [time, space] = BEFORE[c.id] ?? [];
  const cells = [
    c.title,
    r === null ? "–" : "limit" in r ? `> ${r.limit} s` : seconds(r.processor),
    time === undefined ? "–" : `${time} s`,
    own ? seconds(own.processor) : "–",
    c.goal === 0 ? "R" : `${c.goal / 1000} s`,
    space === undefined ? "–" : `${space} MB`,
    own ? `${own.memory.toFixed(0)} MB` : "–",
    c.memoryGoal === undefined ? "–" : `${c.memoryGoal} MB`,
  ];
  return `| ${cells.join(" | ")} |`;
}

const args = Deno.args.slice();
const taken = (name: string, count: number): string[] => {
  const i = args.indexOf(name);
  return i < 0 ? [] : args.splice(i, 1 + count);
};
const isOwn = taken("--own", 0).length > 0;
const isWritten = taken("--write", 0).length > 0;
const limit = Number(taken("--limit", 1)[1] ?? 60);
const [folder, ...only] = args;
simulateSizes(folder!);
const store = `${folder}/scale.json`;
let kept: Record<string, Kept> = {};
try {
  kept = JSON.parse(Deno.readTextFileSync(store));
} catch {
  // nothing is measured yet
}
for (const c of SCALE_CASES) {
  if (only.length > 0 ? !only.includes(c.id) : c.id in kept) continue;
  kept[c.id] = await measureCase(c.id, folder!, limit, isOwn ? kept[c.id] ?? null : null);
  Deno.writeTextFileSync(store, JSON.stringify(kept));
  console.log(rowOf(c, kept[c.id]!));
}
if (isWritten) {
  const all = Object.values(kept);
  const cpu = /model name\s*:\s*(.+)/.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1] ??
    "unknown";
  const loads = all.map((k) => k.load);
  const section = `## Sizes

${
    all.map((k) => k.date).sort().at(-1)
  }; ${cpu}, ${navigator.hardwareConcurrency} processors (load ${
    Math.min(...loads).toFixed(1)
  } to ${Math.max(...loads).toFixed(1)}), Deno ${Deno.version.deno};
processor time of one cold run in a process of its own, R's right after each where it has the case ("> ${limit} s": it
was not done within that time), memory at the end. "Before" is revision 4cf9367 at loads of 2 to 16, where processor time
is up to twice that of a quiet machine. Cases of \`scale_cases.ts\`;
\`deno run -A tests/bench/scale_bench.ts FOLDER --write\` makes the table anew.

| case | R | before | now | goal | memory before | now | goal |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${SCALE_CASES.filter((c) => c.id in kept).map((c) => rowOf(c, kept[c.id]!)).join("\n")}
`;
  Deno.writeTextFileSync(RESULTS, withSection(Deno.readTextFileSync(RESULTS), "## Sizes", section));
}
