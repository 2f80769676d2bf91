/**
 * Values as R's console prints them.
 *
 * @module
 */
import { refuseWithheldRows } from "../values/withheld.ts";
import { cellsOf, type PrintOptions } from "./cells.ts";
import { hypothesis } from "./hypothesis.ts";
import { array, line, matrix, sliceOf, table } from "./matrices.ts";
import { difftime, empty, factorLines, indexed, named } from "./lines.ts";
import { formatNumbers } from "../../render/number/number_format.ts";
import { breakCode } from "../../render/text/deparse_lines.ts";
import { deparse } from "../../syntax/deparse.ts";
import { asDouble } from "../values/coerce.ts";
import { timeTexts } from "../values/date.ts";
import type { Call } from "../evaluation/builtin.ts";
import {
  type Atomic,
  attribute,
  characters,
  classOf,
  dimNamesOf,
  dimOf,
  type DoubleVector,
  FACTS,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  isFunction,
  isVector,
  type ListVector,
  namesOf,
  NULL,
  type Value,
  withAttribute,
  withAttributes,
} from "../values/value.ts";
import { summaryCells, summaryDigits } from "../base/summary.ts";
import { anovaFrame, listOfParts } from "./analyses.ts";
import { annotatedFrame } from "./annotated.ts";
import { covarianceLines } from "./covariances.ts";
import { distanceLines } from "./distances.ts";
import { listing } from "./listings.ts";
import { flatLines, groupLines } from "./groups.ts";
import { componentLines, importanceLines, kMeansLines, treeLines } from "./multivariate.ts";
import { TIBBLE_LINES } from "./tibbles.ts";
import { dataTable, frame } from "./frames.ts";
import { densityLines, distributionLines } from "./smooths.ts";

/** Lines of a value. `custom` prints what has a class that the language knows otherwise. */
export function printed(
  x: Value,
  options: PrintOptions,
  custom: (x: Value) => string[] | null = () => null,
  prefix = "",
): string[] {
  const own = custom(x);
  if (own) return own;
  switch (x.type) {
    case "NULL":
      return ["NULL"];
    case "closure":
      if (x.text !== "") return x.text.split("\n");
      return [
        `function (${
          x.formals.map((f) => f.otherwise ? `${f.name} = ${deparse(f.otherwise)}` : f.name).join(
            ", ",
          )
        }) `,
        deparse(x.body),
      ];
    case "builtin":
      if (inherits(x, "ecdf")) return distributionLines(x, options);
      return [`function (...) .Primitive("${x.name}")`];
    case "language":
      return [
        ...(x.expr.kind === "name" && x.expr.name === "" ? [""] : breakCode(deparse(x.expr))),
        ...(inherits(x, "terms") ? termsLines(x, options) : []),
      ];
    case "environment":
      return ["<environment>"];
    case "thing":
      return [`<${x.classes[0] ?? "value"}>`];
    case "list":
      if (isFrame(x)) {
        refuseWithheldRows(x, "A table that is shown");
        if (inherits(x, "tbl_df")) return TIBBLE_LINES.now()(x, options);
        if (inherits(x, "data.table")) return dataTable(x, options);
        if (inherits(x, "anova")) return anovaFrame(x, options);
        const annotated = annotatedFrame(x, options);
        if (annotated) return annotated;
        return frame(x, inherits(x, "tabyl") ? { ...options, rowNames: false } : options);
      }
      if (inherits(x, "by")) return groupLines(x, options, printed);
      if (classOf(x)[0] === "listof") return listOfParts(x, options, printed);
      if (inherits(x, "density")) return densityLines(x, options);
      if (inherits(x, "htest")) return hypothesis(x, options);
      {
        const lines = listing(x, options);
        if (lines) return lines;
      }
      if (inherits(x, "prcomp")) return componentLines(x, options, printed);
      if (inherits(x, "summary.prcomp")) return importanceLines(x, options);
      if (inherits(x, "kmeans")) return kMeansLines(x, options, printed);
      if (inherits(x, "hclust")) return treeLines(x);
      if (inherits(x, "eigen")) {
        return [
          "eigen() decomposition",
          ...list(withAttribute(x, "class", NULL), options, custom, ""),
        ];
      }
      return list(x, options, custom, prefix);
    default:
      return atomic(x, options);
  }
}

