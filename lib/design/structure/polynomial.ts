/**
 * Polynomials with whole coefficients in one-letter symbols: the numbers of levels that degrees of
 * freedom are made of.
 *
 * A monomial is the word of its letters in alphabetical order (`dt`, `tt` for t²), the constant the
 * empty word.
 *
 * @module
 */
import { addAll } from "../../lists.ts";

/** Monomial → coefficient; no coefficient is 0, so that the zero polynomial is empty. */
export type Polynomial = ReadonlyMap<string, number>;

/** A polynomial as a product: coefficient × letters × factors of two and more terms. */
export interface Factored {
  coefficient: number;
  /** Letters that divide the polynomial, as often as they do. */
  letters: string;
  factors: Polynomial[];
}

const ordered = (word: string): string => [...word].sort().join("");

function collected(terms: Iterable<[string, number]>): Polynomial {
  const out = new Map<string, number>();
  for (const [word, c] of terms) {
    const sum = (out.get(word) ?? 0) + c;
    if (sum === 0) out.delete(word);
    else out.set(word, sum);
  }
  return out;
}

/** A whole number. */
export function constant(value: number): Polynomial {
  return value === 0 ? new Map() : new Map([["", value]]);
}

/** One symbol. */
export function symbol(letter: string): Polynomial {
  return new Map([[letter, 1]]);
}

/** p + q. */
export function add(p: Polynomial, q: Polynomial): Polynomial {
  return collected([...p, ...q]);
}

/** p − q. */
export function subtract(p: Polynomial, q: Polynomial): Polynomial {
  return collected([...p, ...[...q].map(([w, c]): [string, number] => [w, -c])]);
}

/** p · q. */
export function multiply(p: Polynomial, q: Polynomial): Polynomial {
  const terms: [string, number][] = [];
  for (const [v, a] of p) for (const [w, b] of q) terms.push([ordered(v + w), a * b]);
  return collected(terms);
}

/** Sum of several. */
export function sum(list: readonly Polynomial[]): Polynomial {
  return collected(list.flatMap((p) => [...p]));
}

/** Product of several; 1 if there is none. */
export function product(list: readonly Polynomial[]): Polynomial {
  return list.reduce(multiply, constant(1));
}

/** Whether p and q are the same polynomial. */
function equal(p: Polynomial, q: Polynomial): boolean {
  return subtract(p, q).size === 0;
}

/** The value at the counts that the letters stand for. */
export function valueOf(p: Polynomial, counts: Readonly<Record<string, number>>): number {
  let total = 0;
  for (const [word, c] of p) {
    let term = c;
    for (const letter of word) term *= counts[letter] ?? NaN;
    total += term;
  }
  return total;
}

/** Letters that occur. */
function lettersOf(p: Polynomial): string[] {
  return [...new Set([...p.keys()].flatMap((w) => [...w]))].sort();
}

const without = (word: string, letter: string): string => word.replace(letter, "");
const exponent = (word: string, letter: string): number => word.split(letter).length - 1;

/** Coefficients of p as a polynomial in one letter: entry k belongs to letter^k. */
function coefficientsIn(p: Polynomial, letter: string): Polynomial[] {
  const out: [string, number][][] = [];
  for (const [word, c] of p) {
    const k = exponent(word, letter);
    while (out.length <= k) out.push([]);
    out[k]!.push([word.replaceAll(letter, ""), c]);
  }
  return out.map(collected);
}

/** p / (letter − root), or null if that does not divide it. Horner's scheme. */
function divideByRoot(p: Polynomial, letter: string, root: number): Polynomial | null {
  const coefficients = coefficientsIn(p, letter);
  if (coefficients.length < 2) return null;
  let carry: Polynomial = new Map();
  let quotient: Polynomial = new Map();
  for (let k = coefficients.length - 1; k >= 0; k--) {
    carry = add(coefficients[k]!, multiply(carry, constant(root)));
    if (k > 0) quotient = add(quotient, multiply(carry, collected([[letter.repeat(k - 1), 1]])));
  }
  return carry.size === 0 ? quotient : null;
}

const gcd = (a: number, b: number): number => b === 0 ? Math.abs(a) : gcd(b, a % b);

/** The partial derivative of a polynomial that is linear in the letter. */
const slope = (p: Polynomial, letter: string): Polynomial =>
  collected(
    [...p].filter(([w]) => w.includes(letter)).map(([w, c]) => [without(w, letter), c]),
  );

/**
 * Groups of letters of a multilinear polynomial that belong to the same factor: i and j do if
 * p·∂ᵢ∂ⱼp ≠ ∂ᵢp·∂ⱼp (Shpilka and Volkovich 2010, lemma 3.1), and what hangs together by that.
 */
