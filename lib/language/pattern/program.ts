/**
 * Regular expressions as programs of small steps.
 *
 * @module
 */
import type { Test } from "./classes.ts";
import { readPattern } from "./syntax.ts";
import { badPattern, type Place, type Syntax, type Tree } from "./tree.ts";

export type Step =
  | { readonly do: "take"; readonly test: Test }
  /** Goes on at `first`, and if that fails at `second`; `fork` counts these steps. */
  | { readonly do: "fork"; first: number; second: number; readonly fork: number }
  | { readonly do: "go"; to: number }
  | { readonly do: "save"; readonly slot: number }
  /** Fails if nothing was taken since the slot was saved: a loop that takes nothing ends. */
  | { readonly do: "progress"; readonly slot: number }
  | { readonly do: "place"; readonly at: Place }
  | { readonly do: "back"; readonly index: number }
  | {
    readonly do: "look";
    readonly wanted: boolean;
    /** What may stand there, and how far back it begins. */
    readonly options: readonly { readonly program: Program; readonly back: number }[];
  }
  | { readonly do: "atomic"; readonly program: Program }
  | { readonly do: "keep" }
  | { readonly do: "found" };

export interface Program {
  readonly steps: readonly Step[];
  readonly forks: number;
  /** Saved places: two for each group and for the whole, and one for each loop. */
  readonly slots: number;
  readonly groups: number;
  readonly names: readonly (string | null)[];
  /** What was tried once need not be tried again: nothing depends on what groups matched. */
  readonly forgetful: boolean;
  /** Of several matches at a place the longest counts, not the first. */
  readonly longest: boolean;
  readonly perl: boolean;
  /** Letters are those of all scripts. */
  readonly wide: boolean;
  readonly ignoreCase: boolean;
  /** Characters with which every match begins; null if that is not known. */
  readonly begins: Test | null;
  /** Every match begins where the text does. */
  readonly tied: boolean;
}

const MOST_STEPS = 20_000;

/** The program of a regular expression. */
export function programOf(
  pattern: string,
  perl: boolean,
  ignoreCase: boolean,
  wide = !perl,
): Program {
  const syntax = readPattern(pattern, perl, ignoreCase, wide);
  const context: Context = {
    pattern,
    syntax,
    perl,
    wide,
    ignoreCase,
    slots: 2 * (syntax.groups + 1),
    size: 0,
  };
  const longest = !perl && !syntax.lazy && !syntax.backward;
  return finish(context, syntax.tree, longest);
}

interface Context {
  readonly pattern: string;
  readonly syntax: Syntax;
  readonly perl: boolean;
  /** Letters are those of all scripts. */
  readonly wide: boolean;
  readonly ignoreCase: boolean;
  slots: number;
  size: number;
}

function finish(context: Context, tree: Tree, longest: boolean): Program {
  const writer = new Writer(context);
  writer.write(tree);
  writer.add({ do: "found" });
  const first = firstOf(tree);
  return {
    steps: writer.steps,
    forks: writer.forks,
    // loops of other parts of the pattern may have added slots of their own
    get slots() {
      return context.slots;
    },
    groups: context.syntax.groups,
    names: context.syntax.names,
    forgetful: !context.syntax.backward,
    longest,
    perl: context.perl,
    wide: context.wide,
    ignoreCase: context.ignoreCase,
    begins: first?.kind === "set" ? first.test : null,
    tied: first?.kind === "place" && first.at === "start",
  };
}

/** The part with which every match begins; null if there is no single one. */
function firstOf(tree: Tree): Tree | null {
  switch (tree.kind) {
    case "set":
    case "place":
      return tree;
    case "sequence":
      return tree.parts[0] ? firstOf(tree.parts[0]) : null;
    case "group":
    case "atomic":
      return firstOf(tree.body);
    case "repeat":
      return tree.least > 0 ? firstOf(tree.body) : null;
    default:
      return null;
  }
}

class Writer {
  readonly steps: Step[] = [];
  forks = 0;

  constructor(readonly context: Context) {}

  add(step: Step): number {
    if (++this.context.size > MOST_STEPS) {
      badPattern(
        this.context.pattern,
        "is too large when its repetitions are written out",
        "Use + or * instead of large counts",
      );
    }
    return this.steps.push(step) - 1;
  }

  fork(): Step & { do: "fork" } {
    const step: Step & { do: "fork" } = { do: "fork", first: 0, second: 0, fork: this.forks++ };
    this.add(step);
    return step;
  }

