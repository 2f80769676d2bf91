/**
 * Pictures given another variable: `coplot(y ~ x | a * b, data = d)`.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import type { Value as LanguageValue } from "../../../../language/values/value.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Expr } from "../../../../syntax/expr.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import { type Verb, verbOf } from "../../../evaluation/verb.ts";
import type { Value } from "../../../values/value.ts";
import { composed, frameIn, quoted } from "../../ggpubr/composing.ts";

const isCall = (e: Expr, name: string): e is Expr & { kind: "call" } =>
  e.kind === "call" && e.callee.kind === "name" && e.callee.name === name;

/** The sides of the formula and what is given. */
function partsIn(call: Call): { y: string; x: string; given: string[] } {
  const value = call.value("formula");
  const sides = value.kind === "formula" ? value.expr.args.map((a) => a.value!) : [];
  const right = sides[1];
  if (!right || !isCall(right, "|")) {
    return fail("wrong-argument", "coplot() takes a formula with what is given", {
      span: call.spanOf("formula"),
      hint: "coplot(y ~ x | g, data = d)",
    });
  }
  const by = right.args[1]!.value!;
  const given = isCall(by, "*") || isCall(by, "+") ? by.args.map((a) => a.value!) : [by];
  return {
    y: deparse(sides[0]!),
    x: deparse(right.args[0]!.value!),
    given: given.map((g) => deparse(g)),
  };
}

/** What a panel shows: points, or points with a smooth line. */
function panelIn(call: Call): "points" | "smooth" {
  const expr = call.quoted("panel");
  if (!expr || expr.kind === "name" && expr.name === "points") return "points";
  if (expr.kind === "name" && expr.name === "panel.smooth") return "smooth";
  return fail("wrong-argument", "A panel of coplot() is points or panel.smooth here", {
    span: call.spanOf("panel"),
    hint: "ggplot(d, aes(x, y)) + facet_wrap(~ g) takes layers of any kind",
  });
}

function coplot(call: Call): Value {
  const { y, x, given } = partsIn(call), panel = panelIn(call);
  const data = call.has("data") && call.value("data").kind !== "null";
  const bound: Record<string, LanguageValue> = data ? { ".d": frameIn(call) } : {};
  for (const name of ["number", "overlap", "xlab", "ylab", "pch", "col", "columns", "rows"]) {
    if (call.has(name) && call.value(name).kind !== "null") {
      bound[`.${name}`] = toLanguage(call.value(name));
    }
  }
  const within = (text: string): string => data ? `with(.d, ${text})` : text;
  const number = ".number" in bound ? ".number" : "6",
    overlap = ".overlap" in bound ? ".overlap" : "0.5";
  // a row stands on the panel of each interval that holds its value, and of its level
  const before = [
    `.f <- data.frame(.x = ${within(x)}, .y = ${within(y)})`,
    `.cut <- function(v, k) {
if (is.factor(v) || is.character(v) || is.logical(v)) return(lapply(levels(factor(v)), function(l) list(l, which(v == l))))
s <- sort(v)
n <- length(s)
number <- rep_len(${number}, ${given.length})[k]
overlap <- rep_len(${overlap}, ${given.length})[k]
r <- n / (number * (1 - overlap) + overlap)
i <- 0:(number - 1) * (1 - overlap) * r
low <- s[round(1 + i)]
high <- s[round(r + i)]
keep <- c(TRUE, diff(low) > 0 | diff(high) > 0)
steps <- diff(s)
eps <- if (any(steps > 0)) 0.5 * min(steps[steps > 0]) else 0
lapply(which(keep), function(j) list(paste0(format(low[j]), " to ", format(high[j])), which(v >= low[j] - eps & v <= high[j] + eps)))
}`,
    `.a <- .cut(${within(given[0]!)}, 1)`,
    given.length > 1
      ? `.b <- .cut(${within(given[1]!)}, 2)`
      : `.b <- list(list("", seq_len(nrow(.f))))`,
    `.g <- do.call(rbind, lapply(.a, function(a) do.call(rbind, lapply(.b, function(b) {
i <- intersect(a[[2]], b[[2]])
if (length(i) == 0) NULL else data.frame(.f[i, , drop = FALSE], .p = a[[1]], .q = b[[1]])
}))))`,
    `.g$.p <- factor(.g$.p, levels = unique(sapply(.a, function(a) a[[1]])))`,
    `.g$.q <- factor(.g$.q, levels = unique(sapply(.b, function(b) b[[1]])))`,
    ...(panel === "smooth"
      ? [
        `.l <- do.call(rbind, lapply(split(.g, list(.g$.p, .g$.q), drop = TRUE), function(o) {
o <- o[is.finite(o$.x) & is.finite(o$.y), , drop = FALSE]
s <- lowess(o$.x, o$.y)
data.frame(.x = s$x, .y = s$y, .p = o$.p[1], .q = o$.q[1]) }))`,
      ]
      : []),
  ];
  const look = [
    ...(".pch" in bound ? ["shape = .pch[1]"] : ["shape = 1"]),
    ...(".col" in bound ? ["colour = .col[1]"] : []),
  ].join(", ");
  const facet = given.length > 1
    ? "facet_grid(.q ~ .p, as.table = FALSE)"
    : `facet_wrap(~ .p, as.table = FALSE${".columns" in bound ? ", ncol = .columns" : ""}${
      ".rows" in bound ? ", nrow = .rows" : ""
    })`;
  const words = (name: string, otherwise: string): string =>
    `.${name}` in bound ? `.${name}[1]` : quoted(otherwise);
  return composed(
    call,
    `{\n${before.join("\n")}
ggplot(.g, aes(.x, .y)) + geom_point(${look}) + ${
      panel === "smooth" ? 'geom_line(data = .l, colour = "series 2") + ' : ""
    }${facet} + labs(x = ${words("xlab", x)}, y = ${words("ylab", y)}, subtitle = ${
      quoted(`Given: ${given.join(" across, ")}${given.length > 1 ? " up" : ""}`)
    }) + theme_bw()
}`,
    bound,
  );
}

/** Pictures given another variable. */
export const COPLOT: readonly Verb[] = [
  verbOf("graphics")(
    "coplot",
    "formula, data?, given.values!NULL, panel?, rows?, columns?, show.given~, col?, pch?, bar.bg~, xlab?, ylab?, " +
      "subscripts~, axlabels~, number?, overlap?, xlim~, ylim~",
    "pictures given the values of another variable",
    coplot,
  ),
];
