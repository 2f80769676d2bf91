/**
 * Families of contrasts among the levels of a factor, in multcomp's signs and names: a later level less an
 * earlier one.
 *
 * Sources: Tukey (1953); Dunnett (1955); Williams (1971, Biometrics 27, 103–117); Marcus (1976, Biometrika 63,
 * 177–183); Hirotsu (1982) for change points; Bretz, Hothorn & Westfall (2010), Multiple Comparisons Using R, ch. 4.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";

/** Names of the families. */
export const CONTRAST_TYPES = [
  "Tukey",
  "Dunnett",
  "Sequen",
  "AVE",
  "Changepoint",
  "Williams",
  "Marcus",
  "McDermott",
  "UmbrellaWilliams",
  "GrandMean",
] as const;

/** A family of contrasts. */
export type ContrastType = typeof CONTRAST_TYPES[number];

/** Contrasts among k means: a row each. */
export interface ContrastMatrix {
  names: string[];
  rows: Float64Array[];
}

/**
 * The contrasts of a family.
 *
 * @param counts observations of each level, by which averages are weighted
 * @param base place of the control of `Dunnett`, from 0
 * @throws DiagnosticError `bad-value`
 * @example
 * ```ts
 * import { contrastMatrix } from "./contrast_matrices.ts";
 *
 * const { names, rows } = contrastMatrix("Tukey", ["a", "b"], [3, 3]);
 * if (names[0] !== "b - a" || rows[0]![1] !== 1) throw new Error();
 * ```
 */
export function contrastMatrix(
  type: ContrastType,
  levels: readonly string[],
  counts: ArrayLike<number>,
  base = 0,
): ContrastMatrix {
  const k = levels.length;
  if (k < 2) {
    fail("bad-value", "A factor of one level has nothing to compare", {
      hint: "Leave it out of mcp()",
    });
  }
  const names: string[] = [];
  const rows: Float64Array[] = [];
  const add = (weights: Float64Array, name = `C ${rows.length + 1}`): void => {
    names.push(name);
    rows.push(weights);
  };
  /** The average of levels from … to less that of others. */
  const averages = (
    [from, to]: readonly [number, number],
    [first, last]: readonly [number, number],
  ): Float64Array => {
    const w = new Float64Array(k);
    const share = (a: number, b: number, sign: number): void => {
      let n = 0;
      for (let i = a; i <= b; i++) n += counts[i]!;
      for (let i = a; i <= b; i++) w[i]! += sign * counts[i]! / n;
    };
    share(from, to, 1);
    share(first, last, -1);
    return w;
  };
  const pair = (i: number, j: number): void =>
    add(averages([i, i], [j, j]), `${levels[i]} - ${levels[j]}`);
  switch (type) {
    case "Tukey":
      for (let j = 0; j < k; j++) for (let i = j + 1; i < k; i++) pair(i, j);
      break;
    case "Dunnett":
      if (!(Number.isInteger(base) && base >= 0 && base < k)) {
        fail("bad-value", `There is no level ${base + 1} to compare with`, {
          hint: suggestion(String(base + 1), levels, "The levels are"),
        });
      }
      for (let i = 0; i < k; i++) if (i !== base) pair(i, base);
      break;
    case "Sequen":
      for (let i = 1; i < k; i++) pair(i, i - 1);
      break;
    case "AVE":
      eachAgainstOthers(k, counts, add);
      break;
    case "GrandMean":
      againstAll(levels, counts, add);
      break;
    case "Changepoint":
      for (let i = 1; i < k; i++) add(averages([i, k - 1], [0, i - 1]));
      break;
    case "Williams":
      for (let i = k - 1; i > 0; i--) add(averages([i, k - 1], [0, 0]));
      break;
    case "McDermott":
      for (let i = 1; i < k; i++) add(averages([i, i], [0, i - 1]));
      break;
    case "Marcus":
      for (let i = 1; i < k; i++) {
        for (let j = 0; j < i; j++) add(averages([i, k - 1], [0, j]));
      }
      break;
    case "UmbrellaWilliams":
      for (let last = k - 1; last > 0; last--) {
        for (let i = last; i > 0; i--) add(averages([i, last], [0, 0]));
      }
      break;
  }
  return { names, rows };
}

type Add = (weights: Float64Array, name?: string) => void;

function eachAgainstOthers(k: number, counts: ArrayLike<number>, add: Add): void {
  let all = 0;
  for (let i = 0; i < k; i++) all += counts[i]!;
  for (let i = 0; i < k; i++) {
    add(Float64Array.from({ length: k }, (_, j) => j === i ? 1 : -counts[j]! / (all - counts[i]!)));
  }
}

function againstAll(levels: readonly string[], counts: ArrayLike<number>, add: Add): void {
  let all = 0;
  levels.forEach((_, i) => all += counts[i]!);
  levels.forEach((level, i) =>
    add(Float64Array.from(levels, (_, j) => (j === i ? 1 : 0) - counts[j]! / all), level)
  );
}
