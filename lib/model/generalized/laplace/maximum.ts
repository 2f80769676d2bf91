/**
 * The largest value of an approximate marginal likelihood: Newton's method on exact derivatives, with
 * halved steps and a Hessian that is made definite where it is not; variances at 0 are held there.
 *
 * @module
 */
import { tell } from "../../../progress.ts";
import { addAll } from "../../../lists.ts";
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { choleskySmall, solveCholesky } from "../../../math/algebra/triangular.ts";
import type { LaplacePoint } from "./derivatives.ts";

/** What is maximised. */
export interface Objective {
  readonly count: number;
  /** How many parameters, the first ones, are coefficients of the mean and of zeros. */
  readonly coefficients: number;
  /** Parameters that may rest at 0: the value is even in them. */
  readonly vanishing: readonly number[];
  /** By how much a predictor moves with each parameter, about. */
  readonly sizes: ArrayLike<number>;
  /** The value; NaN where there is none. */
  value(rho: Float64Array): number;
  /** With derivatives; null where there is no value. */
  derive(rho: Float64Array): LaplacePoint | null;
  /** Where second derivatives are costly: the same with some that are near enough for a start. */
  rough?(rho: Float64Array): LaplacePoint | null;
  /** There too: the same with those given. */
  approximate?(rho: Float64Array, hessian: Float64Array): LaplacePoint | null;
}

/** Where the search ended. */
export interface Maximum extends LaplacePoint {
  readonly rho: Float64Array;
  /** The gradient vanishes, but for parameters that are held. */
  readonly converged: boolean;
  /** Variances at 0. */
  readonly atZero: readonly number[];
  /** Parameters that nothing bounds: the value rises ever less as they grow. */
  readonly endless: readonly number[];
  readonly iterations: number;
}

const MOST_STEPS = 200;
/** What a last step may gain. */
const SETTLED = 1e-16;
/** Steps that gain no more than this leave second derivatives as they are. */
const RESTING = 1e-11;
/** Of a step that gains less than this rounding is most of what it says of second derivatives. */
const UPDATING = 1e-9;
/** What a step may gain on a way without end. */
const NEARLY = 1e-9;
/** A parameter may move so far in one step. */
const LONGEST = 2.5;
/** A factor below this is tried at 0. */
const SMALL = 0.02;
/** A curvature below this, over the square of a predictor, says nothing. */
const FLAT = 1e-4;
/** A direction is of the parameters that have more than this of its length. */
const SHARED = 0.05;
/** Logarithms and log-odds beyond this are on their way to infinity. */
const FAR = 12;
/** What stands for infinity: the first of these at which the value is no smaller. */
const LIMITS = [36, 30, 24, 18];

/**
 * The maximum from a point.
 *
 * @param fixed parameters that stay where they begin: the maximum is over the others
 * @param most steps at most
 */
export function maximiseMarginal(
  objective: Objective,
  start: Float64Array,
  fixed: ReadonlySet<number> = new Set(),
  most = MOST_STEPS,
): Maximum | null {
  let rho: Float64Array = start.slice();
  const held = new Set<number>();
  const far = new Set<number>(fixed);
  let exact = !objective.rough;
  const first = objective.rough?.(rho) ?? objective.derive(rho);
  if (!first) return null;
  let here: LaplacePoint = first;
  let converged = false;
  let iterations = 0;
  let lastGain = Infinity;
  for (; iterations < most; iterations++) {
    tell(() => `step ${iterations + 1} of the search, log likelihood ${here.value.toFixed(3)}`);
    const step = newtonStep(here, new Set([...held, ...far]), objective.sizes);
    const gain = step.reduce((sum, d, k) => sum + d * here.gradient[k]!, 0);
    // where nothing is to be gained, the derivatives that are there are those of the maximum
    const next = exact && gain < SETTLED ? null : searched(objective, rho, here, step, gain);
    if (next) {
      rho = next.rho;
      here = next.point;
      exact = !objective.approximate;
    }
    const changed = holdZeros(objective, rho, here, held, fixed);
    if (changed) {
      rho = changed.rho;
      here = changed.point;
      exact = true;
      continue;
    }
    if (!exact && (gain < RESTING || !next)) {
      here = objective.derive(rho) ?? here;
      exact = true;
      lastGain = Infinity;
      continue;
    }
    // near a maximum the gains shrink by squares; where they do not, the value rises to a bound for ever
    const endless = gain < NEARLY && gain > 0.1 * lastGain;
    lastGain = gain;
    if (gain < SETTLED || !next || endless) {
      const free = released(here, held, objective.count);
      if (free !== null && iterations < MOST_STEPS / 2) {
        held.delete(free);
        rho = rho.slice();
        rho[free] = 0.1;
        here = objective.derive(rho) ?? here;
        exact = true;
        continue;
      }
      const limit = pushed(objective, rho, here, held, far);
      if (limit) {
        rho = limit.rho;
        here = limit.point;
        exact = true;
        lastGain = Infinity;
        continue;
      }
      converged = gain < 1e-8;
      break;
    }
  }
  const atZero = [...held].sort((a, b) => a - b);
  return {
    ...here,
    rho,
    converged,
    atZero,
    endless: endlessOf(here, rho, held, objective.sizes),
    iterations,
  };
}

