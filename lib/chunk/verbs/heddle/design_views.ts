/**
 * Views of a design: Fisher's three tables, the covariance of the observations, simulated power.
 *
 * @module
 */
import { Table } from "../../../data/table.ts";
import { textColumn } from "../../../data/table_from.ts";
import { covariancePicture } from "../../../design/planning/covariance.ts";
import { fisherTables } from "../../../design/structure/fisher_tables.ts";
import { planTable } from "../../../design/declared/plan.ts";
import { noErrorNotes } from "../../../design/planning/power.ts";
import { simulatePower } from "../../../design/planning/simulation.ts";
import { correlationFigure, covarianceFigure } from "../../../render/figure/figures.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { type DisplayValue, frame, type Value } from "../../values/value.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { assumed } from "./power.ts";
import { designArgument, sourceOf } from "./design.ts";

function showFisher(call: Call): DisplayValue {
  const tables = fisherTables(designArgument(call));
  const combined = tables.lines.flatMap((line) => line.combined ?? []);
  return {
    kind: "display",
    shown: { kind: "fisher-tables", tables },
    what: "three tables",
    frame: () =>
      frame(
        new Table([
          textColumn("source", combined.map((r) => r.source)),
          textColumn("symbolic", combined.map((r) => r.symbolic)),
          numberColumn("df", combined.map((r) => r.df)),
        ]),
      ),
    parts: {},
  };
}

function showCovariance(call: Call): DisplayValue {
  const source = sourceOf(call, "x");
  const shown = call.at(
    "x",
    () =>
      source.kind !== "design" && source.random && source.residualStructure !== null
        ? correlationFigure(source.random)
        : covarianceFigure(covariancePicture(source)),
  );
  return { kind: "display", shown, what: "a figure", frame: null, parts: {} };
}

function showPlan(call: Call): Value {
  const source = designArgument(call);
  return frame(call.at("x", () => planTable(source)));
}

/** The check of `power`: experiments drawn and tested, from a seed. */
function showSimulated(call: Call): Value {
  const source = designArgument(call);
  const rows = call.at("x", () =>
    simulatePower(source, {
      ...assumed(call),
      means: [...call.numbers("means")],
      ...(call.has("runs") ? { runs: call.number("runs") } : {}),
      ...(call.has("seed") ? { seed: call.number("seed") } : {}),
    }));
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      numberColumn("power", rows.map((r) => r.power)),
      numberColumn("SE", rows.map((r) => r.standardError)),
    ]).withNotes(noErrorNotes(rows.flatMap((r) => r.power === null ? [r.term] : []))),
  );
}

/** Views of a design. */
export const DESIGN_VIEWS: readonly Verb[] = [
  ours("fisher", "x", "the tables Fisher would write: units, treatments, both", showFisher),
  ours("covariance_plot", "x", "what two observations of a design share", showCovariance),
  ours("plan", "x", "which treatment sits where, in standard order", showPlan),
  ours(
    "simulate_power",
    "x, variance, means, terms?, alpha?, runs?, seed?",
    "power of the tests of a design, by simulation",
    showSimulated,
  ),
];
