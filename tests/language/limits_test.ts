/** Whatever an author writes comes to an end, with a diagnostic at the statement. */
import { assert, assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

/** The code of the fault that ends a text. */
function ending(text: string): string {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  const { statements, diagnostics } = parse(text);
  assertEquals(diagnostics, []);
  for (const statement of statements) {
    try {
      evaluator.run(statement, text);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const [fault] = error.diagnostics;
      const span = fault?.span;
      if (!fault || !span) throw new Error(`${fault?.message} has no place`);
      assert(span.end > span.start && span.end <= text.length, fault.message);
      assert(fault.hint, `${fault.message} has no hint`);
      return fault.code;
    }
  }
  throw new Error("it ended without a fault");
}

const ENDLESS: readonly (readonly [text: string, code: string])[] = [
  ["while (TRUE) {}", "too-long"],
  ["repeat {}", "too-long"],
  ["repeat { next }", "too-long"],
  ["i <- 0; while (i >= 0) i <- i + 1", "too-long"],
  ["f <- function(n) f(n + 1)\nf(1)", "too-deep"],
  ["f <- function() g()\ng <- function() f()\nf()", "too-deep"],
  ["f <- function(x = f()) x\nf()", "too-deep"],
  ["f <- function(n) sapply(1, function(i) f(n))\nf(1)", "too-deep"],
  ["f <- function(n) tryCatch(f(n), error = function(e) f(n))\nf(1)", "too-deep"],
  ["x <- 1\nfor (i in 1:40) x <- c(x, x)", "too-long"],
  ["x <- list(1)\nfor (i in 1:40) x <- c(x, x)", "too-long"],
  ["outer(1:100000, 1:100000)", "too-long"],
  ["numeric(1e10)", "too-long"],
  ["rep(1:10, times = 1e9)", "too-long"],
  ["seq(0, 1, by = 1e-12)", "too-long"],
  ["1:1e12", "too-long"],
  ["x <- 1\nx[1e10] <- 2", "too-long"],
  ["sapply(1:1e8, function(i) i)", "too-long"],
  ["replicate(1e9, 1)", "too-long"],
  ["Reduce(function(a, b) { repeat {} }, 1:2)", "too-long"],
];

for (const [text, code] of ENDLESS) {
  Deno.test(`it ends: ${text.replaceAll("\n", "; ")}`, () => {
    assertEquals(ending(text), code);
  });
}
