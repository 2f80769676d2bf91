/** Contrasts of many means, from Gram matrices: as each of them by itself. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { contrast, pairs, requireModel } from "../../lib/inference/contrast/contrast.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import type { Ddf } from "../../lib/inference/df/ddf.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import type { Contrasts } from "../../lib/inference/contrast/viewed_contrasts.ts";
import { jointTests } from "../../lib/inference/test/joint_tests.ts";
import { multivariateT } from "../../lib/math/multivariate/multivariate_t.ts";
import type { Means } from "../../lib/inference/means/viewed_means.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

/** 26 treatments in 7 blocks, some plots missing: 325 pairs. */
function trial() {
  const r = new RandomStream(31);
  const columns = { trt: [] as string[], block: [] as string[], y: [] as number[] };
  for (let b = 0; b < 7; b++) {
    const block = 5 * r.normal();
    for (let t = 0; t < 26; t++) {
      if ((3 * t + 5 * b) % 6 === 0) continue;
      columns.trt.push(`t${10 + t}`);
      columns.block.push(`b${b}`);
      columns.y.push(100 + t / 5 + block + r.normal());
    }
  }
  return tableFrom(columns, { factors: ["trt", "block"] });
}

const close = (a: number, b: number): void =>
  assertAlmostEquals(a, b, 1e-10 * (1e-3 + Math.abs(b)));

Deno.test("325 pairs of a mixed model are what each pair is by itself", () => {
  const fit = lmer("y ~ trt + (1 | block)", trial());
  for (const ddf of ["kenward-roger", "satterthwaite", "residual", "asymptotic"] as Ddf[]) {
    const grid = emmeans(fit, "~ trt", { ddf });
    const own = requireModel(grid) as Means;
    const method = denominatorDf(fit, ddf);
    for (const reverse of [false, true]) {
      const table = pairs(grid, { reverse });
      assertEquals(table.rows.length, 325);
      let k = 0;
      for (let i = 0; i < 26; i++) {
        for (let j = reverse ? 0 : i + 1; j < (reverse ? i : 26); j++, k++) {
          if (k % 7 !== 0) continue;
          const l = own.parts.linearFull[i]!.map((v, c) => v - own.parts.linearFull[j]![c]!);
          const row = table.rows[k]!;
          close(row.estimate!, l.reduce((s, v, c) => s + v * fit.beta[c]!, 0));
          close(row.standardError!, method.standardError(l));
          if (Number.isFinite(row.df!)) close(row.df!, method.df(l));
          else assertEquals(method.df(l), Infinity);
        }
      }
    }
  }
});

Deno.test("pairs of a linear model, times a number, and contrasts of contrasts", () => {
  const fit = lm("y ~ trt + block", trial());
  const grid = emmeans(fit, "~ trt");
  const whole = pairs(grid);
  const twice = contrast(grid, "pairwise", { scale: 2, offset: 1 });
  whole.rows.forEach((row, i) => {
    close(twice.rows[i]!.estimate!, 2 * row.estimate! + 1);
    close(twice.rows[i]!.standardError!, 2 * row.standardError!);
  });
  const some = pairs(grid, { include: ["t12", "t20", "t33"] });
  for (const row of some.rows) {
    const same = whole.rows.find((r) => r.contrast === row.contrast)!;
    close(row.estimate!, same.estimate!);
    close(row.standardError!, same.standardError!);
  }
  const again = contrast(some, { first: [1, -1, 0] });
  close(again.rows[0]!.estimate!, some.rows[0]!.estimate! - some.rows[1]!.estimate!);
  assertEquals(cld(grid).letters.length, 26);
});

Deno.test("beyond 300 contrasts the multivariate t gives way, and says so", () => {
  const grid = emmeans(lm("y ~ trt + block", trial()), "~ trt");
  const asked = pairs(grid, { adjust: "mvt" });
  assertEquals(asked.adjust, "tukey");
  assertEquals(
    asked.notes.find((n) => n.code === "adjust-changed")?.text,
    "Adjusted by tukey instead of mvt: it would take minutes for so many contrasts",
  );
  const tukey = pairs(grid, { adjust: "tukey" });
  assertEquals(asked.rows.map((r) => r.pValue), tukey.rows.map((r) => r.pValue));
  // of one side there is no Tukey
  assertEquals(pairs(grid, { adjust: "mvt", side: "left" }).adjust, "sidak");
  // where a rule is exact, it stays
  assertEquals(contrast(grid, "consec").adjust, "mvt");
});

/** Treatments in blocks, some plots missing. */
function wide(treatments: number) {
  const r = new RandomStream(32);
  const columns = { trt: [] as string[], block: [] as string[], y: [] as number[] };
  for (let b = 0; b < 4; b++) {
    for (let t = 0; t < treatments; t++) {
      if ((3 * t + 5 * b) % 7 === 0) continue;
      columns.trt.push(`t${100 + t}`);
      columns.block.push(`b${b}`);
      columns.y.push(10 + b + t / 50 + r.normal());
    }
  }
  return tableFrom(columns, { factors: ["trt", "block"] });
}

