/**
 * Verbs of means: `emmeans contrast pairs cld emtrends confint`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { textColumn } from "../../data/table_from.ts";
import { Table } from "../../data/table.ts";
import { cld } from "../../inference/cld.ts";
import type { FamilyOptions } from "../../inference/contrast_family.ts";
import { contrast, type ContrastOptions, pairs } from "../../inference/contrast.ts";
import {
  type ContrastTable,
  type ContrastWeights,
  type Method,
  METHODS,
} from "../../inference/contrast_table.ts";
import { emmeans, type EmmeansOptions } from "../../inference/emmeans.ts";
import { emtrends } from "../../inference/emtrends.ts";
import { WEIGHTS } from "../../inference/margins.ts";
import type { MeansGrid } from "../../inference/means_grid.ts";
import { regrid } from "../../inference/regrid.ts";
import { contrastsDescribed, methodNamed } from "../../inference/means_spec.ts";
import type { ShownLetters } from "../../render/shown.ts";
import type { Fit } from "../../model/fit.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse, deparseName } from "../../syntax/deparse.ts";
import type { Call } from "../call.ts";
import { asFrame } from "../frame.ts";
import {
  describe,
  type DisplayValue,
  type FitValue,
  frame,
  isVector,
  list,
  type ListValue,
  type MeansValue,
  type Value,
} from "../value.ts";
import { fromColumn, lengthOf, numbersOf, textsOf } from "../vector.ts";
import { type Verb, verb } from "../verb.ts";
import { modelIntervals } from "./intervals.ts";
import {
  adjustOf,
  emmList,
  inferenceOptions,
  lmerDdf,
  refuseFor,
  reshown,
  viewOptions,
} from "./views.ts";

/** A spec of means as the engine takes it: a formula, or names of factors. */
export function specOf(call: Call, name = "specs", value = call.value(name)): string | Expr {
  const by = call.has("by") ? call.texts("by") : [];
  if (value.kind === "formula") {
    if (by.length === 0) return value.expr;
    const { args } = value.expr;
    const right = args[args.length - 1]!.value!;
    return {
      ...value.expr,
      args: [...args.slice(0, -1), { ...args[0]!, value: groupedBy(right, by) }],
    };
  }
  if (value.kind === "character") {
    const names = textsOf(value).map((text) => deparseName(text ?? "NA")).join(" * ");
    return `~ ${names}${by.length > 0 ? ` | ${by.map(deparseName).join(" * ")}` : ""}`;
  }
  return call.wrong(name, "a formula or names of factors", value, "Write ~ Trt or ~ Trt | Day");
}

/** `right | by` as an expression. */
function groupedBy(right: Expr, by: readonly string[]): Expr {
  const { start, end } = right;
  const nameAt = (name: string): Expr => ({ kind: "name", name, start, end });
  const join = (operator: string, a: Expr, b: Expr): Expr => ({
    kind: "call",
    form: "infix",
    callee: { kind: "name", name: operator, start, end },
    args: [a, b].map((value) => ({ name: null, nameSpan: null, value, start, end })),
    start,
    end,
  });
  const group = by.slice(1).reduce((left, name) => join("*", left, nameAt(name)), nameAt(by[0]!));
  return join("|", right, group);
}

/** `at = list(Trt = "A", Days = c(0, 9))`. */
export function valuesAt(call: Call): EmmeansOptions["at"] {
  const value = call.value("at");
  if (value.kind !== "list") {
    return call.wrong("at", "a list", value, 'Write at = list(Trt = "A")');
  }
  const at: Record<string, (string | number)[]> = {};
  for (const { name, value: inner } of value.items) {
    if (name === null || !isVector(inner)) {
      fail("wrong-argument", "at gives values by variable", {
        span: call.spanOf("at"),
        hint: 'Write at = list(Trt = "A")',
      });
    }
    at[name] = inner.kind === "numeric"
      ? [...inner.values]
      : textsOf(inner).filter((t) => t !== null);
  }
  return at;
}

