/**
 * Verbs of designs: `design shell ems equation power precision …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { textColumn } from "../../../data/table_from.ts";
import { type Design, design } from "../../../design/declared/design.ts";
import type { DesignSpec } from "../../../design/declared/declaration.ts";
import type { SymbolTable } from "../../../design/structure/factor_letters.ts";
import {
  noErrorNotes,
  power,
  type PowerOptions,
  type PowerRow,
} from "../../../design/planning/power.ts";
import { detectableDifference } from "../../../design/planning/detectable.ts";
import { precision } from "../../../design/planning/precision.ts";
import {
  powerCurve,
  type ReplicationPoint,
  sampleSize,
} from "../../../design/planning/replication.ts";
import { againstText } from "../../../design/structure/anova_shell.ts";
import { anovaShell } from "../../../design/structure/shell.ts";
import type { Fit } from "../../../model/fit.ts";
import { equation } from "../../../render/equation/equation.ts";
import { powerFigure } from "../../../render/figure/made/make_others.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import {
  type DisplayValue,
  frame,
  type FrameValue,
  isVector,
  NULL,
  type Value,
} from "../../values/value.ts";
import { namesOf, numbersOf, textsOf } from "../../values/vector.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";

/** A design or a model. */
export function sourceOf(call: Call, name: string): Design | Fit {
  const value = call.value(name);
  if (value.kind === "design") return value.design;
  if (value.kind === "fit") return value.fit;
  return call.wrong(name, "a design or a model", value, "design(…), lm(…) or lmer(…) make one");
}

/** A declared design. */
export function designArgument(call: Call): Design {
  const value = call.value("x");
  return value.kind === "design"
    ? value.design
    : call.wrong("x", "a design", value, "Declare one with design()");
}

/** Letters: those of the call, else those of the block's options. */
function symbolsOf(call: Call): SymbolTable | null {
  if (!call.has("symbols")) return call.context.options.symbols;
  const value = call.value("symbols");
  const symbols: Record<string, string | Record<string, string>> = {};
  if (value.kind === "list") {
    for (const { name, value: inner } of value.items) {
      if (name === null || !isVector(inner)) continue;
      const texts = textsOf(inner).map((t) => t ?? "");
      const keys = namesOf(inner);
      symbols[name] = keys
        ? Object.fromEntries(keys.map((key, i) => [key, texts[i]!]))
        : texts[0] ?? "";
    }
    return symbols;
  }
  if (value.kind === "character" && value.names) {
    value.names.forEach((name, i) => symbols[name] = value.values[i] ?? "");
    return symbols;
  }
  return call.wrong("symbols", "letters by factor", value, 'Write list(Trt = "D", Day = "T")');
}

function withSymbols(call: Call): { symbols?: SymbolTable } {
  const symbols = symbolsOf(call);
  return symbols ? { symbols } : {};
}

// ---- design() -------------------------------------------------------------------------------

/** A one-sided formula as an expression. */
function formulaExpr(call: Call, name: string): Expr {
  return call.formula(name).expr;
}

function levelsOf(call: Call): DesignSpec["levels"] {
  const value = call.value("levels");
  const levels: Record<string, number | string[]> = {};
  const add = (name: string | null, inner: Value): void => {
    const numbers = numbersOf(inner);
    if (name === null || !isVector(inner)) {
      fail("wrong-argument", "levels gives a number or names for each factor", {
        span: call.spanOf("levels"),
        hint: 'Write list(Room = 3, Trt = c("A", "B"))',
      });
    }
    levels[name] = numbers?.length === 1 ? numbers[0]! : textsOf(inner).map((t) => t ?? "NA");
  };
  if (value.kind === "list") value.items.forEach((i) => add(i.name, i.value));
  else if (value.kind === "numeric" && value.names) {
    value.names.forEach((name, i) => levels[name] = value.values[i]!);
  } else return call.wrong("levels", "a list", value, "Write list(Room = 3, Pen = 30, Trt = 6)");
  return levels;
}

function allotmentOf(call: Call): Expr[] {
  const value = call.value("allot");
  if (value.kind === "formula") return [value.expr];
  if (value.kind !== "list") {
    return call.wrong("allot", "a list of formulas", value, "Write list(Trt ~ Pen)");
  }
  return value.items.map((item) =>
    item.value.kind === "formula"
      ? item.value.expr
      : call.wrong("allot", "a list of formulas", item.value, "Write list(Trt ~ Pen)")
  );
}

