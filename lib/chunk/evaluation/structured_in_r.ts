/**
 * A mixed model whose residuals have a structure, as the packages of R fit it: lme4 has none, nlme most,
 * glmmTMB those of visits beside random effects that nlme cannot nest, and mmrm those of groups and of
 * marginal models that nlme has no word for.
 *
 * @module
 */
import type { FactorColumn } from "../../data/column.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { STRUCTURES } from "../../model/covariance/residual/structures.ts";
import type { RandomDesign } from "../../model/fixed/build.ts";
import type { ResidualPart } from "../../model/formula/visits.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { nestsSubjects, residualDesign } from "../../model/mixed/residual/residual_design.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { ModelInR } from "../values/model_in_r.ts";
import type { FitValue } from "../values/value.ts";

/** nlme's words of correlation; those of Toeplitz matrices are autoregressions of the highest order. */
const CORRELATIONS: Readonly<Record<string, string>> = {
  ...{ cs: "corCompSymm", csh: "corCompSymm", ar1: "corAR1", arh1: "corAR1", un: "corSymm" },
  ...{ toep: "corARMA", toeph: "corARMA" },
  ...{ exp: "corExp", gau: "corGaus", lin: "corLin", ratio: "corRatio", sph: "corSpher" },
  pow: "corExp",
};

/** mmrm's words. */
const MMRM: Readonly<Record<string, string>> = {
  ...{ un: "us", ante1: "adh", ar1: "ar1", arh1: "ar1h", cs: "cs", csh: "csh" },
  ...{ toep: "toep", toeph: "toeph", exp: "sp_exp", gau: "sp_gau" },
};

/** glmmTMB's, which has variances of their own for all but `ar1`. */
const GLMM_TMB: Readonly<Record<string, string>> = {
  ...{ un: "us", csh: "cs", toeph: "toep", diag: "diag", ar1: "ar1" },
};

/** What is to be written, whoever writes it. */
interface Asked {
  readonly fit: LinearMixedModel;
  readonly part: ResidualPart;
  /** Its word in `residual =`; null for the plots of a field. */
  readonly word: string | null;
  readonly random: readonly RandomDesign[];
  /** Other arguments of the call, as written. */
  readonly rest: string;
  readonly data: FitValue["data"];
  /** Whether the data have a name. */
  readonly named: boolean;
}

/** The call of R that fits the same model; null where there is none. */
export function structuredInR(value: FitValue): ModelInR | null {
  const { random: fit } = value.fit;
  if (!fit || fit.nlme || fit.mmrm || fit.residualStructure === null) return null;
  const { frame, random } = coreOf(fit).problem.built;
  const part = frame.residual!;
  const written = value.written.args;
  const passed = ["subset"];
  // nlme has no offset, and gls() no contrasts
  const other = ["contrasts", "offset"].some((n) => written.some((a) => a.name === n));
  if (other || frame.offsets.length > 0) return null;
  const word = Object.keys(STRUCTURES).find((w) => STRUCTURES[w] === part.clause.kind) ?? null;
  const subset = written.filter((a) => passed.includes(a.name ?? ""));
  if (subset.some((a) => a.expr === null)) return null;
  const rest = [
    ...subset.map((a) => `${a.name} = ${deparse(a.expr!)}`),
    ...(fit.rows === null ? [] : ["na.action = na.omit"]),
  ].map((text) => `, ${text}`).join("");
  const own = written.find((a) => a.name === "data")?.expr;
  const named = own !== undefined || value.dataName !== null;
  const asked: Asked = { fit, part, word, random, rest, data: value.data, named };
  const made = inNlme(asked) ?? inGlmmTMB(asked) ?? inMmrm(asked);
  return made && { ...made, text: (data) => onLines(made.text(own ? deparse(own) : data)) };
}

/** So many characters stand on a line. */
const WIDTH = 100;

/** A call, its arguments on lines of their own where it is too long for one. */
const onLines = (call: string): string =>
  call.length <= WIDTH
    ? call
    : call.replace(/, (?=(?:correlation|weights|dispformula) = )/g, ",\n  ");

const fixedText = ({ fit }: Asked): string =>
  `${deparse(fit.parsed.response!)} ~ ${deparse(fit.parsed.fixed)}`;

const isName = (expr: Expr): boolean => expr.kind === "name";

const given = (data: string | null): string => data === null ? "" : `, data = ${data}`;

/** The number of a visit in the order of the levels. */
function visitNumber({ part, data }: Asked): string {
  const [visit] = part.clause.visits;
  const text = deparse(visit!);
  const column = isName(visit!) ? data.column(text) : undefined;
  const asItIs = column?.kind === "factor" && column.levels.length === part.visit.levels.length;
  return asItIs ? `as.integer(${text})` : `as.integer(factor(${text}))`;
}

