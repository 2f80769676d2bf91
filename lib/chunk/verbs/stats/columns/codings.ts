/**
 * The codings of the factors of a model: those of a page's settings, of the factors, of the formula,
 * of the call.
 *
 * @module
 */
import { asFactor } from "../../../../data/factor.ts";
import type { Table } from "../../../../data/table.ts";
import { fail } from "../../../../diagnostic.ts";
import { type Coding, contrastMatrix, givenCoding } from "../../../../model/fixed/codings.ts";
import { matchArguments } from "../../../../model/formula/formula_functions.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../../../syntax/expr.ts";
import type { Call } from "../../../evaluation/call.ts";
import { codingNamed, CODINGS } from "../../../values/constants.ts";
import { factorCoding } from "../../../values/factor_coding.ts";
import { variableNames } from "../../../values/names.ts";
import type { FactorCoding } from "../../../values/value.ts";

/** Codings by factor: those of `options(contrasts = …)`, of the factors, then those of the call. */
export function contrastsOf(
  call: Call,
  expr: Expr,
  table: Table,
): { contrasts: Record<string, Coding>; numberedContrasts: string[] } {
  const numberedContrasts: string[] = [];
  const data = call.optional("data");
  const { unordered, ordered } = call.scope.settings.contrasts;
  const codings: Record<string, Coding> = {};
  for (const name of variableNames(expr)) {
    const column = table.column(name);
    if (!column || column.kind === "numeric") continue;
    const isOrdered = column.kind === "factor" && column.ordered;
    const coding = isOrdered ? ordered : unordered;
    if (coding !== (isOrdered ? "poly" : "treatment")) codings[name] = coding;
    const own = data?.kind === "frame" && data.table.column(name)
      ? data.codings?.get(name)
      : codingInScope(call, name);
    if (!own) continue;
    codings[name] = own.coding ?? unknownCoding(call, "data", name);
    if (own.numbered) numberedContrasts.push(name);
  }
  for (const each of codedIn(expr)) {
    const label = deparse(each);
    const { coding, numbered } = codingWritten(call, each, table);
    codings[label] = coding ??
      unknownCoding(call, call.has("formula") ? "formula" : "object", label);
    if (numbered) numberedContrasts.push(label);
  }
  const chosen = { contrasts: codings, numberedContrasts };
  if (!call.has("contrasts")) return chosen;
  const given = call.value("contrasts");
  if (given.kind === "null") return chosen;
  if (given.kind !== "list") {
    return call.wrong("contrasts", "a list", given, "Write list(Trt = contr.sum)");
  }
  for (const { name, value } of given.items) {
    if (name === null) return unknownCoding(call, "contrasts", null);
    const column = table.column(name);
    const levels = column?.kind === "factor" ? column.levels : null;
    const { coding, numbered } = factorCoding(value, levels, true);
    codings[name] = coding ?? unknownCoding(call, "contrasts", name);
    const before = numberedContrasts.indexOf(name);
    if (before >= 0) numberedContrasts.splice(before, 1);
    if (numbered) numberedContrasts.push(name);
  }
  return chosen;
}

/** Calls of `C()` in a formula that say which coding a factor has. */
function codedIn(expr: Expr): CallExpr[] {
  if (expr.kind !== "call") return [];
  const own = expr.callee.kind === "name" && expr.callee.name === "C" && expr.args.length > 1;
  return own ? [expr] : expr.args.flatMap((a) => a.value ? codedIn(a.value) : []);
}

/** The coding of `C(x, contr, how.many)`; a function may be named without its `contr.`. */
function codingWritten(call: Call, written: CallExpr, table: Table): FactorCoding {
  const args = matchArguments(written, ["object", "contr", "how.many"]);
  const of = args.object?.kind === "name" ? table.column(args.object.name) : undefined;
  const levels = of ? asFactor(of).levels : null;
  const contr = args.contr!;
  const named = contr.kind === "name" ? codingNamed(`contr.${contr.name}`) : undefined;
  const evaluated = (e: Expr) => call.context.evaluate(e, call.scope);
  const found: FactorCoding = named
    ? { coding: named, numbered: false }
    : factorCoding(evaluated(contr), levels, !args["how.many"]);
  if (!args["how.many"] || found.coding === null || levels === null) return found;
  const many = evaluated(args["how.many"]);
  const wanted = many.kind === "numeric" ? many.values[0]! : NaN;
  const { values, names } = contrastMatrix(found.coding, levels, found.numbered);
  return {
    coding: wanted >= 1 && wanted < levels.length
      ? givenCoding(values, levels.length, names, wanted)
      : null,
    numbered: false,
  };
}

/** The coding of a factor that stands outside of the data. */
function codingInScope(call: Call, name: string): FactorCoding | undefined {
  const value = call.scope.has(name) ? call.scope.get(name) : undefined;
  return value?.kind === "factor" ? value.coding : undefined;
}

function unknownCoding(call: Call, argument: string, name: string | null): never {
  const known = Object.keys(CODINGS).join(", ");
  return fail(
    "wrong-argument",
    name === null
      ? "Contrasts are given by factor"
      : `The coding of ${name} is none that models know`,
    {
      span: call.spanOf(argument),
      hint:
        `Write list(Trt = contr.sum); codings are ${known}, or a matrix with a row for each level`,
    },
  );
}
