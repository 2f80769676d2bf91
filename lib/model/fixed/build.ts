/**
 * From formula and data to everything that a fit starts from.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { FactorColumn } from "../../data/column.ts";
import type { Table } from "../../data/table.ts";
import type { Coding } from "./codings.ts";
import { fixedDesign, type FixedEffects, keysOf, plainDesign } from "./fixed_effects.ts";
import { checkHeldFormula, checkHeldFrame } from "../formula/held.ts";
import { type CellKey, type Cells, cellsOf } from "../formula/cells.ts";
import { type Formula, parseFormula, type RandomTerm } from "../formula/formula.ts";
import { type FramePart, type ModelFrame, modelFrame, type RandomPart } from "../formula/frame.ts";
import { parseResidual, type ResidualClause } from "../formula/residual_clause.ts";

/** Options that all fits share. */
export interface ModelOptions {
  /** A column of the data, or an expression of columns: prior weights. */
  weights?: string | undefined;
  /** Codings by factor; R's defaults for the others. */
  contrasts?: Record<string, Coding> | undefined;
  /** Factors whose columns are named by the numbers of their levels and not by the levels. */
  numberedContrasts?: readonly string[] | undefined;
  /** The structure of the residuals, such as `un(Day | Pen)`, or one that was parsed. */
  residual?: string | Expr | ResidualClause | undefined;
  /** The response is a proportion, see `FrameOptions`. */
  proportions?: boolean | undefined;
  /** Random terms may name the structure of their covariance matrix: `ar1(0 + day | plot)`. */
  structures?: boolean | undefined;
  /** The class of model sees rows through their cross-products alone, so that cells are enough. */
  cells?: boolean | undefined;
  /** Formulas of other parts of the model, see `FrameOptions`. */
  beside?: readonly Formula[] | undefined;
}

/** A random term on data. */
export interface RandomDesign {
  readonly term: RandomTerm;
  /** Group of each row used; levels in use, in R's order. */
  readonly group: FactorColumn;
  /** Columns of the data that the groups are made of. */
  readonly groupSources: readonly string[];
  /** Columns of the left side, with R's names. */
  readonly left: FixedEffects;
}

/** A formula on data. */
export interface BuiltModel {
  readonly formula: Formula;
  readonly frame: ModelFrame;
  readonly fixed: FixedEffects;
  readonly random: readonly RandomDesign[];
  /** Rows that agree in the fixed model row, the left sides and the groups of all random terms. */
  cells(): Cells;
}

/**
 * Builds the frame and the designs of a formula.
 *
 * @param numericTolerance see `DesignParts`
 * @throws DiagnosticError for what a caller can get wrong
 */
export function buildModel(
  source: string | Expr | Formula,
  data: Table,
  options: ModelOptions = {},
  numericTolerance?: number,
): BuiltModel {
  const written = isFormula(source) ? source : parseFormula(source);
  const formula = options.structures ? written : withoutStructures(written);
  checkHeldFormula(formula, data, {
    weights: options.weights,
    refused: options.residual !== undefined && options.residual !== "id"
      ? "Residuals with a structure are of rows"
      : options.cells
      ? null
      : "This class of model is of rows",
  });
  const frame = modelFrame(formula, data, {
    weights: options.weights,
    proportions: options.proportions,
    beside: options.beside,
    residual: options.residual === undefined ? undefined : parseResidual(options.residual),
  });
  checkHeldFrame(frame);
  const codings = options.contrasts ?? {};
  const numbered = new Set(options.numberedContrasts ?? []);
  const random = frame.random.map((part) => randomDesign(part, frame, codings, numbered));
  if (!options.structures) refuseStructures(random);
  return {
    formula,
    frame,
    fixed: fixedDesign(frame, codingsForFixed(frame, codings), numericTolerance, numbered),
    random,
    cells: () => cellsOf(modelKeys(frame), frame.n),
  };
}

/** The terms of structures without a matrix of their own: `us` is none, `diag` columns by themselves. */
function withoutStructures(formula: Formula): Formula {
  if (formula.random.every((term) => term.structure === undefined)) return formula;
  const random = formula.random.map((term): RandomTerm => {
    const { structure, ...plain } = term;
    if (structure === "us") return plain;
    return structure === "diag" ? { ...term, correlated: false } : term;
  });
  return { ...formula, random };
}

/** How many effects of a group have a structure that is any matrix of their variances. */
const FREE: Readonly<Record<string, number>> = { ar1: 1, cs: 2 };

/** Refuses structures with fewer parameters than a covariance matrix has. */
function refuseStructures(random: readonly RandomDesign[]): void {
  const bound = random.find(({ term: { structure }, left }) =>
    structure !== undefined && structure !== "diag" && left.names.length > (FREE[structure] ?? 0)
  );
  if (!bound) return;
  const { structure, start, end } = bound.term;
  fail(
    "effect-structure",
    `${structure}() of ${bound.left.names.length} effects is not fitted with independent residuals here`,
    {
      span: { start, end },
      hint: "residual = ar1(Day | Plot) has correlated residuals, and glmmTMB() such effects",
    },
  );
}

const isFormula = (source: string | Expr | Formula): source is Formula =>
  typeof source !== "string" && "random" in source;

/** Without the codings for factors that stand in random terms only. */
function codingsForFixed(
  frame: ModelFrame,
  codings: Record<string, Coding>,
): Record<string, Coding> {
  const labels = (part: FramePart): string[] => part.variables.map((v) => v.label);
  const fixed = new Set(labels(frame.fixed));
  const random = new Set(frame.random.flatMap(labels));
  return Object.fromEntries(
    Object.entries(codings).filter(([name]) => fixed.has(name) || !random.has(name)),
  );
}

function randomDesign(
  part: RandomPart,
  frame: ModelFrame,
  codings: Record<string, Coding>,
  numbered: ReadonlySet<string>,
): RandomDesign {
  const own = new Set(part.variables.map((v) => v.label));
  const relevant = Object.fromEntries(Object.entries(codings).filter(([name]) => own.has(name)));
  return {
    term: part.term,
    group: part.group,
    groupSources: part.groupSources,
    left: plainDesign(part, frame, relevant, numbered),
  };
}

function modelKeys(frame: ModelFrame): CellKey[] {
  const seen = new Set<string>();
  const variables = [frame.fixed, ...frame.random].flatMap((part) => part.variables)
    .filter((v) => !seen.has(v.label) && seen.add(v.label));
  const groups = frame.random.map((r) => ({
    codes: r.group.codes,
    size: r.group.levels.length,
  }));
  return [...groups, ...keysOf(variables)];
}
