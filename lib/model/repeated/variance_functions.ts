/**
 * nlme's variance functions: the standard deviation of a residual is σ times a function of a covariate, of
 * the fitted value, or of a stratum.
 *
 * Source: Pinheiro & Bates (2000), Mixed-Effects Models in S and S-PLUS, section 5.2.1.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import { asFactor } from "../../data/factor.ts";
import type { Table } from "../../data/table.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { Evaluator } from "../formula/evaluate.ts";
import { calleeName, operands } from "../formula/formula.ts";
import type { NlmeVariance } from "../nlme_written.ts";

/** Words of one function, with what nlme calls its parameters. */
const WORDS: Readonly<Record<string, { title: string; parameters: readonly string[] }>> = {
  varIdent: { title: "Different standard deviations per stratum", parameters: [] },
  varFixed: { title: "fixed weights", parameters: [] },
  varPower: { title: "Power of variance covariate", parameters: ["power"] },
  varExp: { title: "Exponential of variance covariate", parameters: ["expon"] },
  varConstPower: {
    title: "Constant plus power of variance covariate",
    parameters: ["const", "power"],
  },
};

/** Every word of a variance function. */
export const VARIANCE_WORDS: readonly string[] = [...Object.keys(WORDS), "varComb"];

/** One function, for the rows of the data. */
export interface VarianceFunction {
  readonly word: string;
  readonly title: string;
  /** Its formula, as deparsed. */
  readonly formula: string;
  /** Its covariate by row; null for the fitted values, or where there is none. */
  readonly covariate: Float64Array | null;
  readonly ofFitted: boolean;
  /** Stratum of each row, and the names of strata in the order of the rows. */
  readonly strata: { readonly codes: Int32Array; readonly names: readonly string[] } | null;
  /** Numbers of the search: logarithms of ratios and constants, powers as they are. */
  readonly count: number;
}

const isFitted = (expr: Expr): boolean =>
  expr.kind === "call" && calleeName(expr) === "fitted" && expr.args.length === 1 &&
  expr.args[0]!.value?.kind === "name" && expr.args[0]!.value.name === ".";

function refuse(expr: Expr, message: string, hint: string): never {
  return fail("nlme-argument", message, { span: spanOf(expr), hint });
}

/** Strata of `g` or `a * b`: the combinations that there are. */
function strataOf(expr: Expr, data: Table): NonNullable<VarianceFunction["strata"]> {
  const names = expr.kind === "call" && ["*", ":"].includes(calleeName(expr) ?? "")
    ? operands(expr)
    : [expr];
  const columns = names.map((e) => {
    const column = e.kind === "name" ? data.column(e.name) : null;
    return column
      ? asFactor(column)
      : refuse(e, `The data have no column ${deparse(e)}`, "Name the column of the strata");
  });
  const found = new Map<string, number>();
  const codes = Int32Array.from({ length: data.nrow }, (_, i) => {
    if (columns.some((c) => c.codes[i]! < 0)) return -1;
    const key = columns.map((c) => c.levels[c.codes[i]!]!).join("*");
    if (!found.has(key)) found.set(key, found.size);
    return found.get(key)!;
  });
  return { codes, names: [...found.keys()] };
}

/** The covariate and the strata of `~ x | g`. */
function formOf(form: Expr | null, word: string, data: Table) {
  const right = form && form.kind === "call" && calleeName(form) === "~"
    ? operands(form).length === 1 ? operands(form)[0]! : null
    : null;
  if (form && !right) refuse(form, `${word}() takes a formula with nothing left of ~`, "~ x | g");
  const barred = right?.kind === "call" && calleeName(right) === "|";
  const [left, groups] = barred ? operands(right as Expr & { kind: "call" }) : [right, null];
  return { left: left ?? null, strata: groups ? strataOf(groups, data) : null };
}

function covariateOf(expr: Expr, word: string, data: Table): Float64Array {
  if (expr.kind === "call") {
    return new Evaluator(data, new Map(), true).numbers(expr, deparse(expr)).values as Float64Array;
  }
  const column = expr.kind === "name" ? data.column(expr.name) : null;
  if (column?.kind !== "numeric") {
    refuse(
      expr,
      `${word}() takes a column of numbers, or fitted(.), not ${deparse(expr)}`,
      "Compute a column of the data first, and name it here",
    );
  }
  return column.values as Float64Array;
}

