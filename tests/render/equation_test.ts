/** Equations in the notation of designed experiments. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { design } from "../../lib/design/declared/design.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { type Equation, equation } from "../../lib/render/equation/equation.ts";
import { unmarked } from "../../lib/render/equation/symbols.ts";
import { equationLatex } from "../../lib/render/html/values.ts";
import { renderLatex, renderText } from "../../lib/render/render.ts";
import { loadMathematics, mathematics } from "../../lib/render/typeset/mathematics.ts";
import { at, cases, list, str } from "./reference.ts";
import { fits, trial } from "./samples.ts";

await loadMathematics();

/** Lines without marks and without the alignment sign. */
function lines(e: Equation): string[] {
  return e.lines.map((l) => unmarked(l).replace("&", ""));
}

function meanings(e: Equation): Record<string, string> {
  return Object.fromEntries(e.where.map((w) => [w.symbol, w.meaning]));
}

Deno.test("rooms random: the observation given the room, then its predictor", () => {
  const e = equation(fits().random);
  assertEquals(lines(e), [
    "y_{ijkl} \\mid b_k \\sim N(\\mu_{ijkl}, \\sigma^2)",
    "\\mu_{ijkl} = \\eta_{ijkl}",
    "\\eta_{ijkl} = \\eta_0 + D_i + T_j + (DT)_{ij} + b_k",
    "b_k \\sim N(0, \\sigma_b^2)",
  ]);
  assertEquals(e.where.map((w) => [w.symbol, w.range ?? ""]), [
    ["y_{ijkl}", "$l$ = 1, …, 5"],
    ["\\mu_{ijkl}", ""],
    ["\\sigma^2", "37.57"],
    ["\\eta_{ijkl}", ""],
    ["\\eta_0", ""],
    ["D_i", "$i$ = A, …, F"],
    ["T_j", "$j$ = 0, 7, 14"],
    ["(DT)_{ij}", "18 combinations"],
    ["b_k", "$k$ = 1, 2, 3"],
    ["\\sigma_b^2", "6.25"],
  ]);
  assertStringIncludes(meanings(e)["y_{ijkl}"] ?? "", "fecal dry matter (%)");
  assertEquals(e.where.find((w) => w.symbol === "(DT)_{ij}")?.term, "Day-Trt");
});

Deno.test("the letters an author gives decide symbols, order and subscripts", () => {
  const data = trial().withMetadata({});
  const e = equation(lm("F.Dry.matter ~ Day*Trt", data), { symbols: { Trt: "D", Day: "T" } });
  assertEquals(lines(e), [
    "y_{ijk} \\sim N(\\mu_{ijk}, \\sigma^2)",
    "\\mu_{ijk} = \\eta_{ijk}",
    "\\eta_{ijk} = \\eta_0 + D_i + T_j + (DT)_{ij}",
  ]);
});

Deno.test("pens within rooms have an effect of their own", () => {
  const e = equation(fits().pens);
  assertEquals(lines(e).slice(3), ["b_k \\sim N(0, \\sigma_b^2)", lines(e)[4]]);
  const words = Object.values(meanings(e));
  assert(words.includes("effect of pen within room, random"), words.join("; "));
});

Deno.test("additive and matrix forms", () => {
  const { random } = fits();
  assertEquals(lines(equation(random, { form: "additive" })), [
    "y_{ijkl} = \\eta_0 + D_i + T_j + (DT)_{ij} + b_k + \\varepsilon_{ijkl}",
    "b_k \\sim N(0, \\sigma_b^2)",
    "\\varepsilon_{ijkl} \\sim N(0, \\sigma^2)",
  ]);
  const matrix = equation(random, { form: "matrix" });
  assertEquals(matrix.where.find((w) => w.symbol === "\\mathbf{X}")?.range, "270 × 18");
  assertEquals(matrix.where.find((w) => w.symbol === "\\mathbf{Z}")?.range, "270 × 3");
});

Deno.test("random slopes are a vector with a covariance matrix", () => {
  const e = equation(fits().sleep);
  assertEquals(lines(e)[2], "\\eta_{ij} = \\eta_0 + \\beta x_{ij} + b_{0i} + b_{1i} x_{ij}");
  assertStringIncludes(lines(e)[3] ?? "", "\\begin{pmatrix} b_{0i} \\\\ b_{1i} \\end{pmatrix}");
  assertStringIncludes(lines(e)[3] ?? "", "\\rho\\sigma_{b0}\\sigma_{b1}");
});

