/**
 * Profiles of an approximate marginal likelihood: limits of a parameter are where twice its logarithm, at
 * the largest over all others, has fallen by so much.
 *
 * Effects of one term with any covariances are searched by the logarithms of their standard deviations and
 * their correlations, so that each of these is a coordinate that can be held.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { addAll } from "../../../lists.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { anyCorrelation, equalCorrelation } from "../../covariance/residual/visit_correlations.ts";
import type { Correlation } from "../../covariance/residual/correlation.ts";
import type { FixedEffects } from "../../fixed/fixed_effects.ts";
import type { MarginalLimits } from "../../model_part.ts";
import { type Profile, profileLimit } from "../../profile_limit.ts";
import type { NamedTerm } from "./build.ts";
import { correlatedEffects } from "../factors/correlated_factor.ts";
import { LaplaceEngine, part } from "./engine.ts";
import { covarianceOf, maximiseMarginal, type Maximum } from "./maximum.ts";
import { mergedRows } from "./merged_rows.ts";
import { derivativesOf, objectiveOf, type RestingObjective } from "./objective.ts";
import { laplaceProblem, type PartOfModel } from "./problem.ts";
import { entriesOf, scaledRows } from "../factors/scaled_rows.ts";
import type { Integral } from "./search.ts";

/** A fit as its profiles need it. */
export interface ProfiledFit {
  readonly engine: LaplaceEngine;
  readonly maximum: Maximum;
  readonly integral: Integral;
  readonly terms: readonly NamedTerm[];
  /** Whether of three effects and more the parameters are entries of a root, as glmmTMB's. */
  readonly roots: boolean;
  readonly fixed: Readonly<Record<PartOfModel, FixedEffects | null>>;
}

/** A logarithm of a standard deviation is followed so far below its estimate. */
const DEEPEST = 12;
/** A correlation is followed up to this. */
const CLOSEST = 1 - 1e-7;

/** A coefficient is followed so many of its standard errors; beyond, the likelihood falls no more. */
const REACH = 40;

/** Steps to a value at most. */
const MOST_STEPS = 24;

/** How a coordinate of the search is read, and how far it goes. */
interface Coordinate {
  readonly kind: MarginalLimits["kind"];
  readonly name: string;
  readonly term: number;
  /** Its place among the parameters; −1 where it is none of them. */
  readonly at: number;
  /** The parameter itself. */
  natural(x: number): number;
  readonly lowest: number;
  readonly highest: number;
}

/** The limits of all parameters. */
export function marginalProfile(fit: ProfiledFit, rise: number): MarginalLimits[] {
  if (fit.engine.problem.restricted) {
    fail("no-profile", "A restricted likelihood has no profile of the coefficients", {
      hint: "Fit by maximum likelihood (REML = FALSE), or take Wald's limits",
    });
  }
  const { engine, rho, terms } = separated(fit);
  const objective = objectiveOf(
    engine,
    derivativesOf(engine, fit.integral.nodes),
    new Float64Array(engine.plan.count).fill(1),
  );
  const top = maximiseMarginal(objective, rho) ?? fit.maximum;
  const { covariance } = covarianceOf(top);
  const coordinates = [
    ...coefficients(fit, engine),
    ...terms.flatMap((term) => spreads(term, engine, top.rho, fit.roots)),
  ];
  return coordinates.map((c) => limitsOf(c, objective, top, covariance, rise));
}

/** A term with the covariance that its profiles are taken on. */
interface ProfiledTerm {
  readonly named: NamedTerm;
  readonly number: number;
  readonly scale: "factors" | "logarithms" | "none";
}

