import { assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import type { MeansTable } from "../../lib/inference/means/means_grid.ts";
import { pt, qt } from "../../lib/math/distribution/tails.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { renderText } from "../../lib/render/render.ts";

const reference = new URL("reference/means_digits.txt", import.meta.url);

const lines = (text: string): string[] =>
  text.split("\n").map((l) => l.trimEnd()).filter((l) => l !== "");

Deno.test("means of every size have the digits that emmeans gives them", () => {
  const blocks = Deno.readTextFileSync(reference).split(/^# /m).slice(1);
  for (const block of blocks) {
    const [data = "", ...rest] = block.split("\n");
    const y = data.trim().split(" ").map(Number);
    const t = y.map((_, i) => "abc"[Math.floor(i / (y.length / 3))]!);
    const means = emmeans(lm("y ~ t", tableFrom({ y, t })), "~ t");
    const ours = lines(
      `${renderText({ kind: "means", table: means })}\n${
        renderText({ kind: "contrasts", table: pairs(means, { adjust: "none" }) })
      }`,
    );
    assertEquals(ours, lines(rest.join("\n")), data);
  }
  assertEquals(blocks.length, 160);
});

/** Estimates, standard errors and df as a table of means; with a gap the first has no estimate. */
function tableOf(head: string, show: "interval" | "both"): MeansTable {
  const [estimates = [], errors = [], [df = NaN] = []] = head.split("|")
    .map((part) => part.trim().split(" ").map((v) => v === "Inf" ? Infinity : Number(v)));
  const gap = head.includes("gap");
  const critical = qt(0.025, df, { upper: true });
  const rows = estimates.map((estimate, i): MeansTable["rows"][number] => {
    const at = { t: "abcdef"[i]! };
    if (gap && i === 0) {
      const none = { estimate: null, standardError: null, df: null, lower: null, upper: null };
      return { at, ...none, nonEstimable: true, statistic: null, pValue: null };
    }
    const se = errors[i]!;
    const statistic = estimate / se;
    return {
      at,
      estimate,
      standardError: se,
      df,
      lower: estimate - critical * se,
      upper: estimate + critical * se,
      nonEstimable: false,
      statistic,
      pValue: 2 * pt(Math.abs(statistic), df, { upper: true }),
    };
  });
  return {
    ...{ kind: "means", factors: ["t"], by: [], averagedOver: [], estimateName: "estimate", rows },
    ...{ level: 0.95, ddf: "residual", ddfStated: false, response: "y", transform: null },
    ...{ scale: "link", show, notes: [] },
  };
}

Deno.test("estimates of every precision have the digits that emmeans gives them", () => {
  const text = Deno.readTextFileSync(new URL("reference/estimate_digits.txt", import.meta.url));
  const blocks = text.split(/^# /m).slice(1);
  const wrong: string[] = [];
  blocks.forEach((block, k) => {
    const [head = "", ...rest] = block.split("\n");
    const show = (k + 1) % 3 === 0 ? "both" : "interval";
    const ours = lines(renderText({ kind: "means", table: tableOf(head, show) })).join("\n");
    const theirs = lines(rest.join("\n")).join("\n");
    if (ours !== theirs) wrong.push(`${head}\n${ours}\n${theirs}`);
  });
  assertEquals(wrong, []);
  assertEquals(blocks.length, 200);
});
