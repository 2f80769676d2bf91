/**
 * The functions that a formula may use.
 *
 * @module
 */
import { fail, placeOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Column, FactorColumn } from "../../data/column.ts";
import { asFactor, interaction, relevel } from "../../data/factor.ts";
import { deparse } from "../../syntax/deparse.ts";
import {
  evaluatePolynomials,
  type PolynomialBasis,
  polynomialBasis,
} from "../../math/algebra/orthogonal_polynomial.ts";
import {
  type SplineBasis,
  splineBasis,
  splineColumns,
} from "../../math/smoothing/basis_splines.ts";
import { quantile7 } from "../../math/smoothing/kernel_density.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { wholePower } from "./arithmetic.ts";
import type { FormulaContext } from "./formula_context.ts";
import { constant, type ConstantValue, describe, numericColumn, type Value } from "./value.ts";
import { ELEMENTARY } from "../../math/elementary.ts";

/** A function of a call and the evaluation it is met in. */
export type FormulaFunction = (call: CallExpr, context: FormulaContext) => Value;

/** Functions of one number, applied row by row. */
export const elementaryFunctions: Record<string, (x: number) => number> = {
  ...ELEMENTARY,
  abs: Math.abs,
  asinh: Math.asinh,
  floor: Math.floor,
  ceiling: Math.ceil,
  trunc: Math.trunc,
  sign: Math.sign,
};

/** Arguments by name: exact, then shortened, then by place, as R matches them. */
export function matchArguments(
  call: CallExpr,
  formals: readonly string[],
): Record<string, Expr | undefined> {
  const matched: Record<string, Expr | undefined> = {};
  const rest: Expr[] = [];
  for (const argument of call.args) {
    if (!argument.value) continue;
    const given = argument.name;
    if (given === null) {
      rest.push(argument.value);
      continue;
    }
    const formal = formals.find((f) => f === given) ?? formals.find((f) => f.startsWith(given));
    if (formal === undefined) {
      fail("unknown-argument", `${deparse(call.callee)} has no argument ${given}`, {
        ...placeOf(argument),
        hint: suggestion(given, formals, "Its arguments are"),
      });
    }
    matched[formal] = argument.value;
  }
  for (const formal of formals) {
    if (matched[formal] === undefined && rest.length > 0) matched[formal] = rest.shift()!;
  }
  if (rest.length > 0) {
    fail(
      "arguments",
      `${deparse(call.callee)} takes ${formals.length} ${
        formals.length === 1 ? "argument" : "arguments"
      }`,
      { ...placeOf(rest[0]!), hint: `Its arguments are ${formals.join(", ")}` },
    );
  }
  return matched;
}

function required(call: CallExpr, given: Expr | undefined, name: string): Expr {
  return given ?? fail("arguments", `${deparse(call)} needs the argument ${name}`, {
    ...placeOf(call),
    hint: `Write ${deparse(call.callee)}(${name}), with a column for ${name}`,
  });
}

function numberArgument(e: FormulaContext, expr: Expr | undefined, otherwise: number): number {
  if (!expr) return otherwise;
  const value = e.constants(expr).values;
  const only = value[0];
  if (value.length === 1 && typeof only === "number") return only;
  fail("arguments", `${deparse(expr)} is not a number`, {
    ...placeOf(expr),
    hint: "Write the number itself",
  });
}

function flagArgument(e: FormulaContext, expr: Expr | undefined, otherwise: boolean): boolean {
  if (!expr) return otherwise;
  const only = e.constants(expr).values[0];
  if (typeof only === "boolean") return only;
  fail("arguments", `${deparse(expr)} is not TRUE or FALSE`, {
    ...placeOf(expr),
    hint: "Write TRUE or FALSE",
  });
}

const textArgument = (e: FormulaContext, expr: Expr | undefined): string[] | undefined =>
  expr && e.constants(expr).values.map(String);

/** A column of the data (or made of such columns), for functions that make factors. */
function columnArgument(e: FormulaContext, expr: Expr): Column {
  const value = e.evaluate(expr);
  if (value.kind !== "matrix" && value.kind !== "constant") return value;
  fail("arguments", `${deparse(expr)} is ${describe(value)}, not a column`, {
    ...placeOf(expr),
    hint: "Name a column of the data",
  });
}

const factorCall = (ordered: boolean | undefined): FormulaFunction => (call, e) => {
  const args = matchArguments(call, ["x", "levels", "labels", "exclude", "ordered"]);
  const x = columnArgument(e, required(call, args.x, "x"));
  const levels = textArgument(e, args.levels);
  const labels = textArgument(e, args.labels);
  const order = ordered ?? (args.ordered ? flagArgument(e, args.ordered, false) : undefined);
  return asFactor(x, {
    ...(levels ? { levels } : {}),
    ...(labels ? { labels } : {}),
    ...(order === undefined ? {} : { ordered: order }),
  });
};