/** The same maximum with the covariances of pairs of effects by deviations and correlation. */
function separated(
  { engine, maximum, terms, integral, roots }: ProfiledFit,
): { engine: LaplaceEngine; rho: Float64Array; terms: ProfiledTerm[] } {
  const { problem, plan } = engine;
  const counts = new Map<PartOfModel, number>();
  const rho: number[] = Array.from(maximum.rho.subarray(0, plan.terms[0] ?? plan.count));
  const profiled: ProfiledTerm[] = [];
  const rows = problem.terms.map((row, t) => {
    const named = terms.find((n) => n.index === t)!;
    const number = counts.get(named.part) ?? 0;
    counts.set(named.part, number + 1);
    const { factor } = row;
    const own = part(maximum.rho, plan.terms[t]!, factor.count);
    const correlations = correlationsOf(factor.width, roots);
    const parted = factor.structure === "us" && factor.width > 1
      ? partsOf(own, factor.width, correlations, roots)
      : null;
    if (parted) {
      addAll(rho, parted);
      profiled.push({ named, number, scale: "logarithms" });
      return { ...row, factor: correlatedEffects("us", correlations, true) };
    }
    // of a factor and its negative the value is the same
    const alone = factor.structure === "diag" || factor.width === 1;
    addAll(rho, Array.from(own, (x) => alone ? Math.abs(x) : x));
    profiled.push({ named, number, scale: alone ? "factors" : "none" });
    return row;
  });
  const changed = rows.some((row, t) => row !== problem.terms[t]);
  const whole = changed ? { ...problem, terms: rows } : problem;
  const merged = mergedRows(whole);
  const searched = merged === problem ? problem : laplaceProblem(merged);
  // an engine of its own: that of the fit stays at the estimates
  const own = new LaplaceEngine(searched, integral.hessian);
  if (!changed) own.u.set(engine.u);
  return { engine: own, rho: Float64Array.from(rho), terms: profiled };
}

const PAIR = equalCorrelation(2);

/** Correlations of effects as the search moves them: of two on a scale that has no ends. */
function correlationsOf(width: number, roots: boolean): Correlation {
  if (width === 2) return PAIR;
  return roots ? scaledRows(width) : anyCorrelation(width);
}

/**
 * Logarithms of the deviations and coordinates of the correlations; null on the boundary.
 *
 * @param own entries of Λ, column by column
 */
function partsOf(
  own: ArrayLike<number>,
  width: number,
  correlations: Correlation,
  roots: boolean,
): number[] | null {
  const rows = Array.from({ length: width }, () => new Float64Array(width));
  for (let j = 0, k = 0; j < width; j++) for (let i = j; i < width; i++) rows[i]![j] = own[k++]!;
  const sds = rows.map((row) => Math.hypot(...row));
  if (sds.some((sd) => !(sd > 0))) return null;
  // what of each effect those before it do not tell
  if (rows.some((row, i) => 1 - (row[i]! / sds[i]!) ** 2 > CLOSEST ** 2)) return null;
  if (roots && width > 2) {
    return [...sds.map(Math.log), ...correlations.search(entriesOf(rows))!];
  }
  const rho: number[] = [];
  for (let i = 1; i < width; i++) {
    for (let j = 0; j < i; j++) {
      const product = rows[i]!.reduce((sum, v, k) => sum + v * rows[j]![k]!, 0);
      rho.push(product / (sds[i]! * sds[j]!));
    }
  }
  const search = correlations.search(rho);
  return search && [...sds.map(Math.log), ...search];
}

const same = (x: number): number => x;

function coefficients({ fixed }: ProfiledFit, { plan, problem }: LaplaceEngine): Coordinate[] {
  const of = (kind: PartOfModel, first: number, count: number): Coordinate[] =>
    Array.from({ length: count }, (_, j): Coordinate => {
      const own = fixed[kind];
      return {
        kind,
        name: own ? own.names[own.kept[j]!]! : "(Intercept)",
        term: -1,
        at: first + j,
        natural: same,
        lowest: -Infinity,
        highest: Infinity,
      };
    });
  return [
    ...of("mean", plan.beta, problem.conditional.p),
    ...of("zero", plan.zero, fixed.zero ? problem.zero!.p : 0),
    ...of("dispersion", plan.dispersion, problem.dispersion?.p ?? 0),
  ];
}

