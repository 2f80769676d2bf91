/**
 * Degrees of freedom as an author writes them: a polynomial, or one that others are taken from
 * (`N-dt-(r-1)`). Text and number come from the same expression.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import {
  constant,
  factoredText,
  isSimpleProduct,
  type Polynomial,
  subtract,
  sum,
} from "./polynomial.ts";

/** `lead − minus[0] − minus[1] − …`. */
export interface Symbolic {
  lead: Polynomial;
  minus: readonly Polynomial[];
}

/** Plain text: one-letter symbols, juxtaposition for product, `+ - ( )` and whole numbers. */
export function symbolicText(s: Symbolic): string {
  if (s.minus.length === 0) return factoredText(s.lead);
  return factoredText(s.lead) + s.minus.map((p) => {
    const text = factoredText(p);
    const isSum = /[+-]/.test(text.replace(/\([^()]*\)/g, "")) && p.size > 1;
    return `-${isSum ? `(${text})` : text}`;
  }).join("");
}

/** A part of something: what a group of rows takes, which prints best as one expression. */
export interface Part {
  /** Its factors; a part within another stands for a term marginal to it. */
  set: number;
  df: Polynomial;
}

/**
 * Sums parts so that marginal ones join the term they belong to where that prints shorter:
 * `t-1` and `(d-1)(t-1)` give `d(t-1)`, and with the mean `dt`.
 *
 * @param withMean whether 1, for the overall mean, is to be part of the first group
 */
export function grouped(parts: readonly Part[], withMean: boolean): Polynomial[] {
  let open = [...parts];
  const out: Polynomial[] = [];
  let mean = withMean;
  while (open.length > 0) {
    const group = widestGroup(open, mean) ?? [open[0]!];
    const total = sum(group.map((p) => p.df));
    out.push(mean ? sum([total, constant(1)]) : total);
    mean = false;
    open = open.filter((p) => !group.includes(p));
  }
  return mean ? [constant(1)] : out;
}

/** The largest set of parts under one of them whose sum is a simple product. */
function widestGroup(parts: readonly Part[], mean: boolean): Part[] | null {
  let best: Part[] | null = null;
  for (const top of parts) {
    const group = parts.filter((p) => (p.set & ~top.set) === 0);
    if (best && group.length <= best.length) continue;
    const total = sum([...group.map((p) => p.df), constant(mean ? 1 : 0)]);
    if (isSimpleProduct(total)) best = group;
  }
  return best;
}

/**
 * What is left of `whole` after the parts: one product if it is a simple one, else the whole
 * with its parts taken away.
 */
export function remainder(whole: Polynomial, parts: readonly Part[]): Symbolic {
  const rest = subtract(whole, sum(parts.map((p) => p.df)));
  if (isSimpleProduct(rest)) return { lead: rest, minus: [] };
  return { lead: whole, minus: grouped(parts, false) };
}

/**
 * Evaluates the text of a symbolic expression.
 *
 * @param text one-letter symbols, juxtaposition (or `*`), `+ - ( )`, whole numbers
 * @param symbols letter → count
 * @throws DiagnosticError `symbolic-syntax`, `symbolic-unknown` with the place in the text
 *
 * @example
 * ```ts
 * import { evaluateSymbolic } from "@heddle/heddle";
 * if (!(evaluateSymbolic("N-dt-(r-1)", { N: 270, d: 6, t: 3, r: 3 }) === 250)) throw new Error();
 * ```
 */
export function evaluateSymbolic(text: string, symbols: Readonly<Record<string, number>>): number {
  const reader = new Reader(text, symbols);
  const value = reader.sum();
  reader.end();
  return value;
}

class Reader {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly symbols: Readonly<Record<string, number>>,
  ) {}

  private peek(): string {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
    return this.text[this.at] ?? "";
  }

  private wrong(): never {
    fail("symbolic-syntax", `${JSON.stringify(this.text)} does not read as an expression`, {
      hint: "Write letters, whole numbers, + - ( ), such as (d-1)(t-1)",
      span: { start: this.at, end: this.at + 1 },
    });
  }

  end(): void {
    if (this.peek() !== "") this.wrong();
  }

  sum(): number {
    let sign = this.peek() === "-" ? -1 : 1;
    if (this.peek() === "-" || this.peek() === "+") this.at++;
    let total = sign * this.product();
    for (let c = this.peek(); c === "+" || c === "-"; c = this.peek()) {
      this.at++;
      sign = c === "-" ? -1 : 1;
      total += sign * this.product();
    }
    return total;
  }

  private product(): number {
    let value = this.atom();
    for (let c = this.peek(); /[A-Za-z0-9(*·×]/.test(c) && c !== ""; c = this.peek()) {
      if (/[*·×]/.test(c)) this.at++;
      value *= this.atom();
    }
    return value;
  }

  private atom(): number {
    const c = this.peek();
    if (c === "(") {
      this.at++;
      const value = this.sum();
      if (this.peek() !== ")") this.wrong();
      this.at++;
      return value;
    }
    if (/[0-9]/.test(c)) {
      const digits = /^[0-9]+/.exec(this.text.slice(this.at))![0];
      this.at += digits.length;
      return Number(digits);
    }
    if (!/[A-Za-z]/.test(c)) this.wrong();
    const value = this.symbols[c];
    if (value === undefined) {
      fail("symbolic-unknown", `"${c}" in ${JSON.stringify(this.text)} stands for no count`, {
        hint: `Symbols are ${Object.keys(this.symbols).join(", ")}`,
        span: { start: this.at, end: this.at + 1 },
      });
    }
    this.at++;
    return value;
  }
}

/** A whole number as a symbolic expression. */
export function numberSymbolic(value: number): Symbolic {
  return { lead: constant(value), minus: [] };
}
