/**
 * Fits of cells beside fits of the rows: every figure is the same, whatever the design.
 *
 * A cells file is written and read again each time, so that what stands between is tried as well.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  anova,
  cells,
  type CellsOptions,
  coefficientTests,
  DiagnosticError,
  emmeans,
  type Fit,
  lm,
  lmer,
  type LmerOptions,
  type LmOptions,
  pairs,
  ranova,
  Table,
  tableFrom,
} from "../../mod.ts";
import { cellsText } from "../../lib/data/cells/cells_text.ts";
import { DELIMITED } from "../../lib/data/readers/delimited.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { tableCells } from "../../lib/model/cells/table_cells.ts";

type Cell = string | number | null;
type Columns = Record<string, Cell[]>;

/** Rows of a design with normal errors; `each` is how many rows level combination i has. */
function design(
  factors: Record<string, string[]>,
  each: (i: number) => number,
  seed: number,
): Columns {
  const random = new RandomStream(seed);
  const names = Object.keys(factors);
  const out: Columns = Object.fromEntries([...names, "y", "x", "z", "w"].map((n) => [n, []]));
  const effects = Object.fromEntries(
    names.map((n) => [n, factors[n]!.map(() => 2 * random.normal())]),
  );
  const total = names.reduce((k, n) => k * factors[n]!.length, 1);
  for (let i = 0; i < total; i++) {
    let rest = i;
    const at = names.map((n) => {
      const size = factors[n]!.length;
      const level = rest % size;
      rest = Math.floor(rest / size);
      return level;
    });
    for (let k = 0; k < each(i); k++) {
      names.forEach((n, j) => out[n]!.push(factors[n]![at[j]!]!));
      const x = 10 + random.normal();
      const z = 0.5 * x + random.normal();
      const w = Math.exp(random.normal());
      const mean = names.reduce((sum, n, j) => sum + effects[n]![at[j]!]!, 20);
      const y = mean + 0.7 * x - 0.3 * z + random.normal() / Math.sqrt(w);
      out["y"]!.push(Math.round(y * 1e4) / 1e4);
      out["x"]!.push(Math.round(x * 1e3) / 1e3);
      out["z"]!.push(z);
      out["w"]!.push(Math.round(w * 100) / 100 + 0.01);
    }
  }
  return out;
}

const letters = (n: number): string[] => "ABCDEFGHIJKL".slice(0, n).split("");
const numbered = (n: number): string[] => Array.from({ length: n }, (_, i) => `r${i + 1}`);

/** A table without some of its rows' values. */
function without(columns: Columns, name: string, missing: (i: number) => boolean): Columns {
  return { ...columns, [name]: columns[name]!.map((v, i) => missing(i) ? null : v) };
}

async function throughFile(table: Table, options: CellsOptions): Promise<Table> {
  const text = await cellsText(tableCells(table, options), { from: "rows.csv", min: 1 });
  const factors = options.by.filter((name) => table.column(name)?.kind !== "numeric");
  return await DELIMITED.read(new TextEncoder().encode(text), { file: "rows.cells.csv", factors });
}

/** Numbers of a fit and of what is made of it. */
function figures(fit: Fit, specs: string | null): number[] {
  const ddf = !fit.random
    ? ["residual"] as const
    : fit.random.reml
    ? ["satterthwaite", "kenward-roger"] as const
    : ["satterthwaite"] as const;
  const flat = (value: unknown): number[] =>
    typeof value === "number"
      ? [value]
      : Array.isArray(value)
      ? value.flatMap(flat)
      : value !== null && typeof value === "object"
      ? Object.values(value).flatMap(flat)
      : [];
  const tests = fit.fixed.terms.length === 0
    ? []
    : ddf.flatMap((method) =>
      ([1, 2, 3] as const).flatMap((type) => flat(anova(fit, { type, ddf: method }).rows))
    );
  return [
    ...flat([fit.n, fit.rank, fit.residualDf, fit.sigma, fit.logLik, fit.aic, fit.bic]),
    ...flat(fit.coefficients),
    ...flat(fit.vcov),
    ...ddf.flatMap((method) => flat(coefficientTests(fit, { ddf: method }))),
    ...tests,
    ...(fit.random
      ? [
        ...flat(fit.random.theta),
        ...flat(fit.random.varianceComponents),
        ...flat(fit.random.randomEffects),
        ...flat(fit.random.covarianceParameters),
      ]
      : flat([fit.leastSquares!.rSquared, fit.leastSquares!.adjustedRSquared])),
    ...(specs === null
      ? []
      : (["equal", "proportional"] as const).flatMap((weights) =>
        ddf.flatMap((method) => {
          const means = emmeans(fit, specs, { weights, ddf: method });
          return [...flat(means.rows), ...flat(pairs(means).rows)];
        })
      )),
  ];
}

function assertSame(rows: number[], held: number[], within: number): void {
  assertEquals(held.length, rows.length);
  assert(rows.length > 10);
  rows.forEach((v, i) => {
    if (Number.isNaN(v)) assert(Number.isNaN(held[i]!));
    else if (!Number.isFinite(v)) assertEquals(held[i], v);
    else assertAlmostEquals(held[i]!, v, within * Math.max(1, Math.abs(v)));
  });
}

