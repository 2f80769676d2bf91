/**
 * What a book comes to now beside what its ledger says: numbers that drifted, and results that are new,
 * gone or otherwise.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { ownOf } from "./apart.ts";
import { drifted, driftIn } from "./drift_in.ts";
import type { Ledger, LedgerModel, LedgerPage, LedgerTable, LedgerValue } from "./ledger.ts";
import type { MadeLedger } from "./make_ledger.ts";
import type { LedgerPath } from "./read_ledger.ts";
import type { LedgerNumber } from "./recorded_model.ts";

/** One difference. */
export interface Drift {
  /** The page. */
  file: string;
  /** The line of the block that it is in, 1-based; 0 where the page has none any more. */
  line: number;
  /** The model or the value: `m`, `emmeans(m, ~ Trt)`. */
  of: string;
  /** What of it: `estimate of TrtB`. */
  what: string;
  /** In the ledger; empty where there is nothing. */
  old: string;
  /** Now; empty where there is nothing. */
  now: string;
  /** |now − old| over the larger of both; null of what is no number. */
  relative: number | null;
  /** What changed that it follows from. */
  why: string;
}

/** A difference before it has its place. */
export interface Found extends Omit<Drift, "line"> {
  /** The block; −1 of a page that has it no more. */
  block: number;
  /** Where the ledger has it. */
  path: LedgerPath;
}

/** Stored values of a page of the ledger as plain data; null where they cannot be had. */
export type StoredOf = (file: string, page: LedgerPage) => unknown;

/**
 * Every difference, page by page; pages whose results are the same, though what they follow from is
 * not; and those whose results are the same but for digits that are no drift.
 */
export function compareLedgers(
  old: Ledger,
  made: MadeLedger,
  storedOf: StoredOf,
): { found: Found[]; aged: { file: string; why: string }[]; near: string[] } {
  const found: Found[] = [];
  const aged: { file: string; why: string }[] = [];
  const near: string[] = [];
  const files = [...new Set([...Object.keys(old.pages), ...Object.keys(made.ledger.pages)])].sort();
  for (const file of files) {
    const before = ownOf(old.pages, file);
    const after = ownOf(made.ledger.pages, file);
    if (before && after) {
      const compare = new PageComparison(file, before, after, made, old);
      const own = compare.run(storedOf);
      addAll(found, own);
      if (own.length > 0) continue;
      if (compare.why !== SAME) aged.push({ file, why: compare.why });
      else if (before.hash !== after.hash) near.push(file);
    } else {
      found.push({
        file,
        block: -1,
        of: "the page",
        what: after ? "is not in the ledger" : "is not in the book any more",
        old: "",
        now: "",
        relative: null,
        why: "",
        path: ["pages", file],
      });
    }
  }
  return { found, aged, near };
}

class PageComparison {
  readonly #file: string;
  readonly #before: LedgerPage;
  readonly #after: LedgerPage;
  readonly #made: MadeLedger;
  /** What changed that the results follow from. */
  readonly why: string;
  readonly #found: Found[] = [];

  constructor(
    file: string,
    before: LedgerPage,
    after: LedgerPage,
    made: MadeLedger,
    old: Ledger,
  ) {
    this.#file = file;
    this.#before = before;
    this.#after = after;
    this.#made = made;
    this.why = reason(before, after, old, made.ledger);
  }

  run(storedOf: StoredOf): Found[] {
    const [old, now] = [this.#before, this.#after];
    this.#each("models", old.models, now.models, (...given) => this.#model(...given));
    const open: string[] = [];
    this.#each("values", old.values, now.values, (name, before, after) => {
      const count = this.#found.length;
      this.#value(name, before, after);
      const same = before.hash === after.hash || before.rows && after.rows && !after.hash;
      if (!same && this.#found.length === count) open.push(name);
    });
    if (open.length > 0) this.#within(open, storedOf(this.#file, this.#before));
    return this.#found;
  }

