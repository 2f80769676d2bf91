/** What figures and equations call a response that is a function of a column. */
import { assertEquals } from "@std/assert";
import { emmeans, lm, meansFigure, tableFrom } from "../../mod.ts";
import { untransformed } from "../../lib/model/formula/transformation.ts";
import { predictorOf } from "../../lib/render/equation/predictor.ts";
import { fitNotation } from "../../lib/design/fitted/fit_notation.ts";

const data = tableFrom(
  { y: [1, 2, 3, 4, 5, 7], x: [2, 3, 4, 4, 5, 6], Trt: ["A", "A", "B", "B", "C", "C"] },
  { factors: ["Trt"] },
);

/** The axis on the scale of the model, and after the transformation is undone. */
function axes(response: string): unknown[] {
  const fit = lm(`${response} ~ Trt`, data);
  return (["link", "response"] as const).map((type) => {
    const { data } = meansFigure([{ name: "", grid: emmeans(fit, "~ Trt", { type }) }]);
    return data.figure === "means" ? data.response.label : null;
  });
}

for (
  const [response, link, back] of [
    ["y", "y", "y"],
    ["log(y)", "log(y)", "y"],
    ["log(y, 2)", "log(y, 2)", "y"],
    ["log(y + 1)", "log(y + 1)", "y"],
    ["2 * log(y)", "2 * log(y)", "y"],
    ["1/y", "1/y", "y"],
    ["asin(sqrt(y/10))", "asin(sqrt(y/10))", "y/10"],
    ["log(y) + log(x)", "log(y) + log(x)", "log(y) + log(x)"],
  ] as const
) {
  Deno.test(`the axis of means of ${response}`, () => {
    assertEquals(axes(response), [link, back]);
  });
}

Deno.test("log odds go back to the proportion", () => {
  assertEquals(untransformed("log(p/(1 - p))"), "p");
});

Deno.test("an equation has the function that a response is, and no other", () => {
  const latex = (response: string): string => {
    const fit = lm(`${response} ~ Trt`, data);
    return predictorOf(fitNotation(fit, {}), fit, "conditional").response;
  };
  assertEquals(latex("log(y)"), "\\log y_{ij}");
  assertEquals(latex("sqrt(y + 1)"), "\\sqrt{y_{ij}}");
  assertEquals(latex("log(y) + log(x)"), "y_{ij}");
  assertEquals(latex("sqrt(y) * sqrt(x)"), "y_{ij}");
});
