/**
 * Interaction contrasts: products of one family of contrasts for each factor.
 *
 * Source: Boik (1979, Psychol. Bull. 86, 1084–1089): a product of contrasts is one row of the
 * Kronecker product of their coefficients.
 *
 * @module
 */
import {
  type ContrastFamily,
  contrastFamily,
  customFamily,
  type FamilyOptions,
} from "./contrast_family.ts";
import { givenDf } from "../df/given_df.ts";
import { dense, sparse } from "./weights.ts";
import { combined, groupRows, pick, text } from "./contrast_groups.ts";
import type { ContrastGroup, ContrastParts } from "./contrast_parts.ts";
import type { ContrastWeights, Method } from "./method.ts";
import type { Means } from "../means/viewed_means.ts";

const isNamed = (m: Method | ContrastWeights): m is Method => typeof m === "string";

/** What the columns of a family are called by: `custom` where it is given by its weights. */
const nameOf = (m: Method | ContrastWeights): string => isNamed(m) ? m : "custom";

const familyOf = (
  m: Method | ContrastWeights,
  levels: readonly string[],
  options: FamilyOptions,
): ContrastFamily =>
  isNamed(m) ? contrastFamily(m, levels, levels, options) : customFamily(m, levels.length);

/**
 * Products of families, the first factor's contrasts fastest.
 *
 * @param families one for each contrasted factor; repeated if there are fewer
 */
export function interactionContrasts(
  means: Means,
  families: readonly (Method | ContrastWeights)[],
  by: string[],
  options: FamilyOptions & { df?: number | undefined },
): ContrastParts {
  const variables = [...means.factors, ...means.by].filter((v) => !by.includes(v));
  const methods = variables.map((_, i) => families[i % families.length]!);
  const columns = variables.map((v, i) => `${v}_${nameOf(methods[i]!)}`);
  const groups = groupRows(means, by);
  const made = groups.map((rows): ContrastGroup => {
    const levels = variables.map((v) => [...new Set(rows.map((i) => text(means.rows[i]!.at[v]!)))]);
    const own = methods.map((m, i) => familyOf(m, levels[i]!, options));
    const weights = own.map((f, v) => f.coefficients.map((w) => dense(w, levels[v]!.length)));
    const count = own.reduce((c, f) => c * f.names.length, 1);
    const parts: Record<string, string>[] = [];
    const coefficients = Array.from({ length: count }, (_, k) => {
      const c = new Float64Array(rows.length).fill(1);
      const part: Record<string, string> = {};
      let rest = k;
      own.forEach((f, v) => {
        const which = rest % f.names.length;
        rest = Math.floor(rest / f.names.length);
        part[columns[v]!] = f.names[which]!;
        rows.forEach((r, i) => {
          const level = levels[v]!.indexOf(text(means.rows[r]!.at[variables[v]!]!));
          c[i]! *= weights[v]![which]![level]!;
        });
      });
      parts.push(part);
      return sparse(c);
    });
    return {
      by: by.length === 0 ? null : pick(means.rows[rows[0]!]!.at, by),
      names: parts.map((p) => Object.values(p).join(" : ")),
      parts,
      ...combined(means, rows, coefficients),
      familySize: rows.length,
    };
  });
  return {
    fit: means.fit,
    df: options.df === undefined ? means.df : givenDf(means.df, options.df),
    method: methods.map(nameOf).join(":"),
    by,
    groups: made,
    type: "contrast",
    averagedOver: means.averagedOver,
    estimateName: "estimate",
    transformation: means.transformation?.ofDifferences ?? means.transformation,
    of: {
      factors: [...means.factors, ...means.by],
      at: means.parts.at,
      groups,
      labels: null,
    },
  };
}
