/**
 * Transformed responses: what `log(y)`, `sqrt(y + 1)` … mean for means on the scale of y.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { deparse, deparseNumber } from "../../syntax/deparse.ts";
import { parseExpression } from "../../syntax/parse.ts";

/** A transformation η = g(μ) that can be undone. */
export interface Transformation {
  /** As emmeans names it: `log`, `sqrt`, `log(mu + 1)`. */
  name: string;
  /** μ = g⁻¹(η). */
  inverse(eta: number): number;
  /** dμ/dη. */
  derivative(eta: number): number;
  /** What emmeans calls an estimate on the scale of y; `response` if nothing is said. */
  estimateName?: string;
  /** What a difference of two η is on the scale of y, if it means something there. */
  ratio: "ratio" | "odds.ratio" | null;
  /** The deviation of η that its bias was adjusted by. */
  sigma?: number;
  /** What differences go back by, if not by this: of log(μ + 1) they are ratios of μ + 1. */
  ofDifferences?: Transformation;
}

const LN2 = Math.LN2;
const LN10 = Math.LN10;

/** Differences of log odds are logarithms of odds ratios, and not log odds. */
export const LOG_ODDS_RATIO: Transformation = {
  name: "log odds ratio",
  inverse: Math.exp,
  derivative: Math.exp,
  ratio: "odds.ratio",
};

const PLAIN: Record<string, Omit<Transformation, "name">> = {
  log: { inverse: Math.exp, derivative: Math.exp, ratio: "ratio" },
  log2: { inverse: (x) => 2 ** x, derivative: (x) => LN2 * 2 ** x, ratio: "ratio" },
  log10: { inverse: (x) => 10 ** x, derivative: (x) => LN10 * 10 ** x, ratio: "ratio" },
  log1p: { inverse: Math.expm1, derivative: Math.exp, ratio: null },
  sqrt: { inverse: (x) => x * x, derivative: (x) => 2 * x, ratio: null },
  exp: { inverse: Math.log, derivative: (x) => 1 / x, ratio: null },
  logit: {
    inverse: (x) => 1 / (1 + Math.exp(-x)),
    derivative: (x) => 1 / (2 + Math.exp(x) + Math.exp(-x)),
    ratio: "odds.ratio",
    ofDifferences: LOG_ODDS_RATIO,
  },
  "asin.sqrt": {
    inverse: (x) => Math.sin(x) ** 2,
    derivative: (x) => Math.sin(2 * x),
    ratio: null,
  },
  inverse: { inverse: (x) => 1 / x, derivative: (x) => -1 / (x * x), ratio: null },
};

/** How means of the response come onto the scale of a transformation: η = g(μ), and dη/dμ. */
export interface WayThere {
  to(mu: number): number;
  slope(mu: number): number;
}

const THERE: Record<string, WayThere> = {
  log: { to: Math.log, slope: (m) => 1 / m },
  log2: { to: Math.log2, slope: (m) => 1 / (m * LN2) },
  log10: { to: Math.log10, slope: (m) => 1 / (m * LN10) },
  log1p: { to: Math.log1p, slope: (m) => 1 / (1 + m) },
  sqrt: { to: Math.sqrt, slope: (m) => 1 / (2 * Math.sqrt(m)) },
  exp: { to: Math.exp, slope: Math.exp },
  logit: { to: (m) => Math.log(m / (1 - m)), slope: (m) => 1 / (m * (1 - m)) },
  "asin.sqrt": {
    to: (m) => Math.asin(Math.sqrt(m)),
    slope: (m) => 1 / (2 * Math.sqrt(m * (1 - m))),
  },
  inverse: { to: (m) => 1 / m, slope: (m) => -1 / (m * m) },
};

/** Names of transformations that can be asked for. */
export const TRANSFORMATIONS: readonly string[] = Object.keys(PLAIN);

