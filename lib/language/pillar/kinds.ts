/**
 * Kinds of columns and of values in the short words of tibbles: `<dbl>`, `<fct>`, `<tibble [3 × 2]>`.
 *
 * @module
 */
import { abbreviate } from "../../render/text/abbreviate.ts";
import {
  dimOf,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  namesOf,
  rowsOf,
  type Value,
} from "../values/value.ts";

/** Classes are abbreviated to so many letters. */
const CLASS_WIDTH = 8;

const SHORT = {
  logical: "lgl",
  integer: "int",
  double: "dbl",
  character: "chr",
  list: "list",
} as const;

/** The kind of a list whose elements are all of one: `int` of a `list<int>`; null of any other. */
export function listOfKind(x: Value): string | null {
  const model = inherits(x, "vctrs_list_of") ? x.attributes?.get("ptype") : undefined;
  if (!model) return null;
  return isFrame(model) ? `${kindWord(model)}[,${model.values.length}]` : kindWord(model);
}

/** The kind of a value without its size. */
export function kindWord(x: Value): string {
  if (isFrame(x)) {
    if (inherits(x, "grouped_df")) return "grouped_df";
    return inherits(x, "tbl_df") ? "tibble" : "df";
  }
  if (isFactor(x)) return inherits(x, "ordered") ? "ord" : "fct";
  if (inherits(x, "Date")) return "date";
  if (inherits(x, "POSIXct")) return "dttm";
  if (inherits(x, "difftime")) return "drtn";
  const inner = listOfKind(x);
  if (inner !== null) return `list<${inner}>`;
  const given = givenClass(x);
  const [first] = given;
  if (first === "AsIs") {
    const rest = x.type === "thing" || !isVector(x) ? "" : SHORT[x.type];
    return `I<${rest}>`;
  }
  if (first === "table") return `table${shape(x)}`;
  if (first !== undefined) return abbreviate([first], CLASS_WIDTH)[0]!;
  switch (x.type) {
    case "NULL":
      return "NULL";
    case "closure":
    case "builtin":
      return "fn";
    case "language":
      return x.expr.kind === "name" ? "sym" : "language";
    case "environment":
      return "env";
    case "thing":
      return x.classes[0] ?? "thing";
    default:
      return SHORT[x.type];
  }
}

function shape(x: Value): string {
  const dim = dimOf(x);
  if (!dim) return "";
  return dim.length === 1
    ? "[1d]"
    : `[${Array.from(dim).map((d, i) => i === 0 ? "" : d).join(",")}]`;
}

/** The type of a column as its head says it. */
export function typeOf(x: Value): string {
  if (isFrame(x)) return `<${kindWord(x)}[,${x.values.length}]>`;
  if (x.type === "list" && givenClass(x).length === 0 && namesOf(x)) return "<named list>";
  const inner = kindWord(x);
  return `<${inner}${inner.startsWith("table") ? "" : shape(x)}>`;
}

/** A value within a column of lists: in full, and without its size. */
export function summaryOfCell(x: Value): { full: string; short: string } {
  const kind = x.type === "list" && givenClass(x).length === 0 && namesOf(x)
    ? "named list"
    : kindWord(x).replace(/^table\[.*/, "table");
  const short = `<${kind}>`;
  if (isFrame(x)) return { full: `<${kind} [${rowsOf(x)} × ${x.values.length}]>`, short };
  // a list whose class says that it is one has a size
  const given = givenClass(x);
  const plain = isVector(x) && (x.type !== "list" || given.length === 0 || given.includes("list"));
  if (!plain) return { full: short, short };
  const dim = dimOf(x);
  const size = dim && dim.length > 1 ? Array.from(dim).join(" × ") : String(lengthOf(x));
  return { full: `<${kind} [${size}]>`, short };
}
