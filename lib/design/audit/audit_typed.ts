/**
 * Rule: degrees of freedom that an author typed in a table `Source | df` must be those of the model.
 *
 * @module
 */
import { hasMeanSquares } from "../structure/mean_squares.ts";
import type { Fit } from "../../model/fit.ts";
import type { AnovaShell } from "../structure/anova_shell.ts";
import { type Finding, finding } from "./finding.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";
import { anovaShell, structureOf } from "../structure/shell.ts";
import type { Design } from "../declared/design.ts";
import { evaluateSymbolic } from "../structure/symbolic.ts";
import { DiagnosticError } from "../../diagnostic.ts";

/** A row of a typed table: its cells as text, mathematics without dollars. */
export interface TypedRow {
  source: string;
  df: string;
}

/** A typed table of sources and df. */
export interface TypedTable {
  rows: readonly TypedRow[];
}

/** A finding about a row of one of the tables. */
export interface TypedFinding extends Finding {
  table: number;
  row: number;
}

/**
 * Compares tables that stand together (one in symbols, one in numbers) with a fit or a design.
 *
 * What a row is compared with: `Error` and `Total` by name, factors and interactions by the names
 * and labels of the model's factors. A row that cannot be read, or is no row of the model by its
 * name, is passed over.
 */
export function auditTypedTables(
  tables: readonly TypedTable[],
  source: Fit | Design,
): TypedFinding[] {
  if (!hasMeanSquares(source)) return [];
  const reader = new TypedReader(tables, source);
  return tables.flatMap((table, t) =>
    table.rows.flatMap((row, r): TypedFinding[] => {
      const found = reader.judge(row);
      return found ? [{ ...found, table: t, row: r }] : [];
    })
  );
}

/** Whether some table is one of the source's: its total is N − 1, or it has one of its factors. */
export function isAbout(tables: readonly TypedTable[], source: Fit | Design): boolean {
  if (!hasMeanSquares(source)) return false;
  const reader = new TypedReader(tables, source);
  const total = structureOf(source).observations - 1;
  return tables.some((t) => t.rows.some((row) => reader.isFactorOf(row.source))) ||
    tables.some((t) => t.rows.some((row) => isTotal(row.source) && plainNumber(row.df) === total));
}

const simple = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const isError = (source: string): boolean => /^(error|residuals?)$/.test(simple(source));
const isTotal = (source: string): boolean => /^(corrected)?total$/.test(simple(source));

/** A whole number, or null. */
function plainNumber(text: string): number | null {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
}

/** A typed expression as `evaluateSymbolic` reads it: LaTeX signs replaced. */
function plainExpression(text: string): string {
  return text.replace(/\\(?:times|cdot)\b/g, "*").replace(/[\u2212\u2013]/g, "-")
    .replace(/\\(?:left|right|,|;|!| )/g, "").replace(/[{}$\\]/g, "").replace(/\s+/g, "");
}

/** A factor of the model, and the words for it. */
interface KnownFactor {
  name: string;
  words: string[];
  count: number;
}

class TypedReader {
  private readonly shells: readonly AnovaShell[];
  private readonly factors: KnownFactor[];
  private readonly letters: Map<string, number>;
  /** Letter → factor of the model. */
  private readonly named = new Map<string, string>();
  private readonly source: Fit | Design;
  private readonly observations: number;

  constructor(tables: readonly TypedTable[], source: Fit | Design) {
    this.source = source;
    this.observations = structureOf(source).observations;
    this.shells = [anovaShell(source), anovaShell(source, { strata: "pooled" })];
    this.factors = source.kind === "design" ? declaredFactors(source) : knownFactors(source);
    this.letters = this.readLetters(tables);
  }

  private factorNamed(word: string): KnownFactor | undefined {
    return this.factors.find((f) => f.words.includes(simple(word)));
  }

  isFactorOf(source: string): boolean {
    return this.factorNamed(source) !== undefined;
  }

  /** Counts of the letters: from rows `x-1` whose factor is known, or whose number stands beside. */
  private readLetters(tables: readonly TypedTable[]): Map<string, number> {
    const out = new Map([["N", this.observations]]);
    const all = new Set(this.shells.flatMap((s) => s.rows.map((r) => r.df)));
    const open: { letter: string; count: number }[] = [];
    for (const { source, df } of tables.flatMap((t) => t.rows)) {
      const letter = /^\(?([A-Za-z])-1\)?$/.exec(plainExpression(df))?.[1];
      if (!letter || letter === "N" || out.has(letter)) continue;
      const factor = this.factorNamed(source);
      if (factor) {
        out.set(letter, factor.count);
        this.named.set(letter, factor.name);
        continue;
      }
      const beside = tables.flatMap((t) => t.rows)
        .filter((r) => simple(r.source) === simple(source))
        .flatMap((r) => plainNumber(r.df) ?? [])[0];
      if (beside !== undefined && all.has(beside)) open.push({ letter, count: beside + 1 });
    }
    for (const { letter, count } of open) {
      if (out.has(letter)) continue;
      out.set(letter, count);
      const taken = new Set(this.named.values());
      const factor = this.factors.find((f) => f.count === count && !taken.has(f.name));
      if (factor) this.named.set(letter, factor.name);
    }
    return out;
  }

