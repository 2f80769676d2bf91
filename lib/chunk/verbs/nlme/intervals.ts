/**
 * `intervals` of nlme: approximate intervals of all parameters of an `lme` or `gls`.
 *
 * @module
 */
import { type NlmeIntervals, nlmeIntervals } from "../../../inference/test/nlme_intervals.ts";
import { formatNumber, formatNumbers } from "../../../render/number/number_format.ts";
import { matrixLines, namedVectorLines } from "../../../render/text/layout.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { type MatrixValue, numeric, type Value } from "../../values/value.ts";

const COLUMNS = ["lower", "est.", "upper"] as const;

const numbersOf = (table: NlmeIntervals): number[][] => [
  table.rows.map((r) => r.lower),
  table.rows.map((r) => r.estimate),
  table.rows.map((r) => r.upper),
];

function tableLines(table: NlmeIntervals): string[] {
  const columns = numbersOf(table).map((values, j) => ({
    name: COLUMNS[j]!,
    cells: formatNumbers(values),
    align: "right" as const,
  }));
  return matrixLines({ rowNames: table.rows.map((r) => r.name), columns });
}

/** A table with what stands above it; `mixed` has random effects. */
function sectionLines(table: NlmeIntervals, first: boolean, mixed: boolean): string[] {
  switch (table.kind) {
    case "fixed":
      return ["", mixed ? " Fixed effects:" : " Coefficients:", ...tableLines(table)];
    case "random":
      return [
        ...(first ? ["", " Random Effects:"] : []),
        `  Level: ${table.level} `,
        ...tableLines(table),
      ];
    case "correlation":
      return ["", " Correlation structure:", ...tableLines(table)];
    case "variance":
      return ["", " Variance function:", ...tableLines(table)];
    case "sigma":
      return [
        "",
        mixed ? " Within-group standard error:" : " Residual standard error:",
        ...namedVectorLines(COLUMNS, formatNumbers(numbersOf(table).map(([v]) => v!))),
      ];
  }
}

const matrix = (table: NlmeIntervals): MatrixValue => ({
  kind: "matrix",
  rowNames: table.rows.map((r) => r.name),
  columnNames: [...COLUMNS],
  values: table.rows.map((r) => Float64Array.of(r.lower, r.estimate, r.upper)),
});

function intervals(call: Call): Value {
  const { fit } = call.fit("object");
  const { random } = fit;
  if (!random?.nlme) {
    return call.wrong(
      "object",
      "an lme or a gls",
      call.value("object"),
      "confint(m) is for others",
    );
  }
  const level = call.number("level", 0.95);
  const asked = call.choice("which", ["all", "var-cov", "fixed", "coef"] as const, "all");
  const which = asked === "coef" ? "fixed" : asked;
  const tables = call.at("object", () => nlmeIntervals(random, level, which));
  const mixed = random.nlme.levels.length > 0;
  const lines = tables.flatMap((table, i) =>
    sectionLines(table, tables[i - 1]?.kind !== "random", mixed)
  );
  const partOf = (table: NlmeIntervals): Value =>
    table.kind === "sigma"
      ? numeric(numbersOf(table).map(([v]) => v!), [...COLUMNS])
      : matrix(table);
  const names = {
    fixed: mixed ? "fixed" : "coef",
    random: "reStruct",
    correlation: "corStruct",
    variance: "varStruct",
    sigma: "sigma",
  };
  return {
    kind: "display",
    shown: {
      kind: "text",
      text: [`Approximate ${formatNumber(level * 100)}% confidence intervals`, ...lines].join("\n"),
    },
    what: "intervals of a model",
    frame: null,
    parts: Object.fromEntries(tables.map((t) => [names[t.kind], () => partOf(t)])),
  };
}

/** Intervals of a fit in nlme's terms. */
export const INTERVALS: Verb = verbOf("nlme")(
  "intervals",
  "object, level?, which?",
  "approximate intervals of all parameters of an lme or gls",
  intervals,
);
