/**
 * The laws of Wilcoxon's signed rank and rank sum statistics, by counting (Mann & Whitney 1947, Ann.
 * Math. Statist. 18, 50–60).
 *
 * @module
 */
import type { Law } from "../distribution/law.ts";
import { discreteQuantile } from "./search.ts";

const known = new Map<string, Float64Array>();

/** Probabilities of each sum, worked out once. */
function remembered(key: string, make: () => Float64Array): Float64Array {
  let found = known.get(key);
  if (!found) {
    if (known.size > 50) known.clear();
    found = make();
    known.set(key, found);
  }
  return found;
}

/** Probabilities of the sums of ranks 1 … n, each taken or not. */
function signedRanks(n: number): Float64Array {
  return remembered(`s${n}`, () => {
    const p = new Float64Array(n * (n + 1) / 2 + 1);
    p[0] = 1;
    for (let rank = 1, top = 0; rank <= n; rank++) {
      top += rank;
      for (let k = top; k >= 0; k--) p[k] = (p[k]! + (k >= rank ? p[k - rank]! : 0)) / 2;
    }
    return p;
  });
}

/** Probabilities of the sums of m of m + n ranks, less the least sum. */
function rankSums(m: number, n: number): Float64Array {
  const [few, many] = [Math.min(m, n), Math.max(m, n)];
  return remembered(`w${few},${many}`, () => {
    const most = few * many;
    // rows[j]: sums of j taken among the ranks so far, each less j (j + 1) / 2
    const rows = Array.from({ length: few + 1 }, () => new Float64Array(most + 1));
    rows[0]![0] = 1;
    let all = 1;
    for (let rank = 1; rank <= few + many; rank++) {
      for (let j = Math.min(rank, few); j >= 1; j--) {
        const [own, fewer] = [rows[j]!, rows[j - 1]!];
        const shift = rank - j;
        if (shift > many) continue;
        for (let k = most; k >= shift; k--) own[k] = own[k]! + fewer[k - shift]!;
      }
    }
    all = rows[few]!.reduce((a, b) => a + b, 0);
    return rows[few]!.map((c) => c / all);
  });
}

function tableLaw(
  table: (a: readonly number[]) => Float64Array,
  valid: (a: readonly number[]) => boolean,
): Law {
  const tail = (k: number, a: readonly number[], upper: boolean): number => {
    const p = table(a);
    const most = p.length - 1;
    if (k < 0) return upper ? 1 : 0;
    if (k >= most) return upper ? 0 : 1;
    // both tails are alike: the shorter one is summed
    const low = k < most / 2;
    let sum = 0;
    for (let i = 0; i <= (low ? k : most - k - 1); i++) sum += p[i]!;
    return low === upper ? 1 - sum : sum;
  };
  return {
    discrete: true,
    valid,
    density: (k, a) => table(a)[k] ?? 0,
    logDensity: (k, a) => Math.log(table(a)[k] ?? 0),
    tail,
    quantile: (u, a, upper) => {
      const most = table(a).length - 1;
      return discreteQuantile(u, upper, {
        tail: (k, side) => tail(k, a, side),
        least: 0,
        most,
        mean: most / 2,
        sd: most / 6,
      });
    },
  };
}

const LARGEST_SIGNED = 1000;

/** Parameter: how many ranks. */
export const SIGNED_RANK: Law = tableLaw(
  ([n]) => signedRanks(Math.round(n!)),
  ([n]) => Math.round(n!) > 0 && n! <= LARGEST_SIGNED,
);

/** Parameters: the sizes of the samples. */
export const RANK_SUM: Law = tableLaw(
  ([m, n]) => rankSums(Math.round(m!), Math.round(n!)),
  ([m, n]) => Math.round(m!) > 0 && Math.round(n!) > 0 && m! <= 200 && n! <= 200,
);
