/**
 * What a request of `fit` gives: values with their names, and remarks.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { anovaShell } from "../../design/structure/shell.ts";
import { anova, type AnovaOptions } from "../../inference/test/anova.ts";
import { cld } from "../../inference/contrast/cld.ts";
import { coefficientTests } from "../../inference/test/coefficient_tests.ts";
import { compareNamed } from "../../inference/test/comparison.ts";
import { confint } from "../../inference/test/confint.ts";
import {
  contrast,
  type ContrastOptions,
  test,
  type ViewOptions,
} from "../../inference/contrast/contrast.ts";
import type { ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { Method } from "../../inference/contrast/method.ts";
import { emmeans, type EmmeansOptions } from "../../inference/means/emmeans.ts";
import { emtrends } from "../../inference/means/emtrends.ts";
import { jointTests } from "../../inference/test/joint_tests.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import { methodNamed } from "../../inference/means/means_spec.ts";
import { ranova } from "../../inference/test/ranova.ts";
import type { Table } from "../../data/table.ts";
import { fail } from "../../diagnostic.ts";
import type { Fit, LinearMixedModel } from "../../model/fit.ts";
import { parseFormula } from "../../model/formula/formula.ts";
import { lm } from "../../model/linear/lm.ts";
import { lmer } from "../../model/mixed/lmer.ts";
import { lostVariances } from "../../model/covariance/lost_variances.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Note } from "../../note.ts";
import { equation } from "../../render/equation/equation.ts";
import { formatNumber } from "../../render/number/number_format.ts";
import type { Shown, ShownMatrix } from "../../render/shown.ts";
import { summaryOf } from "../../render/summary.ts";
import type { FitRequest } from "./fit_request.ts";
import { inText } from "./fit_place.ts";

/** One value that was asked for. */
export interface FitSection {
  /** `anova`, `summary`, `means` … */
  name: string;
  value: Shown;
}

/** A fit and all that was asked of it. */
export interface FitResult {
  fit: Fit;
  sections: FitSection[];
  /** What R says as messages: of the data, of the fit, of its values. */
  notes: Note[];
}

/** What R calls the data and the models here. */
const DATA = "dat", FULL = "f", REDUCED = "f0";

/**
 * Fits the model and makes everything asked for, in the order of the options' explanations.
 *
 * @throws {DiagnosticError} what the engine refuses, with its place in the option
 */
export function fitSections(given: FitRequest, data: Table): FitResult {
  checkWeights(given, data);
  const fit = inText("formula", given.formula, () => fitted(given, given.formula, data));
  // Kenward-Roger df need REML
  const byMl = fit.likelihood.method === "ML" && given.ddf === undefined;
  const request: FitRequest = byMl ? { ...given, ddf: "satterthwaite" } : given;
  const sections: FitSection[] = [];
  const notes: Note[] = [...data.notes, ...fit.notes];
  const add = (name: string, value: Shown, remarks: readonly Note[] = []): void => {
    sections.push({ name, value });
    addAll(notes, remarks);
  };
  if (request.type !== 0) {
    const table = anova(fit, testOptions(request, fit));
    add("anova", { kind: "anova", table }, table.notes);
  }
  if (request.summary) add("summary", summarised(request, fit));
  if (request.varcorr) add("components", components(mixed(fit, "varcorr")));
  if (request.joint) add("joint-tests", jointTests(fit, ddfOptions(request)));
  if (request.ranova) {
    const table = ranova(mixed(fit, "ranova"));
    add("random-terms", table, table.notes);
  }
  if (request.compare.length > 0) {
    const others = request.compare.map((text) =>
      inText("compare", text, () => fitted(request, text, data))
    );
    const many = others.length > 1;
    const called = others.map((_, i) => many ? `${REDUCED}${i + 1}` : REDUCED);
    const table = compareNamed([...others, fit], [...called, FULL]);
    add("comparison", { ...table, data: DATA }, table.notes);
  }
  if (request.confint) add("intervals", intervals(request, fit));
  if (request.equation) add("equation", equation(fit));
  if (request.shell) add("shell", { kind: "shell", shell: anovaShell(fit) });
  for (const spec of request.means) {
    for (const { name, value } of meansSections(request, fit, spec)) add(name, value);
  }
  return { fit, sections, notes: unique(notes) };
}

/** An unknown column is to be told of the option that names it. */
function checkWeights({ weights }: FitRequest, data: Table): void {
  if (weights === undefined || !/^[\w.]+$/.test(weights) || data.column(weights)) return;
  const hint = suggestion(weights, data.names);
  inText(
    "weights",
    weights,
    () => fail("unknown-column", `The data have no column "${weights}"`, hint ? { hint } : {}),
  );
}

function unique(notes: readonly Note[]): Note[] {
  return notes.filter((note, i) => notes.findIndex((other) => other.text === note.text) === i);
}

function fitted(
  request: FitRequest,
  formula: string,
  data: Table,
): Fit {
  const { weights, coding } = request;
  const factors = data.columns.flatMap((c) =>
    c.kind === "factor" || c.kind === "text" ? [c.name] : []
  );
  const contrasts = typeof coding === "string"
    ? Object.fromEntries(factors.map((name) => [name, coding]))
    : coding;
  const options = { weights, contrasts };
  const isMixed = parseFormula(formula).random.length > 0;
  return isMixed
    ? lmer(formula, data, { ...options, reml: !request.ml })
    : lm(formula, data, options);
}

