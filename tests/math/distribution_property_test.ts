/** What holds of every distribution, whatever its parameters. */
import { assert } from "@std/assert";
import fc from "fast-check";
import {
  pbeta,
  pchisq,
  pf,
  pnorm,
  pt,
  ptukey,
  qbeta,
  qchisq,
  qf,
  qnorm,
  qt,
} from "../../lib/math/distribution/tails.ts";
import { noncentralityOfF } from "../../lib/math/distribution/noncentrality.ts";
import { runs } from "../runs.ts";

/** Numbers spread evenly over the orders of magnitude between two powers of ten. */
const magnitude = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const freedom = magnitude(-1, 5);
const shape = magnitude(-1, 3);
const point = magnitude(-3, 2.5);
const probability = fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true });
const tail = fc.oneof(probability, magnitude(-80, -1));
const often = runs(1000, 20261122);
const seldom = runs(200, 20261122);

interface Law {
  name: string;
  parameters: fc.Arbitrary<number[]>;
  p(x: number, parameters: number[], upper: boolean): number;
  q?(p: number, parameters: number[], upper: boolean): number;
  /** From a positive number to a point of the law. */
  place(x: number): number;
}

const LAWS: Law[] = [
  {
    name: "normal",
    parameters: fc.constant([]),
    p: (x, _, upper) => pnorm(x, { upper }),
    q: (p, _, upper) => qnorm(p, { upper }),
    place: (x) => Math.log(x),
  },
  {
    name: "t",
    parameters: fc.tuple(freedom),
    p: (x, [df], upper) => pt(x, df!, { upper }),
    q: (p, [df], upper) => qt(p, df!, { upper }),
    place: (x) => Math.log(x) * 3,
  },
  {
    name: "F",
    parameters: fc.tuple(freedom, freedom),
    p: (x, [df1, df2], upper) => pf(x, df1!, df2!, { upper }),
    q: (p, [df1, df2], upper) => qf(p, df1!, df2!, { upper }),
    place: (x) => x,
  },
  {
    name: "χ²",
    parameters: fc.tuple(freedom),
    p: (x, [df], upper) => pchisq(x, df!, { upper }),
    q: (p, [df], upper) => qchisq(p, df!, { upper }),
    place: (x) => x * 10,
  },
  {
    name: "beta",
    parameters: fc.tuple(shape, shape),
    p: (x, [a, b], upper) => pbeta(x, a!, b!, { upper }),
    q: (p, [a, b], upper) => qbeta(p, a!, b!, { upper }),
    place: (x) => x / (1 + x),
  },
  {
    name: "noncentral F",
    parameters: fc.tuple(magnitude(-0.5, 2), magnitude(0, 3), magnitude(-2, 2)),
    p: (x, [df1, df2, ncp], upper) => pf(x, df1!, df2!, { upper, ncp: ncp! }),
    place: (x) => x,
  },
  {
    name: "noncentral t",
    parameters: fc.tuple(magnitude(0, 3), fc.double({ min: -6, max: 6, noNaN: true })),
    p: (x, [df, ncp], upper) => pt(x, df!, { upper, ncp: ncp! }),
    place: (x) => Math.log(x) * 2,
  },
  {
    name: "noncentral χ²",
    parameters: fc.tuple(magnitude(-0.5, 2), magnitude(-2, 2)),
    p: (x, [df, ncp], upper) => pchisq(x, df!, { upper, ncp: ncp! }),
    place: (x) => x,
  },
];

for (const law of LAWS) {
  Deno.test(`${law.name}: tails add up to 1 and are monotone`, () => {
    fc.assert(
      fc.property(point, magnitude(-6, -0.3), law.parameters, (x, step, parameters) => {
        const here = law.place(x);
        const further = law.place(x * (1 + step));
        const lower = law.p(here, parameters, false);
        const upper = law.p(here, parameters, true);
        assert(lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1);
        assert(Math.abs(lower + upper - 1) < 2e-13, `${lower} + ${upper}`);
        assert(law.p(further, parameters, false) >= lower * (1 - 1e-12));
        assert(law.p(further, parameters, true) <= upper * (1 + 1e-12) + 1e-300);
      }),
      often,
    );
  });
  const quantile = law.q;
  if (!quantile) continue;
  Deno.test(`${law.name}: quantiles invert`, () => {
    fc.assert(
      fc.property(tail, fc.boolean(), law.parameters, (p, upper, parameters) => {
        const x = quantile(p, parameters, upper);
        // nothing to compare where the quantile leaves the doubles or meets the end of the range
        if (!Number.isFinite(x) || Math.abs(x) < 1e-290) return;
        if (law.name === "beta" && x > 0.999) return;
        const back = law.p(x, parameters, upper);
        assert(Math.abs(back / p - 1) < 2e-11, `${back} for ${p} at ${x}`);
      }),
      often,
    );
  });
}

Deno.test("studentized range: monotone in q and in the number of means", () => {
  fc.assert(
    fc.property(
      magnitude(-1, 1.3),
      fc.integer({ min: 2, max: 20 }),
      magnitude(0, 4),
      (q, means, df) => {
        const lower = ptukey(q, means, df);
        const upper = ptukey(q, means, df, { upper: true });
        assert(Math.abs(lower + upper - 1) < 1e-14);
        assert(ptukey(q * 1.01, means, df, { upper: true }) <= upper * (1 + 1e-12));
        assert(ptukey(q, means + 1, df, { upper: true }) >= upper * (1 - 1e-12));
      },
    ),
    seldom,
  );
});

Deno.test("t² is F, F turns over, χ² is F with infinite df", () => {
  fc.assert(
    fc.property(point, freedom, freedom, (x, df1, df2) => {
      const close = (a: number, b: number): void => {
        assert(a === b || Math.abs(a / b - 1) < 1e-11 || Math.max(a, b) < 1e-290, `${a} ${b}`);
      };
      close(2 * pt(Math.sqrt(x), df2, { upper: true }), pf(x, 1, df2, { upper: true }));
      close(pf(x, df1, df2, { upper: true }), pf(1 / x, df2, df1));
      close(pf(x, df1, Infinity, { upper: true }), pchisq(x * df1, df1, { upper: true }));
    }),
    often,
  );
});

Deno.test("noncentrality gives back its power", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.06, max: 0.9999, noNaN: true }),
      magnitude(0, 1.5),
      magnitude(0.3, 3),
      (power, df1, df2) => {
        const critical = qf(0.05, df1, df2, { upper: true });
        const ncp = noncentralityOfF(power, df1, df2);
        const back = pf(critical, df1, df2, { upper: true, ncp });
        assert(Math.abs(back - power) < 1e-11, `F: ${back} for ${power}`);
      },
    ),
    seldom,
  );
});
