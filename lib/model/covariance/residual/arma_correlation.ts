/**
 * Correlations of an autoregressive process with moving averages, ARMA(p, q) (G. E. P. Box and G. M.
 * Jenkins 1976, *Time Series Analysis*, chapter 3): e_t = Σ φᵢ e_{t−i} + a_t + Σ θⱼ a_{t−j}. Its
 * covariances γ fulfil γ_k − Σ φᵢ γ_{|k−i|} = Σ_{j ≥ k} θⱼ ψ_{j−k}, θ₀ = 1, with ψ the weights of the same
 * process as a moving average.
 *
 * A process is stationary where partial correlations lie between −1 and 1, and invertible where those of
 * −θ do: the search moves their atanh.
 *
 * @module
 */
import { type Correlation, type CorrelationParameter, symmetric } from "./correlation.ts";
import { partialsOf } from "./partial_correlation.ts";
import { eachBend, jacobianOf, SecondOrder, tanhs } from "./second_order.ts";

/** Coefficients of the process from partial correlations, by the recursion of Levinson and Durbin. */
function coefficientsOf(partials: readonly SecondOrder[]): SecondOrder[] {
  let weights: SecondOrder[] = [];
  partials.forEach((p, k) => {
    weights = [...weights.map((w, j) => w.plus(p.times(weights[k - 1 - j]!), -1)), p];
  });
  return weights;
}

/** x with Ax = b, row by row with the largest pivot. */
function solved(a: SecondOrder[][], b: SecondOrder[]): SecondOrder[] {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(a[i]![k]!.value) > Math.abs(a[best]![k]!.value)) best = i;
    }
    [a[k], a[best]] = [a[best]!, a[k]!];
    [b[k], b[best]] = [b[best]!, b[k]!];
    for (let i = k + 1; i < n; i++) {
      const f = a[i]![k]!.over(a[k]![k]!);
      for (let j = k; j < n; j++) a[i]![j] = a[i]![j]!.plus(f.times(a[k]![j]!), -1);
      b[i] = b[i]!.plus(f.times(b[k]!), -1);
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) b[k] = b[k]!.plus(a[k]![j]!.times(b[j]!), -1);
    b[k] = b[k]!.over(a[k]![k]!);
  }
  return b;
}

/** ρ of lags 0 … `most`. */
function autocorrelations(
  phi: readonly SecondOrder[],
  theta: readonly SecondOrder[],
  most: number,
): SecondOrder[] {
  const [p, q] = [phi.length, theta.length];
  const n = p + q;
  const zero = SecondOrder.constant(0, n);
  const theta0 = [SecondOrder.constant(1, n), ...theta];
  const psi: SecondOrder[] = [];
  for (let j = 0; j <= q; j++) {
    let sum = theta0[j]!;
    for (let i = 1; i <= Math.min(p, j); i++) sum = sum.plus(phi[i - 1]!.times(psi[j - i]!));
    psi.push(sum);
  }
  const shock = (k: number): SecondOrder => {
    let sum = zero;
    for (let j = k; j <= q; j++) sum = sum.plus(theta0[j]!.times(psi[j - k]!));
    return sum;
  };
  const rows = Array.from({ length: p + 1 }, (_, k) => {
    const row = Array.from({ length: p + 1 }, (_, j) => SecondOrder.constant(j === k ? 1 : 0, n));
    phi.forEach((f, i) => {
      const at = Math.abs(k - 1 - i);
      row[at] = row[at]!.plus(f, -1);
    });
    return row;
  });
  const gamma = solved(rows, Array.from({ length: p + 1 }, (_, k) => shock(k)));
  for (let k = p + 1; k <= most; k++) {
    let sum = shock(k);
    phi.forEach((f, i) => sum = sum.plus(f.times(gamma[k - 1 - i]!)));
    gamma.push(sum);
  }
  return gamma.slice(0, most + 1).map((g) => g.over(gamma[0]!));
}

/**
 * Correlations over places a whole number of steps apart.
 *
 * @param steps where the places lie
 */
export function armaCorrelation(steps: ArrayLike<number>, p: number, q: number): Correlation {
  const size = steps.length;
  const count = p + q;
  const lag = (i: number, j: number): number => Math.round(Math.abs(steps[i]! - steps[j]!));
  let most = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) most = Math.max(most, lag(i, j));
  const naturalOf = (search: ArrayLike<number>): SecondOrder[] => {
    const partials = tanhs(search);
    const none = SecondOrder.constant(0, count);
    return [
      ...coefficientsOf(partials.slice(0, p)),
      ...coefficientsOf(partials.slice(p)).map((w) => none.plus(w, -1)),
    ];
  };
  let known: { key: string; rho: SecondOrder[] } | null = null;
  const rhoAt = (natural: ArrayLike<number>): SecondOrder[] => {
    const key = Array.from(natural).join();
    if (known?.key !== key) {
      const all = Array.from(natural, (v, k) => SecondOrder.coordinate(v, k, count));
      known = { key, rho: autocorrelations(all.slice(0, p), all.slice(p), most) };
    }
    return known.rho;
  };
  const parameter = (letter: string, symbol: string, k: number): CorrelationParameter => ({
    name: `${letter}${k + 1}`,
    symbol: `\\${symbol}_{${k + 1}}`,
    quantity: "correlation",
    lowest: -Infinity,
    highest: Infinity,
  });
  const indices = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
  const first = (r: number, m: number): number[] => {
    const partials = [
      ...indices(p).map((k) => k === 0 ? r : 0),
      ...indices(q).map((k) => k === 0 ? -m : 0),
    ];
    return naturalOf(partials.map(Math.atanh)).map((v) => v.value);
  };
  return {
    count,
    size,
    natural: (search) => Float64Array.from(naturalOf(search), (v) => v.value),
    search(natural) {
      const phi = partialsOf(Array.from({ length: p }, (_, k) => natural[k]!));
      const theta = partialsOf(Array.from({ length: q }, (_, k) => -natural[p + k]!));
      return phi && theta ? Float64Array.from([...phi, ...theta], Math.atanh) : null;
    },
    jacobian: (search) => jacobianOf(naturalOf(search), count),
    curvature: (search, add) => eachBend(naturalOf(search), count, add),
    parameters: [
      ...indices(p).map((k) => parameter("phi", "phi", k)),
      ...indices(q).map((k) => parameter("theta", "theta", k)),
    ],
    linear: false,
    // a root that both sides share cancels: starts stay away from it
    starts: [[0, 0.3], [0.5, 0.3], [0.85, -0.4], [-0.4, 0.6], [0.9, 0.6]].map(([r, m]) =>
      first(r!, m!)
    ),
    value: (natural) => {
      const rho = rhoAt(natural);
      return symmetric(size, 1, (i, j) => rho[lag(i, j)]!.value);
    },
    first: (natural, k) => {
      const rho = rhoAt(natural);
      return symmetric(size, 0, (i, j) => rho[lag(i, j)]!.first[k]!);
    },
    second: (natural, k, l) => {
      const rho = rhoAt(natural);
      return symmetric(size, 0, (i, j) => rho[lag(i, j)]!.second[k * count + l]!);
    },
  };
}
