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
export { readTable } from "./lib/site/book/read_table.ts";
export type {
  Column,
  FactorColumn,
  HeldRows,
  HeldSource,
  LogicalColumn,
  NotNumbers,
  NumericColumn,
  TextColumn,
} from "./lib/data/column.ts";
export { cells, type CellsOptions } from "./lib/model/cells/table_cells.ts";
export type { Metadata, SymbolSpec } from "./lib/data/metadata.ts";
export type { DialectOptions } from "./lib/data/delimited/dialect.ts";
export type { ColumnClass } from "./lib/data/delimited/column_source.ts";
export type { Extent } from "./lib/data/delimited/find_fields.ts";
export type { RowNames } from "./lib/data/delimited/row_names.ts";
export {
  type DelimitedOptions,
  parseTable,
  type ParseTableOptions,
} from "./lib/data/parse_table.ts";
export type { TableFacts } from "./lib/data/readers/table_reader.ts";
export { type CellValues, tableFrom } from "./lib/data/table_from.ts";
export type { DeclaredFactors } from "./lib/data/declared_factors.ts";
export {
  type Cell,
  Table,
  type TableOptions,
  type TableOrigin,
  type TextOrigin,
} from "./lib/data/table.ts";

// fits
export type { Coding, CodingMatrix, NamedCoding } from "./lib/model/fixed/codings.ts";
export type {
  Coefficient,
  CovarianceEstimate,
  Fit,
  GeneralizedLinearModel,
  GeneralizedMixedModel,
  Likelihood,
  LinearMixedModel,
  LinearModel,
  MarginalLimits,
  MixedEffects,
  ModelKind,
  ModelWords,
  ProfileLimits,
  PseudoInformation,
  RandomEffect,
  RandomSpread,
  ResidualType,
  RowEffects,
  VarianceComponent,
} from "./lib/model/fit.ts";
export type { DdfOffer } from "./lib/model/ddf.ts";
export type { MmrmWritten } from "./lib/model/mmrm_written.ts";
export type { Grouping, RandomTerm } from "./lib/model/formula/formula.ts";
export type { PartRandom } from "./lib/model/random_estimates.ts";
export type { SpreadScale } from "./lib/model/spread_scale.ts";
export type {
  Dispersion,
  Family,
  FamilyParameter,
  FittedFamily,
  Link,
} from "./lib/model/family.ts";
export type { AppliedFunction } from "./lib/model/formula/transformation.ts";
export type { ResponseForm } from "./lib/model/response_form.ts";
export type { FixedDesign, FixedTerm, FixedVariable } from "./lib/model/fixed/fixed_design.ts";
export type { Cells } from "./lib/model/formula/cells.ts";
export { aicc, parameterCount } from "./lib/model/criteria.ts";
export { type ExplainedVariance, explainedVariance } from "./lib/model/mixed/explained_variance.ts";
export { type GroupInfluence, groupInfluence } from "./lib/model/linear/influence.ts";
export {
  levelInfluence,
  predictionErrorVariances,
  type RowInfluence,
  rowInfluence,
} from "./lib/model/mixed/refits/influence.ts";
export {
  type Bootstrap,
  type BootstrapOptions,
  parametricBootstrap,
} from "./lib/model/mixed/refits/bootstrap.ts";
export { glm, glmNb, type GlmOptions } from "./lib/model/generalized/glm.ts";
export { glimmix, type GlimmixOptions } from "./lib/model/generalized/pseudo/glimmix.ts";
export {
  glmer,
  type GlmerOptions,
  glmmTMB,
  type GlmmTMBOptions,
  type MarginalOptions,
} from "./lib/model/generalized/laplace/mixed_model.ts";
export { lm, type LmOptions } from "./lib/model/linear/lm.ts";
export { lmer, type LmerOptions } from "./lib/model/mixed/lmer.ts";
export { gls, lme, type NlmeOptions } from "./lib/model/repeated/nlme.ts";
export { mmrm, type MmrmOptions } from "./lib/model/repeated/mmrm.ts";
export { mmrmAnova, type MmrmTest } from "./lib/inference/test/mmrm_anova.ts";
export {
  compareStructures,
  type InformationCriteria,
  type StructureRow,
} from "./lib/model/repeated/compare_structures.ts";
export { predict, type Prediction, type PredictOptions } from "./lib/model/predict.ts";
export type { WeightlessRows } from "./lib/model/fixed/weightless.ts";

