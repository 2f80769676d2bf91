/**
 * Verbs that put models in the order of a criterion: `AICtab AICctab BICtab`.
 *
 * Source: Burnham & Anderson (2002), Model Selection and Multimodel Inference, chapter 2.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { aicc, parameterCount } from "../../../model/criteria.ts";
import type { Fit } from "../../../model/fit.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { textColumns } from "../../../language/print/analyses.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { PAGE_CONSOLE } from "../../values/scope.ts";
import { type DisplayValue, frame, type FrameValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";

/** A model by its name. */
export interface Named {
  name: string;
  fit: Fit;
}

/** A column as it is shown and as a number. */
export interface TableColumn {
  name: string;
  values: readonly number[];
  cells: readonly string[];
}

/** Akaike's weights. */
export function weightsOf(values: readonly number[]): number[] {
  const best = least(values);
  const raw = values.map((v) => Math.exp(-(v - best) / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / total);
}

/** A table of models. */
export function shownTable(
  head: string[],
  models: readonly Named[],
  columns: readonly TableColumn[],
  left = false,
): DisplayValue {
  const lines = textColumns(
    models.map((m) => m.name),
    columns.map(({ name, cells }) => {
      if (!left) return { head: name, cells };
      const width = greatest(cells.map((t) => t.length), name.length);
      return { head: name.padEnd(width), cells: cells.map((t) => t.padEnd(width)) };
    }),
    PAGE_CONSOLE,
  );
  const makeFrame = (): FrameValue =>
    frame(
      new Table(columns.map((c) => numberColumn(c.name, c.values))),
      models.map((m) => m.name),
    );
  return {
    kind: "display",
    shown: { kind: "text", text: [...head, ...lines].join("\n") },
    what: "a table of models",
    frame: makeFrame,
    parts: {},
  };
}

/** Models of a call, or of a list among its arguments. */
function modelsOf(call: Call): Named[] {
  const found: Named[] = call.rest.flatMap((arg): Named[] => {
    if (arg.name !== null) return call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind === "fit") {
      return [{ name: arg.expr ? deparse(arg.expr) : "", fit: value.fit }];
    }
    if (value.kind === "list") return inList(value.items);
    return fail("wrong-argument", `${call.verb.name}() takes models`, { span: arg.span });
  });
  return checked(call, found);
}

/** Models of a list. */
export const inList = (items: readonly { name: string | null; value: Value }[]): Named[] =>
  items.flatMap(({ name, value }, i) =>
    value.kind === "fit" ? [{ name: name ?? `model${i + 1}`, fit: value.fit }] : []
  );

/** Refuses what does not compare. */
export function checked(call: Call, models: Named[]): Named[] {
  if (models.length === 0) {
    fail("compare-one", `${call.verb.name}() takes models`, {
      span: call.span,
      hint: "Write AICtab(m1, m2)",
    });
  }
  if (new Set(models.map(({ fit }) => fit.n)).size > 1) {
    fail("compare-rows", "The models were fitted to different numbers of rows", {
      span: call.span,
      hint: "Drop the rows with missing values before fitting, so that all models use the same",
    });
  }
  if (models.some(({ fit }) => fit.marginal?.pseudo)) {
    fail("no-likelihood", "Pseudo-likelihoods do not compare", { span: call.span });
  }
  if (new Set(models.map(({ fit }) => fit.likelihood.method === "REML")).size > 1) {
    call.note(
      "different-criteria",
      `${call.verb.name}(): restricted and full likelihoods are not compared by their size`,
    );
  }
  return models;
}

/** Criteria by name. */
export const CRITERIA: Readonly<Record<string, (fit: Fit) => number>> = {
  AIC: (fit) => fit.aic,
  AICc: aicc,
  BIC: (fit) => fit.bic,
};

function ordered(call: Call, criterion: keyof typeof CRITERIA): Value {
  const names = call.has("mnames") ? call.texts("mnames") : null;
  const models = modelsOf(call).map((m, i) => ({ ...m, name: names?.[i] ?? m.name }));
  const value = call.at("...", () => models.map(({ fit }) => CRITERIA[criterion]!(fit)));
  const base = call.flag("base", false);
  const withLikelihood = call.flag("logLik", false);
  const withWeights = call.flag("weights", false);
  const best = least(value);
  const order = [...models.keys()];
  if (call.flag("sort", true)) order.sort((a, b) => value[a]! - value[b]!);
  const weights = weightsOf(value);
  const lowest = least(models.map(({ fit }) => fit.logLik));
  const tenth = (x: number): string => x.toFixed(1);
  const columns: TableColumn[] = [];
  const add = (name: string, of: (i: number) => number, cell: (x: number) => string): void => {
    const own = order.map(of);
    columns.push({ name, values: own, cells: own.map(cell) });
  };
  if (base && withLikelihood) add("logLik", (i) => models[i]!.fit.logLik, tenth);
  if (base) add(criterion, (i) => value[i]!, tenth);
  if (withLikelihood) add("dLogLik", (i) => models[i]!.fit.logLik - lowest, tenth);
  if (call.flag("delta", true)) add(`d${criterion}`, (i) => value[i]! - best, tenth);
  // the criteria have one width, and stand to the left
  const width = greatest(columns.flatMap((c) => c.cells.map((t) => t.length)), 0);
  const alike = columns.map((c) => ({ ...c, cells: c.cells.map((t) => t.padStart(width)) }));
  columns.splice(0, columns.length, ...alike);
  add("df", (i) => parameterCount(models[i]!.fit), String);
  if (withWeights) add("weight", (i) => weights[i]!, weightCell);
  return shownTable([], order.map((i) => models[i]!), columns, true);
}

const weightCell = (w: number): string =>
  w < 0.001 ? "<0.001" : formatNumber(Math.round(w * 1e4) / 1e4);

const PARAMETERS = "..., base?, weights?, delta?, sort?, logLik?, mnames?";

/** Tables of models by a criterion. */
export const MODEL_SELECTION: readonly Verb[] = [
  verbOf("bbmle")("AICtab", PARAMETERS, "models in the order of AIC", (c) => ordered(c, "AIC")),
  verbOf("bbmle")(
    "AICctab",
    `${PARAMETERS}, nobs~`,
    "models in the order of AIC corrected for small samples",
    (c) => ordered(c, "AICc"),
  ),
  verbOf("bbmle")(
    "BICtab",
    `${PARAMETERS}, nobs~`,
    "models in the order of BIC",
    (c) => ordered(c, "BIC"),
  ),
];
