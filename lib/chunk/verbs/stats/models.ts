/**
 * What every verb that fits a model has in common, and `lm`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { Fit } from "../../../model/fit.ts";
import type { Coding } from "../../../model/fixed/codings.ts";
import type { ModelOptions } from "../../../model/fixed/build.ts";
import { lm } from "../../../model/linear/lm.ts";
import { briefOf } from "../../../render/summary.ts";
import type { ShownSummary } from "../../../render/shown.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Argument, CallExpr, Expr, NameExpr } from "../../../syntax/expr.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import { contrastsOf } from "./columns/codings.ts";
import {
  type ModelData,
  modelData,
  pageNames,
  weightsOf,
  withPartsNamed,
} from "../../page/model_data.ts";
import type { ModelRows } from "../../values/rows_used.ts";
import { modelRows } from "../../page/model_rows.ts";
import type { FitValue, Value, WrittenCall } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { ASKED_OF_RESPONSES, severalResponses } from "./responses.ts";

/** A formula argument: written as one, or as text. */
function formulaOf(call: Call, name: string): { expr: Expr; here: boolean } {
  const value = call.value(name);
  if (value.kind === "formula") {
    return { expr: value.expr, here: value.source === call.context.source };
  }
  if (value.kind === "character") {
    const text = call.text(name);
    return { expr: call.at(name, () => parseExpression(text)), here: false };
  }
  return call.wrong(name, "a formula", value, "Write one with a tilde, such as y ~ x");
}

/** `offset = x` is a term `offset(x)` of the formula. */
function withOffset(call: Call, expr: Expr): Expr {
  const known = call.quoted("offset");
  if (!known || known.kind === "null") return expr;
  const { start, end } = known;
  const place = { start, end };
  const named = (name: string): NameExpr => ({ kind: "name", name, ...place });
  const argument = (value: Expr): Argument => ({ name: null, nameSpan: null, value, ...place });
  const term: CallExpr = {
    kind: "call",
    form: "prefix",
    callee: named("offset"),
    args: [argument(known)],
    ...place,
  };
  if (expr.kind !== "call" || expr.args.length === 0) return expr; // no formula: lm() says so
  const right = expr.args.at(-1)!;
  const sum: CallExpr = {
    kind: "call",
    form: "infix",
    callee: named("+"),
    args: [right, argument(term)],
    start: right.start,
    end: right.end,
  };
  return { ...expr, args: [...expr.args.slice(0, -1), { ...right, value: sum }] };
}

/** What would make something else than a fit, and what R stops at. */
function refuseOther(call: Call): void {
  const name = call.verb.name;
  call.only("method", ["qr"], `${name}() fits by QR decomposition`, "Leave method out");
  call.only(
    "devFunOnly",
    [false],
    `${name}() gives a fit`,
    "logLik(m) is the value at the optimum",
  );
}

function refuseSingular(call: Call, fit: Fit): void {
  if (call.flag("singular.ok", true)) return;
  const names = fit.coefficients.filter((c) => c.aliased).map((c) => c.name);
  if (names.length === 0) return;
  fail("aliased-coefficients", `The data cannot tell all coefficients: ${names.join(", ")}`, {
    span: call.spanOf("singular.ok"),
    hint: "singular.ok = TRUE leaves them out",
  });
}

/** Names that `contrasts =` gives codings for. */
function codedNames(call: Call): string[] {
  const given = call.optional("contrasts");
  return given?.kind === "list" ? given.items.map((i) => i.name ?? "") : [];
}

/** Remarks of a fit that stand where it is made: they are about the data. */
const TOLD: ReadonlySet<string> = new Set([
  "same-covariance",
  "dropped-rows",
  "coding-dropped",
  "undefined-values",
  "weightless-rows",
]);

/** Options of every fitter. */
interface FitterOptions extends ModelOptions {
  contrasts: Record<string, Coding>;
  numberedContrasts: string[];
}

/** What fits a class of models, once its arguments are read. */
type Fitter = (call: Call, formula: Expr, data: Table, options: FitterOptions) => Fit;

