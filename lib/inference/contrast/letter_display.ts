/**
 * Compact letter displays by insert-and-absorb (Piepho 2004, "An algorithm for a letter-based
 * representation of all-pairwise comparisons").
 *
 * @module
 */

/** Which means share which letters. */
export interface LetterDisplay {
  /** One string a mean, in the order asked for: its letters with spaces for those it lacks. */
  padded: string[];
  /** The same without spaces. */
  letters: string[];
  /** How many letters there are. */
  groups: number;
}

/**
 * Letters such that two means share one exactly where their difference is not significant.
 *
 * @param significant n × n, row by row, symmetric: not 0 where means i and j differ
 * @param order the means in the order in which letters are to be given (smallest mean first, say);
 * the result is in this order too
 * @param symbols what stands for the first groups in place of a, b, …
 * @param backwards the last group has the first letter
 */
export function letterDisplay(
  significant: ArrayLike<number>,
  order: ArrayLike<number>,
  symbols: readonly string[] = [],
  backwards = false,
): LetterDisplay {
  const n = order.length;
  const size = Math.round(Math.sqrt(significant.length));
  let columns: Uint8Array[] = [new Uint8Array(n).fill(1)];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (significant[order[i]! * size + order[j]!]) columns = absorb(insert(columns, i, j));
    }
  }
  columns.sort(byFirstMember);
  if (backwards) columns.reverse();
  const names = columns.map((_, k) => symbols[k] ?? letterName(k));
  const pick = (i: number, blank: boolean): string =>
    columns.map((column, k) => column[i] ? names[k]! : blank ? " ".repeat(names[k]!.length) : "")
      .join("");
  return {
    padded: Array.from({ length: n }, (_, i) => pick(i, true)),
    letters: Array.from({ length: n }, (_, i) => pick(i, false)),
    groups: columns.length,
  };
}

/** Every column that holds both i and j becomes two, one without each. */
function insert(columns: readonly Uint8Array[], i: number, j: number): Uint8Array[] {
  const result: Uint8Array[] = [];
  for (const column of columns) {
    if (!(column[i] && column[j])) {
      result.push(column);
      continue;
    }
    const withoutFirst = column.slice();
    withoutFirst[i] = 0;
    const withoutSecond = column.slice();
    withoutSecond[j] = 0;
    result.push(withoutSecond, withoutFirst);
  }
  return result;
}

/**
 * Columns that no other contains. No two are equal, of which both would be taken away: before the pair
 * was inserted no column contained another; a half, without i or without j, is part of the column that
 * it was made of and so cannot be one that was left whole; halves of two columns differ where these
 * do, and the two of one column in i.
 */
function absorb(columns: readonly Uint8Array[]): Uint8Array[] {
  return columns.filter((column, k) =>
    !columns.some((other, l) => l !== k && contains(other, column))
  );
}

function contains(outer: Uint8Array, inner: Uint8Array): boolean {
  return inner.every((value, i) => !value || outer[i] === 1);
}

/** Columns by their members: the one whose first difference is a member comes first. */
function byFirstMember(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return b[i]! - a[i]!;
  return 0;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** a … z, A … Z, then aa, ab, … with a dot before, so that letters stay apart: `.aa`. */
function letterName(k: number): string {
  if (k < ALPHABET.length) return ALPHABET[k]!;
  const rest = k - ALPHABET.length;
  return `.${ALPHABET[Math.floor(rest / ALPHABET.length)] ?? ""}${
    ALPHABET[rest % ALPHABET.length]
  }`;
}