  #each<T>(
    kind: "models" | "values",
    before: Readonly<Record<string, T>>,
    after: Readonly<Record<string, T>>,
    compare: (name: string, before: T, after: T) => void,
  ): void {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [old, now] = [ownOf(before, name), ownOf(after, name)];
      if (old && now) compare(name, old, now);
      else this.#tell(kind, name, now ? "is not in the ledger" : "is gone", "", "", null);
    }
  }

  #model(name: string, before: LedgerModel, after: LedgerModel): void {
    const tell = (
      what: string,
      old: LedgerNumber,
      now: LedgerNumber,
      path: LedgerPath = [],
    ): void => this.#tell("models", name, what, old, now, relativeOf(old, now), path);
    if (before.call !== after.call) tell("call", before.call, after.call, ["call"]);
    if (before.n !== after.n) tell("rows", before.n, after.n, ["n"]);
    if (before.df !== after.df) tell("df method", before.df, after.df, ["df"]);
    for (const kind of ["criterion", "variances"] as const) {
      const columns = (record: Record<string, LedgerNumber>) =>
        Object.fromEntries(Object.entries(record).map(([key, value]) => [key, [value]]));
      this.#numbers(
        { numbers: columns(before[kind]) },
        { numbers: columns(after[kind]) },
        (row, _i, old, now) =>
          tell(kind === "variances" ? `variance of ${row}` : row, old, now, [kind, row]),
        kind === "variances",
      );
    }
    this.#numbers(
      { numbers: before.estimates },
      { numbers: after.estimates },
      (row, i, old, now) =>
        tell(`${i === 0 ? "estimate" : "standard error"} of ${row}`, old, now, ["estimates", row]),
      true,
    );
  }

  #value(name: string, before: LedgerValue, after: LedgerValue): void {
    if (before.kind !== after.kind) {
      this.#tell("values", name, "kind", before.kind, after.kind, null, ["kind"]);
      return;
    }
    const table = (old: LedgerTable, now: LedgerTable, part: string): void =>
      this.#numbers(old, now, (row, i, a, b) => {
        const column = now.columns?.[i] ?? old.columns?.[i];
        const what = [part, row, column].filter((word) => word).join(", ");
        const path = part === "" ? [] : ["parts", part];
        this.#tell("values", name, what, a, b, relativeOf(a, b), [...path, "numbers", row]);
      });
    table(before, after, "");
    const [old, now] = [before.parts ?? {}, after.parts ?? {}];
    for (const part of new Set([...Object.keys(old), ...Object.keys(now)])) {
      table(ownOf(old, part) ?? {}, ownOf(now, part) ?? {}, part);
    }
  }

  /** Numbers of rows by their names. `anew`: none of them is a probability. */
  #numbers(
    before: LedgerTable,
    after: LedgerTable,
    tell: (row: string, column: number, old: LedgerNumber, now: LedgerNumber) => void,
    anew = false,
  ): void {
    const [old, now] = [before.numbers ?? {}, after.numbers ?? {}];
    const rows = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const greatest: number[] = [];
    for (const record of [old, now]) {
      for (const values of Object.values(record)) {
        values.forEach((value, i) => {
          if (typeof value !== "number") return;
          greatest[i] = Math.max(greatest[i] ?? 0, Math.abs(value));
        });
      }
    }
    for (const row of rows) {
      const [a, b] = [ownOf(old, row) ?? [], ownOf(now, row) ?? []];
      for (let i = 0; i < Math.max(a.length, b.length); i++) {
        const column = (after.columns ?? before.columns)?.[i] ?? "";
        const zero = anew || !isProbability(column) ? greatest[i] ?? 0 : 0;
        const [x, y] = [a[i] ?? null, b[i] ?? null];
        if (drifted(x, y, zero)) tell(row, i, x, y);
      }
    }
  }

  /** Values of which the ledger has the digest alone: what is stored of them is compared. */
  #within(names: readonly string[], stored: unknown): void {
    const made = this.#made.pages.get(this.#file)!;
    for (const name of names) {
      const [index, item] = made.blocks[`value ${name}`]!;
      const block = made.values.blocks[index]!;
      const { value, data } = block.shown[item]!;
      const old = storedItem(stored, block.code, index, item);
      if (old === undefined) {
        this.#tell("values", name, "is not as it was stored", "", "", null, ["hash"]);
        continue;
      }
      for (const { what, old: a, now: b } of driftIn(old, [value, data ?? null])) {
        this.#tell("values", name, what, a, b, relativeOf(a, b), ["hash"]);
      }
    }
  }

  #path(kind: "models" | "values", name: string): LedgerPath {
    return ["pages", this.#file, kind, name];
  }

  #tell(
    kind: "models" | "values",
    name: string,
    what: string,
    old: LedgerNumber,
    now: LedgerNumber,
    relative: number | null,
    path: LedgerPath = [],
  ): void {
    const made = this.#made.pages.get(this.#file);
    const [block] = made?.blocks[`${kind.slice(0, -1)} ${name}`] ?? [-1];
    this.#found.push({
      file: this.#file,
      block,
      of: name,
      what: what,
      old: old === null ? "NA" : String(old),
      now: now === null ? "NA" : String(now),
      relative,
      why: this.why,
      path: [...this.#path(kind, name), ...path],
    });
  }
}

