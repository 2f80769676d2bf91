/**
 * Tries inputs, a batch of one kind after another, and tells of each batch when it begins and how its
 * inputs ended.
 *
 * @module
 */
import { BATCH, inputOf } from "./fuzz_inputs.ts";
import { tryBatch, tryInput, type Verdict, warmUp } from "./fuzz_try.ts";

/** What the worker is asked: the inputs from `from` to `to`, each alone or by batches. */
export interface FuzzOrder {
  seed: number;
  from: number;
  to: number;
  alone: boolean;
}

/** What it tells: inputs begin, or one or all of them have ended. */
export interface FuzzNews {
  number: number;
  count: number;
  kind: string;
  ended: boolean;
  verdict: Verdict;
}

const scope = self as unknown as Worker;

self.onmessage = async ({ data }: MessageEvent<FuzzOrder>) => {
  const { seed, from, to, alone } = data;
  await warmUp();
  const step = alone ? 1 : BATCH;
  for (let number = from; number < to; number += step) {
    const inputs = Array.from(
      { length: Math.min(step, to - number) },
      (_, i) => inputOf(seed, number + i),
    );
    const news = { number, count: inputs.length, kind: inputs[0]!.kind };
    scope.postMessage({ ...news, ended: false, verdict: null } satisfies FuzzNews);
    const verdict = alone
      ? await tryInput(inputs[0]!, number)
      : await tryBatch(inputs, number / BATCH);
    scope.postMessage({ ...news, ended: true, verdict } satisfies FuzzNews);
  }
  scope.postMessage(null);
};