/** A family of contrasts, or weight vectors by name. */
function methodOf(call: Call, name: string): Method | ContrastWeights {
  const value = call.value(name);
  if (value.kind === "character" && value.values.length === 1) {
    return call.at(name, () => methodNamed(value.values[0] ?? ""));
  }
  const items = value.kind === "list"
    ? value.items
    : value.kind === "frame"
    ? value.table.columns.map((c): ListValue["items"][number] => ({
      name: c.name,
      value: fromColumn(c),
    }))
    : null;
  if (!items || items.length === 0) {
    return call.wrong(
      name,
      "a family of contrasts or a list of weights",
      value,
      `Families are ${METHODS.join(", ")}; weights are list("A - B" = c(1, -1, 0))`,
    );
  }
  return items.map((item): [string, number[]] => {
    const numbers = numbersOf(item.value);
    if (!numbers) return call.wrong(name, "a list of weights", item.value);
    return [item.name ?? "", [...numbers]];
  });
}

function referenceOf(call: Call): number | string {
  const value = call.value("ref");
  if (isVector(value) && lengthOf(value) === 1) {
    if (value.kind === "numeric") return value.values[0]!;
    return textsOf(value)[0] ?? "NA";
  }
  return call.wrong("ref", "a level or its number", value);
}

/** What families of contrasts are asked for besides. */
function familyOptions(call: Call): FamilyOptions {
  const options: FamilyOptions = {};
  if (call.has("ref")) options.ref = referenceOf(call);
  if (call.has("reverse")) options.reverse = call.flag("reverse", false);
  if (call.has("max.degree")) options.maxDegree = call.number("max.degree");
  return options;
}

function meansOptions(call: Call, fit: Fit): EmmeansOptions {
  const options: EmmeansOptions = {};
  const ddf = lmerDdf(call, fit);
  if (ddf) options.ddf = ddf;
  if (call.has("level")) options.level = call.number("level");
  if (call.has("offset")) options.offset = call.number("offset");
  if (call.has("at")) options.at = valuesAt(call);
  if (call.has("type")) {
    options.type = call.choice("type", ["link", "response", "lp"], "link") === "response"
      ? "response"
      : "link";
  }
  if (call.has("weights")) {
    const value = call.value("weights");
    options.weights = value.kind === "character"
      ? call.choice("weights", WEIGHTS, "equal")
      : [...call.numbers("weights")];
  }
  if (call.has("adjust")) options.adjust = adjustOf(call);
  return { ...options, ...familyOptions(call) };
}

/** Refuses data other than the model's, and a limit that would leave R without a df method. */
function refuseOtherGrounds(call: Call, { fit, dataName }: FitValue): void {
  const data = call.quoted("data");
  if (data && deparse(data) !== dataName) {
    fail("wrong-argument", "Means stand on the data of their model", {
      span: call.spanOf("data"),
      hint: "Leave data out, or give values with at = list(…)",
    });
  }
  for (const name of ["pbkrtest.limit", "lmerTest.limit"]) {
    if (!call.has(name) || call.number(name) >= fit.n) continue;
    fail("wrong-argument", `There are ${fit.n} rows, and df methods have no limit here`, {
      span: call.spanOf(name),
      hint: 'lmer.df = "asymptotic" leaves the df out',
    });
  }
}

function marginalMeans(call: Call): Value {
  const model = call.fit("object");
  const { fit } = model;
  refuseOtherGrounds(call, model);
  const options = meansOptions(call, fit);
  if (call.has("contr")) options.contrasts = methodOf(call, "contr");
  const make = (spec: string | Expr): MeansGrid =>
    call.at("specs", () => emmeans(fit, spec, options));
  const specs = call.value("specs");
  const made = specs.kind === "list"
    ? severalMeans(call, specs, make)
    : meansValue(make(specOf(call)));
  return inferred(call, made);
}

/** Means of each spec of a list, and their contrasts, by emmeans's names for them. */
function severalMeans(
  call: Call,
  specs: ListValue,
  make: (spec: string | Expr) => MeansGrid,
): ListValue {
  const items = specs.items.flatMap(({ name, value }): ListValue["items"][number][] => {
    const spec = specOf(call, "specs", value);
    const grid = make(spec);
    const { contrasts } = grid;
    const of = [grid.factors.join(", "), grid.by.join(", ")].filter((t) => t !== "").join(" | ");
    const means: Value = { kind: "means", grid };
    if (!contrasts) return [{ name: name ?? `emmeans of ${of}`, value: means }];
    const method = METHODS.find((m) => m === contrasts.method);
    const what = method ? contrastsDescribed(method) : "contrasts";
    return [
      { name: name === null ? `emmeans of ${of}` : `${name} emmeans`, value: means },
      {
        name: name === null ? `${what} of ${of}` : `${name} ${what}`,
        value: { kind: "contrasts", table: contrasts },
      },
    ];
  });
  return list(items, "emm_list");
}

