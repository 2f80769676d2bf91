/**
 * How the verbs of means read their arguments: specs, values of `at`, families of contrasts.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { FamilyOptions } from "../../../inference/contrast/contrast_family.ts";
import type { ContrastOptions } from "../../../inference/contrast/contrast.ts";
import { type ContrastWeights, type Method, METHODS } from "../../../inference/contrast/method.ts";
import type { EmmeansOptions } from "../../../inference/means/emmeans.ts";
import { COMPONENTS } from "../../../inference/means/components.ts";
import { WEIGHTS } from "../../../inference/means/margins.ts";
import { methodNamed } from "../../../inference/means/means_spec.ts";
import type { Nesting } from "../../../inference/means/grid.ts";
import type { Fit } from "../../../model/fit.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparseName } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { isVector, type ListValue, type Value } from "../../values/value.ts";
import { fromColumn, lengthOf, numbersOf, textsOf } from "../../values/vector.ts";
import { predictedCovariates, reducedCovariates } from "./covariates.ts";
import { adjustOf, lmerDdf, scaleOf, viewOptions } from "./views.ts";

/** A spec of means as the engine takes it: a formula, or names of factors. */
export function specOf(call: Call, name = "specs", value = call.value(name)): string | Expr {
  const by = call.has("by") && call.value("by").kind !== "null" ? call.texts("by") : [];
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
export function methodOf(call: Call, name: string): Method | ContrastWeights {
  const value = call.value(name);
  if (value.kind === "character" && value.values.length === 1) {
    return call.at(name, () => methodNamed(value.values[0] ?? ""));
  }
  return weightsIn(value) ?? call.wrong(
    name,
    "a family of contrasts or a list of weights",
    value,
    `Families are ${METHODS.join(", ")}; weights are list("A - B" = c(1, -1, 0))`,
  );
}

/** Weights by name in a list or a table of numbers; null of anything else. */
function weightsIn(value: Value): (readonly [string, readonly number[]])[] | null {
  const items = value.kind === "list"
    ? value.items
    : value.kind === "frame"
    ? value.table.columns.map((c): ListValue["items"][number] => ({
      name: c.name,
      value: fromColumn(c),
    }))
    : [];
  const made = items.map(({ name, value: own }): [string, number[]] | null => {
    const numbers = numbersOf(own);
    return numbers && [name ?? "", [...numbers]];
  });
  return made.length > 0 && made.every((m) => m !== null) ? made : null;
}

function referenceOf(call: Call): (number | string)[] {
  const value = call.value("ref");
  if (isVector(value) && lengthOf(value) > 0) {
    return value.kind === "numeric" ? [...value.values] : textsOf(value).map((t) => t ?? "NA");
  }
  return call.wrong("ref", "levels or their numbers", value);
}

/** What families of contrasts are asked for besides. */
function familyOptions(call: Call): FamilyOptions {
  const options: FamilyOptions = {};
  if (call.has("ref")) options.ref = referenceOf(call);
  if (call.has("reverse")) options.reverse = call.flag("reverse", false);
  if (call.has("wts")) options.effectWeights = [...call.numbers("wts")];
  if (call.has("max.degree")) options.maxDegree = call.number("max.degree");
  for (const name of ["include", "exclude"] as const) {
    if (!call.has(name)) continue;
    const value = call.vector(name);
    options[name] = value.kind === "numeric"
      ? [...value.values]
      : textsOf(value).map((t) => t ?? "NA");
  }
  return options;
}

/** A formula of terms, `"minimal"` or `"type2"`. */
function submodelOf(call: Call): EmmeansOptions["submodel"] {
  const value = call.value("submodel");
  if (value.kind === "formula") return value.expr;
  return call.choice("submodel", ["minimal", "type2"] as const, "minimal");
}

/** Which factors are nested in which: a list by the nested one, or `"b %in% a"`; null for none. */
export function nestingOf(call: Call): Nesting | null {
  const value = call.value("nesting");
  if (value.kind === "null") return null;
  const wrong = (): never =>
    call.wrong("nesting", "which factor is nested in which", value, 'Write list(cow = "herd")');
  if (value.kind === "list") {
    const nests = new Map<string, string[]>();
    for (const { name, value: own } of value.items) {
      if (name === null || own.kind !== "character") return wrong();
      nests.set(name, textsOf(own).map((t) => t ?? "NA"));
    }
    return nests;
  }
  if (value.kind !== "character") return wrong();
  const parts = textsOf(value).flatMap((t) => (t ?? "").split(","));
  return new Map(parts.map((part): [string, string[]] => {
    const [, inner, outer] = /^\s*(\S+)\s*%in%\s*\(?([^()]+)\)?\s*$/.exec(part) ?? wrong();
    return [inner!, outer!.split("*").map((name) => name.trim())];
  }));
}

/** Options of `emmeans` and `emtrends`. */
export function meansOptions(call: Call, fit: Fit): EmmeansOptions {
  const options: EmmeansOptions = {};
  const ddf = lmerDdf(call, fit);
  if (ddf) options.ddf = ddf;
  if (call.has("level")) options.level = call.number("level");
  if (call.has("offset")) options.offset = call.number("offset");
  if (call.has("nesting")) options.nesting = nestingOf(call);
  if (call.has("submodel")) options.submodel = submodelOf(call);
  if (call.has("component")) {
    options.component = call.choice("component", COMPONENTS, "cond");
  }
  if (call.has("at")) options.at = valuesAt(call);
  if (call.has("cov.reduce") || call.has("cov.keep")) {
    options.at = { ...reducedCovariates(call, fit, options.at ?? {}), ...options.at };
  }
  const predicted = predictedCovariates(call, fit);
  if (predicted) options.predicted = predicted;
  if (call.has("type")) {
    options.type = scaleOf(call);
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

/** Options of `contrast` and `pairs`. */
export function contrastOptions(call: Call, severalSimple = false): ContrastOptions {
  const options: ContrastOptions = viewOptions(call);
  if (call.has("by")) {
    const value = call.value("by");
    options.by = value.kind === "null" ? null : call.texts("by");
  }
  if (call.has("scale")) options.scale = call.number("scale");
  if (call.has("offset")) options.offset = call.number("offset");
  if (call.has("simple") && !severalSimple) options.simple = call.texts("simple");
  Object.assign(options, familyOptions(call));
  if (call.has("name")) options.name = call.text("name");
  if (call.has("ratios")) options.ratios = call.flag("ratios", true);
  if (call.has("parens") && call.value("parens").kind === "null") options.parens = false;
  if (call.has("enhance.levels")) {
    const value = call.value("enhance.levels");
    options.enhance = value.kind === "character"
      ? call.texts("enhance.levels")
      : call.flag("enhance.levels", true);
  }
  if (call.has("interaction")) options.interaction = interactionOf(call);
  return options;
}

/** Families of an interaction: TRUE, names, or a list of names and weights. */
function interactionOf(call: Call): ContrastOptions["interaction"] {
  const value = call.value("interaction");
  const named = (m: string): Method => call.at("interaction", () => methodNamed(m));
  if (value.kind === "character") return call.texts("interaction").map(named);
  if (value.kind !== "list") return call.flag("interaction", false);
  return value.items.map(({ value: own }) => {
    if (own.kind === "character") return named(textsOf(own)[0] ?? "");
    return weightsIn(own) ??
      call.wrong("interaction", "families of contrasts or lists of weights", own);
  });
}
