/**
 * Columns of results: the heads under which R's columns are read, and their cells in R's digits or
 * a journal's.
 *
 * @module
 */
import { formatNumbers } from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import { journalP } from "../number/p_value.ts";
import type { TableColumn, TableModel } from "./table_model.ts";
import {
  coefficientCells,
  type CoefficientColumn,
  STAR_LEGEND,
  starOf,
} from "../text/coefficients.ts";
import { estimateCells, type EstimateTable } from "../text/estimates.ts";
import { typesetContrast, typesetTerm } from "../typeset/typeset.ts";

/** Heads under which R's columns are read. */
const HEADS: Record<string, { head: string; italic?: boolean }> = {
  "F": { head: "F", italic: true },
  "F value": { head: "F", italic: true },
  "F values": { head: "F", italic: true },
  "F.ratio": { head: "F", italic: true },
  "Chisq": { head: "χ²" },
  "LR Chisq": { head: "χ²" },
  "L.Ratio": { head: "χ²" },
  "LR stat.": { head: "χ²" },
  "Pr(Chi)": { head: "p", italic: true },
  "Chi Df": { head: "df" },
  "Pr(>Chi)": { head: "p", italic: true },
  "Resid. Df": { head: "Residual df" },
  "Resid. Dev": { head: "Residual deviance" },
  "Df": { head: "df" },
  "NumDF": { head: "df" },
  "DenDF": { head: "Residual df" },
  "numDF": { head: "df" },
  "denDF": { head: "Residual df" },
  "F-value": { head: "F", italic: true },
  "t-value": { head: "t", italic: true },
  "p-value": { head: "p", italic: true },
  "DF": { head: "df" },
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
  "rate": { head: "Rate" },
  "estimate": { head: "Difference" },
  "ratio": { head: "Ratio" },
  "contrast": { head: "Contrast" },
  "model term": { head: "Source" },
  "lower.CL": { head: "Lower" },
  "upper.CL": { head: "Upper" },
  "asymp.LCL": { head: "Lower" },
  "asymp.UCL": { head: "Upper" },
  ".group": { head: "Group" },
  ".equiv.set": { head: "Equivalent" },
  ".signif.set": { head: "Different" },
  "Res.Df": { head: "Residual df" },
  "Std.Dev.": { head: "Std. dev." },
  "Corr": { head: "Correlation" },
  "npar": { head: "Parameters" },
};

/** The head of a column of R. */
export function headOf(name: string): { head: string; italic?: boolean } {
  return HEADS[name] ?? { head: name };
}

/** Columns of tests: R's cells, with a journal's p-values and stars if asked for. */
export function testColumns(
  columns: CoefficientColumn[],
  digits: number,
  missing: string,
  options: RenderOptions,
): TableColumn[] {
  const cells = coefficientCells(columns, options.digits ?? digits, missing);
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

/** The legend of stars, if any are shown. */
export function starNotes(options: RenderOptions, columns: readonly TableColumn[]): string[] {
  const p = columns.find((c) => c.kind === "p");
  const any = p?.values.some((x) => typeof x === "number" && x < 0.1) ?? false;
  return options.stars && any ? [STAR_LEGEND] : [];
}

/** A column of model terms. */
export function termColumn(
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

/** Columns of estimates in emmeans's digits. */
export function estimateColumns(table: EstimateTable, options: RenderOptions): TableColumn[] {
  const cells = estimateCells(table, options.digits);
  return table.columns.flatMap((c, k): TableColumn[] => {
    if (table.by.includes(c.name)) return [];
    const texts = (cells[k]?.cells ?? []).map((t) => t.trim());
    const kind = c.kind === "label" ? "label" : c.kind === "p" ? "p" : "number";
    const journal = c.kind === "p" && options.numbers === "journal";
    return [{
      name: c.name,
      ...headOf(c.name),
      ...(options.labels?.[c.name] ? { head: options.labels[c.name] ?? c.name } : {}),
      kind: /^\.(group|equiv\.set|signif\.set)$/.test(c.name) ? "letters" : kind,
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
  return /^contrast\d*$/.test(name) ||
    /_(pairwise|revpairwise|trt\.vs\.ctrl.?|eff|del\.eff|poly|consec|mean_chg|helmert)$/.test(name);
}

/** The limits under one head, whatever R calls them. */
export function limitSpan(columns: readonly TableColumn[], level: number): TableModel["spans"] {
  const limits = columns.filter((c) => /^(lower|upper|asymp)\./.test(c.name));
  const [from, to] = limits;
  return from && to
    ? [{ from: from.name, to: to.name, head: `${formatNumbers([level * 100])[0]} % interval` }]
    : [];
}
