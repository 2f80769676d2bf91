/**
 * `sources:` of `book.yml`: tables that lie elsewhere, and the cells that a book needs of them. Every
 * fault has its place.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { addAll, least } from "../../lists.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { BookFile } from "../book/book.ts";
import { leavesRoot } from "../book/book_files.ts";
import { type Condition, readCondition } from "./condition.ts";
import { PASSWORD, readConnection, VARIABLE, type Written } from "./connection.ts";
import type { Asked, From } from "./statement.ts";

/** One source. */
export interface Source {
  readonly name: string;
  readonly connection: Written;
  /** Name of the variable that holds the password. */
  readonly password: string;
  readonly asked: Asked;
  /** Fewest rows of a cell. */
  readonly min: number;
  /** The cells file, as a path in the book. */
  readonly file: string;
  /** A fault at a key of this source. */
  fault(
    path: readonly (string | number)[],
    code: string,
    message: string,
    hint?: string,
  ): Diagnostic;
}

const KEYS = [
  "connection",
  "password",
  "table",
  "query",
  "by",
  "responses",
  "covariates",
  "weights",
  "where",
  "min",
  "file",
] as const;

const ALIASES: Readonly<Record<string, (typeof KEYS)[number]>> = {
  response: "responses",
  covariate: "covariates",
};

/** Fewest rows of a cell where a source does not say. */
export const FEWEST = 5;

/** Reads the sources of a book; those that are wrong are left out, with what is wrong. */
export function readSources(book: BookFile): { sources: Source[]; diagnostics: Diagnostic[] } {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, value] of Object.entries(book.settings.sources)) {
    const reader = new SourceReader(book, name, value);
    const source = reader.read();
    addAll(diagnostics, reader.diagnostics);
    if (source && reader.diagnostics.length === 0) sources.push(source);
  }
  const files = new Map<string, string>();
  for (const { name, file, fault } of sources) {
    const other = files.get(file);
    if (other === undefined) files.set(file, name);
    else {
      diagnostics.push(
        fault(["file"], "bad-option", `"${file}" is the file of "${other}" as well`),
      );
    }
  }
  return { sources, diagnostics };
}

class SourceReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #given: Readonly<Record<string, unknown>>;
  /** The author's spelling of a key. */
  readonly #spelt = new Map<string, string>();

  constructor(readonly book: BookFile, readonly name: string, value: unknown) {
    const given: Record<string, unknown> = {};
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.#tell([], "bad-option", `"${name}" is a group of keys`, EXPECTED);
    } else {
      for (const [key, each] of Object.entries(value)) {
        const known = ALIASES[key] ?? key;
        this.#spelt.set(known, key);
        given[known] = each;
        if ((KEYS as readonly string[]).includes(known)) continue;
        this.#tell([key], "unknown-option", `Unknown key "${key}"`, suggestion(key, KEYS));
      }
    }
    this.#given = given;
  }

  read(): Source | null {
    const { name } = this;
    if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name)) {
      this.#tell(
        [],
        "bad-option",
        `"${name}" is no name of a source`,
        "Letters, digits, _ . and -",
      );
    }
    if (this.diagnostics.length > 0) return null;
    const connection = this.#tried("connection", () => readConnection(this.#needed("connection")));
    const from = this.#from();
    const by = this.#names("by");
    const responses = this.#names("responses");
    const covariates = this.#names("covariates");
    this.#missing("by", by);
    this.#missing("responses", responses);
    const weights = this.#text("weights");
    this.#refuseTwice(by, responses, covariates, weights === null ? [] : [weights]);
    const condition = this.#text("where");
    const where = condition === null ? null : this.#tried("where", () => readCondition(condition));
    const numbers = [...responses, ...covariates];
    const asked = {
      by,
      numbers,
      responses: responses.length,
      pairs: pairsOf(responses.length, numbers.length),
      weights,
    };
    const min = this.#min();
    const file = this.#file();
    const password = this.#password();
    if (!connection || !from || this.diagnostics.length > 0) return null;
    return {
      name,
      connection,
      password,
      asked: { ...asked, from, where: where as Condition | null },
      min,
      file,
      fault: (path, code, message, hint) => this.#fault(path, code, message, hint),
    };
  }

  #fault(
    path: readonly (string | number)[],
    code: string,
    message: string,
    hint?: string,
  ): Diagnostic {
    const [first, ...rest] = path;
    const key = first === undefined ? [] : [this.#spelt.get(String(first)) ?? first];
    return withoutPassword(
      this.book.fault(["sources", this.name, ...key, ...rest], code, message, hint),
    );
  }

  #tell(path: (string | number)[], code: string, message: string, hint?: string): void {
    this.diagnostics.push(this.#fault(path, code, message, hint));
  }

  /** What a reader gives; its faults stand at a key. */
  #tried<T>(key: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint } of error.diagnostics) {
        const fault = this.#fault([key], code, message, hint);
        // What could not be read may hold a password in any form.
        this.diagnostics.push(key === "where" ? fault : withoutValue(fault));
      }
      return null;
    }
  }

  #text(key: string): string | null {
    const value = this.#given[key];
    if (value === undefined || value === null) return null;
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    this.#tell([key], "bad-option", `"${key}" is a text`);
    return null;
  }

  #needed(key: string): string {
    const text = this.#text(key);
    if (text !== null) return text;
    throw new DiagnosticError({
      code: "missing-option",
      severity: "error",
      message: `The source has no "${key}"`,
      hint: EXPECTED,
    });
  }

  #names(key: string): string[] {
    const value = this.#given[key];
    if (value === undefined || value === null) return [];
    const list = Array.isArray(value) ? value as unknown[] : [value];
    return list.flatMap((each, i) => {
      if (typeof each === "string" && each !== "" || typeof each === "number") {
        return [String(each)];
      }
      this.#tell(
        Array.isArray(value) ? [key, i] : [key],
        "bad-option",
        `"${key}" is a list of names of columns`,
        "YAML reads no, yes and null as no texts: put quotes round such a name",
      );
      return [];
    });
  }

  #missing(key: string, names: readonly string[]): void {
    if (names.length > 0 || this.diagnostics.length > 0) return;
    this.#tell([], "missing-option", `The source has no "${key}"`, EXPECTED);
  }

  /** A column has one part. */
  #refuseTwice(...lists: readonly (readonly string[])[]): void {
    const keys = ["by", "responses", "covariates", "weights"];
    const seen = new Set<string>();
    lists.forEach((names, k) =>
      names.forEach((name, i) => {
        if (seen.has(name)) {
          const path = Array.isArray(this.#given[keys[k]!]) ? [keys[k]!, i] : [keys[k]!];
          this.#tell(path, "bad-option", `"${name}" is named twice`);
        }
        seen.add(name);
      })
    );
  }

  #from(): From | null {
    const query = this.#text("query");
    const table = this.#given.table;
    if (query !== null && table === undefined) return { kind: "query", text: query };
    if (table === undefined || query !== null) {
      this.#tell([], "missing-option", 'A source has a "table" or a "query"', EXPECTED);
      return null;
    }
    if (typeof table === "string" && table !== "") {
      // A file of data, which DuckDB reads, has a dot in its name.
      const parts = DATA_FILE.test(table) ? [table] : table.split(".");
      if (parts.every((part) => part !== "")) return { kind: "table", parts };
    } else if (
      Array.isArray(table) && table.length > 0 && table.every((p) => typeof p === "string")
    ) {
      return { kind: "table", parts: table };
    }
    this.#tell(
      ["table"],
      "bad-option",
      "That is no name of a table",
      "A name, schema.name, or a list of its parts where one of them holds a dot",
    );
    return null;
  }

  #min(): number {
    const value = this.#given.min;
    if (value === undefined || value === null) return FEWEST;
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1) return value;
    this.#tell(
      ["min"],
      "bad-option",
      '"min" is a whole number from 1',
      "The fewest rows of a cell",
    );
    return FEWEST;
  }

  #file(): string {
    const file = this.#text("file") ?? `${this.name}.cells.csv`;
    if (leavesRoot(file)) {
      this.#tell(["file"], "outside-root", `The path "${file}" leaves the book's folder`);
    } else if (!/\.csv$/i.test(file)) {
      this.#tell(["file"], "bad-option", "A cells file ends in .csv", `${this.name}.cells.csv`);
    }
    return file;
  }

  #password(): string {
    const value = this.#given.password;
    if (value === undefined || value === null) return PASSWORD;
    if (typeof value === "string" && VARIABLE.test(value)) return value;
    this.diagnostics.push(withoutValue(this.#fault(
      ["password"],
      "password-in-book",
      '"password" names a variable of the environment, and no password stands in book.yml',
      `In capitals, such as ${PASSWORD}`,
    )));
    return PASSWORD;
  }
}

/** Files that DuckDB reads as tables. */
export const DATA_FILE = /\.(?:csv|tsv|parquet)$/i;

const EXPECTED = "connection, table, by and responses: see the manual on sources";

/** Every covariate with every number before it, each pair once. */
function pairsOf(responses: number, numbers: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let x = responses; x < numbers; x++) for (let y = 0; y < x; y++) pairs.push([x, y]);
  return pairs;
}

/** What in a line of `book.yml` may be a password: in an address, or where a variable's name belongs. */
const SECRETS = [
  /:\/\/[^\s/@]*?:(?=[^\s]*@)/i,
  /[?&]password=/i,
  /\bpassword\s*:\s*(?!["']?[A-Z_][A-Z0-9_]*["']?\s*(?:[,}#]|$))/,
];

/** A fault whose line is shown as far as a password may begin. */
function withoutPassword(fault: Diagnostic): Diagnostic {
  const { excerpt, column } = fault;
  if (excerpt === undefined || column === undefined) return fault;
  const starts = SECRETS.flatMap((secret) => {
    const found = secret.exec(excerpt);
    return found ? [found.index + found[0].length] : [];
  });
  if (starts.length === 0) return fault;
  return cutAt(fault, least(starts));
}

/** A fault whose line is shown up to its place. */
function withoutValue(fault: Diagnostic): Diagnostic {
  return fault.column === undefined ? fault : cutAt(fault, fault.column - 1);
}

function cutAt(fault: Diagnostic, at: number): Diagnostic {
  const { excerpt, endColumn: _, endLine: __, ...rest } = fault;
  if (excerpt === undefined) return fault;
  return (fault.column ?? 1) - 1 > at ? rest : { ...rest, excerpt: `${excerpt.slice(0, at)}…` };
}