/** A stored item, in the block of the same code; undefined if there is none. */
function storedItem(stored: unknown, code: string, index: number, item: number): unknown {
  type Loose = { code?: unknown; shown?: unknown } | null | undefined;
  const blocks = (stored as { blocks?: unknown } | null)?.blocks;
  if (!Array.isArray(blocks)) return undefined;
  const own = blocks[index] as Loose;
  const block = own?.code === code ? own : (blocks as Loose[]).find((each) => each?.code === code);
  const shown = block?.shown;
  const found = Array.isArray(shown)
    ? shown[item] as { value?: unknown; data?: unknown } | undefined
    : undefined;
  return found && [found.value, found.data ?? null];
}

/** Tables say so of the columns whose numbers may be as near to zero as they like. */
function isProbability(column: string): boolean {
  return /^(?:p|p\.?value|Pr\(.*\)|p\.adj.*|prob)$/i.test(column);
}

/** Nothing that results follow from changed. */
const SAME = "code and data are the same";

function relativeOf(old: LedgerNumber, now: LedgerNumber): number | null {
  if (typeof old !== "number" || typeof now !== "number") return null;
  const size = Math.max(Math.abs(old), Math.abs(now));
  return size === 0 ? 0 : Math.abs(now - old) / size;
}

/** What the results of a page follow from and is not as it was. */
function reason(
  before: LedgerPage,
  after: LedgerPage,
  old: Ledger,
  now: Ledger,
): string {
  const own = ownReasons(before, after);
  if (own.length > 0) return own.join(", ");
  // pages that it takes values from, and those that these take values from
  const pages = new Set(after.uses ?? []);
  for (const page of pages) {
    for (const other of ownOf(now.pages, page)?.uses ?? []) pages.add(other);
  }
  const others = [...pages].filter((page) => {
    const [a, b] = [ownOf(old.pages, page), ownOf(now.pages, page)];
    return !a || !b || ownReasons(a, b).length > 0;
  });
  if (others.length > 0) return `${others.map((page) => `"${page}"`).join(", ")} changed`;
  const versions = Object.keys(now.versions)
    .filter((name) => ownOf(old.versions, name) !== now.versions[name])
    .map((name) => `${name} ${ownOf(old.versions, name) ?? "?"} became ${now.versions[name]}`);
  return versions.length > 0 ? versions.join(", ") : SAME;
}

function ownReasons(before: LedgerPage, after: LedgerPage): string[] {
  const why: string[] = [];
  for (const file of new Set([...Object.keys(before.data), ...Object.keys(after.data)])) {
    const [a, b] = [ownOf(before.data, file), ownOf(after.data, file)];
    if (a === b) continue;
    why.push(`"${file}" ${a === undefined ? "is new" : b === undefined ? "is gone" : "changed"}`);
  }
  if (before.blocks.join() !== after.blocks.join()) why.push("its code changed");
  return why;
}
