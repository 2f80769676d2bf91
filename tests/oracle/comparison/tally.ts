/**
 * Figures compared, one tolerance for each kind of quantity, and what came of it.
 *
 * @module
 */

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

/** A difference that is known and right: R rounds, simulates or approximates. */
export interface Exception {
  /** Case, or `*`. */
  id: string;
  /** Beginning of the field's path, or a pattern. */
  field: string | RegExp;
  reason: string;
  /** Largest admissible error there, in the unit of the kind; absent: not compared. */
  tolerance?: number;
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
  /** Figures passed over, by reason. */
  readonly excused = new Map<string, number>();

  constructor(readonly id: string, readonly exceptions: readonly Exception[]) {}

  /** Compares one number; null stands for what cannot be estimated. `scale`: see the kinds. */
  number(kind: Kind, field: string, got: unknown, expected: unknown, scale = 0): void {
    if (expected === undefined) return;
    const exception = this.exceptionFor(field);
    if (exception && exception.tolerance === undefined) return this.excuse(exception.reason);
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
    let error = errorOf(kind, g, e, scale);
    let limit = tolerated(kind, e);
    if (exception?.tolerance !== undefined && !(error <= limit)) {
      this.excuse(exception.reason);
      limit = exception.tolerance;
      error = Math.min(error, Math.abs(g - e) / (Math.abs(e) || 1));
    }
    if (isRelative(kind, e) && !exception && error > this.worstRelative) {
      this.worstRelative = error;
    }
    const share = limit === 0 ? (error === 0 ? 0 : Infinity) : error / limit;
    if (share > this.worst) {
      this.worst = share;
      this.worstField = field;
    }
    if (!(share <= 1)) this.misses.push({ field, got, expected, error });
  }

  /** Compares a number that R rounded to some decimals. */
  rounded(field: string, got: unknown, expected: unknown, decimals: number): void {
    if (expected === undefined) return;
    const exception = this.exceptionFor(field);
    if (exception && exception.tolerance === undefined) return this.excuse(exception.reason);
    this.count++;
    const e = asNumber(expected);
    const g = asNumber(got);
    if (e === null || g === null || !Number.isFinite(g)) {
      if (e !== g) this.misses.push({ field, got, expected, error: Infinity });
      return;
    }
    const error = Math.abs(g - e);
    let limit = 0.5 * 10 ** -decimals * (1 + 1e-9) + 1e-9 * Math.abs(e);
    if (exception?.tolerance !== undefined && !(error <= limit)) {
      this.excuse(exception.reason);
      limit = exception.tolerance;
    }
    if (!(error <= limit)) this.misses.push({ field, got, expected, error });
  }

  /** Compares lists of numbers. */
  numbers(
    kind: Kind,
    field: string,
    got: ArrayLike<unknown>,
    expected: ArrayLike<unknown>,
    scale = 0,
  ): void {
    if (got.length < expected.length) {
      this.misses.push({ field, got: got.length, expected: expected.length, error: Infinity });
    }
    for (let i = 0; i < expected.length && i < got.length; i++) {
      this.number(kind, `${field}[${i}]`, got[i], expected[i], scale);
    }
  }

  /** Compares a text or a truth value. */
  same(field: string, got: unknown, expected: unknown): void {
    if (expected === undefined) return;
    const exception = this.exceptionFor(field);
    if (exception) return this.excuse(exception.reason);
    this.texts++;
    const equal = JSON.stringify(got) === JSON.stringify(expected);
    if (!equal) this.misses.push({ field, got, expected, error: Infinity });
  }

  private exceptionFor(field: string): Exception | undefined {
    return this.exceptions.find((x) =>
      (x.id === "*" || x.id === this.id) &&
      (typeof x.field === "string" ? field.startsWith(x.field) : x.field.test(field))
    );
  }

  private excuse(reason: string): void {
    this.excused.set(reason, (this.excused.get(reason) ?? 0) + 1);
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
