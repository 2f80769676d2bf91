/**
 * What an author declares of an experiment, read and checked: unit and treatment formulas, numbers
 * of levels, and which unit each treatment factor was allotted to.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail, spanOf } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { calleeName, operands, withoutParentheses } from "../../model/formula/formula.ts";
import { expandTerms, namesIn } from "../../model/formula/terms.ts";
import { type FactorSet, members, MOST_FACTORS, setOf } from "../structure/lattice.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";

/** An experiment as an author declares it. */
export interface DesignSpec {
  /** `~ Room/Pen/Day`: nesting `/`, crossing `*`, combination `:`. */
  units: string | Expr;
  /** `~ Trt*Day`; `~ 1` if nothing is compared. */
  treatments: string | Expr;
  /** Number of levels, or their names; of a nested unit factor within its parent. */
  levels: Readonly<Record<string, number | readonly string[]>>;
  /** `Trt ~ Pen`: treatment factor ~ unit. A factor of both formulas is allotted to itself. */
  allot?: string | Expr | readonly (string | Expr)[];
  /** Letters of the factors. */
  symbols?: SymbolTable;
}

/** A formula of factors: their names and the terms, by degree. */
export interface FactorFormula {
  /** As R deparses it: `~Block/Plot`. */
  text: string;
  /** Its factors, as they come. */
  names: string[];
  /** Sets over `names`. */
  terms: FactorSet[];
  /** Of the terms. */
  labels: string[];
}

/** A declaration in which every name is known and every factor has a number of levels. */
export interface Declaration {
  /** The units formula. */
  units: FactorFormula;
  /** The treatments formula. */
  treatments: FactorFormula;
  /** Factor → number of levels. */
  counts: ReadonlyMap<string, number>;
  /** Factor → names of levels. */
  levelNames: ReadonlyMap<string, readonly string[]>;
  /** Treatment factor → unit term it was allotted to, over unit factors. */
  allotted: ReadonlyMap<string, FactorSet>;
}

const asExpr = (source: string | Expr, what: string): Expr => {
  if (typeof source !== "string") return source;
  try {
    return parseExpression(source);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d) => ({ ...d, message: `In ${what}: ${d.message}` })),
    );
  }
};

/** The right side of a one-sided formula; the tilde may be left out. */
function rightSide(source: string | Expr, what: string): Expr {
  const expr = withoutParentheses(asExpr(source, what));
  if (expr.kind !== "call" || calleeName(expr) !== "~") return expr;
  const sides = operands(expr);
  if (sides.length === 1) return sides[0]!;
  fail("two-sided-formula", `${what} has a left side: ${deparse(expr)}`, {
    hint: `Write ~ ${deparse(sides[1]!)}`,
    span: spanOf(expr),
  });
}

/** Reads a formula of factors. */
function readFactorFormula(source: string | Expr, what: string): FactorFormula {
  const right = rightSide(source, what);
  const list = expandTerms(right);
  for (const v of list.variables) {
    if (v.expr.kind === "name") continue;
    fail("not-a-factor", `${v.label} in ${what} is not the name of a factor`, {
      hint: "Units and treatments are formulas of names, such as ~ Block/Plot",
      span: spanOf(v.expr),
    });
  }
  if (list.variables.length > MOST_FACTORS) {
    fail("too-many-factors", `${what} has more than ${MOST_FACTORS} factors`, {
      hint: "Join factors that always go together into one",
    });
  }
  const names = list.variables.map((v) => v.expr.kind === "name" ? v.expr.name : v.label);
  return {
    text: `~${deparse(right)}`,
    names,
    terms: list.terms.map((t) => setOf(t.variables)),
    labels: list.terms.map((t) => t.variables.map((i) => names[i]).join(":")),
  };
}

/** Faults are gathered, so that an author sees all of them. */
class Faults {
  readonly list: Diagnostic[] = [];

  add(code: string, message: string, hint?: string): void {
    this.list.push({ code, severity: "error", message, ...(hint ? { hint } : {}) });
  }

  throwIfAny(): void {
    if (this.list.length > 0) throw new DiagnosticError(this.list);
  }
}

/**
 * Reads a declaration.
 *
 * @throws DiagnosticError with every fault found: `missing-levels`, `bad-levels`, `unknown-factor`,
 * `bad-allotment`, `unknown-unit`, `allotted-twice`, `not-allotted`
 */
export function readDeclaration(spec: DesignSpec): Declaration {
  const units = readFactorFormula(spec.units, "units");
  const treatments = readFactorFormula(spec.treatments, "treatments");
  const faults = new Faults();
  if (units.terms.length === 0) {
    faults.add("no-units", "The units formula names no factor", "Write for example ~ Block/Plot");
  }
  const { counts, levelNames } = readLevels(spec.levels, units, treatments, faults);
  for (const name of Object.keys(spec.symbols ?? {})) {
    const names = [...new Set([...treatments.names, ...units.names])];
    if (names.includes(name)) continue;
    faults.add(
      "unknown-factor",
      `symbols name ${name}, which is no factor of the design`,
      suggestion(name, names, "Factors are"),
    );
  }
  faults.throwIfAny();
  const allotted = readAllotment(spec.allot ?? [], units, treatments, faults);
  faults.throwIfAny();
  return { units, treatments, counts, levelNames, allotted };
}

