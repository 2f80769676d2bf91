import { assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { pairs } from "../../lib/inference/contrast.ts";
import { emmeans } from "../../lib/inference/emmeans.ts";
import { lm } from "../../lib/model/lm.ts";
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
