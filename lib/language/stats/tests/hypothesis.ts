/**
 * What a test of a hypothesis gives, and the samples that it is given.
 *
 * @module
 */
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/builtin.ts";
import { groupsOf } from "../../base/grouping.ts";
import { asDouble } from "../../values/coerce.ts";
import { Scope } from "../../values/scope.ts";
import {
  characters,
  double,
  doubles,
  isFactor,
  isFrame,
  isVector,
  namedList,
  namesOf,
  NULL,
  text,
  type Value,
  withAttribute,
  withNames,
} from "../../values/value.ts";

export type Alternative = "two.sided" | "less" | "greater";

/** Parts of a test in R's order; what is left out is not among its elements. */
export interface Hypothesis {
  readonly statistic?: Readonly<Record<string, number>>;
  /** Degrees of freedom; null where there are none and R says so. */
  readonly parameter?: Readonly<Record<string, number>> | null;
  readonly p: number;
  readonly interval?: readonly [number, number];
  readonly level?: number;
  readonly estimate?: Readonly<Record<string, number>>;
  readonly null?: Readonly<Record<string, number>>;
  readonly stderr?: number;
  /** Which side it is against; in words where it is no number. */
  readonly alternative?: Alternative | string;
  readonly method: string;
  readonly data: string;
  /** More elements behind the name of the data. */
  readonly more?: readonly (readonly [string, Value])[];
}

function named(values: Readonly<Record<string, number>>): Value {
  return withNames(doubles(Float64Array.from(Object.values(values))), Object.keys(values));
}

/** R's list of a test, of class `htest`. */
export function hypothesisList(h: Hypothesis): Value {
  const entries: [string, Value][] = [];
  if (h.statistic) entries.push(["statistic", named(h.statistic)]);
  if (h.parameter !== undefined) {
    entries.push(["parameter", h.parameter ? named(h.parameter) : NULL]);
  }
  entries.push(["p.value", double(h.p)]);
  if (h.interval) {
    const ends = doubles(Float64Array.from(h.interval));
    entries.push(["conf.int", withAttribute(ends, "conf.level", double(h.level ?? 0.95))]);
  }
  if (h.estimate) entries.push(["estimate", named(h.estimate)]);
  if (h.null) entries.push(["null.value", named(h.null)]);
  if (h.stderr !== undefined) entries.push(["stderr", double(h.stderr)]);
  if (h.alternative) entries.push(["alternative", text(h.alternative)]);
  entries.push(["method", text(h.method)], ["data.name", text(h.data)]);
  const list = namedList([...entries, ...h.more ?? []]);
  return withAttribute(list, "class", characters(["htest"]));
}

/** How an argument was written. */
export function writtenAs(call: Call, name: string): string {
  const expr = call.quoted(name);
  return expr ? deparse(expr) : name;
}

/** Numbers of an argument. */
export function sampleOf(call: Call, name: string, value = call.value(name)): number[] {
  if (!isVector(value) || value.type === "character" || value.type === "list" || isFactor(value)) {
    return call.wrong(name, "numbers", value);
  }
  return Array.from(asDouble(value).values);
}

/** Samples of groups: `y ~ g`, with the labels of the groups. */
export interface Groups {
  readonly samples: number[][];
  readonly labels: string[];
  readonly data: string;
}

/** The two sides of a formula, with the data's columns as names. */
export function sidesOf(call: Call, formula: Value): { left: Expr | null; right: Expr } {
  if (formula.type !== "language" || formula.expr.kind !== "call") {
    return call.fail("wrong-argument", "A formula such as y ~ group is wanted");
  }
  const args = formula.expr.args.map((a) => a.value!);
  return args.length === 2 ? { left: args[0]!, right: args[1]! } : { left: null, right: args[0]! };
}

/** The value of an expression among the columns of `data`, in the rows that `subset` chooses. */
export function amongData(call: Call, expr: Expr): Value {
  const whole = amongColumns(call, expr);
  const chosen = call.quoted("subset");
  if (!chosen || chosen.kind === "null") return whole;
  const rows = amongColumns(call, chosen);
  const places = rows.type === "logical" ? call.interpreter.call("which", [rows], call.span) : rows;
  return call.interpreter.call("[", [whole, places], call.span);
}

function amongColumns(call: Call, expr: Expr): Value {
  // behind a formula the data may stand in the place of a second sample
  const data = call.optional("data") ?? call.optional("y") ?? call.optional("g");
  if (data === null || data.type === "NULL") return call.interpreter.evaluate(expr, call.scope);
  if (!isFrame(data)) return call.wrong("data", "a data frame", data);
  const scope = new Scope(call.scope);
  namesOf(data)?.forEach((name, k) => scope.set(name ?? "", data.values[k]!));
  return call.interpreter.evaluate(expr, scope);
}

/** The samples of `y ~ g`; rows with something missing are left out. */
export function groupsOfFormula(call: Call, formula: Value): Groups {
  const { left, right } = sidesOf(call, formula);
  if (left === null) {
    return call.fail("wrong-argument", `${call.word.name}() takes a formula such as y ~ group`);
  }
  const y = sampleOf(call, "formula", amongData(call, left));
  const { codes, levels } = groupsOf(amongData(call, right), call);
  if (codes.length !== y.length) {
    return call.fail("wrong-length", `There are ${y.length} values, and ${codes.length} groups`);
  }
  const samples: number[][] = levels.map(() => []);
  y.forEach((v, i) => {
    if (v === v && codes[i]! >= 0) samples[codes[i]!]!.push(v);
  });
  const used = samples.map((s, k) => ({ s, label: levels[k]! })).filter(({ s }) => s.length > 0);
  return {
    samples: used.map(({ s }) => s),
    labels: used.map(({ label }) => label),
    data: `${deparse(left)} by ${deparse(right)}`,
  };
}

/** The level of confidence, or a fault. */
export function levelOf(call: Call): number {
  const level = call.has("conf.level") ? call.number("conf.level") : 0.95;
  return level > 0 && level < 1
    ? level
    : call.wrong("conf.level", "a number between 0 and 1", call.value("conf.level"));
}

/** Which side the alternative is on. */
export function alternativeOf(call: Call): Alternative {
  return call.has("alternative")
    ? call.choice("alternative", ["two.sided", "less", "greater"])
    : "two.sided";
}
