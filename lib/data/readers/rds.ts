/**
 * Data frames that R wrote by `saveRDS()`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, keepWithin, LIMITS } from "../../limits.ts";
import type { Note } from "../../note.ts";
import type { Column } from "../column.ts";
import { columnLength } from "../rows.ts";
import { withFactors } from "../table_from.ts";
import { Table } from "../table.ts";
import { MISSING, type RObject, SAVE_A_FRAME } from "./r_format.ts";
import { readObject } from "./r_object.ts";
import type { TableFacts } from "./table_reader.ts";
import { unpacked } from "./unpacked.ts";

/** The table of a data frame. @throws {DiagnosticError} whatever is wrong with the file */
export async function readFrame(bytes: Uint8Array, options: TableFacts): Promise<Table> {
  const what = options.file === undefined ? "The file" : `"${options.file}"`;
  keepWithin(LIMITS.fileBytes, bytes.length, `Bytes of ${what}`, {
    hint: "Take out columns and rows that the page does not need",
  });
  refuseOtherKinds(bytes, what);
  const whole = await unpacked(bytes, what);
  refuseOtherKinds(whole, what);
  if (!begins(whole, "X\n")) {
    fail("not-a-table", `${what} holds no object of R`, { hint: SAVE_A_FRAME });
  }
  return tableOf(readObject(whole, what), what, options);
}

const AS_IT_IS = "Save it in R without more: saveRDS(x, file)";
const WORKSPACE = "load() reads workspaces; or save one table in R: saveRDS(x, file)";

/** What else R writes, by how it begins. */
const KINDS: readonly [begins: string, what: string, hint: string][] = [
  ["\x28\xb5\x2f\xfd", "is compressed by zstd, and gzip is read", AS_IT_IS],
  ["RDX2\n", "is a workspace of R (save), which may hold several objects", WORKSPACE],
  ["RDX3\n", "is a workspace of R (save), which may hold several objects", WORKSPACE],
  ["A\n", "is an object of R as text (ascii = TRUE)", AS_IT_IS],
  ["B\n", "is an object of R in the order of bytes of one machine", AS_IT_IS],
];

function begins(bytes: Uint8Array, text: string): boolean {
  return [...text].every((c, i) => bytes[i] === c.charCodeAt(0));
}

function refuseOtherKinds(bytes: Uint8Array, what: string): void {
  const kind = KINDS.find(([text]) => begins(bytes, text));
  if (kind) fail("not-a-table", `${what} ${kind[1]}`, { hint: kind[2] });
}

// ---- the table --------------------------------------------------------------------------------

function tableOf(object: RObject, what: string, facts: TableFacts): Table {
  const classes = textsIn(object, "class");
  if (object.kind !== "list" || !classes.includes("data.frame")) {
    fail("not-a-table", `${what} holds ${described(object)}, not a data frame`, {
      hint: object.kind === "list" && object.items.some(isFrame)
        ? "Save one of its tables in R: saveRDS(x$name, file)"
        : SAVE_A_FRAME,
    });
  }
  const grouped = classes.find((c) => c === "grouped_df" || c === "rowwise_df");
  if (grouped !== undefined) {
    fail("not-a-table", `${what} holds a table in groups (${grouped}), which are not known here`, {
      hint: "Take its groups off in R by ungroup, and save it: saveRDS(x, file)",
    });
  }
  const names = textsIn(object, "names");
  if (names.length !== object.items.length) {
    damaged(what, object, `${object.items.length} columns have ${names.length} names`);
  }
  refuseLarge(object.items, what);
  const notes: Note[] = [];
  const columns = object.items.map((item, j) => columnOf(names[j]!, item, what, notes));
  const { nrow, rowNames } = rowsOf(object, columns, what);
  const tibble = classes.includes("tbl_df") ? { tibble: true } : {};
  const origin = { columns, rowNames, factors: {}, text: null, ...tibble };
  return withFactors(new Table(columns, { nrow, notes, origin }), facts);
}

