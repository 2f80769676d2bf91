/**
 * Runs one case in this process and prints what it took, as JSON.
 *
 * deno run --allow-read tests/bench/run_case.ts CASE FOLDER
 *
 * @module
 */
import { CASES } from "./cases.ts";

/** Milliseconds and megabytes. */
export interface Measured {
  id: string;
  /** The first run, just-in-time compilation included. */
  first: number;
  /** The median of the second half of the runs; null after a single run. */
  warm: number | null;
  /** Resident at the end. */
  memory: number;
}

function measure(id: string, folder: string): Measured {
  const found = CASES.find((c) => c.id === id);
  if (!found) throw new RangeError(`no case ${id}`);
  const run = found.prepare(folder);
  const times: number[] = [];
  for (let i = 0; i < found.runs; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  const late = times.slice(Math.floor(times.length / 2)).sort((a, b) => a - b);
  return {
    id,
    first: times[0]!,
    warm: times.length > 1 ? late[Math.floor(late.length / 2)]! : null,
    memory: Deno.memoryUsage().rss / 1e6,
  };
}

if (import.meta.main) console.log(JSON.stringify(measure(Deno.args[0]!, Deno.args[1]!)));
