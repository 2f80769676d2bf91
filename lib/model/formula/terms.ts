/**
 * The algebra of model terms: `+ - : * ^ / %in%`, parentheses, `0`, `1`, `.` and `offset()`.
 *
 * A term is a set of variables; a formula's right side expands to a list of sets, in R's order: by
 * degree, then as written.
 *
 * Source: Wilkinson & Rogers (1973, Appl. Stat. 22, 392–399), with R's additions.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { calleeName, operands } from "./formula.ts";

/** A variable of a formula: a name, or a call such as `log(x)`, `poly(x, 2)`, `I(x^2)`. */
export interface TermVariable {
  /** As R deparses it. */
  label: string;
  expr: Expr;
}

/** A product of variables. */
export interface ModelTerm {
  /** As R writes it: the variables' labels, in the order of the variables, joined by `:`. */
  label: string;
  /** Indices of variables, ascending. */
  variables: number[];
}

/** What a right-hand side expands to. */
export interface TermList {
  /** In order of first appearance. */
  variables: TermVariable[];
  terms: ModelTerm[];
  intercept: boolean;
  /** The arguments of `offset()`. */
  offsets: Expr[];
}

/** What the algebra needs to know beyond the expression. */
export interface TermsContext {
  /** Left side; it is no term, and `.` leaves out the columns it mentions. */
  response?: Expr | null;
  /** The data's columns, for `.`. */
  columns?: readonly string[];
}

/** The names that an expression mentions, function names left out. */
export function namesIn(expr: Expr): string[] {
  const found = new Set<string>();
  const visit = (e: Expr): void => {
    if (e.kind === "name") found.add(e.name);
    if (e.kind !== "call") return;
    if (e.callee.kind !== "name") visit(e.callee);
    const args = e.form === "dollar" ? e.args.slice(0, 1) : e.args;
    for (const a of args) if (a.value) visit(a.value);
  };
  visit(expr);
  return [...found];
}

/**
 * Expands a right-hand side.
 *
 * @param right without its `~` and without random terms
 * @throws DiagnosticError `invalid-term`, `dot-without-data` with the place in the formula
 */
export function expandTerms(right: Expr, context: TermsContext = {}): TermList {
  const algebra = new Algebra(context);
  const encoded = algebra.encode(right);
  const offsetBits = algebra.offsetBits;
  const own = context.response ? algebra.bitOf(deparse(context.response)) : 0n;
  const kept = encoded.filter((t) => (t & offsetBits) === 0n && t !== own);
  const { variables } = algebra;
  const terms = kept.map((bits) => {
    const members = membersOf(bits);
    return { label: members.map((i) => variables[i]!.label).join(":"), variables: members };
  });
  terms.sort((a, b) => a.variables.length - b.variables.length); // stable: ties as written
  return withoutUnused({
    variables,
    terms,
    intercept: algebra.intercept,
    offsets: algebra.offsets,
  });
}

/** The places of the bits that are set, ascending. */
function membersOf(bits: bigint): number[] {
  const digits = bits.toString(2);
  const places: number[] = [];
  for (let i = digits.length - 1; i >= 0; i--) {
    if (digits[i] === "1") places.push(digits.length - 1 - i);
  }
  return places;
}

/** Variables that stand only in offsets or were subtracted away are of no more use. */
function withoutUnused(list: TermList): TermList {
  const used = new Set(list.terms.flatMap((t) => t.variables));
  const place = new Map<number, number>();
  list.variables.forEach((_, i) => used.has(i) && place.set(i, place.size));
  return {
    ...list,
    variables: list.variables.filter((_, i) => used.has(i)),
    terms: list.terms.map((t) => ({ ...t, variables: t.variables.map((i) => place.get(i)!) })),
  };
}

class Algebra {
  readonly variables: TermVariable[] = [];
  private readonly places = new Map<string, number>();
  private products = 0;
  readonly offsets: Expr[] = [];
  offsetBits = 0n;
  intercept = true;
  /** False inside what is being subtracted: there `1` takes the intercept out. */
  private adding = true;
  private readonly context: TermsContext;

  constructor(context: TermsContext) {
    this.context = context;
  }

  bitOf(label: string): bigint {
    const i = this.places.get(label);
    return i === undefined ? 0n : 1n << BigInt(i);
  }

  private install(expr: Expr): bigint {
    const label = deparse(expr);
    if (!this.places.has(label)) {
      this.places.set(label, this.variables.length);
      this.variables.push({ label, expr });
    }
    return this.bitOf(label);
  }

  /** Sets of variables as bit patterns, without repeats, in the order they arise. */
  encode(expr: Expr): bigint[] {
    switch (expr.kind) {
      case "name":
        return expr.name === "." ? this.dot(expr) : [this.install(expr)];
      case "number":
        return this.constant(expr.value, expr);
      case "call":
        return this.call(expr);
      default:
        return this.invalid(expr);
    }
  }