function refuseLarge(items: readonly RObject[], what: string): void {
  const hint = { hint: "Take out columns and rows that the page does not need" };
  keepWithin(LIMITS.fileColumns, items.length, `Columns of ${what}`, hint);
  const cells = items.reduce((sum, item) => sum + lengthOf(item), 0);
  keepWithin(LIMITS.fileCells, cells, `Cells of ${what}`, hint);
}

function damaged(what: string, { at }: RObject, why: string): never {
  return fail("damaged-file", `${what} is damaged at byte ${at}: ${why}`, {
    hint: "Save it anew in R: saveRDS(x, file)",
  });
}

const isFrame = (object: RObject): boolean => textsIn(object, "class").includes("data.frame");

/** The texts of an attribute; none if there is none. */
function textsIn(object: RObject, name: string): string[] {
  const found = object.attributes.get(name);
  return found?.kind === "character"
    ? Array.from(found.codes, (code) => code < 0 ? "NA" : found.texts[code]!)
    : [];
}

function lengthOf(object: RObject): number {
  switch (object.kind) {
    case "null":
    case "other":
      return 0;
    case "list":
      return object.items.length;
    case "character":
      return object.codes.length;
    default:
      return object.values.length;
  }
}

/** An object in words. */
function described(object: RObject): string {
  const [own] = textsIn(object, "class");
  if (own === "factor" || own === "ordered") return "a factor";
  if (own !== undefined) return `an object of class "${own}"`;
  const dim = object.attributes.get("dim");
  if (dim) return lengthOf(dim) === 2 ? "a matrix" : "an array";
  switch (object.kind) {
    case "null":
      return "NULL";
    case "other":
      return object.what;
    case "list":
      return "a list";
    case "character":
      return "a vector of texts";
    case "logical":
      return "a vector of truth values";
    default:
      return "a vector of numbers";
  }
}

/** Classes that leave the values of a column what they are. */
const PLAIN = new Set(
  "AsIs noquote labelled haven_labelled vctrs_vctr double numeric integer character logical"
    .split(" "),
);

function columnOf(name: string, object: RObject, what: string, notes: Note[]): Column {
  const refuse = (is: string, hint: string): never =>
    fail("not-a-column", `Column ${name} of ${what} is ${is}`, { hint });
  const classes = textsIn(object, "class");
  const dim = object.attributes.get("dim");
  const columns = dim?.kind === "integer" ? dim.values[1] ?? 1 : 1;
  if (columns !== 1) {
    refuse("a matrix", `Give each of its columns a name before it is saved: cbind(x, x$${name})`);
  }
  if (classes.includes("factor")) return factorOf(name, object, what, refuse);
  const other = classes.find((c) => !PLAIN.has(c) && !(c in NUMBERS));
  if (other !== undefined || object.kind === "list" || object.kind === "other") {
    refuse(described(object), `Make it numbers or texts before it is saved: as.numeric(x$${name})`);
  }
  const number = classes.find((c) => c in NUMBERS);
  if (number !== undefined) {
    const units = textsIn(object, "units").join();
    const text = `${name} is read as ${NUMBERS[number]!.replace("units", units || "units")}, ` +
      "as a model in R takes it";
    notes.push({
      code: "dates-as-numbers",
      text,
      data: { column: name, class: number, ...daysOf(object) },
    });
  }
  if (classes.some((c) => c.endsWith("labelled")) && object.attributes.has("labels")) {
    const text = `${name} has labels of values, which are left out: its numbers are read`;
    notes.push({ code: "labels-left-out", text, data: { column: name } });
  }
  return valuesOf(name, object, number !== undefined);
}

/** In what zone times are told, and what units durations have. */
function daysOf(object: RObject): { zone?: string; units?: string } {
  const [zone] = textsIn(object, "tzone");
  const [units] = textsIn(object, "units");
  return { ...(zone ? { zone } : {}), ...(units ? { units } : {}) };
}

