/**
 * Densities and distributions as R's console prints them.
 *
 * @module
 */
import { formatNumbers } from "../../render/number/number_format.ts";
import { deparse } from "../../syntax/deparse.ts";
import { numberSummary, summaryCells, summaryDigits } from "../base/summary.ts";
import {
  type BuiltinValue,
  characters,
  doubles,
  integers,
  listOf,
  type ListVector,
  namesOf,
  type Value,
  withNames,
} from "../values/value.ts";
import { type PrintOptions, widthOf } from "./cells.ts";
import { table } from "./matrices.ts";

/** The summary of two columns of numbers, as that of a data frame is printed. */
function summaryTable(columns: readonly (readonly [string, Value])[], options: PrintOptions) {
  const lines = columns.map(([, x]) => {
    const { names, values } = numberSummary(x.type === "double" ? x.values : []);
    const own = withNames(doubles(Float64Array.from(values)), names);
    const cells = summaryCells(own, summaryDigits(options), options);
    return names.map((n, i) => `${n.padEnd(7)}:${cells[i]}  `);
  });
  const heads = columns.map(([name], j) => {
    const head = lines[j]![0]?.split(":")[0] ?? "";
    return " ".repeat(Math.max(0, Math.floor(widthOf(head) - widthOf(name) / 2))) + name;
  });
  const rows = lines[0]?.length ?? 0;
  return table(
    characters(
      lines.flat(),
      new Map<string, Value>([
        ["dim", integers([rows, columns.length])],
        ["dimnames", listOf([characters(new Array<string>(rows).fill("")), characters(heads)])],
        ["class", characters(["table"])],
      ]),
    ),
    options,
  );
}

/** A density: its call, its data, and the summaries of its curve. */
export function densityLines(x: ListVector, options: PrintOptions): string[] {
  const names = namesOf(x) ?? [];
  const part = (name: string): Value | null => x.values[names.indexOf(name)] ?? null;
  const [call, data, n, bw] = ["call", "data.name", "n", "bw"].map(part);
  const word = data?.type === "character" ? data.values[0] ?? "" : "";
  const count = n?.type === "integer" ? n.values[0] : "";
  const width = bw?.type === "double" ? formatNumbers([bw.values[0]!], { digits: 4 })[0] : "";
  return [
    "",
    "Call:",
    `\t${call?.type === "language" ? deparse(call.expr) : ""}`,
    "",
    `Data: ${word} (${count} obs.);\tBandwidth 'bw' = ${width}`,
    "",
    ...summaryTable([["x", part("x")!], ["y", part("y")!]], options),
    "",
  ];
}

/** An empirical distribution: where its steps are. */
export function distributionLines(x: BuiltinValue, options: PrintOptions): string[] {
  const knots = x.attributes?.get("knots");
  const at = knots?.type === "double" ? Array.from(knots.values) : [];
  const written = x.attributes?.get("written");
  const n = at.length;
  const cells = (values: number[]): string =>
    values.map((v) =>
      formatNumbers([v], { digits: options.digits - 2 })[0]!.padStart(options.digits - 1)
    ).join(", ");
  return [
    "Empirical CDF ",
    `Call: ecdf(${written?.type === "character" ? written.values[0] : "x"})`,
    ` x[1:${n}] = ${cells(at.slice(0, 3))}${n > 3 ? ", " : ""}${n > 5 ? " ..., " : ""}${
      n > 3 ? cells(at.slice(Math.max(3, n - 2))) : ""
    }`,
  ];
}
