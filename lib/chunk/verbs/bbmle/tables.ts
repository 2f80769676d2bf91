/**
 * Verbs that put models in the order of a criterion: `AICtab AICctab BICtab` of bbmle, `aictab` of
 * AICcmodavg.
 *
 * Source: Burnham & Anderson (2002), Model Selection and Multimodel Inference, chapter 2.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { textColumn } from "../../../data/table_from.ts";
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

interface Named {
  name: string;
  fit: Fit;
}

/** A column as it is shown and as a number. */
interface TableColumn {
  name: string;
  values: readonly number[];
  cells: readonly string[];
}

function weightsOf(values: readonly number[]): number[] {
  const best = least(values);
  const raw = values.map((v) => Math.exp(-(v - best) / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / total);
}

function shownTable(
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

const inList = (items: readonly { name: string | null; value: Value }[]): Named[] =>
  items.flatMap(({ name, value }, i) =>
    value.kind === "fit" ? [{ name: name ?? `model${i + 1}`, fit: value.fit }] : []
  );

function checked(call: Call, models: Named[]): Named[] {
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

const CRITERIA: Readonly<Record<string, (fit: Fit) => number>> = {
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

/** `aictab` of AICcmodavg. */
function selection(call: Call): Value {
  const given = call.value("cand.set");
  if (given.kind !== "list") {
    return call.wrong("cand.set", "a list of models", given, "Write aictab(list(a = m1, b = m2))");
  }
  const names = call.has("modnames") && call.value("modnames").kind !== "null"
    ? call.texts("modnames")
    : null;
  const models = checked(call, inList(given.items))
    .map((m, i) => ({ ...m, name: names?.[i] ?? m.name }));
  if (models.length < given.items.length) {
    call.wrong("cand.set", "a list of models", given, "Write aictab(list(a = m1, b = m2))");
  }
  const second = call.flag("second.ord", true);
  const criterion = second ? "AICc" : "AIC";
  const value = call.at("cand.set", () => models.map(({ fit }) => CRITERIA[criterion]!(fit)));
  const order = [...models.keys()];
  if (call.flag("sort", true)) order.sort((a, b) => value[a]! - value[b]!);
  const weights = weightsOf(value);
  const best = least(value);
  let sum = 0;
  const restricted = models.every(({ fit }) => fit.likelihood.method === "REML");
  const rows = order.map((i) => [
    parameterCount(models[i]!.fit),
    value[i]!,
    value[i]! - best,
    weights[i]!,
    sum += weights[i]!,
    models[i]!.fit.logLik,
  ]);
  const heads = [
    "K",
    criterion,
    `Delta_${criterion}`,
    `${criterion}Wt`,
    "Cum.Wt",
    restricted ? "Res.LL" : "LL",
  ];
  const columns = heads.map((name, j): TableColumn => ({
    name,
    values: rows.map((r) => r[j]!),
    cells: rows.map((r) => j === 0 ? String(r[j]) : r[j]!.toFixed(2)),
  }));
  const head = ["", `Model selection based on ${criterion}:`, ""];
  const made = shownTable(head, order.map((i) => models[i]!), columns);
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn("Modnames", order.map((i) => models[i]!.name)),
        ...columns.map((c) => numberColumn(c.name, c.values)),
      ]),
    );
  return { ...made, frame: makeFrame };
}

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
  verbOf("AICcmodavg")(
    "aictab",
    "cand.set, modnames?, second.ord?, nobs!NULL, sort?, c.hat!1",
    "models in the order of AIC with their weights",
    selection,
  ),
];
