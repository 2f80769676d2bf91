/**
 * Heddle: a literate report generator for designed experiments.
 *
 * What a person who writes TypeScript sees: tables, fits, tests, means, designs and books.
 * Numbers are R's to the last printed digit; conventions are in the manual.
 *
 * @module
 */

export { type Diagnostic, DiagnosticError, type Severity, type Span } from "./lib/diagnostic.ts";
export type { Note } from "./lib/note.ts";
export type { FileFacts, FolderEntry, World } from "./lib/world.ts";

// expressions
export { deparse } from "./lib/syntax/deparse.ts";
export { parse, type Parsed, parseExpression } from "./lib/syntax/parse.ts";
export type {
  Argument,
  CallExpr,
  CallForm,
  Expr,
  LogicalExpr,
  NameExpr,
  NullExpr,
  NumberExpr,
  StringExpr,
} from "./lib/syntax/expr.ts";

// data
export { readTable } from "./lib/site/read_table.ts";
export type {
  Column,
  FactorColumn,
  LogicalColumn,
  NotNumbers,
  NumericColumn,
  TextColumn,
} from "./lib/data/column.ts";
export type { Metadata, SymbolSpec } from "./lib/data/metadata.ts";
export type { DialectOptions } from "./lib/data/delimited/dialect.ts";
export type { ColumnClass } from "./lib/data/delimited/fill_column.ts";
export type { Extent } from "./lib/data/delimited/find_fields.ts";
export type { RowNames } from "./lib/data/delimited/row_names.ts";
export { parseTable, type ParseTableOptions } from "./lib/data/parse_table.ts";
export { type CellValues, type DeclaredFactors, tableFrom } from "./lib/data/table_from.ts";
export { type Cell, Table, type TableOptions, type TableOrigin } from "./lib/data/table.ts";

// fits
export type {
  Coding,
  Coefficient,
  Fit,
  LinearMixedModel,
  LinearModel,
  RandomEffect,
  VarianceComponent,
} from "./lib/model/fit.ts";
export type { FixedDesign, FixedTerm, FixedVariable } from "./lib/model/fixed_design.ts";
export type { Cells } from "./lib/model/cells.ts";
export { aicc, parameterCount } from "./lib/model/criteria.ts";
export { type ExplainedVariance, explainedVariance } from "./lib/model/explained_variance.ts";
export { type GroupInfluence, groupInfluence } from "./lib/model/influence.ts";
export {
  levelInfluence,
  predictionErrorVariances,
  type RowInfluence,
  rowInfluence,
} from "./lib/model/mixed_influence.ts";
export {
  type Bootstrap,
  type BootstrapOptions,
  parametricBootstrap,
} from "./lib/model/mixed_bootstrap.ts";
export { lm, type LmOptions } from "./lib/model/lm.ts";
export { lmer, type LmerOptions } from "./lib/model/lmer.ts";
export { predict, type Prediction, type PredictOptions } from "./lib/model/predict.ts";
export type { WeightlessRows } from "./lib/model/weightless.ts";

// inference
export { anova, type AnovaOptions } from "./lib/inference/anova.ts";
export type { AnovaRow, AnovaTable } from "./lib/inference/anova_table.ts";
export { cld, type CldOptions, type Letters } from "./lib/inference/cld.ts";
export { type CoefficientTest, coefficientTests } from "./lib/inference/coefficient_tests.ts";
export { compareModels, type Comparison, type ComparisonRow } from "./lib/inference/comparison.ts";
export { confint, type ConfintOptions, type Interval } from "./lib/inference/confint.ts";
export {
  contrast,
  type ContrastOptions,
  pairs,
  test,
  type ViewOptions,
} from "./lib/inference/contrast.ts";
export type { FamilyOptions } from "./lib/inference/contrast_family.ts";
export type {
  Adjust,
  ContrastRow,
  ContrastTable,
  ContrastWeights,
  Method,
} from "./lib/inference/contrast_table.ts";
export type { Ddf, DenominatorDf, FTest } from "./lib/inference/ddf.ts";
export { denominatorDf, type Information } from "./lib/inference/denominator_df.ts";
export { emmeans, type EmmeansOptions } from "./lib/inference/emmeans.ts";
export type { GridValue } from "./lib/inference/reference_grid.ts";
export type { Transformation } from "./lib/inference/transformation.ts";
export { emtrends } from "./lib/inference/emtrends.ts";
export {
  jointTest,
  type JointTestRow,
  type JointTests,
  jointTests,
  type JointTestsOptions,
} from "./lib/inference/joint_tests.ts";
export type { Weights } from "./lib/inference/margins.ts";
export type { MeansGrid, MeansRow, MeansTable, Show, Side } from "./lib/inference/means_grid.ts";
export { ranova } from "./lib/inference/ranova.ts";
export { regrid } from "./lib/inference/regrid.ts";
export { anovaByDdf, type SideBySideRow } from "./lib/inference/side_by_side.ts";

