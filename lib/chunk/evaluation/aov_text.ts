/**
 * An analysis of variance by its name, as R's console prints it.
 *
 * @module
 */
import { meanResponse } from "../../model/response_rows.ts";
import { breakFormula } from "../../render/text/deparse_lines.ts";
import type { Fit, LinearModel, Stratum } from "../../model/fit.ts";
import { isDiagonal } from "../../model/linear/strata.ts";
import { textColumns } from "../../language/print/analyses.ts";
import { formatNumber, formatNumbers, zapsmall } from "../../render/number/number_format.ts";
import { anova } from "../../inference/test/anova.ts";
import { PAGE_CONSOLE } from "../values/scope.ts";

/** A sum of squares of the table under the call. */
interface Squares {
  label: string;
  sumSq: number;
  df: number;
}

/** Sums of squares of an analysis in one stratum. */
export function squaresOf(fit: LinearModel): Squares[] {
  const { rows } = anova(fit, { type: 1, layout: "stats" });
  return rows.filter((r) => r.numDf > 0)
    .map((r) => ({ label: r.term, sumSq: r.sumSq ?? 0, df: r.numDf }));
}

function table(squares: readonly Squares[], digits: number): string[] {
  const sums = formatNumbers(zapsmall(squares.map((s) => s.sumSq), digits), { digits });
  return [
    "Terms:",
    ...textColumns(
      ["Sum of Squares", "Deg. of Freedom"],
      squares.map((s, i) => ({ head: s.label, cells: [sums[i]!, String(s.df)] })),
      PAGE_CONSOLE,
    ),
  ];
}

interface Fitted {
  squares: Squares[];
  residualDf: number;
  residualSumSq: number;
  rank: number;
  columns: number;
  orthogonal: boolean;
  /** Coefficients beside the mean. */
  effects: number;
}

function body(of: Fitted, digits: number): string[] {
  const lines = ["", ...table(of.squares, digits), ""];
  if (of.residualDf > 0) {
    lines.push(
      `Residual standard error: ${
        formatNumber(Math.sqrt(of.residualSumSq / of.residualDf), digits)
      }`,
    );
  }
  const lost = of.columns - of.rank;
  if (of.effects === 0) return lines;
  if (lost > 0) lines.push(`${lost} out of ${of.columns} effects not estimable`);
  lines.push(`Estimated effects ${of.orthogonal ? "are balanced" : "may be unbalanced"}`);
  return lines;
}

function ofStratum(stratum: Stratum, digits: number): string[] {
  const { residualDf, residualSumSq } = stratum;
  const rank = stratum.squares.size;
  const squares: Squares[] = [...stratum.terms];
  if (residualDf > 0) squares.push({ label: "Residuals", sumSq: residualSumSq, df: residualDf });
  return body({
    squares,
    residualDf,
    residualSumSq,
    rank,
    columns: stratum.coefficients.length,
    orthogonal: stratum.orthogonal,
    effects: rank,
  }, digits);
}

/** The call of an analysis without strata, whose first line R sets in. */
function calledFor(call: string): string[] {
  return breakFormula(call).map((line, index) => index === 0 ? `   ${line}` : line);
}

/** A stratum as R prints it by itself. */
export function stratumText(stratum: Stratum, call: string, digits = 7): string {
  return ["Call:", ...calledFor(call), ...ofStratum(stratum, digits)].join("\n");
}

/** An analysis as R prints it. */
export function aovText(fit: LinearModel, call: string, digits = 7): string {
  if (fit.strata) {
    const mean = meanResponse(fit);
    return [
      "",
      "Call:",
      ...breakFormula(call),
      "",
      `Grand Mean: ${formatNumber(mean, digits)}`,
      ...fit.strata.flatMap((s, i) => ["", `Stratum ${i + 1}: ${s.name}`, ...ofStratum(s, digits)]),
    ].join("\n");
  }
  const { coefficients, rank, residualDf, residualSumSq, fixed } = fit;
  const missing = missingText(fit);
  return [
    "Call:",
    ...calledFor(call),
    ...body({
      squares: squaresOf(fit),
      residualDf,
      residualSumSq,
      rank,
      columns: coefficients.length,
      orthogonal: isDiagonal(fit.decomposition),
      effects: rank - (fixed.intercept ? 1 : 0),
    }, digits),
    ...(missing ? [missing] : []),
  ].join("\n");
}

/** What R says of rows that were left out; null if there are none. */
export function missingText(fit: Fit): string | null {
  const note = fit.notes.find((n) => n.code === "dropped-rows");
  if (!note) return null;
  const { dropped } = note.data as { dropped: number };
  return `${dropped} observation${dropped === 1 ? "" : "s"} deleted due to missingness`;
}