  /** The df that a row may have, or null if the row is none of the model's by its name. */
  private expected(source: string): { values: number[]; name: string } | null {
    if (isTotal(source)) {
      return { values: this.shells.map((s) => s.rows.at(-1)!.df), name: "Total" };
    }
    if (isError(source)) {
      const errors = this.shells.flatMap((s) =>
        s.rows.filter((r) => r.source === r.stratum && r.source !== "Total")
      );
      const lowest = this.shells.flatMap((s) => s.rows.filter((r) => r.source === "Error"));
      const values = (this.severalErrors() ? errors : lowest).map((r) => r.df);
      return values.length > 0 ? { values, name: "Error" } : null;
    }
    const parts = source.split(/\s*[:×*]\s*|\s+x\s+/i).filter((s) => s.trim() !== "");
    const names = parts.map((p) => this.factorNamed(p)?.name);
    if (names.some((name) => name === undefined)) return null;
    const key = names.sort().join(":");
    const rows = this.shells.flatMap((s) => s.rows)
      .filter((r) => r.source.split(":").sort().join(":") === key);
    return rows.length > 0 ? { values: rows.map((r) => r.df), name: rows[0]!.source } : null;
  }

  /** Whether treatments are tested against more than one row, so that `Error` may mean any. */
  private severalErrors(): boolean {
    return new Set(this.shells[0]!.rows.flatMap((r) => r.testedAgainst ?? [])).size > 1;
  }

  /** The finding about one row, or null. */
  judge({ source, df }: TypedRow): Finding | null {
    const expected = this.expected(source);
    const typed = this.valueOf(df);
    if (!expected || typed === null || expected.values.includes(typed)) return null;
    const should = expected.values.at(-1)!;
    const text = df.trim();
    const says = plainNumber(df) === null ? `${text} is ${typed}` : `${source} has ${text} df`;
    const right = plainNumber(df) === null ? this.symbolicFor(expected.name) : null;
    return finding(
      "shell-df",
      `${source} ${typed}`,
      `${says}; in the ${
        this.source.kind === "design" ? "design" : "model"
      } ${expected.name} has ${should}`,
      right === null ? `Write ${should}` : `Write ${right}`,
    );
  }

  private valueOf(df: string): number | null {
    const text = plainExpression(df);
    if (text === "") return null;
    if ([...text].some((c) => /[A-Za-z]/.test(c) && !this.letters.has(c))) return null;
    try {
      return evaluateSymbolic(text, Object.fromEntries(this.letters));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return null; // what cannot be read is no claim
    }
  }

  /** The model's expression in the author's letters, if every factor has one. */
  private symbolicFor(source: string): string | null {
    const symbols: SymbolTable = Object.fromEntries(
      [...this.named].map(([letter, name]) => [name, { count: letter }]),
    );
    for (const strata of ["pooled", "separate"] as const) {
      const shell = anovaShell(this.source, { strata, symbols });
      const row = shell.rows.find((r) => r.source === source);
      const letters = [...(row?.symbolic ?? "")].filter((c) => /[A-Za-z]/.test(c));
      if (row && letters.every((c) => this.letters.get(c) === shell.symbols[c])) {
        return row.symbolic;
      }
    }
    return null;
  }
}

/** Treatment factors, and units that are no part of others; counts as a letter would have them. */
function declaredFactors(design: Design): KnownFactor[] {
  return design.factors.filter((f) => f.role !== "unit" || f.within.length === 0)
    .map((f) => ({ name: f.name, words: [simple(f.name)], count: f.count }));
}

function knownFactors(fit: Fit): KnownFactor[] {
  const structure = structureOf(fit);
  const labels = fit.data.metadata.labels ?? {};
  const fixed = fit.fixed.variables.filter((v) => v.kind === "factor").map((v) => ({
    name: v.label,
    words: [v.label, ...v.sources, ...v.sources.flatMap((s) => labels[s] ?? [])].map(simple),
    count: v.levels.length,
  }));
  const units = structure.strata.filter((s) => !s.lowest && s.factors.length === 1)
    .filter((s) => !fixed.some((f) => f.name === s.unit))
    .map((s) => ({
      name: s.unit,
      words: [s.unit, labels[s.unit] ?? s.unit].map(simple),
      count: s.levelCount,
    }));
  return [...fixed, ...units];
}
