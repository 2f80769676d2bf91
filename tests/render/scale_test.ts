/** Our scales are Observable Plot's: compared with that library on a document of linkedom's. */
import { assertAlmostEquals } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom/worker";
import { scaleOf, type ScaleSpec } from "../../lib/render/figure/scale.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

function plotScale(spec: ScaleSpec, left: number, right: number) {
  const svg = Plot.plot({
    document: document as unknown as Document,
    axis: null,
    width: right + 12,
    marginLeft: left,
    marginRight: 12,
    x: { type: spec.type, domain: [...spec.domain], padding: 0 },
    marks: [Plot.ruleX([])],
  });
  return svg.scale("x")!;
}

Deno.test("scales are those of Observable Plot", () => {
  const specs: ScaleSpec[] = [
    { type: "linear", domain: [0, 1] },
    { type: "linear", domain: [-3.2, 17.25] },
    { type: "band", domain: ["A", "B", "C", "D", "E", "F"] },
    { type: "band", domain: ["only"] },
    { type: "band", domain: Array.from({ length: 37 }, (_, i) => `level ${i}`) },
  ];
  for (const spec of specs) {
    for (const [left, right] of [[34, 594], [48, 371], [0, 100]] as const) {
      const theirs = plotScale(spec, left, right), ours = scaleOf(spec, left, right);
      const values = spec.type === "band" ? spec.domain : [-1, 0.1, 0.5, 20];
      for (const v of values) {
        assertAlmostEquals(ours.at(v), theirs.apply(v) + (theirs.bandwidth ?? 0) / 2, 1e-9);
      }
      assertAlmostEquals(ours.slot, theirs.bandwidth ?? 0, 1e-9);
    }
  }
});
