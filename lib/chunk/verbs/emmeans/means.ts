/**
 * Verbs of means: `emmeans emtrends contrast pairs regrid update cld`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asFactor } from "../../../data/factor.ts";
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { cld } from "../../../inference/contrast/cld.ts";
import { reshow } from "../../../inference/contrast/contrast.ts";
import { METHODS } from "../../../inference/contrast/method.ts";
import { emmeans, type EmmeansOptions } from "../../../inference/means/emmeans.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import {
  cellsOf,
  meansOfMeans,
  referenceMeans,
  rescaled,
} from "../../../inference/means/means_cells.ts";
import { stridesOf } from "../../../inference/means/grid.ts";
import { regrid } from "../../../inference/means/regrid.ts";
import { contrastsDescribed, parseSpec } from "../../../inference/means/means_spec.ts";
import type { ShownLetters } from "../../../render/shown.ts";
import { LETTER_COLUMNS } from "../../../render/text/means.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { Call } from "../../evaluation/call.ts";
import { matchArguments, type Supplied } from "../../evaluation/signature.ts";
import { matrixLines } from "../../../render/text/layout.ts";
import { asFrame, gridColumns } from "../../values/frame.ts";
import {
  type DisplayValue,
  type FitValue,
  frame,
  list,
  type ListValue,
  type Value,
} from "../../values/value.ts";
import { type Verb, verb, verbOf } from "../../evaluation/verb.ts";
import { transformationArgument } from "./transformations.ts";
import { isResponses, responsesGrid } from "./responses.ts";
import { CONTRASTING } from "./contrasting.ts";
import { defaulted } from "./defaults.ts";
import { meansOptions, methodOf, specOf } from "./means_arguments.ts";
import { EMTRENDS } from "./trends.ts";
import { inferred, meansArgument, meansValue } from "./made_means.ts";
import { adjustOf, emmList, refuseFor, reshown, viewOptions } from "./views.ts";

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

/** What belongs to the grid that means are taken of, and is said where that is made. */
const OF_GRID = [
  ..."at cov.reduce cov.keep nesting offset component data".split(" "),
  ..."lmer.df mode pbkrtest.limit lmerTest.limit regrid transform".split(" "),
];

/** What means of one response can be asked. */
const OF_ONE = [..."component data regrid transform tran submodel".split(" ")];

/** How the means of a spec are made: of a model, or of the cells of other means. */
function makerOf(call: Call): (spec: string | Expr) => MeansGrid {
  const object = call.value("object");
  if (isResponses(object)) return ofResponses(call, object);
  const cells = object.kind === "means" || emmList(object) ? meansArgument(call, "object") : null;
  if (cells) {
    refuseFor(call, OF_GRID, "means", "It belongs to ref_grid(), or to emmeans() of the model");
  }
  const model = cells ? null : call.fit("object");
  const { fit } = cells?.grid ?? model!;
  if (model) refuseOtherGrounds(call, model);
  const options = meansOptions(call, fit);
  if (call.has("contr")) options.contrasts = methodOf(call, "contr");
  const scale = ["regrid", "transform"].find((name) => call.has(name));
  if (cells) return (spec) => meansOfMeans(cells.grid, spec, options);
  if (call.has("tran") && !cells) {
    const { contrasts: _, adjust: __, ...ofGrid } = options;
    const whole = scaled(call, referenceMeans(fit, ofGrid));
    return (spec) => meansOfMeans(whole, spec, options);
  }
  if (scale === undefined) return (spec) => emmeans(fit, spec, options);
  const { contrasts: _, adjust: __, ...ofGrid } = options;
  const whole = call.at(scale, () => regrid(referenceMeans(fit, ofGrid), call.text(scale)));
  return (spec) => meansOfMeans(whole, spec, options);
}

/** How means of several responses are made. */
function ofResponses(call: Call, object: ListValue): (spec: string | Expr) => MeansGrid {
  refuseFor(call, OF_ONE, "several responses", "It belongs to the means of one response");
  let options: EmmeansOptions = {};
  const whole = call.at(
    "object",
    () => responsesGrid(call, object, (fit) => options = meansOptions(call, fit)),
  );
  const more = call.has("contr") ? { ...options, contrasts: methodOf(call, "contr") } : options;
  return (spec) => meansOfMeans(whole, spec, more);
}

/** Asks what means are averages over. */
const SHOW_LEVELS = "show.levels";

/** The combinations of levels that means are averages over, in their order for `weights`. */
function averagedLevels(call: Call, spec: string | Expr): Value {
  const object = call.value("object");
  const grid = object.kind === "means"
    ? object.grid
    : call.at("object", () => referenceMeans(call.fit("object").fit));
  const { factors, by } = parseSpec(spec);
  const { variables } = cellsOf(grid);
  const over = variables.filter((v) =>
    ![...factors, ...by].includes(v.name) && v.values.length > 1
  );
  const strides = stridesOf(over);
  const size = over.reduce((n, v) => n * v.values.length, 1);
  const at = Array.from(
    { length: size },
    (_, i) =>
      Object.fromEntries(
        over.map((v, k) => [v.name, v.values[Math.floor(i / strides[k]!) % v.values.length]!]),
      ),
  );
  const makeFrame = () => frame(new Table(gridColumns(over.map((v) => v.name), at)));
  const lines = over.length === 0 ? [] : matrixLines({
    rowNames: at.map((_, i) => String(i + 1)),
    columns: over.map(({ name }) => ({
      name,
      cells: at.map((row) => String(row[name])),
      align: "right" as const,
    })),
  });
  return {
    kind: "display",
    shown: {
      kind: "text",
      text: ["emmeans are obtained by averaging over these factor combinations", ...lines].join(
        "\n",
      ),
    },
    what: "levels",
    frame: makeFrame,
    parts: {},
  };
}

