/** Contrasts of many means, from Gram matrices: as each of them by itself. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { contrast, pairs, requireModel } from "../../lib/inference/contrast/contrast.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import type { Ddf } from "../../lib/inference/df/ddf.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
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
