/**
 * Which values of a page hold rows of data. Where that cannot be known, they are taken for such.
 *
 * @module
 */
import type { FigureData } from "../../render/figure/types.ts";
import type { Shown, ShownFrame } from "../../render/shown.ts";
import type { StoredItem } from "../../weave/page/values.ts";
import type { Observed, Sequence } from "./observed.ts";

/** What a value is held to. */
interface Held {
  observed: Observed;
  /** The expression that gave it. */
  code: string;
  /** R made it, and nobody knows of what. */
  outside: boolean;
  /** Of a `plot` fence: values of the page that its code names. */
  named: Readonly<Record<string, unknown>>;
}

/** Rows of a data frame that are looked for among those of the data. */
const MOST_LOOKED_AT = 200;

/** Words that print a sample digit by digit. */
const SPELLS = /\bstem\s*\(/;

/** Whether a shown value holds rows of data, or a number for each of them. */
export function holdsRows({ value, data }: StoredItem, held: Held): boolean {
  if (SPELLS.test(held.code)) return true;
  if (value.kind === "markup") {
    return held.outside || Object.values(held.named).some((each) => areRows(each, held.observed)) ||
      (data ?? []).some(({ table }) => shownRows(table, held.observed));
  }
  return shownRows(value, held.observed);
}

function shownRows(value: Shown, observed: Observed): boolean {
  switch (value.kind) {
    case "vector":
      return value.counted === undefined && value.values.length > 1 &&
        (observed.isCount(value.values.length) ||
          observed.has(numbersIn(value.values.map(wordsToNumber))));
    case "frame":
      return observed.isCount(value.columns[0]?.values.length ?? 0) ||
        value.columns.some((column) => observed.has(numbersIn(column.values))) ||
        frameRows(value, observed);
    case "matrix":
      return observed.isCount(value.values.length) ||
        [...sequences(value.values), ...value.values].some(observed.has, observed);
    case "figure":
      return figureRows(value.data, observed);
    case "markup":
      return true;
    case "list":
      return value.items.some((item) => shownRows(item.value, observed)) ||
        observed.hasRow(
          new Map(
            value.items.flatMap(({ name, value }) =>
              value.kind === "vector" && value.values.length === 1
                ? [[name, wordsToNumber(value.values[0]!)] as const]
                : []
            ),
          ),
        );
    case "text":
      return textRows(value.text, observed);
    case "summary":
      return value.residuals !== undefined;
    case "components":
    case "equation":
    case "pictures":
    case "joint-tests":
    case "letters":
    case "comparison":
    case "fisher-tables":
    case "anova":
    case "means":
    case "contrasts":
    case "shell":
      return false;
  }
}

/** Whether a row of a data frame is one of the data. */
function frameRows({ columns }: ShownFrame, observed: Observed): boolean {
  const count = Math.min(columns[0]?.values.length ?? 0, MOST_LOOKED_AT);
  for (let i = 0; i < count; i++) {
    if (observed.hasRow(new Map(columns.map(({ name, values }) => [name, values[i]])))) return true;
  }
  return false;
}

/** A number that is written as words is one. */
function wordsToNumber(value: number | string | boolean | null): number | string | boolean | null {
  return typeof value === "string" && /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(value)
    ? Number(value)
    : value;
}

function figureRows(figure: FigureData, observed: Observed): boolean {
  switch (figure.figure) {
    case "means":
    case "interaction":
      return figure.raw !== null;
    case "residuals":
    case "qq":
    case "scatter":
    case "simulated":
    case "field":
    case "strip":
      return true;
    case "shrinkage":
    case "components":
    case "correlation":
    case "covariance":
    case "pairs":
    case "profile":
    case "power":
      return false;
    default:
      return drawnRows(figure, observed);
  }
}

/** Marks that stand for one thing each. */
const PLACES = /^(?:points|dots|signs|texts|words|rug)$/;

/** Whether what is drawn layer by layer has a mark for each row, or stands where rows do. */
function drawnRows(figure: unknown, observed: Observed): boolean {
  let places = 0;
  let found = false;
  visit(figure, (each) => {
    const mark = each["mark"];
    if (typeof mark !== "string") return;
    const lists = [each["at"], each["on"], each["lines"], each["areas"]].flatMap((list) =>
      Array.isArray(list) ? [list as unknown[]] : []
    );
    if (PLACES.test(mark)) places += Array.isArray(each["at"]) ? each["at"].length : 0;
    found ||= lists.flatMap((list) => [list, ...list.filter(Array.isArray)])
      .some((list) => sequences(list).some(observed.has, observed));
  });
  return found || observed.isCount(places) || observed.shows(numbersWithin(figure));
}

/** Every number within plain data. */
function numbersWithin(value: unknown, into = new Set<number>()): Set<number> {
  if (typeof value === "number") into.add(value);
  else if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) numbersWithin(inner, into);
  }
  return into;
}

/** Whether plain data hold a list of rows. */
function areRows(value: unknown, observed: Observed): boolean {
  let found = false;
  const look = (list: unknown): void => {
    if (!Array.isArray(list) || found) return;
    found = list.length > 1 && observed.isCount(list.length) ||
      sequences(list).some(observed.has, observed);
  };
  look(value);
  visit(value, (each) => Object.values(each).forEach(look));
  return found;
}

/** Every object within plain data. */
function visit(value: unknown, each: (object: Readonly<Record<string, unknown>>) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) each(value as Record<string, unknown>);
  for (const inner of Object.values(value)) visit(inner, each);
}

/** The columns of a list: of numbers, of records, or of lists. */
function sequences(list: readonly unknown[]): Sequence[] {
  const [first] = list;
  if (typeof first !== "object" || first === null) return [numbersIn(list)];
  const found = Object.keys(first).map((key) =>
    numbersIn(
      list.map((row) =>
        typeof row === "object" && row !== null ? (row as Record<string, unknown>)[key] : null
      ),
    )
  );
  return found;
}

function numbersIn(values: readonly unknown[]): Sequence {
  return values.map((value) => typeof value === "number" ? value : null);
}

/** Numbers of a text by its lines, and one under the other. */
function textRows(text: string, observed: Observed): boolean {
  const lines = text.split("\n").map((line) =>
    (line.match(/(?<![\w.])-?\d+(?:\.\d*)?(?:e[-+]?\d+)?(?![\w.])/g) ?? []).map(Number)
  );
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0);
  const below = Array.from(
    { length: Math.min(longest, 200) },
    (_, i) => lines.flatMap((line) => line.length > i ? [line[i]!] : []),
  );
  return [...lines, ...below].some((numbers) => anyRun(numbers, observed));
}

/** Whether some of the numbers, one after another, are rows: titles and counts may stand before them. */
function anyRun(numbers: readonly number[], observed: Observed): boolean {
  for (let from = 0; from + 3 <= numbers.length; from++) {
    if (
      observed.has(numbers.slice(from, from + 6)) || observed.has(numbers.slice(from, from + 3))
    ) {
      return true;
    }
  }
  return false;
}
