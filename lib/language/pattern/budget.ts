/**
 * How many steps patterns may take: in one call of a word, and in all calls of a block.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";

const IN_A_CALL = 8_000_000;
const IN_A_BLOCK = 300_000_000;

/** The fault of a pattern that takes too long. */
export function tooCostly(): never {
  return fail("pattern-too-costly", "The pattern takes too many steps on these texts", {
    hint:
      "A repetition within a repetition, such as (a+)+, can be written as one: a+; references like \\\\1 behind .* are costly too",
  });
}

/** Steps that are left to the patterns of a block. */
interface Block {
  left: number;
  latest: Budget | null;
}

const blocks = new WeakMap<Interpreter, Block>();

/** Steps of one call, taken from those of its block in portions. */
export class Budget {
  /** What is left of the portion. */
  left = 0;
  #portion = 1000;
  #call = IN_A_CALL;

  constructor(readonly block: Block) {}

  /** Steps that one more text brings with it: many short texts are no explosion. */
  another(length: number): void {
    const steps = 100 + 4 * length;
    this.#call += steps;
    this.block.left += steps;
  }

  /** Takes a portion, or throws the fault that there is no more. */
  more(): void {
    while (this.left < 0) {
      if (this.#call <= 0 || this.block.left <= 0) tooCostly();
      this.left += this.#portion;
      this.#call -= this.#portion;
      this.block.left -= this.#portion;
      this.#portion = Math.min(100_000, 2 * this.#portion);
    }
  }
}

/** Steps for one more call. */
export function budget(interpreter: Interpreter): Budget {
  const block = blocks.get(interpreter) ?? { left: IN_A_BLOCK, latest: null };
  blocks.set(interpreter, block);
  if (block.latest) {
    // what the call before did not need
    block.left += Math.max(0, block.latest.left);
    block.latest.left = 0;
  }
  return block.latest = new Budget(block);
}
