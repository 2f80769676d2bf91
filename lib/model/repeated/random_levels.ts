/**
 * The random effects of `lme` as it takes them: `~ 1 | Block/Plot`, a list of formulas by grouping
 * factor, or of the structures pdDiag, pdIdent and pdBlocked over them.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import { asFactor } from "../../data/factor.ts";
import type { Argument, CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import {
  calleeName,
  groupingOf,
  operands,
  withoutIntercept,
  withoutParentheses,
} from "../formula/formula.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { NlmeEffects, NlmeLevel, PdStructure } from "../nlme_written.ts";

/** Random effects in the terms of both. */
export interface RandomLevels {
  /** As lme4 writes them: `(1 | Block) + (1 | Block:Plot)`. */
  text: string;
  /** The same without those of the innermost level. */
  outer: string;
  levels: NlmeLevel[];
  /** The innermost groups, within which residuals are correlated if nothing else is said. */
  inner: Expr | null;
}

/** Classes of matrices by their words; those that mean the same have one name. */
const STRUCTURES: Readonly<Record<string, PdStructure>> = {
  pdLogChol: "pdLogChol",
  pdSymm: "pdSymm",
  pdNatural: "pdNatural",
  pdDiag: "pdDiag",
  pdIdent: "pdIdent",
  pdCompSymm: "pdCompSymm",
};

/**
 * Reads random effects.
 *
 * @throws DiagnosticError `nlme-argument`
 */
export function randomLevels(source: Expr, data: Table): RandomLevels {
  const expr = withoutParentheses(source);
  if (calleeName(expr) === "~") return barred(expr as CallExpr);
  const named = namedFormulas(expr);
  const levels: NlmeLevel[] = [];
  const texts: string[] = [];
  let factors: Expr[] = [];
  for (const { name, value, nameSpan } of named) {
    if (!name || !value) {
      fail("nlme-argument", "Random effects of a list stand under the names of their groups", {
        span: spanOf(expr),
        hint: "Write random = list(Block = ~ 1, Plot = ~ 1)",
      });
    }
    const factor: Expr = { kind: "name", name, ...(nameSpan ?? spanOf(value)) };
    factors = isSingle(data, name) ? factors : [...factors, factor];
    const effects = effectsOf(value, factors);
    levels.push({ name, factors, effects: effects.map((e) => e.effects) });
    for (const { text } of effects) texts.push(text);
  }
  return {
    text: texts.join(" + "),
    outer: texts.slice(0, texts.length - (levels.at(-1)?.effects.length ?? 0)).join(" + "),
    levels,
    inner: productOf(factors),
  };
}

/** Whether a column has one value in all rows. */
function isSingle(data: Table, name: string): boolean {
  const column = data.column(name);
  return column !== undefined && asFactor(column).levels.length === 1;
}

/** `a:b`; null of no factors. */
function productOf(factors: readonly Expr[]): Expr | null {
  const [first, ...others] = factors;
  if (!first) return null;
  return others.reduce<Expr>((left, right) => ({
    kind: "call",
    form: "infix",
    callee: { kind: "name", name: ":", ...spanOf(right) },
    args: [left, right].map((value) => ({ name: null, nameSpan: null, value, ...spanOf(value) })),
    ...spanOf(right),
  }), first);
}

/** `~ left | a/b`. */
function barred(formula: CallExpr): RandomLevels {
  const sides = operands(formula);
  const term = sides.length === 1 ? withoutParentheses(sides[0]!) : formula;
  if (calleeName(term) !== "|") {
    fail("nlme-argument", `${deparse(term)} does not say over which groups the effects vary`, {
      span: spanOf(term),
      hint: "Write random = ~ 1 | Block/Plot",
    });
  }
  const [left, right] = operands(term as CallExpr) as [Expr, Expr];
  const factors = slashed(right);
  return {
    text: `(${deparse(term)})`,
    outer: factors.length < 2
      ? ""
      : `(${deparse(left)} | ${factors.slice(0, -1).map((f) => deparse(f)).join("/")})`,
    levels: factors.map((factor, i) => ({
      name: deparse(factor),
      factors: factors.slice(0, i + 1),
      effects: [{
        formula: `~${deparse(left)}`,
        structure: "pdLogChol",
        group: groupName(factors.slice(0, i + 1)),
        levelsOf: [],
      }],
    })),
    inner: right,
  };
}

const slashed = (expr: Expr): Expr[] =>
  calleeName(expr) === "/" ? operands(expr as CallExpr).flatMap(slashed) : [expr];

/** lme4's name of nested groups: the innermost first, what it lies in behind. */
function groupName(factors: readonly Expr[]): string {
  return factors.slice(1).reduce(
    (outer, factor) => `${deparse(factor)}:${outer.includes(":") ? `(${outer})` : outer}`,
    deparse(factors[0]!),
  );
}

function namedFormulas(expr: Expr): readonly Argument[] {
  if (expr.kind === "call" && calleeName(expr) === "list") return expr.args;
  return fail("nlme-argument", `${deparse(expr)} is no formula of random effects`, {
    span: spanOf(expr),
    hint: "Write random = ~ 1 | Block/Plot",
  });
}