/**
 * Reads what every fitter is asked, fits, and says what is to be said of the data.
 *
 * @param argument which is the formula of the fixed effects
 */
export function fitModel(call: Call, fitter: Fitter, argument = "formula"): Value {
  // nlme's models are by REML or ML, and their weights are no column
  const nlme = argument !== "formula";
  // and the method of mmrm is one of df
  if (!nlme && call.verb.name !== "mmrm") refuseOther(call);
  const { expr: written, here } = formulaOf(call, argument);
  const expr = withPartsNamed(withOffset(call, written), pageNames(call));
  const data = modelData(call, expr);
  const { table, weights } = nlme
    ? { table: data.table, weights: null }
    : weightsOf(call, data.table);
  const options = {
    ...contrastsOf(call, expr, table),
    ...(weights === null ? {} : { weights }),
  };
  const run = (): Fit => fitter(call, expr, table, options);
  const fit = here ? call.inSource(argument, run) : call.at(argument, run);
  refuseSingular(call, fit);
  const weightsWritten = weights === null ? null : call.quoted("weights");
  const rows = modelRows(call, fit, data.rowNames, table.nrow);
  // The data of a block's options are named by its call in R alone
  const own = call.has("data") || data.name === null || !call.expr;
  const source = own ? call.matchedSource : call.source;
  const coded = codedNames(call);
  for (const { code, text, data } of fit.notes) {
    const told = code === "coding-passed-over"
      ? coded.includes((data as { name: string }).name)
      : TOLD.has(code);
    if (told) call.note(code, text, data);
  }
  const named = weightsWritten ? deparse(weightsWritten) : null;
  return fitValue(fit, data, rows, source, named, call.written);
}

/** The same call's value with another fit in it: of another criterion, or of another response. */
export function withFit(value: FitValue, fit: Fit): FitValue {
  const { call, dataName: data, weights } = value;
  return {
    ...value,
    fit,
    brief: () => ({ ...briefOf(fit), call, data, ...(weights === null ? {} : { weights }) }),
  };
}

/** A fit as a value. */
function fitValue(
  fit: Fit,
  data: ModelData,
  rows: ModelRows,
  call: string,
  weights: string | null,
  written: WrittenCall,
): FitValue {
  return {
    kind: "fit",
    fit,
    data: data.table,
    rows,
    dataName: data.name,
    weights,
    call,
    written,
    brief: () => ({
      ...briefOf(fit),
      call,
      data: data.name,
      ...(weights === null ? {} : { weights }),
      ...writtenBeside(fit.formula, written),
    }),
  };
}

/** What lme4 and glmmTMB print of a call below its formula; an offset that is an argument is none of it. */
export function writtenBeside(
  formula: string,
  { args }: WrittenCall,
): Pick<ShownSummary, "offset" | "control" | "subset"> & { formula: string } {
  const text = (name: string): string | null => {
    const expr = args.find((a) => a.name === name)?.expr;
    return expr && expr.kind !== "null" ? deparse(expr) : null;
  };
  const [offset, control, subset] = [text("offset"), text("control"), text("subset")];
  const added = offset === null ? "" : ` + offset(${offset})`;
  const own = added !== "" && formula.endsWith(added) ? formula.slice(0, -added.length) : formula;
  return {
    formula: own,
    ...(offset === null ? {} : { offset }),
    ...(control === null || control === "lmerControl()" ? {} : { control }),
    ...(subset === null ? {} : { subset }),
  };
}

/** A linear model. */
export const LM: Verb = {
  makes: ASKED_OF_RESPONSES,
  ...verb(
    "lm",
    "formula, data?, subset?, weights?, na.action?, method?, model~, x~, y~, qr~, singular.ok?, " +
      "contrasts?, offset?",
    "a linear model, by least squares",
    (call) =>
      severalResponses(call, ["mlm", "lm"]) ??
        fitModel(call, (_, formula, data, options) => lm(formula, data, options)),
  ),
};
