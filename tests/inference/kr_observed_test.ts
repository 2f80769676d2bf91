/**
 * Kenward–Roger with the observed information: against second differences of the deviance in the
 * covariances themselves.
 */
import { assert, assertAlmostEquals } from "@std/assert";
import { kenwardRoger } from "../../lib/inference/df/kenward_roger.ts";
import { choleskySmall, inverseFromCholesky } from "../../lib/math/algebra/triangular.ts";
import { varianceCovariance } from "../../lib/model/mixed/variance_parameters.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { thetaOf } from "../../lib/model/covariance/random_structure.ts";
import { lmerOf, readCase } from "../oracle/read_case.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";

const fitOf = (id: string): LinearMixedModel => lmerOf(readCase(id));

for (const id of ["oats_unbalanced", "bib_sim", "sleepstudy"]) {
  Deno.test(`observed information: ${id}`, () => {
    const fit = fitOf(id);
    const core = coreOf(fit);
    const x = core.information;
    const m = x.count - 1;
    const criterion = core.freshCriterion();
    const f = fit.n - fit.rank;
    const s2 = x.sigmaSquared;
    /** REML deviance at absolute (γ, σ²) given in units of the estimate of σ². */
    const deviance = (at: Float64Array): number => {
      const s = at[m]! * s2;
      const gamma = at.subarray(0, m).map((g) => g * s2 / s);
      const { value, rSquared } = criterion.evaluate(thetaOf(core.layout, gamma)!, 0);
      return value - f * (1 + Math.log(2 * Math.PI * rSquared / f)) + f * Math.log(s) +
        rSquared / s;
    };
    const centre = Float64Array.of(...x.gamma, 1);
    const n = m + 1;
    const step = centre.map((v, i) => 1e-3 * (i === m ? 1 : Math.max(Math.abs(v), 0.05)));
    const h = new Float64Array(n * n);
    const moved = (i: number, a: number, j: number, b: number): number => {
      const at = centre.slice();
      at[i]! += a * step[i]!;
      at[j]! += b * step[j]!;
      return deviance(at);
    };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        h[i * n + j] = (moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) +
          moved(i, -1, j, -1)) / (4 * step[i]! * step[j]!);
      }
    }
    const expected = inverseFromCholesky(choleskySmall(h, n)!, n).map((v) => 2 * v);
    const got = varianceCovariance(x, "observed", coreOf(fit).identifiability);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const scale = Math.sqrt(expected[i * n + i]! * expected[j * n + j]!);
        assertAlmostEquals(got[i * n + j]!, expected[i * n + j]!, 2e-4 * scale, `${i},${j}`);
      }
    }
  });
}

Deno.test("expected and observed information differ where the design is unbalanced, and nowhere else", () => {
  const l = (rank: number, i: number): Float64Array =>
    Float64Array.from({ length: rank }, (_, j) => i === j ? 1 : 0);
  for (const [id, equal] of [["oats_splitplot", true], ["oats_unbalanced", false]] as const) {
    const fit = fitOf(id);
    const a = kenwardRoger(fit).df(l(fit.rank, 1));
    const b = kenwardRoger(fit, { information: "observed" }).df(l(fit.rank, 1));
    assert(Math.abs(a - b) < 1e-6 === equal, `${id}: ${a}, ${b}`);
  }
});
