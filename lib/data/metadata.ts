/**
 * What an author says once about a file of data: which columns are factors, the order of their
 * levels, labels, units and symbols. This file checks an object that was read from
 * `data/NAME.yml`; reading the file is done elsewhere.
 *
 * @module
 */
import type { Diagnostic } from "../diagnostic.ts";
import { suggestion } from "../syntax/nearest.ts";

/** Letters for a factor: of its effects, of its number of levels, and its subscript. */
export interface SymbolSpec {
  /** Of its effects: `D` in D_i. */
  effect?: string;
  /** Of its number of levels: `d` in d − 1. */
  count?: string;
  /** Its subscript: `i` in D_i. */
  index?: string;
}

/** What is said about a table's columns, by column name. */
export interface Metadata {
  /** Columns that are factors. */
  factors?: string[];
  /** Levels in order. */
  levels?: Record<string, string[]>;
  /** Columns that are ordered factors. */
  ordered?: string[];
  /** Columns that are numbers, even if written `01`. */
  numeric?: string[];
  /** Texts that mean that a value is missing, besides `NA` and the empty cell. */
  missing?: string[];
  /** One character; a comma if left out. */
  delimiter?: string;
  /** In words: `Diet`, `Fecal dry matter`. */
  labels?: Record<string, string>;
  /** As written behind a label: `%`, `kg/ha`. */
  units?: Record<string, string>;
  /** Letters for equations and shells; their order is that of the equation. */
  symbols?: Record<string, SymbolSpec>;
  /** Of a data frame whose groups nlme knows: `distance ~ age | Subject`. */
  grouping?: string;
}

/** A fault in a metadata object, with the keys that lead to it. */
export interface MetadataFault {
  path: (string | number)[];
  diagnostic: Diagnostic;
}

/** Entries that mean something for some kinds of file only: a reader says which. */
export const OWN_ENTRIES = ["numeric", "missing", "delimiter"] as const;

/** One of them. */
export type OwnEntry = typeof OWN_ENTRIES[number];

const KEYS = [
  "factors",
  "levels",
  "ordered",
  ...OWN_ENTRIES,
  "labels",
  "units",
  "symbols",
] as const;

/** Checks a parsed YAML or JSON value. What is right is kept, whatever else is wrong. */
export function readMetadata(value: unknown): { metadata: Metadata; faults: MetadataFault[] } {
  const reader = new MetadataReader();
  return { metadata: reader.read(value), faults: reader.faults };
}

class MetadataReader {
  readonly faults: MetadataFault[] = [];

  read(value: unknown): Metadata {
    const metadata: Metadata = {};
    for (const [key, inner] of this.entries(value, [])) {
      const path = [key];
      switch (key as typeof KEYS[number]) {
        case "factors":
        case "ordered":
        case "numeric":
        case "missing":
          metadata[key as "factors"] = this.texts(inner, path);
          break;
        case "levels":
          metadata.levels = this.record(inner, path, (v, p) => this.texts(v, p));
          break;
        case "labels":
        case "units":
          metadata[key as "labels"] = this.record(inner, path, (v, p) => this.text(v, p));
          break;
        case "symbols":
          metadata.symbols = this.record(inner, path, (v, p) => this.symbol(v, p));
          break;
        case "delimiter":
          if (inner === "tab") metadata.delimiter = "\t";
          else if (typeof inner === "string" && inner.length === 1) metadata.delimiter = inner;
          else this.fault(path, "The delimiter is one character", "Write ',' ';' or tab");
          break;
        default: {
          const hint = suggestion(key, KEYS, "The entries are");
          this.fault(path, `There is no entry named ${key}`, hint);
        }
      }
    }
    return metadata;
  }

  private fault(path: (string | number)[], message: string, hint: string): void {
    this.faults.push({
      path,
      diagnostic: { code: "bad-metadata", severity: "error", message, hint },
    });
  }

  private entries(value: unknown, path: (string | number)[]): [string, unknown][] {
    if (value === null || value === undefined) return [];
    if (typeof value === "object" && !Array.isArray(value)) return Object.entries(value);
    this.fault(path, "Names with their values belong here", "Write NAME: VALUE, one a line");
    return [];
  }

  private record<T>(
    value: unknown,
    path: string[],
    read: (value: unknown, path: (string | number)[]) => T | null,
  ): Record<string, T> {
    const out: Record<string, T> = {};
    for (const [key, inner] of this.entries(value, path)) {
      const one = read(inner, [...path, key]);
      if (one !== null) out[key] = one;
    }
    return out;
  }

  private text(value: unknown, path: (string | number)[]): string | null {
    if (["string", "number", "boolean"].includes(typeof value)) return String(value);
    this.fault(path, "A text belongs here", "Put it in quotes");
    return null;
  }

  /** A list of texts; a single one counts as a list. */
  private texts(value: unknown, path: (string | number)[]): string[] {
    const list = Array.isArray(value) ? value : [value];
    return list.map((v, i) => this.text(v, [...path, i])).filter((v) => v !== null);
  }

  private symbol(value: unknown, path: (string | number)[]): SymbolSpec | null {
    if (typeof value === "string") return { effect: value };
    const spec: SymbolSpec = {};
    for (const [key, inner] of this.entries(value, path)) {
      if (key !== "effect" && key !== "count" && key !== "index") {
        this.fault([...path, key], `A symbol has no ${key}`, "Write effect, count or index");
        continue;
      }
      const letter = this.text(inner, [...path, key]);
      if (letter !== null) spec[key] = letter;
    }
    return spec;
  }
}
