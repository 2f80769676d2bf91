/**
 * Which table a result makes: its columns in R's digits or a journal's, its groups and notes.
 *
 * @module
 */
import type { AnovaTable } from "../inference/anova_table.ts";
import type { ContrastTable } from "../inference/contrast_table.ts";
import type { MeansTable } from "../inference/means_grid.ts";
import { formatNumbers } from "./number_format.ts";
import { journalP } from "./p_value.ts";
import type { RenderOptions } from "./options.ts";
import type {
  Shown,
  ShownComparison,
  ShownComponents,
  ShownFrame,
  ShownJointTests,
  ShownLetters,
  ShownMatrix,
  ShownSummary,
} from "./shown.ts";
import { plainTable, type TableColumn, type TableModel } from "./table_model.ts";
import { anovaColumns, anovaHeading, METHOD_NAMES } from "./text/anova.ts";
import {
  anovaRole,
  coefficientCells,
  type CoefficientColumn,
  STAR_LEGEND,
  starOf,
} from "./text/coefficients.ts";
import { comparisonColumns, comparisonHeading } from "./text/comparison.ts";
import { componentColumns } from "./text/components.ts";
import { blocksOf, estimateCells, type EstimateTable } from "./text/estimates.ts";
import {
  contrastColumns,
  jointColumns,
  jointMessages,
  lettersColumns,
  meansColumns,
} from "./text/means.ts";
import { summaryColumns, summaryRows } from "./text/summary.ts";
import { frameCells, numberOf } from "./text/values.ts";
import { summaryNotes } from "./summary_notes.ts";
import { termKey, typesetContrast, typesetTerm } from "./typeset.ts";
import {
  contrastMessages,
  contrastSentences,
  lettersMessages,
  meansMessages,
  meansSentences,
  otherRemarks,
  remarksBefore,
} from "./words.ts";

/** The table of a value; null for values that are no table. */
export function tableOf(shown: Shown, options: RenderOptions = {}): TableModel | null {
  switch (shown.kind) {
    case "anova":
      return anovaModel(shown.table, options);
    case "means":
      return meansModel(shown.table, options);
    case "contrasts":
      return contrastModel(shown.table, options);
    case "letters":
      return lettersModel(shown, options);
    case "joint-tests":
      return jointModel(shown, options);
    case "comparison":
      return comparisonModel(shown, options);
    case "summary":
      return summaryModel(shown, options);
    case "components":
      return componentsModel(shown, options);
    case "frame":
      return frameModel(shown);
    case "matrix":
      return matrixModel(shown);
    default:
      return null;
  }
}

/** Heads under which R's columns are read. */
const HEADS: Record<string, { head: string; italic?: boolean }> = {
  "F": { head: "F", italic: true },
  "F value": { head: "F", italic: true },
  "F.ratio": { head: "F", italic: true },
  "Chisq": { head: "χ²" },
  "Df": { head: "df" },
  "NumDF": { head: "df" },
  "DenDF": { head: "Residual df" },
  "Df.res": { head: "Residual df" },
  "df1": { head: "df" },
  "df2": { head: "Residual df" },
  "Sum Sq": { head: "Sum of squares" },
  "Mean Sq": { head: "Mean square" },
  "t value": { head: "t", italic: true },
  "t.ratio": { head: "t", italic: true },
  "z.ratio": { head: "z", italic: true },
  "z value": { head: "z", italic: true },
  "Pr(>F)": { head: "p", italic: true },
  "Pr(>Chisq)": { head: "p", italic: true },
  "Pr(>|t|)": { head: "p", italic: true },
  "Pr(>|z|)": { head: "p", italic: true },
  "p.value": { head: "p", italic: true },
  "Std. Error": { head: "SE" },
  "emmean": { head: "Mean" },
  "response": { head: "Mean" },
  "estimate": { head: "Difference" },
  "ratio": { head: "Ratio" },
  "contrast": { head: "Contrast" },
  "model term": { head: "Source" },
  "lower.CL": { head: "Lower" },
  "upper.CL": { head: "Upper" },
  "asymp.LCL": { head: "Lower" },
  "asymp.UCL": { head: "Upper" },
  ".group": { head: "Group" },
  "Res.Df": { head: "Residual df" },
  "Std.Dev.": { head: "Std. dev." },
  "Corr": { head: "Correlation" },
  "npar": { head: "Parameters" },
};

function headOf(name: string): { head: string; italic?: boolean } {
  return HEADS[name] ?? { head: name };
}

