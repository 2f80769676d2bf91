/** Numbers of pictures beside those of R's ggplot2: rows of layers, ranges, breaks, labels, colours. */
import { assertEquals } from "@std/assert";
import { differences, plotsOf, recorded } from "./figures/compare.ts";

Deno.test("pictures have the numbers of ggplot2", () => {
  const { data, calls } = recorded();
  const plots = plotsOf(data, calls.map((c) => c.code[0]!));
  const wrong = calls.flatMap((call, i) => {
    const plot = plots[i]!;
    const found = typeof plot === "string" ? [plot] : differences(call, plot);
    return found.map((d) => `${call.code[0]}\n    ${d}`);
  });
  assertEquals(wrong, []);
});
