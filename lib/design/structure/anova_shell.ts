/**
 * The skeleton of an analysis of variance: where every degree of freedom goes.
 *
 * @module
 */
import type { Note } from "../../note.ts";

/** One row of a shell. */
export interface ShellRow {
  /** The stratum's unit term (`Blk:Main`), `Error` for the lowest, `Total` for the last row. */
  stratum: string;
  /** Unique in the shell: a treatment term, the unit term of a stratum's error row, `Error`, `Total`. */
  source: string;
  /** Plain text over `symbols`: juxtaposition is product; `+ - ( )` and integers. */
  symbolic: string;
  /** The same as a number. */
  df: number;
  /** Text, e.g. `σ² + 2σ²_{Blk:Main} + Q(A)`. Empty for `Total`. */
  expectedMeanSquare: string;
  /** Coefficient of each variance component by unit term; the lowest is `residual`. */
  meanSquare: Record<string, number>;
  /** The `source` of the row whose mean square is the denominator. */
  testedAgainst?: string;
  /** Where no row has the expectation that a denominator needs: the combination that has it. */
  synthesised?: SynthesisedError;
  /** Set on a source that nothing tests. */
  untested?: true;
}

/** A combination of mean squares that serves as a denominator. */
export interface SynthesisedError {
  /** Rows with what their mean squares are multiplied by. */
  parts: { source: string; coefficient: number; df: number }[];
  /** `MS(Lab:Mat) + MS(Day:Mat) − MS(Error)`. */
  text: string;
  /** What it expects. */
  expectedMeanSquare: string;
  /** Satterthwaite's df in mean squares. */
  df: string;
  /** The same in numbers, by the variances of the fit; of a design it is not known. */
  fittedDf?: number;
}

/** What a row is tested against, in words. */
export function againstText(row: ShellRow): string {
  return row.testedAgainst ?? row.synthesised?.text ?? (row.untested ? "no test" : "");
}

/** A stratum of a shell, in words and letters. */
export interface ShellStratum {
  /** As in the rows: a unit term, or `Error`. */
  stratum: string;
  /** How many such units there are. */
  units: number;
  /** Its component in `meanSquare`; null if it has none. */
  component: string | null;
  /** Letters of the component, as the equation has them: `w` of σ²_w; empty for the residual. */
  letters: string;
}

/** Rows by stratum, with the counts that the symbols stand for. */
export interface AnovaShell {
  /** By stratum; the last row is `Total`. */
  rows: ShellRow[];
  /** One letter each, all different; `N` is the number of observations. */
  symbols: Record<string, number>;
  /** What each letter counts, e.g. `d: "Trt"`. */
  symbolMeanings: Record<string, string>;
  /** Whether strata have their own errors. */
  strata: "separate" | "pooled";
  /** Every stratum, coarse to fine, those without rows too. */
  units?: ShellStratum[];
  /** False for an unbalanced fit, whose df come from ranks alone. */
  balanced: boolean;
  /** Remarks: pooled strata, unbalanced data. */
  notes: Note[];
}