Deno.test("70 means of a mixed model are what each mean is by itself", () => {
  const fit = lmer("y ~ trt + (1 | block)", wide(70));
  for (const ddf of ["kenward-roger", "satterthwaite"] as Ddf[]) {
    const grid = emmeans(fit, "~ trt", { ddf });
    const own = requireModel(grid) as Means;
    const method = denominatorDf(fit, ddf);
    grid.rows.forEach((row, i) => {
      const l = own.parts.linearFull[i]!;
      close(row.standardError!, method.standardError(l));
      close(row.df!, method.df(l));
    });
  }
});

Deno.test("joint tests of 70 levels find nothing beyond the term, and what two-way terms leave out", () => {
  const data = wide(70);
  const one = jointTests(lm("y ~ trt", data));
  assertEquals(one.rows.map((r) => [r.term, r.numDf]), [["trt", 69]]);
  // y ~ a:b without main effects of b: rows of the same space, whatever they are called
  const r = new RandomStream(33);
  const cells = { a: [] as string[], b: [] as string[], y: [] as number[] };
  for (let i = 0; i < 12; i++) {
    for (let j = 0; j < 12; j++) {
      if (i === 11 && j > 8) continue;
      for (let k = 0; k < 2; k++) {
        cells.a.push(`a${10 + i}`);
        cells.b.push(`b${10 + j}`);
        cells.y.push(r.normal());
      }
    }
  }
  const lost = jointTests(lm("y ~ a * b", tableFrom(cells, { factors: ["a", "b"] })));
  // three cells are empty: ten columns of the interaction and main effects are tested as far as they go
  assertEquals(lost.rows.reduce((s, row) => s + row.numDf, 0), 12 * 12 - 3 - 1);
});

Deno.test("the rows of a table are made once, are what tests say, and are written as JSON", () => {
  const table = pairs(emmeans(lm("y ~ trt + block", wide(30)), "~ trt"));
  assertEquals(table.rows, table.rows);
  assertEquals(table.rows[3] === table.rows[3], true);
  assertEquals(table.rows.map((r) => r.pValue), [
    ...(requireModel(table) as Contrasts).pValues[0]!,
  ]);
  const copy = JSON.parse(JSON.stringify(table));
  assertEquals(copy.rows.length, 435);
  assertEquals(copy.rows[7].upper, table.rows[7]!.upper);
  const fewer = pairs(emmeans(lm("y ~ trt + block", wide(30)), "~ trt"), {
    include: ["t100", "t101", "t102"],
  });
  // limits that are numbers and those made when they are read
  close(fewer.rows[0]!.estimate!, table.rows[0]!.estimate!);
  assertEquals(Object.keys(fewer.rows[0]!).sort(), Object.keys(table.rows[0]!).sort());
});

Deno.test("tails of the multivariate t by a lattice, beside mvtnorm", () => {
  // R 4.2.2: library(mvtnorm); set.seed(1); x <- c(3, 4, 5, 6, 3, 4)   # rows of each mean
  // C <- emmeans:::pairwise.emmc(1:6); v <- t(as.matrix(C)) %*% diag(1/x) %*% as.matrix(C)
  // 1 - pmvt(-rep(q, 15), rep(q, 15), corr = cov2cor(v), df = 19, algorithm = GenzBretz(2e6, 1e-6, 0))
  const x = [3, 4, 5, 6, 3, 4];
  const pair = x.flatMap((_, i) => x.flatMap((_, j) => i < j ? [[i, j] as const] : []));
  const covariance = (a: readonly [number, number], b: readonly [number, number]): number =>
    (a[0] === b[0] ? 1 / x[a[0]]! : 0) + (a[1] === b[1] ? 1 / x[a[1]]! : 0) -
    (a[0] === b[1] ? 1 / x[a[0]]! : 0) - (a[1] === b[0] ? 1 / x[a[1]]! : 0);
  const correlation = Float64Array.from(
    pair.flatMap((a) =>
      pair.map((b) => covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b)))
    ),
  );
  const law = multivariateT(correlation, true);
  assertEquals(law.method, "lattice");
  const reference = [
    [0.5, 0.9955059598],
    [1.5, 0.666013643],
    [2.5, 0.1717624257],
    [3.2, 0.04559229512],
    [4.5, 0.002840095577],
  ] as const;
  // mvtnorm's own error is up to 3e-5 at these
  for (const [q, tail] of reference) {
    assertAlmostEquals(law.upper(q, 19), tail, 3e-5 + 2 * law.error(q, 19));
    // R's default asks for 1e-3
    assertEquals(law.error(q, 19) < 1e-4, true);
  }
});
