/**
 * The synthetic trials of the course: strawberries in troughs, five substrates, leaf greenness in four
 * weeks; once completely randomized in one house, once in four bays.
 *
 *     deno run --allow-read --allow-write=reports/data tests/site/reference/strawberries.ts
 *
 * Nothing was observed. Troughs vary (sd 1.7), bays more (sd 2.6), and so does what is read within a
 * trough (sd 2.3); the draws repeat.
 *
 * @module
 */
import { randomFrom } from "../../long/random.ts";

const SUBSTRATES = ["peat", "bark", "coir", "compost", "wood"];

/** Mean greenness (SPAD) by substrate, in weeks 2, 4, 6 and 8. */
const MEANS: Readonly<Record<string, readonly number[]>> = {
  peat: [40.5, 41.6, 42.1, 41.2],
  bark: [39.7, 40.6, 40.6, 39.4],
  coir: [40.6, 42.0, 42.6, 41.7],
  compost: [41.6, 41.7, 41.3, 40.2],
  wood: [39.4, 39.8, 39.6, 38.5],
};

const WEEKS = [2, 4, 6, 8];

/** Normal draws by Box and Muller. */
function normalFrom(seed: number): (sd: number) => number {
  const uniform = randomFrom(seed);
  return (sd) => sd * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Items in a random order (Fisher and Yates). */
function shuffled(items: readonly string[], uniform: () => number): string[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** A trial as CSV: so many bays (1 is none) of so many troughs for each substrate. */
export function trial(bays: number, perSubstrate: number, seed: number): string {
  const normal = normalFrom(seed);
  const uniform = randomFrom(seed + 1);
  const lines = [`Trough,${bays > 1 ? "Bay," : ""}Substrate,Week,SPAD`];
  let trough = 0;
  for (let bay = 1; bay <= bays; bay++) {
    const ofBay = bays > 1 ? normal(2.6) : 0;
    const drawn = SUBSTRATES.flatMap((s) => Array<string>(perSubstrate).fill(s));
    for (const substrate of shuffled(drawn, uniform)) {
      trough++;
      const ofTrough = normal(1.7);
      WEEKS.forEach((week, i) => {
        const spad = MEANS[substrate]![i]! + ofBay + ofTrough + normal(2.3);
        lines.push(
          [trough, ...(bays > 1 ? [bay] : []), substrate, week, spad.toFixed(1)].join(","),
        );
      });
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The files of the book, by name. */
export const FILES: Readonly<Record<string, () => string>> = {
  "strawberries_crd.csv": () => trial(1, 12, 2026),
  "strawberries.csv": () => trial(4, 3, 1935),
};

if (import.meta.main) {
  for (const [name, make] of Object.entries(FILES)) {
    Deno.writeTextFileSync(new URL(`../../../reports/data/${name}`, import.meta.url), make());
  }
}
