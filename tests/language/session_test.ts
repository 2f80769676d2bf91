/** Words of a session are passed over, and what follows them runs. */
import { assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

/** The codes of the faults of some statements. */
function faults(source: string): string[] {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  return parse(source).statements.flatMap((statement) => {
    try {
      evaluator.run(statement, source);
      return [];
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return error.diagnostics.map(({ code }) => code);
    }
  });
}

Deno.test("packages, conflicts, timers, devices and the screen: passed over as they stand", () => {
  assertEquals(
    faults(`
pacman::p_load(conflicted, tidyverse, "emmeans", install = FALSE)
conflict_prefer("filter", "dplyr")
conflicted::conflicts_prefer(dplyr::filter, dplyr::select)
if (FALSE) install.packages("agridat")
install.packages(c("lme4", "car"), dependencies = TRUE)
tic("fit"); x <- 3; toc()
png("plot.png", width = 1200, height = 900, res = 150)
dev.off()
View(nothing_that_is_known)
p_load(char = "car")
stopifnot(x == 3)
`),
    [],
  );
});
