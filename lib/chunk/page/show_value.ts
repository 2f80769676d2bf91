/**
 * Values of the language to what a page shows: what has a table or a form of its own on a page gets it,
 * anything else stands as R's console prints it.
 *
 * @module
 */
import { asCharacter } from "../../language/values/coerce.ts";
import { PICTURE_PATHS } from "../../language/knitr/pictures.ts";
import { CONSOLE, type PrintOptions } from "../../language/print/cells.ts";
import { PAGE_CONSOLE } from "../values/scope.ts";
import { isAnnotated } from "../../language/print/annotated.ts";
import { printed } from "../../language/print/print.ts";
import {
  characters,
  dimOf,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  listOf,
  type ListVector,
  namesOf,
  NULL,
  textsAttribute,
  type Value,
} from "../../language/values/value.ts";
import type { Shown } from "../../render/shown.ts";
import { fromLanguage } from "../bridge/from_language.ts";
import { THINGS } from "../bridge/things.ts";
import { show } from "./show.ts";

/** What a value looks like as plain data. */
export function showValue(value: Value, options: PrintOptions = PAGE_CONSOLE): Shown {
  if (value.type === "list" && !isFrame(value)) return showList(value, options);
  if (value.type === "character" && inherits(value, PICTURE_PATHS)) {
    return { kind: "pictures", paths: value.values.map(String) };
  }
  const lines = (): string[] =>
    printed(value, options, (v) => v.type === "thing" ? THINGS.printed(v) : null);
  if (!isPlain(value) || !isUsual(options)) return { kind: "text", text: lines().join("\n") };
  const shown = withPrinting(show(fromLanguage(dated(value)), options.digits), options);
  // a tibble is a table of the page, and a tibble in the console; means as a table likewise
  return shown.kind === "frame" &&
      (inherits(value, "tbl_df") || inherits(value, "data.table") || isAnnotated(value))
    ? { ...shown, console: lines() }
    : shown;
}

/** Whether nothing is asked for but digits. */
function isUsual(options: PrintOptions): boolean {
  return Object.entries(PAGE_CONSOLE).every(([name, value]) =>
    name === "digits" || options[name as keyof PrintOptions] === value
  ) && options.naPrint === undefined && options.zeroPrint === undefined;
}

/** The digits and stars that `options()` or `print()` ask for. */
function withPrinting(shown: Shown, options: PrintOptions): Shown {
  const { digits, asked, stars } = options;
  if (shown.kind === "list") {
    return {
      ...shown,
      items: shown.items.map((i) => ({ ...i, value: withPrinting(i.value, options) })),
    };
  }
  const tested = shown.kind === "summary" || shown.kind === "anova" || shown.kind === "comparison";
  const bare = tested && stars === false ? { ...shown, stars } : shown;
  if (digits === CONSOLE.digits) return bare;
  switch (bare.kind) {
    case "summary":
      // R's summaries have three digits fewer than its numbers, its tables of tests two
      return { ...bare, digits: bare.digits ?? asked ?? Math.max(3, digits - 3) };
    case "anova":
    case "comparison":
      return { ...bare, digits: bare.digits ?? asked ?? Math.max(3, digits - 2) };
    case "vector":
    case "frame":
    case "matrix":
      return { ...bare, digits };
    default:
      return bare;
  }
}

/** Classes of lists that pages know. */
const KNOWN_LISTS = new Set(["emm_list", "ranef.mer", "ranef.glmmTMB", "ranef.lme"]);

function showList(value: ListVector, options: PrintOptions): Shown {
  // of random effects by part the parts that have none are passed over
  const parts = inherits(value, "ranef.glmmTMB")
    ? value.values.filter((part) => part.type === "list" && part.values.length > 0)
    : [];
  if (parts.length === 1 && parts[0] === value.values[0]) {
    return showList(parts[0] as ListVector, options);
  }
  const levels = inherits(value, "ranef.lme") ? textsAttribute(value, "grpNames") : null;
  const foreign = givenClass(value).some((name) => !KNOWN_LISTS.has(name) && name !== "list");
  if (foreign || dimOf(value)) {
    return { kind: "text", text: printed(value, options).join("\n") };
  }
  const names = namesOf(value);
  return {
    kind: "list",
    items: value.values.map((item, i) => ({
      name: names?.[i] || `[[${i + 1}]]`,
      ...(levels ? { heading: `Level: ${levels[i] ?? ""}` } : {}),
      value: showValue(item, options),
    })),
  };
}

/** Classes of vectors that pages know. */
const KNOWN = new Set(["factor", "ordered", "table", "logLik", "summaryDefault"]);
const KNOWN_ATTRIBUTES = new Set(["names", "dim", "dimnames", "levels", "class", "df"]);

/** Whether a page has a form of its own for a value. */
function isPlain(value: Value): boolean {
  if (value.type === "thing" || value.type === "NULL") return true;
  if (isFrame(value)) {
    if (inherits(value, "anova")) return false;
    const names = namesOf(value) ?? [];
    return new Set(names).size === names.length && value.values.every(isCell);
  }
  if (value.type === "language") {
    return inherits(value, "formula") && !inherits(value, "terms");
  }
  if (value.type === "builtin") return true;
  if (!isVector(value) || value.type === "list") return false;
  if (inherits(value, "summaryDefault")) return false;
  if (isFactor(value) && (namesOf(value) || levelsOf(value).includes(null))) return false;
  const dim = dimOf(value);
  if (dim?.length === 1 && dim[0] === 0) return false;
  if (dim && (dim.length > 2 || value.type === "character" || value.type === "logical")) {
    return false;
  }
  if (dim?.length === 1 && !inherits(value, "table")) return false;
  if (dim?.length === 2 && (dim[0] === 0 || dim[1] === 0)) return false;
  if (dim?.length === 2) {
    const titled = textsAttribute(value.attributes!.get("dimnames") ?? NULL, "names") !== null;
    const counts = inherits(value, "table");
    // a matrix of a page has a number or nothing in each cell, and titles for counts alone
    if (titled !== counts || (counts && value.type === "double")) return false;
    if (value.type === "double" && !value.values.every(isPlainNumber)) return false;
    if (value.type === "double" && value.nan?.includes(1)) return false;
  }
  if (!givenClass(value).every((name) => KNOWN.has(name))) return false;
  return [...value.attributes?.keys() ?? []].every((name) => KNOWN_ATTRIBUTES.has(name));
}

const isPlainNumber = (v: number): boolean => Number.isFinite(v) || Number.isNaN(v);

const DAYS = new Set(["Date", "POSIXct", "POSIXt"]);

/** Whether a column stands in a table of a page. */
function isCell(column: Value): boolean {
  if (!isVector(column) || column.type === "list" || dimOf(column)) return false;
  if (column.type === "double" && column.nan?.includes(1)) return false;
  return isFactor(column) || givenClass(column).every((name) => DAYS.has(name));
}

/** Dates, and data frames and lists that hold any, with the dates written out. */
export function dated(value: Value): Value {
  const days = inherits(value, "Date") || inherits(value, "POSIXct");
  if (days && (value.type === "double" || value.type === "integer")) {
    return characters([...asCharacter(value).values]);
  }
  if (value.type !== "list") return value;
  const columns = value.values.map(dated);
  const same = columns.every((column, i) => column === value.values[i]);
  return same ? value : listOf(columns, value.attributes);
}
