/**
 * What long work says of how far it is. Whatever may take more than a moment tells its steps here; a
 * command that has somebody to tell listens, and decides which of them are shown and when. Where
 * nobody listens a step is one comparison.
 *
 * @module
 */
import { grouped } from "./limits.ts";

/** Words, made only where they are shown. */
export type Words = string | (() => string);

/** Told of each step: the work that is being done, the outermost first, and how far the innermost is. */
export type Listener = (work: readonly Words[], far: Words) => void;

let listener: Listener | null = null;
const work: Words[] = [];

/**
 * Tells all steps to one listener; the last one is told alone.
 *
 * @returns what gives the place back to the listener before
 */
export function listen(to: Listener): () => void {
  const before = listener;
  listener = to;
  return () => {
    listener = before;
  };
}

/** Work that its steps are told as part of. */
export function during<T>(what: Words, run: () => T): T {
  work.push(what);
  try {
    return run();
  } finally {
    work.pop();
  }
}

/** A step of the present work, in words. */
export function tell(far: Words): void {
  listener?.(work, far);
}

/** A step of the present work, counted: `tellCount(12, 500, "draws")`. */
export function tellCount(done: number, of: number, what: string): void {
  if (listener) listener(work, () => countOf(done, of, what));
}

/** Work that is one of many alike, told as it begins: `duringCount(12, 500, "draws", refit)`. */
export function duringCount<T>(done: number, of: number, what: string, run: () => T): T {
  tellCount(done, of, what);
  return listener ? during(() => countOf(done, of, what), run) : run();
}

function countOf(done: number, of: number, what: string): string {
  return `${grouped(done)} of ${grouped(of)} ${what}`;
}

/** Everything that is being done and how far it is, as one line. */
export function spelled(doing: readonly Words[], far: Words): string {
  return [...doing, far].map((words) => typeof words === "string" ? words : words()).join(" · ");
}