/** The functions that `weights` asks for; null where it is no word of them. */
export function varianceFunctions(weights: Expr, data: Table): VarianceFunction[] {
  if (weights.kind === "call" && calleeName(weights) === "~") {
    return [oneFunction("varFixed", weights, weights, data)];
  }
  const word = weights.kind === "call" ? calleeName(weights) : null;
  if (weights.kind !== "call" || weights.form !== "prefix" || !word) {
    refuse(weights, `${deparse(weights)} is no variance function`, "weights = varPower()");
  }
  if (word === "varComb") {
    return weights.args.flatMap((a) => a.value ? varianceFunctions(a.value, data) : []);
  }
  if (!Object.hasOwn(WORDS, word)) {
    refuse(
      weights,
      `${deparse(weights)} is no variance function that is known`,
      suggestion(word, VARIANCE_WORDS, "Known are") ?? `Known are ${VARIANCE_WORDS.join(", ")}`,
    );
  }
  let form: Expr | null = null;
  weights.args.forEach(({ name, nameSpan, value }, place) => {
    if (!value) return;
    const own = name ?? (place === 0 && word !== "varFixed" ? "value" : "form");
    if (own === "form" || (word === "varFixed" && own === "value")) form = value;
    else if (own === "fixed" && !(value.kind === "null")) {
      fail("unknown-argument", `${word}() has parameters that are estimated, not fixed`, {
        span: nameSpan ?? spanOf(value),
        hint: "Leave fixed out; varFixed(~ x) has variances in proportion to x",
      });
    } else if (!["value", "const", "power"].includes(own)) {
      fail("unknown-argument", `${word}() has no argument ${own}`, {
        span: nameSpan ?? spanOf(value),
        hint: "Known are value, form; starts are found",
      });
    }
  });
  return [oneFunction(word, form, weights, data)];
}

function oneFunction(
  word: string,
  form: Expr | null,
  written: Expr,
  data: Table,
): VarianceFunction {
  const { title, parameters } = WORDS[word]!;
  const { left, strata } = formOf(form, word, data);
  const ofFitted = word !== "varIdent" && (left === null || isFitted(left));
  const own = word === "varIdent";
  if ((own && !strata) || (word === "varFixed" && (ofFitted || strata))) {
    refuse(
      written,
      `${deparse(written)} does not say what the variances depend on`,
      own ? "Write varIdent(form = ~ 1 | Day)" : "Write varFixed(~ x)",
    );
  }
  if (word === "varConstPower" && strata) {
    refuse(written, "varConstPower() has one constant and one power here", "Leave the strata out");
  }
  return {
    word,
    title: strata && !own ? `${title}, different strata` : title,
    formula: form ? deparse(form) : "~fitted(.)",
    covariate: own || ofFitted ? null : covariateOf(left!, word, data),
    ofFitted,
    strata,
    count: own ? strata!.names.length - 1 : parameters.length * (strata?.names.length ?? 1),
  };
}

/** The logarithm of the standard deviation of a row over σ. */
function logDeviation(
  f: VarianceFunction,
  x: readonly number[],
  v: number,
  stratum: number,
): number {
  switch (f.word) {
    case "varIdent":
      return stratum > 0 ? x[stratum - 1]! : stratum < 0 ? NaN : 0;
    case "varFixed":
      return Math.log(Math.abs(v)) / 2;
    case "varPower":
      return x[Math.max(0, stratum)]! * Math.log(Math.abs(v));
    case "varExp":
      return x[Math.max(0, stratum)]! * v;
    default:
      return Math.log(Math.exp(x[0]!) + Math.abs(v) ** x[1]!);
  }
}

/** Prior weights 1/g² of the rows at some numbers of the search; `fitted` has a value for each row. */
export function weightsAt(
  functions: readonly VarianceFunction[],
  x: readonly number[],
  fitted: Float64Array | null,
  rows: number,
): Float64Array {
  const logs = new Float64Array(rows);
  let first = 0;
  for (const f of functions) {
    const own = x.slice(first, first += f.count);
    for (let i = 0; i < rows; i++) {
      const v = f.covariate ? f.covariate[i]! : f.ofFitted ? fitted![i]! : 1;
      logs[i]! += logDeviation(f, own, v, f.strata ? f.strata.codes[i]! : 0);
    }
  }
  return logs.map((l) => Math.exp(-2 * l));
}

/** The numbers of a search by functions, as nlme has them: with the names and scales of its tables. */
export function variancesAt(
  functions: readonly VarianceFunction[],
  x: readonly number[],
): NlmeVariance["functions"] {
  let first = 0;
  return functions.map((f) => {
    const own = x.slice(first, first += f.count);
    const names = f.word === "varIdent"
      ? f.strata!.names.slice(1)
      : f.strata
      ? [...f.strata.names]
      : [...WORDS[f.word]!.parameters];
    const isLog = (k: number): boolean =>
      f.word === "varIdent" || (f.word === "varConstPower" && k === 0);
    const estimates = names.map((name, k): [string, number] => [
      name,
      isLog(k) ? Math.exp(own[k]!) : own[k]!,
    ]);
    return {
      word: f.word,
      title: f.title,
      formula: f.formula,
      estimates: f.word === "varIdent"
        ? [[f.strata!.names[0]!, 1] as [string, number], ...estimates]
        : estimates,
      loose: names.map((name, k): [string, number] => [name, own[k]!]),
    };
  });
}
