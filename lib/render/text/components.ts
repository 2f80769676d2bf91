/**
 * Variance components as lme4 prints them.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import type { ShownComponents } from "../shown.ts";
import { formatNumbers, round } from "../number/number_format.ts";
import { matrixLines } from "./layout.ts";
import { nlmeComponentLines } from "./nlme_structures.ts";

type Row = ShownComponents["rows"][number];

/** A column of variance components. */
export interface ComponentColumn {
  name: string;
  cells: string[];
}

/**
 * Columns Groups, Name, the numbers asked for, and correlations where a group has several terms.
 *
 * @param digits Significant digits; correlations get two less, at least two.
 */
export function componentColumns(
  rows: readonly Row[],
  numbers: readonly ("Variance" | "Std.Dev.")[],
  digits: number,
): ComponentColumn[] {
  const first = rows.map((r, i) => i === 0 || rows[i - 1]?.group !== r.group || r.term === "");
  const columns: ComponentColumn[] = [
    { name: "Groups", cells: rows.map((r, i) => first[i] ? r.group : "") },
    { name: "Name", cells: rows.map((r) => r.term) },
  ];
  for (const name of numbers) {
    const values = rows.map((r) => name === "Variance" ? r.variance : r.sd);
    const texts = formatNumbers(values, { digits });
    columns.push({ name, cells: rows.map((r, i) => r.quantity ? "" : texts[i]!) });
  }
  if (rows.some((r) => r.quantity)) {
    const texts = formatNumbers(rows.map((r) => r.quantity?.value ?? null), { digits });
    columns.push({ name: "Value", cells: rows.map((r, i) => r.quantity ? texts[i]! : "") });
  }
  const most = greatest(rows.map((r) => r.correlations.length), 0);
  const correlations = correlationCells(rows, Math.max(2, digits - 2));
  for (let k = 0; k < most; k++) {
    columns.push({ name: k === 0 ? "Corr" : "", cells: correlations.map((c) => c[k] ?? "") });
  }
  return columns;
}

/** Correlations of each row with the earlier terms of its group, formatted group by group. */
function correlationCells(rows: readonly Row[], places: number): string[][] {
  const cells: string[][] = rows.map(() => []);
  let from = 0;
  while (from < rows.length) {
    let to = from + 1;
    while (
      to < rows.length && rows[to]?.group === rows[from]?.group && rows[to]?.correlations.length
    ) {
      to++;
    }
    // a variance of 0 has correlations that are no numbers; one without an estimate has none
    const all = [
      1,
      ...rows.slice(from, to).flatMap((r) =>
        r.correlations.map((c) => c !== null ? round(c, places) : r.sd === null ? null : NaN)
      ),
    ];
    const texts = formatNumbers(all, { atLeast: places });
    let next = 1;
    for (let i = from; i < to; i++) {
      cells[i] = (rows[i]?.correlations ?? []).map(() => texts[next++] ?? "");
    }
    from = to;
  }
  return cells;
}

/** Lines of a table of variance components. */
export function componentLines(
  rows: readonly Row[],
  numbers: readonly ("Variance" | "Std.Dev.")[],
  digits: number,
): string[] {
  const columns = shortened(rows, componentColumns(rows, numbers, digits));
  return matrixLines({
    rowNames: columns[0]?.cells.map(() => "") ?? [],
    columns: columns.map((c) => ({ ...c, align: "left" as const })),
  });
}

/**
 * Correlations that one number says, once, with the name of their structure; of effects of one variance the
 * first line alone.
 */
function shortened(rows: readonly Row[], columns: ComponentColumn[]): ComponentColumn[] {
  const follows = rows.map((r, i) =>
    r.structure !== undefined && r.correlations.length > 0 && rows[i - 1]?.group === r.group
  );
  if (!follows.includes(true)) return columns;
  const corr = columns.findIndex(({ name }) => name === "Corr");
  const left = follows.map((f, i) => !f || rows[i]!.structure !== "ar1");
  return columns.flatMap(({ name, cells }, k) => {
    const own = cells.map((cell, i) => {
      if (k < corr) return cell;
      if (k === corr && follows[i + 1] && !follows[i]) {
        return `${cells[i + 1]} (${rows[i]!.structure})`;
      }
      return follows[i] ? "" : cell;
    }).filter((_, i) => left[i]);
    return k > corr && own.every((cell) => cell === "") ? [] : [{ name, cells: own }];
  });
}

/** Standard deviations and correlations, as `VarCorr` prints them. */
export function componentsText(shown: ShownComponents): string[] {
  if (shown.nlme) return nlmeComponentLines(shown.nlme);
  const head = shown.part === undefined ? [] : ["", `${shown.part}:`];
  const lines = (rows: readonly Row[]): string[] =>
    componentLines(rows, shown.comp ?? ["Std.Dev."], shown.digits ?? 5);
  return [
    ...(shown.rows.length > 0 ? [...head, ...lines(shown.rows)] : []),
    ...(shown.further ?? []).flatMap(({ part, rows }) => ["", `${part}:`, ...lines(rows)]),
  ];
}
