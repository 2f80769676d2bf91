/**
 * Limits by the profile of an approximate likelihood, beside lme4 1.1-31 and glmmTMB 1.1.5
 * (`profile_reference.R`), which interpolate or stop at about 1e-5, and by their definition: the model with
 * a parameter held at its limit has half the quantile less of log likelihood.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { confint, type Interval } from "../../lib/inference/test/confint.ts";
import { glmer, glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { correlatedEffects } from "../../lib/model/generalized/factors/correlated_factor.ts";
import { scaledRows } from "../../lib/model/generalized/factors/scaled_rows.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { glimmix } from "../../lib/model/generalized/pseudo/glimmix.ts";

const data = (name: string, factors: string[] = []) =>
  parseTable(Deno.readFileSync(new URL(`../oracle/glmm/${name}.csv`, import.meta.url)), {
    factors,
  });
const cbpp = data("cbpp", ["period", "herd"]);
const PROPORTION = "cbind(incidence, size - incidence) ~ period + (1 | herd)";
const QUANTILE = 3.841458820694124;

function beside(
  got: readonly Interval[],
  want: Record<string, [number, number]>,
  by: number,
) {
  assertEquals(got.map((i) => i.name), Object.keys(want));
  for (const { name, lower, upper } of got) {
    const [a, b] = want[name]!;
    const width = b - a;
    assertAlmostEquals(lower!, a, by * width, `${name}, lower`);
    assertAlmostEquals(upper!, b, by * width, `${name}, upper`);
  }
}

Deno.test("glmer: lme4's profile, which it interpolates", () => {
  const fit = glmer(PROPORTION, cbpp, { family: "binomial" });
  beside(confint(fit, { method: "profile" }), {
    ".sig01": [0.3460944698, 1.0998817156],
    "(Intercept)": [-1.9011560663, -0.9477945522],
    period2: [-1.6166788929, -0.4078402706],
    period3: [-1.8009177334, -0.5116102054],
    period4: [-2.5006006973, -0.8008310511],
  }, 2e-4);
});

Deno.test("glmmTMB: coefficients and logarithms of deviations, beside its roots", () => {
  const fit = glmmTMB(PROPORTION, cbpp, { family: "binomial" });
  beside(confint(fit, { method: "profile" }), {
    "(Intercept)": [-1.901187472, -0.94779056766],
    period2: [-1.616758339, -0.40778029673],
    period3: [-1.801001523, -0.51155362606],
    period4: [-2.500748813, -0.80075813308],
    "theta_1|herd.1": [-1.061050574, 0.09525824424],
  }, 2e-5);
});

Deno.test("glmmTMB: zeros of their own, beside its roots", () => {
  const fit = glmmTMB("count ~ mined + (1 | site)", data("salamanders"), {
    family: "poisson",
    ziformula: "~ mined",
  });
  beside(confint(fit, { method: "profile" }), {
    "(Intercept)": [1.0172093674, 1.4300521848],
    minedyes: [-1.7418117215, -0.7208587531],
    "zi~(Intercept)": [-0.8403373877, -0.3624396472],
    "zi~minedyes": [1.1665498409, 2.2235926821],
    "theta_1|site.1": [-1.9439155826, -0.578798038],
  }, 5e-5);
});

Deno.test("glmer: two effects and their correlation, a limit at -1", () => {
  const fit = glmer("y ~ lbase*trt + V4 + (1 + V4 | subject)", data("epil", ["subject"]), {
    family: "poisson",
  });
  const got = confint(fit, { method: "profile" });
  // lme4 has -0.28302 for the upper limit of the correlation, at which its own deviance has risen by
  // 3.8493; at ours it has risen by 3.8415 (profile_reference.R)
  assertAlmostEquals(got[1]!.upper!, -0.28363508, 1e-6);
  assertEquals(got[1]!.lower, -1);
  beside(got.filter((_, k) => k !== 1), {
    ".sig01": [0.44518809115, 0.70231143383],
    ".sig03": [0.06973236031, 0.42339861454],
    "(Intercept)": [1.62124243901, 2.05202803761],
    lbase: [0.65545994921, 1.15134619175],
    trtprogabide: [-0.67552573644, -0.10751162906],
    V4: [-0.22138197184, 0.07353755002],
    "lbase:trtprogabide": [-0.11287987407, 0.61574244501],
  }, 8e-4);
});

/** Counts of 40 groups that differ in three ways. */
function threeEffects() {
  const r = new RandomStream(5);
  const groups = Array.from({ length: 40 }, () => {
    const level = 0.6 * r.normal();
    return { level, slope: 0.1 * level + 0.2 * r.normal(), shift: 0.5 * r.normal() };
  });
  const rows = groups.flatMap((own, g) =>
    [0, 1].flatMap((dose) => [0, 1, 2, 3, 4, 5].map((day) => ({ g, dose, day, own })))
  );
  const y = rows.map(({ dose, day, own: { level, slope, shift } }) => {
    const mean = Math.exp(1.5 + 0.1 * day - 0.3 * dose + level + slope * day + shift * dose);
    let count = -1;
    for (let p = 1; p > Math.exp(-mean); count++) p *= r.uniform();
    return count;
  });
  return tableFrom({
    y,
    day: rows.map((w) => w.day),
    dose: rows.map((w) => w.dose),
    g: rows.map((w) => `g${w.g}`),
  }, { factors: ["g"] });
}

