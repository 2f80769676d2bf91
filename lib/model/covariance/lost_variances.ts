/**
 * What a model says of variances that have no estimate: which they are, and which tests are lost
 * with them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import type { MixedCore } from "../mixed/core.ts";

/** The remarks on variances that have no estimate. */
export function lostVariances(fit: LinearMixedModel): Note[] {
  return fit.notes.filter((n) =>
    n.code === "confounded-variance" || n.code === "inseparable-variances"
  );
}

/**
 * Refuses what needs every variance where one has no estimate.
 *
 * @throws DiagnosticError `no-variance-estimate`
 */
export function requireVariances(fit: LinearMixedModel, what: string): void {
  const [note] = lostVariances(fit);
  if (!note) return;
  fail("no-variance-estimate", `${what} needs every variance, and one has no estimate`, {
    hint: note.text,
  });
}

/** Entries of a direction below this size are 0. */
const PART = 1e-4;

/** One note for each group of variances that only together mean something. */
export function lostNotes(
  core: MixedCore,
  fixed: FixedEffects,
  labels: readonly string[],
  sigma: number,
): Note[] {
  const { identifiability: { directions, lost } } = core;
  if (directions.length === 0) return [];
  const untested = untestedTerms(core, fixed);
  return groupsOf(core).map((parameters): Note => {
    const each = [...new Set(parameters.map((k) => nameOf(core, labels, k)))];
    const groups = [...new Set(parameters.map((k) => groupOf(core, labels, k)))];
    const names = each.length > 3 ? groups : each;
    const alone = parameters.every((k) => directions.some((c) => isAlone(c, k)) || !lost[k]) ||
      parameters.length === 1;
    const text = alone
      ? confoundedText(names, untested)
      : inseparableText(names, sumOf(core, parameters, sigma), untested);
    return {
      code: alone ? "confounded-variance" : "inseparable-variances",
      text,
      data: { variances: names, untested },
    };
  });
}

/** Whether a direction moves one parameter and no other. */
function isAlone(c: Float64Array, k: number): boolean {
  return Math.abs(c[k]!) > PART && c.every((x, i) => i === k || Math.abs(x) <= PART);
}

/** Parameters that stand together in a direction, directly or by way of others. */
function groupsOf({ identifiability: { directions } }: MixedCore): number[][] {
  const groups: Set<number>[] = [];
  for (const c of directions) {
    const own = new Set([...c.keys()].filter((k) => Math.abs(c[k]!) > PART));
    for (let i = groups.length - 1; i >= 0; i--) {
      if (![...own].some((k) => groups[i]!.has(k))) continue;
      for (const k of groups[i]!) own.add(k);
      groups.splice(i, 1);
    }
    groups.push(own);
  }
  return groups.map((g) => [...g].sort((a, b) => a - b));
}

function groupOf({ layout }: MixedCore, labels: readonly string[], k: number): string {
  const p = layout.parameters[k];
  return p ? labels[p.term]! : "the residuals";
}

/** `house`, `x over block`, `the covariance of (Intercept) and x over block`, `the residuals`. */
function nameOf({ layout }: MixedCore, labels: readonly string[], k: number): string {
  const p = layout.parameters[k];
  if (!p) return "the residuals";
  const { columns } = layout.terms[p.term]!;
  const first = layout.groups[p.group]!.terms.find((t) => t.term === p.term)!.offset;
  const group = labels[p.term]!;
  const [row, column] = [columns[p.row - first]!.name, columns[p.column - first]!.name];
  if (p.row !== p.column) return `the covariance of ${column} and ${row} over ${group}`;
  return row === "(Intercept)" ? group : `${row} over ${group}`;
}

/** Fixed terms, the intercept apart, with a coefficient that cannot be tested. */
function untestedTerms(core: MixedCore, fixed: FixedEffects): string[] {
  const l = new Float64Array(core.rank);
  return fixed.terms.filter((_, t) =>
    fixed.kept.some((column, i) => {
      if (fixed.assign[column] !== t + 1) return false;
      l.fill(0);
      l[i] = 1;
      return !core.testable.has(l);
    })
  ).map((term) => term.label);
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const variancesOf = (names: readonly string[]): string =>
  `${names.length === 1 ? "The variance" : "The variances"} of ${listed(names)}`;

function consequence(untested: readonly string[]): string {
  return untested.length === 0
    ? "; tests that do not need it stand"
    : `; there is no test, standard error or interval of ${listed(untested)}`;
}

function confoundedText(names: readonly string[], untested: readonly string[]): string {
  const cause = untested.length === 0
    ? "the fixed effects leave nothing of it"
    : `its levels differ by the effects of ${
      listed(untested)
    } as well, and nothing tells the two apart`;
  return `${variancesOf(names)} cannot be estimated: ${cause}${consequence(untested)}`;
}

function inseparableText(
  names: readonly string[],
  sum: number | null,
  untested: readonly string[],
): string {
  const told = sum === null ? "only combinations of them" : `only their sum, ${shortened(sum)}`;
  return `${variancesOf(names)} cannot be told apart: the data give ${told}${
    untested.length === 0 ? "" : consequence(untested)
  }`;
}

/** The sum of two variances that only occur together, each once; null if it is no plain sum. */
function sumOf(core: MixedCore, parameters: readonly number[], sigma: number): number | null {
  const { identifiability: { directions, scales }, thetaScales, layout } = core;
  const m = layout.parameters.length;
  const [c] = directions.filter((d) => parameters.some((k) => Math.abs(d[k]!) > PART));
  if (!c || parameters.length !== 2) return null;
  const variances = parameters.map((k) => {
    const p = layout.parameters[k];
    return p && p.row !== p.column ? null : k < m ? thetaScales[k]! ** 2 : 1;
  });
  const [a, b] = parameters.map((k, i) => c[k]! / scales[k]! * (variances[i] ?? NaN));
  if (!(Math.abs(a! + b!) <= 1e-6 * Math.abs(a!))) return null;
  return parameters.reduce((sum, k) => {
    const gamma = k < m ? core.information.gamma[k]! * thetaScales[k]! ** 2 : 1;
    return sum + gamma * sigma ** 2;
  }, 0);
}

const shortened = (x: number): string => String(Number(x.toPrecision(4)));
