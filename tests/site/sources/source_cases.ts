/**
 * A book with sources in a folder, and what `heddle sources` makes of it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { anova, coefficientTests, emmeans, type Fit, lm, lmer, pairs } from "../../../mod.ts";
import { sourcesCommand } from "../../../lib/cli/sources_command.ts";
import { parseTable } from "../../../lib/data/parse_table.ts";
import { DELIMITED } from "../../../lib/data/readers/delimited.ts";
import { cell, type Table } from "../../../lib/data/table.ts";
import { CapturedWorld, type Ran } from "../../cli/captured_world.ts";
import { moments, type Plot, product, weightSums } from "./exact_cells.ts";

/** Runs the command with an environment of its own. */
export async function sources(
  environment: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<Ran> {
  const world = new CapturedWorld();
  const status = await sourcesCommand(world, words, false, (name) => environment[name]);
  return { status, out: world.out, err: world.err };
}

/** Faults of a run with `--json`. */
export function faults({ out }: Ran): Record<string, unknown>[] {
  return JSON.parse(out) as Record<string, unknown>[];
}

/** A cells file taken apart. */
export function cellsIn(text: string): { head: Map<string, string[]>; table: Table } {
  const head = new Map<string, string[]>();
  const lines = text.split("\n").filter((line) => line.startsWith("# "));
  for (const line of lines) {
    const [, name, value] = /^# (\w+):? (.*)$/.exec(line)!;
    head.set(name!, [...head.get(name!) ?? [], value!]);
  }
  return { head, table: parseTable(text, { skip: lines.length, naStrings: [] }) };
}

/**
 * Holds a cells file by treatment and day to the rows that it is of.
 *
 * @param most How far a moment may lie from the exact one, relative to what it is made of: engines sum
 * one value after another.
 */
export function assertExact(
  text: string,
  rows: readonly Plot[],
  weighted = false,
  most = 2e-13,
): void {
  const near = (given: number, right: number, scale: number): void => {
    assert(Math.abs(given - right) <= most * scale, `${given} is not ${right} (scale ${scale})`);
  };
  const { head, table } = cellsIn(text);
  const origins = new Map(
    (head.get("origin") ?? []).map((line) => [line.split(" = ")[0]!, Number(line.split(" = ")[1])]),
  );
  const value = (name: string, c: number): number => Number(cell(table.require(name), c) ?? NaN);
  let seen = 0;
  for (let c = 0; c < table.nrow; c++) {
    const trt = cell(table.require("Trt"), c);
    const day = cell(table.require("Day"), c);
    const hasZ = value("z.n", c) > 0;
    const own = rows.filter((row) =>
      row.trt === trt && row.day === day && (row.z !== null) === hasZ
    );
    seen += own.length;
    assertEquals(value("n", c), own.length);
    for (const name of ["y", "z", "x"] as const) {
      const right = moments(own, name, origins.get(name) ?? 0, weighted);
      assertEquals(value(`${name}.n`, c), right.n);
      if (right.n === 0) {
        assert(Number.isNaN(value(`${name}.mean`, c)) && Number.isNaN(value(`${name}.ss`, c)));
        continue;
      }
      const spread = Math.sqrt(right.ss / right.n);
      near(value(`${name}.mean`, c), right.mean, Math.abs(right.mean) + spread);
      near(value(`${name}.ss`, c), right.ss, right.ss);
    }
    for (const y of ["y", "z"] as const) {
      if (y === "z" && !hasZ) continue;
      const [a, b] = [moments(own, "x", 0, weighted), moments(own, y, 0, weighted)];
      near(value(`x.${y}.cp`, c), product(own, "x", y, weighted), Math.sqrt(a.ss * b.ss));
    }
    if (weighted) {
      const plain = moments(own, "x", origins.get("x") ?? 0);
      near(value("x.avg", c), plain.mean, Math.abs(plain.mean) + 1);
      const right = weightSums(own);
      near(value("w.sum", c), right.sum, right.sum);
      near(value("w.log", c), right.log, own.length);
    }
  }
  assertEquals(seen, rows.length);
  assertEquals(head.get("rows"), [String(rows.length)]);
}

/** Fits that cells are to give as rows do: of several strata, with a covariate and without. */
const FITS: readonly [string, (data: Table) => Fit, string][] = [
  ["Trt * Day", (data) => lm("y ~ Trt * Day", data), "~ Trt | Day"],
  ["Trt + Day + x", (data) => lm("y ~ Trt + Day + x", data), "~ Trt"],
  ["Trt | Day", (data) => lmer("y ~ Trt + (1 | Day)", data), "~ Trt"],
  ["x + Day | Trt", (data) => lmer("y ~ x + Day + (1 | Trt) + (1 | Trt:Day)", data), "~ Day"],
];

/** How far a figure may lie from that of the rows, relative to its size. */
const SAME = 1e-10;

/**
 * Holds every estimate, test and mean of fits of a cells file to those of its rows.
 *
 * @param csv The rows.
 * @param shift What was added to the response of the cells alone: means and intercepts differ by it.
 * @returns the largest difference of linear models, and that of mixed ones
 */
export async function assertSameFits(
  csv: string,
  cells: string,
  shift = 0,
): Promise<{ linear: number; mixed: number }> {
  const factors = { factors: ["Trt", "Day"] };
  const rows = parseTable(csv, factors);
  const bytes = new TextEncoder().encode(cells);
  const held = await DELIMITED.read(bytes, { file: "taken.cells.csv", ...factors });
  const worst = { linear: 0, mixed: 0 };
  let kind: keyof typeof worst = "linear";
  const same = (what: string, own: unknown, right: unknown, scale: number): void => {
    if (typeof right !== "number") return assertEquals(own, right, what);
    const error = Math.abs(Number(own) - right) / Math.max(scale, Number.MIN_VALUE);
    if (right === own) return;
    worst[kind] = Math.max(worst[kind], error);
    assert(error <= SAME, `${what}: ${own} is not ${right}`);
  };
  for (const [name, fit, specs] of FITS) {
    const [right, own] = [fit(rows), fit(held)];
    kind = right.random === null ? "linear" : "mixed";
    const tests = coefficientTests(right);
    coefficientTests(own).forEach((test, k) => {
      const { name: coefficient, estimate, standardError, df } = tests[k]!;
      const what = `${name}, ${coefficient}`;
      const offset = coefficient === "(Intercept)" ? shift : 0;
      // A double holds an intercept beside the shift to so many digits.
      const scale = Math.abs(estimate!) + standardError! + offset;
      same(what, test.estimate! - offset, estimate, scale);
      same(what, test.standardError, standardError, standardError!);
      same(what, test.df, df, df!);
    });
    const table = anova(right);
    anova(own).rows.forEach((row, k) => {
      const { term, statistic, numDf, denDf, pValue } = table.rows[k]!;
      const what = `${name}, ${term}`;
      same(what, row.statistic, statistic, Math.abs(statistic ?? 0));
      same(what, row.numDf, numDf, 1);
      same(what, row.denDf, denDf, denDf ?? 1);
      same(what, row.pValue, pValue, 1);
    });
    const [means, ownMeans] = [emmeans(right, specs), emmeans(own, specs)];
    ownMeans.rows.forEach((row, k) => {
      const { estimate, standardError, df } = means.rows[k]!;
      same(`${name}, mean`, row.estimate! - shift, estimate, Math.abs(estimate!) + shift);
      same(`${name}, mean`, row.standardError, standardError, standardError!);
      same(`${name}, mean`, row.df, df, df!);
    });
    const contrasts = pairs(means).rows;
    pairs(ownMeans).rows.forEach((row, k) => {
      const { estimate, standardError } = contrasts[k]!;
      same(`${name}, pair`, row.estimate, estimate, Math.abs(estimate!) + standardError!);
    });
  }
  return worst;
}
