/** Correlations of ARMA processes: R 4.2.2's `ARMAacf()`, derivatives by differences, and the way of a search. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { armaCorrelation } from "../../lib/model/covariance/residual/arma_correlation.ts";

const steps = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

Deno.test("correlations by lag are those of ARMAacf()", () => {
  // ARMAacf(ar = c(.5, .2), ma = c(.4, -.3), lag.max = 6) and the like
  const cases: [number[], number[], number[]][] = [
    [[0.5, 0.2], [0.4, -0.3], [
      ...[1, 0.698549323017408, 0.413491295938104, 0.346455512572534, 0.255926015473888],
      ...[0.197254110251451, 0.149812258220503],
    ]],
    [[0.5], [], [1, 0.5, 0.25, 0.125]],
    [[], [0.4, 0.25], [1, 0.408997955010225, 0.204498977505112, 0, 0]],
  ];
  for (const [phi, theta, lags] of cases) {
    const made = armaCorrelation(steps(lags.length), phi.length, theta.length);
    const value = made.value([...phi, ...theta]);
    lags.forEach((rho, k) => assertAlmostEquals(value[k]!, rho, 1e-14));
  }
});

Deno.test("gaps between places are gaps of the process", () => {
  const whole = armaCorrelation(steps(7), 1, 1).value([0.6, 0.3]);
  const some = armaCorrelation([0, 2, 6], 1, 1).value([0.6, 0.3]);
  assertEquals(Array.from(some), [
    1,
    whole[2],
    whole[6],
    whole[2],
    1,
    whole[4],
    whole[6],
    whole[4],
    1,
  ]);
});

for (const [p, q] of [[1, 0], [0, 1], [1, 1], [2, 0], [0, 2], [2, 1], [3, 2]] as const) {
  Deno.test(`derivatives of ARMA(${p}, ${q})`, () => {
    const made = armaCorrelation([0, 1, 2, 4, 7], p, q);
    const search = Float64Array.from({ length: p + q }, (_, k) => 0.6 - 0.35 * k);
    const natural = made.natural(search);
    const back = made.search(natural)!;
    search.forEach((x, k) => assertAlmostEquals(back[k]!, x, 1e-12));
    const h = 1e-5;
    const moved = (at: Float64Array, k: number, by: number): Float64Array =>
      at.map((v, i) => i === k ? v + by : v);
    const jacobian = made.jacobian(search);
    for (let k = 0; k < p + q; k++) {
      const [up, down] = [moved(natural, k, h), moved(natural, k, -h)];
      const [a, b] = [made.value(up), made.value(down)];
      made.first(natural, k).forEach((d, e) =>
        assertAlmostEquals(d, (a[e]! - b[e]!) / (2 * h), 1e-8)
      );
      for (let l = 0; l < p + q; l++) {
        const [f, g] = [made.first(up, l), made.first(down, l)];
        made.second(natural, Math.min(k, l), Math.max(k, l)).forEach((d, e) =>
          assertAlmostEquals(d, (f[e]! - g[e]!) / (2 * h), 1e-7)
        );
      }
      const [there, here] = [made.natural(moved(search, k, h)), made.natural(moved(search, k, -h))];
      natural.forEach((_, i) =>
        assertAlmostEquals(jacobian[i * (p + q) + k]!, (there[i]! - here[i]!) / (2 * h), 1e-8)
      );
    }
    const bends = new Map<string, number>();
    made.curvature(search, (i, k, l, v) => bends.set(`${i},${k},${l}`, v));
    for (let k = 0; k < p + q; k++) {
      const [f, g] = [made.jacobian(moved(search, k, h)), made.jacobian(moved(search, k, -h))];
      for (let i = 0; i < p + q; i++) {
        for (let l = 0; l < p + q; l++) {
          const d = (f[i * (p + q) + l]! - g[i * (p + q) + l]!) / (2 * h);
          assertAlmostEquals(bends.get(`${i},${k},${l}`) ?? 0, d, 1e-7);
        }
      }
    }
  });
}

Deno.test("no process outside its bounds, and none of its starts there", () => {
  assertEquals(armaCorrelation(steps(4), 2, 0).search([1.2, 0.1]), null);
  assertEquals(armaCorrelation(steps(4), 0, 1).search([1.2]), null);
  for (const [p, q] of [[1, 1], [2, 2], [3, 0]] as const) {
    const made = armaCorrelation(steps(4), p, q);
    assert(made.starts.every((s) => made.search(s)));
  }
});
