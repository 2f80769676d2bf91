/**
 * What a page and its blocks came to.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import type { Design } from "../../design/declared/design.ts";
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { Shown } from "../../render/shown.ts";
import type { Scope } from "../values/scope.ts";

/** One value that a page shows. */
export interface ShownItem {
  value: Shown;
  /** The expression in `source` that gave it. */
  span: Span;
  /** Which part of a bare formula's report it is: `equation`, `shell`, `anova` … */
  part?: string;
  /** A caption that the expression itself gave: `kable(x, caption = "…")`. */
  caption?: string;
}

/** A remark on a piece of a block's source. */
export interface BlockNote extends Note {
  span: Span;
}

/** A factor among values, with its levels in order. */
export interface FactorLevels {
  /** Name of its column; empty if it is a value by itself. */
  column: string;
  levels: readonly string[];
}

/** What a block came to. */
export interface BlockResult {
  shown: ShownItem[];
  /** Remarks that belong to no shown value: `control` was passed over … */
  notes: BlockNote[];
  /** Faults in the order of the source, each with its place in the file. */
  diagnostics: Diagnostic[];
  /** Something in it failed, or depends on what failed. */
  failed: boolean;
  /** R that does the same (`show the R`). */
  r: string;
  /** Of a `plot` block: the page's values that its source names, as JSON. */
  values: Record<string, unknown>;
  /** Levels of the factors among these values, by the name of the value. */
  levels: Record<string, FactorLevels[]>;
  /** Models and designs that the block gave a name to, for references and audits. */
  models: NamedModel[];
  designs: { name: string; design: Design; span: Span }[];
  /** Tests and means that the block shows, with the models behind them, for audits. */
  inferences: Inference[];
}

/** A model that was given a name. */
export interface NamedModel {
  name: string;
  fit: Fit;
  /** The table that the fit was given, with the columns that the formula does not name. */
  data: Table;
  /** Name of the declared design that the block's `design` option says it belongs to. */
  design: string | null;
  /** Where it was fitted, in `source`. */
  span: Span;
}

/** Tests or means that a page shows. */
export type Inference =
  | { kind: "anova"; table: AnovaTable; fit: Fit; span: Span }
  | { kind: "means"; grid: MeansGrid; span: Span };

/** What a page came to. */
export interface PageResult {
  /** One for each block, in order. */
  blocks: BlockResult[];
  /** All values of the page, for another page's `from`. */
  scope: Scope;
}