/** A transformation by its name, and the way there; null if there is none of that name. */
export function transformationNamed(name: string): (Transformation & WayThere) | null {
  return Object.hasOwn(PLAIN, name) ? { ...plain(name), ...THERE[name]! } : null;
}

const plain = (name: string): Transformation => ({ name, ...PLAIN[name]! });

/** emmeans has one name of it for means and another for differences. */
const arcsine = (): Transformation => ({
  ...plain("asin.sqrt"),
  name: "asin(sqrt(mu))",
  ofDifferences: plain("asin.sqrt"),
});

/** The function's name and only argument. */
function unaryCall(e: Expr): { name: string; argument: Expr } | null {
  if (e.kind !== "call" || e.callee.kind !== "name") return null;
  const [a, b] = e.args;
  return a?.value && !b ? { name: e.callee.name, argument: a.value } : null;
}

const bare = (e: Expr): Expr => {
  const call = unaryCall(e);
  return call?.name === "(" || call?.name === "I" ? bare(call.argument) : e;
};

function numberOf(e: Expr): number | null {
  const b = bare(e);
  if (b.kind === "number") return b.value;
  const call = unaryCall(b);
  if (call?.name !== "-") return null;
  const value = numberOf(call.argument);
  return value === null ? null : -value;
}

/** `a op b` in parts. */
function binary(e: Expr): { operator: string; left: Expr; right: Expr } | null {
  const b = bare(e);
  if (b.kind !== "call" || b.callee.kind !== "name" || b.args.length !== 2) return null;
  return { operator: b.callee.name, left: b.args[0]!.value!, right: b.args[1]!.value! };
}

/**
 * g(y + c): the offset c, or null where the argument is something else. A multiple of y stands for
 * itself, as emmeans has it: means of asin(sqrt(p / 100)) go back to proportions.
 */
function shifted(e: Expr): number | null {
  const b = bare(e);
  if (b.kind === "name") return 0;
  const parts = binary(b);
  if (!parts) return null;
  if (parts.operator === "/" || parts.operator === "*") {
    const one = bare(parts.left).kind === "name" && numberOf(parts.right) !== null;
    const other = parts.operator === "*" && numberOf(parts.left) !== null &&
      bare(parts.right).kind === "name";
    return one || other ? 0 : null;
  }
  if (parts.operator !== "+" && parts.operator !== "-") return null;
  const right = numberOf(parts.right);
  if (right !== null && bare(parts.left).kind === "name") {
    return parts.operator === "+" ? right : -right;
  }
  const left = numberOf(parts.left);
  return left !== null && parts.operator === "+" && bare(parts.right).kind === "name" ? left : null;
}

/** c·g(y) from g. */
function scaled(t: Transformation, by: number): Transformation {
  return {
    name: `${deparseNumber(by)}*${t.name}`,
    inverse: (x) => t.inverse(x / by),
    derivative: (x) => t.derivative(x / by) / by,
    ratio: null,
  };
}

/** g(y + c) from g. */
function moved(t: Transformation, by: number): Transformation {
  const sign = by < 0 ? "-" : "+";
  return {
    name: `${t.name}(mu ${sign} ${deparseNumber(Math.abs(by))})`,
    inverse: (x) => t.inverse(x) - by,
    derivative: t.derivative,
    ratio: t.ratio,
    ...(t.ratio ? { ofDifferences: t.ofDifferences ?? t } : {}),
  };
}

/** `log(y, 2)`, `log(y, base = 10)`: the base and the argument. */
function logarithm(e: Expr): Transformation | null {
  if (e.kind !== "call" || e.callee.kind !== "name" || e.callee.name !== "log") return null;
  const [a, b, more] = e.args;
  const base = b?.value && (b.name === null || b.name === "base") ? numberOf(b.value) : null;
  if (!a?.value || more || base === null || !(base > 0) || base === 1) return null;
  const c = shifted(a.value);
  if (c === null) return null;
  const inverse = (x: number): number => base ** x;
  const own: Transformation = base === 2 || base === 10 ? plain(`log${base}`) : {
    name: `log base ${deparseNumber(base)}`,
    inverse,
    derivative: (x) => Math.log(base) * inverse(x),
    ratio: "ratio",
  };
  return c === 0 ? own : moved(own, c);
}