const asFactorCall = (ordered: boolean | undefined): FormulaFunction => (call, e) => {
  const x = columnArgument(e, required(call, matchArguments(call, ["x"]).x, "x"));
  return asFactor(x, ordered === undefined ? {} : { ordered });
};

function logarithm(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["x", "base"]);
  const base = numberArgument(e, args.base, Math.E);
  const f = args.base === undefined
    ? Math.log
    : base === 10
    ? Math.log10
    : base === 2
    ? Math.log2
    : (x: number) => Math.log(x) / Math.log(base);
  return e.map(call, required(call, args.x, "x"), f);
}

function rounding(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["x", "digits"]);
  const scale = 10 ** numberArgument(e, args.digits, 0);
  const even = (x: number): number => {
    const down = Math.floor(x);
    const half = x - down;
    return half < 0.5 || (half === 0.5 && down % 2 === 0) ? down : down + 1;
  };
  return e.map(call, required(call, args.x, "x"), (x) => even(x * scale) / scale);
}

interface Scaling {
  centre: number;
  spread: number;
}

/** R's `scale`: what is learned is the mean and the standard deviation. */
function scaled(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["x", "center", "scale"]);
  const x = e.numbers(required(call, args.x, "x"), "scale").values;
  const option = (expr: Expr | undefined): number | boolean => {
    const given = expr ? e.constants(expr).values[0] : true;
    if (typeof given === "number" || typeof given === "boolean") return given;
    fail("arguments", `${deparse(expr!)} is not a number, TRUE or FALSE`, {
      ...placeOf(expr!),
      hint: "TRUE takes the mean or the standard deviation of the data, FALSE neither",
    });
  };
  const by = e.learned<Scaling>(call, () => scalingOf(x, option(args.center), option(args.scale)));
  return numericColumn(x.map((v) => (v - by.centre) / by.spread));
}

function scalingOf(x: Float64Array, center: number | boolean, scale: number | boolean): Scaling {
  const present = x.filter((v) => !Number.isNaN(v));
  const n = present.length;
  let mean = 0;
  present.forEach((v, i) => mean += (v - mean) / (i + 1));
  mean += present.reduce((sum, v) => sum + (v - mean), 0) / n; // takes out the rounding of the first
  const centre = center === true ? mean : center === false ? 0 : center;
  const squares = present.reduce((sum, v) => sum + (v - centre) ** 2, 0);
  const spread = scale === true
    ? Math.sqrt(squares / Math.max(1, n - 1))
    : scale === false
    ? 1
    : scale;
  return { centre, spread };
}

/** R's `poly` of one variable: orthonormal over the rows of the fit, or plain powers if `raw`. */
function polynomial(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["x", "degree", "coefs", "raw", "simple"]);
  const expr = required(call, args.x, "x");
  const degree = numberArgument(e, args.degree, 1);
  if (!Number.isInteger(degree) || degree < 1 || degree > 50) {
    fail("arguments", "The degree of poly is a whole number from 1 to 50", {
      ...placeOf(args.degree!),
      hint: "Write poly(x, 2) for a parabola",
    });
  }
  const x = e.numbers(expr, "poly");
  const names = Array.from({ length: degree }, (_, k) => String(k + 1));
  if (flagArgument(e, args.raw, false)) {
    const columns = names.map((_, k) => wholePower(x, k + 1));
    return { kind: "matrix", columns, names };
  }
  const basis = e.learned<PolynomialBasis>(call, () =>
    polynomialBasis(x.values, degree) ??
      fail("poly-degree", `${deparse(call)} needs more than ${degree} different values`, {
        ...placeOf(call),
        hint: "Lower the degree",
      }));
  const columns = evaluatePolynomials(basis, x.values).map((v) => numericColumn(v));
  return { kind: "matrix", columns, names };
}

/** R's `bs` and `ns`: splines with knots that are given, or at quantiles of the rows of the fit. */
const splines = (natural: boolean): FormulaFunction => (call, e) => {
  const formals = natural
    ? ["x", "df", "knots", "intercept", "Boundary.knots"]
    : ["x", "df", "knots", "degree", "intercept", "Boundary.knots"];
  const args = matchArguments(call, formals);
  const x = e.numbers(required(call, args.x, "x"), natural ? "ns" : "bs").values;
  const basis = e.learned<SplineBasis>(call, () => {
    const known = [...x].filter((v) => v === v).sort((a, b) => a - b);
    const degree = natural ? 3 : numberArgument(e, args.degree, 3);
    const intercept = flagArgument(e, args.intercept, false);
    const numbers = (expr: Expr): number[] => e.constants(expr).values.map(Number);
    const [low, high] = args["Boundary.knots"]
      ? numbers(args["Boundary.knots"])
      : [known[0]!, known.at(-1)!];
    if (!(low! < high!)) {
      fail("arguments", `${deparse(call)} needs two different values`, placeOf(call));
    }
    const within = known.filter((v) => v >= low! && v <= high!);
    const spare = natural ? 1 + Number(intercept) : degree + Number(intercept);
    const count = args.df ? Math.max(0, numberArgument(e, args.df, 0) - spare) : 0;
    const inner = args.knots
      ? numbers(args.knots)
      : Array.from({ length: count }, (_, i) => quantile7(within, (i + 1) / (count + 1)));
    return splineBasis({ degree, intercept, natural, inner, boundary: [low!, high!] });
  });
  const columns = splineColumns(basis, x).map((v) => numericColumn(v));
  return { kind: "matrix", columns, names: columns.map((_, k) => String(k + 1)) };
};

