/**
 * Variance components with lme4's names, and what a boundary estimate means in words.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { VarianceComponent } from "../fit.ts";
import type { RandomLayout, RandomTermData } from "../covariance/random_structure.ts";

/**
 * Variances, standard deviations and correlations of the random effects.
 *
 * @param lost 1 for each parameter that has no estimate
 */
export function componentsOf(
  terms: readonly RandomTermData[],
  labels: readonly string[],
  lambda: readonly Float64Array[],
  layout: RandomLayout,
  sigma: number,
  lost: Uint8Array,
): VarianceComponent[] {
  const gone = (term: number, i: number, j: number): boolean =>
    layout.parameters.some((p, k) => p.term === term && p.row === i && p.column === j && lost[k]);
  const out: VarianceComponent[] = [];
  terms.forEach((term, t) => {
    const index = layout.groups.findIndex((g) => g.terms.some((x) => x.term === t));
    const group = layout.groups[index]!;
    const { offset } = group.terms.find((x) => x.term === t)!;
    const l = lambda[index]!;
    const c = group.width;
    const product = (i: number, j: number): number => {
      let sum = 0;
      for (let m = 0; m < c; m++) sum += l[(offset + i) * c + m]! * l[(offset + j) * c + m]!;
      return sum;
    };
    term.columns.forEach(({ name }, i) => {
      const own = product(i, i);
      const none = (j: number): boolean => gone(t, offset + j, offset + j);
      const correlations = Array.from(
        { length: i },
        (_, j) => {
          if (gone(t, offset + i, offset + j) || none(i) || none(j)) return null;
          const scale = Math.sqrt(own * product(j, j));
          if (scale === 0) return null;
          const r = product(i, j) / scale;
          return Math.abs(Math.abs(r) - 1) < 1e-14 ? Math.sign(r) : r;
        },
      );
      out.push({
        group: labels[t]!,
        term: name,
        variance: none(i) ? null : sigma * sigma * own,
        sd: none(i) ? null : sigma * Math.sqrt(own),
        correlations,
      });
    });
  });
  return out;
}

/**
 * One note for each term whose covariance matrix is singular.
 *
 * @param lost 1 for each parameter that has no estimate: it is 0 by convention alone
 */
export function singularNotes(
  layout: RandomLayout,
  theta: ArrayLike<number>,
  components: readonly VarianceComponent[],
  labels: readonly string[],
  lost: Uint8Array,
): Note[] {
  const notes: Note[] = [];
  layout.terms.forEach((term, t) => {
    const zero = layout.parameters.some((p, k) =>
      p.term === t && p.row === p.column && theta[k] === 0 && !lost[k]
    );
    if (!zero) return;
    const own = components.filter((c) => c.group === labels[t]);
    const none = own.filter((c) => c.variance === 0).map((c) => c.term);
    const pairs = own.flatMap((c) =>
      c.correlations.flatMap((r, j) =>
        r !== null && Math.abs(r) === 1
          ? [{ first: own[j]!.term, second: c.term, correlation: r }]
          : []
      )
    );
    notes.push({
      code: "singular",
      text: singularText(term, none, pairs),
      data: { group: labels[t], zero: none, correlations: pairs },
    });
  });
  return notes;
}

function singularText(
  { group, columns }: RandomTermData,
  none: readonly string[],
  pairs: readonly { first: string; second: string; correlation: number }[],
): string {
  const parts: string[] = [];
  if (none.length === 1 && columns.length === 1 && none[0] === "(Intercept)") {
    parts.push(
      `the variance of ${group} is estimated as 0: its levels differ no more than the variation ` +
        "within them makes them differ",
    );
  } else {
    for (const name of none) parts.push(`the variance of ${name} over ${group} is estimated as 0`);
  }
  for (const { first, second, correlation } of pairs) {
    parts.push(
      `the correlation of ${first} and ${second} over ${group} is estimated as ${
        correlation < 0 ? "−1" : "1"
      }`,
    );
  }
  if (parts.length === 0) {
    parts.push(`some combination of the effects over ${group} is estimated to have variance 0`);
  }
  return `Boundary (singular) fit: ${parts.join("; ")}`;
}

/** lme4's names of the covariance parameters: `Subject.Days.(Intercept)`. */
export function thetaNames({ parameters, terms, groups }: RandomLayout): string[] {
  return parameters.map((q) => {
    const term = terms[q.term]!;
    const first = groups[q.group]!.terms.find((t) => t.term === q.term)!.offset;
    const row = term.columns[q.row - first]!.name;
    const column = term.columns[q.column - first]!.name;
    return q.row === q.column ? `${term.group}.${row}` : `${term.group}.${row}.${column}`;
  });
}