/** The step to the maximum of a quadratic, of the parameters that are not held. */
function newtonStep(
  { gradient, hessian }: LaplacePoint,
  held: ReadonlySet<number>,
  sizes: ArrayLike<number>,
): Float64Array {
  const m = gradient.length;
  const free = Array.from(gradient.keys()).filter((k) => !held.has(k));
  const step = new Float64Array(m);
  const f = free.length;
  if (f === 0) return step;
  const scale = free.map((k) => 1 / Math.sqrt(Math.max(Math.abs(hessian[k * m + k]!), 1e-8)));
  const a = new Float64Array(f * f);
  free.forEach((k, i) =>
    free.forEach((l, j) => a[i * f + j] = -hessian[k * m + l]! * scale[i]! * scale[j]!)
  );
  const scaled = Float64Array.from(free, (k, i) => gradient[k]! * scale[i]!);
  const root = choleskySmall(a, f, 1e-8);
  if (root) solveCholesky(root, f, scaled);
  else solveDefinite(a, f, scaled);
  free.forEach((k, i) => step[k] = scaled[i]! * scale[i]!);
  const longest = step.reduce((most, d, k) => Math.max(most, Math.abs(d) * sizes[k]!), 0);
  return longest > LONGEST ? step.map((d) => d * LONGEST / longest) : step;
}

/** b ← A⁻¹b, directions in which A is not positive turned round. */
function solveDefinite(a: Float64Array, n: number, b: Float64Array): void {
  const { values, vectors } = symmetricEigen(a, n);
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const along = Float64Array.from({ length: n }, (_, e) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += vectors[i * n + e]! * b[i]!;
    return sum / Math.max(Math.abs(values[e]!), 1e-10 * largest);
  });
  for (let i = 0; i < n; i++) {
    b[i] = 0;
    for (let e = 0; e < n; e++) b[i]! += vectors[i * n + e]! * along[e]!;
  }
}

/** The first of ever shorter steps that raises the value enough. */
function searched(
  objective: Objective,
  rho: Float64Array,
  { value, gradient, hessian }: LaplacePoint,
  step: Float64Array,
  gain: number,
): { rho: Float64Array; point: LaplacePoint } | null {
  for (let half = 0, size = 1; half < 40; half++, size /= 2) {
    const trial = rho.map((r, k) => r + size * step[k]!);
    const found = objective.value(trial);
    const rounding = 1e-13 * Math.abs(value);
    if (!(found >= value + 1e-4 * size * gain - rounding)) continue;
    const point = objective.approximate
      ? updated(objective.approximate(trial, hessian), gradient, step.map((d) => size * d), gain)
      : objective.derive(trial);
    if (point) return { rho: trial, point };
  }
  return null;
}

/** What a step says of the second derivatives along it: the symmetric update of rank one. */
function updated(
  point: LaplacePoint | null,
  before: Float64Array,
  s: Float64Array,
  gain: number,
): LaplacePoint | null {
  if (!point || gain < UPDATING) return point;
  const m = s.length;
  const rest = point.gradient.map((g, i) => {
    let sum = g - before[i]!;
    for (let j = 0; j < m; j++) sum -= point.hessian[i * m + j]! * s[j]!;
    return sum;
  });
  const length = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));
  const along = rest.reduce((sum, r, i) => sum + r * s[i]!, 0);
  if (!(Math.abs(along) > 1e-8 * length(rest) * length(s))) return point;
  const hessian = point.hessian.map((h, e) => h + rest[Math.floor(e / m)]! * rest[e % m]! / along);
  return { ...point, hessian };
}