/** Columns of tests: R's cells, with a journal's p-values and stars if asked for. */
function testColumns(
  columns: CoefficientColumn[],
  digits: number,
  missing: string,
  options: RenderOptions,
): TableColumn[] {
  const cells = coefficientCells(columns, digits, missing);
  const p = columns.find((c) => c.role === "p");
  const made = columns.map((c, k): TableColumn => ({
    name: c.name,
    ...headOf(c.name),
    kind: c.role === "p" ? "p" : "number",
    values: [...c.values],
    cells: c.role === "p" && options.numbers === "journal"
      ? c.values.map(journalP)
      : (cells[k] ?? []).map((t) => t.trim()),
  }));
  if (options.stars && p) {
    const stars = p.values.map((x) => starOf(x).trim());
    made.push({ name: "", head: "", kind: "text", values: stars, cells: stars });
  }
  return made;
}

function starNotes(options: RenderOptions, columns: readonly TableColumn[]): string[] {
  const p = columns.find((c) => c.kind === "p");
  const any = p?.values.some((x) => typeof x === "number" && x < 0.1) ?? false;
  return options.stars && any ? [STAR_LEGEND] : [];
}

function termColumn(
  name: string,
  head: string,
  terms: readonly string[],
  options: RenderOptions,
): TableColumn {
  return {
    name,
    head,
    kind: "label",
    values: [...terms],
    cells: terms.map((t) => typesetTerm(t, options.labels)),
  };
}

function anovaModel(table: AnovaTable, options: RenderOptions): TableModel {
  const terms = table.rows.map((r) => r.term);
  const columns = [
    termColumn("term", "Source", terms, options),
    ...testColumns(
      anovaColumns(table).map((c) => ({ ...c, role: anovaRole(c.name) })),
      5,
      "",
      options,
    ),
  ];
  const heading = options.numbers === "journal"
    ? [anovaSentence(table)]
    : anovaHeading(table).filter((l) => l !== "");
  return plainTable(columns, {
    terms: terms.map(termKey),
    notes: [...heading, ...otherRemarks(table.notes), ...starNotes(options, columns)],
  });
}

function anovaSentence(table: AnovaTable): string {
  const type = ["I", "II", "III"][table.type - 1];
  const test = table.test === "Chisq" ? "χ²" : "F";
  const method = table.ddf === "residual" || table.ddf === "asymptotic"
    ? ""
    : `; degrees of freedom by ${METHOD_NAMES[table.ddf].replace("-", "–")}`;
  return `Type ${type} ${table.kind === "lmer" ? "Wald " : ""}${test} tests${method}.`;
}

/** Columns of estimates in emmeans's digits. */
function estimateColumns(table: EstimateTable, options: RenderOptions): TableColumn[] {
  const cells = estimateCells(table);
  return table.columns.flatMap((c, k): TableColumn[] => {
    if (table.by.includes(c.name)) return [];
    const texts = (cells[k]?.cells ?? []).map((t) => t.trim());
    const kind = c.kind === "label" ? "label" : c.kind === "p" ? "p" : "number";
    const journal = c.kind === "p" && options.numbers === "journal";
    return [{
      name: c.name,
      ...headOf(c.name),
      ...(options.labels?.[c.name] ? { head: options.labels[c.name] ?? c.name } : {}),
      kind: c.name === ".group" ? "letters" : kind,
      values: [...c.values],
      cells: journal
        ? c.values.map((v) => journalP(typeof v === "number" ? v : null))
        : c.kind === "label" && table.columns.some((o) => o.kind === "estimate") &&
            isContrast(c.name)
        ? texts.map(typesetContrast)
        : c.name === "model term"
        ? texts.map((t) => typesetTerm(t, options.labels))
        : texts.map((t) => t === "NA" ? "" : t),
    }];
  });
}

/** Columns that name contrasts: `contrast`, or a factor with its family, `Day_pairwise`. */
function isContrast(name: string): boolean {
  return name === "contrast" ||
    /_(pairwise|revpairwise|trt\.vs\.ctrl.?|eff|del\.eff|poly|consec|mean_chg|helmert)$/.test(name);
}

/** The limits under one head, whatever R calls them. */
function limitSpan(columns: readonly TableColumn[], level: number): TableModel["spans"] {
  const limits = columns.filter((c) => /^(lower|upper|asymp)\./.test(c.name));
  const [from, to] = limits;
  return from && to
    ? [{ from: from.name, to: to.name, head: `${formatNumbers([level * 100])[0]} % interval` }]
    : [];
}

function meansModel(table: MeansTable, options: RenderOptions): TableModel {
  const estimates = meansColumns(table);
  const columns = estimateColumns(estimates, options);
  const journal = options.numbers === "journal";
  return plainTable(columns, {
    groups: blocksOf(estimates),
    rowHeads: table.factors.filter((f) => !table.by.includes(f)),
    spans: limitSpan(columns, table.level),
    notes: journal
      ? meansSentences(table)
      : [...remarksBefore(table.notes), ...meansMessages(table)],
    intervals: {
      middle: table.rows.map((r) => r.estimate),
      lower: table.rows.map((r) => r.lower),
      upper: table.rows.map((r) => r.upper),
      standardError: table.rows.map((r) => r.standardError),
    },
  });
}