/** `log(p / (1 - p))`. */
function isLogOdds(e: Expr): boolean {
  const odds = binary(e);
  const rest = odds?.operator === "/" ? binary(odds.right) : null;
  const [p, q] = [odds && bare(odds.left), rest && bare(rest.right)];
  return rest?.operator === "-" && numberOf(rest.left) === 1 && p?.kind === "name" &&
    q?.kind === "name" && p.name === q.name;
}

/** A function of one argument, and what it is applied to as R deparses it: `log`, `y + 1`. */
export interface AppliedFunction {
  /** The function. */
  readonly name: string;
  /** Its argument. */
  readonly argument: string;
}

/**
 * The function that a response is, if it is one of a single argument.
 *
 * @param response as R deparses it, or parsed
 */
export function appliedFunction(response: string | Expr): AppliedFunction | null {
  const e = parsed(response);
  const call = e.kind === "call" && e.form === "prefix" ? unaryCall(e) : null;
  return call && { name: call.name, argument: deparse(call.argument) };
}

const parsed = (response: string | Expr): Expr =>
  typeof response === "string" ? parseExpression(response) : response;

/** Whether a response is more than a column of the data. */
export function isTransformed(response: string | Expr): boolean {
  return bare(parsed(response)).kind !== "name";
}

/**
 * What means go back to where the transformation of a response is undone: `y` of `log(y + 1)`, `p/100`
 * of `asin(sqrt(p/100))`.
 *
 * @param response whose transformation can be undone, as R deparses it or parsed
 */
export function untransformed(response: string | Expr): string {
  return deparse(undone(parsed(response)));
}

function undone(e: Expr): Expr {
  const b = bare(e);
  const parts = binary(b);
  if (b.kind === "call" && b.callee.kind === "name" && b.callee.name === "log") {
    return undone(b.args[0]!.value!);
  }
  if (!parts) {
    const call = unaryCall(b);
    return call ? undone(call.argument) : b;
  }
  const { operator, left, right } = parts;
  const other = numberOf(left) === null ? left : right;
  if (isLogOdds(b) || operator === "+" || operator === "-") return bare(other);
  if (operator === "*") return bare(other).kind === "name" ? b : undone(other);
  return numberOf(left) === 1 ? bare(right) : b;
}

/**
 * The transformation in a response, or null if it is not transformed (or not in a way that can be
 * undone).
 *
 * @param response as R deparses it, or parsed
 */
export function transformationOf(response: string | Expr): Transformation | null {
  const e = bare(parsed(response));
  if (e.kind === "name") return null;
  const log = logarithm(e);
  if (log) return log;
  const product = binary(e);
  if (product) {
    const { operator, left, right } = product;
    const c = numberOf(left) ?? (operator === "*" ? numberOf(right) : null);
    const rest = numberOf(left) !== null ? right : left;
    if (operator === "*" && c) {
      const inner = transformationOf(rest);
      return inner ? scaled(inner, c) : null;
    }
    if (operator === "/" && numberOf(left) === 1 && bare(right).kind === "name") {
      return plain("inverse");
    }
    return null;
  }
  const call = unaryCall(e);
  if (!call) return null;
  if (call.name === "log" && isLogOdds(call.argument)) return plain("logit");
  const name = call.name === "qlogis" ? "logit" : call.name;
  if (name === "asin") {
    const inner = unaryCall(bare(call.argument));
    return inner?.name === "sqrt" && shifted(inner.argument) === 0 ? arcsine() : null;
  }
  if (!(name in PLAIN) || name === "inverse" || name === "asin.sqrt") return null;
  const c = shifted(call.argument);
  if (c === null) return null;
  return c === 0 ? plain(name) : moved(plain(name), c);
}
