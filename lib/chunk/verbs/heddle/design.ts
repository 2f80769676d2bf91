/**
 * The verb that declares an experiment, `design`, and what verbs of designs ask in common.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { type Design, design } from "../../../design/declared/design.ts";
import type { DesignSpec } from "../../../design/declared/declaration.ts";
import type { SymbolTable } from "../../../design/structure/factor_letters.ts";
import type { Fit } from "../../../model/fit.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { type DesignValue, isVector, type Value } from "../../values/value.ts";
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

export function withSymbols(call: Call): { symbols?: SymbolTable } {
  const symbols = symbolsOf(call);
  return symbols ? { symbols } : {};
}

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
  return designValue(call, "units", spec);
}

/**
 * An experiment as a value, whatever words it was declared in.
 *
 * @param at the argument where faults stand that have no place of their own
 */
export function designValue(call: Call, at: string, spec: DesignSpec): DesignValue {
  return { kind: "design", design: call.inSource(at, () => design(spec)), call: call.source };
}

/** An experiment. */
export const DESIGN: Verb = ours(
  "design",
  "units, treatments, levels, allot?, symbols?",
  "an experiment declared before there are data",
  declareDesign,
);
