/**
 * Means, contrasts, trends, letters and joint tests as emmeans prints them.
 *
 * @module
 */
import { showsLimits, showsTests } from "../../inference/estimate/view.ts";
import { greatest } from "../../lists.ts";
import type { Ddf } from "../../inference/df/ddf.ts";
import type { ContrastRow, ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { MeansTable } from "../../inference/means/means_grid.ts";
import { DEPENDENT, LOST } from "../../inference/test/remarks.ts";
import type { Note } from "../../note.ts";
import type { ShownJointTests, ShownLetters } from "../shown.ts";
import {
  contrastNotes,
  lettersNotes,
  meansNotes,
  notesBefore,
  otherNotes,
  unique,
} from "../words/remarks.ts";
import { round } from "../number/number_format.ts";
import { inR } from "./r_words.ts";
import { type EstimateColumn, estimateLines, type EstimateTable } from "./estimates.ts";

/**
 * True if no df is finite: z instead of t, and asymptotic limits. A row that can be estimated and
 * has no df is none of these; JSON gives infinite ones back as null, and then the method tells.
 */
function asymptotic(
  rows: readonly { df: number | null; nonEstimable: boolean }[],
  ddf: Ddf,
): boolean {
  return ddf === "asymptotic" ||
    rows.every((r) => r.df === Infinity || (r.df === null && r.nonEstimable));
}

/** df of a row; JSON has no infinity, so asymptotic df may have come back as null. */
function dfOf(row: { df: number | null; estimate: number | null }, ddf: Ddf): number | null {
  return row.df ?? (ddf === "asymptotic" && row.estimate !== null ? Infinity : null);
}

/** A limit of an interval; that of a one-sided one is infinite, which JSON gives back as null. */
function limitOf(
  row: { estimate: number | null; lower: number | null; upper: number | null },
  end: "lower" | "upper",
): number | null {
  const value = row[end];
  const other = row[end === "lower" ? "upper" : "lower"];
  const open = value === null && row.estimate !== null && other !== null;
  return open ? (end === "lower" ? -Infinity : Infinity) : value;
}

/** The columns of a table of means under emmeans's names. */
export function meansColumns(table: MeansTable): EstimateTable {
  const column = (
    name: string,
    kind: EstimateColumn["kind"],
    values: EstimateColumn["values"],
  ): EstimateColumn => ({ name, kind, values });
  const factors = [...table.factors.filter((f) => !table.by.includes(f)), ...table.by];
  const infinite = asymptotic(table.rows, table.ddf);
  return {
    by: table.by,
    columns: [
      ...factors.map((f) => column(f, "label", table.rows.map((r) => r.at[f] ?? ""))),
      column(table.estimateName, "estimate", table.rows.map((r) => r.estimate)),
      column("SE", "number", table.rows.map((r) => r.standardError)),
      column("df", "df", table.rows.map((r) => dfOf(r, table.ddf))),
      ...(!showsLimits(table.show) ? [] : [
        column(
          infinite ? "asymp.LCL" : "lower.CL",
          "number",
          table.rows.map((r) => limitOf(r, "lower")),
        ),
        column(
          infinite ? "asymp.UCL" : "upper.CL",
          "number",
          table.rows.map((r) => limitOf(r, "upper")),
        ),
      ]),
      ...(showsTests(table.show) ? testColumns(table) : []),
    ],
  };
}

/** Null value (if not 0), test statistic and p-value of means or contrasts. */
function testColumns(table: MeansTable | ContrastTable): EstimateColumn[] {
  const back = table.transform !== null && table.scale === "response";
  const nullValue = table.nullValue ?? (back && table.kind === "contrasts" ? 1 : 0);
  return [
    ...(nullValue === 0 ? [] : [{
      name: "null",
      kind: "number" as const,
      values: table.rows.map(() => nullValue),
    }]),
    {
      name: asymptotic(table.rows, table.ddf) ? "z.ratio" : "t.ratio",
      kind: "ratio",
      values: table.rows.map((r) => r.statistic ?? null),
    },
    { name: "p.value", kind: "p", values: table.rows.map((r) => r.pValue ?? null) },
  ];
}

/** Means as emmeans prints them. */
export function meansText(table: MeansTable, digits?: number): string[] {
  return [
    ...notesBefore(table.notes).map(inR),
    ...estimateLines(meansColumns(table), meansNotes(table).map(inR), digits),
  ];
}

/** The columns of a table of contrasts under emmeans's names. */
export function contrastColumns(table: ContrastTable): EstimateTable {
  const pick = (value: (row: ContrastRow) => string | number | null) => table.rows.map(value);
  const infinite = asymptotic(table.rows, table.ddf);
  const anyDf = table.ddf === "asymptotic" || table.rows.some((r) => r.df !== null);
  const limits: EstimateColumn[] = [
    {
      name: infinite && anyDf ? "asymp.LCL" : "lower.CL",
      kind: "number",
      values: pick((r) => limitOf(r, "lower")),
    },
    {
      name: infinite && anyDf ? "asymp.UCL" : "upper.CL",
      kind: "number",
      values: pick((r) => limitOf(r, "upper")),
    },
  ];
  const parts = Object.keys(table.rows[0]?.parts ?? {});
  const names: EstimateColumn[] = parts.length > 0
    ? parts.map((part) => ({
      name: part,
      kind: "label",
      values: pick((r) => r.parts?.[part] ?? ""),
    }))
    : [{ name: table.label ?? "contrast", kind: "label", values: pick((r) => r.contrast) }];
  return {
    by: table.by,
    columns: [
      ...names,
      ...table.by.map((f): EstimateColumn => ({
        name: f,
        kind: "label",
        values: pick((r) => r.by?.[f] ?? ""),
      })),
      { name: table.estimateName, kind: "estimate", values: pick((r) => r.estimate) },
      { name: "SE", kind: "number", values: pick((r) => r.standardError) },
      { name: "df", kind: "df", values: pick((r) => dfOf(r, table.ddf)) },
      ...(showsLimits(table.show) ? limits : []),
      ...(showsTests(table.show) ? testColumns(table) : []),
    ],
  };
}

/** Contrasts as emmeans prints them. */
export function contrastText(table: ContrastTable, digits?: number): string[] {
  return [
    ...notesBefore(table.notes).map(inR),
    ...estimateLines(contrastColumns(table), contrastNotes(table).map(inR), digits),
  ];
}

/** What the column of letters is called, by what letters stand for. */
export const LETTER_COLUMNS = {
  same: ".group",
  equivalent: ".equiv.set",
  different: ".signif.set",
} as const;

/** The columns of means with letters. */
export function lettersColumns(shown: ShownLetters): EstimateTable {
  const means = meansColumns(shown.table);
  const longest = greatest(shown.letters.map((t) => t.length), 0);
  const group: EstimateColumn = {
    name: LETTER_COLUMNS[shown.sets ?? "same"],
    kind: "label",
    values: shown.letters.map((t) => ` ${t.padEnd(longest)}`),
  };
  return { by: means.by, columns: [...means.columns, group] };
}

/** Means with letters as `cld` prints them. */
export function lettersText(shown: ShownLetters, digits?: number): string[] {
  return [
    ...notesBefore(shown.notes).map(inR),
    ...estimateLines(lettersColumns(shown), lettersNotes(shown).map(inR), digits),
  ];
}

/** The columns of joint tests; remarks of rows stand in a last column without a name. */
export function jointColumns(shown: ShownJointTests): EstimateTable {
  const rows = shown.rows;
  const terms = rows.some((r) => r.term !== "");
  const noted = rows.some((r) => (r.note ?? "").trim() !== "");
  return {
    // a single row a group stands in one table
    by: terms ? shown.by : [],
    columns: [
      ...(terms
        ? [{
          name: shown.termName ?? "model term",
          kind: "label" as const,
          values: rows.map((r) => r.term),
        }]
        : []),
      ...shown.by.map((f): EstimateColumn => ({
        name: f,
        kind: "label",
        values: rows.map((r) => r.by?.[f] ?? ""),
      })),
      ...(rows.some((r) => r.tSquare !== undefined)
        ? [{
          name: "T.square",
          kind: "ratio" as const,
          values: rows.map((r) => r.tSquare == null ? null : round(r.tSquare, 3)),
        }]
        : []),
      { name: "df1", kind: "df", values: rows.map((r) => r.numDf) },
      {
        name: "df2",
        kind: "df",
        values: rows.map((r) => r.denDf ?? (r.statistic === null ? null : Infinity)),
      },
      {
        name: "F.ratio",
        kind: "ratio",
        // emmeans rounds these when it makes them, before any column is looked at as a whole
        values: rows.map((r) => r.statistic === null ? null : round(r.statistic, 3)),
      },
      { name: "p.value", kind: "p", values: rows.map((r) => r.pValue) },
      ...(noted
        ? [{ name: "note", kind: "label" as const, values: rows.map((r) => noteCell(r.note)) }]
        : []),
    ],
  };
}

/** Remarks of a row, each letter at its own place: ` d e`. */
function noteCell(note: string | undefined): string {
  const has = (letter: string): string => (note ?? "").includes(letter) ? letter : " ";
  return ` ${has("d")} ${has("e")}`.trimEnd();
}

/** What the letters beside joint tests mean. */
export function jointNotes(shown: ShownJointTests): Note[] {
  const has = (letter: string): boolean => shown.rows.some((r) => (r.note ?? "").includes(letter));
  return unique([
    ...otherNotes(shown.notes),
    ...(has("d") ? [DEPENDENT] : []),
    ...(has("e") ? [LOST] : []),
  ]);
}

/** Joint tests as emmeans prints them. */
export function jointText(shown: ShownJointTests, digits?: number): string[] {
  return [
    ...notesBefore(shown.notes).map(inR),
    ...estimateLines(jointColumns(shown), jointNotes(shown).map(inR), digits),
  ];
}