/** The first elements of a vector with more than are shown. */
function beginning(x: Atomic, options: PrintOptions): string[] {
  const shown = withAttributes(sliceOf(x, 0, options.most), x.attributes) as Atomic;
  const rest = ` [ reached getOption("max.print") -- omitted ${
    x.values.length - options.most
  } entries ]`;
  if (isFactor(x)) return factorLines(shown, options, [rest]);
  return [...atomic(shown, options), rest];
}

function atomic(x: Atomic, options: PrintOptions): string[] {
  if (!dimOf(x) && !namesOf(x) && x.values.length > options.most) return beginning(x, options);
  if (isFactor(x)) return factorLines(x, options, others(x, options));
  const dim = dimOf(x);
  if (dim?.length === 1 && !x.attributes!.has("dimnames")) {
    return atomic(withAttributes(x, null), options);
  }
  if (dim && dim.length > 0 && inherits(x, "table")) return table(x, options);
  if (inherits(x, "noquote")) {
    return atomic(withAttributes(x, new Map([...x.attributes!].filter(([n]) => n !== "class"))), {
      ...options,
      quote: false,
    });
  }
  if (dim && (inherits(x, "Date") || inherits(x, "POSIXct"))) {
    // dates are printed one after another, whatever their shape
    const shape = new Set(["dim", "dimnames"]);
    return atomic(
      withAttributes(x, new Map([...x.attributes!].filter(([n]) => !shape.has(n)))),
      options,
    );
  }
  if (x.type === "double" && inherits(x, "Interval")) {
    const start = asDouble(x.attributes?.get("start") ?? NULL).values;
    const whole = (t: string | null): string => t === null ? "NA" : `${t} UTC`;
    const ends = Array.from(x.values, (v, i) => start[i]! + v);
    const [from, to] = [timeTexts(start).map(whole), timeTexts(ends).map(whole)];
    const cells = from.map((f, i) => f === "NA" || to[i] === "NA" ? "NA--NA" : `${f}--${to[i]}`);
    return indexed(cells, true, options);
  }
  if (x.type === "character" && inherits(x, "glue")) {
    return x.values.flatMap((v) => (v ?? "NA").split("\n"));
  }
  if (x.type === "double" && inherits(x, "dist")) return distanceLines(x, options);
  if (x.type === "double" && dim && inherits(x, "VarCov")) return covarianceLines(x, options);
  if (inherits(x, "difftime")) return difftime(x, options);
  if (inherits(x, "ftable")) return flatLines(x, options);
  if (inherits(x, "by")) return groupLines(x, options, printed);
  if (inherits(x, "summaryDefault")) return summaryLines(x, options);
  if (x.type === "double" && inherits(x, "logLik")) return [likelihoodLine(x, options)];
  if (dim?.length === 1 && dimNamesOf(x)?.[0]) return [...line(x, options), ...others(x, options)];
  if (dim && dim.length === 2) {
    return [...matrix(x, options, options.toRight), ...others(x, options)];
  }
  if (dim && dim.length > 2) return array(x, dim, options);
  const names = namesOf(x);
  if (x.values.length === 0) return [...empty(x, names !== null), ...others(x, options)];
  const gone = attribute(x, "NAs");
  if (names && gone?.type === "integer" && inherits(x, "Date")) {
    // the summary of dates counts those that are missing behind the others
    return named([...names.map((n) => n ?? ""), "NA's"], [
      ...cellsOf(x, options),
      `"${gone.values[0]}"`,
    ], options);
  }
  const cells = cellsOf(x, options);
  const lines = names ? named(names.map((n) => n ?? "<NA>"), cells, options) : indexed(
    cells,
    x.type === "character" || inherits(x, "Date") || inherits(x, "POSIXct"),
    options,
  );
  return [...lines, ...others(x, options)];
}

/** A log likelihood with the number of its parameters. */
function likelihoodLine(x: DoubleVector, { digits }: PrintOptions): string {
  const df = x.attributes?.get("df");
  const cells = formatNumbers(Array.from(x.values), { digits });
  const count = df?.type === "double" || df?.type === "integer" ? df.values[0]! : NaN;
  return `'log Lik.' ${cells.join(", ")} (df=${formatNumbers([count], { digits })[0]})`;
}

/** The summary of a vector: numbers with a digit count of their own. */
function summaryLines(x: Atomic, options: PrintOptions): string[] {
  const cells = summaryCells(x, summaryDigits(options), options);
  return named((namesOf(x) ?? []).map((n) => n ?? "<NA>"), cells, options);
}

