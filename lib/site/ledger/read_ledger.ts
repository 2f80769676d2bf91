/**
 * Reading a ledger. The file may come from anybody, and may have been edited or merged by hand: it is
 * looked at from end to end, and what is wrong with it is told with its line.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { Source } from "../../weave/page/source.ts";
import type { BookFiles } from "../book/book_files.ts";
import { plainJson, Unfit } from "../build/stored_shape.ts";
import { FORM, LEDGER, type Ledger } from "./ledger.ts";

/** Bytes that a ledger may have; the values of one page may have as many. */
export const LEDGER_BYTES = 64_000_000;

/** How a ledger is had again. */
export const HINT = "Write it anew with `heddle build --update-ledger` where the data are";

/** A ledger as it was read. */
export interface ReadLedger {
  ledger: Ledger;
  source: Source;
}

/** Where something of a ledger stands in its file: the names that lead to it. */
export type LedgerPath = readonly string[];

/**
 * The ledger of a book; null if it has none.
 *
 * @throws {DiagnosticError} `bad-ledger`, `outside-root`
 */
export function readLedger(files: BookFiles): ReadLedger | null {
  if (!files.has(LEDGER)) return null;
  const path = files.find(LEDGER);
  const size = files.world.facts(path)?.size ?? 0;
  if (size > LEDGER_BYTES) {
    throw new DiagnosticError([{
      code: "bad-ledger",
      severity: "error",
      message: `"${LEDGER}" has more than ${LEDGER_BYTES} bytes`,
      file: LEDGER,
      line: 1,
      column: 1,
      hint: HINT,
    }]);
  }
  const source = new Source(LEDGER, files.text(LEDGER) ?? "");
  let value: unknown;
  try {
    value = plainJson(source.text);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const merged = /^(?:<{7}|={7}|>{7})/m.exec(source.text);
    const at = merged?.index ?? endOfJson(source.text);
    const why = merged ? "two versions of it were merged and stand in it both" : error.message;
    throw new DiagnosticError([ledgerFault(source, `It cannot be read: ${why}`, at)]);
  }
  const shape = new Shape(source);
  return { ledger: shape.ledger(value), source };
}

/** A fault of a ledger at an offset. */
export function ledgerFault(
  source: Source,
  message: string,
  at: number | LedgerPath,
  hint = HINT,
): Diagnostic {
  const start = typeof at === "number" ? at : placeOf(source.text, at);
  const end = source.text.indexOf("\n", start);
  return source.diagnostic(
    { code: "bad-ledger", message, hint },
    { start, end: end < 0 ? source.text.length : end },
  );
}

/** The offset at which the last of some names stands, each behind the one before. */
function placeOf(text: string, path: LedgerPath): number {
  let at = 0;
  for (const name of path) {
    const found = text.indexOf(`${JSON.stringify(name)}:`, at);
    if (found < 0) break;
    at = found;
  }
  return at;
}

/** Where a text stops being JSON. */
function endOfJson(text: string): number {
  try {
    JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    if (at !== undefined) return Math.min(Number(at), text.length);
  }
  // a text that ends too early ends in its last line
  return Math.max(0, text.trimEnd().length - 1);
}

type Plain = Readonly<Record<string, unknown>>;
type Check = (value: unknown, path: LedgerPath) => void;

/** Looks at a ledger from end to end. */
class Shape {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  ledger(value: unknown): Ledger {
    const own = this.#object(value, []);
    if (own["ledger"] !== FORM) {
      this.#wrong(`This Heddle reads ledgers of the form ${FORM}`, ["ledger"]);
    }
    this.#all(own["versions"], ["versions"], this.#text);
    if (typeof own["publish-data"] !== "boolean") {
      this.#wrong("It is true or false", ["publish-data"]);
    }
    this.#all(own["pages"], ["pages"], this.#page);
    return value as Ledger;
  }

  readonly #page: Check = (value, path) => {
    const own = this.#object(value, path);
    this.#digest(own["hash"], [...path, "hash"]);
    this.#list(own["blocks"], [...path, "blocks"], this.#text);
    this.#list(own["uses"] ?? [], [...path, "uses"], this.#text);
    this.#list(own["published"] ?? [], [...path, "published"], this.#text);
    this.#all(own["data"], [...path, "data"], this.#digest);
    this.#all(own["models"], [...path, "models"], this.#model);
    this.#all(own["values"], [...path, "values"], this.#value);
  };

  readonly #model: Check = (value, path) => {
    const own = this.#object(value, path);
    for (const name of ["call", "key", "data", "df"]) this.#text(own[name], [...path, name]);
    this.#number(own["n"], [...path, "n"]);
    this.#all(own["criterion"], [...path, "criterion"], this.#number);
    this.#all(own["variances"], [...path, "variances"], this.#number);
    this.#all(own["estimates"], [...path, "estimates"], this.#numbers);
  };

  readonly #value: Check = (value, path) => {
    const own = this.#object(value, path);
    for (const name of ["kind", "key"]) this.#text(own[name], [...path, name]);
    for (const name of ["hash", "r"]) {
      if (own[name] !== undefined) this.#text(own[name], [...path, name]);
    }
    this.#table(value, path);
    this.#all(own["parts"] ?? {}, [...path, "parts"], this.#table);
  };

  readonly #table: Check = (value, path) => {
    const own = this.#object(value, path);
    this.#list(own["columns"] ?? [], [...path, "columns"], this.#text);
    this.#all(own["numbers"] ?? {}, [...path, "numbers"], this.#numbers);
  };

  readonly #digest: Check = (value, path) => {
    if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) {
      this.#wrong("It is no digest", path);
    }
  };

  readonly #text: Check = (value, path) => {
    if (typeof value !== "string") this.#wrong("It is no text", path);
  };

  readonly #number: Check = (value, path) => {
    const good = value === null || typeof value === "number" ||
      typeof value === "string" && /^(?:NaN|-?Inf)$/.test(value);
    if (!good) this.#wrong("It is no number", path);
  };

  readonly #numbers: Check = (value, path) => {
    this.#list(value, path, (each) => {
      if (each !== null && typeof each !== "number" && typeof each !== "string") {
        this.#wrong("It is no list of numbers", path);
      }
    });
  };

  #list(value: unknown, path: LedgerPath, check: Check): void {
    if (!Array.isArray(value)) this.#wrong("It is no list", path);
    for (const each of value) check(each, path);
  }

  #all(value: unknown, path: LedgerPath, check: Check): void {
    for (const [name, each] of Object.entries(this.#object(value, path))) {
      check(each, [...path, name]);
    }
  }

  #object(value: unknown, path: LedgerPath): Plain {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.#wrong("It holds nothing by name", path);
    }
    return value as Plain;
  }

  #wrong(why: string, path: LedgerPath): never {
    const name = path.length === 0 ? "The file" : JSON.stringify(path.join("/").slice(0, 120));
    throw new DiagnosticError([
      ledgerFault(
        this.#source,
        `${name} is not as a build writes it: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
        path,
      ),
    ]);
  }
}