Deno.test("a declared design has an equation before there are data", () => {
  const e = equation(design({
    units: "~ Block/Plot",
    treatments: "~ Trt",
    levels: { Block: 4, Plot: 5, Trt: 5 },
    allot: "Trt ~ Plot",
  }));
  assertEquals(lines(e).length, 4);
  assertStringIncludes(lines(e)[2] ?? "", "\\eta_0 + T_i");
});

Deno.test("the equation with its estimates", () => {
  const cars = parseTable("speed,dist\n4,2\n7,4\n8,16\n9,10\n10,18\n");
  const e = equation(lm("dist ~ speed", cars), { fitted: true });
  // R: coef(lm(dist ~ speed)) is -9.358491 2.547170, sigma^2 is 20.81761
  assertEquals(lines(e), [
    "\\hat\\mu_i = -9.358 + 2.547\\,\\text{speed}",
    "\\hat\\sigma^2 = 20.82",
  ]);
});

Deno.test("every reference model has an equation that can be typeset, and a meaning for each symbol", () => {
  for (const c of cases()) {
    const levels = (at(c, "factors") ?? {}) as Record<string, never>;
    const url = new URL(`../oracle/public/${str(at(c, "id"))}.csv`, import.meta.url);
    const data = parseTable(Deno.readTextFileSync(url), { factors: Object.keys(levels) });
    const formula = str(at(c, "formula"));
    const fit = at(c, "kind") === "lm" ? lm(formula, data) : lmer(formula, data);
    for (const form of ["conditional", "additive", "matrix"] as const) {
      const e = equation(fit, { form });
      mathematics(equationLatex(e), { display: true });
      mathematics(e.latex, { display: true });
      for (const w of e.where) mathematics(w.symbol, { display: false });
      assertEquals(new Set(e.where.map((w) => w.symbol)).size, e.where.length, formula);
      assert(!e.latex.includes("undefined"), formula);
    }
    assert(list(equation(fit, { fitted: true }).lines).length > 0);
  }
});

Deno.test("the LaTeX to download and the text have no marks", () => {
  const e = equation(fits().random);
  assert(!renderLatex(e).includes("htmlData"));
  assertStringIncludes(renderLatex(e), "&= \\eta_0 + D_i + T_j + (DT)_{ij} + b_k");
  assertStringIncludes(renderText(e), "  D_i: effect of diet (i = A, …, F)\n");
  assert(!renderText(e).includes("htmlData"));
});

Deno.test("bad mathematics says where", () => {
  const error = assertThrows(
    () => mathematics("a + \\frac{1}{", { display: false }),
    DiagnosticError,
  );
  const [fault] = error.diagnostics;
  assertEquals(fault?.code, "bad-mathematics");
  assert((fault?.span?.start ?? -1) >= 4);
});

Deno.test("formulas may mark terms but reach nothing outside", () => {
  assertStringIncludes(
    mathematics("\\htmlData{term=Day}{T_j}", { display: false }),
    'data-term="Day"',
  );
  assert(!mathematics("\\href{https://example.org}{x}", { display: false }).includes("<a "));
});

Deno.test("residuals with a structure have a covariance of their own", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const data = tableFrom({
    y,
    Day: y.map((_, i) => String(i % 4)),
    Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
    Sex: y.map((_, i) => i < 8 ? "m" : "f"),
  });
  const of = (residual: string): ReturnType<typeof equation> =>
    equation(lmer("y ~ Day", data, { residual }));
  const ar1 = of("ar1(Day | Pen)");
  assertEquals(ar1.lines[0], "y_{ij} &\\sim N(\\mu_{ij}, R_{tt})");
  assertEquals(ar1.lines.at(-1), "R_{tt'} &= \\sigma^2 \\rho^{|t - t'|}");
  assertEquals(
    ar1.where.find((w) => w.symbol === "R_{tt'}")!.meaning,
    "covariance of two residuals of one Pen, at Day $t$ and $t'$",
  );
  assertEquals(ar1.where.some((w) => /random/.test(w.meaning)), false);
  assertEquals(
    of("cs(Day | Pen, by = Sex, common = TRUE)").lines.at(-1),
    "R^{(\\text{Sex})}_{tt'} &= \\sigma_{\\text{cs}} + \\sigma^2\\,[t = t']",
  );
  const full = equation(lmer("y ~ Day", data, { residual: "un(Day | Pen)" }));
  assertEquals(full.lines.at(-1), "R_{tt'} &= \\sigma_{tt'}");
});
