/**
 * Labels and what they name.
 *
 * @module
 */

/** The kinds of thing that can be referred to. */
export type LabelKind =
  | "section"
  | "table"
  | "figure"
  | "equation"
  | "model"
  | "design"
  | "exercise"
  | "theorem"
  | "lemma"
  | "corollary"
  | "proposition"
  | "conjecture"
  | "definition"
  | "example"
  | "hypothesis"
  | "algorithm"
  | "chapter";

/** Prefix of a label, and what it names. */
export const PREFIXES: Readonly<Record<string, LabelKind>> = {
  sec: "section",
  tbl: "table",
  fig: "figure",
  eq: "equation",
  mdl: "model",
  dsn: "design",
  exr: "exercise",
  thm: "theorem",
  lem: "lemma",
  cor: "corollary",
  prp: "proposition",
  cnj: "conjecture",
  def: "definition",
  exm: "example",
  hyp: "hypothesis",
  alg: "algorithm",
};

/** The prefix of each kind. */
export const PREFIX_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PREFIXES).map(([prefix, kind]) => [kind, prefix]),
);

/** `an equation`. */
export function withArticle(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** bookdown's prefixes, `fig:x`, as ours. */
const BOOKDOWN: Readonly<Record<string, string>> = {
  fig: "fig",
  tab: "tbl",
  tbl: "tbl",
  eq: "eq",
  sec: "sec",
};

/** The kind that a label's prefix promises; null for any other name. */
export function kindOf(label: string): LabelKind | null {
  const hyphen = label.indexOf("-");
  return hyphen < 0 ? null : PREFIXES[label.slice(0, hyphen)] ?? null;
}

/** `fig:dm_by_diet` → `fig-dm_by_diet`; a name without a prefix is a section's, as in bookdown. */
export function fromBookdown(name: string): string {
  const colon = name.indexOf(":");
  if (colon < 0) return name;
  return `${BOOKDOWN[name.slice(0, colon)] ?? name.slice(0, colon)}-${name.slice(colon + 1)}`;
}

/** A text as an identifier: lower case, words joined by hyphens. */
export function slug(text: string): string {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain || "section";
}
