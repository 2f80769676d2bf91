/**
 * Kenward–Roger and Satterthwaite against pbkrtest 0.5.2 and lmerTest's formulas at the exact optimum
 * (every mixed model of the reference values).
 */
import { assert } from "@std/assert";
import { kenwardRoger } from "../../lib/inference/df/kenward_roger.ts";
import { satterthwaite } from "../../lib/inference/df/satterthwaite.ts";
import { observedCovariance } from "../../lib/model/mixed/variance_parameters.ts";
import { lmerOf, readCases } from "../oracle/read_case.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";

interface Reference {
  fit: {
    coef: { estimate: number | null; se_kr?: number; df_kr?: number; df_satterthwaite: number }[];
    vcov_kr?: number[][] | number;
    satterthwaite?: { vcov_theta_sigma: number[][] };
  };
  kr_exact?: {
    vcov_kr: number[][];
    coef: { se: number; df: number; F: number }[];
  };
  anova?: {
    type3_L?: Record<string, number[][]>;
    III_Satterthwaite_unrounded?: { term: string; DenDF: number; F: number }[];
    lmerTest_III_KR?: { rows: { term: string; DenDF: number; "F value": number }[] };
  };
}

for (const c of readCases<Reference>("lmer")) {
  Deno.test(`df methods: ${c.id}`, () => {
    const fit = lmerOf(c);
    const faults: string[] = [];
    const near = (what: string, got: number, expected: number, tolerance: number, scale = 0) => {
      const error = Math.abs(got - expected) / Math.max(Math.abs(expected), scale);
      if (!(error <= tolerance)) faults.push(`${what}: ${got} instead of ${expected} (${error})`);
    };
    const p = fit.rank;
    const unit = (i: number): Float64Array =>
      Float64Array.from({ length: p }, (_, j) => i === j ? 1 : 0);
    const estimable = c.fit.coef.filter((x) => x.estimate !== null);

    const satt = satterthwaite(fit);
    estimable.forEach((x, i) => {
      near(`Satterthwaite ${i}`, satt.df(unit(i)), x.df_satterthwaite, 1e-5);
    });
    if (c.fit.satterthwaite) {
      // covariance of (θ, σ), θ in lme4's units
      const { information, thetaScales } = coreOf(fit);
      const n = information.count;
      const units = [...thetaScales, fit.sigma];
      const relative = observedCovariance(information);
      const got = units.map((u, i) => units.map((v, j) => relative[i * n + j]! * u * v));
      const expected = c.fit.satterthwaite.vcov_theta_sigma;
      expected.forEach((row, i) =>
        row.forEach((v, j) => {
          near(
            `vcov ${i},${j}`,
            got[i]![j]!,
            v,
            1e-6,
            1e-3 * Math.sqrt(expected[i]![i]! * expected[j]![j]!),
          );
        })
      );
    }
    for (const row of c.anova?.III_Satterthwaite_unrounded ?? []) {
      const test = satt.fTest(c.anova!.type3_L![row.term]!);
      near(`${row.term} F`, test.statistic, row.F, 1e-6);
      near(`${row.term} df`, test.denDf, row.DenDF, 1e-5);
    }

    if (fit.reml) {
      const kr = kenwardRoger(fit);
      const matrix = c.kr_exact?.vcov_kr ?? c.fit.vcov_kr;
      if (matrix !== undefined) {
        const rows = typeof matrix === "number" ? [[matrix]] : matrix;
        rows.forEach((row, i) =>
          row.forEach((v, j) => {
            near(
              `vcov_kr ${i},${j}`,
              kr.covariance[i * p + j]!,
              v,
              1e-6,
              Math.sqrt(rows[i]![i]! * rows[j]![j]!),
            );
          })
        );
      }
      if (c.kr_exact) {
        c.kr_exact.coef.forEach((x, i) => {
          near(`se ${i}`, Math.sqrt(kr.covariance[i * p + i]!), x.se, 1e-6);
          near(`df ${i}`, kr.df(unit(i)), x.df, 1e-5);
          const test = kr.fTest([unit(i)]);
          near(`F ${i}`, test.statistic, x.F, 1e-6);
          near(`F df ${i}`, test.denDf, x.df, 1e-5);
        });
      } else {
        estimable.forEach((x, i) => {
          near(`se_kr ${i}`, Math.sqrt(kr.covariance[i * p + i]!), x.se_kr!, 1e-6);
          near(`df_kr ${i}`, kr.df(unit(i)), x.df_kr!, 1e-5);
        });
        for (const row of c.anova?.lmerTest_III_KR?.rows ?? []) {
          const test = kr.fTest(c.anova!.type3_L![row.term]!);
          // lmerTest rounds these hypotheses to seven decimals
          near(`${row.term} KR F`, test.statistic, row["F value"], 3e-6);
          near(`${row.term} KR df`, test.denDf, row.DenDF, 1e-5);
        }
      }
      // with observed information the df of a balanced design are the same
      const observed = kenwardRoger(fit, { information: "observed" });
      if (c.id === "oats_splitplot" || c.id === "sleepstudy") {
        near("observed", observed.df(unit(1)), estimable[1]!.df_kr!, 1e-6);
      }
    }
    assert(faults.length === 0, faults.join("\n"));
  });
}