/** The tests that `infer`, `null`, `side` and `delta` ask of means as they are made. */
function inferred(call: Call, value: Value): Value {
  const view = inferenceOptions(call);
  return Object.keys(view).length === 0 ? value : reshown(call, value, view) ?? value;
}

/** Means; with contrasts a list of both, as in R. */
function meansValue(grid: MeansGrid, name: "emmeans" | "emtrends" = "emmeans"): Value {
  if (!grid.contrasts) return { kind: "means", grid };
  return list([
    { name, value: { kind: "means", grid } },
    { name: "contrasts", value: { kind: "contrasts", table: grid.contrasts } },
  ], "emm_list");
}

function marginalTrends(call: Call): Value {
  const { fit } = call.fit("object");
  const options = meansOptions(call, fit);
  const spec = specOf(call);
  const variable = call.text("var");
  const trends = call.at("specs", () => emtrends(fit, spec, variable, options));
  return inferred(call, meansValue(trends, "emtrends"));
}

/** The means that an argument is; of a list the first, as in R. */
export function meansArgument(call: Call, name: string): MeansValue {
  const value = call.value(name);
  if (value.kind === "means") return value;
  const first = emmList(value)?.items[0]?.value;
  if (first?.kind === "means") return first;
  return call.wrong(name, "means", value, "emmeans(m, ~ Trt) gives means");
}

function contrastOptions(call: Call): ContrastOptions {
  const options: ContrastOptions = viewOptions(call);
  if (call.has("by")) {
    const value = call.value("by");
    options.by = value.kind === "null" ? null : call.texts("by");
  }
  if (call.has("simple")) options.simple = call.texts("simple");
  Object.assign(options, familyOptions(call));
  if (call.has("interaction")) {
    const value = call.value("interaction");
    options.interaction = value.kind === "character"
      ? call.texts("interaction").map((m) => call.at("interaction", () => methodNamed(m)))
      : call.flag("interaction", false);
  }
  return options;
}

/** What contrasts are made of: means, or contrasts again. */
function contrasted(call: Call, name: string): MeansGrid | ContrastTable {
  const value = call.value(name);
  return value.kind === "contrasts" ? value.table : meansArgument(call, name).grid;
}

function makeContrasts(call: Call): Value {
  const grid = contrasted(call, "object");
  const method = call.has("method") ? methodOf(call, "method") : "eff";
  const where = call.has("method") ? "method" : "object";
  return simpleContrasts(
    grid,
    contrastOptions(call),
    (options) => call.at(where, () => contrast(grid, method, options)),
  );
}

function makePairs(call: Call): Value {
  const grid = contrasted(call, "x");
  return simpleContrasts(
    grid,
    contrastOptions(call),
    (options) => call.at("x", () => pairs(grid, options)),
  );
}

/** One table; with `simple = "each"` a list of one for each factor. */
function simpleContrasts(
  grid: MeansGrid | ContrastTable,
  options: ContrastOptions,
  make: (options: ContrastOptions) => ContrastTable,
): Value {
  const each = String(options.simple) === "each" && grid.kind === "means";
  const factors = each ? [...grid.factors, ...grid.by] : [];
  if (factors.length < 2) {
    return { kind: "contrasts", table: make(each ? { ...options, simple: factors } : options) };
  }
  const items = factors.map((factor): ListValue["items"][number] => ({
    name: `simple contrasts for ${factor}`,
    value: { kind: "contrasts", table: make({ ...options, simple: factor }) },
  }));
  return list(items, "emm_list");
}

/** Means taken back to the scale of the response for good. */
function responseMeans(call: Call): Value {
  const { grid } = meansArgument(call, "object");
  call.choice("transform", ["response"], "response");
  return { kind: "means", grid: call.at("object", () => regrid(grid)) };
}

/** `update` of means and contrasts: the same ones shown otherwise. */
function updated(call: Call): Value {
  const value = call.value("object");
  return reshown(call, value, viewOptions(call)) ??
    call.wrong("object", "means or contrasts", value, "Fit a model anew with lm() or lmer()");
}

