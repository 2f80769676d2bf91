/**
 * `mmrm` in the arguments of R's package of that name: one covariance over the visits of subjects, and
 * no random effects. The optimum is exact; Kenward and Roger's method is SAS's, in its parameters.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { MMRM_STRUCTURES } from "../covariance/residual/structures.ts";
import type { Ddf } from "../ddf.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { Coding } from "../fixed/codings.ts";
import { calleeName, groupingOf, operands, withoutParentheses } from "../formula/formula.ts";
import type { ResidualClause } from "../formula/residual_clause.ts";
import { mmrmClass } from "../mixed/capabilities.ts";
import { fitMixed } from "../mixed/lmer.ts";

/** Methods for degrees of freedom, by mmrm's names. */
const METHODS: Readonly<Record<string, Ddf>> = {
  "Satterthwaite": "satterthwaite",
  "Kenward-Roger": "kenward-roger",
  "Residual": "residual",
  "Between-Within": "between-within",
};

/** Options of `mmrm`. */
export interface MmrmOptions {
  /** The covariance, where it is no term of the formula: `"us(visit | arm / id)"`. */
  covariance?: string | Expr | undefined;
  /** REML (the default) or maximum likelihood. */
  reml?: boolean | undefined;
  /** `"Satterthwaite"` (the default), `"Kenward-Roger"`, `"Between-Within"`, `"Residual"`. */
  method?: string | undefined;
  /** `"Asymptotic"`, or of Kenward and Roger's method `"Kenward-Roger-Linear"`. */
  vcov?: string | undefined;
  /** Codings by factor, as `lmer` takes them. */
  contrasts?: Record<string, Coding> | undefined;
}

/**
 * A marginal model of repeated measures, as mmrm fits it.
 *
 * @param formula e.g. `"y ~ base + arm * visit + us(visit | id)"`; `us(visit | arm / id)` has a
 * covariance for each arm
 * @throws DiagnosticError `mmrm-argument`, and what `lmer` throws
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mmrm, tableFrom } from "@heddle/heddle";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({
 *   y,
 *   Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
 *   Day: y.map((_, i) => `d${i % 4}`),
 * });
 * const fit = mmrm("y ~ Day + ar1(Day | Pen)", data);
 * assertEquals(fit.covarianceParameters.map((p) => p.name), ["sigma2", "rho"]);
 * ```
 */
export function mmrm(
  formula: string | Expr,
  data: Table,
  options: MmrmOptions = {},
): LinearMixedModel {
  const whole = parsed(formula);
  if (whole.kind !== "call" || calleeName(whole) !== "~" || operands(whole).length !== 2) {
    fail("mmrm-argument", `${deparse(whole)} is not a formula with a response`, {
      span: spanOf(whole),
      hint: "Write y ~ arm * visit + us(visit | id)",
    });
  }
  const [response, right] = operands(whole) as [Expr, Expr];
  const found: CallExpr[] = [];
  const rest = withoutCovariance(right, found);
  const given = options.covariance === undefined ? [] : [covarianceOf(options.covariance)];
  const [term, another] = [...found, ...given];
  if (!term || another) {
    const text = another
      ? `${deparse(another)} is a second covariance beside ${deparse(term!)}`
      : "The formula has no covariance of the visits of a subject";
    fail("mmrm-argument", text, {
      span: spanOf(another ?? whole),
      hint: "Write one, such as + us(visit | id)",
    });
  }
  const { clause, subject, groups } = clauseOf(term, data);
  const { ddf, method, vcov } = methodOf(options);
  const fixed = rest ?? { kind: "number", value: 1, integer: false, text: "1", ...spanOf(right) };
  const args = [response, fixed as Expr]
    .map((value) => ({ name: null, nameSpan: null, value, ...spanOf(value) }));
  return fitMixed({ ...whole, args }, data, {
    residual: clause,
    reml: options.reml ?? true,
    as: mmrmClass(ddf, {
      formula: deparse(whole),
      word: calleeName(term)!,
      subject,
      groups,
      method,
      vcov,
    }),
    ...(options.contrasts ? { contrasts: options.contrasts } : {}),
  });
}

const parsed = (source: string | Expr): Expr =>
  withoutParentheses(typeof source === "string" ? parseExpression(source) : source);

/** Whether an expression is a call such as `us(visit | id)`. */
function isCovariance(expr: Expr): boolean {
  if (expr.kind !== "call" || expr.form !== "prefix") return false;
  const name = calleeName(expr);
  const last = expr.args.at(-1)?.value;
  return name !== null && Object.hasOwn(MMRM_STRUCTURES, name) && last != null &&
    calleeName(withoutParentheses(last)) === "|";
}

