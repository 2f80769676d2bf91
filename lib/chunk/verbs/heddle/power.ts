/**
 * Verbs that plan an experiment: `power precision detectable power_curve sample_size`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type DisplayValue, frame, type FrameValue, NULL, type Value } from "../../values/value.ts";
import {
  labelsAsked,
  noErrorNotes,
  power,
  type PowerOptions,
  type PowerRow,
  type PowerTable,
} from "../../../design/planning/power.ts";
import {
  powerCurve,
  type ReplicationPoint,
  sampleSize,
} from "../../../design/planning/replication.ts";
import { Table } from "../../../data/table.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { fitPower } from "../../../design/planning/fit_power.ts";
import { structuredPower } from "../../../design/planning/structured_power.ts";
import { residualOf } from "../../evaluation/residual_argument.ts";
import { ddfOf } from "../emmeans/views.ts";
import { designArgument, sourceOf } from "./design.ts";
import { detectableDifference } from "../../../design/planning/detectable.ts";
import { fail } from "../../../diagnostic.ts";
import { numberColumn } from "../../values/frame.ts";
import { numbersOf } from "../../values/vector.ts";
import { powerFigure } from "../../../render/figure/made/make_others.ts";
import { precision } from "../../../design/planning/precision.ts";
import { textColumn } from "../../../data/table_from.ts";

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
  return { variance: variancesOf(call), ...effectsOf(call) };
}

/** What is assumed of its means, and which tests are meant. */
function effectsOf(call: Call): Omit<PowerOptions, "variance"> {
  return {
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

/** Power of a design, plain or with a covariance of residuals, or of a model's own tests. */
function powerOf(call: Call): PowerTable {
  const source = sourceOf(call, "x");
  const { residual } = residualOf(call);
  const ddf = ddfOf(call, "ddf");
  const own = ddf ? { ddf } : {};
  if (source.kind !== "design") {
    if (residual) {
      unused(
        call,
        "residual",
        "A model has its covariance of residuals already",
        "plan a design()",
      );
    }
    const { terms: _, ...effects } = effectsOf(call);
    const variance = call.has("variance") ? { variance: variancesOf(call) } : {};
    const terms = call.has("terms") ? { terms: labelsAsked(termsOf(call)!) } : {};
    return call.at("x", () => fitPower(source, { ...variance, ...effects, ...terms, ...own }));
  }
  if (residual) {
    return call.at(
      "residual",
      () => structuredPower(source, { ...assumed(call), residual, ...own }),
    );
  }
  if (ddf) {
    unused(call, "ddf", "The tests of a design have the df of their strata", "give residual =");
  }
  return call.at("x", () => power(source, assumed(call)));
}

function unused(call: Call, name: string, message: string, instead: string): never {
  fail("unused-argument", message, {
    span: call.spanOf(name),
    hint: `Leave ${name} out, or ${instead}`,
  });
}

function showPower(call: Call): Value {
  const { rows, notes } = powerOf(call);
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

/** Power and what goes with it. */
export const PLANNING: readonly Verb[] = [
  ours(
    "power",
    "x, variance?, means?, differ?, terms?, alpha?, residual?, ddf?",
    "power of the tests of a design or a model",
    showPower,
  ),
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
