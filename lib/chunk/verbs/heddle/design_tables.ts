/**
 * Verbs that write a design down: `shell ems equation`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { Table } from "../../../data/table.ts";
import { frame, type Value } from "../../values/value.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { againstText } from "../../../design/structure/anova_shell.ts";
import { hasNormalErrors, requireMeanSquares } from "../../../design/structure/mean_squares.ts";
import { anovaShell } from "../../../design/structure/shell.ts";
import { equation } from "../../../render/equation/equation.ts";
import { numberColumn } from "../../values/frame.ts";
import { sourceOf, withSymbols } from "./design.ts";
import { textColumn } from "../../../data/table_from.ts";

/** Predictors by the names that glmmTMB's words have for them. */
const PARTS = { cond: "mean", zi: "zero", disp: "dispersion" } as const;

function showShell(call: Call): Value {
  const source = sourceOf(call, "x");
  const strata = call.choice("strata", ["separate", "pooled"], "separate");
  const part = PARTS[call.choice("component", ["cond", "zi", "disp"], "cond")]!;
  const shell = call.at("x", () => anovaShell(source, { strata, part, ...withSymbols(call) }));
  return { kind: "shell", shell };
}

/** Expected mean squares with the row that each is tested against. */
function showMeanSquares(call: Call): Value {
  const source = sourceOf(call, "x");
  const { rows, notes } = call.at("x", () => {
    if (!hasNormalErrors(source)) requireMeanSquares(source, "table of expected mean squares");
    return anovaShell(source, withSymbols(call));
  });
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

/** What follows from a design. */
export const DESIGN_TABLES: readonly Verb[] = [
  ours(
    "shell",
    "x, strata?, symbols?, component?",
    "the ANOVA shell of a design or a model",
    showShell,
  ),
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
];
