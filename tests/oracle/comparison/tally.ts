/**
 * Figures compared, one tolerance for each kind of quantity, and what came of it.
 *
 * @module
 */

import type { RightValues } from "./right/right.ts";

/** Kinds of quantities. */
export type Kind =
  | "criterion"
  | "estimate"
  | "df"
  | "p"
  | "tukey"
  | "dunnett"
  | "limit"
  | "profile"
  | "exact";

/** Largest admissible error; relative, but for limits (over the half-width) and tiny p-values. */
export const TOLERANCE: Readonly<Record<Kind, number>> = {
  criterion: 1e-8,
  estimate: 1e-6,
  df: 1e-5,
  p: 1e-5,
  tukey: 1e-6,
  dunnett: 1e-8,
  limit: 1e-5,
  profile: 1e-4,
  exact: 0,
};

/** One figure that differs by more than it may. */
export interface Miss {
  field: string;
  got: unknown;
  expected: unknown;
  error: number;
}

/** What has been compared of one case. */
export class Tally {
  count = 0;
  texts = 0;
  /** Worst error over its tolerance. */
  worst = 0;
  worstField = "";
  /** Worst relative error of the figures that have a relative tolerance. */
  worstRelative = 0;
  readonly misses: Miss[] = [];
  /** Figures compared with the right value in place of R's, by reason. */
  readonly corrected = new Map<string, number>();
  readonly #used = new Set<string>();

  constructor(readonly id: string, readonly right: RightValues = new Map()) {}

  /** Fields with a right value that nothing was compared with. */
  get unused(): string[] {
    return [...this.right.keys()].filter((field) => !this.#used.has(field));
  }

  /**
   * Compares one number with R's, or with the right one where R's is not; null stands for what cannot
   * be estimated, and a field that R's values lack is a miss. `scale`: see the kinds.
   */
  number(kind: Kind, field: string, got: unknown, theirs: unknown, scale = 0): void {
    const expected = this.#rightOr(field, theirs);
    if (expected === undefined) return this.#absent(field, got);
    this.count++;
    const e = asNumber(expected);
    const g = asNumber(got);
    if (e === null || g === null) {
      if (e !== g) this.misses.push({ field, got, expected, error: Infinity });
      return;
    }
    if (!Number.isFinite(e) || !Number.isFinite(g)) {
      if (e !== g) this.misses.push({ field, got, expected, error: Infinity });
      return;
    }
    const error = errorOf(kind, g, e, scale);
    const limit = tolerated(kind, e);
    if (isRelative(kind, e) && error > this.worstRelative) {
      this.worstRelative = error;
    }
    const share = limit === 0 ? (error === 0 ? 0 : Infinity) : error / limit;
    if (share > this.worst) {
      this.worst = share;
      this.worstField = field;
    }
    if (!(share <= 1)) this.misses.push({ field, got, expected, error });
  }

  /** Compares a number that R rounded to some decimals; a right value is not rounded. */
  rounded(field: string, got: unknown, theirs: unknown, decimals: number): void {
    if (this.right.has(field)) return this.number("estimate", field, got, theirs);
    if (theirs === undefined) return this.#absent(field, got);
    this.count++;
    const e = asNumber(theirs);
    const g = asNumber(got);
    if (e === null || g === null || !Number.isFinite(g)) {
      if (e !== g) this.misses.push({ field, got, expected: theirs, error: Infinity });
      return;
    }
    const error = Math.abs(g - e);
    const limit = 0.5 * 10 ** -decimals * (1 + 1e-9) + 1e-9 * Math.abs(e);
    if (!(error <= limit)) this.misses.push({ field, got, expected: theirs, error });
  }

  /** Compares lists of numbers, which are as long as each other. */
  numbers(
    kind: Kind,
    field: string,
    got: ArrayLike<unknown>,
    expected: ArrayLike<unknown>,
    scale = 0,
  ): void {
    if (got.length !== expected.length) {
      this.misses.push({ field, got: got.length, expected: expected.length, error: Infinity });
    }
    for (let i = 0; i < expected.length && i < got.length; i++) {
      this.number(kind, `${field}[${i}]`, got[i], expected[i], scale);
    }
  }

  /** Compares a text or a truth value. */
  same(field: string, got: unknown, expected: unknown): void {
    if (expected === undefined) return this.#absent(field, got);
    this.texts++;
    const equal = JSON.stringify(got) === JSON.stringify(expected);
    if (!equal) this.misses.push({ field, got, expected, error: Infinity });
  }

  #rightOr(field: string, theirs: unknown): unknown {
    const right = this.right.get(field);
    if (!right) return theirs;
    this.#used.add(field);
    this.corrected.set(right.reason, (this.corrected.get(right.reason) ?? 0) + 1);
    return right.value;
  }

  #absent(field: string, got: unknown): void {
    this.misses.push({ field, got, expected: "a field that R's values lack", error: Infinity });
  }
}

function asNumber(v: unknown): number | null {
  if (v === null || v === undefined) return null;
  if (v === "Inf") return Infinity;
  if (v === "-Inf") return -Infinity;
  return Number(v);
}

/** Whether the error of such a figure is a relative one. */
function isRelative(kind: Kind, expected: number): boolean {
  if (kind === "exact" || kind === "limit" || kind === "profile") return false;
  if (kind === "p") return expected > 1e-8;
  if (kind === "tukey") return expected > 1e-4;
  return kind !== "dunnett" || expected > 1e-6;
}

function tolerated(kind: Kind, expected: number): number {
  if (kind === "p" && !(expected > 1e-8)) return 1e-12;
  if (kind === "tukey" && !(expected > 1e-4)) return 1e-10;
  // the reference is 1 − P in doubles
  if (kind === "dunnett" && !(expected > 1e-6)) return 1e-14;
  return TOLERANCE[kind];
}

function errorOf(kind: Kind, got: number, expected: number, scale: number): number {
  const difference = Math.abs(got - expected);
  if (difference === 0) return 0;
  if (kind === "exact") return difference;
  if (kind === "limit" || kind === "profile") return difference / scale;
  if (kind === "p" && !(expected > 1e-8)) return difference;
  if (kind === "tukey" && !(expected > 1e-4)) return difference;
  if (kind === "dunnett" && !(expected > 1e-6)) return difference;
  return difference / Math.max(Math.abs(expected), scale);
}