// inference
export { anova, type AnovaOptions } from "./lib/inference/test/anova.ts";
export { nlmeAnova, type NlmeAnovaOptions } from "./lib/inference/test/nlme_anova.ts";
export type { AnovaRow, AnovaTable } from "./lib/inference/test/anova_table.ts";
export { cld, type CldOptions, type Letters } from "./lib/inference/contrast/cld.ts";
export { type CoefficientTest, coefficientTests } from "./lib/inference/test/coefficient_tests.ts";
export {
  compareModels,
  type Comparison,
  type ComparisonRow,
} from "./lib/inference/test/comparison.ts";
export { confint, type ConfintOptions, type Interval } from "./lib/inference/test/confint.ts";
export {
  contrast,
  type ContrastOptions,
  pairs,
  test,
  type ViewOptions,
} from "./lib/inference/contrast/contrast.ts";
export type { FamilyOptions } from "./lib/inference/contrast/contrast_family.ts";
export type { Adjust } from "./lib/inference/estimate/view.ts";
export type { ContrastRow, ContrastTable } from "./lib/inference/contrast/contrast_table.ts";
export type { ContrastWeights, MadeFamily, Method } from "./lib/inference/contrast/method.ts";
export type { Ddf, DenominatorDf, DfForms, FTest } from "./lib/inference/df/ddf.ts";
export { denominatorDf, type Information } from "./lib/inference/df/denominator_df.ts";
export type { Component } from "./lib/inference/means/components.ts";
export { type EffectSizeOptions, effectSizes } from "./lib/inference/contrast/effect_sizes.ts";
export {
  type GivenEstimates,
  type GivenMeans,
  givenMeans,
} from "./lib/inference/means/given_grids.ts";
export type { Submodel } from "./lib/inference/means/submodel.ts";
export { meansOfMeans, referenceMeans } from "./lib/inference/means/means_cells.ts";
export { emmeans, type EmmeansOptions } from "./lib/inference/means/emmeans.ts";
export type { EffectBlock } from "./lib/model/random_estimates.ts";
export type { Covariates, GridOptions } from "./lib/inference/means/reference_grid.ts";
export type { GridValue, Nesting } from "./lib/inference/means/grid.ts";
export type {
  EstimateRequest,
  EstimateRow,
  EstimateTable,
  EstimateTest,
} from "./lib/inference/estimate/estimate_table.ts";
export type { Transformation } from "./lib/model/formula/transformation.ts";
export type { Curve } from "./lib/inference/means/derivatives.ts";
export { emtrends, type TrendOptions } from "./lib/inference/means/emtrends.ts";
export {
  jointTest,
  type JointTestRow,
  type JointTests,
  jointTests,
  type JointTestsOptions,
} from "./lib/inference/test/joint_tests.ts";
export type { Weights } from "./lib/inference/means/margins.ts";
export type { MeansGrid, MeansRow, MeansTable } from "./lib/inference/means/means_grid.ts";
export type { Show, Side } from "./lib/inference/estimate/view.ts";
export {
  type ResidualSimulation,
  type SimulatedFigure,
  type SimulatedResiduals,
  simulateResiduals,
} from "./lib/inference/test/simulated_residuals.ts";
export { ranova } from "./lib/inference/test/ranova.ts";
export { regrid } from "./lib/inference/means/regrid.ts";
export { anovaByDdf, type SideBySideRow } from "./lib/inference/test/side_by_side.ts";

