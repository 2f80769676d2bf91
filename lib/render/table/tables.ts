/**
 * Which table a result makes: its columns in R's digits or a journal's, its groups and notes.
 *
 * @module
 */
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { MeansTable } from "../../inference/means/means_grid.ts";
import { formatNumbers } from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import type {
  Shown,
  ShownComparison,
  ShownComponents,
  ShownFrame,
  ShownJointTests,
  ShownLetters,
  ShownMatrix,
  ShownSummary,
} from "../shown.ts";
import { plainTable, rowGroups, type TableColumn, type TableModel } from "./table_model.ts";
import { CLASSES } from "../classes/classes.ts";
import { anovaColumns, anovaHeading, METHOD_NAMES } from "../text/anova.ts";
import { anovaRole } from "../text/coefficients.ts";
import { comparisonColumns, comparisonHeading } from "../text/comparison.ts";
import { componentColumns } from "../text/components.ts";
import { blocksOf } from "../text/estimates.ts";
import {
  contrastColumns,
  jointColumns,
  jointNotes,
  lettersColumns,
  meansColumns,
} from "../text/means.ts";
import { summaryColumns, summaryRows } from "../text/summary.ts";
import { frameCells, numberOf, withMissing } from "../text/values.ts";
import { summaryNotes } from "../words/summary_notes.ts";
import {
  estimateColumns,
  headOf,
  limitSpan,
  starNotes,
  termColumn,
  testColumns,
} from "./table_columns.ts";
import { termKey, typesetTerm } from "../typeset/typeset.ts";
import {
  contrastNotes,
  lettersNotes,
  meansNotes,
  notesBefore,
  otherNotes,
  sentences,
} from "../words/remarks.ts";

/** The table of a value; null for values that are no table. */
export function tableOf(shown: Shown, given: RenderOptions = {}): TableModel | null {
  const bare = "stars" in shown && shown.stars === false;
  const options = bare ? { ...given, stars: false } : given;
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
      return frameModel(shown, options);
    case "matrix":
      return matrixModel(shown, options);
    default:
      return null;
  }
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
    notes: [
      ...heading,
      ...otherNotes(table.notes).map((n) => n.text),
      ...starNotes(options, columns),
    ],
  });
}

function anovaSentence(table: AnovaTable): string {
  const type = ["I", "II", "III"][table.type - 1];
  const test = table.test === "F" ? "F" : "χ²";
  const method = table.ddf === "residual" || table.ddf === "asymptotic"
    ? ""
    : `; degrees of freedom by ${METHOD_NAMES[table.ddf].replace("-", "–")}`;
  return `Type ${type} ${CLASSES[table.kind].tests.word(table.test)}${test} tests${method}.`;
}

