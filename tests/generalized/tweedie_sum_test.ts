/** The series in Tweedie's densities, where its terms are many. */
import { assert, assertAlmostEquals } from "@std/assert";
import { tweedieSum } from "../../lib/model/generalized/series/tweedie.ts";
import { logGamma } from "../../lib/math/distribution/special.ts";

/** Every term that there is, one after the other, with the sum that two numbers hold. */
function everyTerm(y: number, logPhi: number, power: number): number {
  const alpha = (2 - power) / (power - 1);
  const z = alpha * Math.log(y / (power - 1)) - (1 + alpha) * logPhi - Math.log(2 - power);
  const term = (j: number): number => j * z - logGamma(j + 1) - logGamma(j * alpha);
  const middle = Math.exp((2 - power) * Math.log(y) - logPhi) / (2 - power);
  const last = Math.ceil(2 * middle + 200);
  let most = -Infinity;
  for (let j = 1; j <= last; j++) most = Math.max(most, term(j));
  let sum = 0;
  for (let j = 1; j <= last; j++) sum += Math.exp(term(j) - most);
  return most + Math.log(sum);
}

Deno.test("a series of which each of some steps is summed is the sum of all terms", () => {
  for (const power of [1.05, 1.3, 1.5, 1.9, 1.99, 1.999]) {
    for (const logPhi of [-4, -2, 0, 2]) {
      for (const y of [0.01, 1, 30, 400]) {
        const own = tweedieSum(y, logPhi, power, false).value;
        const all = everyTerm(y, logPhi, power);
        assertAlmostEquals(own, all, 1e-12 * (1 + Math.abs(all)), `${power} ${logPhi} ${y}`);
      }
    }
  }
});

Deno.test("a density of 10⁷ terms has its derivatives at once", () => {
  const [y, logPhi, power] = [30, -1, 2 - 2e-7];
  const { byPower } = tweedieSum(y, logPhi, power, true);
  const h = 1e-9;
  const slope = (tweedieSum(y, logPhi, power + h, false).value -
    tweedieSum(y, logPhi, power - h, false).value) / (2 * h);
  assert(Math.abs(byPower / slope - 1) < 1e-2, `${byPower} ${slope}`);
});
