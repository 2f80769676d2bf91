/**
 * Numbers that lie exactly half-way between two that could be printed, where the noise of R's own
 * computation decided: 321.75 stands as 321.7 in one table of R and as 321.8 in the next. Each is
 * named by its table, row and column, and it alone may differ, by one in its last digit.
 *
 * @module
 */

/**
 * Where a number stands: what its line begins with, the words at the head of its column, and the line
 * over its group if the table has groups.
 */
export type Place = readonly [row: string, column: string, group?: string];

/** All of them, by table. */
export const TIES: Readonly<Record<string, readonly Place[]>> = {
  "ergostool_fixed type3": [["(Intercept)", "Sum Sq"]],
  "oats_fixedblock lmerTest_I_Satterthwaite": [["nitrof:Variety", "Sum Sq"]],
  "oats_fixedblock lmerTest_I_KR": [["nitrof:Variety", "Sum Sq"]],
  "oats_fixedblock lmerTest_II_KR": [["nitrof:Variety", "Sum Sq"]],
  "oats_fixedblock lmerTest_III_KR": [["nitrof:Variety", "Sum Sq"]],
  "oats_linear lmerTest_I_Satterthwaite": [["nitro:Variety", "Sum Sq"]],
  "oats_linear lmerTest_I_KR": [["nitro:Variety", "Sum Sq"]],
  "oats_linear lmerTest_II_Satterthwaite": [["nitro:Variety", "Sum Sq"]],
  "oats_linear lmerTest_II_KR": [["nitro:Variety", "Sum Sq"]],
  "oats_linear lmerTest_III_Satterthwaite": [["nitro:Variety", "Sum Sq"]],
  "oats_linear lmerTest_III_KR": [["nitro:Variety", "Sum Sq"]],
  "oats_linear summary": [["Residual", "Variance"]],
  "oats_splitplot lmerTest_I_Satterthwaite": [["nitrof:Variety", "Sum Sq"]],
  "oats_splitplot lmerTest_I_KR": [["nitrof:Variety", "Sum Sq"]],
  "oats_splitplot lmerTest_II_Satterthwaite": [["nitrof:Variety", "Sum Sq"]],
  "oats_splitplot lmerTest_II_KR": [["nitrof:Variety", "Sum Sq"]],
  "oats_splitplot lmerTest_III_Satterthwaite": [["nitrof:Variety", "Sum Sq"]],
  "oats_splitplot lmerTest_III_KR": [["nitrof:Variety", "Sum Sq"]],
  "orthodont_cs summary": [["agef12", "Estimate"], ["agef14", "Estimate"]],
  "splitsplit_sim_unbal ~A kenward-roger pairs": [["a1 - a3", "estimate"]],
  "stripplot_sim ~gen|N kenward-roger pairs": [["G1 - G2", "estimate", "N = N0:"]],
};

/** Estimates that are 0 but for rounding errors: R has -3.268e-15, we have another speck. */
export const SPECKS: Readonly<Record<string, readonly Place[]>> = {
  "ergostool_fixed summary": [["Subject2", "Estimate"]],
};

/** A word of a line and where it stands. */
export interface Word {
  text: string;
  from: number;
  to: number;
}

/** The words of a line. */
export const wordsOf = (line: string): Word[] =>
  [...line.matchAll(/\S+/g)].map((m) => ({
    text: m[0],
    from: m.index,
    to: m.index + m[0].length,
  }));

/** Whether a word stands under the head of a column, flush with it on one side; a table has no empty line. */
export function isUnder(
  lines: readonly string[],
  line: number,
  word: Word,
  column: string,
): boolean {
  for (let i = line - 1; i >= 0; i--) {
    if (lines[i]!.trim() === "") return false;
    const at = ` ${lines[i]} `.indexOf(` ${column} `);
    if (at >= 0) return at === word.from || at + column.length === word.to;
  }
  return false;
}

/** Whether two numbers of equal length differ by one in the last digit. */
function byOne(a: string, b: string): boolean {
  const unit = 10 ** -((a.split(".")[1] ?? "").length);
  return a.length === b.length &&
    Math.abs(Math.abs(Number(a) - Number(b)) - unit) < unit / 1e6;
}

/** Whether two numbers are both 0 but for rounding errors. */
function bothSpecks(a: string, b: string): boolean {
  return Math.abs(Number(a)) < 1e-13 && Math.abs(Number(b)) < 1e-13;
}

/** Theirs with the tied numbers of a table as ours has them, if those differ by one. */
export function settled(table: string, ours: string, theirs: string): string {
  const [left, right] = [ours.split("\n"), theirs.split("\n")];
  const excused = (i: number, word: Word, mine: string): boolean => {
    const isAt = ([row, column, group]: Place): boolean =>
      right[i]!.trimStart().startsWith(`${row} `) && isUnder(right, i, word, column) &&
      (group === undefined || right.slice(0, i).findLast((l) => / = .*:$/.test(l)) === group);
    return (byOne(mine, word.text) && (TIES[table] ?? []).some(isAt)) ||
      (bothSpecks(mine, word.text) && (SPECKS[table] ?? []).some(isAt));
  };
  return right.map((line, i) => {
    const own = wordsOf(left[i] ?? "");
    return wordsOf(line).reduceRight((text, word, k) => {
      const mine = own[k];
      const here = mine !== undefined && mine.to === word.to && mine.from === word.from;
      if (!here || mine.text === word.text || !excused(i, word, mine.text)) return text;
      return text.slice(0, word.from) + mine.text + text.slice(word.to);
    }, line);
  }).join("\n");
}
