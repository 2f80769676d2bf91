/**
 * Twenty thousand books made by chance: none may crash the program, hang it, meet a fault of its own,
 * or end with exit status 0 in spite of a fault.
 *
 *     deno run -A tests/long/fuzz.ts [COUNT] [SEED] [NUMBER]
 *
 * With a number, that input alone is written out and tried.
 *
 * @module
 */
import { BATCH, inputOf } from "./fuzz_inputs.ts";
import { tryInput } from "./fuzz_try.ts";
import type { FuzzNews, FuzzOrder } from "./fuzz_worker.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "fuzz";

/** An input that takes longer hangs; a batch of them has more, and then each of it is tried alone. */
const PATIENCE = 5000;
const BATCH_PATIENCE = 40_000;
/** A worker loads the program first. */
const START = 60_000;

interface Found {
  number: number;
  kind: string;
  verdict: string;
}

/** A worker that is replaced when it hangs or dies; what was at fault is noted. */
class Lane {
  readonly found: Found[] = [];
  readonly tried = new Map<string, number>();
  #worker: Worker | null = null;

  constructor(readonly seed: number) {}

  /** Tries the inputs from `from` to `to`. */
  try(from: number, to: number, alone: boolean): Promise<void> {
    const fresh = this.#worker === null;
    const worker = this.#worker ??= new Worker(new URL("./fuzz_worker.ts", import.meta.url), {
      type: "module",
    });
    return new Promise((resolve) => {
      let current = { number: from, kind: "start" };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const lost = (verdict: string): void => {
        clearTimeout(timer);
        worker.terminate();
        this.#worker = null;
        this.found.push({ ...current, verdict });
        resolve();
      };
      const watch = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => lost(`hang: more than ${ms / 1000} s`), ms);
      };
      worker.onmessage = ({ data }: MessageEvent<FuzzNews | null>) => {
        if (data === null) {
          clearTimeout(timer);
          return resolve();
        }
        current = { number: data.number, kind: data.kind };
        if (!data.ended) return watch(alone ? PATIENCE : BATCH_PATIENCE);
        watch(START);
        this.tried.set(data.kind, (this.tried.get(data.kind) ?? 0) + data.count);
        if (data.verdict !== null) this.found.push({ ...current, verdict: data.verdict });
      };
      worker.onerror = (event) => {
        event.preventDefault();
        lost(`crash: ${event.message}`);
      };
      if (fresh) watch(START);
      worker.postMessage({ seed: this.seed, from, to, alone } satisfies FuzzOrder);
    });
  }

  end(): void {
    this.#worker?.terminate();
  }
}

/** Tries so many inputs. */
export async function run(count = 20_000, seed = 20261126): Promise<Outcome> {
  const lanes = Array.from(
    { length: Math.max(1, navigator.hardwareConcurrency) },
    () => new Lane(seed),
  );
  let next = 0;
  const suspects: number[] = [];
  await Promise.all(lanes.map(async (lane) => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const before = lane.found.length;
      await lane.try(from, Math.min(count, from + BATCH), false);
      if (lane.found.length > before) suspects.push(from);
    }
  }));
  // which inputs of a batch were at fault is seen when each is tried alone, with nothing beside it
  const found: Found[] = [];
  for (const from of suspects) {
    const before = found.length;
    for (let number = from; number < Math.min(count, from + BATCH); number++) {
      const alone = new Lane(seed);
      await alone.try(number, number + 1, true);
      alone.end();
      found.push(...alone.found);
    }
    const batch = lanes.flatMap((l) => l.found).find((f) => f.number === from)!;
    if (found.length === before && !batch.verdict.startsWith("hang")) {
      found.push({ ...batch, verdict: `${batch.verdict} (in a book of ${BATCH})` });
    }
  }
  const tried = new Map<string, number>();
  for (const lane of lanes) {
    lane.end();
    for (const [kind, n] of lane.tried) tried.set(kind, (tried.get(kind) ?? 0) + n);
  }
  const kinds = [...tried].sort(([a], [b]) => a.localeCompare(b)).map(([k, n]) => `${k} ${n}`);
  const counts = (word: string): number => found.filter((f) => f.verdict.startsWith(word)).length;
  const lines = [
    `seed ${seed}: ${kinds.join(", ")}; ${counts("crash")} crashes, ${counts("hang")} hangs, ` +
    `${counts("internal")} internal faults, ${counts("exit")} false exits, ` +
    `${counts("no ")} faults without a place`,
    ...found.map((f) => `${f.kind} ${f.number}: ${f.verdict}`),
  ];
  return { passed: count - found.length, failed: found.length, lines };
}

if (import.meta.main) {
  const [count, seed, number] = Deno.args.map(Number);
  if (number !== undefined) {
    const input = inputOf(seed!, number);
    console.log(input.kind, input.values ?? "");
    for (const [path, text] of Object.entries(input.files)) console.log(`--- ${path}\n${text}`);
    console.log("===", await tryInput(input, number));
    Deno.exit(0);
  }
  const { passed, failed, lines } = await run(count, seed);
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
