/**
 * The three tables that Fisher would write before any analysis: the units as they lie in the field,
 * the treatments as if there were no field, and both together (after Stroup's "What would Fisher
 * do?").
 *
 * @module
 */
import type { Design } from "../declared/design.ts";
import { anovaShell, fromObservations } from "./shell.ts";
import { symbolicText } from "./symbolic.ts";

/** A row of one of the tables. */
export interface FisherRow {
  /** Source of variation. */
  source: string;
  /** df in letters. */
  symbolic: string;
  /** df as a number. */
  df: number;
}

/** Rows that stand on one line of the three tables; null where a table has nothing there. */
export interface FisherLine {
  /** Of the units. */
  design: FisherRow | null;
  /** Of the treatments. */
  treatments: FisherRow | null;
  /** Of both. */
  combined: FisherRow | null;
}

/** The three tables, side by side. */
export interface FisherTables {
  /** Tells it from other values. */
  kind: "fisher-tables";
  /** Line by line. */
  lines: FisherLine[];
  /** Letter → count. */
  symbols: Record<string, number>;
  /** Letter → what it counts. */
  symbolMeanings: Record<string, string>;
}

/**
 * The tables for the design, for the treatments, and combined.
 *
 * @example
 * ```ts
 * import { design, fisherTables } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const combined = fisherTables(d).lines.flatMap((line) => line.combined ?? []);
 * if (!(combined.map((r) => r.source).join() === "Block,Trt,Block:Plot | Trt,Total")) throw new Error();
 * ```
 */
export function fisherTables(design: Design): FisherTables {
  const { structure } = design;
  const shell = anovaShell(design);
  const lines: FisherLine[] = structure.strata.flatMap((stratum) => {
    const name = stratum.lowest ? "Error" : stratum.unit;
    const inside = shell.rows.filter((r) => r.stratum === name);
    const whole: FisherRow = {
      source: stratum.unit,
      symbolic: symbolicText({ lead: stratum.df, minus: [] }),
      df: stratum.dfCount,
    };
    const terms = inside.filter((r) => r.source !== name);
    const after = terms.map((r) => r.source).join(", ");
    const made = inside.map((r): FisherLine => {
      const row = { source: r.source, symbolic: r.symbolic, df: r.df };
      if (r.source !== name) return { design: null, treatments: row, combined: row };
      const source = after === "" ? stratum.unit : `${stratum.unit} | ${after}`;
      return { design: whole, treatments: null, combined: { ...row, source } };
    });
    const hasError = made.some((line) => line.design !== null);
    return hasError ? made : [...made, { design: whole, treatments: null, combined: null }];
  });
  const total = shell.rows[shell.rows.length - 1]!;
  const totalRow = { source: "Total", symbolic: total.symbolic, df: total.df };
  const left = structure.fixed.reduce((n, t) => n - t.dfCount, structure.observations - 1);
  const parallels: FisherRow = {
    source: "Parallels",
    symbolic: symbolicText(fromObservations(structure, structure.fixed, [])),
    df: left,
  };
  if (left > 0) lines.push({ design: null, treatments: parallels, combined: null });
  lines.push({ design: totalRow, treatments: totalRow, combined: totalRow });
  const letters = new Set(
    lines.flatMap((l) => [l.design, l.treatments, l.combined])
      .flatMap((r) => [...(r?.symbolic ?? "")]).filter((c) => /[A-Za-z]/.test(c)),
  );
  const kept = Object.entries(structure.counts).filter(([letter]) => letters.has(letter));
  return {
    kind: "fisher-tables",
    lines,
    symbols: Object.fromEntries(kept),
    symbolMeanings: Object.fromEntries(kept.map(([c]) => [c, structure.meanings[c]!])),
  };
}