function letterGroups(p: Polynomial): string[][] {
  const groups = lettersOf(p).map((letter) => [letter]);
  for (const i of lettersOf(p)) {
    for (const j of lettersOf(p)) {
      if (i >= j) continue;
      const a = groups.findIndex((g) => g.includes(i));
      const b = groups.findIndex((g) => g.includes(j));
      if (a === b) continue;
      const mixed = multiply(p, slope(slope(p, i), j));
      if (equal(mixed, multiply(slope(p, i), slope(p, j)))) continue;
      addAll(groups[a]!, groups[b]!);
      groups.splice(b, 1);
    }
  }
  return groups;
}

/** p with letters replaced by numbers. */
function at(p: Polynomial, values: ReadonlyMap<string, number>): Polynomial {
  return collected([...p].map(([word, c]): [string, number] => {
    let rest = "";
    let k = c;
    for (const letter of word) {
      const v = values.get(letter);
      if (v === undefined) rest += letter;
      else k *= v;
    }
    return [rest, k];
  }));
}

/** p divided by the greatest common divisor of its coefficients; the first printed term is positive. */
function primitive(p: Polynomial): { content: number; part: Polynomial } {
  const size = [...p.values()].reduce(gcd, 0);
  const content = (printedOrder(p)[0]?.[1] ?? 1) < 0 ? -size : size;
  return { content, part: collected([...p].map(([w, c]): [string, number] => [w, c / content])) };
}

/** Factors of a multilinear polynomial without common letters. */
function multilinearFactors(p: Polynomial): Polynomial[] {
  const groups = letterGroups(p);
  if (groups.length < 2) return [p];
  return groups.map((group) => {
    for (let shift = 2;; shift++) {
      const others = lettersOf(p).filter((letter) => !group.includes(letter));
      const rest = at(p, new Map(others.map((letter, i) => [letter, shift + 3 * i])));
      if (rest.size > 0) return primitive(rest).part;
    }
  });
}

/** The largest root that is tried for a factor letter − root. */
const LARGEST_ROOT = 4;

/**
 * Factors a polynomial: letters, factors letter − c with a small whole c as often as they divide,
 * and the irreducible factors of what is left if that is linear in each letter.
 */
function factor(p: Polynomial): Factored {
  if (p.size === 0) return { coefficient: 0, letters: "", factors: [] };
  let letters = "";
  const factors: Polynomial[] = [];
  let rest = p;
  for (const letter of lettersOf(p)) {
    for (let root = 0; root <= LARGEST_ROOT;) {
      const quotient = divideByRoot(rest, letter, root);
      if (!quotient) {
        root++;
        continue;
      }
      if (root === 0) letters += letter;
      else factors.push(subtract(symbol(letter), constant(root)));
      rest = quotient;
    }
  }
  const { content, part } = primitive(rest);
  if (lettersOf(part).length === 0) return { coefficient: content, letters, factors };
  const linear = [...part.keys()].every((w) => new Set(w).size === w.length);
  addAll(factors, linear ? multilinearFactors(part) : [part]);
  const made = product([collected([[letters, 1]]), ...factors]);
  const [word, c] = [...p][0]!;
  return { coefficient: c / made.get(word)!, letters, factors };
}

/** Terms as they are printed: higher degree first, then by letters. */
function printedOrder(p: Polynomial): [string, number][] {
  return [...p].sort(([v], [w]) => w.length - v.length || (v < w ? -1 : 1));
}

const coefficientText = (c: number, rest: string): string =>
  rest === "" ? String(c) : c === 1 ? rest : `${c}${rest}`;

/** The terms of p one after another: `dt-d-t+1`. */
export function expandedText(p: Polynomial): string {
  if (p.size === 0) return "0";
  return printedOrder(p).map(([word, c], i) => {
    const sign = c < 0 ? "-" : i > 0 ? "+" : "";
    return sign + coefficientText(Math.abs(c), word);
  }).join("");
}

/** p as a product, its factors in alphabetical order: `a(b-1)(c-1)`. */
export function factoredText(p: Polynomial): string {
  const { coefficient, letters, factors } = factor(p);
  if (factors.length === 1 && letters === "" && coefficient === 1) return expandedText(factors[0]!);
  const brackets = factors.map((f) => `(${expandedText(f)})`).sort().join("");
  const body = coefficientText(Math.abs(coefficient), letters + brackets);
  return coefficient < 0 ? `-${body}` : body;
}

/** Whether p is a product of letters and differences of two terms, as a textbook would print it. */
export function isSimpleProduct(p: Polynomial): boolean {
  const { coefficient, factors } = factor(p);
  return coefficient >= 0 &&
    factors.every((f) => f.size === 2 && [...f.values()].some((c) => c < 0));
}
