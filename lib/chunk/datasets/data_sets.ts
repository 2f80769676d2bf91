/**
 * Sets of data that R and its packages bring along. The values stand in three modules, each loaded when
 * a page first asks for one of its sets; SOURCES.md has where each was published.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import * as language from "../../language/values/value.ts";
import { Awaits } from "../../awaits.ts";
import { imported } from "../../later.ts";
import { factsValue } from "../bridge/facts.ts";
import { ELSEWHERE_SETS, GROUPED, HERE, packageWith } from "./names.ts";

type Numbers = readonly (number | null)[];

/** A vector as it is stored: whole numbers also for levels and truth values. */
type Stored =
  | { kind: "integer" | "double" | "logical"; values: Numbers }
  | { kind: "factor" | "ordered"; values: Numbers; levels: readonly string[] }
  | { kind: "text"; values: readonly (string | null)[] };

/** A set as it is stored. */
interface StoredSet {
  columns?: readonly (Stored & { name: string })[];
  rows?: string[];
  tibble?: boolean;
  names?: string[];
  dim?: number[];
  sides?: (string[] | null)[];
  heads?: string[];
  table?: boolean;
}

type Sets = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface SetsModule {
  readonly SETS: Sets;
}

const MODULES = {
  datasets: () => imported<SetsModule>("./r_datasets.ts", import.meta),
  nlme: () => imported<SetsModule>("./nlme_sets.ts", import.meta),
  others: () => imported<SetsModule>("./others.ts", import.meta),
};
const MADE = new Map<string, language.Value>();
const LOADED = new Map<string, Sets>();

/** Whether there is such a set here; of that package, if one is given. */
export function hasSet(name: string, given: string | null = null): boolean {
  return packageWith(HERE, name, given) !== null;
}

/**
 * A set of data; null if there is none of that name.
 *
 * @throws {Awaits} where it must be loaded first
 */
export function dataSet(name: string, given: string | null = null): language.Value | null {
  const own = packageWith(HERE, name, given);
  if (own === null) return null;
  const module = own === "datasets" || own === "nlme" ? own : "others";
  const sets = LOADED.get(module);
  if (!sets) {
    throw new Awaits(name, async () => {
      LOADED.set(module, (await MODULES[module]()).SETS);
    });
  }
  const key = `${own}::${name}`;
  const known = MADE.get(key);
  if (known) return known;
  const value = language.share(
    grouped(valueOf(JSON.parse(sets[own]![name]!) as StoredSet & Stored), GROUPED[name]),
  );
  MADE.set(key, value);
  return value;
}

/** Says where a set is that is not here. */
export function missingSet(name: string, given: string | null, span: Span): never {
  const own = packageWith(ELSEWHERE_SETS, name, given) ?? given;
  const file = `write.csv(${name}, "data/${name}.csv", row.names = FALSE)`;
  return fail(
    "no-data-set",
    own === null
      ? `No set of data is called ${name} here`
      : `The set of data ${name} of ${own === "datasets" ? "R" : `R's package ${own}`} is not here`,
    {
      span,
      hint: own === null
        ? `In R, ${file} makes a file of it, and read.csv() reads that`
        : `In R, ${
          own === "datasets" ? "" : `library(${own}) and `
        }${file} make a file of it, and ` +
          "read.csv() reads that",
    },
  );
}

/** Whether a name is that of a set that is known to be elsewhere. */
export function isElsewhere(name: string, given: string | null = null): boolean {
  return packageWith(ELSEWHERE_SETS, name, given) !== null;
}

function valueOf(set: StoredSet & Stored): language.Value {
  if (set.columns) return frameOf(set);
  const vector = vectorOf(set);
  const { names, dim, sides, heads, table } = set;
  if (names) return language.withNames(vector as language.Vector, names);
  if (!dim) return vector;
  const attributes = new Map<string, language.Value>([["dim", language.integers(dim)]]);
  if (sides) {
    const each = sides.map((s) => s ? language.characters(s) : language.NULL);
    const named = heads ? new Map([["names", language.characters(heads)]]) : null;
    attributes.set("dimnames", language.listOf(each, named));
  }
  if (table) attributes.set("class", language.text("table"));
  return language.withAttributes(vector as language.Vector, attributes);
}

/** A data frame whose groups nlme knows. */
function grouped(frame: language.Value, grouping: string | undefined): language.Value {
  if (grouping !== undefined) {
    frame.attributes!.set(language.FACTS, factsValue({ notes: [], metadata: { grouping } })!);
  }
  return frame;
}

function frameOf({ columns = [], rows, tibble }: StoredSet): language.Value {
  const nrow = columns[0]?.values.length ?? 0;
  const frame = language.frameOf(
    columns.map((column): [string, language.Value] => [column.name, vectorOf(column)]),
    nrow,
    rows ?? null,
  );
  if (tibble) {
    frame.attributes!.set("class", language.characters(["tbl_df", "tbl", "data.frame"]));
  }
  return frame;
}

const whole = (values: Numbers): number[] => values.map((v) => v ?? language.NA_INTEGER);

function vectorOf(stored: Stored): language.Value {
  switch (stored.kind) {
    case "integer":
      return language.integers(whole(stored.values));
    case "logical":
      return language.logicals(whole(stored.values));
    case "double":
      return language.doubles(Float64Array.from(stored.values, (v) => v ?? NaN));
    case "text":
      return language.characters([...stored.values]);
    case "factor":
    case "ordered":
      return language.factor(
        Int32Array.from(whole(stored.values)),
        stored.levels,
        stored.kind === "ordered",
      );
  }
}
