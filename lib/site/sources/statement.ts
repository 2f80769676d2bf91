/**
 * The statements that are sent to an engine: bounds of each column first, then the cells.
 *
 * A sum of squares is one of differences from the cell's own mean, which a first grouping within the
 * statement takes; and all of it is done on numbers from which a constant near their mean was
 * subtracted. So digits are lost neither beside a large mean nor between cells that lie far apart, and
 * what rounding is left in a cell's mean is taken out again (Chan, Golub & LeVeque, The American
 * Statistician 37, 1983, section 2: the corrected two-pass algorithm).
 *
 * Nothing is used that one engine has and another has not: two groupings, a join on equal texts, CAST,
 * COALESCE, CASE and five aggregates.
 *
 * @module
 */
import type { Condition } from "./condition.ts";
import { column, constant, type Dialect, quoted } from "./dialect.ts";

/** Where rows come from. */
export type From = { kind: "table"; parts: readonly string[] } | { kind: "query"; text: string };

/** What is asked of an engine. */
export interface Asked {
  readonly from: From;
  readonly where: Condition | null;
  readonly by: readonly string[];
  /** Columns of numbers: responses, then covariates. */
  readonly numbers: readonly string[];
  /** How many of them are responses. */
  readonly responses: number;
  /** Places of two numbers in that list whose products are summed. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly weights: string | null;
}

/** What stands behind FROM. */
export function fromText(dialect: Dialect, from: From): string {
  return from.kind === "table"
    ? from.parts.map((part) => quoted(dialect, part)).join(".")
    // A remark at the end of the query must not swallow the bracket.
    : `(${from.text.replace(/;\s*$/, "")}\n)`;
}

/** A statement that gives no row and every column. */
export function shapeStatement(dialect: Dialect, from: From): string {
  return `SELECT * FROM ${fromText(dialect, from)} AS t LIMIT 0`;
}

/** What the first statement gives for each number, in this order. */
const BOUNDS = ["COUNT", "MIN", "MAX"] as const;

/** How many values there are for each number in a row of the first statement. */
export const BOUND_COUNT = BOUNDS.length;

/**
 * Rows, and for each number count, least and greatest; then those of the weights; last how many
 * different values each covariate has.
 */
export function boundsStatement(dialect: Dialect, asked: Asked): string {
  const { numbers, responses, weights } = asked;
  const number = (name: string): string => `CAST(${column(dialect, name)} AS ${dialect.double})`;
  const each = [...numbers, ...weights === null ? [] : [weights]].flatMap((name, i) =>
    BOUNDS.map((word) => `${word}(${number(name)}) AS v${i + 1}_${word.toLowerCase()}`)
  );
  const distinct = numbers.slice(responses).map((name, k) =>
    `COUNT(DISTINCT ${number(name)}) AS v${responses + k + 1}_distinct`
  );
  return `SELECT ${["COUNT(*) AS n", ...each, ...distinct].join(", ")} FROM ${
    fromText(dialect, asked.from)
  } AS t${conditionText(dialect, asked)}`;
}

/** What is known of a source's numbers before its cells are asked for. */
export interface Known {
  /** The constant that is subtracted from each number. */
  readonly origins: readonly number[];
  /** Whether each number is missing in some rows. */
  readonly gaps: readonly boolean[];
  /** Whether each number is one of decimals, which lose their constant before they are rounded. */
  readonly decimals: readonly boolean[];
}

/** Names of the columns that the cells' statement gives, in order. */
export function cellColumns(asked: Asked, known: Known | null): string[] {
  const v = (i: number): string => `v${i + 1}`;
  return [
    ...asked.by.map((_, i) => `f${i + 1}`),
    "n",
    ...asked.numbers.flatMap((_, i) => [
      ...known === null ? [`${v(i)}_origin`] : [],
      ...known === null && i >= asked.responses ? [`${v(i)}_distinct`] : [],
      `${v(i)}_n`,
      `${v(i)}_mean`,
      `${v(i)}_ss`,
      ...asked.weights !== null && i >= asked.responses ? [`${v(i)}_avg`] : [],
    ]),
    ...asked.pairs.map(([i, j]) => `${v(i)}_${v(j)}_cp`),
    ...asked.weights === null ? [] : ["w_sum", "w_log"],
  ];
}

/**
 * The statement of the cells. Where numbers are used together, rows of a cell that miss different
 * numbers are cells of their own: a number is there in all rows of a cell or in none, so that products
 * and weights belong to all its rows.
 *
 * @param known Null where nothing is known before: the statement takes the whole number next to the
 * mean for the constant, gives it as a column, and looks for gaps everywhere.
 */
export function cellsStatement(dialect: Dialect, asked: Asked, known: Known | null): string {
  const { by, numbers } = asked;
  const weighted = asked.weights !== null;
  const keys = [
    ...by.map((_, i) => `f${i + 1}`),
    ...numbers.flatMap((_, i) => isSplit(asked, known, i) ? [`p${i + 1}`] : []),
  ];
  const rows = (name: string): string => `(${rowsStatement(dialect, asked, known)}) AS ${name}`;
  const grouped = (name: string): string => keys.map((key) => `${name}.${key}`).join(", ");
  const means = numbers.map((_, i) => `${mean("q", `q.v${i + 1}`, weighted)} AS v${i + 1}`);
  const given = [
    ...by.map((_, i) => `r.f${i + 1} AS f${i + 1}`),
    "COUNT(*) AS n",
    ...numbers.flatMap((_, i) => numberColumns(asked, i, known === null)),
    ...asked.pairs.map(([i, j]) => {
      const [a, b] = [difference(i), difference(j)];
      return `${sum(`(${a}) * (${b})`, weighted)} - ${sum(a, weighted)} * ${
        mean("r", b, weighted)
      } AS v${i + 1}_v${j + 1}_cp`;
    }),
    ...weighted ? ["SUM(r.w) AS w_sum", "SUM(LN(r.w)) AS w_log"] : [],
  ];
  return `SELECT ${given.join(", ")} FROM ${rows("r")} INNER JOIN (SELECT ${grouped("q")}, ${
    means.join(", ")
  } FROM ${rows("q")} GROUP BY ${grouped("q")}) AS m ON ${
    keys.map((key) => `m.${key} = r.${key}`).join(" AND ")
  } GROUP BY ${grouped("r")}`;
}

/** Whether rows that lack a number are cells of their own. */
function isSplit({ pairs, weights }: Asked, known: Known | null, i: number): boolean {
  return (pairs.length > 0 || weights !== null) && (known === null || known.gaps[i]!);
}

/** Rows as texts of the factors and numbers less their constants. */
function rowsStatement(dialect: Dialect, asked: Asked, known: Known | null): string {
  const { by, numbers, weights } = asked;
  const number = (name: string): string => `CAST(${column(dialect, name)} AS ${dialect.double})`;
  const columns = [
    // A missing level and an empty text are one: neither names a level.
    ...by.map((name, i) =>
      `COALESCE(CAST(${column(dialect, name)} AS ${dialect.varchar}), '') AS f${i + 1}`
    ),
    ...numbers.flatMap((name, i) => {
      const origin = known?.origins[i];
      return [
        `${lessened(dialect, name, i, known)} AS v${i + 1}`,
        ...origin === undefined ? [`o.o${i + 1} AS o${i + 1}`] : [],
        ...origin === undefined && i >= asked.responses ? [`o.d${i + 1} AS d${i + 1}`] : [],
        ...isSplit(asked, known, i)
          ? [`CASE WHEN ${column(dialect, name)} IS NULL THEN 0 ELSE 1 END AS p${i + 1}`]
          : [],
      ];
    }),
    ...weights === null ? [] : [`${number(weights)} AS w`],
  ];
  const rows = `${fromText(dialect, asked.from)} AS t`;
  const condition = conditionText(dialect, asked);
  if (known !== null) return `SELECT ${columns.join(", ")} FROM ${rows}${condition}`;
  const found = numbers.flatMap((name, i) => [
    `COALESCE(ROUND(AVG(${column(dialect, name)})), 0) AS o${i + 1}`,
    ...i < asked.responses ? [] : [`COUNT(DISTINCT ${number(name)}) AS d${i + 1}`],
  ]);
  return `SELECT ${columns.join(", ")} FROM ${rows} CROSS JOIN (SELECT ${
    found.join(", ")
  } FROM ${rows}${condition}) AS o${condition}`;
}

/** A number less its constant: decimals lose it as decimals, all else as doubles. */
function lessened(dialect: Dialect, name: string, i: number, known: Known | null): string {
  const own = column(dialect, name);
  const cast = (of: string): string => `CAST(${of} AS ${dialect.double})`;
  if (known === null) return cast(`${own} - o.o${i + 1}`);
  const origin = known.origins[i]!;
  if (origin === 0) return cast(own);
  return known.decimals[i]
    ? cast(`${own} - ${constant(origin)}`)
    : `${cast(own)} - ${cast(origin.toExponential())}`;
}

/** Which rows: those of the condition that have a weight, for one of 0 is as good as no row. */
function conditionText(dialect: Dialect, { where, weights }: Asked): string {
  const parts = [
    ...where === null ? [] : [where.sql(dialect)],
    ...weights === null ? [] : [
      `${column(dialect, weights)} IS NOT NULL`,
      `CAST(${column(dialect, weights)} AS ${dialect.double}) <> 0`,
    ],
  ];
  return parts.length === 0 ? "" : ` WHERE ${parts.join(" AND ")}`;
}

/** How far a number lies from its cell's mean. */
function difference(i: number): string {
  return `r.v${i + 1} - m.v${i + 1}`;
}

function sum(of: string, weighted: boolean): string {
  return weighted ? `SUM(r.w * (${of}))` : `SUM(${of})`;
}

function mean(rows: string, of: string, weighted: boolean): string {
  return weighted ? `(SUM(${rows}.w * (${of})) / SUM(${rows}.w))` : `AVG(${of})`;
}

function numberColumns(asked: Asked, i: number, inside: boolean): string[] {
  const weighted = asked.weights !== null;
  const isCovariate = i >= asked.responses;
  const [name, d] = [`v${i + 1}`, difference(i)];
  const rest = mean("r", d, weighted);
  return [
    ...inside ? [`MIN(r.o${i + 1}) AS ${name}_origin`] : [],
    ...inside && isCovariate ? [`MIN(r.d${i + 1}) AS ${name}_distinct`] : [],
    `COUNT(r.${name}) AS ${name}_n`,
    `MIN(m.${name}) + ${rest} AS ${name}_mean`,
    `${sum(`(${d}) * (${d})`, weighted)} - ${sum(d, weighted)} * ${rest} AS ${name}_ss`,
    // Means over rows are taken at a covariate's plain mean.
    ...weighted && isCovariate ? [`MIN(m.${name}) + AVG(${d}) AS ${name}_avg`] : [],
  ];
}

/**
 * The constant that is subtracted from a number before anything is summed: zero where numbers are not
 * large beside their range, else the middle of the range, rounded as coarsely as the range is wide.
 */
export function originOf(least: number, greatest: number): number {
  const range = greatest - least;
  if (!(Math.max(Math.abs(least), Math.abs(greatest)) > 1000 * range)) return 0;
  if (range === 0) return least;
  const middle = least + range / 2;
  const digits = Math.floor(Math.log10(range));
  // The same digits by a quotient and by a product, of which one is exact.
  const power = 10 ** Math.abs(digits);
  return digits < 0 ? Math.round(middle * power) / power : Math.round(middle / power) * power;
}