/** The right side without terms that are covariances, which are added to `found`; null if none is left. */
function withoutCovariance(expr: Expr, found: CallExpr[]): Expr | null {
  if (isCovariance(expr)) {
    found.push(expr as CallExpr);
    return null;
  }
  if (expr.kind !== "call" || calleeName(expr) !== "+" || expr.args.length !== 2) return expr;
  const before = operands(expr);
  const [left, right] = before.map((e) => withoutCovariance(e, found));
  if (left === before[0] && right === before[1]) return expr;
  if (!left || !right) return left ?? right ?? null;
  const args = [left, right]
    .map((value) => ({ name: null, nameSpan: null, value, ...spanOf(value) }));
  return { ...expr, args };
}

/** The covariance as an argument: a call, or one behind a tilde. */
function covarianceOf(source: string | Expr): CallExpr {
  const whole = parsed(source);
  const expr = whole.kind === "call" && calleeName(whole) === "~"
    ? withoutParentheses(operands(whole).at(-1)!)
    : whole;
  if (isCovariance(expr)) return expr as CallExpr;
  const known = Object.keys(MMRM_STRUCTURES);
  const name = calleeName(expr);
  return fail("mmrm-argument", `${deparse(expr)} is not a covariance of visits`, {
    span: spanOf(expr),
    hint: (name && suggestion(name, known, "Structures are")) ??
      `Write covariance = ~ us(visit | id); structures are ${known.join(", ")}`,
  });
}

/** What the term asks of the residuals. */
function clauseOf(
  term: CallExpr,
  data: Table,
): { clause: ResidualClause; subject: string; groups: string | null } {
  const word = calleeName(term)!;
  const kind = MMRM_STRUCTURES[word]!;
  const values = operands(term).map(withoutParentheses);
  const [visit, unit] = operands(values.at(-1) as CallExpr).map(withoutParentheses) as [Expr, Expr];
  const visits = [...values.slice(0, -1), visit];
  if (!kind.places && visits.length > 1) {
    fail("mmrm-argument", `${word}() is over one factor of visits`, {
      span: spanOf(term),
      hint: `Write ${word}(visit | id)`,
    });
  }
  for (const v of kind.places ? [] : visits) {
    if (v.kind !== "name" || data.column(v.name)?.kind !== "numeric") continue;
    fail("mmrm-argument", `${v.name} is numbers, and ${word}() is over a factor of visits`, {
      span: spanOf(v),
      hint: `Make it one first: ${v.name} = factor(${v.name}); sp_exp() is over numbers`,
    });
  }
  const nested = unit.kind === "call" && calleeName(unit) === "/" ? operands(unit) : [unit];
  const subject = groupingOf(nested.at(-1)!);
  const group = nested.length > 1 ? nested[0]! : null;
  return {
    clause: {
      ...spanOf(term),
      text: deparse(term),
      kind,
      visits,
      subject,
      together: false,
      by: group,
      common: false,
      options: { nugget: false, anisotropic: false, nu: 1.5 },
    },
    subject: subject.name,
    groups: group ? deparse(group) : null,
  };
}

/** The df method and the covariance of the coefficients that belongs to it. */
function methodOf(
  { method = "Satterthwaite", vcov }: MmrmOptions,
): { ddf: Ddf; method: string; vcov: string } {
  if (!Object.hasOwn(METHODS, method)) {
    fail("mmrm-argument", `There is no method ${method}`, {
      hint: `Choose one of ${Object.keys(METHODS).join(", ")}`,
    });
  }
  const adjusted = method === "Kenward-Roger";
  const own = vcov ?? (adjusted ? "Kenward-Roger" : "Asymptotic");
  if (own.startsWith("Empirical")) {
    fail("mmrm-argument", `vcov = "${own}", a sandwich estimate, is not available`, {
      hint: adjusted ? 'vcov = "Kenward-Roger"' : 'vcov = "Asymptotic" is of the model',
    });
  }
  const fitting = adjusted ? ["Kenward-Roger", "Kenward-Roger-Linear"] : ["Asymptotic"];
  if (!fitting.includes(own)) {
    const known = fitting.join(" or ");
    fail("mmrm-argument", `vcov = "${own}" does not go with the method ${method}`, {
      hint: `vcov is ${known}`,
    });
  }
  const linear = own === "Kenward-Roger-Linear";
  return { ddf: linear ? "kenward-roger-linear" : METHODS[method]!, method, vcov: own };
}