// beside glmmTMB's roots such limits stand in the last of `course_pages.R`
Deno.test("three correlated effects: correlations of a glmer, the root of a glmmTMB", () => {
  const table = threeEffects();
  const formula = "y ~ day + dose + (1 + day + dose | g)";
  const own = confint(glmer(formula, table, { family: "poisson" }), { method: "profile" });
  const theirs = confint(glmmTMB(formula, table, { family: "poisson" }), { method: "profile" });
  const [sd1, r21, r31, sd2, r32, sd3] = own;
  const roots = theirs.filter((i) => i.name.startsWith("theta_1+day+dose|g."));
  assertEquals(roots.length, 6);
  [sd1!, sd2!, sd3!].forEach((i, k) => {
    assertAlmostEquals(Math.log(i.lower!), roots[k]!.lower!, 1e-6);
    assertAlmostEquals(Math.log(i.upper!), roots[k]!.upper!, 1e-6);
  });
  // of the first two effects the entry is the correlation by another name
  const named = (r: number): number => r / Math.sqrt(1 - r * r);
  assertAlmostEquals(named(r21!.lower!), roots[3]!.lower!, 1e-5);
  assertAlmostEquals(named(r21!.upper!), roots[3]!.upper!, 1e-5);
  for (const r of [r31!, r32!]) assert(-1 < r.lower! && r.lower! < r.estimate!);
  // a correlation has the same limits whichever effect comes first
  const turned = confint(
    glmer("y ~ day + dose + (0 + dose + day + I(day * 0 + 1) | g)", table, { family: "poisson" }),
    { method: "profile" },
  );
  assertAlmostEquals(turned[1]!.lower!, r32!.lower!, 1e-5);
  assertAlmostEquals(turned[1]!.upper!, r32!.upper!, 1e-5);
});

Deno.test("roots of correlations: derivatives are those of differences", () => {
  const factor = correlatedEffects("us", scaledRows(4), true);
  const theta = Float64Array.from({ length: factor.count }, (_, k) => 0.3 * Math.sin(3 * k + 1));
  const [a, b, first, second] = Array.from({ length: 4 }, () => new Float64Array(16));
  const moved = (k: number, by: number) => theta.map((t, j) => j === k ? t + by : t);
  const h = 1e-5;
  for (let k = 0; k < factor.count; k++) {
    factor.fill(moved(k, h), a!);
    factor.fill(moved(k, -h), b!);
    factor.tangent(theta, k, first!);
    first!.forEach((v, e) => assertAlmostEquals(v, (a![e]! - b![e]!) / (2 * h), 1e-8));
    for (let l = 0; l < factor.count; l++) {
      factor.tangent(moved(k, h), l, a!);
      factor.tangent(moved(k, -h), l, b!);
      if (!factor.second(theta, k, l, second!)) second!.fill(0);
      second!.forEach((v, e) => assertAlmostEquals(v, (a![e]! - b![e]!) / (2 * h), 1e-8));
    }
  }
});

Deno.test("a deviation whose profile does not rise so far has the limit 0", () => {
  const fit = glmer(
    "cbind(germ, n - germ) ~ A*B + (1 | block) + (1 | plot)",
    data("splitplot_binomial", ["block", "plot"]),
    { family: "binomial" },
  );
  const [plot, block] = confint(fit, { method: "profile" });
  assertEquals([plot!.name, block!.name], [".sig01", ".sig02"]);
  assertEquals(block!.lower, 0);
  assertAlmostEquals(plot!.lower!, 0.2088120959, 1e-6);
});

for (const nodes of [1, 7]) {
  Deno.test(`limits are where the log likelihood has fallen by half the quantile, ${nodes} nodes`, () => {
    const fit = glmer(PROPORTION, cbpp, { family: "binomial", nAGQ: nodes });
    const [, , period2] = confint(fit, { method: "profile" });
    for (const at of [period2!.lower!, period2!.upper!]) {
      const held = glmer(
        `cbind(incidence, size - incidence) ~ I(period == "3") + I(period == "4") + ` +
          `offset(${at} * (period == "2")) + (1 | herd)`,
        cbpp,
        { family: "binomial", nAGQ: nodes },
      );
      assertAlmostEquals(2 * (fit.logLik - held.logLik), QUANTILE, 1e-7);
    }
  });
}

Deno.test("a fit stays at its estimates where its profile was taken", () => {
  const fit = glmmTMB("count ~ mined + (1 | site)", data("salamanders"), {
    family: "nbinom2",
    ziformula: "~ mined",
  });
  const read = () => [
    fit.zeroPredictor,
    fit.dispersionPredictor,
    [...fit.givenCovariance()],
    fit.effectBlocks().map(({ theta, effects }) => [theta, effects]),
    fit.residualsOf("response"),
  ];
  const before = structuredClone(read());
  const limits = confint(fit, { method: "profile" });
  assertEquals(read(), before);
  // by its roots; a chance of zeros that may as well be 0 has no lower limit, as there
  beside(limits.filter(({ name }) => !/^zi/.test(name)), {
    "(Intercept)": [0.5330681, 1.223712],
    minedyes: [-2.2416059, -0.8311074],
    "theta_1|site.1": [-2.3038459, -0.3367732],
  }, 1e-5);
  const zeros = limits.filter(({ name }) => /^zi/.test(name));
  assertEquals(zeros.map(({ lower, upper }) => [lower === null, upper === null]), [
    [true, false],
    [false, true],
  ]);
  assertAlmostEquals(zeros[0]!.upper!, -1.0613641, 2e-5);
  assertAlmostEquals(zeros[1]!.lower!, 1.0451794, 3e-5);
});

Deno.test("restricted and pseudo-likelihoods have no profile", () => {
  const restricted = glmmTMB(PROPORTION, cbpp, { family: "binomial", reml: true });
  const pseudo = glimmix(PROPORTION, cbpp, { family: "binomial" });
  for (const fit of [restricted, pseudo]) {
    const { diagnostics: [first] } = assertThrows(
      () => confint(fit, { method: "profile" }),
      DiagnosticError,
    );
    assertEquals(first!.code, "no-profile");
  }
});