function readLevels(
  levels: DesignSpec["levels"],
  units: FactorFormula,
  treatments: FactorFormula,
  faults: Faults,
): { counts: Map<string, number>; levelNames: Map<string, readonly string[]> } {
  const names = [...new Set([...treatments.names, ...units.names])];
  const counts = new Map<string, number>();
  const levelNames = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(levels)) {
    if (!names.includes(name)) {
      faults.add(
        "unknown-factor",
        `levels name ${name}, which is no factor of the design`,
        suggestion(name, names, "Factors are"),
      );
      continue;
    }
    const list = typeof value === "number" ? null : value;
    const count = typeof value === "number" ? value : value.length;
    keepWithin(LIMITS.designLevels, count, `Levels of ${name}`, {
      hint: "A factor with so many levels is no factor of an experiment: mind the number",
    });
    if (!Number.isInteger(count) || count < 1) {
      faults.add("bad-levels", `${name} has ${count} levels`, "A number of levels is 1, 2, 3 …");
    } else if (list && new Set(list).size < count) {
      faults.add("bad-levels", `${name} has the same level twice`, "Give each level its own name");
    } else {
      counts.set(name, count);
      levelNames.set(name, list ?? Array.from({ length: count }, (_, i) => String(i + 1)));
    }
  }
  for (const name of names) {
    if (counts.has(name) || name in levels) continue;
    faults.add(
      "missing-levels",
      `levels do not say how many levels ${name} has`,
      `Add ${name} = … to levels`,
    );
  }
  return { counts, levelNames };
}

/** The factors that a unit factor lies in: those of every term that it is part of. */
export function holders(units: FactorFormula, place: number): FactorSet {
  const having = units.terms.filter((t) => t & (1 << place));
  return having.reduce((a, b) => a & b) & ~(1 << place);
}

/** A set of unit factors with all that they lie in. */
export function withHolders(units: FactorFormula, set: FactorSet): FactorSet {
  return members(set).reduce((all, i) => all | holders(units, i), set);
}

function readAllotment(
  allot: NonNullable<DesignSpec["allot"]>,
  units: FactorFormula,
  treatments: FactorFormula,
  faults: Faults,
): Map<string, FactorSet> {
  const list = Array.isArray(allot) ? allot as readonly (string | Expr)[] : [allot as string];
  const out = new Map<string, FactorSet>();
  for (const source of list) readOneAllotment(source, units, treatments, out, faults);
  for (const name of treatments.names) {
    if (out.has(name)) continue;
    const own = units.names.indexOf(name);
    if (own >= 0) out.set(name, withHolders(units, 1 << own));
    else if (faults.list.length === 0) {
      faults.add(
        "not-allotted",
        `${name} is allotted to no unit`,
        `Say which unit gets a level of it: ${name} ~ ${units.names[units.names.length - 1]}`,
      );
    }
  }
  return out;
}

function readOneAllotment(
  source: string | Expr,
  units: FactorFormula,
  treatments: FactorFormula,
  out: Map<string, FactorSet>,
  faults: Faults,
): void {
  const expr = withoutParentheses(asExpr(source, "allot"));
  const sides = expr.kind === "call" && calleeName(expr) === "~" ? operands(expr) : [];
  if (sides.length !== 2) {
    faults.add("bad-allotment", `${deparse(expr)} is no allotment`, "Write treatment ~ unit");
    return;
  }
  const unit = unitNamed(sides[1]!, units, faults);
  for (const name of namesIn(sides[0]!)) {
    if (!treatments.names.includes(name)) {
      faults.add(
        "unknown-factor",
        `${name} in ${deparse(expr)} is no treatment factor`,
        suggestion(name, treatments.names, "Treatment factors are"),
      );
    } else if (out.has(name) && unit !== null && out.get(name) !== unit) {
      faults.add("allotted-twice", `${name} is allotted to two units`, "Keep one of the two");
    } else if (unit !== null) out.set(name, unit);
  }
}

/** The unit term that an expression such as `Pen` or `Row:Column` names, or null. */
function unitNamed(expr: Expr, units: FactorFormula, faults: Faults): FactorSet | null {
  let set = 0;
  for (const name of namesIn(expr)) {
    const place = units.names.indexOf(name);
    if (place < 0) {
      faults.add(
        "unknown-unit",
        `${name} is no unit factor`,
        suggestion(name, units.names, "Unit factors are"),
      );
      return null;
    }
    set |= 1 << place;
  }
  const full = withHolders(units, set);
  const all = units.names.length === 0 ? 0 : setOf(units.names.keys());
  if (full === all || units.terms.includes(full)) return full;
  faults.add(
    "unknown-unit",
    `${deparse(expr)} is no unit of ${units.text}`,
    `The units are ${units.labels.join(", ")}`,
  );
  return null;
}