function meansModel(table: MeansTable, options: RenderOptions): TableModel {
  const estimates = meansColumns(table);
  const columns = estimateColumns(estimates, options);
  return plainTable(columns, {
    groups: blocksOf(estimates),
    rowHeads: table.factors.filter((f) => !table.by.includes(f)),
    spans: limitSpan(columns, table.level),
    notes: sentences(
      [...notesBefore(table.notes), ...meansNotes(table)],
      options.numbers === "journal",
    ),
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
  return plainTable(columns, {
    groups: blocksOf(estimates),
    rowHeads: [table.label ?? "contrast", ...Object.keys(table.rows[0]?.parts ?? {})],
    spans: limitSpan(columns, table.level),
    notes: sentences(
      [...notesBefore(table.notes), ...contrastNotes(table)],
      options.numbers === "journal",
    ),
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
    notes: sentences(
      [...notesBefore(shown.table.notes), ...lettersNotes(shown)],
      options.numbers === "journal",
    ),
  };
}

function jointModel(shown: ShownJointTests, options: RenderOptions): TableModel {
  const estimates = jointColumns(shown);
  const columns = estimateColumns(estimates, options);
  return plainTable(columns, {
    groups: blocksOf(estimates),
    terms: shown.rows.map((r) => termKey(r.term)),
    rowHeads: [shown.termName ?? "model term"],
    notes: sentences(
      [...notesBefore(shown.notes), ...jointNotes(shown)],
      options.numbers === "journal",
    ),
  });
}

function comparisonModel(shown: ShownComparison, options: RenderOptions): TableModel {
  const numbered = shown.of === "sum-of-squares" || shown.of === "deviance";
  const names = numbered ? shown.rows.map((_, i) => String(i + 1)) : shown.rows.map((r) => r.name);
  // models are named in the first column, so nlme's own number of each is left out
  const printed = comparisonColumns(shown).filter((c) => c.name !== "Model")
    .map((c) => ({ ...c, role: anovaRole(c.name) }));
  const tests = testColumns(printed, 5, "", options);
  // what stands before the AIC counts the parameters of a model, whichever package calls it df
  const aic = tests.findIndex((c) => c.name === "AIC");
  const columns = [
    { name: "model", head: "Model", kind: "label" as const, values: names, cells: names },
    ...tests.map((c, k) => k === aic - 1 ? { ...c, ...headOf("npar") } : c),
  ];
  return plainTable(columns, {
    notes: [
      ...comparisonHeading(shown).filter((l) => l !== ""),
      ...otherNotes(shown.notes).map((n) => n.text),
      ...starNotes(options, columns),
    ],
  });
}

function summaryModel(shown: ShownSummary, options: RenderOptions): TableModel {
  const names = summaryRows(shown).map((r) => r.name);
  const columns = [
    termColumn("term", "Coefficient", names, options),
    ...testColumns(summaryColumns(shown), shown.digits ?? 4, "NA", options),
  ];
  return plainTable(columns, {
    terms: names.map(() => ""),
    notes: [...summaryNotes(shown, options), ...starNotes(options, columns)],
  });
}

const SHORT_PARTS = {
  "Conditional model": "mean",
  "Zero-inflation model": "zeros",
  "Dispersion model": "dispersion",
} as const;

/** Tables of a summary: random effects, then coefficients, part by part. */
export function summaryParts(
  shown: ShownSummary,
  options: RenderOptions,
  partOptions: RenderOptions = options,
): { name: string; table: TableModel }[] {
  const { zeroInflation = [], dispersionModel = [], zeroRandom, dispersionRandom } =
    shown.marginal ?? {};
  const comp = shown.brief ? { comp: ["Std.Dev." as const] } : {};
  const random = (name: string, rows: ShownComponents["rows"] | null | undefined) =>
    rows && rows.length > 0
      ? [{
        name,
        table: componentsModel({ kind: "components", rows, notes: [], ...comp }, partOptions),
      }]
      : [];
  const further = (name: string, coefficients: ShownSummary["coefficients"]) =>
    coefficients.length > 0
      ? [{ name, table: { ...summaryModel({ ...shown, coefficients }, partOptions), notes: [] } }]
      : [];
  const found = [
    ...random("Random effects", shown.components),
    ...random("Random effects of the zeros", zeroRandom?.components),
    ...random("Random effects of the dispersion", dispersionRandom?.components),
    { name: "Fixed effects", table: summaryModel(shown, options) },
    ...further("Zero inflation (log-odds of a zero of its own)", zeroInflation),
    ...further("Dispersion (its logarithm)", dispersionModel),
  ];
  return found.length > 1 ? found : found.map(({ table }) => ({ name: "", table }));
}

/** Variance components; those of several parts one below the other, the part in the first column. */
function componentsModel(given: ShownComponents, options: RenderOptions): TableModel {
  const shown = given.further
    ? {
      ...given,
      rows: [
        ...given.rows,
        ...given.further.flatMap(({ part, rows }) =>
          rows.map((r) => ({ ...r, group: `${r.group} (${SHORT_PARTS[part]})` }))
        ),
      ],
    }
    : given;
  const columns = componentColumns(
    shown.rows,
    shown.comp ?? ["Variance", "Std.Dev."],
    shown.digits ?? options.digits ?? 4,
  );
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
        : c.cells.map((t) => t.trim()).map((t) => t === "NaN" ? "" : t === "NA" ? "–" : t),
    })),
    {
      terms: groups.map((g) => g === "Residual" ? "" : termKey(g)),
      notes: otherNotes(shown.notes).map((n) => n.text),
    },
  );
}

function frameModel(shown: ShownFrame, options: RenderOptions): TableModel {
  const columns = shown.columns.map((c): TableColumn => ({
    name: c.name,
    head: c.name,
    kind: c.type === "numeric" ? "number" : "text",
    values: c.type === "numeric" ? c.values.map(numberOf) : [...c.values],
    cells: withMissing(c, frameCells(c, shown.digits ?? options.digits), shown.arranged)
      .map((t) => t.trim()),
  }));
  const names = shown.rowNames;
  const own: TableColumn[] = names
    ? [{ name: "", head: "", kind: "label", values: names, cells: names }]
    : [];
  const { arranged } = shown;
  const rows = shown.columns[0]?.values.length ?? 0;
  const all = [...own, ...columns].map((column, k): TableColumn => {
    const align = arranged?.align?.[k];
    return align ? { ...column, align } : column;
  });
  return plainTable(all, {
    rowHeads: names ? [""] : [],
    notes: [...arranged?.below ?? [], ...otherNotes(shown.notes).map((n) => n.text)],
    ...(arranged ? { groups: rowGroups(arranged, rows), above: arranged.above } : {}),
  });
}

function matrixModel(shown: ShownMatrix, options: RenderOptions): TableModel {
  const rows: TableColumn = {
    name: "",
    head: "",
    kind: "label",
    values: shown.rowNames,
    cells: shown.rowNames,
  };
  return plainTable([
    rows,
    ...Array.from({ length: shown.values[0]?.length ?? 0 }, (_, j): TableColumn => {
      const name = shown.columnNames[j] ?? `[,${j + 1}]`;
      const values = shown.values.map((r) => r[j] ?? null);
      return {
        name,
        head: name,
        kind: "number",
        values,
        cells: formatNumbers(values, { digits: shown.digits ?? options.digits ?? 7 }).map((t) =>
          t.trim()
        ),
      };
    }),
  ]);
}