function declareDesign(call: Call): Value {
  const spec: DesignSpec = {
    units: formulaExpr(call, "units"),
    treatments: formulaExpr(call, "treatments"),
    levels: levelsOf(call),
    ...(call.has("allot") ? { allot: allotmentOf(call) } : {}),
    ...withSymbols(call),
  };
  return { kind: "design", design: call.inSource("units", () => design(spec)), call: call.source };
}

// ---- what follows from a design -------------------------------------------------------------

function showShell(call: Call): Value {
  const source = sourceOf(call, "x");
  const strata = call.choice("strata", ["separate", "pooled"], "separate");
  const shell = call.at("x", () => anovaShell(source, { strata, ...withSymbols(call) }));
  return { kind: "shell", shell };
}

/** Expected mean squares with the row that each is tested against. */
function showMeanSquares(call: Call): Value {
  const source = sourceOf(call, "x");
  const { rows, notes } = call.at("x", () => anovaShell(source, withSymbols(call)));
  const kept = rows.filter((r) => r.source !== "Total");
  return frame(
    new Table([
      textColumn("source", kept.map((r) => r.source)),
      numberColumn("df", kept.map((r) => r.df)),
      textColumn("expected mean square", kept.map((r) => r.expectedMeanSquare)),
      textColumn("tested against", kept.map((r) => againstText(r) || null)),
    ]).withNotes(notes.filter((n) => n.code === "no-exact-test" || n.code === "no-test")),
  );
}

function showEquation(call: Call): Value {
  const source = sourceOf(call, "x");
  const form = call.choice("form", ["conditional", "additive", "matrix"], "conditional");
  const fitted = call.flag("fitted", false);
  const shown = call.at("x", () => equation(source, { form, fitted, ...withSymbols(call) }));
  return { kind: "display", shown, what: "an equation", frame: null, parts: {} };
}

// ---- power ----------------------------------------------------------------------------------

function variancesOf(call: Call): Record<string, number> {
  const value = call.value("variance");
  const variances: Record<string, number> = {};
  if (value.kind === "numeric" && value.names) {
    value.names.forEach((name, i) => variances[name] = value.values[i]!);
    return variances;
  }
  if (value.kind === "list") {
    for (const { name, value: inner } of value.items) {
      const numbers = numbersOf(inner);
      if (name !== null && numbers?.length === 1) variances[name] = numbers[0]!;
      else return call.wrong("variance", "one number for each unit", inner);
    }
    return variances;
  }
  return call.wrong(
    "variance",
    "numbers named by unit",
    value,
    "Write c(Room = 2, Pen = 5, residual = 40)",
  );
}

function termsOf(call: Call): PowerOptions["terms"] {
  const value = call.value("terms");
  return value.kind === "formula" ? value.expr : call.texts("terms");
}

/** What is assumed of an experiment. */
export function assumed(call: Call): PowerOptions {
  return {
    variance: variancesOf(call),
    ...(call.has("means") ? { means: [...call.numbers("means")] } : {}),
    ...(call.has("differ") ? { differ: call.number("differ") } : {}),
    ...(call.has("terms") ? { terms: termsOf(call)! } : {}),
    ...(call.has("alpha") ? { alpha: call.number("alpha") } : {}),
  };
}

function powerFrame(rows: readonly PowerRow[]): FrameValue {
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      numberColumn("df1", rows.map((r) => r.numDf)),
      numberColumn("df2", rows.map((r) => r.denDf)),
      numberColumn("ncp", rows.map((r) => r.ncp)),
      numberColumn("power", rows.map((r) => r.power)),
    ]),
  );
}

function showPower(call: Call): Value {
  const source = designArgument(call);
  const { rows, notes } = call.at("x", () => power(source, assumed(call)));
  const { table } = powerFrame(rows);
  return frame(table.withNotes(notes));
}

function showPrecision(call: Call): Value {
  const source = designArgument(call);
  const { rows, notes } = call.at("x", () =>
    precision(source, {
      variance: variancesOf(call),
      ...(call.has("terms") ? { terms: termsOf(call)! } : {}),
      ...(call.has("level") ? { level: call.number("level") } : {}),
    }));
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      textColumn("differing", rows.map((r) => r.differing.join(", "))),
      numberColumn("SED", rows.map((r) => r.standardError)),
      numberColumn("df", rows.map((r) => r.df)),
      numberColumn("LSD", rows.map((r) => r.leastSignificant)),
      numberColumn("half.width", rows.map((r) => r.halfWidth)),
    ]).withNotes(notes),
  );
}