// designs
export type {
  AnovaShell,
  ShellRow,
  ShellStratum,
  SynthesisedError,
} from "./lib/design/anova_shell.ts";
export { audit, type AuditOptions } from "./lib/design/audit.ts";
export {
  type CovarianceKind,
  type CovarianceOptions,
  type CovariancePicture,
  covariancePicture,
} from "./lib/design/covariance.ts";
export type { Declaration, DesignSpec, FactorFormula } from "./lib/design/declaration.ts";
export {
  type Design,
  design,
  type DesignFactor,
  type TreatmentTerm,
  type UnitTerm,
} from "./lib/design/design.ts";
export { type Finding, type RuleCode, RULES } from "./lib/design/finding.ts";
export {
  type FisherLine,
  type FisherRow,
  type FisherTables,
  fisherTables,
} from "./lib/design/fisher_tables.ts";
export type { FactorSet } from "./lib/design/lattice.ts";
export type { FactorLetters, SymbolTable } from "./lib/design/letters.ts";
export {
  type Notation,
  type NotationFactor,
  notationOf,
  type NotationOptions,
  type NotationTerm,
} from "./lib/design/notation.ts";
export type { Polynomial } from "./lib/design/polynomial.ts";
export { planTable } from "./lib/design/plan.ts";
export { power, type PowerOptions, type PowerRow, type PowerTable } from "./lib/design/power.ts";
export {
  type ContrastPower,
  contrastPower,
  type ContrastPowerOptions,
} from "./lib/design/contrast_power.ts";
export {
  detectableDifference,
  type DetectableOptions,
  type DetectableRow,
} from "./lib/design/detectable.ts";
export {
  precision,
  type PrecisionOptions,
  type PrecisionRow,
  type PrecisionTable,
} from "./lib/design/precision.ts";
export {
  type PowerCurve,
  powerCurve,
  type ReplicationOptions,
  type ReplicationPoint,
  type SampleSize,
  sampleSize,
  type SampleSizeOptions,
} from "./lib/design/replication.ts";
export { anovaShell, type ShellOptions } from "./lib/design/shell.ts";
export {
  type SimulatedPower,
  simulatePower,
  type SimulationOptions,
} from "./lib/design/simulation.ts";
export type {
  ExpectedMeanSquares,
  FixedSource,
  Stratum,
  Structure,
  UnitFactor,
} from "./lib/design/structure.ts";
export { evaluateSymbolic } from "./lib/design/symbolic.ts";

// words
export {
  type Equation,
  equation,
  type EquationForm,
  type EquationOptions,
} from "./lib/render/equation.ts";
export {
  interactionFigure,
  meansFigure,
  type MeansFigureOptions,
  type NamedMeans,
} from "./lib/render/figure/make_means.ts";
export { residualsFigure } from "./lib/render/figure/make_residuals.ts";
export type * from "./lib/render/figure/types.ts";
export {
  prepareRendering,
  renderCsv,
  renderHtml,
  renderLatex,
  type RenderOptions,
  renderText,
} from "./lib/render/render.ts";
export type * from "./lib/render/shown.ts";

export { bindContrasts } from "./lib/inference/bind_contrasts.ts";
export { bindMeans } from "./lib/inference/bind_means.ts";

// books
export { type BuildReport, buildSite, type SiteOptions } from "./lib/site/build_site.ts";
export type { Written } from "./lib/site/output_folder.ts";
