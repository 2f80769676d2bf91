/**
 * Right values where R's are not, found again by dense algebra: what `tests/oracle/comparison/`
 * pins or takes for granted.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { PROFILE_LIMITS } from "../oracle/comparison/right_values.ts";
import { indicators, numbers, recordsOf } from "../oracle/dense/design.ts";
import { deviance, lowestDeviance } from "../oracle/dense/deviance.ts";
import type { Matrix } from "../oracle/dense/matrix.ts";
import { denseCells } from "../oracle/dense/models.ts";
import { diagonal, outerProduct } from "../oracle/dense/mixed_model.ts";
import { type CaseFacts, readCase } from "../oracle/read_case.ts";

Deno.test("by dense Kenward and Roger the intercept of three balanced rooms has 2 df", () => {
  const { mixed } = denseCells(readCase("fecal_grcbd"));
  // the mean of all cells, which the intercept of sum coding is
  const { levels } = recordsOf(readCase("fecal_grcbd"));
  const size = levels.Day!.length * levels.Trt!.length;
  const { allCells } = denseCells(readCase("fecal_grcbd"));
  assertEquals(allCells.length, size - 1);
  const mean = denseCells(readCase("fecal_grcbd")).grandMean;
  assertAlmostEquals(mixed!.df(mean), 2, 1e-9);
  assertAlmostEquals(mixed!.test([mean]).f, 176.7559, 5e-5);
});

/** A chi-square of one df has 0.95 below this. */
const CRITICAL = 3.841458820694124;

function parts(c: CaseFacts, terms: readonly string[][]): Matrix[] {
  const data = recordsOf(c);
  return [
    ...terms.map((term) => outerProduct(indicators(data, term))),
    diagonal(data.rows.map(() => 1)),
  ];
}

/** How far the profile deviance at a limit lies above the least, with one sd held. */
function rise(
  id: string,
  response: string,
  cells: readonly string[],
  terms: readonly string[][],
  start: number[],
  held: number,
  limit: number,
): number {
  const c = readCase(id);
  const data = recordsOf(c);
  const x = cells.length === 0 ? data.rows.map(() => Float64Array.of(1)) : indicators(data, cells);
  const model = { x, y: numbers(data, response), parts: parts(c, terms) };
  const least = lowestDeviance(model, start, null);
  const there = lowestDeviance(model, start.map((s, i) => i === held ? limit : s), held);
  assert(Number.isFinite(deviance(model, start)));
  return there - least;
}

Deno.test("profile limits that lme4 reads off a spline are roots of the profile deviance", () => {
  const oats = PROFILE_LIMITS.oats_splitplot![".sig02.lower"]!;
  // lme4 calls the sd of the inner term .sig01
  assertAlmostEquals(
    rise(
      "oats_splitplot",
      "yield",
      ["nitrof", "Variety"],
      [["Block", "Variety"], ["Block"]],
      [
        10,
        14,
        12,
      ],
      1,
      oats,
    ),
    CRITICAL,
    1e-6,
  );
  const pastes = PROFILE_LIMITS.pastes![".sig01.upper"]!;
  assertAlmostEquals(
    rise("pastes", "strength", [], [["batch", "cask"], ["batch"]], [2.9, 1.2, 0.8], 0, pastes),
    CRITICAL,
    1e-6,
  );
});

Deno.test("and those of the trial in three rooms, whose cells' means are enough", () => {
  const data = recordsOf(readCase("fecal_grcbd"));
  const y = numbers(data, "F.Dry.matter");
  const cells = indicators(data, ["Room", "Day", "Trt"]);
  const size = y.length / cells[0]!.length;
  const which = cells.map((row) => row.indexOf(1));
  const means = new Float64Array(cells[0]!.length);
  which.forEach((c, i) => means[c]! += y[i]! / size);
  const sumSq = y.reduce((sum, v, i) => sum + (v - means[which[i]!]!) ** 2, 0);
  const first = means.map((_, c) => which.indexOf(c));
  const rows = Array.from(first, (i) => data.rows[i]!);
  const reduced = { rows, levels: data.levels };
  const model = {
    x: indicators(reduced, ["Day", "Trt"]),
    y: means,
    parts: [outerProduct(indicators(reduced, ["Room"])), diagonal(means.map(() => 1 / size))],
    within: { df: y.length - means.length, sumSq },
  };
  const limits = PROFILE_LIMITS.fecal_grcbd!;
  const least = lowestDeviance(model, [1.7, 5.7], null);
  const upper = lowestDeviance(model, [limits[".sig01.upper"]!, 5.7], 0);
  assertAlmostEquals(upper - least, CRITICAL, 1e-6);
  // the intercept is the mean of the first cell: the others may be what they like
  const others = model.x.map((row) => row.slice(1));
  for (const side of ["lower", "upper"]) {
    const held = limits[`(Intercept).${side}`]!;
    const shifted = means.map((m, i) => m - held * model.x[i]![0]!);
    const there = lowestDeviance({ ...model, x: others, y: shifted }, [1.7, 5.7], null);
    assertAlmostEquals(there - least, CRITICAL, 1e-6);
  }
});
