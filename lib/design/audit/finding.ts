/**
 * What the auditor says: a diagnostic with a lesson.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";

/** The rules by code. */
export const RULES = {
  "pseudo-replication": "An experimental unit is missing from the model",
  "missing-stratum": "A stratum of the design is missing from the model",
  "factor-as-number": "A factor is read as a number",
  "empty-cells": "Combinations of factors have no data",
  "labels-used-again": "Labels of nested units are used again",
  "few-levels": "A random factor has too few levels",
  "zero-variance": "A variance is estimated as zero",
  "confounded-variance": "A variance cannot be told from what else is in the model",
  "type-3-treatment-coding": "Type III tests with treatment coding",
  "averaged-over-interaction": "Means are averaged over an interaction",
  "shell-df": "Typed degrees of freedom disagree with the model",
  "stated-count": "A stated number disagrees with the data",
  "notation-disagrees": "Symbols of an equation disagree",
} as const;

/** Code of a rule. */
export type RuleCode = keyof typeof RULES;

/** Other names by which a finding may be acknowledged. */
const ALIASES: Readonly<Record<string, RuleCode>> = {
  "pooled-strata": "pseudo-replication",
};

/** Names by which a finding may be acknowledged. */
export const ACKNOWLEDGEABLE: readonly string[] = [...Object.keys(RULES), ...Object.keys(ALIASES)];

/** One finding. */
export interface Finding extends Diagnostic {
  /** The rule. */
  code: RuleCode;
  /** The page of the manual that explains it. */
  lesson: string;
  /** What it is about: a factor, a term, a table's row; findings that agree in this are one. */
  subject: string;
}

/** Makes a finding. */
export function finding(
  code: RuleCode,
  subject: string,
  message: string,
  hint: string,
  rest: Partial<Diagnostic> = {},
): Finding {
  return { ...rest, code, severity: "warning", message, hint, lesson: code, subject };
}

/** Leaves out what the author has acknowledged by name. */
export function unacknowledged<T extends { code: string }>(
  findings: readonly T[],
  acknowledge: readonly string[],
): T[] {
  const names = new Set(acknowledge.flatMap((name) => [name, ALIASES[name] ?? name]));
  return findings.filter((f) => !names.has(f.code));
}