/** Standard deviations and correlations of a term, column by column of the lower triangle. */
function spreads(
  { named, number, scale }: ProfiledTerm,
  { plan }: LaplaceEngine,
  rho: Float64Array,
  roots: boolean,
): Coordinate[] {
  const { names, group, term, index, factor: { width, structure } } = named;
  const first = plan.terms[index]!;
  const base = { name: `${deparse(term.left)} | ${group}`, term: number };
  const sd = (i: number): Coordinate =>
    scale === "logarithms"
      ? {
        ...base,
        kind: "sd",
        at: first + i,
        natural: Math.exp,
        lowest: rho[first + i]! - DEEPEST,
        highest: Infinity,
      }
      : {
        ...base,
        kind: "sd",
        at: scale === "factors" ? first + i : -1,
        natural: same,
        lowest: 0,
        highest: Infinity,
      };
  const [natural, search] = width === 2
    ? [(x: number) => PAIR.natural([x])[0]!, (r: number) => PAIR.search([r])![0]!]
    : [same, same];
  const correlation = (i: number, j: number): Coordinate => ({
    ...base,
    kind: "correlation",
    at: scale === "logarithms" ? first + width + i * (i - 1) / 2 + j : -1,
    natural,
    lowest: search(-CLOSEST),
    highest: search(CLOSEST),
  });
  if (roots && width > 2 && scale === "logarithms") {
    const root = (i: number, j: number): Coordinate => ({
      ...correlation(i, j),
      kind: "root",
      natural: Math.sinh,
      lowest: -Math.atanh(CLOSEST),
      highest: Math.atanh(CLOSEST),
    });
    const entries = names.flatMap((_, i) => Array.from({ length: i }, (_, j) => root(i, j)));
    return [...names.map((_, i) => sd(i)), ...entries];
  }
  return names.flatMap((_, j) => {
    const below = structure === "diag"
      ? []
      : Array.from({ length: width - 1 - j }, (_, k) => correlation(j + 1 + k, j));
    return [sd(j), ...below];
  });
}

function limitsOf(
  coordinate: Coordinate,
  objective: RestingObjective,
  top: Maximum,
  covariance: Float64Array,
  rise: number,
): MarginalLimits {
  const { kind, name, term, at, natural } = coordinate;
  if (at < 0) return { kind, name, term, estimate: NaN, lower: null, upper: null };
  const estimate = top.rho[at]!;
  const error = Math.sqrt(covariance[at * objective.count + at]!);
  const unit = error > 0 ? error : Math.max(0.1, 0.5 * Math.abs(estimate));
  const longest = kind === "sd" || kind === "correlation" || kind === "root" ? unit / 2 : unit;
  const lowest = Math.max(coordinate.lowest, estimate - REACH * unit);
  const highest = Math.min(coordinate.highest, estimate + REACH * unit);
  let warm = top.rho;
  const profile: Profile = {
    estimate,
    unit,
    lowest,
    highest,
    restart: () => warm = top.rho,
    // by short steps: far from the others' largest value a search may end in another, smaller one
    at: (value) => {
      const steps = Math.ceil(Math.min(MOST_STEPS, Math.abs(value - warm[at]!) / longest)) || 1;
      const from = warm[at]!;
      let found: Maximum | null = null;
      for (let k = 1; k <= steps; k++) {
        const start = warm.slice();
        start[at] = k === steps ? value : from + (value - from) * k / steps;
        found = maximiseMarginal(objective, start, new Set([at]));
        if (!found || !Number.isFinite(found.value)) return null;
        warm = found.rho;
      }
      return found && { deviance: -2 * found.value, slope: -2 * found.gradient[at]! };
    },
  };
  const limit = (sign: -1 | 1): number | null => {
    const end = sign < 0 ? lowest : highest;
    const found = profileLimit(profile, -2 * top.value, rise, sign);
    if (found !== end) return natural(found);
    // the end of what the parameter can be
    if (kind === "correlation") return sign;
    if (kind === "root") return sign * Infinity;
    return kind === "sd" && sign < 0 ? 0 : null;
  };
  return { kind, name, term, estimate: natural(estimate), lower: limit(-1), upper: limit(1) };
}
