/**
 * Ten small models of the textbooks, fitted with all tests by Kenward and Roger: ours and R's in turn, round by
 * round, each side in a process of its own.
 *
 *     deno run -A tests/bench/classics_bench.ts [--write] [--rounds N] [--beside CHECKOUT]
 *
 * With a checkout of an earlier revision the small cases of `cases.ts` are measured there and here in turn, too.
 *
 * @module
 */
import { anova } from "../../lib/inference/test/anova.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { dataOf, readCase } from "../oracle/read_case.ts";
import { RESULTS, withSection } from "./results.ts";
import type { Measured } from "./run_case.ts";

const CLASSICS = [
  "dyestuff",
  "penicillin",
  "pastes",
  "cake",
  "machines",
  "ergostool",
  "orthodont",
  "npk_random",
  "sleepstudy",
  "oats_splitplot",
];
const SMALL = ["fecal_grcbd", "oats_splitplot", "sleepstudy"];
/** Fits of each model in a round; the first half is not counted. */
const RUNS = 600;

const here = (name: string): string => new URL(name, import.meta.url).pathname;
const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;

/** Milliseconds of each model, the median of its warm runs. */
function ours(): Record<string, number> {
  return Object.fromEntries(CLASSICS.map((id) => {
    const c = readCase(id);
    const data = dataOf(c);
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const start = performance.now();
      anova(lmer(c.formula, data), { type: 2, test: "F" }).rows.forEach((row) => row.denDf);
      times.push(performance.now() - start);
    }
    return [id, median(times.slice(RUNS / 2))];
  }));
}

/** The last line that a program writes, as JSON; null if it is missing or fails. */
async function lastLine<T>(command: string, args: string[]): Promise<T | null> {
  try {
    const { success, stdout } = await new Deno.Command(command, { args, stderr: "null" }).output();
    return success ? JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) : null;
  } catch {
    return null;
  }
}

const deno = (checkout: string, script: string, ...args: string[]) => [
  "run",
  "-A",
  "--no-check",
  `--config=${checkout}/deno.json`,
  `${checkout}/tests/bench/${script}`,
  ...args,
];

/** By model: medians of rounds, ours and R's. */
async function classics(rounds: number): Promise<string[]> {
  const [own, r]: [Record<string, number>[], Record<string, number>[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const mine = deno(here("../.."), "classics_bench.ts", "--round");
    own.push((await lastLine<Record<string, number>>(Deno.execPath(), mine))!);
    const reference = [here("classics_reference.R"), here("../oracle/public"), ...CLASSICS];
    const theirs = await lastLine<Record<string, number>>("Rscript", reference);
    if (theirs) r.push(theirs);
  }
  return CLASSICS.map((id) => {
    const mine = median(own.map((m) => m[id]!));
    const theirs = r.length > 0 ? median(r.map((m) => m[id]!)) : NaN;
    const ratio = Number.isNaN(theirs) ? "–" : `${(theirs / mine).toFixed(0)}×`;
    const formula = readCase(id).formula.replaceAll("|", "\\|");
    return `| ${id} | \`${formula}\` | ${theirs.toFixed(0)} ms | ${
      mine.toFixed(2)
    } ms | ${ratio} |`;
  });
}

/** By small case: the least and the median of rounds, there and here. */
async function beside(checkout: string, rounds: number): Promise<string[]> {
  const rows: string[] = [];
  for (const id of SMALL) {
    const times: [number[], number[]] = [[], []];
    for (let i = 0; i < rounds; i++) {
      for (const [side, folder] of [checkout, here("../..")].entries()) {
        const found = await lastLine<Measured>(
          Deno.execPath(),
          deno(folder, "run_case.ts", id, "."),
        );
        times[side]!.push(found!.warm!);
      }
    }
    const both = times.map((t) => `${Math.min(...t).toFixed(2)} / ${median(t).toFixed(2)} ms`);
    rows.push(`| ${id} | ${both.join(" | ")} |`);
  }
  return rows;
}

async function main(args: string[]): Promise<void> {
  if (args.includes("--round")) return console.log(JSON.stringify(ours()));
  const option = (name: string): string | undefined =>
    args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
  const rounds = Number(option("--rounds") ?? 3);
  const older = option("--beside");
  const cpu = /model name\s*:\s*(.+)/.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1] ??
    "unknown";
  const load = Deno.loadavg()[0]!.toFixed(1);
  const section = `## Classics

${
    new Date().toISOString().slice(0, 10)
  }; ${cpu}, ${navigator.hardwareConcurrency} processors (load ${load} at the
start), Deno ${Deno.version.deno}; fit and all tests by Kenward and Roger, ours and R's (lme4, car, pbkrtest) in turn, medians of
${rounds} rounds; \`deno run -A tests/bench/classics_bench.ts\`.

| data | model | R | Heddle | R / Heddle |
| --- | --- | ---: | ---: | ---: |
${(await classics(rounds)).join("\n")}
${
    older
      ? `
Small cases of \`cases.ts\`, warm, an earlier revision and this one in turn: the least and the median of the rounds.

| case | earlier | now |
| --- | ---: | ---: |
${(await beside(older, 2 * rounds)).join("\n")}
`
      : ""
  }`;
  console.log(section);
  if (!args.includes("--write")) return;
  Deno.writeTextFileSync(
    RESULTS,
    withSection(Deno.readTextFileSync(RESULTS), "## Classics", section),
  );
}

if (import.meta.main) await main(Deno.args);
