/**
 * `gls` and `lme` in the arguments of R's nlme: a correlation of the residuals within groups, and
 * variances that differ between groups of rows. The model is that of `lmer` with `residual =`; its
 * optimum is exact, where nlme stops within its tolerance.
 *
 * @module
 */
import { DiagnosticError, fail, spanOf } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import {
  armaStructure,
  NLME_STRUCTURES,
  type StructureKind,
  STRUCTURES,
} from "../covariance/residual/structures.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { Coding } from "../fixed/codings.ts";
import { calleeName } from "../formula/formula.ts";
import type { ResidualClause } from "../formula/residual_clause.ts";
import { GLS, LME } from "../mixed/capabilities.ts";
import { fitMixed } from "../mixed/lmer.ts";
import type { NlmeWritten } from "../nlme_written.ts";
import { randomLevels, refuseNegative } from "./random_levels.ts";
import { nested, parsed, readCall, type StructureCall } from "./structure_call.ts";
import { weighedFit, weighingOf } from "./weighed_fit.ts";

/** Options of `gls` and `lme`. */
export interface NlmeOptions {
  /** `corAR1(form = ~ 1 | Pen)`, `corExp(form = ~ x + y, nugget = TRUE)`, … */
  correlation?: string | Expr | undefined;
  /** `varIdent(form = ~ 1 | Day)`, `varPower()`, `~ x`. */
  weights?: string | Expr | undefined;
  /** REML (the default) or maximum likelihood. */
  method?: "REML" | "ML" | undefined;
  /** Codings by factor, as `lmer` takes them. */
  contrasts?: Record<string, Coding> | undefined;
}

/** nlme's words of correlation, with the structures that they are. */
const CORRELATIONS: Readonly<Record<string, StructureKind>> = {
  corAR1: NLME_STRUCTURES.corAR1!,
  corARMA: armaStructure(1, 0, false),
  corCAR1: STRUCTURES.pow!,
  corCompSymm: NLME_STRUCTURES.corCompSymm!,
  corExp: STRUCTURES.exp!,
  corGaus: STRUCTURES.gau!,
  corLin: STRUCTURES.lin!,
  corRatio: STRUCTURES.ratio!,
  corSpher: STRUCTURES.sph!,
  corSymm: NLME_STRUCTURES.corSymm!,
};

/**
 * A linear model whose residuals have a covariance, as nlme's `gls`. Tests of its coefficients have
 * nlme's df, rows less coefficients, which are too many where residuals are correlated; means have
 * Satterthwaite's.
 *
 * @throws DiagnosticError `nlme-argument`, and what `lmer` throws
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gls, tableFrom } from "@heddle/heddle";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({ y, Pen: y.map((_, i) => `p${Math.floor(i / 4)}`) });
 * const fit = gls("y ~ 1", data, { correlation: "corAR1(form = ~ 1 | Pen)" });
 * assertEquals(fit.covarianceParameters.map((p) => p.name), ["sigma2", "rho"]);
 * ```
 */
export function gls(
  formula: string | Expr,
  data: Table,
  options: NlmeOptions = {},
): LinearMixedModel {
  const weighing = weighingOf(options);
  const whole = parsed(formula);
  const { clause, structures } = clauseOf(weighing ? correlationOf(options) : options, null);
  if (weighing) {
    const { correlation } = structures;
    const asked = { model: formula, fixed: whole, levels: [], own: GLS, clause, correlation };
    return weighedFit(data, asked, weighing, rest(options));
  }
  const written: NlmeWritten = { fixed: whole, levels: [], ...structures };
  return fitMixed(formula, data, {
    residual: clause ?? "id",
    as: { ...GLS, written },
    ...rest(options),
  });
}

/**
 * A linear mixed model, as nlme's `lme`, with a correlation and variances of the residuals.
 *
 * @param random `~ 1 | Block/Plot`, `~ Day | Subject`, `list(Block = pdDiag(~ Day), Plot = ~ 1)`
 * @throws DiagnosticError `nlme-argument`, and what `lmer` throws
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lme, tableFrom } from "@heddle/heddle";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({ y, Pen: y.map((_, i) => `p${Math.floor(i / 4)}`) });
 * assertEquals(lme("y ~ 1", "~ 1 | Pen", data).groups, [{ name: "Pen", levels: 5 }]);
 * ```
 */
export function lme(
  fixed: string | Expr,
  random: string | Expr,
  data: Table,
  options: NlmeOptions = {},
): LinearMixedModel {
  try {
    return fitLevels(fixed, random, data, options);
  } catch (error) {
    const plain = withoutSymmetry(error, options);
    if (!plain) throw error;
    const fit = fitLevels(fixed, random, data, plain);
    const innermost = fit.nlme!.levels.at(-1)?.effects[0]?.group;
    // a covariance below 0 is one of the residuals alone
    const below = fit.varianceComponents.some((c) => c.group === innermost && c.sd === 0);
    const found = below ? fitLevels(fixed, random, data, options, true) : fit;
    found.notes.push(sameCovarianceNote(options, below));
    return found;
  }
}

/**
 * The options without a compound symmetry that the random effects have already: the covariance that both
 * stand for is one number. Null where that is not what is wrong.
 */
function withoutSymmetry(error: unknown, options: NlmeOptions): NlmeOptions | null {
  if (!(error instanceof DiagnosticError) || options.correlation === undefined) return null;
  if (error.diagnostics[0]?.code !== "inseparable-structure") return null;
  const { correlation, ...others } = options;
  return calleeName(parsed(correlation)) === "corCompSymm" ? others : null;
}

