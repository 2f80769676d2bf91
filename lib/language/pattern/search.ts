/**
 * Where a regular expression matches a text. What was tried once at a place is not tried again
 * there, so that the work grows with the length of the text times that of the pattern (Thompson
 * 1968, CACM 11, 419–422; the bit table is that of Cox 2010, "Regular expression matching in the
 * wild"). With references back to groups that is not possible: then, and always, steps are counted
 * and end in a fault, on every machine at the same one.
 *
 * @module
 */
import { type Budget, tooCostly } from "./budget.ts";
import { wordTest } from "./classes.ts";
import type { Place } from "./tree.ts";
import type { Program, Step } from "./program.ts";

const MOST_TRIED = 16_000_000;

/** What a search costs however little it finds. */
const OF_A_SEARCH = 40;

/** Places of a match: of the whole and of each group, two and two; −1 where a group took no part. */
export type Places = Int32Array;

/** Looks for matches in one text. */
export class Search {
  readonly #word;
  /** For each fork and place the round in which it was tried. */
  #tried = new Int32Array(0);
  #round = 0;
  readonly #slots: Int32Array;
  #begin: number;

  constructor(
    readonly program: Program,
    readonly text: ArrayLike<number>,
    readonly budget: Budget,
    /** Where the text begins for `^`. */
    begin = 0,
  ) {
    this.#begin = begin;
    this.#word = wordTest(program.wide);
    this.#slots = new Int32Array(program.slots);
  }

  /** The first match that begins at `from` or later; null if there is none. The text begins at `begin`. */
  next(from: number, begin = 0): Places | null {
    this.#begin = begin;
    const { program, text } = this;
    const n = text.length;
    this.#start();
    this.budget.left -= OF_A_SEARCH;
    const slots = this.#slots.fill(-1);
    const last = program.tied && program.forgetful ? Math.min(from, n) : n;
    for (let at = from; at <= last; at++) {
      if (program.begins && (at >= n || !program.begins(text[at]!))) {
        if (--this.budget.left < 0) this.budget.more();
        continue;
      }
      // a search that fails has put back all that it saved
      const found = this.#run(program, at, slots, from);
      if (!found) continue;
      if (found[0]! < 0) found[0] = at;
      return found;
    }
    return null;
  }

  /** Room for what was tried, and a new round. */
  #start(): void {
    if (!this.program.forgetful || this.program.forks === 0) return;
    const cells = this.program.forks * (this.text.length + 1);
    if (cells > MOST_TRIED) tooCostly();
    if (this.#tried.length < cells) this.#tried = new Int32Array(cells);
    this.#round++;
  }

  /** A part of the program that stands on its own, from one place. */
  #apart(program: Program, at: number, slots: Int32Array, from: number): Int32Array | null {
    this.budget.left -= OF_A_SEARCH;
    const inner = new Search(program, this.text, this.budget, this.#begin);
    inner.#start();
    return inner.#run(program, at, slots.slice(), from);
  }

  /** The match that begins exactly at `start`. */
  #run(program: Program, start: number, slots: Int32Array, from: number): Int32Array | null {
    const { steps, forgetful } = program;
    const { text } = this;
    const n = text.length;
    // what to go back to: a step and a place, or a slot (as −1 − slot) and what it held
    const stack: number[] = [0, start];
    let best: Int32Array | null = null;
    while (stack.length > 0) {
      let at = stack.pop()!;
      let pc = stack.pop()!;
      if (pc < 0) {
        slots[-1 - pc] = at;
        continue;
      }
      for (;;) {
        if (--this.budget.left < 0) this.budget.more();
        const step: Step = steps[pc]!;
        if (step.do === "take") {
          if (at < n && step.test(text[at]!)) {
            at++;
            pc++;
            continue;
          }
          break;
        }
        if (step.do === "fork") {
          if (forgetful) {
            const cell = step.fork * (n + 1) + at;
            if (this.#tried[cell] === this.#round) break;
            this.#tried[cell] = this.#round;
          }
          stack.push(step.second, at);
          pc = step.first;
          continue;
        }
        if (step.do === "go") {
          pc = step.to;
          continue;
        }
        if (step.do === "save") {
          stack.push(-1 - step.slot, slots[step.slot]!);
          slots[step.slot] = at;
          pc++;
          continue;
        }
        if (step.do === "progress") {
          if (slots[step.slot] === at) break;
          pc++;
          continue;
        }
        if (step.do === "place") {
          if (!this.#at(step.at, at, from)) break;
          pc++;
          continue;
        }
        if (step.do === "keep") {
          stack.push(-1, slots[0]!);
          slots[0] = at;
          pc++;
          continue;
        }
        if (step.do === "back") {
          const end = this.#repeats(slots[2 * step.index]!, slots[2 * step.index + 1]!, at);
          if (end < 0) break;
          at = end;
          pc++;
          continue;
        }
        if (step.do === "found") {
          if (best === null || at > best[1]!) {
            best = slots.slice();
            best[1] = at;
          }
          if (!program.longest) return best;
          break;
        }
        const found = step.do === "atomic"
          ? this.#apart(step.program, at, slots, from)
          : this.#looks(step, at, slots, from);
        if (step.do === "atomic" ? found === null : (found !== null) !== step.wanted) break;
        if (found) {
          for (let k = 2; k < slots.length; k++) {
            if (slots[k] === found[k]) continue;
            stack.push(-1 - k, slots[k]!);
            slots[k] = found[k]!;
          }
          if (step.do === "atomic") at = found[1]!;
        }
        pc++;
      }
    }
    return best;
  }

  #looks(
    step: Step & { do: "look" },
    at: number,
    slots: Int32Array,
    from: number,
  ): Int32Array | null {
    for (const { program, back } of step.options) {
      if (at - back < this.#begin) continue;
      const found = this.#apart(program, at - back, slots, from);
      if (found) return found;
    }
    return null;
  }

  /** Where the text of a group ends if it stands again at a place; −1 if it does not. */
  #repeats(from: number, to: number, at: number): number {
    if (from < 0 || to < 0) return -1;
    const { text, program } = this;
    for (let k = from; k < to; k++, at++) {
      if (at >= text.length) return -1;
      const [a, b] = [text[k]!, text[at]!];
      if (a !== b && !(program.ignoreCase && folded(a) === folded(b))) return -1;
    }
    return at;
  }

  #at(place: Place, at: number, from: number): boolean {
    const { text, program } = this;
    const begin = this.#begin;
    const n = text.length;
    switch (place) {
      case "start":
        return at === begin;
      case "end":
        return at === n;
      case "end-or-last-newline":
        return at === n || (at === n - 1 && text[at] === 10);
      case "line-start":
        return at === begin || text[at - 1] === 10;
      case "line-end":
        return at === n || text[at] === 10;
      default: {
        // R's own expressions see nothing before the place at which a search goes on
        const first = program.perl ? at === begin : at === from;
        const before = !first && this.#word(text[at - 1]!);
        const after = at < n && this.#word(text[at]!);
        if (place === "word-start") return !before && after;
        if (place === "word-end") return before && !after;
        const edge = before !== after || (!program.perl && (first || at === n));
        return edge === (place === "word-edge");
      }
    }
  }
}

function folded(code: number): number {
  return String.fromCodePoint(code).toLowerCase().codePointAt(0)!;
}
