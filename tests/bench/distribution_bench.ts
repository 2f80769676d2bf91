/**
 * Distributions against jstat, which is the baseline of each group.
 *
 *     deno bench tests/bench/distribution_bench.ts
 */
import jstat from "jstat";
import { multivariateT } from "../../lib/math/multivariate/multivariate_t.ts";
import {
  pbeta,
  pchisq,
  pf,
  pnorm,
  pt,
  ptukey,
  qf,
  qt,
  qtukey,
} from "../../lib/math/distribution/tails.ts";

const { jStat } = jstat as unknown as { jStat: Baseline };

/** What of jstat is compared. */
interface Baseline {
  normal: { cdf(x: number, mean: number, sd: number): number };
  studentt: { cdf(x: number, df: number): number; inv(p: number, df: number): number };
  centralF: {
    cdf(x: number, df1: number, df2: number): number;
    inv(p: number, df1: number, df2: number): number;
  };
  chisquare: { cdf(x: number, df: number): number };
  beta: { cdf(x: number, a: number, b: number): number };
  tukey: {
    cdf(q: number, means: number, df: number): number;
    inv(p: number, means: number, df: number): number;
  };
}

let k = 0;
/** Arguments that differ from call to call, so that nothing is computed once for all. */
const vary = (x: number): number => x * (1 + 1e-3 * (k = (k + 1) & 255));

Deno.bench("jstat normal", { group: "normal", baseline: true }, () => {
  jStat.normal.cdf(vary(1.7), 0, 1);
});
Deno.bench("pnorm", { group: "normal" }, () => {
  pnorm(vary(1.7));
});
Deno.bench("jstat t", { group: "t", baseline: true }, () => {
  jStat.studentt.cdf(vary(2.1), 17.3);
});
Deno.bench("pt", { group: "t" }, () => {
  pt(vary(2.1), 17.3, { upper: true });
});
Deno.bench("jstat F", { group: "F", baseline: true }, () => {
  jStat.centralF.cdf(vary(2.1), 3, 17.3);
});
Deno.bench("pf", { group: "F" }, () => {
  pf(vary(2.1), 3, 17.3, { upper: true });
});
Deno.bench("pf, 252 and 5000 df", { group: "F" }, () => {
  pf(vary(1.1), 252, 5000, { upper: true });
});
Deno.bench("pf, noncentral", { group: "F" }, () => {
  pf(vary(2.1), 3, 17.3, { upper: true, ncp: 12 });
});
Deno.bench("jstat χ²", { group: "χ²", baseline: true }, () => {
  jStat.chisquare.cdf(vary(12), 10);
});
Deno.bench("pchisq", { group: "χ²" }, () => {
  pchisq(vary(12), 10, { upper: true });
});
Deno.bench("pchisq, noncentral", { group: "χ²" }, () => {
  pchisq(vary(22), 10, { upper: true, ncp: 12 });
});
Deno.bench("jstat beta", { group: "beta", baseline: true }, () => {
  jStat.beta.cdf(vary(0.3), 2.5, 7);
});
Deno.bench("pbeta", { group: "beta" }, () => {
  pbeta(vary(0.3), 2.5, 7);
});
Deno.bench("jstat t quantile", { group: "t quantile", baseline: true }, () => {
  jStat.studentt.inv(1 - vary(0.02), 17.3);
});
Deno.bench("qt", { group: "t quantile" }, () => {
  qt(vary(0.02), 17.3, { upper: true });
});
Deno.bench("jstat F quantile", { group: "F quantile", baseline: true }, () => {
  jStat.centralF.inv(1 - vary(0.02), 3, 17.3);
});
Deno.bench("qf", { group: "F quantile" }, () => {
  qf(vary(0.02), 3, 17.3, { upper: true });
});
Deno.bench("jstat studentized range", { group: "range", baseline: true }, () => {
  jStat.tukey.cdf(vary(3.6), 4, 29.5);
});
Deno.bench("ptukey, 4 means, 29.5 df", { group: "range" }, () => {
  ptukey(vary(3.6), 4, 29.5, { upper: true });
});
Deno.bench("ptukey, 10 means, 252 df", { group: "range" }, () => {
  ptukey(vary(4.6), 10, 252, { upper: true });
});
Deno.bench("ptukey, 3 means, 3.4 df", { group: "range" }, () => {
  ptukey(vary(3.6), 3, 3.4, { upper: true });
});
Deno.bench("qtukey, 4 means, 29.5 df", { group: "range" }, () => {
  qtukey(vary(0.03), 4, 29.5, { upper: true });
});
Deno.bench("noncentral t", { group: "noncentral t" }, () => {
  pt(vary(2.1), 17.3, { upper: true, ncp: 2 });
});

const dunnett = multivariateT(
  Float64Array.from({ length: 25 }, (_, i) => i % 6 === 0 ? 1 : 0.5),
  true,
);
Deno.bench("Dunnett, 5 against a control", { group: "Dunnett" }, () => {
  dunnett.upper(vary(2.4), 29.5);
});
