/**
 * Equation, shell and audit of the parts of a zero-inflated model: what the parts' random effects are, and
 * where a treatment is compared in each. Degrees of freedom follow from the layout.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { glm } from "../../lib/model/generalized/glm.ts";
import { glmer, glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import type { Fit } from "../../lib/model/fit.ts";
import { equation } from "../../lib/render/equation/equation.ts";
import { unmarked } from "../../lib/render/equation/symbols.ts";

const data = (name: string, factors: string[] = []) =>
  parseTable(Deno.readFileSync(new URL(`../oracle/glmm/${name}.csv`, import.meta.url)), {
    factors,
  });
const salamanders = data("salamanders", ["site", "mined", "spp"]);
const seeds = data("splitplot_binomial", ["block", "plot", "A", "B"]);

const plain = unmarked;
const rowsOf = (fit: Fit, options = {}): [string, number, string | undefined][] =>
  anovaShell(fit, options).rows.map((r) => [r.source, r.df, r.testedAgainst]);

const parted = glmmTMB("count ~ mined + (1 | site)", salamanders, {
  family: "nbinom2",
  ziformula: "~ mined + (1 | site)",
  dispformula: "~ spp + (1 | site)",
});

Deno.test("random effects of zeros and of the dispersion are written", () => {
  const { lines, where } = equation(parted);
  const text = lines.map(plain);
  assert(text[0]!.startsWith("y_{ijkl} \\mid b_k, b_k^{(z)}, b_k^{(d)} &\\sim"), text[0]);
  assertEquals(text.slice(3), [
    "\\log\\frac{\\psi_{ijkl}}{1 - \\psi_{ijkl}} &= \\zeta_0 + M_i^{(z)} + b_k^{(z)}",
    "\\log \\theta_{ijkl} &= \\delta_0 + S_j^{(d)} + b_k^{(d)}",
    "b_k &\\sim N(0, \\sigma_b^2)",
    "b_k^{(z)} &\\sim N(0, \\sigma_{b,z}^2)",
    "b_k^{(d)} &\\sim N(0, \\sigma_{b,d}^2)",
  ]);
  const meaning = new Map(where.map((w) => [w.symbol, w]));
  assertEquals(
    meaning.get("b_k^{(z)}")!.meaning,
    "effect of site on the log-odds of a zero of its own, random",
  );
  assertEquals(
    meaning.get("\\sigma_{b,z}^2")!.range,
    String(Number(parted.partRandom.zero!.varianceComponents[0]!.variance!.toPrecision(4))),
  );
  assertEquals(
    meaning.get("\\sigma_{b,d}^2")!.meaning,
    "variance between sites on the predictor of the dispersion",
  );
});

Deno.test("a mean without random effects beside zeros with an intercept and a slope", () => {
  const fit = glmmTMB("count ~ 1", salamanders, {
    family: "poisson",
    ziformula: "~ 1 + (mined | site)",
  });
  const text = equation(fit).lines.map(plain);
  assert(text.some((l) => l.includes("= \\zeta_0 + b_{0i}^{(z)} + b_{1i}^{(z)} \\mathbf{1}")));
  assert(text.some((l) => l.includes("\\rho^{(z)}\\sigma_{b0,z}\\sigma_{b1,z}")));
});

// with effects of sites in all three predictors the likelihood has no maximum; this one has
Deno.test("with the estimates", () => {
  const fit = glmmTMB("count ~ mined + (1 | site)", salamanders, {
    family: "nbinom2",
    ziformula: "~ mined + (1 | spp)",
    dispformula: "~ 1 + (1 | spp)",
  });
  assert(fit.converged);
  assertEquals(equation(fit, { fitted: true }).lines.map(plain), [
    "\\log \\hat\\mu_{ijkl} &= 1.003 - 1.717\\,\\text{minedyes} + b_j",
    "\\hat\\sigma_b^2 &= 0.1786",
    "\\log\\frac{\\hat\\psi_{ijkl}}{1 - \\hat\\psi_{ijkl}} &= -2.023 + 2.131\\,\\text{minedyes} + u_k^{(z)}",
    "\\log \\hat\\theta_{ijkl} &= 0.2265 + u_k^{(d)}",
    "\\hat\\sigma_{u,z}^2 &= 2.437",
    "\\hat\\sigma_{u,d}^2 &= 0.02864",
  ]);
});

Deno.test("shells of mean and zeros: mines are compared between sites in each", () => {
  const rows: [string, number, string | undefined][] = [
    ["mined", 1, "site"],
    ["site", 21, undefined],
    ["Error", 621, undefined],
    ["Total", 643, undefined],
  ];
  assertEquals(rowsOf(parted), rows);
  assertEquals(rowsOf(parted, { part: "zero" }), rows);
  const none = glmmTMB("count ~ mined + (1 | site)", salamanders, {
    family: "poisson",
    ziformula: "~ mined",
  });
  assertEquals(rowsOf(none, { part: "zero" }), [
    ["mined", 1, "Error"],
    ["Error", 642, undefined],
    ["Total", 643, undefined],
  ]);
  const { diagnostics: [first] } = assertThrows(
    () => anovaShell(none, { part: "dispersion" }),
    DiagnosticError,
  );
  assertEquals(first!.code, "no-such-part");
});

Deno.test("a split-plot of seeds, with an effect of the subplot and without", () => {
  const without = glmer("cbind(germ, n - germ) ~ A*B + (1 | block) + (1 | plot)", seeds, {
    family: "binomial",
  });
  const whole: [string, number, string | undefined][] = [
    ["block", 5, undefined],
    ["A", 1, "block:plot"],
    ["block:plot", 5, undefined],
  ];
  assertEquals(rowsOf(without), [
    ...whole,
    ["B", 2, "Error"],
    ["A:B", 2, "Error"],
    ["Error", 20, undefined],
    ["Total", 35, undefined],
  ]);
  assert(anovaShell(without).rows.every((r) => r.expectedMeanSquare === ""));
  const note = anovaShell(without).notes.find((n) => n.code === "error-in-distribution")!;
  assert(note.text.includes("takes every observation for a unit"), note.text);

  const units = Array.from({ length: 36 }, (_, i) => `s${i}`);
  const named = parseTable(new TextEncoder().encode(["sub", ...units].join("\n")));
  const withUnits = seeds.with(named.column("sub")!);
  const full = glmer(
    "cbind(germ, n - germ) ~ A*B + (1 | block) + (1 | plot) + (1 | sub)",
    withUnits,
    { family: "binomial" },
  );
  assertEquals(rowsOf(full), [
    ...whole,
    ["B", 2, "block:plot:sub"],
    ["A:B", 2, "block:plot:sub"],
    ["block:plot:sub", 20, undefined],
    ["Total", 35, undefined],
  ]);
});

Deno.test("a normal response has mean squares whoever fits it", () => {
  const warp = data("warpbreaks", ["wool", "tension"]);
  const ems = (fit: Fit): string[] => anovaShell(fit).rows.map((r) => r.expectedMeanSquare);
  assertEquals(ems(glmmTMB("breaks ~ wool", warp, {})), ["σ² + Q(wool)", "σ²", ""]);
  assertEquals(ems(glm("breaks ~ wool", warp, { family: "quasipoisson" })), ["", "", ""]);
});

Deno.test("zeros of which sites are the units, and no effect of sites", () => {
  const lacking = glmmTMB("count ~ mined + (1 | site)", salamanders, {
    family: "poisson",
    ziformula: "~ mined",
  });
  const [first, ...rest] = audit(lacking);
  assertEquals(first!.code, "pseudo-replication");
  assertEquals(first!.subject, "site in ziformula");
  assert(first!.message.includes("the 23 sites that got it give 21 df"), first!.message);
  assertEquals(first!.hint, "Add (1|site) to ziformula, or acknowledge: pseudo-replication");
  assertEquals(rest, []);
  assertEquals(audit(parted), []);
  const common = glmmTMB("count ~ mined + (1 | site)", salamanders, {
    family: "poisson",
    ziformula: "~ 1",
  });
  assertEquals(audit(common), []);
});