function showDetectable(call: Call): Value {
  const source = designArgument(call);
  const rows = call.at("x", () =>
    detectableDifference(source, {
      variance: variancesOf(call),
      ...(call.has("terms") ? { terms: termsOf(call)! } : {}),
      ...(call.has("alpha") ? { alpha: call.number("alpha") } : {}),
      ...(call.has("power") ? { power: call.number("power") } : {}),
    }));
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      numberColumn("df1", rows.map((r) => r.numDf)),
      numberColumn("df2", rows.map((r) => r.denDf)),
      numberColumn("power", rows.map((r) => r.power)),
      numberColumn("differ", rows.map((r) => r.differ)),
    ]).withNotes(noErrorNotes(rows.flatMap((r) => r.differ === null ? [r.term] : []))),
  );
}

/** Power over the number of levels of a unit factor, as a figure. */
function showCurve(call: Call): DisplayValue {
  const source = designArgument(call);
  const vary = call.text("vary");
  const curve = call.at("vary", () =>
    powerCurve(source, {
      ...assumed(call),
      vary,
      ...(call.has("counts") ? { counts: [...call.numbers("counts")] } : {}),
    }));
  const untested = curve.points.flatMap((p) => p.rows)
    .flatMap((r) => r.power === null ? [r.term] : []);
  const tested = curve.points.some((p) => p.rows.some((r) => r.power !== null));
  const [note] = noErrorNotes(untested);
  if (note && !tested) {
    fail("no-error", note.text, {
      span: call.spanOf("x"),
      hint: "Replicate the units that got the treatment, or declare the design so that they are",
    });
  }
  const terms = [...new Set(curve.points.flatMap((p) => p.rows.map((r) => r.term)))];
  const curves = terms.map((term) => ({
    name: term,
    points: curve.points.flatMap((p) => {
      const row = p.rows.find((r) => r.term === term);
      return row?.power === null || !row ? [] : [{ x: p.count, power: row.power }];
    }),
  }));
  const shown = powerFigure(curves, {
    x: { label: `number of ${vary} levels` },
    alpha: curve.alpha,
  });
  return {
    kind: "display",
    shown,
    what: "a figure",
    frame: () => curveFrame(vary, curve.points),
    parts: {},
  };
}

function curveFrame(vary: string, points: readonly ReplicationPoint[]): FrameValue {
  const rows = points.flatMap((p) => p.rows.map((row) => ({ count: p.count, row })));
  return frame(
    new Table([
      numberColumn(vary, rows.map((r) => r.count)),
      textColumn("term", rows.map((r) => r.row.term)),
      numberColumn("power", rows.map((r) => r.row.power)),
    ]),
  );
}

/** The smallest number of levels at which every term has the power. */
function findSampleSize(call: Call): Value {
  const source = designArgument(call);
  const vary = call.text("vary");
  const { found, wanted, largest, untested } = call.at("vary", () =>
    sampleSize(source, {
      ...assumed(call),
      vary,
      ...(call.has("power") ? { power: call.number("power") } : {}),
    }));
  if (!found && untested.length > 0) {
    for (const { code, text } of noErrorNotes(untested)) call.note(code, text);
    call.note("no-sample-size", `More of ${vary} give ${untested.join(" and ")} no error`);
    return NULL;
  }
  if (!found) {
    call.note("no-sample-size", `No number of ${vary} up to ${largest} gives a power of ${wanted}`);
    return NULL;
  }
  const { table } = powerFrame(found.rows);
  const count = new Float64Array(table.nrow).fill(found.count);
  return frame(new Table([{ kind: "numeric", name: vary, values: count }, ...table.columns]));
}

const ASSUMED = "variance, means?, differ?, terms?, alpha?";

/** Verbs of designs. */
export const DESIGNS: readonly Verb[] = [
  ours(
    "design",
    "units, treatments, levels, allot?, symbols?",
    "an experiment declared before there are data",
    declareDesign,
  ),
  ours("shell", "x, strata?, symbols?", "the ANOVA shell of a design or a model", showShell),
  ours(
    "ems",
    "x, symbols?",
    "expected mean squares and what is tested against what",
    showMeanSquares,
  ),
  ours(
    "equation",
    "x, form?, fitted?, symbols?",
    "the equation of a design or a model with its where-list",
    showEquation,
  ),
  ours("power", `x, ${ASSUMED}`, "power of the tests of a design", showPower),
  ours(
    "precision",
    "x, variance, terms?, level?",
    "standard errors of differences before data",
    showPrecision,
  ),
  ours(
    "detectable",
    "x, variance, terms?, alpha?, power?",
    "the least difference that is found with a given power",
    showDetectable,
  ),
  ours("power_curve", `x, vary, ${ASSUMED}, counts?`, "power over the number of units", showCurve),
  ours(
    "sample_size",
    `x, vary, ${ASSUMED}, power?`,
    "the number of units that a power needs",
    findSampleSize,
  ),
];
