/**
 * Which numbers and words of plain data drifted.
 *
 * @module
 */
import { ownOf } from "./apart.ts";
import type { LedgerNumber } from "./recorded_model.ts";

/** Relative differences up to which a number is the same. */
export const DRIFT = 1e-8;

/** Share of the greatest number of a column below which two numbers are both zero but for rounding. */
const ZERO = 1e-14;

/** Differences of one value that are told. */
const MOST = 20;

/**
 * Whether a number drifted; of words, whether they are others.
 *
 * @param greatest The greatest number of the same kind: 0 where nothing is zero but zero itself.
 */
export function drifted(old: LedgerNumber, now: LedgerNumber, greatest: number): boolean {
  if (old === now) return false;
  if (typeof old !== "number" || typeof now !== "number") return true;
  const size = Math.max(Math.abs(old), Math.abs(now));
  return Math.abs(now - old) > DRIFT * size && size > ZERO * greatest;
}

/** A difference within plain data. */
export interface DriftWithin {
  /** Where: `fitted 3`. */
  what: string;
  old: LedgerNumber;
  now: LedgerNumber;
}

/** Every difference of two values of plain data, as far as they are told. */
export function driftIn(old: unknown, now: unknown): DriftWithin[] {
  const found: DriftWithin[] = [];
  const greatest = new Map<string, number>();
  const measure = (value: unknown, kind: string): void => {
    if (typeof value === "number") {
      greatest.set(kind, Math.max(greatest.get(kind) ?? 0, Math.abs(value)));
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) measure(inner, kindOf(kind, value, name));
    }
  };
  measure(old, "");
  measure(now, "");
  const compare = (a: unknown, b: unknown, kind: string, path: readonly string[]): void => {
    if (found.length >= MOST || a === b) return;
    const plain = [a, b].every((each) => typeof each !== "object" || each === null);
    if (plain) {
      const zero = /p-?value$/i.test(kind) ? 0 : greatest.get(kind) ?? 0;
      const [x, y] = [scalar(a), scalar(b)];
      if (drifted(x, y, zero)) found.push({ what: wordsOf(path), old: x, now: y });
      return;
    }
    if (![a, b].every((each) => typeof each === "object" && each !== null)) {
      found.push({ what: wordsOf(path), old: said(a), now: said(b) });
      return;
    }
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const name of new Set([...Object.keys(x), ...Object.keys(y)])) {
      compare(ownOf(x, name), ownOf(y, name), kindOf(kind, b as object, name), [...path, name]);
    }
  };
  compare(old, now, "", []);
  return found;
}

/** Elements of a list are of one kind. */
function kindOf(kind: string, holder: object, name: string): string {
  return Array.isArray(holder) ? `${kind}/` : `${kind}/${name}`;
}

/** Names of parts, and numbers of elements from 1. */
function wordsOf(path: readonly string[]): string {
  return path.slice(1).map((name) => /^\d+$/.test(name) ? String(Number(name) + 1) : name)
    .join(" ") || "value";
}

function scalar(value: unknown): LedgerNumber {
  if (typeof value === "number" || value === null) return value;
  return value === undefined ? "nothing" : short(String(value));
}

function said(value: unknown): string {
  return value === undefined ? "nothing" : short(JSON.stringify(value));
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
