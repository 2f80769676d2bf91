/**
 * Books made by chance, a small part of the long check: no crash, no fault of the program, no exit
 * status 0 in spite of a fault, and no input that takes longer than all of them may.
 */
import { assert, assertEquals } from "@std/assert";
import { isFast } from "../runs.ts";
import { BATCH, inputOf } from "../long/fuzz_inputs.ts";
import { tryBatch, tryInput, warmUp } from "../long/fuzz_try.ts";

const SEED = 1;
/** Batches of one kind each, of all kinds but the slow ones. */
const BATCHES = [0, 1, 3, 4, 6, 7, 9, 10, 11, 12, 13, 16, 17, 18, 19];

Deno.test("three hundred books made by chance end well", async () => {
  await warmUp();
  for (const batch of isFast ? BATCHES.slice(0, 5) : BATCHES) {
    const inputs = Array.from({ length: BATCH }, (_, i) => inputOf(SEED, batch * BATCH + i));
    if (await tryBatch(inputs, batch) === null) continue;
    for (const [i, input] of inputs.entries()) {
      const number = batch * BATCH + i;
      assertEquals(await tryInput(input, number), null, `${input.kind}, seed ${SEED}, ${number}`);
    }
    assert(false, `batch ${batch} of seed ${SEED}`);
  }
});
