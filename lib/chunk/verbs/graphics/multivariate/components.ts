/**
 * Principal components: `biplot(prcomp(d))`, `screeplot` and `plot` of them.
 *
 * @module
 */
import { inherits, type Value as LanguageValue } from "../../../../language/values/value.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import { composed } from "../../../evaluation/composed.ts";
import { NULL, type Value } from "../../../values/value.ts";

const isComponents = (x: LanguageValue): boolean =>
  inherits(x, "prcomp") || inherits(x, "princomp");

function components(call: Call): LanguageValue {
  const x = toLanguage(call.value("x"));
  if (!isComponents(x)) {
    call.wrong("x", "principal components", call.value("x"), `${call.verb.name}(prcomp(d))`);
  }
  return x;
}

/** Values of arguments under names that a text can say. */
function handed(call: Call, names: readonly string[]): Record<string, LanguageValue> {
  return Object.fromEntries(
    names.filter((n) => call.has(n) && call.value(n).kind !== "null")
      .map((n) => [`.${n}`, toLanguage(call.value(n))]),
  );
}

/** Rows and variables on two components, on a square with axes on all sides. */
export function biplot(call: Call): Value {
  const x = components(call);
  const bound = {
    ".p": x,
    ...handed(call, [
      "choices",
      "scale",
      "pc.biplot",
      "col",
      "cex",
      "xlabs",
      "ylabs",
      "expand",
      "main",
      "xlab",
      "ylab",
      "arrow.len",
    ]),
  };
  const given = (name: string, otherwise: string): string =>
    `.${name}` in bound ? `.${name}` : otherwise;
  const [scores, loadings] = inherits(x, "prcomp") ? ["x", "rotation"] : ["scores", "loadings"];
  composed(
    call,
    `{
.k <- ${given("choices", "1:2")}
.s <- .p$${scores}[, .k]
.l <- unclass(.p$${loadings})[, .k]
.f <- (.p$sdev[.k] * sqrt(nrow(.s)))^${given("scale", "1")}
${".pc.biplot" in bound ? "if (.pc.biplot) .f <- .f / sqrt(nrow(.s))" : ""}
.x <- t(t(.s) / .f)
.y <- t(t(.l) * .f)
.ends <- function(v) c(-abs(min(v)), abs(max(v)))
.a <- range(.ends(.x[, 1]), .ends(.x[, 2]))
.b <- max(.ends(.y[, 1]) / .a, .ends(.y[, 2]) / .a) / ${given("expand", "1")}
.col <- rep_len(${given("col", "1:2")}, 2)
.cex <- rep_len(${given("cex", "0.8")}, 2)
.rows <- ${given("xlabs", "if (is.null(rownames(.x))) seq_len(nrow(.x)) else rownames(.x)")}
.vars <- ${
      given("ylabs", 'if (is.null(rownames(.y))) paste("Var", seq_len(nrow(.y))) else rownames(.y)')
    }
plot(.x, type = "n", xlim = .a, ylim = .a, asp = 1, main = ${given("main", '""')}, xlab = ${
      given("xlab", "colnames(.x)[1]")
    }, ylab = ${given("ylab", "colnames(.x)[2]")})
text(.x, labels = .rows, col = .col[1], cex = .cex[1])
par(new = TRUE)
plot(.y, type = "n", axes = FALSE, xlim = .a * .b, ylim = .a * .b, asp = 1, xlab = "", ylab = "")
axis(3)
axis(4)
text(.y, labels = .vars, col = .col[2], cex = .cex[2])
${
      call.has("var.axes") && !call.flag("var.axes", true)
        ? ""
        : `arrows(0, 0, .y[, 1] * 0.8, .y[, 2] * 0.8, col = .col[2], length = ${
          given("arrow.len", "0.1")
        })`
    }
}`,
    bound,
  );
  return NULL;
}

/** Variances of components as bars or a line. */
function variances(call: Call, bound: Record<string, LanguageValue>, lines: boolean): void {
  const expr = call.quoted("x");
  const main = ".main" in bound ? ".main" : JSON.stringify(expr ? deparse(expr) : "");
  composed(
    call,
    `{
.n <- min(${".npcs" in bound ? ".npcs" : "10"}, length(.p$sdev))
.v <- .p$sdev[seq_len(.n)]^2
.w <- if (is.null(names(.p$sdev))) paste0("PC", seq_len(.n)) else names(.p$sdev)[seq_len(.n)]
${
      lines
        ? `plot(seq_len(.n), .v, type = "b", axes = FALSE, xlab = "", ylab = "Variances", main = ${main})
axis(2)
axis(1, at = seq_len(.n), labels = .w)`
        : `barplot(.v, names.arg = .w, main = ${main}, ylab = "Variances")`
    }
}`,
    bound,
  );
}

export function screeplot(call: Call): Value {
  const x = components(call);
  variances(
    call,
    { ".p": x, ...handed(call, ["npcs", "main"]) },
    call.choice("type", ["barplot", "lines"], "barplot") === "lines",
  );
  return NULL;
}

/** Draws the variances of components; false of anything else. */
export function plotComponents(call: Call, x: LanguageValue): boolean {
  if (!isComponents(x)) return false;
  const lines = call.has("type") && call.text("type").startsWith("l");
  variances(call, { ".p": x, ...handed(call, ["main"]) }, lines);
  return true;
}
