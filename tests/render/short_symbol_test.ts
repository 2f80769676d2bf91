/** Single symbols written short say the same, to eyes and to MathML, as the full formula. */
import { assert, assertEquals } from "@std/assert";
import katex from "katex";
import { shortSymbol } from "../../lib/render/typeset/short_symbol.ts";

/** What KaTeX writes inside `<semantics>`, without the row round the whole. */
function full(latex: string): string {
  const html = katex.renderToString(latex, { output: "htmlAndMathml" });
  const inner = html.match(/<semantics><mrow>(.*)<\/mrow><annotation/)?.[1] ?? "";
  return inner.replaceAll(' stretchy="false"', "");
}

function mathml(latex: string): string {
  return shortSymbol(latex)?.match(/<semantics><mrow>(.*)<\/mrow><annotation/)?.[1] ?? "";
}

Deno.test("MathML of a short symbol is KaTeX's", () => {
  for (
    const latex of [
      "b_k",
      "y_{ijkl}",
      "\\sigma^2",
      "\\sigma_b^2",
      "\\sigma_{b0}^2",
      "\\mu_{ij}",
      "\\eta_0",
      "\\varepsilon_{ij}",
      "N",
      "\\rho",
      "x_{1i}",
    ]
  ) assertEquals(mathml(latex), full(latex), latex);
});

Deno.test("a product of effects is one symbol", () => {
  const html = shortSymbol("(DT)_{ij}") ?? "";
  assert(
    html.includes('aria-hidden="true">(<i>DT</i>\u200a)<sub><i>ij</i></sub></span>'),
    html,
  );
});

Deno.test("what is more than a symbol is left to the full formula", () => {
  for (
    const latex of ["a + b", "\\frac{1}{2}", "x^{2n}", "\\hat\\mu", "\\text{a}", "df_e", "\\exp"]
  ) {
    assertEquals(shortSymbol(latex), null, latex);
  }
});
