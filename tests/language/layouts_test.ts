/** Layouts of FielDHub's names: what every one of them must hold, whatever its seed draws. */
import { assertEquals } from "@std/assert";
import { session } from "./compare.ts";

const run = session();

/** What a statement prints. */
function printed(code: string): string {
  const { out, fault } = run(code);
  assertEquals(fault, null, code);
  return out.trim();
}

Deno.test("a completely random layout has each treatment as often as it is said", () => {
  printed('o <- CRD(t = c("a", "b", "c"), reps = 4, seed = 7)');
  assertEquals(printed("table(o$fieldBook$TREATMENT)"), "a b c\n4 4 4");
  assertEquals(printed("all(table(o$fieldBook$TREATMENT, o$fieldBook$REP) == 1)"), "[1] TRUE");
  assertEquals(printed("identical(o$fieldBook$PLOT, 101:112 + 0)"), "[1] TRUE");
  // R 4.2.2: set.seed(7); order(sample(12)) gives the place that each plot was drawn from
  assertEquals(
    printed("o$fieldBook$TREATMENT"),
    printed('set.seed(7); rep(c("a", "b", "c"), times = 4)[order(sample(12))]'),
  );
});

Deno.test("blocks hold every treatment once, drawn block by block", () => {
  printed("o <- RCBD(t = 5, reps = 4, seed = 11)");
  assertEquals(printed("all(table(o$fieldBook$TREATMENT, o$fieldBook$REP) == 1)"), "[1] TRUE");
  assertEquals(
    printed("subset(o$fieldBook, REP == 1)$TREATMENT"),
    printed('set.seed(11); sample(paste0("T", 1:5))'),
  );
  assertEquals(printed("range(subset(o$fieldBook, REP == 3)$PLOT)"), "[1] 301 305");
});

Deno.test("a Latin square has each treatment once in each row and column", () => {
  printed("o <- latin_square(t = 6, seed = 3)");
  assertEquals(printed("all(table(o$fieldBook$TREATMENT, o$fieldBook$ROW) == 1)"), "[1] TRUE");
  assertEquals(printed("all(table(o$fieldBook$TREATMENT, o$fieldBook$COLUMN) == 1)"), "[1] TRUE");
});

Deno.test("augmented blocks hold every check, and every line once", () => {
  printed("o <- RCBD_augmented(lines = 30, checks = 3, b = 6, seed = 5)");
  printed("d <- o$fieldBook");
  assertEquals(
    printed("all(table(d$ENTRY[d$CHECKS > 0], d$BLOCK[d$CHECKS > 0]) == 1)"),
    "[1] TRUE",
  );
  assertEquals(printed("all(table(d$ENTRY[d$CHECKS == 0]) == 1)"), "[1] TRUE");
  assertEquals(printed("nrow(d)"), "[1] 48");
});

Deno.test("a split plot has every subplot treatment in each whole plot", () => {
  printed('o <- split_plot(wp = c("a", "b"), sp = c("x", "y", "z"), reps = 3, seed = 9)');
  printed("d <- o$fieldBook");
  assertEquals(printed("all(table(paste(d$REP, d$WHOLE_PLOT), d$SUB_PLOT) == 1)"), "[1] TRUE");
});

Deno.test("blocks of an alpha design hold two treatments together once at most", () => {
  printed("o <- alpha_lattice(t = 15, k = 3, r = 3, seed = 42)");
  printed("d <- o$fieldBook");
  printed("m <- table(d$ENTRY, paste(d$REP, d$IBLOCK))");
  printed("x <- m %*% t(m)");
  assertEquals(printed("max(x[upper.tri(x)])"), "[1] 1");
  assertEquals(printed("all(table(d$ENTRY, d$REP) == 1)"), "[1] TRUE");
});

Deno.test("each replicate of rows and columns holds every treatment", () => {
  printed("o <- row_column(t = 12, nrows = 3, r = 3, seed = 42)");
  assertEquals(printed("all(table(o$fieldBook$ENTRY, o$fieldBook$REP) == 1)"), "[1] TRUE");
  assertEquals(
    printed("unname(apply(table(o$fieldBook$REP, o$fieldBook$ROW), 1, unique))"),
    "[1] 4 4 4",
  );
});

Deno.test("a layout without a seed is refused", () => {
  assertEquals(run("CRD(t = 3, reps = 2)").fault?.includes("needs a seed") ?? false, true);
});
