/**
 * Values of verbs as values of the language.
 *
 * @module
 */
import type { Column } from "../../data/column.ts";
import * as language from "../../language/values/value.ts";
import { fromColumn } from "../values/vector.ts";
import type {
  CellsValue,
  FactorValue,
  FitValue,
  FrameValue,
  ListValue,
  MatrixValue,
  NumericValue,
  Value,
} from "../values/value.ts";
import { describe } from "../values/value.ts";
import { heldSource, isHeld } from "../../model/formula/held.ts";
import { heldList } from "./held_columns.ts";
import { factsValue } from "./facts.ts";
import { known, remember } from "./known.ts";

/** The value of the language that a verb's value is. */
export function toLanguage(value: Value): language.Value {
  // what verbs have no place for is what it is
  if (value.kind === "other") return value.value;
  if (value.kind === "frame") {
    const source = heldSource(value.table);
    if (source) return toLanguage({ ...value, kind: "cells", source });
  }
  return known(value) ?? remember(made(value), value);
}

/** A column as a vector of the language. */
export function columnValue(column: Column): language.Value {
  return isHeld(column) ? heldList(column) : toLanguage(fromColumn(column));
}

function made(value: Value): language.Value {
  switch (value.kind) {
    case "null":
      return language.NULL;
    case "numeric":
      return numbers(value);
    case "character":
      return named(language.characters([...value.values]), value.names);
    case "logical":
      return named(
        language.logicals(Int32Array.from(value.values, (v) => v < 0 ? language.NA_INTEGER : v)),
        value.names,
      );
    case "factor":
      return factor(value);
    case "list":
      return list(value);
    case "frame":
    case "cells":
      return frame(value);
    case "matrix":
      return matrix(value);
    case "formula":
      return {
        type: "language",
        expr: value.expr,
        scope: value.scope,
        source: value.source,
        attributes: new Map([["class", language.text("formula")]]),
        exclusive: false,
        held: false,
      };
    case "other":
      return value.value;
    default:
      return {
        type: "thing",
        classes: classesOf(value),
        what: describe(value),
        content: value,
        attributes: null,
        exclusive: false,
        held: false,
      };
  }
}

function named<V extends language.Vector>(x: V, names: readonly string[] | null): V {
  return names === null ? x : language.withNames(x, names);
}

function whole(values: Float64Array): language.Numbers {
  return values.some(Number.isNaN)
    ? Int32Array.from(values, (v) => Number.isNaN(v) ? language.NA_INTEGER : v)
    : values;
}

function numbers(value: NumericValue): language.Value {
  const { values, names, counted, parameters, digits } = value;
  const x = value.integer
    ? language.integers(whole(values))
    : language.doubles(values, null, value.nan ?? null);
  if (counted !== undefined) return counts(x, [values.length], [names], [counted]);
  if (parameters !== undefined) {
    x.attributes = new Map<string, language.Value>([
      ["df", language.integer(parameters)],
      ["class", language.text("logLik")],
    ]);
    return x;
  }
  const out = named(x, names);
  return digits === undefined
    ? out
    : language.withAttribute(out, "class", language.characters(["summaryDefault", "table"]));
}

/** Counts by factors: R's class `table`. */
function counts(
  x: language.Vector,
  dim: readonly number[],
  labels: readonly (readonly string[] | null)[],
  heads: readonly string[],
): language.Value {
  const sides = language.listOf(
    labels.map((side) => side ? language.characters([...side]) : language.NULL),
    new Map([["names", language.characters([...heads])]]),
  );
  return language.withAttributes(
    x,
    new Map<string, language.Value>([
      ["dim", language.integers([...dim])],
      ["dimnames", sides],
      ["class", language.text("table")],
    ]),
  );
}

function factor({ column }: FactorValue): language.Value {
  const codes = Int32Array.from(column.codes, (c) => c < 0 ? language.NA_INTEGER : c + 1);
  return language.factor(codes, column.levels, column.ordered);
}

/** Classes that R gives to the lists of verbs. */
const LIST_CLASSES = {
  list: null,
  emm_list: "emm_list",
  ranef: "ranef.mer",
  fixef: "fixef.glmmTMB",
  vcov: "vcov.glmmTMB",
  effects: "ranef.glmmTMB",
  levels: ["ranef.lme", "list"],
} as const;

function list(value: ListValue): language.Value {
  const { items } = value;
  const out = language.listOf(items.map((item) => language.share(toLanguage(item.value))));
  const attributes: language.Attributes = new Map();
  if (items.some((item) => item.name !== null)) {
    attributes.set("names", language.characters(items.map((item) => item.name ?? "")));
  }
  const given = LIST_CLASSES[value.class];
  if (given) attributes.set("class", language.characters([given].flat()));
  if (value.headings) attributes.set("grpNames", language.characters([...value.headings]));
  out.attributes = attributes.size > 0 ? attributes : null;
  return out;
}

function frame({ table, rowNames }: FrameValue | CellsValue): language.Value {
  const out = language.frameOf(
    table.columns.map((column): [string, language.Value] => [column.name, columnValue(column)]),
    table.nrow,
    rowNames,
  );
  const facts = factsValue(table);
  if (facts) out.attributes!.set(language.FACTS, facts);
  return out;
}

function matrix(value: MatrixValue): language.Value {
  const { rowNames, columnNames, values, counted } = value;
  const [rows, columns] = [values.length, values[0]?.length ?? columnNames.length];
  const flat = new Float64Array(rows * columns);
  values.forEach((row, i) => row.forEach((v, j) => flat[j * rows + i] = v));
  if (counted) {
    return counts(
      language.integers(whole(flat)),
      [rows, columns],
      [rowNames, columnNames],
      counted,
    );
  }
  const attributes = new Map<string, language.Value>([["dim", language.integers([rows, columns])]]);
  const side = (names: readonly string[]): language.Value =>
    names.length > 0 ? language.characters([...names]) : language.NULL;
  if (rowNames.length > 0 || columnNames.length > 0) {
    attributes.set("dimnames", language.listOf([side(rowNames), side(columnNames)]));
  }
  return language.doubles(flat, attributes);
}

/** R's classes of a fit. */
function fitClasses({ fit, aov }: FitValue): readonly string[] {
  if (fit.strata) return ["aovlist", "listof"];
  if (aov) return ["aov", "lm"];
  if (fit.kind === "lme" || fit.kind === "gls") return [fit.kind];
  if (fit.kind === "mmrm") return ["mmrm", "mmrm_fit", "mmrm_tmb"];
  if (fit.random) return ["lmerModLmerTest", "lmerMod", "merMod"];
  return fit.generalized ? ["glm", "lm"] : ["lm"];
}

function classesOf(value: Value): readonly string[] {
  switch (value.kind) {
    case "fit":
      return fitClasses(value);
    case "means":
    case "contrasts":
      return ["emmGrid"];
    case "anova":
      return ["anova", "data.frame"];
    case "plot":
      return ["gg", "ggplot"];
    case "display":
      return value.shown.kind === "components" ? ["VarCorr.merMod"] : [value.shown.kind];
    default:
      return [value.kind];
  }
}