/** The alphabet of `Letters = LETTERS` or `"abc"`. */
function symbolsOf(call: Call): string[] {
  const texts = call.texts("Letters");
  const symbols = texts.length === 1 ? [...texts[0]!] : texts;
  if (symbols.length === 0 || new Set(symbols).size < symbols.length) {
    fail("wrong-argument", "Letters are signs that differ", {
      span: call.spanOf("Letters"),
      hint: "Write Letters = LETTERS",
    });
  }
  return symbols;
}

function letters(call: Call): Value {
  const { grid } = meansArgument(call, "object");
  const made = call.at("object", () =>
    cld(grid, {
      ...(call.has("alpha") ? { alpha: call.number("alpha") } : {}),
      ...(call.has("adjust") ? { adjust: adjustOf(call) } : {}),
      ...(call.has("level") ? { level: call.number("level") } : {}),
      ...(call.has("details") ? { details: call.flag("details", false) } : {}),
      ...(call.has("Letters") ? { symbols: symbolsOf(call) } : {}),
      ...(call.has("by") ? { by: call.value("by").kind === "null" ? null : call.texts("by") } : {}),
      ...(call.has("reversed") || call.has("decreasing")
        ? { reversed: call.flag("reversed", false) || call.flag("decreasing", false) }
        : {}),
      ...(call.has("sort") ? { sort: call.flag("sort", true) } : {}),
    }));
  const { comparisons, ...display } = made;
  const shown: ShownLetters = display;
  const makeFrame = () => {
    const means = asFrame({ kind: "means", grid: shown.table as MeansGrid })!.table;
    return frame(new Table([...means.columns, textColumn(".group", shown.letters)]));
  };
  const value: DisplayValue = {
    kind: "display",
    shown,
    what: "means with letters",
    frame: makeFrame,
    parts: {},
  };
  if (!comparisons) return value;
  return list([
    { name: "emmeans", value },
    { name: "comparisons", value: { kind: "contrasts", table: comparisons } },
  ]);
}

/** Intervals of means and contrasts, or of a model's parameters. */
function intervals(call: Call): Value {
  const value = call.value("object");
  if (value.kind !== "fit") {
    const names = ["parm", "method", "nsim", "seed"];
    refuseFor(call, names, describe(value), "It belongs to the parameters of a model");
  }
  const shown = reshown(call, value, { ...viewOptions(call), show: "interval" });
  if (shown) return shown;
  if (value.kind === "fit") return modelIntervals(call, value);
  return call.wrong("object", "means, contrasts or a model", value);
}

const MORE =
  "by?, contr?, at?, level?, weights?, type?, adjust?, infer?, null?, side?, delta?, lmer.df?, mode?, ref?, reverse?, max.degree?";
const VIEW = "infer?, adjust?, level?, type?, side?, delta?, null?";

/** Verbs of means. */
export const MEANS: readonly Verb[] = [
  verb(
    "emmeans",
    `object, specs, ${MORE}, offset?, data?, pbkrtest.limit?, lmerTest.limit?`,
    "estimated marginal means",
    marginalMeans,
  ),
  verb(
    "emtrends",
    "object, specs, var, by?, at?, level?, weights?, type?, adjust?, infer?, null?, side?, " +
      "delta?, lmer.df?, mode?, ref?, reverse?",
    "slopes of a covariate at the levels of factors",
    marginalTrends,
  ),
  verb(
    "contrast",
    `object, method?, interaction?, by?, simple?, ref?, reverse?, max.degree?, ${VIEW}`,
    "contrasts of means",
    makeContrasts,
  ),
  verb("pairs", `x, reverse?, by?, simple?, ${VIEW}`, "all differences of means", makePairs),
  verb(
    "regrid",
    "object, transform?",
    "means taken back to the scale of the response, so that contrasts are differences there",
    responseMeans,
  ),
  verb("update", `object, by?, ${VIEW}`, "means or contrasts shown otherwise", updated),
  verb(
    "cld",
    "object, details?, sort?, by?, alpha?, Letters?, reversed?, decreasing?, adjust?, level?",
    "means with letters: those that share one do not differ",
    letters,
  ),
  verb(
    "confint",
    `object, parm?, level?, method?, nsim?, seed?, oldNames~, by?, adjust?, type?, side?, delta?, null?`,
    "intervals of means, of contrasts, of a model's parameters",
    intervals,
  ),
];
