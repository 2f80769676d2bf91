/**
 * `summarySE` of Rmisc: counts, means, standard deviations, standard errors and half the width of
 * confidence intervals of one column, by groups.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { columnNamed } from "../dplyr/codes.ts";
import { asTibble, grouped, groupingOf } from "../dplyr/grouping.ts";
import { type Column, slice, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  doubles,
  type Frame,
  frameOf,
  isAtomic,
  isFrame,
  logical,
  type Value,
} from "../values/value.ts";

function columnOf(call: Call, frame: Frame, name: string, argument: string): Value {
  return columnNamed(frame, name) ?? fail(
    "unknown-column",
    `The data have no column "${name}"`,
    { span: call.spanOf(argument), hint: suggestion(name, headsOf(frame)) ?? "" },
  );
}

function summarySE(call: Call): Value {
  const data = call.value("data");
  if (!isFrame(data)) return call.wrong("data", "a data frame", data);
  const frame = ungrouped(data);
  const measure = call.text("measurevar");
  const y = columnOf(call, frame, measure, "measurevar");
  const named = call.value("groupvars");
  if (named.type !== "character") {
    return call.wrong("groupvars", "names of columns", named, 'Write groupvars = c("a", "b")');
  }
  const vars = asCharacter(named).values.map((v) => v ?? "NA");
  for (const name of vars) columnOf(call, frame, name, "groupvars");
  const drops = call.flag("na.rm", false);
  const level = call.number("conf.interval", 0.95);
  const groups = groupingOf(grouped(asTibble(frame), vars, true, call.span), call.span)!;

  const word = (name: string, x: Value): number => {
    const names = [null, "na.rm"];
    const value = call.interpreter.call(name, [x, logical(drops)], call.span, names);
    return isAtomic(value) ? asDouble(value).values[0]! : NaN;
  };
  const statistics = groups.rows.map((rows) => {
    const own = slice(y, rows);
    const values = isAtomic(own) ? asDouble(own).values : new Float64Array(0);
    const n = drops ? Array.from(values).filter((v) => !Number.isNaN(v)).length : rows.length;
    const sd = word("sd", own);
    const se = sd / Math.sqrt(n);
    const quantile = n < 2 ? NaN : asDouble(
      call.interpreter.call("qt", [doubles([level / 2 + 0.5]), doubles([n - 1])], call.span),
    ).values[0]!;
    return { n, mean: word("mean", own), sd, se, ci: se * quantile };
  });
  const columns: Column[] = [
    ...vars.map((v, k): Column => [v, groups.keys[k]!]),
    ["N", doubles(statistics.map((s) => s.n))],
    [measure, doubles(statistics.map((s) => s.mean))],
    ["sd", doubles(statistics.map((s) => s.sd))],
    ["se", doubles(statistics.map((s) => s.se))],
    ["ci", doubles(statistics.map((s) => s.ci))],
  ];
  return frameOf(columns, statistics.length);
}

export const SUMMARY_SE: readonly Builtin[] = [
  word("summarySE", "data, measurevar, groupvars, na.rm, conf.interval, .drop!TRUE", summarySE),
];
