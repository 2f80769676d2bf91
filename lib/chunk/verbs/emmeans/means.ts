/**
 * Verbs of means: `emmeans emtrends contrast pairs regrid update cld`.
 *
 * @module
 */
import { COLUMN_ARGUMENTS, PAIRS_OF_COLUMNS } from "../../bridge/pairs_of_columns.ts";
import { fail } from "../../../diagnostic.ts";
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { cld } from "../../../inference/contrast/cld.ts";
import { contrast, type ContrastOptions, pairs } from "../../../inference/contrast/contrast.ts";
import type { ContrastTable } from "../../../inference/contrast/contrast_table.ts";
import { METHODS } from "../../../inference/contrast/method.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import { emtrends } from "../../../inference/means/emtrends.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { regrid } from "../../../inference/means/regrid.ts";
import { contrastsDescribed } from "../../../inference/means/means_spec.ts";
import type { ShownLetters } from "../../../render/shown.ts";
import { LETTER_COLUMNS } from "../../../render/text/means.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { Call } from "../../evaluation/call.ts";
import { matchArguments, type Supplied } from "../../evaluation/signature.ts";
import { asFrame } from "../../values/frame.ts";
import {
  type DisplayValue,
  type FitValue,
  frame,
  list,
  type ListValue,
  type MeansValue,
  type Value,
} from "../../values/value.ts";
import { type Verb, verb, verbOf } from "../../evaluation/verb.ts";
import { contrastOptions, meansOptions, methodOf, specOf } from "./means_arguments.ts";
import { adjustOf, emmList, inferenceOptions, reshown, viewOptions } from "./views.ts";

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
  const bare = call.quoted("specs");
  if (bare?.kind === "name" && !call.scope.has(bare.name)) {
    fail("wrong-argument", `The means of ${bare.name} are asked for by a formula`, {
      span: call.spanOf("specs"),
      hint: `Write ~ ${deparse(bare)}`,
    });
  }
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
function meansArgument(call: Call, name: string): MeansValue {
  const value = call.value(name);
  if (value.kind === "means") return value;
  const first = emmList(value)?.items[0]?.value;
  if (first?.kind === "means") return first;
  return call.wrong(name, "means", value, "emmeans(m, ~ Trt) gives means");
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
      ...(call.has("delta") ? { delta: Math.abs(call.number("delta")) } : {}),
      ...(call.has("signif.sets") ? { significant: call.flag("signif.sets", false) } : {}),
    }));
  const { comparisons, ...display } = made;
  const shown: ShownLetters = display;
  const makeFrame = () => {
    const means = asFrame({ kind: "means", grid: shown.table as MeansGrid })!.table;
    return frame(
      new Table([
        ...means.columns,
        textColumn(LETTER_COLUMNS[shown.sets ?? "same"], shown.letters),
      ]),
    );
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

const ofEmmeans = verbOf("emmeans");
const MORE =
  "by?, contr?, at?, level?, weights?, type?, adjust?, infer?, null?, side?, delta?, lmer.df?, mode?, ref?, reverse?, max.degree?, " +
  "df?, bias.adjust?, sigma?, cov.reduce?, cov.keep?, include?, exclude?, nesting?, rg.limit~";
const VIEW = "infer?, adjust?, level?, type?, side?, delta?, null?, df?";

/** What `update` is of means and contrasts. */
const UPDATE_MEANS: Verb = verb(
  "update",
  `object, by?, ${VIEW}, cross.adjust?, bias.adjust?, sigma?`,
  "means or contrasts shown otherwise",
  updated,
);

/** Means or contrasts shown otherwise, as the arguments of another call ask. */
export function updateMeans(call: Call, given: readonly Supplied[]): Value {
  const matched = matchArguments(UPDATE_MEANS, given);
  const { expr, span, context, scope } = call;
  return UPDATE_MEANS.run(new Call(UPDATE_MEANS, expr, span, matched, context, scope));
}

/** Differences of means, or a picture of a table. */
function pairsOf(call: Call): Value {
  const x = call.value("x");
  if (x.kind === "frame" || x.kind === "matrix" || x.kind === "formula") {
    return PAIRS_OF_COLUMNS.now()(call);
  }
  for (const name of COLUMN_ARGUMENTS) {
    const given = call.supplied(name);
    if (given) call.refuse({ ...given, name });
  }
  return makePairs(call);
}

/** Verbs of means. */
export const MEANS: readonly Verb[] = [
  ofEmmeans(
    "emmeans",
    `object, specs, ${MORE}, offset?, component?, data?, pbkrtest.limit?, lmerTest.limit?`,
    "estimated marginal means",
    marginalMeans,
  ),
  ofEmmeans(
    "emtrends",
    "object, specs, var, by?, at?, level?, weights?, type?, adjust?, infer?, null?, side?, " +
      "delta?, lmer.df?, mode?, ref?, reverse?, df?, cov.reduce?, cov.keep?, include?, exclude?",
    "slopes of a covariate at the levels of factors",
    marginalTrends,
  ),
  ofEmmeans(
    "contrast",
    `object, method?, interaction?, by?, simple?, ref?, reverse?, max.degree?, ${VIEW}, ` +
      "include?, exclude?, scale?, offset?",
    "contrasts of means",
    makeContrasts,
  ),
  ofEmmeans(
    "pairs",
    `x, reverse?, by?, simple?, ${VIEW}, include?, exclude?, scale?, offset?, ` +
      COLUMN_ARGUMENTS.map((n) => `${n}?`).join(", "),
    "all differences of means; of a table, every variable against every other as a picture",
    pairsOf,
  ),
  ofEmmeans(
    "regrid",
    "object, transform?",
    "means taken back to the scale of the response, so that contrasts are differences there",
    responseMeans,
  ),
  verbOf("multcomp")(
    "cld",
    "object, details?, sort?, by?, alpha?, Letters?, reversed?, decreasing?, adjust?, level?, " +
      "signif.sets?, delta?",
    "means with letters: those that share one do not differ",
    letters,
  ),
];