/** A visit as a factor. */
function visitFactor({ part, data }: Asked): string {
  const text = deparse(part.clause.visits[0]!);
  return data.column(text)?.kind === "factor" ? text : `factor(${text})`;
}

// ---- nlme -----------------------------------------------------------------------------------------

/** The variances as strata of `varIdent`; undefined where nlme cannot say them. */
function strata({ part, word }: Asked): string | null | undefined {
  const { clause } = part;
  const own = clause.kind.heterogeneous ? clause.visits.map(deparse) : [];
  if (!clause.by) return own.length > 0 ? own.join(" * ") : null;
  if (!clause.common && word !== "id" && word !== "diag") return undefined;
  return [deparse(clause.by), ...own].join(" * ");
}

/** The correlation within `groups`; undefined where nlme has none such. */
function correlation(asked: Asked, groups: readonly string[]): string | null | undefined {
  const { part, word } = asked;
  const { clause } = part;
  if (word === "id" || word === "diag") return null;
  const { nugget, anisotropic, nu } = clause.options;
  const name = word === "mat" && nu === 0.5 ? "corExp" : word && CORRELATIONS[word];
  if (!name || anisotropic) return undefined;
  const within = groups.length > 0 ? ` | ${groups.join("/")}` : "";
  if (clause.kind.places) {
    const axes = clause.visits.map(deparse).join(" + ");
    const start = startValues(asked);
    return `${name}(${start}, form = ~${axes}${within}${nugget ? ", nugget = TRUE" : ""})`;
  }
  if (name === "corCompSymm") return `${name}(form = ~1${within})`;
  const order = part.visit.levels.length - 1;
  const form = `form = ~${visitNumber(asked)}${within}`;
  // of two visits every correlation is that of one step
  if (name !== "corARMA") return `${name}(${form})`;
  return order === 1 ? `corAR1(${form})` : `corARMA(${form}, p = ${order})`;
}

/**
 * Where nlme is to begin: likelihoods of distances have several maxima, and its own start is the nearest
 * pair. Of a nugget it has the share.
 */
function startValues({ fit, word }: Asked): string {
  const of = (name: string): number =>
    fit.covarianceParameters.find((p) => p.name === name)?.estimate ?? NaN;
  const range = word === "pow" ? -1 / Math.log(of("rho")) : of("range");
  const nugget = of("nugget");
  const numbers = [range, ...(Number.isNaN(nugget) ? [] : [nugget / (nugget + of("sigma2"))])]
    .map((x) => Number(x.toPrecision(3)));
  return numbers.length === 1 ? `${numbers[0]}` : `c(${numbers.join(", ")})`;
}

/** Whether every level of `inner` has rows of one level of `outer` alone. */
function isWithin(inner: FactorColumn, outer: FactorColumn): boolean {
  const own = new Int32Array(inner.levels.length).fill(-1);
  return inner.codes.every((c, r) => {
    if (own[c] === -1) own[c] = outer.codes[r]!;
    return own[c] === outer.codes[r];
  });
}

interface Level {
  name: string;
  factors: readonly string[];
  effects: string;
}

/** Nested groups, the outermost first; null where nlme cannot nest them. */
function nestedLevels({ random: apart, fit }: Asked): Level[] | null {
  // the effects of a double bar are terms of their own in the engine, and one as they were written
  const random = fit.parsed.random.map((term) => ({
    term,
    group: apart.find((r) => r.group.name === term.group.name)!.group,
  }));
  const ordered = random.sort((a, b) => a.group.levels.length - b.group.levels.length);
  const levels: Level[] = [];
  for (const [i, { term, group }] of ordered.entries()) {
    if (term.structure !== undefined && term.structure !== "diag") return null;
    // two bars leave the levels of a factor correlated, which pdDiag does not
    const factorial = apart.some((r) => r.group.name === group.name && r.left.names.length > 1);
    if (!term.correlated && term.structure === undefined && factorial) return null;
    const outer = ordered[i - 1];
    if (outer && (outer.group.name === group.name || !isWithin(group, outer.group))) return null;
    const factors = term.group.factors.map(deparse);
    const before = levels.flatMap((l) => l.factors);
    const own = factors.filter((f) => !before.includes(f));
    if (own.length !== 1 || !term.group.factors.every(isName)) return null;
    const left = `~${deparse(term.left)}`;
    const effects = term.correlated || left === "~1" ? left : `pdDiag(${left})`;
    levels.push({ name: own[0]!, factors: own, effects });
  }
  return levels;
}

function randomText(levels: readonly Level[]): string {
  const [first] = levels;
  const plain = levels.every((l) => l.effects === first!.effects && !l.effects.startsWith("pd"));
  if (plain) return `${first!.effects} | ${levels.map((l) => l.name).join("/")}`;
  return `list(${levels.map((l) => `${l.name} = ${l.effects}`).join(", ")})`;
}

