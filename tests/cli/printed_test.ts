/**
 * `fit` prints what R prints, character by character: for every table that R printed of a reference
 * case the command is run, and its whole output compared with R's lines.
 */
import { assert, assertEquals } from "@std/assert";
import { heddle } from "./captured_world.ts";
import { type PrintedBlock, type PrintedCommand, printedCommands } from "./printed_commands.ts";

/** Tables that differ, and why ours are right. Nothing else may differ. */
const DIFFERS: Readonly<Record<string, readonly string[]>> = {
  // A number lies half-way between two that could be printed, and the noise of R's own computation
  // decided (one table of R has 321.7, the next 321.8): the last digit differs by one.
  tie: [
    "ergostool_fixed type3",
    "oats_fixedblock lmerTest_I_KR",
    "oats_fixedblock lmerTest_II_KR",
    "oats_fixedblock lmerTest_III_KR",
    "oats_fixedblock lmerTest_I_Satterthwaite",
    "oats_linear lmerTest_I_KR",
    "oats_linear lmerTest_II_KR",
    "oats_linear lmerTest_III_KR",
    "oats_linear lmerTest_I_Satterthwaite",
    "oats_linear lmerTest_II_Satterthwaite",
    "oats_linear lmerTest_III_Satterthwaite",
    "oats_linear summary",
    "oats_splitplot lmerTest_II_Satterthwaite",
    "oats_splitplot lmerTest_III_Satterthwaite",
    "splitsplit_sim_unbal ~A kenward-roger pairs",
  ],
  // A coefficient is 0 but for rounding: R has -3.268e-15, we have another speck.
  zero: ["ergostool_fixed summary"],
  // The df of the intercept are exactly 2, near which pbkrtest loses its digits (1.998).
  "two df": ["fecal_grcbd car_III_KR_contr_sum", "fecal_grcbd_pen car_III_KR_contr_sum"],
  // pbkrtest ignores prior weights: its df of a weighted fit are wrong (643 for 161).
  weights: [
    "sleepstudy_weights car_II_KR",
    "sleepstudy_weights car_III_KR_contr_sum",
    "sleepstudy_weights car_III_KR_default_contrasts",
    "sleepstudy_weights lmerTest_I_KR",
    "sleepstudy_weights lmerTest_II_KR",
    "sleepstudy_weights lmerTest_III_KR",
    "sleepstudy_weights joint tests",
    "sleepstudy_weights ~Days Days=0,9 kenward-roger means",
    "sleepstudy_weights ~Days Days=0,9 kenward-roger pairs",
  ],
  // emmeans makes the row (confounded) from F ratios that it has rounded to three decimals.
  confounded: [
    "fecal_missingcell joint tests",
    "npk_confounded joint tests",
    "warp_missingcell joint tests",
  ],
};

const reasons = new Map(
  Object.entries(DIFFERS).flatMap(([reason, names]) => names.map((n) => [n, reason] as const)),
);

const trimmed = (text: string): string => text.replace(/\n+$/, "");

const textOf = (block: PrintedBlock): string => trimmed(block.lines.join("\n"));

/** True if the texts differ in the last digit of some numbers alone, by one. */
function differsByTie(a: string, b: string): boolean {
  const left = a.split(/\s+/), right = b.split(/\s+/);
  return a.length === b.length && left.length === right.length && left.every((x, i) => {
    const y = right[i] ?? "";
    if (x === y) return true;
    const unit = 10 ** -((x.split(".")[1] ?? "").length);
    return x.length === y.length && Math.abs(Math.abs(Number(x) - Number(y)) - unit) < unit / 1e6;
  });
}

/** How many tables of a command R and we print alike; whatever else differs is a failure. */
async function compared({ words, blocks }: PrintedCommand): Promise<number> {
  const { status, out, err } = await heddle(...words);
  assertEquals(status, 0, `${blocks[0]?.name}: ${err}`);
  const ours = trimmed(out);
  if (!blocks.some((b) => reasons.has(b.name))) {
    assertEquals(ours, blocks.map(textOf).join("\n\n"), blocks[0]?.name);
    return blocks.length;
  }
  const alike = blocks.filter((b) => `\n${ours}\n`.includes(`\n${textOf(b)}\n`));
  for (const b of blocks) {
    // Which side of a tie a number falls on is noise of the last bit, in R and here.
    if (reasons.get(b.name) === "tie") {
      if (blocks.length === 1) {
        assert(alike.includes(b) || differsByTie(ours, textOf(b)), b.name);
      }
      continue;
    }
    assertEquals(!alike.includes(b), reasons.has(b.name), `${b.name} as listed`);
  }
  return alike.length;
}

const commands = printedCommands();
const count = (list: readonly PrintedCommand[]): number =>
  list.reduce((sum, c) => sum + c.blocks.length, 0);

Deno.test("fit prints what R prints, character by character", async (t) => {
  let alike = 0;
  const byCase = Map.groupBy(commands, (c) => c.blocks[0]?.name.split(" ")[0] ?? "");
  for (const [name, list] of byCase) {
    await t.step(`${name}: ${count(list)} tables`, async () => {
      for (const command of list) alike += await compared(command);
    });
  }
  assert(alike >= count(commands) - reasons.size);
  assert(alike >= 660, `${alike} tables are printed alike`);
});

Deno.test("the listed differences are of tables that there are", () => {
  const names = new Set(commands.flatMap((c) => c.blocks.map((b) => b.name)));
  assertEquals([...reasons.keys()].filter((n) => !names.has(n)), []);
});