interface Design {
  name: string;
  columns: Columns;
  by: string[];
  covariates?: string[];
  weights?: string;
  formulas: string[];
  specs: string | null;
  options?: LmOptions & LmerOptions;
  within?: number;
}

const balanced = design(
  { Trt: letters(6), Day: ["d0", "d7", "e14"], Room: numbered(3) },
  () => 5,
  1,
);
const unbalanced = design(
  { Trt: letters(4), Day: ["d1", "d2", "d3"], Room: numbered(6) },
  (i) => 1 + (i * 7) % 5,
  2,
);
const empty = design(
  { Trt: letters(4), Day: ["d1", "d2", "d3"], Room: numbered(4) },
  (i) => i % 6 === 0 ? 0 : 1 + i % 4,
  3,
);
const plots = design(
  { A: letters(3), B: ["b1", "b2", "b3", "b4"], Block: numbered(6) },
  () => 3,
  4,
);
const shift = (columns: Columns, by: number): Columns => ({
  ...columns,
  y: columns["y"]!.map((v) => Number(v) + by),
});
const levels = { ...balanced, Dose: balanced["Day"]!.map((d) => Number(String(d).slice(1))) };

const DESIGNS: Design[] = [
  {
    name: "a completely randomised design",
    columns: balanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Day * Trt", "y ~ Trt + Room"],
    specs: "~ Trt",
  },
  {
    name: "random blocks",
    columns: balanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Day * Trt + (1 | Room)"],
    specs: "~ Trt | Day",
  },
  {
    name: "unbalanced, with interactions",
    columns: unbalanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day + Room", "y ~ Trt * Day + (1 | Room)", "y ~ Trt + (1 | Room / Day)"],
    specs: "~ Trt",
  },
  {
    name: "missing responses",
    columns: without(unbalanced, "y", (i) => i % 7 === 3),
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day + Room", "y ~ Trt * Day + (1 | Room)"],
    specs: "~ Day",
  },
  {
    name: "missing levels",
    columns: without(unbalanced, "Trt", (i) => i % 11 === 5),
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day + Room", "y ~ Day + (1 | Room)"],
    specs: "~ Day",
  },
  {
    name: "empty cells",
    columns: empty,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day", "y ~ Trt + Day + (1 | Room)"],
    specs: "~ Trt",
  },
  {
    name: "weights",
    columns: without(unbalanced, "y", (i) => i % 9 === 4),
    by: ["Trt", "Day", "Room"],
    weights: "w",
    formulas: ["y ~ Trt * Day + Room", "y ~ Trt * Day + (1 | Room)"],
    specs: "~ Trt",
    options: { weights: "w" },
  },
  {
    name: "covariates",
    columns: unbalanced,
    by: ["Trt", "Day", "Room"],
    covariates: ["x", "z"],
    formulas: [
      "y ~ Trt * x + z + Room",
      "y ~ Trt + x + z + (1 | Room)",
      "y ~ Trt * x + (1 + x | Room)",
      "z ~ x + Trt",
    ],
    specs: "~ Trt",
  },
  {
    name: "covariates, with weights and missing values of both",
    columns: without(without(unbalanced, "y", (i) => i % 9 === 4), "x", (i) => i % 10 === 1),
    by: ["Trt", "Day", "Room"],
    covariates: ["x"],
    weights: "w",
    formulas: ["y ~ Trt + x + Room", "y ~ Trt + x + (1 | Room)"],
    specs: "~ Trt",
    options: { weights: "w" },
  },
  {
    name: "a split-plot",
    columns: plots,
    by: ["A", "B", "Block"],
    formulas: ["y ~ A * B + (1 | Block / A)"],
    specs: "~ A * B",
  },
  {
    name: "a response far from 0",
    columns: shift(unbalanced, 1e9),
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day + Room", "y ~ Trt * Day + (1 | Room)"],
    specs: "~ Trt",
    // rows of numbers such as 1000000020.1234 are rounded at 1e-7
    within: 2e-6,
  },
  {
    name: "a factor that is a number",
    columns: levels,
    by: ["Trt", "Dose", "Room"],
    formulas: [
      "y ~ Trt * poly(Dose, 2) + (1 | Room)",
      "y ~ Trt + log(Dose + 1) + offset(0.1 * Dose)",
      "y ~ factor(Dose) * Trt + (1 + Dose | Room)",
    ],
    specs: "~ Trt",
  },
  {
    name: "codings that are not R's own",
    columns: unbalanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt * Day + Room"],
    specs: "~ Trt",
    options: { contrasts: { Trt: "sum", Day: "helmert" } },
  },
  {
    name: "more factors than the model has",
    columns: unbalanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ 1 + (1 | Room)", "y ~ Trt"],
    specs: null,
  },
  {
    name: "maximum likelihood",
    columns: unbalanced,
    by: ["Trt", "Day", "Room"],
    formulas: ["y ~ Trt + Day + (1 | Room)"],
    specs: null,
    options: { reml: false },
  },
];