/** Classes of numbers that R writes as days and times, and what numbers they are. */
const NUMBERS: Readonly<Record<string, string>> = {
  Date: "days since 1 January 1970",
  POSIXct: "seconds since 1 January 1970",
  POSIXt: "seconds since 1 January 1970",
  difftime: "numbers of units",
};

function valuesOf(name: string, object: RObject, isTime: boolean): Column {
  switch (object.kind) {
    case "integer": {
      const values = Float64Array.from(object.values, (v) => v === MISSING ? NaN : v);
      return { kind: "numeric", name, values, ...(isTime ? {} : { integer: true }) };
    }
    case "double":
      return { kind: "numeric", name, values: object.values };
    case "logical":
      return { kind: "logical", name, values: Int8Array.from(object.values, truth) };
    case "character":
      return { kind: "text", name, codes: object.codes, dictionary: object.texts };
    default:
      // A column that R calls NULL has no rows.
      return { kind: "logical", name, values: new Int8Array(0) };
  }
}

const truth = (value: number): number => value === MISSING ? -1 : value === 0 ? 0 : 1;

function factorOf(
  name: string,
  object: RObject,
  what: string,
  refuse: (is: string, hint: string) => never,
): Column {
  const found = object.attributes.get("levels");
  if (object.kind !== "integer" || found?.kind !== "character") {
    return damaged(what, object, `the factor ${name} has no levels`);
  }
  if (found.codes.includes(-1)) {
    refuse("a factor with a level NA", "Leave missing values missing: droplevels(factor(x))");
  }
  if (object.attributes.has("contrasts")) {
    refuse(
      "a factor with contrasts of its own",
      "Give them to the model: lm(…, contrasts = list(x = contr.sum))",
    );
  }
  const levels = Array.from(found.codes, (code) => found.texts[code]!);
  if (new Set(levels).size < levels.length) damaged(what, found, `levels of ${name} stand twice`);
  keepWithin(LIMITS.factorLevels, levels.length, `Levels of ${name} in ${what}`, {
    hint: "A column that names rows is no factor",
  });
  const codes = object.values.map((code) => code === MISSING ? -1 : code - 1);
  const wrong = codes.find((code) => code < -1 || code >= levels.length);
  if (wrong !== undefined) damaged(what, object, `the factor ${name} has no level ${wrong + 1}`);
  const ordered = textsIn(object, "class").includes("ordered");
  return { kind: "factor", name, codes, levels, ordered };
}

/** How many rows there are, and their names where they are no mere numbers in order. */
function rowsOf(
  object: RObject,
  columns: readonly Column[],
  what: string,
): { nrow: number; rowNames: readonly string[] | null } {
  const found = object.attributes.get("row.names");
  let nrow = columns[0] ? columnLength(columns[0]) : 0;
  let rowNames: readonly string[] | null = null;
  if (found?.kind === "character") {
    rowNames = textsIn(object, "row.names");
    nrow = rowNames.length;
  } else if (found?.kind === "integer" || found?.kind === "double") {
    const { values } = found;
    // c(NA, -n) stands for 1 to n.
    const short = values.length === 2 && (values[0] === MISSING || Number.isNaN(values[0]));
    nrow = short ? Math.abs(values[1]!) : values.length;
    if (!Number.isInteger(nrow)) damaged(what, found, "there is no such number of rows");
    const inOrder = short || values.every((v, i) => v === i + 1);
    rowNames = inOrder ? null : Array.from(values, String);
  }
  keepWithin(LIMITS.fileRows, nrow, `Rows of ${what}`, {
    hint: "Take out rows that the page does not need",
  });
  for (const column of columns) {
    const n = columnLength(column);
    if (n === nrow) continue;
    const why = `column ${column.name} has ${grouped(n)} rows where there are ${grouped(nrow)}`;
    damaged(what, object, why);
  }
  return { nrow, rowNames };
}
