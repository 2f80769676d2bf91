/**
 * The cases of size, each in a process of its own, and R's beside where Rscript is installed. Data of
 * published studies (kb07, gb12, bs10, InstEval) are expected as files in the folder.
 *
 * deno run -A tests/bench/scale_bench.ts FOLDER [CASE …]
 *
 * @module
 */
import type { Measured } from "./run_case.ts";
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
console.log("| case | R | Heddle | goal | memory |\n| --- | ---: | ---: | ---: | ---: |");
for (const c of SCALE_CASES) {
  if (only.length > 0 && !only.includes(c.id)) continue;
  const config = `--config=${here("../../deno.json")}`;
  const run = ["run", "-A", "--no-check", config, here("run_case.ts"), c.id, folder!];
  const own = await measured(Deno.execPath(), run);
  const r = await measured("Rscript", [here("scale_reference.R"), c.id, folder!]);
  const seconds = (m: Measured | null): string => m ? `${(m.processor / 1000).toFixed(2)} s` : "–";
  const memory = own ? `${own.memory.toFixed(0)} MB` : "–";
  console.log(`| ${c.title} | ${seconds(r)} | ${seconds(own)} | ${c.goal / 1000} s | ${memory} |`);
}
