/**
 * The synthetic trials of the chapters on correlated residuals: mineral nitrogen under cover crops over a
 * winter, and a field of wheat whose soil changes along its rows and its columns.
 *
 *     deno run --allow-read --allow-write=reports/data tests/site/reference/covariance.ts
 *
 * Nothing was observed; the draws repeat. Readings of a plot correlate by 0.75 from date to date and vary
 * more as the winter goes on; a few are missing. The soil of the field is an autoregression along rows
 * (0.75) and columns (0.85), sd 0.8, beside noise of sd 0.35; varieties have sd 0.45.
 *
 * @module
 */
import { randomFrom } from "../../long/random.ts";

/** Normal draws by Box and Muller. */
function normalFrom(seed: number): (sd: number) => number {
  const uniform = randomFrom(seed);
  return (sd) => sd * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Items in a random order (Fisher and Yates). */
function shuffled<T>(items: readonly T[], uniform: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

const WEEKS = [0, 4, 8, 12, 16];

/** Mean mineral nitrogen (kg/ha) at the five dates. */
const NITROGEN: Readonly<Record<string, readonly number[]>> = {
  fallow: [42, 48, 53, 57, 60],
  rye: [42, 40, 37, 34, 33],
  radish: [42, 37, 36, 40, 46],
  vetch: [43, 46, 49, 54, 60],
};

const SPREAD = [4.5, 5.5, 7, 8.5, 10];

/** Six blocks of four plots, five dates. */
export function covers(): string {
  const normal = normalFrom(1621);
  const uniform = randomFrom(1622);
  const lines = ["Block,Plot,Cover,Week,Nmin"];
  let plot = 0;
  for (let block = 1; block <= 6; block++) {
    const ofBlock = normal(5);
    for (const cover of shuffled(Object.keys(NITROGEN), uniform)) {
      plot++;
      let error = normal(1);
      WEEKS.forEach((week, t) => {
        if (t > 0) error = 0.75 * error + normal(Math.sqrt(1 - 0.75 ** 2));
        const value = NITROGEN[cover]![t]! + ofBlock + SPREAD[t]! * error;
        const lost = t > 0 && uniform() < 0.05;
        lines.push([block, plot, cover, week, lost ? "" : value.toFixed(1)].join(","));
      });
    }
  }
  return lines.join("\n") + "\n";
}

const [ROWS, COLUMNS, VARIETIES] = [12, 8, 24];

/** Four blocks of 24 varieties in a field of 12 rows and 8 columns, three rows a block. */
export function wheat(): string {
  const normal = normalFrom(831);
  const uniform = randomFrom(832);
  const names = Array.from({ length: VARIETIES }, (_, i) => `V${String(i + 1).padStart(2, "0")}`);
  const merit = new Map(names.map((name) => [name, normal(0.45)]));
  const soil = new Float64Array(ROWS * COLUMNS);
  const [down, across] = [0.75, 0.85];
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) {
      const above = i > 0 ? soil[(i - 1) * COLUMNS + j]! : 0;
      const left = j > 0 ? soil[i * COLUMNS + j - 1]! : 0;
      const both = i > 0 && j > 0 ? soil[(i - 1) * COLUMNS + j - 1]! : 0;
      const sd = (i > 0 ? Math.sqrt(1 - down ** 2) : 1) * (j > 0 ? Math.sqrt(1 - across ** 2) : 1);
      soil[i * COLUMNS + j] = down * above + across * left - down * across * both + normal(sd);
    }
  }
  const lines = ["Block,Row,Column,Variety,Yield,Merit"];
  for (let block = 0; block < 4; block++) {
    const sown = shuffled(names, uniform);
    sown.forEach((name, k) => {
      const [row, column] = [block * 3 + Math.floor(k / COLUMNS), k % COLUMNS];
      const value = 7 + merit.get(name)! + 0.8 * soil[row * COLUMNS + column]! + normal(0.35);
      lines.push(
        [block + 1, row + 1, column + 1, name, value.toFixed(2), merit.get(name)!.toFixed(3)].join(
          ",",
        ),
      );
    });
  }
  return lines.join("\n") + "\n";
}

/** The files by name. */
export const FILES: Readonly<Record<string, () => string>> = {
  "cover_crops.csv": covers,
  "wheat_field.csv": wheat,
};

if (import.meta.main) {
  for (const [name, make] of Object.entries(FILES)) {
    Deno.writeTextFileSync(`reports/data/${name}`, make());
  }
}