function marginalMeans(given: Call): Value {
  const call = defaulted(given, "emmeans");
  if (call.has("weights")) {
    const weights = call.value("weights");
    if (weights.kind === "character" && weights.values[0] === SHOW_LEVELS) {
      return averagedLevels(call, specOf(call));
    }
  }
  const maker = makerOf(call);
  const make = (spec: string | Expr): MeansGrid => call.at("specs", () => maker(spec));
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

/** Means taken back to the scale of the response for good. */
function responseMeans(call: Call): Value {
  const value = meansArgument(call, "object");
  const scale = call.text("transform", "response");
  const at = call.has("transform") ? "transform" : "object";
  return { ...value, grid: call.at(at, () => regrid(value.grid, scale)) };
}

/** `update` of means and contrasts: the same ones shown otherwise. */
function updated(call: Call): Value {
  const value = call.value("object");
  const made = reshown(call, value, viewOptions(call)) ??
    call.wrong("object", "means or contrasts", value, "Fit a model anew with lm() or lmer()");
  if (made.kind !== "means" || value.kind !== "means") return made;
  const grid = scaled(call, made.grid);
  return value.gridded ? { kind: "means", grid, gridded: true } : { kind: "means", grid };
}

/** Means whose transformation, or whose name, is another one: the numbers are the same. */
function scaled(call: Call, grid: MeansGrid): MeansGrid {
  if (!call.has("tran") && !call.has("estName")) return grid;
  return rescaled(grid, {
    ...(call.has("tran") ? { transformation: transformationArgument(call, "tran") } : {}),
    ...(call.has("estName") ? { estimateName: call.text("estName") } : {}),
  });
}

/** The signs of multcomp's `cld` where none are given: digits, then capitals, then small letters. */
const SIGNS = [..."1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];

/** The alphabet of `Letters = LETTERS` or `"abc"`. */
function symbolsOf(call: Call): string[] {
  if (!call.has("Letters")) return SIGNS;
  const symbols = call.texts("Letters").flatMap((text) => [...text]);
  if (symbols.length === 0 || new Set(symbols).size < symbols.length) {
    fail("wrong-argument", "Letters are signs that differ", {
      span: call.spanOf("Letters"),
      hint: "Write Letters = LETTERS",
    });
  }
  return symbols;
}

function letters(call: Call): Value {
  const given = call.value("object");
  if (given.kind === "display" && given.generics?.cld) return given.generics.cld(call);
  const { grid: plain } = meansArgument(call, "object");
  const grid = call.has("type") ? reshow(plain, { type: viewOptions(call).type }) : plain;
  const made = call.at("object", () =>
    cld(grid, {
      ...(call.has("alpha") ? { alpha: call.number("alpha") } : {}),
      ...(call.has("adjust") ? { adjust: adjustOf(call) } : {}),
      ...(call.has("level") ? { level: call.number("level") } : {}),
      ...(call.has("details") ? { details: call.flag("details", false) } : {}),
      symbols: symbolsOf(call),
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
    // the rows are sorted; the levels of their factors keep the order of the grid
    const levels = new Map(
      asFrame({ kind: "means", grid })!.table.columns.flatMap((c) =>
        c.kind === "factor" ? [[c.name, c.levels] as const] : []
      ),
    );
    return frame(
      new Table([
        ...means.columns.map((c) =>
          c.kind === "factor" ? asFactor(c, { levels: levels.get(c.name)! }) : c
        ),
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
  `object, by?, ${VIEW}, cross.adjust?, bias.adjust?, sigma?, tran?, estName?`,
  "means or contrasts shown otherwise",
  updated,
);

/** Means or contrasts shown otherwise, as the arguments of another call ask. */
export function updateMeans(call: Call, given: readonly Supplied[]): Value {
  const matched = matchArguments(UPDATE_MEANS, given);
  const { expr, span, context, scope } = call;
  return UPDATE_MEANS.run(new Call(UPDATE_MEANS, expr, span, matched, context, scope));
}

/** Verbs of means. */
export const MEANS: readonly Verb[] = [
  ofEmmeans(
    "emmeans",
    `object, specs, ${MORE}, offset?, component?, data?, pbkrtest.limit?, lmerTest.limit?, regrid?, transform?, tran?, options?, submodel?`,
    "estimated marginal means",
    marginalMeans,
  ),
  EMTRENDS,
  ...CONTRASTING,
  ofEmmeans(
    "regrid",
    "object, transform?",
    "means on the scale of the response, or of a transformation of it, so that contrasts are differences there",
    responseMeans,
  ),
  verbOf("multcomp")(
    "cld",
    "object, details?, sort?, by?, alpha?, Letters?, reversed?, decreasing?, adjust?, level?, " +
      "signif.sets?, delta?, type?",
    "means with letters: those that share one do not differ",
    letters,
  ),
];