/** What stands under a grouping factor: a formula, a structure, or several of them blocked. */
function effectsOf(
  value: Expr,
  factors: readonly Expr[],
): { effects: NlmeEffects; text: string }[] {
  const word = calleeName(value);
  if (word === "~") return [plainEffects(value as CallExpr, "pdLogChol", factors)];
  if (word === "pdBlocked") {
    const [blocks] = operands(value as CallExpr);
    return namedFormulas(blocks!).flatMap((a) => a.value ? effectsOf(a.value, factors) : []);
  }
  const structure = word !== null && Object.hasOwn(STRUCTURES, word) ? STRUCTURES[word] : undefined;
  const formula = structure ? formulaOf(value as CallExpr) : null;
  if (!structure || !formula || calleeName(formula) !== "~") {
    fail("nlme-argument", `${deparse(value)} is no structure of random effects that is known`, {
      span: spanOf(value),
      hint: `Known are a formula, ${Object.keys(STRUCTURES).join(", ")} and pdBlocked of a formula`,
    });
  }
  return [plainEffects(formula as CallExpr, structure, factors)];
}

/** The formula of `pdSymm(value, form, nam)`, whose values are where nlme's search begins. */
function formulaOf({ args }: CallExpr): Expr | null {
  const known = ["value", "form", "nam", "data"];
  if (args.some((a) => a.name !== null && !known.includes(a.name))) return null;
  return args.find((a) => a.value && calleeName(a.value) === "~")?.value ?? null;
}

function plainEffects(
  formula: CallExpr,
  structure: PdStructure,
  factors: readonly Expr[],
): { effects: NlmeEffects; text: string } {
  const left = operands(formula)[0]!;
  const written = `~${deparse(left)}`;
  if (structure === "pdIdent") {
    const crossed = withoutIntercept(left);
    const variables = crossed ? colons(crossed) : [];
    const all = [...factors, ...variables];
    if (all.length === 0 || (!crossed && deparse(left) !== "1")) {
      fail("nlme-argument", `${deparse(left)} has no one variance here`, {
        span: spanOf(left),
        hint: "One variance have ~ 0 + A and ~ 0 + A:B of factors",
      });
    }
    const group = groupingOf(productOf(all)!).name;
    return {
      effects: {
        formula: written,
        structure,
        group,
        levelsOf: variables.map((v) => deparse(v)),
      },
      text: `(1 | ${group})`,
    };
  }
  if (structure === "pdCompSymm") return symmetricEffects(left, written, factors);
  if (factors.length === 0) {
    fail("nlme-argument", "Effects over a single group have no covariance that can be estimated", {
      span: spanOf(formula),
      hint: "A pdIdent of ~ 0 + Block has one variance for its levels",
    });
  }
  const groups = productOf(factors.toReversed())!;
  const bar = `${deparse(left)} | ${deparse(groups)}`;
  return {
    effects: { formula: written, structure, group: groupingOf(groups).name, levelsOf: [] },
    text: structure === "pdDiag" ? `diag(${bar})` : `(${bar})`,
  };
}

const colons = (expr: Expr): Expr[] =>
  calleeName(expr) === ":" ? operands(expr as CallExpr).flatMap(colons) : [expr];

/**
 * Effects of a factor's levels with one variance and one covariance: those of the groups, and those of
 * the levels within them.
 */
function symmetricEffects(
  left: Expr,
  formula: string,
  factors: readonly Expr[],
): { effects: NlmeEffects; text: string } {
  const crossed = withoutIntercept(left);
  const variables = crossed ? colons(crossed) : [];
  if (variables.length === 0 || factors.length === 0) {
    fail("nlme-argument", `pdCompSymm(${formula}) has no one variance and covariance here`, {
      span: spanOf(left),
      hint: "Write list(Block = pdCompSymm(~ A - 1)) for a factor A",
    });
  }
  const outer = deparse(productOf(factors.toReversed())!);
  const inner = deparse(productOf([...factors, ...variables])!);
  return {
    effects: {
      formula,
      structure: "pdCompSymm",
      group: groupingOf(productOf([...factors, ...variables])!).name,
      levelsOf: variables.map((v) => deparse(v)),
      common: groupingOf(productOf(factors.toReversed())!).name,
    },
    text: `(1 | ${outer}) + (1 | ${inner})`,
  };
}

/** A compound symmetry that came to rest at a covariance of 0 would be below it if it could. */
export function refuseNegative(fit: LinearMixedModel, random: Expr): void {
  for (const { formula, common } of fit.nlme!.levels.flatMap((level) => level.effects)) {
    if (common === undefined) continue;
    const own = fit.varianceComponents.find((c) => c.group === common);
    if (own?.variance !== 0) continue;
    fail("nlme-argument", `The effects of pdCompSymm(${formula}) have no covariance above 0`, {
      span: spanOf(random),
      hint: `Without one they are pdIdent(${formula}); a covariance below 0 is not fitted here`,
    });
  }
}