/** Classes of vectors that R's console does not write below a value: they are printed in a way of their own. */
const KNOWN_CLASSES: ReadonlySet<string> = new Set(
  ("AsIs Date POSIXct POSIXt difftime dist mtable factor ordered table xtabs noquote ftable by " +
    "summaryDefault logLik integer numeric character logical roman numeric_version hexmode " +
    "octmode simple.list kable knitr_kable knit_asis glue Period Duration Interval").split(" "),
);

/** Attributes that R prints below a value. */
function others(x: Value, options: PrintOptions): string[] {
  const shown = new Set([
    "names",
    "dim",
    "dimnames",
    "class",
    "levels",
    "tsp",
    "row.names",
    "units",
    FACTS,
    ...(inherits(x, "POSIXct") ? ["tzone"] : []),
  ]);
  return [...x.attributes ?? []].filter(([n]) => !shown.has(n))
    .flatMap(([name, value]) => {
      const head = `attr(,"${name}")`;
      return [head, ...printed(value, options, undefined, head)];
    })
    .concat(
      givenClass(x).length > 0 && !givenClass(x).some((c) => KNOWN_CLASSES.has(c))
        ? ['attr(,"class")', ...printed(characters([...givenClass(x)]), options)]
        : [],
    );
}

export function list(
  x: ListVector,
  options: PrintOptions,
  custom: (x: Value) => string[] | null,
  prefix: string,
): string[] {
  if (dimOf(x) && dimOf(x)!.length > 1) {
    return [...matrix(x, options, options.toRight), ...others(x, options)];
  }
  if (x.values.length === 0) {
    return [prefix === "" ? (namesOf(x) ? "named list()" : "list()") : "list()"];
  }
  const names = namesOf(x);
  const lines = x.values.flatMap((value, i) => {
    const name = names?.[i];
    const tag = name
      ? `$${/^[\p{L}.][\p{L}\p{N}._]*$/u.test(name) ? name : `\`${name}\``}`
      : `[[${i + 1}]]`;
    return [prefix + tag, ...printed(value, options, custom, prefix + tag), ""];
  });
  const given = givenClass(x).filter((c) => c !== "AsIs");
  const tail = given.length > 0
    ? [`attr(,"class")`, ...printed(characters([...given]), options)]
    : others(x, options);
  return [...lines, ...tail];
}

/** What R prints below the formula of `terms`: where it was written stands before what is computed. */
function termsLines(x: Value, options: PrintOptions): string[] {
  const whole = others(x, options);
  const end = whole.indexOf('attr(,"class")');
  const lines = end < 0 ? whole : whole.slice(0, end);
  const at = lines.indexOf('attr(,"predvars")');
  const place = ['attr(,".Environment")', "<environment: R_GlobalEnv>"];
  return at < 0 ? [...lines, ...place] : [...lines.slice(0, at), ...place, ...lines.slice(at)];
}

/** How a call of `print` wants a value to be shown. */
export function printOptions(call: Call): PrintOptions {
  const { console } = call.interpreter;
  const given = call.optional("digits");
  const digits = given && given.type !== "NULL" ? call.number("digits") : console.digits;
  return {
    ...console,
    digits,
    ...(given && given.type !== "NULL" ? { asked: digits } : {}),
    quote: call.flag("quote", true),
    rowNames: call.flag("row.names", true),
    left: !call.flag("right", true),
    ...(call.has("right") && call.flag("right", true) ? { toRight: true } : {}),
    most: call.has("max") ? call.number("max") : console.most,
    ...(call.has("width") && !inherits(call.value("x"), "tbl_df") &&
        call.value("width").type !== "NULL"
      ? { width: call.number("width") }
      : {}),
    ...(call.has("signif.stars") ? { stars: call.flag("signif.stars", true) } : {}),
    ...(call.has("zero.print") ? { zeroPrint: call.text("zero.print") } : {}),
    ...(call.has("print.gap") && call.value("print.gap").type !== "NULL"
      ? { gap: call.number("print.gap") }
      : {}),
    ...(call.has("na.print") ? { naPrint: call.text("na.print") } : {}),
  };
}

/** What `print` says of the kind of a value. */
export function kindOf(x: Value): string {
  return isFunction(x) ? "function" : isVector(x) ? classOf(x)[0]! : x.type;
}
