/**
 * What a row of a shell is tested against: one line, or a combination of lines; and remarks on rows that
 * have no exact test.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { ShellRow, SynthesisedError } from "./anova_shell.ts";
import {
  type ErrorPart,
  errorTermOf,
  errorTermOfUnits,
  isOneLine,
  lineExpectation,
  satterthwaite,
} from "../fitted/error_term.ts";
import { errorDf, type FixedSource, type Structure } from "./structure.ts";

/** `σ² + 2σ²_{Blk:Main} + Q(A)`. */
export function expectedMeanSquareText(
  meanSquare: Readonly<Record<string, number>>,
  q: string | null,
): string {
  const terms = Object.entries(meanSquare).map(([name, coefficient]) => {
    const value = Number.isInteger(coefficient) ? coefficient : Number(coefficient.toPrecision(4));
    const symbolText = name === "residual" ? "σ²" : `σ²_{${name}}`;
    return value === 1 ? symbolText : `${value}${symbolText}`;
  });
  if (q !== null) terms.push(`Q(${q})`);
  return terms.join(" + ");
}

/** A stratum as rows name it: its unit term, `Error` for the lowest. */
export const stratumName = (structure: Structure, i: number): string =>
  structure.strata[i]!.lowest ? "Error" : structure.strata[i]!.unit;

/** How a row says what it is tested against. */
export type Against = Pick<ShellRow, "testedAgainst" | "synthesised" | "untested">;

/** What a fixed term is tested against; without mean squares, the line of its own stratum. */
export function testedAgainst(structure: Structure, term: FixedSource): Against {
  const { stratum } = term;
  if (structure.distribution) {
    return errorDf(structure, stratum) > 0
      ? { testedAgainst: stratumName(structure, stratum) }
      : { untested: true };
  }
  return againstOf(structure, errorTermOf(structure, term)) ?? { untested: true };
}

/** What tests whether the units of a stratum vary. */
export function unitsAgainst(structure: Structure, stratum: number): Against {
  if (structure.distribution) return {};
  return againstOf(structure, errorTermOfUnits(structure, stratum)) ?? {};
}

function againstOf(structure: Structure, parts: readonly ErrorPart[] | null): Against | null {
  if (!parts) return null;
  if (isOneLine(parts)) return { testedAgainst: stratumName(structure, parts[0]!.stratum) };
  const each = parts.map(({ stratum, coefficient }) => ({
    source: stratumName(structure, stratum),
    coefficient,
    df: errorDf(structure, stratum),
  })).sort((a, b) => Math.sign(b.coefficient) - Math.sign(a.coefficient));
  const text = signed(each.map((p) => ({ ...p, name: `MS(${p.source})` })));
  const squares = each.map((p) => `${squared(p.coefficient)}MS(${p.source})²/${p.df}`);
  const expected: Record<string, number> = {};
  for (const { stratum, coefficient } of parts) {
    for (const [name, k] of Object.entries(lineExpectation(structure, stratum)!)) {
      expected[name] = (expected[name] ?? 0) + coefficient * k;
    }
  }
  for (const name of Object.keys(expected)) {
    if (Math.abs(expected[name]!) < 1e-8) delete expected[name];
  }
  return {
    synthesised: {
      parts: each,
      text,
      expectedMeanSquare: expectedMeanSquareText(expected, null),
      df: `(${text})² / (${squares.join(" + ")})`,
      ...fittedDf(structure, parts),
    },
  };
}

/** Satterthwaite's df by the variances of the fit. */
function fittedDf(
  structure: Structure,
  parts: readonly ErrorPart[],
): Pick<SynthesisedError, "fittedDf"> {
  const { fitted } = structure;
  if (!fitted) return {};
  const lines = parts.map(({ stratum, coefficient }) => ({
    coefficient,
    meanSquare: Object.entries(lineExpectation(structure, stratum) ?? {})
      .reduce((sum, [name, k]) => sum + k * (fitted[name] ?? NaN), 0),
    df: errorDf(structure, stratum),
  }));
  const { df } = satterthwaite(lines);
  return Number.isFinite(df) ? { fittedDf: df } : {};
}

function signed(parts: readonly { name: string; coefficient: number }[]): string {
  return parts.map(({ name, coefficient }, i) => {
    const size = Number(Math.abs(coefficient).toPrecision(4));
    const sign = coefficient < 0 ? "− " : i === 0 ? "" : "+ ";
    return `${sign}${size === 1 ? "" : `${size} `}${name}`;
  }).join(" ");
}

function squared(coefficient: number): string {
  const size = Number((coefficient ** 2).toPrecision(4));
  return size === 1 ? "" : `${size} `;
}

/** Remarks on rows without an exact test. */
export function noteTests(structure: Structure, rows: readonly ShellRow[], notes: Note[]): void {
  for (const { source, synthesised } of rows) {
    if (!synthesised) continue;
    notes.push({
      code: "no-exact-test",
      text: `${source} has no exact test: it is tested approximately against ` +
        `${synthesised.text}, which expects ${synthesised.expectedMeanSquare}, on ` +
        `${synthesised.df} df (Satterthwaite)${
          synthesised.fittedDf === undefined
            ? ""
            : `, which the fitted variances make ${Number(synthesised.fittedDf.toPrecision(4))}`
        }`,
      data: {
        source,
        parts: synthesised.parts.map((p) => p.source),
        ...(synthesised.fittedDf === undefined ? {} : { df: synthesised.fittedDf }),
      },
    });
  }
  const untested = rows.filter((r) => r.untested).map((r) => r.source);
  if (untested.length === 0) return;
  notes.push({
    code: "no-test",
    text: `${untested.join(" and ")} ${untested.length > 1 ? "have" : "has"} no test: ` +
      (structure.balanced
        ? "no mean squares have the expectation that the denominator needs"
        : "no replicated units are left to tell the effects from"),
    data: { terms: untested },
  });
}