function combined(call: CallExpr, e: FormulaContext): ConstantValue {
  const values = call.args.flatMap((a) => a.value ? [...e.constants(a.value).values] : []);
  return { kind: "constant", values };
}

function asNumeric(call: CallExpr, e: FormulaContext): Value {
  const expr = required(call, matchArguments(call, ["x"]).x, "x");
  const value = e.evaluate(expr);
  if (value.kind === "factor") {
    return numericColumn(Float64Array.from(value.codes, (c) => c < 0 ? NaN : c + 1));
  }
  if (value.kind === "text") {
    const numbers = value.dictionary.map((t) => t.trim() === "" ? NaN : Number(t));
    return numericColumn(Float64Array.from(value.codes, (c) => c < 0 ? NaN : numbers[c]!));
  }
  return e.numbers(expr, "as.numeric");
}

/** The codes of a factor; anything else as it is. */
function unclassed(call: CallExpr, e: FormulaContext): Value {
  const x = required(call, matchArguments(call, ["x"]).x, "x");
  return e.evaluate(x).kind === "factor" ? asNumeric(call, e) : e.evaluate(x);
}

function asText(call: CallExpr, e: FormulaContext): Value {
  const x = columnArgument(e, required(call, matchArguments(call, ["x"]).x, "x"));
  if (x.kind === "text") return x;
  const { name, codes, levels } = asFactor(x);
  return { kind: "text", name, codes, dictionary: levels };
}

function releveled(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["x", "ref"]);
  const x = asFactor(columnArgument(e, required(call, args.x, "x")));
  // new rows need no order of levels, only their names
  if (!e.training) return x;
  const reference = e.constants(required(call, args.ref, "ref")).values[0];
  return relevel(
    x,
    typeof reference === "number" ? x.levels[reference - 1] ?? "" : String(reference),
  );
}

/** R's `C`: the factor; its coding is that of the variable `C(x, …)`, which whoever fits gives. */
function coded(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["object", "contr", "how.many"]);
  return asFactor(columnArgument(e, required(call, args.object, "object")));
}

function crossed(call: CallExpr, e: FormulaContext): Value {
  const factors: FactorColumn[] = [];
  let separator = ".";
  for (const { name, value } of call.args) {
    if (!value) continue;
    if (name === "sep") separator = String(e.constants(value).values[0]);
    else if (name === null) factors.push(asFactor(columnArgument(e, value)));
  }
  return interaction(factors, { separator, drop: true });
}

function identity(call: CallExpr, e: FormulaContext): Value {
  return e.evaluate(required(call, matchArguments(call, ["x"]).x, "x"));
}

function chosen(call: CallExpr, e: FormulaContext): Value {
  const args = matchArguments(call, ["test", "yes", "no"]);
  const test = e.numbers(required(call, args.test, "test"), "ifelse").values;
  const yes = e.numbers(required(call, args.yes, "yes"), "ifelse").values;
  const no = e.numbers(required(call, args.no, "no"), "ifelse").values;
  return numericColumn(test.map((t, i) => Number.isNaN(t) ? NaN : t ? yes[i]! : no[i]!));
}

/** Functions with arguments of their own. */
export const formulaFunctions: Record<string, FormulaFunction> = {
  I: identity,
  log: logarithm,
  round: rounding,
  scale: scaled,
  poly: polynomial,
  bs: splines(false),
  ns: splines(true),
  c: combined,
  factor: factorCall(undefined),
  ordered: factorCall(true),
  "as.factor": asFactorCall(undefined),
  "as.ordered": asFactorCall(true),
  droplevels: asFactorCall(undefined),
  relevel: releveled,
  C: coded,
  interaction: crossed,
  ifelse: chosen,
  "as.numeric": asNumeric,
  "as.double": asNumeric,
  unclass: unclassed,
  "as.integer": (call, e) => {
    const value = asNumeric(call, e);
    return value.kind === "numeric" ? numericColumn(value.values.map(Math.trunc)) : constant(null);
  },
  "as.character": asText,
};