/** Random intercepts that are not nested, or not around the subjects, are those of one group of all rows. */
function withinOne(asked: Asked, subject: readonly string[]): ModelInR | null {
  const { random, data, fit, rest } = asked;
  const intercepts = random.every(({ term }) =>
    term.structure === undefined && deparse(term.left) === "1" && term.group.factors.every(isName)
  );
  if (!intercepts || !asked.named) return null;
  let one = "one";
  for (let i = 2; data.column(one); i++) one = `one${i}`;
  const blocks = random.map(({ term }) =>
    `pdIdent(~0 + ${term.group.factors.map(deparse).join(":")})`
  );
  const all = blocks.length === 1 ? blocks[0]! : `pdBlocked(list(${blocks.join(", ")}))`;
  const weights = strata(asked);
  const cor = correlation(asked, [one, ...subject]);
  if (weights === undefined || cor === undefined) return null;
  return {
    fitter: "lme",
    text: (name) =>
      `lme(${fixedText(asked)}, random = list(${one} = ${all}), data = transform(${
        name ?? ""
      }, ${one} = 1)${structureText(cor, weights)}${methodText(fit)}${rest})`,
  };
}

const structureText = (cor: string | null, weights: string | null): string =>
  (cor ? `, correlation = ${cor}` : "") +
  (weights ? `, weights = varIdent(form = ~1 | ${weights})` : "");

const methodText = (fit: LinearMixedModel): string => fit.reml ? "" : ', method = "ML"';

function inNlme(asked: Asked): ModelInR | null {
  const { fit, part, random, rest } = asked;
  const subject = part.clause.subject;
  if (subject && !subject.factors.every(isName)) return null;
  const own = subject?.factors.map(deparse) ?? [];
  const weights = strata(asked);
  if (weights === undefined) return null;
  const nuggetBeside = part.clause.options.nugget && weights !== null;
  if (nuggetBeside) return null;
  if (random.length === 0) {
    const cor = correlation(asked, own);
    if (cor === undefined) return null;
    const text = structureText(cor, weights) + methodText(fit) + rest;
    return { fitter: "gls", text: (data) => `gls(${fixedText(asked)}${given(data)}${text})` };
  }
  const levels = nestedLevels(asked);
  const problem = coreOf(fit).problem;
  const around = nestsSubjects(problem.layout.groups, residualDesign(problem.built)!);
  const correlates = correlation(asked, own) !== null;
  if (!levels || correlates && (!around || part.clause.together)) return withinOne(asked, own);
  const names = levels.map((l) => l.name);
  const cor = correlation(asked, [...names, ...own.filter((f) => !names.includes(f))]);
  if (cor === undefined) return null;
  const text = structureText(cor, weights) + methodText(fit) + rest;
  const random_ = randomText(levels);
  return {
    fitter: "lme",
    text: (data) => `lme(${fixedText(asked)}, random = ${random_}${given(data)}${text})`,
  };
}

// ---- glmmTMB and mmrm -----------------------------------------------------------------------------

/** The residuals as random effects of each visit, beside which nothing is left. */
function inGlmmTMB(asked: Asked): ModelInR | null {
  const { fit, part, word, rest, random } = asked;
  const name = word && GLMM_TMB[word];
  const { subject, by } = part.clause;
  if (!name || !subject || by || random.length === 0) return null;
  const group = subject.factors.map(deparse).join(":");
  const formula = `${deparse(fit.parsed.expr)} + ${name}(0 + ${visitFactor(asked)} | ${group})`;
  const reml = fit.reml ? ", REML = TRUE" : "";
  return {
    fitter: "glmmTMB",
    text: (data) => `glmmTMB(${formula}${given(data)}, dispformula = ~0${reml}${rest})`,
  };
}

/** A marginal model, by groups where these have parameters of their own; subjects are one factor. */
function inMmrm(asked: Asked): ModelInR | null {
  const { fit, part, word, rest, random } = asked;
  const name = word && MMRM[word];
  const { subject, by, common, options } = part.clause;
  if (!name || random.length > 0 || subject?.factors.length !== 1 || common) return null;
  if (options.nugget || options.anisotropic || by && !isName(by)) return null;
  const visits = part.clause.kind.places
    ? part.clause.visits.map(deparse).join(", ")
    : deparse(part.clause.visits[0]!);
  const groups = `${by ? `${deparse(by)} / ` : ""}${deparse(subject.factors[0]!)}`;
  const formula = `${fixedText(asked)} + ${name}(${visits} | ${groups})`;
  const reml = fit.reml ? "" : ", reml = FALSE";
  const method = ', method = "Kenward-Roger"';
  return {
    fitter: "mmrm",
    text: (data) =>
      `mmrm(${formula}${given(data)}${reml}${fit.reml ? method : ""}${
        rest.replace(", na.action = na.omit", "")
      })`,
  };
}
