/**
 * `fit` prints what R prints, character by character: for every table that R printed of a reference
 * case the command is run, and its whole output compared with R's lines.
 */
import { assert, assertEquals } from "@std/assert";
import { loadCase } from "../oracle/comparison/reference_case.ts";
import type { RightValues } from "../oracle/comparison/right/right.ts";
import { rightValues } from "../oracle/comparison/right_values.ts";
import { isUnder, settled, SPECKS, type Word, wordsOf } from "../render/ties.ts";
import { heddle } from "./captured_world.ts";
import { type PrintedBlock, type PrintedCommand, printedCommands } from "./printed_commands.ts";
import { rightTables } from "./right_tables.ts";

/** Tables in which R's figures are not right: ours, with the remarks that say why. */
const RIGHT = rightTables();

const trimmed = (text: string): string => text.replace(/\n+$/, "");

/** What must be printed: R's lines, or the right ones. */
const textOf = (block: PrintedBlock): string =>
  RIGHT.get(block.name)?.join("\n") ?? trimmed(block.lines.join("\n"));

/** Compares a command's whole output, each of its tables with that table's own ties settled. */
async function compared({ words, blocks }: PrintedCommand): Promise<void> {
  const { status, out, err } = await heddle(...words);
  assertEquals(status, 0, `${blocks[0]?.name}: ${err}`);
  const ours = trimmed(out);
  const lines = ours.split("\n");
  let next = 0;
  const wanted = blocks.map((block) => {
    const theirs = textOf(block);
    const count = theirs.split("\n").length;
    const own = lines.slice(next, next + count).join("\n");
    next += count + 1;
    return settled(block.name, own, theirs);
  });
  assertEquals(ours, wanted.join("\n\n"), blocks[0]?.name);
}

const commands = printedCommands();
const count = (list: readonly PrintedCommand[]): number =>
  list.reduce((sum, c) => sum + c.blocks.length, 0);

Deno.test("fit prints what R prints, character by character", async (t) => {
  const byCase = Map.groupBy(commands, (c) => c.blocks[0]?.name.split(" ")[0] ?? "");
  for (const [name, list] of byCase) {
    await t.step(`${name}: ${count(list)} tables`, async () => {
      for (const command of list) await compared(command);
    });
  }
  assert(count(commands) >= 690, `${count(commands)} tables are compared`);
});

const blocks = new Map(commands.flatMap((c) => c.blocks.map((b) => [b.name, b] as const)));

Deno.test("specks and right tables are of tables that there are", () => {
  const named = [...Object.keys(SPECKS), ...RIGHT.keys()];
  assertEquals(named.filter((name) => !blocks.has(name)), []);
});

Deno.test("right tables are R's but for numbers that a dense computation gives", () => {
  const values = new Map<string, RightValues>();
  let verified = 0;
  for (const [name, lines] of RIGHT) {
    const id = name.split(" ")[0]!;
    const right = values.get(id) ?? rightValues(loadCase(id));
    values.set(id, right);
    const theirs = blocks.get(name)!.lines;
    lines.forEach((line, i) => {
      const words = wordsOf(line), other = wordsOf(theirs[i] ?? "");
      assertEquals(words.length, other.length, `${name}: ${line}`);
      words.forEach((word, k) => {
        const printed = other[k]!.text;
        // R's digits follow the longest number of a column: 250.000 beside 1.998 is 250
        if (word.text === printed || (/\d/.test(printed) && +word.text === +printed)) return;
        const field = fieldOf(name, lines, i, word);
        const value = right.get(field)?.value ?? NaN;
        assert(!Number.isNaN(value), `${name}: nothing is known of ${field}`);
        assertEquals(Number(word.text), roundedAs(word.text, value), `${name}: ${field}`);
        verified++;
      });
    });
  }
  assert(verified >= 40, `${verified} numbers are verified`);
});

/** A value with as many decimals as a text. */
function roundedAs(text: string, value: number): number {
  return Number(value.toFixed((text.split(".")[1] ?? "").length));
}

/** The field of the reference values that a number of a right table is. */
function fieldOf(name: string, lines: readonly string[], i: number, word: Word): string {
  const [, ...rest] = name.split(" ");
  const table = rest.join(" ");
  const row = wordsOf(lines[i]!)[0]!.text;
  const column = Object.keys(SHORT).find((c) => isUnder(lines, i, word, c)) ?? "";
  if (/ means$/.test(table)) return `emmeans[0][${i - 1}].${SHORT[column]}`;
  if (/ pairs$/.test(table)) return `emmeans[0].pairs[0].${SHORT[column]}`;
  if (table !== "joint tests") return `anova.${table}.${row}.${SHORT[column]}`;
  const joint = name.startsWith("npk") || name.startsWith("warp")
    ? "joint_tests"
    : "joint_tests.KR";
  return `${joint}.${row}.${column === "df2" ? "df2" : SHORT[column]}`;
}

/** What a column is called among the fields. */
const SHORT: Readonly<Record<string, string>> = {
  "Sum Sq": "SS",
  "Mean Sq": "MS",
  "F value": "F",
  F: "F",
  "Df.res": "ddf",
  DenDF: "ddf",
  "Pr(>F)": "p",
  df2: "df2",
  "F.ratio": "F",
  "p.value": "p",
  SE: "SE",
  df: "df",
  "lower.CL": "lower",
  "upper.CL": "upper",
  "t.ratio": "t",
};
