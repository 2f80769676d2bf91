/**
 * What is stated with a name and a number: theorems and their kin, definitions, examples, exercises.
 * Quarto has them by the prefix of a label, `::: {#thm-a}`, bookdown by a class, `::: {.theorem #a}`.
 *
 * @module
 */
import type { Attributes } from "./attributes.ts";
import { kindOf, type LabelKind, PREFIXES } from "./label.ts";

/** Prefixes of labels of what is stated. */
const PREFIXES_OF_STATEMENTS = "thm lem cor prp cnj def exm hyp alg exr".split(" ");

/** Kinds of statement, and the prefixes of their labels. */
export const STATEMENTS: ReadonlyMap<string, string> = new Map(
  PREFIXES_OF_STATEMENTS.map((prefix) => [PREFIXES[prefix]!, prefix]),
);

/** Statements that have a name and no number. */
export const REMARKS = new Set(["proof", "remark"]);

/** The kind of a statement; null for any other container. A solution has no number of its own. */
export function statementOf({ id, classes }: Attributes): LabelKind | null {
  if (classes.includes("solution")) return null;
  const kind = id === null ? null : kindOf(id);
  if (kind !== null && STATEMENTS.has(kind)) return kind;
  return classes.find((name): name is LabelKind => STATEMENTS.has(name)) ?? null;
}

/** The label of a statement as it is referred to: bookdown's `{.theorem #a}` is `thm-a`. */
export function statementLabel({ id, classes }: Attributes): string | null {
  const kind = classes.find((name) => STATEMENTS.has(name));
  if (id === null || kind === undefined || STATEMENTS.has(kindOf(id) ?? "")) return id;
  return `${STATEMENTS.get(kind)}-${id.replace(/^[a-z]+:/, "")}`;
}

/** `theorem` as a heading has it. */
export function statementWord(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** What a container with parts, `::: {#fig-name}`, is; null for any other. */
export function panelOf(
  { id, classes }: Pick<Attributes, "id" | "classes">,
): "figure" | "table" | null {
  const kind = id === null || classes.includes("solution") ? null : kindOf(id);
  return kind === "figure" || kind === "table" ? kind : null;
}
