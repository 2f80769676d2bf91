import { assert, assertEquals } from "@std/assert";
import { axisFor } from "../../lib/render/figure/axes.ts";
import { areApart, niceTicks } from "../../lib/render/number/ticks.ts";

Deno.test("ticks are few, whatever they lie between", () => {
  const ends = [0, 1, -1, 3, 3 + 4e-16, 3 + 1e-9, 1e15, 1e15 + 1, 1e16 + 2, 1e-320, 5e-324, 1e300]
    .concat([-1e300, 1.7e308, -1.7e308, 1e-200, -0]);
  for (const low of ends) {
    for (const high of ends) {
      if (low > high) continue;
      for (const count of [1, 3, 5, 14]) {
        const { ticks, step } = niceTicks(low, high, count);
        assert(ticks.length <= 3 * count + 3, `${low} to ${high}: ${ticks.length}`);
        assert(ticks.every(Number.isFinite) && step > 0, `${low} to ${high}`);
      }
      assert(axisFor([low, high]).ticks.length < 20, `${low} to ${high}`);
    }
  }
  assertEquals(niceTicks(0, 10, 5).ticks, [0, 2, 4, 6, 8, 10]);
  assert(!areApart(3, 3 + 4e-16) && areApart(3, 3.001) && !areApart(-1.7e308, 1.7e308));
});