  write(tree: Tree): void {
    switch (tree.kind) {
      case "set":
        this.add({ do: "take", test: tree.test });
        return;
      case "sequence":
        tree.parts.forEach((p) => this.write(p));
        return;
      case "choice":
        return this.choice(tree.options);
      case "group":
        this.add({ do: "save", slot: 2 * tree.index });
        this.write(tree.body);
        this.add({ do: "save", slot: 2 * tree.index + 1 });
        return;
      case "place":
        this.add({ do: "place", at: tree.at });
        return;
      case "back":
        this.add({ do: "back", index: tree.index });
        return;
      case "keep":
        this.add({ do: "keep" });
        return;
      case "atomic":
        this.add({ do: "atomic", program: finish(this.context, tree.body, false) });
        return;
      case "look":
        this.add({
          do: "look",
          wanted: tree.wanted,
          options: tree.ahead
            ? [{ program: finish(this.context, tree.body, false), back: 0 }]
            : this.behind(tree.body),
        });
        return;
      case "repeat":
        return this.repeat(tree);
    }
  }

  private choice(options: readonly Tree[]): void {
    const ends: (Step & { do: "go" })[] = [];
    options.forEach((option, i) => {
      if (i === options.length - 1) return this.write(option);
      const fork = this.fork();
      fork.first = this.steps.length;
      this.write(option);
      const end: Step & { do: "go" } = { do: "go", to: 0 };
      this.add(end);
      ends.push(end);
      fork.second = this.steps.length;
    });
    for (const end of ends) end.to = this.steps.length;
  }

  private repeat(tree: Tree & { kind: "repeat" }): void {
    if (tree.how === "possessive") {
      this.write({ kind: "atomic", body: { ...tree, how: "greedy" } });
      return;
    }
    for (let i = 0; i < tree.least; i++) this.write(tree.body);
    if (tree.most === Infinity) return this.loop(tree);
    const open: (Step & { do: "fork" })[] = [];
    for (let i = tree.least; i < tree.most; i++) {
      const fork = this.fork();
      this.point(fork, tree.how, this.steps.length, 0);
      open.push(fork);
      this.write(tree.body);
    }
    for (const fork of open) {
      this.point(fork, tree.how, tree.how === "lazy" ? fork.second : fork.first, this.steps.length);
    }
  }

  private loop(tree: Tree & { kind: "repeat" }): void {
    const begin = this.steps.length;
    const fork = this.fork();
    const body = this.steps.length;
    const empty = canBeEmpty(tree.body);
    const slot = empty ? this.context.slots++ : -1;
    if (empty) this.add({ do: "save", slot });
    this.write(tree.body);
    if (empty) this.add({ do: "progress", slot });
    this.add({ do: "go", to: begin });
    this.point(fork, tree.how, body, this.steps.length);
  }

  /** A greedy repetition tries once more first, a lazy one to go on. */
  private point(
    fork: Step & { do: "fork" },
    how: "greedy" | "lazy" | "possessive",
    again: number,
    on: number,
  ): void {
    [fork.first, fork.second] = how === "lazy" ? [on, again] : [again, on];
  }

  /** Options of a look behind: each has a length of its own. */
  private behind(tree: Tree): { program: Program; back: number }[] {
    const options = tree.kind === "choice" ? tree.options : [tree];
    return options.map((option) => ({
      program: finish(this.context, option, false),
      back: lengthOf(option) ?? badPattern(
        this.context.pattern,
        "looks behind at something without a fixed length",
        "Behind (?<= and (?<! stands no *, + or ?; \\\\K forgets what stands before it",
      ),
    }));
  }
}

function canBeEmpty(tree: Tree): boolean {
  switch (tree.kind) {
    case "set":
      return false;
    case "sequence":
      return tree.parts.every(canBeEmpty);
    case "choice":
      return tree.options.some(canBeEmpty);
    case "group":
    case "atomic":
      return canBeEmpty(tree.body);
    case "repeat":
      return tree.least === 0 || canBeEmpty(tree.body);
    default:
      return true;
  }
}

/** How many characters a part takes; null if that varies. */
function lengthOf(tree: Tree): number | null {
  switch (tree.kind) {
    case "set":
      return 1;
    case "sequence":
      return tree.parts.reduce<number | null>((sum, p) => {
        const own = lengthOf(p);
        return sum === null || own === null ? null : sum + own;
      }, 0);
    case "choice": {
      const all = tree.options.map(lengthOf);
      return all.every((n) => n === all[0]) ? all[0]! : null;
    }
    case "group":
    case "atomic":
      return lengthOf(tree.body);
    case "repeat": {
      const own = lengthOf(tree.body);
      return own !== null && tree.least === tree.most ? own * tree.least : null;
    }
    case "back":
      return null;
    default:
      return 0;
  }
}
