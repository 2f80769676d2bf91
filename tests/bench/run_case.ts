/**
 * Runs one case in this process and prints what it took, as JSON.
 *
 * deno run --allow-read tests/bench/run_case.ts CASE FOLDER
 *
 * @module
 */
import process from "node:process";
import { CASES } from "./cases.ts";
import { SCALE_CASES } from "./scale_cases.ts";

/** Milliseconds and megabytes. */
export interface Measured {
  id: string;
  /** The first run, just-in-time compilation included. */
  first: number;
  /** The best of the second half of the runs; null after a single run. */
  warm: number | null;
  /** Processor time of a run, all threads, averaged over the second half of the runs. */
  processor: number;
  /** Resident at the end. */
  memory: number;
}

/** Milliseconds of processor time that this process has had. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(id: string, folder: string): Measured {
  const found = [...CASES, ...SCALE_CASES].find((c) => c.id === id);
  if (!found) throw new RangeError(`no case ${id}`);
  const run = found.prepare(folder);
  const times: number[] = [];
  const half = Math.floor(found.runs / 2);
  let used = 0;
  for (let i = 0; i < found.runs; i++) {
    if (i === half) used = processor();
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return {
    id,
    first: times[0]!,
    warm: times.length > 1 ? Math.min(...times.slice(half)) : null,
    processor: (processor() - used) / (found.runs - half),
    memory: Deno.memoryUsage().rss / 1e6,
  };
}

if (import.meta.main) console.log(JSON.stringify(measure(Deno.args[0]!, Deno.args[1]!)));