  private invalid(
    expr: Expr,
    hint = "A term is a column, a function of columns, or 0 or 1",
  ): never {
    fail("invalid-term", `${deparse(expr)} is not a model term`, { span: spanOf(expr), hint });
  }

  private constant(value: number, expr: Expr): bigint[] {
    if (value !== 0 && value !== 1) this.invalid(expr, "Use I() for arithmetic: I(x + 2)");
    this.intercept = (value === 1) === this.adding;
    return [];
  }

  private dot(expr: Expr): bigint[] {
    const { columns, response } = this.context;
    if (!columns) {
      fail("dot-without-data", "`.` stands for the columns of the data, and there are none here", {
        span: spanOf(expr),
        hint: "Name the columns",
      });
    }
    const taken = new Set(response ? namesIn(response) : []);
    return columns.filter((name) => !taken.has(name))
      .map((name) => this.install({ kind: "name", name, ...spanOf(expr) }));
  }

  private call(call: CallExpr): bigint[] {
    const name = calleeName(call);
    if (call.form === "paren") return this.encode(operands(call)[0]!);
    if (call.form === "prefix" || call.form === "dollar" || call.form.startsWith("index")) {
      const bit = this.install(call);
      if (name === "offset") {
        if ((this.offsetBits & bit) === 0n) this.offsets.push(operands(call)[0]!);
        this.offsetBits |= bit;
      }
      return [bit];
    }
    const args = operands(call);
    if (name === "+") return this.sum(call);
    if (name === "-") return this.subtract(args);
    if (name === "^") return this.power(call, args[0]!, args[1]!);
    if (args.length === 2 && name !== null && name in products) {
      const left = this.encode(args[0]!);
      const right = this.encode(args[1]!);
      return this.unique(call, products[name]!(left, right));
    }
    if (name !== null && comparisons.has(name)) return [this.install(call)];
    return this.invalid(call, "wrap arithmetic and comparisons in I(), for example I(x / 2)");
  }

  /** Without repeats and in the order they arise; counted while they arise. */
  private unique(call: CallExpr, terms: Iterable<bigint>): bigint[] {
    const seen = new Set<bigint>();
    const rest = {
      span: spanOf(call),
      hint: "Name the terms that matter, or bound their degree: (a + b + c)^2",
    };
    for (const term of terms) {
      keepWithin(LIMITS.products, ++this.products, "Products worked out for this formula", rest);
      if (term === 0n || seen.has(term)) continue;
      seen.add(term);
      keepWithin(LIMITS.terms, seen.size, "Terms of this formula", rest);
    }
    return [...seen];
  }

  /** `a + b + …` as one sum, however long. */
  private sum(call: CallExpr): bigint[] {
    const addends: Expr[] = [];
    let left: Expr = call;
    while (left.kind === "call" && left.form === "infix" && calleeName(left) === "+") {
      const [first, second] = operands(left);
      addends.push(second!);
      left = first!;
    }
    if (left === call) addends.push(operands(call)[0]!); // a sign
    else addends.push(left);
    return this.unique(call, addends.toReversed().flatMap((e) => this.encode(e)));
  }

  private subtract(args: Expr[]): bigint[] {
    const left = args.length === 2 ? this.encode(args[0]!) : [];
    this.adding = !this.adding;
    const gone = new Set(this.encode(args[args.length - 1]!));
    this.adding = !this.adding;
    return left.filter((t) => !gone.has(t));
  }

  private power(call: CallExpr, base: Expr, exponent: Expr): bigint[] {
    if (exponent.kind !== "number" || !Number.isInteger(exponent.value) || exponent.value < 1) {
      this.invalid(call, "the power of a term is a whole number; use I(x^0.5) for arithmetic");
    }
    const left = this.encode(base);
    let result = left;
    for (let i = 1; i < exponent.value; i++) {
      const next = this.unique(call, pairs(result, left));
      if (next.length === result.length && next.every((t, j) => t === result[j])) break;
      result = next;
    }
    return result;
  }
}

/** Operators that are no algebra of terms: such a call is a variable, as in R. */
const comparisons = new Set(["==", "!=", "<", "<=", ">", ">=", "&", "!", "%%"]);

/** The products of each of some terms with each of others. */
function* pairs(left: bigint[], right: bigint[]): Iterable<bigint> {
  for (const t of left) for (const u of right) yield t | u;
}

/** The terms of both sides, then their products. */
function* crossed(left: bigint[], right: bigint[]): Iterable<bigint> {
  yield* left;
  yield* right;
  yield* pairs(left, right);
}

const union = (terms: bigint[]): bigint => terms.reduce((a, b) => a | b, 0n);

/** The operators that make products, on lists of bit patterns. */
const products: Record<string, (left: bigint[], right: bigint[]) => Iterable<bigint>> = {
  ":": pairs,
  "*": crossed,
  "/": (left, right) => {
    const all = union(left);
    return [...left, ...right.map((u) => u | all)];
  },
  "%in%": (left, right) => {
    const all = union(right);
    return left.map((t) => t | all);
  },
};
