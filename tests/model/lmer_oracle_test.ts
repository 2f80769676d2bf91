/**
 * Every mixed model of the reference values: lme4 1.1-31 at the exact optimum, 15 significant digits.
 */
import { assert, assertEquals } from "@std/assert";
import type { LinearMixedModel, VarianceComponent } from "../../lib/model/fit.ts";
import { lmerOf, readCases } from "../oracle/read_case.ts";

interface ReferenceComponent {
  grp: string;
  var1: string | null;
  var2: string | null;
  vcov: number;
  sdcor: number | null;
}

interface Reference {
  n: number;
  fit: {
    criterion: number;
    logLik: number;
    npar: number;
    AIC: number;
    BIC: number;
    sigma: number;
    theta: number | number[];
    theta_names: string | string[];
    singular: boolean;
    ngrps: Record<string, number>;
    varcomp: ReferenceComponent[];
    coef: { name: string; estimate: number | null; se: number | null }[];
    vcov: number | number[][];
    fitted10: number[];
    resid10: number[];
    ranef: { group: string; term: string; level: string; blup: number; cond_sd: number }[];
  };
  optimum: { theta_fixed_at_zero: string | string[] };
  ml?: {
    logLik: number;
    deviance: number;
    AIC: number;
    BIC: number;
    sigma: number;
    theta: number | number[];
    varcomp: ReferenceComponent[];
    coef: { name: string; estimate: number; se: number }[];
  };
}

/** Variances and covariances by the names of `as.data.frame(VarCorr(fit))`. */
function covariances(components: readonly VarianceComponent[]): Map<string, number> {
  const out = new Map<string, number>();
  const key = (...names: (string | null)[]): string => names.map((n) => n ?? "").join("|");
  const groups = [...new Set(components.map((c) => c.group))];
  for (const group of groups) {
    const own = components.filter((c) => c.group === group);
    own.forEach((c) => {
      out.set(key(group, c.term || null, null), c.variance!);
      c.correlations.forEach((r, j) => {
        out.set(key(group, own[j]!.term, c.term), (r ?? 0) * c.sd! * own[j]!.sd!);
      });
    });
  }
  return out;
}

class Comparison {
  readonly faults: string[] = [];

  /** Relative to the larger of the reference and `scale`. */
  near(what: string, got: number, expected: number, scale = 0, tolerance = 1e-6): void {
    const error = got === expected
      ? 0
      : Math.abs(got - expected) / Math.max(Math.abs(expected), scale);
    if (!(error <= tolerance)) this.faults.push(`${what}: ${got}, expected ${expected} (${error})`);
  }

  components(got: readonly VarianceComponent[], expected: readonly ReferenceComponent[]): void {
    const known = covariances(got);
    for (const e of expected) {
      const value = known.get([e.grp, e.var1 ?? "", e.var2 ?? ""].join("|"));
      this.near(`variance ${e.grp} ${e.var1} ${e.var2}`, value ?? NaN, e.vcov);
    }
  }

  coefficients(
    fit: LinearMixedModel,
    expected: readonly { name: string; estimate: number | null; se: number | null }[],
  ): void {
    const known = new Map(fit.coefficients.map((k) => [k.name, k]));
    for (const e of expected) {
      const k = known.get(e.name);
      if (e.estimate === null || e.se === null) {
        assertEquals(k?.aliased, true, e.name);
        continue;
      }
      this.near(`estimate ${e.name}`, k?.estimate ?? NaN, e.estimate, e.se);
      this.near(`s.e. ${e.name}`, k?.standardError ?? NaN, e.se);
    }
  }
}

for (const c of readCases<Reference>("lmer")) {
  Deno.test(`lmer: ${c.id}`, () => {
    const fit = lmerOf(c);
    const x = new Comparison();
    const e = c.fit;
    assertEquals(fit.converged, true);
    assertEquals(fit.singular, e.singular);
    assertEquals(fit.notes.some((n) => n.code === "singular"), e.singular);
    assertEquals(fit.thetaNames, [e.theta_names].flat());
    assertEquals(Object.fromEntries(fit.groups.map((g) => [g.name, g.levels])), e.ngrps);
    assertEquals(fit.groups.map((g) => g.name), Object.keys(e.ngrps));
    assertEquals(fit.parameters, e.npar);
    x.near("criterion", fit.criterion, e.criterion, 0, 1e-8);
    x.near("logLik", fit.logLik, e.logLik, 0, 1e-8);
    x.near("AIC", fit.aic, e.AIC, 0, 1e-8);
    x.near("BIC", fit.bic, e.BIC, 0, 1e-8);
    x.near("sigma", fit.sigma, e.sigma);
    [e.theta].flat().forEach((t, k) => x.near(fit.thetaNames[k]!, fit.theta[k]!, t));
    for (const name of [c.optimum.theta_fixed_at_zero].flat()) {
      assertEquals(fit.theta[fit.thetaNames.indexOf(name)], 0, `${name} is exactly 0`);
    }
    x.components(fit.varianceComponents, e.varcomp);
    x.coefficients(fit, e.coef);
    const vcov = typeof e.vcov === "number" ? [[e.vcov]] : e.vcov;
    vcov.forEach((row, i) =>
      row.forEach((v, j) => {
        x.near(`vcov ${i},${j}`, fit.vcov[i]![j]!, v, Math.sqrt(vcov[i]![i]! * vcov[j]![j]!));
      })
    );
    e.fitted10.forEach((v, i) => x.near(`fitted ${i}`, fit.fitted[i]!, v));
    e.resid10.forEach((v, i) => x.near(`residual ${i}`, fit.residuals[i]!, v, 1e-3 * fit.sigma));
    const effects = fit.randomEffects;
    assertEquals(effects.length, e.ranef.length);
    e.ranef.forEach((r, i) => {
      const got = effects[i]!;
      assertEquals([got.group, got.term, got.level], [r.group, r.term, r.level]);
      x.near(`mode ${i}`, got.estimate, r.blup, 1e-3 * fit.sigma);
      x.near(`s.d. ${i}`, got.standardError, r.cond_sd);
    });
    if (c.ml) {
      const ml = fit.refit({ reml: false });
      assertEquals(ml.converged, true);
      x.near("ML deviance", ml.criterion, c.ml.deviance, 0, 1e-8);
      x.near("ML logLik", ml.logLik, c.ml.logLik, 0, 1e-8);
      x.near("ML AIC", ml.aic, c.ml.AIC, 0, 1e-8);
      x.near("ML BIC", ml.bic, c.ml.BIC, 0, 1e-8);
      x.near("ML sigma", ml.sigma, c.ml.sigma);
      [c.ml.theta].flat().forEach((t, k) => x.near(`ML ${ml.thetaNames[k]}`, ml.theta[k]!, t));
      x.components(ml.varianceComponents, c.ml.varcomp);
      x.coefficients(ml, c.ml.coef);
    }
    assert(x.faults.length === 0, x.faults.join("\n"));
  });
}