function contrastModel(table: ContrastTable, options: RenderOptions): TableModel {
  const estimates = contrastColumns(table);
  const columns = estimateColumns(estimates, options);
  const journal = options.numbers === "journal";
  return plainTable(columns, {
    groups: blocksOf(estimates),
    rowHeads: ["contrast", ...Object.keys(table.rows[0]?.parts ?? {})],
    spans: limitSpan(columns, table.level),
    notes: journal
      ? contrastSentences(table)
      : [...remarksBefore(table.notes), ...contrastMessages(table)],
  });
}

function lettersModel(shown: ShownLetters, options: RenderOptions): TableModel {
  const estimates = lettersColumns(shown);
  const means = meansModel(shown.table, options);
  const columns = estimateColumns(estimates, options);
  return {
    ...means,
    columns,
    groups: blocksOf(estimates),
    notes: [...remarksBefore(shown.table.notes), ...lettersMessages(shown)].map((n) =>
      n.replace(/\s*\n\s*/g, " ")
    ),
  };
}

function jointModel(shown: ShownJointTests, options: RenderOptions): TableModel {
  const estimates = jointColumns(shown);
  const columns = estimateColumns(estimates, options);
  return plainTable(columns, {
    groups: blocksOf(estimates),
    terms: shown.rows.map((r) => termKey(r.term)),
    rowHeads: ["model term"],
    notes: [...remarksBefore(shown.notes), ...jointMessages(shown)],
  });
}

function comparisonModel(shown: ShownComparison, options: RenderOptions): TableModel {
  const names = shown.of === "sum-of-squares"
    ? shown.rows.map((_, i) => String(i + 1))
    : shown.rows.map((r) => r.name);
  const columns = [
    { name: "model", head: "Model", kind: "label" as const, values: names, cells: names },
    ...testColumns(
      comparisonColumns(shown).map((c) => ({ ...c, role: anovaRole(c.name) })),
      5,
      "",
      options,
    ),
  ];
  return plainTable(columns, {
    notes: [
      ...comparisonHeading(shown).filter((l) => l !== ""),
      ...otherRemarks(shown.notes),
      ...starNotes(options, columns),
    ],
  });
}

function summaryModel(shown: ShownSummary, options: RenderOptions): TableModel {
  const names = summaryRows(shown).map((r) => r.name);
  const columns = [
    termColumn("term", "Coefficient", names, options),
    ...testColumns(summaryColumns(shown), 4, "NA", options),
  ];
  return plainTable(columns, {
    terms: names.map(() => ""),
    notes: [...summaryNotes(shown), ...starNotes(options, columns)],
  });
}

function componentsModel(shown: ShownComponents, options: RenderOptions): TableModel {
  const columns = componentColumns(shown.rows, ["Variance", "Std.Dev."], 4);
  const numbers: Record<string, (number | null)[]> = {
    "Variance": shown.rows.map((r) => r.variance),
    "Std.Dev.": shown.rows.map((r) => r.sd),
  };
  const groups = shown.rows.map((r) => r.group);
  return plainTable(
    columns.map((c, k): TableColumn => ({
      name: c.name || `Corr.${k - 3}`,
      ...headOf(c.name),
      kind: k < 2 ? "label" : "number",
      values: k === 0
        ? groups
        : numbers[c.name] ?? (k === 1
          ? shown.rows.map((r) => r.term)
          : shown.rows.map((r) => r.correlations[k - 4] ?? null)),
      cells: k === 0
        ? c.cells.map((t) => typesetTerm(t, options.labels))
        : c.cells.map((t) => t.trim()),
    })),
    {
      terms: groups.map((g) => g === "Residual" ? "" : termKey(g)),
      notes: otherRemarks(shown.notes),
    },
  );
}

function frameModel(shown: ShownFrame): TableModel {
  const columns = shown.columns.map((c): TableColumn => ({
    name: c.name,
    head: c.name,
    kind: c.type === "numeric" ? "number" : "text",
    values: c.type === "numeric" ? c.values.map(numberOf) : [...c.values],
    cells: frameCells(c).map((t) => t.trim()),
  }));
  const names = shown.rowNames;
  const own: TableColumn[] = names
    ? [{ name: "", head: "", kind: "label", values: names, cells: names }]
    : [];
  return plainTable([...own, ...columns], {
    rowHeads: names ? [""] : [],
    notes: otherRemarks(shown.notes),
  });
}

function matrixModel(shown: ShownMatrix): TableModel {
  const rows: TableColumn = {
    name: "",
    head: "",
    kind: "label",
    values: shown.rowNames,
    cells: shown.rowNames,
  };
  return plainTable([
    rows,
    ...shown.columnNames.map((name, j): TableColumn => {
      const values = shown.values.map((r) => r[j] ?? null);
      return {
        name,
        head: name,
        kind: "number",
        values,
        cells: formatNumbers(values).map((t) => t.trim()),
      };
    }),
  ]);
}