for (
  const { name, columns, by, covariates, weights, formulas, specs, options, within } of DESIGNS
) {
  Deno.test(`cells give what rows give: ${name}`, async () => {
    const table = tableFrom(columns);
    const held = await throughFile(table, { by, response: "y", covariates, weights });
    assertEquals(held.nrow, table.nrow);
    for (const formula of formulas) {
      const isMixed = formula.includes("|");
      const of = (data: Table): Fit =>
        isMixed ? lmer(formula, data, options) : lm(formula, data, options);
      const own = formula.includes(specs?.slice(2, 3) ?? "?") ? specs : null;
      assertSame(figures(of(table), own), figures(of(held), own), within ?? 1e-8);
    }
  });
}

Deno.test("columns of weighted cells may have other names, and random terms are tested", async () => {
  const { columns, by, covariates, weights } = DESIGNS.find((d) => d.name === "weights")!;
  const table = tableFrom(columns);
  const held = await throughFile(table, { by, response: "y", covariates, weights });
  const renamed = new Table(held.columns.map((c) => c.name === "w" ? { ...c, name: "wt" } : c));
  const [group] = by;
  const formula = `y ~ 1 + (1 | ${group})`;
  const rows = lmer(formula, table, { weights: "w" });
  const cells = lmer(formula, renamed, { weights: "wt" });
  assertAlmostEquals(cells.criterion, rows.criterion, 1e-7);
  const [own, other] = [ranova(rows), ranova(cells)].map((t) => t.rows.at(-1)!);
  assertAlmostEquals(other!.statistic!, own!.statistic!, 1e-6);
  assertAlmostEquals(other!.pValue!, own!.pValue!, 1e-8);
});

/** The code of the fault of a call, and its message. */
function faultOf(run: () => unknown): string {
  const error = assertThrows(run, DiagnosticError);
  return `${error.diagnostics[0]!.code}: ${error.diagnostics[0]!.message}`;
}

Deno.test("what cells cannot do is refused with its reason", () => {
  const table = tableFrom(unbalanced);
  const held = cells(table, { by: ["Trt", "Day"], response: ["y", "z"], covariates: ["x"] });
  const cases: [string, () => unknown][] = [
    [
      "needs-rows: log(y) is computed from each row, and The table has cells and no rows",
      () => lm("log(y) ~ Trt", held),
    ],
    [
      "needs-rows: x^2 is computed from each row, and The table has cells and no rows",
      () => lm("y ~ I(x^2)", held),
    ],
    [
      "needs-rows: Room is not in The table, which has cells by Trt, Day",
      () => lmer("y ~ Trt + (1 | Room)", held),
    ],
    [
      "needs-rows: A model of both y and z takes their products, and The table has cells and no rows",
      () => lm("y ~ z", held),
    ],
    [
      "needs-rows: Residuals and fitted values are of rows, and The table has cells and no rows",
      () => lm("y ~ Trt", held).residuals,
    ],
    [
      "needs-rows: Residuals and fitted values are of rows, and The table has cells and no rows",
      () => lmer("y ~ Trt + (1 | Day)", held).fitted,
    ],
    ["needs-rows: Values of y are of rows, and The table has cells and no rows", () => held.rows()],
    [
      "needs-rows: Some rows of a cell were taken and others left, or taken twice, and The table " +
      "has cells and no rows",
      () => lm("y ~ Trt", held.filter(Int32Array.of(0, 1, 2, 30, 31))),
    ],
    ["needs-rows: id differs in rows of one cell of The table", () =>
      lm(
        "y ~ id",
        held.with({
          kind: "numeric",
          name: "id",
          values: Float64Array.from({ length: held.nrow }, (_, i) => i),
        }),
      )],
    [
      "needs-rows: Residuals with a structure are of rows, and The table has cells and no rows",
      () => lmer("y ~ Trt", held, { residual: "ar1(Day | Trt)" }),
    ],
  ];
  for (const [expected, run] of cases) {
    assertEquals(faultOf(run).replace("I(x^2)", "x^2"), expected);
  }
});

Deno.test("whole cells may be left out", () => {
  const table = tableFrom(unbalanced);
  const held = cells(table, { by: ["Trt", "Day"], response: "y" });
  const some = (of: Table): Table => {
    const trt = of.require("Trt");
    if (trt.kind !== "text") throw new Error(trt.kind);
    return of.filter(Uint8Array.from(trt.codes, (c) => trt.dictionary[c] === "A" ? 0 : 1));
  };
  assertSame(
    figures(lm("y ~ Trt * Day", some(table)), "~ Trt"),
    figures(lm("y ~ Trt * Day", some(held)), "~ Trt"),
    1e-10,
  );
});

Deno.test("a cell below the least number of rows is named", () => {
  const table = tableFrom(empty);
  assertEquals(
    faultOf(() => cells(table, { by: ["Trt", "Day"], response: "y", min: 9 })),
    "small-cells: 5 cells have fewer than 9 rows: Trt = B, Day = d1 (8); Trt = A, Day = d2 (4); " +
      "Trt = B, Day = d2 (8); Trt = A, Day = d3 (4); Trt = B, Day = d3 (8)",
  );
});
