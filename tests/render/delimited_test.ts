/** Tables as CSV, JSON and LaTeX. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderCsv, renderJson, renderLatex } from "../../lib/render/render.ts";
import type { Shown } from "../../lib/render/shown.ts";

const frame: Shown = {
  kind: "frame",
  columns: [
    { name: "Trt", type: "factor", values: ['A, "low"', "B_1", null] },
    { name: "mean", type: "numeric", values: [1.5, -0.00001234, null] },
    { name: "ok", type: "logical", values: [true, false, null] },
  ],
  rowNames: null,
  notes: [],
};

Deno.test("CSV holds unrounded numbers and quotes what needs quotes", () => {
  assertEquals(
    renderCsv(frame),
    'Trt,mean,ok\n"A, ""low""",1.5,TRUE\nB_1,-0.00001234,FALSE\n,,\n',
  );
});

Deno.test("JSON is an array of rows", () => {
  assertEquals(JSON.parse(renderJson(frame)), [
    { Trt: 'A, "low"', mean: 1.5, ok: true },
    { Trt: "B_1", mean: -0.00001234, ok: false },
    { Trt: null, mean: null, ok: null },
  ]);
});

Deno.test("LaTeX escapes what LaTeX reads, and writes powers of ten as such", () => {
  const latex = renderLatex(frame);
  assertStringIncludes(latex, "B\\_1");
  assertStringIncludes(latex, "$-1.234 \\times 10^{-5}$");
  assertStringIncludes(latex, "\\begin{tabular}{lrl}");
});

Deno.test("what is no table has no CSV", () => {
  assertEquals(renderCsv({ kind: "text", text: "NULL" }), "");
});
