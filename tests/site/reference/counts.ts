/**
 * The synthetic trials of the days on counts and proportions: thrips on leeks in blocks, emergence of
 * carrots in a split-plot, aphids on peppers with plants that no aphid reached.
 *
 *     deno run --allow-read --allow-write=reports/data tests/site/reference/counts.ts
 *
 * Nothing was observed. What varies, and by how much, stands beside each trial; the draws repeat.
 *
 * @module
 */
import { binomial } from "../../../lib/math/chance/binomial.ts";
import { gamma } from "../../../lib/math/chance/gamma.ts";
import { MersenneTwister } from "../../../lib/math/chance/mersenne_twister.ts";
import { normal } from "../../../lib/math/chance/normal.ts";
import { poisson } from "../../../lib/math/chance/poisson.ts";

/** Items in a random order (Fisher and Yates). */
function shuffled<T>(items: readonly T[], chance: MersenneTwister): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(chance.uniform() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** Mean thrips of a plot's sample, by cover. */
const THRIPS = { none: 28, straw: 22, clover: 11, net: 6, oil: 20 };

/**
 * Thrips on the plants sampled from a plot of leeks: six blocks of five plots, one cover a plot. On the
 * scale of the logarithm blocks vary (sd 0.3), and so do plots (sd 0.4).
 */
export function thrips(seed: number): string {
  const chance = new MersenneTwister(seed);
  const lines = ["Block,Plot,Cover,thrips"];
  for (let block = 1; block <= 6; block++) {
    const ofBlock = 0.3 * normal(chance);
    shuffled(Object.entries(THRIPS), chance).forEach(([cover, mean], k) => {
      const rate = mean * Math.exp(ofBlock + 0.4 * normal(chance));
      lines.push([block, k + 1, cover, poisson(chance, rate)].join(","));
    });
  }
  return `${lines.join("\n")}\n`;
}

const WATERS = { daily: 0.9, alternate: 0.3, weekly: -0.7 };
const COATINGS = { bare: 0, clay: 0.25, polymer: 0.55, primed: 0.95 };

/**
 * Carrots that emerged of forty sown: five blocks, three waterings of main plots, four coatings of
 * subplots. On the scale of the log-odds blocks vary (sd 0.3), main plots (0.4) and subplots (0.3);
 * priming is worth less where it is dry.
 */
export function carrots(seed: number): string {
  const chance = new MersenneTwister(seed);
  const lines = ["Block,Main,Water,Sub,Coating,sown,emerged"];
  for (let block = 1; block <= 5; block++) {
    const ofBlock = 0.3 * normal(chance);
    shuffled(Object.entries(WATERS), chance).forEach(([water, wet], m) => {
      const ofMain = 0.4 * normal(chance);
      shuffled(Object.entries(COATINGS), chance).forEach(([coating, better], s) => {
        const dry = water === "weekly" && coating === "primed" ? -0.5 : 0;
        const eta = wet + better + dry + ofBlock + ofMain + 0.3 * normal(chance);
        const emerged = binomial(chance, 40, 1 / (1 + Math.exp(-eta)));
        lines.push([block, m + 1, water, s + 1, coating, 40, emerged].join(","));
      });
    });
  }
  return `${lines.join("\n")}\n`;
}

/** Of a plant that aphids reach the mean colony, and the chance that none reaches it. */
const GUARDS = {
  none: { colony: 17, missed: 0.25 },
  net: { colony: 15, missed: 0.62 },
  wasps: { colony: 5.5, missed: 0.25 },
};

/**
 * Aphids on pepper plants: eight houses of three compartments, twelve plants each, one guard a
 * compartment. Colonies are negative binomial of size 1.6; houses (sd 0.4) and compartments (0.45) vary
 * on the scale of the logarithm.
 */
export function aphids(seed: number): string {
  const chance = new MersenneTwister(seed);
  const lines = ["House,Compartment,Guard,Plant,aphids"];
  for (let house = 1; house <= 8; house++) {
    const ofHouse = 0.4 * normal(chance);
    shuffled(Object.entries(GUARDS), chance).forEach(([guard, { colony, missed }], c) => {
      const ofCompartment = 0.45 * normal(chance);
      for (let plant = 1; plant <= 12; plant++) {
        const mean = colony * Math.exp(ofHouse + ofCompartment);
        const size = poisson(chance, gamma(chance, 1.6, mean / 1.6));
        const count = chance.uniform() < missed ? 0 : size;
        lines.push([house, c + 1, guard, plant, count].join(","));
      }
    });
  }
  return `${lines.join("\n")}\n`;
}

/** The files of the book, by name. */
export const FILES: Readonly<Record<string, () => string>> = {
  "thrips.csv": () => thrips(1961),
  "carrots.csv": () => carrots(1972),
  "aphids.csv": () => aphids(1996),
};

if (import.meta.main) {
  for (const [name, make] of Object.entries(FILES)) {
    Deno.writeTextFileSync(new URL(`../../../reports/data/${name}`, import.meta.url), make());
  }
}
