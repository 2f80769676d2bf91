/**
 * Verbs that fit models: `lm` and `lmer`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import { coefficientTests } from "../../inference/coefficient_tests.ts";
import type { Coding, LinearMixedModel, LinearModel } from "../../model/fit.ts";
import { lm } from "../../model/lm.ts";
import { lmer } from "../../model/lmer.ts";
import { summaryOf } from "../../render/summary.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { Call } from "../call.ts";
import { codingNamed, CODINGS } from "../constants.ts";
import { type ModelData, modelData, weightsOf } from "../model_data.ts";
import { type ModelRows, modelRows } from "../model_rows.ts";
import { variableNames } from "../names.ts";
import { type FitValue, isVector, NULL, type Value } from "../value.ts";
import { textsOf } from "../vector.ts";
import { type Verb, verb } from "../verb.ts";

/** A formula argument: written as one, or as text. */
function formulaOf(call: Call): { expr: Expr; here: boolean } {
  const value = call.value("formula");
  if (value.kind === "formula") {
    return { expr: value.expr, here: value.block === call.context.block };
  }
  if (value.kind === "character") {
    const text = call.text("formula");
    return { expr: call.at("formula", () => parseExpression(text)), here: false };
  }
  return call.wrong("formula", "a formula", value, "Write one with a tilde, such as y ~ x");
}

/** The coding that a value names: `contr.sum` or `"contr.sum"`. */
function codingOf(value: Value): Coding | null {
  if (value.kind === "coding") return value.coding;
  if (value.kind !== "character" || value.values.length !== 1) return null;
  return codingNamed(value.values[0] ?? "") ?? null;
}

/** Codings by factor: those of `options(contrasts = …)`, then those of the call. */
function contrastsOf(
  call: Call,
  expr: Expr,
  table: Table,
): { contrasts: Record<string, Coding>; numberedContrasts: string[] } {
  const numberedContrasts: string[] = [];
  const { unordered, ordered } = call.scope.settings.contrasts;
  const codings: Record<string, Coding> = {};
  for (const name of variableNames(expr)) {
    const column = table.column(name);
    if (!column || column.kind === "numeric") continue;
    const isOrdered = column.kind === "factor" && column.ordered;
    const coding = isOrdered ? ordered : unordered;
    if (coding !== (isOrdered ? "poly" : "treatment")) codings[name] = coding;
  }
  const chosen = { contrasts: codings, numberedContrasts };
  if (!call.has("contrasts")) return chosen;
  const given = call.value("contrasts");
  if (given.kind === "null") return chosen;
  if (given.kind !== "list") {
    return call.wrong("contrasts", "a list", given, "Write list(Trt = contr.sum)");
  }
  for (const { name, value } of given.items) {
    const coding = codingOf(value);
    if (name === null || coding === null) {
      fail("wrong-argument", "Contrasts are given by factor", {
        span: call.spanOf("contrasts"),
        hint: `Write list(Trt = contr.sum); codings are ${Object.keys(CODINGS).join(", ")}`,
      });
    }
    codings[name] = coding;
    // R calls a function with the number of levels, and a name with the levels
    if (value.kind === "coding") numberedContrasts.push(name);
  }
  return chosen;
}

function fitModel(call: Call): Value {
  const { expr, here } = formulaOf(call);
  const data = modelData(call, expr);
  const { table, weights } = weightsOf(call, data.table);
  const options = {
    ...contrastsOf(call, expr, table),
    ...(weights === null ? {} : { weights }),
  };
  const run = (): LinearModel | LinearMixedModel =>
    call.verb.name === "lm"
      ? lm(expr, table, options)
      : lmer(expr, table, { ...options, reml: call.flag("REML", true) });
  const fit = here ? call.inSource("formula", run) : call.at("formula", run);
  const written = call.quoted("weights");
  const rows = modelRows(call, fit, data.rowNames, table.nrow);
  const source = call.has("data") ? call.matchedSource : call.source;
  for (const { code, text, data } of fit.notes) {
    if (code === "dropped-rows" || code === "undefined-values") call.note(code, text, data);
  }
  return fitValue(fit, data, rows, source, written ? deparse(written) : null);
}

/** A fit as a value. */
export function fitValue(
  fit: LinearModel | LinearMixedModel,
  data: ModelData,
  rows: ModelRows,
  call: string,
  weights: string | null,
): FitValue {
  return {
    kind: "fit",
    fit,
    data: data.table,
    rows,
    dataName: data.name,
    weights,
    call,
    summary: () => ({
      ...summaryOf(
        fit,
        coefficientTests(fit, { ddf: fit.kind === "lmer" ? "satterthwaite" : "residual" }),
      ),
      call,
      data: data.name,
      ...(weights === null ? {} : { weights }),
    }),
  };
}

// ---- options() ------------------------------------------------------------------------------

/** Options of R that would change a number or how it is written. */
const OF_NUMBERS: Readonly<Record<string, string>> = {
  digits: "round() and signif() set digits; a block's `digits` option does so for tables",
  scipen: "round() and signif() set digits; a block's `digits` option does so for tables",
  OutDec: "Numbers have a decimal point",
  "digits.secs": "Leave it out",
  stringsAsFactors: "read.csv() and data.frame() have stringsAsFactors",
  "na.action": "lm() and lmer() have na.action",
  "knitr.kable.NA": "Missing cells are shown as NA",
};

function setOptions(call: Call): Value {
  for (const arg of call.rest) {
    if (arg.name !== null && Object.hasOwn(OF_NUMBERS, arg.name)) {
      fail("unknown-argument", `options() cannot set ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        hint: OF_NUMBERS[arg.name]!,
      });
    }
    if (arg.name !== "contrasts") {
      const close = nearest(arg.name ?? "", ["contrasts"]);
      call.note(
        "passed-over",
        `options(): ${arg.name ?? "an argument without a name"} is passed over` +
          (close ? `; did you mean ${close}?` : ""),
      );
      continue;
    }
    const value = call.evaluate(arg);
    const codings = isVector(value) ? textsOf(value).map((t) => codingNamed(t ?? "")) : [];
    const [unordered, ordered] = codings;
    if (codings.length !== 2 || !unordered || !ordered) {
      fail("wrong-argument", "options(contrasts = …) takes two codings", {
        span: arg.span,
        hint: 'Write c("contr.sum", "contr.poly")',
      });
    }
    call.scope.settings.contrasts = { unordered, ordered };
  }
  return NULL;
}

/** Verbs that fit models. */
export const MODELS: readonly Verb[] = [
  verb(
    "lm",
    'formula, data?, subset?, weights?, na.action?, method!"qr", model~, x~, y~, qr~, singular.ok!TRUE, ' +
      "contrasts?",
    "a linear model, by least squares",
    fitModel,
  ),
  verb(
    "lmer",
    "formula, data?, REML?, control~, start~, verbose~, subset?, weights?, na.action?, " +
      "contrasts?, devFunOnly!FALSE",
    "a linear mixed model, by REML or maximum likelihood",
    fitModel,
  ),
  verb("options", "...", "codings of factors: options(contrasts = …)", setOptions),
];