function mixed(fit: Fit, option: string): LinearMixedModel {
  if (fit.random) return fit.random;
  return fail("no-random-terms", `--${option} is of random terms, and the model has none`, {
    hint: "Write them into the formula: + (1 | Block)",
  });
}

function ddfOptions(request: FitRequest): Pick<AnovaOptions, "ddf" | "information"> {
  return { ddf: request.ddf, information: request.information };
}

/**
 * Whose hypotheses and table: car knows Kenward-Roger alone, and lmerTest Type I, so that Type I
 * and Satterthwaite df of an `lmer` come as lmerTest has them.
 */
function testOptions(request: FitRequest, fit: Fit): AnovaOptions {
  const type = request.type === 0 ? 2 : request.type;
  const asLmerTest = fit.random !== null && request.test !== "Chisq" &&
    request.hypotheses !== "car" && (type === 1 || request.ddf === "satterthwaite");
  const layout = request.layout ?? (asLmerTest ? "lmerTest" : undefined);
  const hypotheses = request.hypotheses ?? (layout === "lmerTest" ? "sas" : undefined);
  return { type, test: request.test, ...ddfOptions(request), hypotheses, layout };
}

function summarised(request: FitRequest, fit: Fit): Shown {
  const ddf = request.ddf ?? fit.ddf.ofCoefficients;
  const summary = summaryOf(
    fit,
    coefficientTests(fit, { ddf, information: request.information }),
    ddf,
  );
  return { ...summary, data: DATA, ...(request.weights ? { weights: request.weights } : {}) };
}

function components(fit: LinearMixedModel): Shown {
  return { kind: "components", rows: fit.varianceComponents, notes: lostVariances(fit) };
}

function intervals(request: FitRequest, fit: Fit): ShownMatrix {
  const method = request.confint === "wald" ? "wald" : mixed(fit, "confint") && request.confint;
  const level = request.level ?? 0.95;
  const rows = confint(fit, { method, level });
  const head = (p: number): string => `${formatNumber(100 * p, 3)} %`;
  return {
    kind: "matrix",
    rowNames: rows.map((r) => r.name),
    columnNames: [head((1 - level) / 2), head((1 + level) / 2)],
    values: rows.map((r) => [r.lower, r.upper]),
  };
}

/** Means or slopes of one spec, and what is to be made of them. */
function meansSections(request: FitRequest, fit: Fit, spec: string): FitSection[] {
  const grid = gridOf(request, fit, spec);
  const tested = Object.values(viewOf(request)).some((v) => v !== undefined);
  const table = tested ? test(grid, { ...viewOf(request), show: request.show ?? "test" }) : grid;
  const sections: FitSection[] = [{
    name: request.trend === undefined ? "means" : "trends",
    value: { kind: "means", table },
  }];
  if (grid.contrasts) {
    sections.push({ name: "contrasts", value: { kind: "contrasts", table: grid.contrasts } });
  }
  addAll(sections, contrastSections(request, grid));
  if (request.cld) {
    const { alpha, adjust } = request;
    sections.push({ name: "letters", value: cld(grid, { alpha, adjust }) });
  }
  return sections;
}

function gridOf(request: FitRequest, fit: Fit, spec: string): MeansGrid {
  const { trend } = request;
  const options: EmmeansOptions = {
    ...ddfOptions(request),
    level: request.level,
    weights: request.average,
    at: request.at,
    type: request.scale,
    adjust: request.adjust,
    ref: request.ref,
  };
  return inText(
    "means",
    spec,
    () => trend === undefined ? emmeans(fit, spec, options) : emtrends(fit, spec, trend, options),
  );
}

/** What is shown of means and contrasts. */
function viewOf({ show, side, delta, null: nullValue }: FitRequest): ViewOptions {
  return { show, side, delta, nullValue };
}

function contrastSections(request: FitRequest, grid: MeansGrid): FitSection[] {
  const sections: FitSection[] = [];
  const add = (name: string, table: ContrastTable): void => {
    sections.push({ name, value: { kind: "contrasts", table } });
  };
  const view: ContrastOptions = {
    ...viewOf(request),
    level: request.level,
    type: request.scale,
  };
  if (request.pairs) {
    add("pairs", contrast(grid, "pairwise", { ...view, adjust: request.pairs }));
  }
  const options = { ...view, adjust: request.adjust, ref: request.ref };
  for (const family of request.contrasts) {
    const method = typeof family === "string" ? familyOf("contrasts", family) : family;
    add("contrasts", contrast(grid, method, options));
  }
  if (request.interaction) {
    const interaction = request.interaction.map((text) => familyOf("interaction", text));
    const [first = "pairwise"] = interaction;
    add("interaction", contrast(grid, first, { ...options, interaction }));
  }
  return sections;
}

/** A family of contrasts by its name. */
function familyOf(option: string, name: string): Method {
  return inText(option, name, () => methodNamed(name));
}