/** Puts small factors to 0 where that costs nothing, and holds them. */
function holdZeros(
  objective: Objective,
  rho: Float64Array,
  { value }: LaplacePoint,
  held: Set<number>,
  fixed: ReadonlySet<number>,
): { rho: Float64Array; point: LaplacePoint } | null {
  for (const k of objective.vanishing) {
    if (held.has(k) || fixed.has(k) || Math.abs(rho[k]!) > SMALL) continue;
    const trial = rho.slice();
    trial[k] = 0;
    const point = objective.derive(trial);
    if (!point || point.value < value || point.hessian[k * objective.count + k]! >= 0) continue;
    held.add(k);
    return { rho: trial, point };
  }
  return null;
}

/**
 * Parameters that nothing bounds, put so far that nothing depends on them: the others then come to their
 * estimates at the limit.
 */
function pushed(
  objective: Objective,
  rho: Float64Array,
  here: LaplacePoint,
  held: ReadonlySet<number>,
  far: Set<number>,
): { rho: Float64Array; point: LaplacePoint } | null {
  const { sizes } = objective;
  for (const k of endlessOf(here, rho, held, sizes)) {
    if (far.has(k) || k >= objective.coefficients) continue;
    far.add(k);
    for (const limit of LIMITS) {
      const at = limit / sizes[k]!;
      if (Math.abs(rho[k]!) >= at) break;
      const trial = rho.slice();
      trial[k] = Math.sign(rho[k]!) * at;
      const rounding = 1e-13 * Math.abs(here.value);
      if (!(objective.value(trial) >= here.value - rounding)) continue;
      const point = objective.derive(trial);
      if (point) return { rho: trial, point };
    }
  }
  return null;
}

/** A held parameter at which the value has a minimum. */
function released(
  { hessian }: LaplacePoint,
  held: ReadonlySet<number>,
  count: number,
): number | null {
  for (const k of held) if (hessian[k * count + k]! > 0) return k;
  return null;
}

/** Parameters far out, along which the value is flat, each alone or several together. */
function endlessOf(
  { hessian }: LaplacePoint,
  rho: Float64Array,
  held: ReadonlySet<number>,
  sizes: ArrayLike<number>,
): number[] {
  const m = rho.length;
  const far = (k: number): boolean => Math.abs(rho[k]!) * sizes[k]! > FAR;
  const alone = (k: number): boolean =>
    far(k) && Math.abs(hessian[k * m + k]!) < FLAT * sizes[k]! ** 2;
  const free = Array.from(rho.keys()).filter((k) => !held.has(k));
  const others = free.filter((k) => !alone(k));
  const found = free.filter(alone);
  if (others.filter(far).length > 1) {
    const f = others.length;
    const unit = Float64Array.from({ length: f * f }, (_, e) => {
      const [k, l] = [others[Math.floor(e / f)]!, others[e % f]!];
      return hessian[k * m + l]! / (sizes[k]! * sizes[l]!);
    });
    const { values, vectors } = symmetricEigen(unit, f);
    values.forEach((value, e) => {
      if (!(Math.abs(value) < FLAT)) return;
      const along = others.filter((_, i) => Math.abs(vectors[i * f + e]!) > SHARED);
      if (along.every(far)) addAll(found, along);
    });
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The inverse of −∂²/∂ρ∂ρ' over the parameters that are free; rows of others are NaN. */
export function covarianceOf(
  { hessian, gradient, atZero, endless }: Maximum,
): { covariance: Float64Array; definite: boolean } {
  const m = gradient.length;
  const left = new Set([...atZero, ...endless]);
  const free = Array.from(gradient.keys()).filter((k) => !left.has(k));
  const f = free.length;
  const a = new Float64Array(f * f);
  const scale = free.map((k) => 1 / Math.sqrt(Math.max(Math.abs(hessian[k * m + k]!), 1e-300)));
  free.forEach((k, i) =>
    free.forEach((l, j) => a[i * f + j] = -hessian[k * m + l]! * scale[i]! * scale[j]!)
  );
  const { values, vectors } = symmetricEigen(a, f);
  const covariance = new Float64Array(m * m).fill(NaN);
  const definite = values.every((v) => v > 1e-10);
  for (let i = 0; i < f; i++) {
    for (let j = 0; j < f; j++) {
      let sum = 0;
      for (let e = 0; e < f; e++) sum += vectors[i * f + e]! * vectors[j * f + e]! / values[e]!;
      covariance[free[i]! * m + free[j]!] = definite ? sum * scale[i]! * scale[j]! : NaN;
    }
  }
  return { covariance, definite };
}
