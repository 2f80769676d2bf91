/**
 * A matrix of estimates, statistics and p-values with R's digits: the rules by which R prints
 * coefficient tables and analyses of variance.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { formatNumbers, formatPValues, round, zapsmall } from "../number/number_format.ts";
import { matrixLines } from "./layout.ts";

/**
 * What a column holds decides its digits: `coefficient` columns share decimals among each other,
 * `statistic` columns likewise after rounding; a `zapped` column loses what is small beside its
 * largest number; a `plain` one is formatted by itself; `p` are p-values.
 */
export type ColumnRole = "coefficient" | "statistic" | "zapped" | "plain" | "p";

/** A column of a coefficient table. */
export interface CoefficientColumn {
  name: string;
  role: ColumnRole;
  values: readonly (number | null)[];
}

/** Codes under a table with stars. */
export const STAR_LEGEND = "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1";

/** The star of a p-value, as R marks it. */
export function starOf(p: number | null): string {
  if (p === null || Number.isNaN(p)) return "";
  if (p <= 0.001) return "***";
  if (p <= 0.01) return "**";
  if (p <= 0.05) return "*";
  return p <= 0.1 ? "." : " ";
}

/**
 * Cells of a coefficient table, one array a column.
 *
 * @param digits Significant digits of estimates; statistics get one decimal less (at most 5).
 * @param missing What stands for a missing number.
 * @param smallest The smallest p-value that is written out.
 */
export function coefficientCells(
  columns: readonly CoefficientColumn[],
  digits: number,
  missing: string,
  smallest?: number,
): string[][] {
  const testDigits = Math.max(1, Math.min(5, digits - 1));
  const values = columns.map((c) =>
    c.role === "zapped" ? zapsmall(c.values, digits) : [...c.values]
  );
  const cells: string[][] = columns.map(() => []);
  together(columns, values, cells, "coefficient", (v) => {
    const places = Math.max(1, digits - lowestDigit(v));
    return formatNumbers(v.map((x) => x === null ? null : round(x, places)), { digits });
  });
  together(
    columns,
    values,
    cells,
    "statistic",
    (v) => formatNumbers(v.map((x) => x === null ? null : round(x, testDigits)), { digits }),
  );
  columns.forEach((c, k) => {
    const own = values[k] ?? [];
    if (c.role === "zapped" || c.role === "plain") cells[k] = formatNumbers(own, { digits });
    if (c.role === "p") cells[k] = formatPValues(own, testDigits, smallest);
  });
  keepNonZero(columns, values, cells, digits);
  columns.forEach((_, k) => {
    cells[k] = (cells[k] ?? []).map((t, i) => values[k]?.[i] === null ? missing : t);
  });
  return cells;
}

/** Formats all columns of one role as a single vector. */
function together(
  columns: readonly CoefficientColumn[],
  values: readonly (readonly (number | null)[])[],
  cells: string[][],
  role: ColumnRole,
  format: (values: (number | null)[]) => string[],
): void {
  const members = columns.flatMap((c, k) => c.role === role ? [k] : []);
  const texts = format(members.flatMap((k) => values[k] ?? []));
  let from = 0;
  for (const k of members) {
    const length = values[k]?.length ?? 0;
    cells[k] = texts.slice(from, from + length);
    from += length;
  }
}

/** 1 + exponent of the smallest non-zero number: digits before the point that it needs. */
function lowestDigit(values: readonly (number | null)[]): number {
  const sizes = values.filter((x): x is number => x !== null && Number.isFinite(x) && x !== 0)
    .map(Math.abs);
  return 1 + (sizes.length > 0 ? Math.floor(Math.log10(least(sizes))) : 0);
}

/** A number that is not zero but would print as zero is written by itself. */
function keepNonZero(
  columns: readonly CoefficientColumn[],
  values: readonly (readonly (number | null)[])[],
  cells: string[][],
  digits: number,
): void {
  const lost: { k: number; i: number; x: number }[] = [];
  columns.forEach((c, k) => {
    if (c.role === "statistic" || c.role === "p") return;
    values[k]?.forEach((x, i) => {
      if (x === null || Number.isNaN(x)) return;
      if ((x === 0) !== (Number(cells[k]?.[i]) === 0)) lost.push({ k, i, x });
    });
  });
  const texts = formatNumbers(lost.map((l) => l.x), { digits: Math.max(1, digits - 1) });
  lost.forEach(({ k, i }, n) => {
    const column = cells[k];
    if (column) column[i] = texts[n] ?? "";
  });
}

/** Lines of a coefficient table with its stars and their legend. */
export function coefficientLines(
  rowNames: readonly string[],
  columns: readonly CoefficientColumn[],
  options: { digits: number; missing?: string; smallest?: number; stars?: boolean | undefined },
): string[] {
  const cells = coefficientCells(
    columns,
    options.digits,
    options.missing ?? "NA",
    options.smallest,
  );
  const matrix = columns.map((c, k) => ({
    name: c.name,
    cells: cells[k] ?? [],
    align: "right" as const,
  }));
  const p = columns.find((c) => c.role === "p");
  const starred = options.stars !== false && p?.values.some((x) => x !== null && x < 0.1);
  if (!p || !starred) return matrixLines({ rowNames, columns: matrix });
  const stars = p.values.map(starOf);
  const width = greatest(stars.map((s) => s.length));
  const starColumn = {
    name: "",
    cells: stars.map((s) => s.padEnd(width)),
    align: "right" as const,
  };
  return [
    ...matrixLines({ rowNames, columns: [...matrix, starColumn] }),
    "---",
    STAR_LEGEND,
  ];
}

/**
 * Lines of a table of tests by R's rules for analyses of variance: five digits, statistics to four
 * decimals, sums of squares and residual df without what is small beside their largest, missing
 * numbers blank. Roles follow from the names of the columns.
 */
export function anovaLines(
  rowNames: readonly string[],
  columns: readonly { name: string; values: readonly (number | null)[] }[],
  digits = 5,
  stars = true,
): string[] {
  // p-values are those of the last column
  const roled = columns.map((c, j) => {
    const role = anovaRole(c.name);
    return { ...c, role: role === "p" && j < columns.length - 1 ? "zapped" as const : role };
  });
  return coefficientLines(rowNames, roled, { digits, missing: "", stars });
}

/** The role that R gives a column of an analysis of variance. */
export function anovaRole(name: string): ColumnRole {
  if (/^(P|Pr)\(/.test(name) || name === "p-value") return "p";
  if (name === "F" || name === "Chisq" || name === "Cp" || /^.[ -]value/.test(name)) {
    return "statistic";
  }
  return /Df$/.test(name) ? "plain" : "zapped";
}
