/**
 * The cases of size, each in a process of its own, and R's beside where Rscript is installed. Data of
 * published studies (kb07, gb12, bs10, InstEval) are expected as files in the folder.
 *
 *     deno run -A tests/bench/scale_bench.ts FOLDER [CASE …]
 *
 * Without cases the whole table is measured, and becomes its section of `RESULTS.md`.
 *
 * @module
 */
import type { Measured } from "./run_case.ts";
import { RESULTS, withSection } from "./results.ts";
import { SCALE_CASES } from "./scale_cases.ts";
import { simulateSizes } from "./scale_data.ts";

const here = (name: string): string => new URL(name, import.meta.url).pathname;

/** The last line that a program writes, as JSON; null if it fails, is missing or takes too long. */
async function measured(command: string, args: string[]): Promise<Measured | null> {
  try {
    const signal = AbortSignal.timeout(300_000);
    const result = await new Deno.Command(command, { args, signal, stderr: "null" }).output();
    if (!result.success) return null;
    return JSON.parse(new TextDecoder().decode(result.stdout).trim().split("\n").at(-1)!);
  } catch {
    return null;
  }
}

const [folder, ...only] = Deno.args;
simulateSizes(folder!);
const rows = [
  "| case | R | Heddle | goal | memory | goal |",
  "| --- | ---: | ---: | ---: | ---: | ---: |",
];
for (const c of SCALE_CASES) {
  if (only.length > 0 && !only.includes(c.id)) continue;
  const config = `--config=${here("../../deno.json")}`;
  const run = ["run", "-A", "--no-check", config, here("run_case.ts"), c.id, folder!];
  const own = await measured(Deno.execPath(), run);
  const r = await measured("Rscript", [here("scale_reference.R"), c.id, folder!]);
  const seconds = (m: Measured | null): string => m ? `${(m.processor / 1000).toFixed(2)} s` : "–";
  const memory = own ? `${own.memory.toFixed(0)} MB` : "–";
  const most = c.memoryGoal === undefined ? "–" : `${c.memoryGoal} MB`;
  rows.push(
    `| ${c.title} | ${seconds(r)} | ${seconds(own)} | ${c.goal / 1000} s | ${memory} | ${most} |`,
  );
  console.log(rows.at(-1));
}
if (only.length === 0) {
  const load = Deno.loadavg()[0]!.toFixed(1);
  const cpu = /model name\s*:\s*(.+)/.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1] ??
    "unknown";
  const section = `## Sizes

${
    new Date().toISOString().slice(0, 10)
  }; ${cpu}, ${navigator.hardwareConcurrency} processors (load ${load} at the end), Deno ${Deno.version.deno};
processor time of one cold run in a process of its own, R's side after each in the same run where it has one, cases of
\`scale_cases.ts\`. \`deno run -A tests/bench/scale_bench.ts FOLDER\` makes the table anew.

${rows.join("\n")}
`;
  Deno.writeTextFileSync(RESULTS, withSection(Deno.readTextFileSync(RESULTS), "## Sizes", section));
}