// designs
export type {
  AnovaShell,
  ShellRow,
  ShellStratum,
  SynthesisedError,
} from "./lib/design/structure/anova_shell.ts";
export { audit, type AuditOptions } from "./lib/design/audit/audit.ts";
export {
  type CovarianceKind,
  type CovarianceOptions,
  type CovariancePicture,
  covariancePicture,
} from "./lib/design/planning/covariance.ts";
export type { Declaration, DesignSpec, FactorFormula } from "./lib/design/declared/declaration.ts";
export {
  type Design,
  design,
  type DesignFactor,
  type TreatmentTerm,
  type UnitTerm,
} from "./lib/design/declared/design.ts";
export { type Finding, type RuleCode, RULES } from "./lib/design/audit/finding.ts";
export {
  type FisherLine,
  type FisherRow,
  type FisherTables,
  fisherTables,
} from "./lib/design/structure/fisher_tables.ts";
export type { FactorSet } from "./lib/design/structure/lattice.ts";
export type { FactorLetters, SymbolTable } from "./lib/design/structure/factor_letters.ts";
export {
  type Notation,
  type NotationFactor,
  notationOf,
  type NotationOptions,
  type NotationTerm,
} from "./lib/design/structure/notation.ts";
export type { Polynomial } from "./lib/design/structure/polynomial.ts";
export { planTable } from "./lib/design/declared/plan.ts";
export {
  power,
  type PowerOptions,
  type PowerRow,
  type PowerTable,
} from "./lib/design/planning/power.ts";
export { type CovarianceLimits, covarianceLimits } from "./lib/inference/test/covariance_limits.ts";
export { fitPower, type FitPowerOptions } from "./lib/design/planning/fit_power.ts";
export {
  structuredPower,
  type StructuredPowerOptions,
} from "./lib/design/planning/structured_power.ts";
export {
  type ContrastPower,
  contrastPower,
  type ContrastPowerOptions,
} from "./lib/design/planning/contrast_power.ts";
export {
  detectableDifference,
  type DetectableOptions,
  type DetectableRow,
} from "./lib/design/planning/detectable.ts";
export {
  precision,
  type PrecisionOptions,
  type PrecisionRow,
  type PrecisionTable,
} from "./lib/design/planning/precision.ts";
export {
  type PowerCurve,
  powerCurve,
  type ReplicationOptions,
  type ReplicationPoint,
  type SampleSize,
  sampleSize,
  type SampleSizeOptions,
} from "./lib/design/planning/replication.ts";
export { anovaShell, type ShellOptions } from "./lib/design/structure/shell.ts";
export {
  type SimulatedPower,
  simulatePower,
  type SimulationOptions,
} from "./lib/design/planning/simulation.ts";
export type {
  ExpectedMeanSquares,
  FixedSource,
  Stratum,
  Structure,
  UnitFactor,
} from "./lib/design/structure/structure.ts";
export { evaluateSymbolic } from "./lib/design/structure/symbolic.ts";

// words
export {
  type Equation,
  equation,
  type EquationForm,
  type EquationOptions,
} from "./lib/render/equation/equation.ts";
export {
  interactionFigure,
  meansFigure,
  type MeansFigureOptions,
  type NamedMeans,
} from "./lib/render/figure/made/make_means.ts";
export { residualsFigure } from "./lib/render/figure/made/make_residuals.ts";
export type * from "./lib/render/figure/types.ts";
export type {
  ArrangedFigure,
  ArrangedPart,
  Ink,
  LayerAxis,
  LayerKey,
  LayerMark,
  LayerPanel,
  Look,
  Place,
} from "./lib/render/figure/grammar/types.ts";
export type {
  Arrows as SheetArrows,
  BoxType as SheetBox,
  Font as SheetFont,
  Hatch,
  Hatched,
  KeyEntry as SheetKeyEntry,
  Links as SheetLinks,
  MarginText as SheetText,
  Placed as SheetPlaced,
  Rug as SheetRug,
  SheetAxis,
  SheetKey,
  SheetMark,
  SheetPanel,
  SheetScale,
  Side as SheetSide,
  Signs as SheetSigns,
  Words as SheetWords,
} from "./lib/render/figure/sheet/types.ts";
export type { Glyph } from "./lib/render/figure/shapes.ts";
export {
  prepareRendering,
  renderCsv,
  renderHtml,
  renderLatex,
  type RenderOptions,
  renderText,
} from "./lib/render/render.ts";
export type * from "./lib/render/shown.ts";
export type { ShownMmrm } from "./lib/render/shown_mmrm.ts";

export { bindContrasts } from "./lib/inference/contrast/bind_contrasts.ts";
export { bindMeans } from "./lib/inference/means/bind_means.ts";

// books
export { type BuildReport, buildSite } from "./lib/site/build/build_site.ts";
export type { BlockReport } from "./lib/site/build/block_reports.ts";
export type { Drift } from "./lib/site/ledger/compare.ts";
export type { WrittenLedger } from "./lib/site/ledger/write_ledger.ts";
export type { SiteOptions } from "./lib/site/build/site_options.ts";
export type { FormatName } from "./lib/write/formats.ts";
export type { Written } from "./lib/site/output/output_folder.ts";
export type {
  NlmeCorrelation,
  NlmeEffects,
  NlmeLevel,
  NlmeStructure,
  NlmeVariance,
  NlmeVarianceFunction,
  NlmeVarianceSpread,
  NlmeWritten,
  PdStructure,
} from "./lib/model/nlme_written.ts";
export type { ShownEffects, ShownNlme, ShownStructure } from "./lib/render/shown_nlme.ts";