/** Where the covariance that was asked for twice stands, and why. */
function sameCovarianceNote({ correlation }: NlmeOptions, below: boolean): Note {
  const text = deparse(parsed(correlation!));
  const where = below
    ? "below 0, and that of the residuals alone"
    : "that of the random effects alone";
  return {
    code: "same-covariance",
    text:
      `${text} and the random effects of its groups stand for the same covariance, and the data ` +
      `cannot tell the two apart: it is ${where}`,
    data: { correlation: text, below },
  };
}

function fitLevels(
  fixed: string | Expr,
  random: string | Expr,
  data: Table,
  options: NlmeOptions,
  withoutInnermost = false,
): LinearMixedModel {
  const { text: all, outer, levels, inner } = randomLevels(parsed(random), data);
  const weighing = weighingOf(options);
  const { clause, structures } = clauseOf(weighing ? correlationOf(options) : options, inner);
  if (weighing) {
    const { correlation } = structures;
    const own = typeof fixed === "string" ? fixed : deparse(fixed);
    const model = all === "" ? own : `${own} + ${all}`;
    const asked = { model, fixed: parsed(fixed), levels, own: LME, clause, correlation };
    return weighedFit(data, asked, weighing, rest(options));
  }
  const text = typeof fixed === "string" ? fixed : deparse(fixed);
  const written: NlmeWritten = { fixed: parsed(fixed), levels, ...structures };
  const effects = withoutInnermost ? outer : all;
  const fit = fitMixed(effects === "" ? text : `${text} + ${effects}`, data, {
    ...(clause ? { residual: clause } : {}),
    as: { ...LME, written },
    ...rest(options),
  });
  refuseNegative(fit, parsed(random));
  return fit;
}

const correlationOf = ({ correlation }: NlmeOptions): NlmeOptions => ({ correlation });

function rest(
  { method, contrasts }: NlmeOptions,
): { reml: boolean; contrasts?: Record<string, Coding> } {
  return { reml: method !== "ML", ...(contrasts ? { contrasts } : {}) };
}

/**
 * What both arguments come to.
 *
 * @param inner the groups of `lme`, within which residuals are correlated if `form` names none
 */
function clauseOf(
  { correlation, weights }: NlmeOptions,
  inner: Expr | null,
): { clause: ResidualClause | null; structures: Pick<NlmeWritten, "correlation" | "variance"> } {
  const cor = correlation === undefined ? null : readCall(correlation, Object.keys(CORRELATIONS));
  const variance = weights === undefined ? null : readCall(weights, ["varIdent"]);
  if (!cor && !variance) return { clause: null, structures: { correlation: null, variance: null } };
  if (variance && !variance.form.groups) {
    fail("nlme-argument", `${variance.text} does not say which rows have a variance of their own`, {
      span: variance.span,
      hint: "Write varIdent(form = ~ 1 | Day)",
    });
  }
  const variances = variance ? { variances: groupExpr(variance.form.groups!) } : {};
  const options = { nugget: cor?.nugget ?? false, anisotropic: false, nu: 1.5 };
  const common = {
    ...(cor ?? variance)!.span,
    text: [
      ...(cor ? [`correlation = ${cor.text}`] : []),
      ...(variance ? [`weights = ${variance.text}`] : []),
    ].join(", "),
    by: null,
    common: false,
    options,
    ...variances,
  };
  const structures = {
    correlation: cor
      ? {
        word: cor.word,
        formula: writtenForm(cor, inner),
        ...(cor.word === "corARMA" ? { orders: cor.orders } : {}),
      }
      : null,
    variance: variance
      ? {
        word: variance.word,
        formula: variance.formula ?? "~1",
        strata: variance.form.groups!,
        functions: [],
      }
      : null,
  };
  if (!cor) {
    const clause = { ...common, kind: STRUCTURES.id!, visits: [], subject: null, together: false };
    return { clause, structures };
  }
  if (variance && cor.nugget) {
    fail("nlme-argument", "A nugget is not available beside weights", {
      span: cor.span,
      hint: "Leave one of them out",
    });
  }
  const { covariates } = cor.form;
  const serial = cor.word === "corAR1" || cor.word === "corARMA";
  const whole = serial && covariates.length === 1;
  const kind = cor.word === "corARMA"
    ? armaStructure(...cor.orders, whole)
    : whole
    ? NLME_STRUCTURES.lags!
    : CORRELATIONS[cor.word]!;
  if (kind.places && covariates.length === 0) {
    fail("nlme-argument", `${cor.text} does not say where the rows lie`, {
      span: cor.span,
      hint: `Write form = ~ x + y, or form = ~ t | Pen`,
    });
  }
  const groups = cor.form.groups ?? inner;
  const counted = cor.word === "corCompSymm" || covariates.length === 0;
  const clause = {
    ...common,
    kind,
    visits: counted ? [] : covariates,
    ...(counted ? { inSequence: true } : {}),
    subject: groups ? nested(groups) : null,
    together: !groups,
  };
  return { clause, structures };
}

/** `form` with the groups of the random effects, where it names none; left out, the rows in their order. */
function writtenForm(
  { form, formula }: Pick<StructureCall, "form" | "formula">,
  inner: Expr | null,
): string {
  const own = formula ?? "~1";
  return form.groups || !inner ? own : `${own} | ${deparse(inner)}`;
}

/** One expression for several groups: `a * b` of varIdent are the combinations. */
function groupExpr(expr: Expr): Expr {
  if (expr.kind === "call" && calleeName(expr) === "*") {
    fail("nlme-argument", `${deparse(expr)} are several factors`, {
      span: spanOf(expr),
      hint: "Make one of them with interaction(), and name that",
    });
  }
  return expr;
}
