/** Wrong words and arguments of factors, counts and data frames: what each hint says, and that it works. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { session } from "./compare.ts";

const DATA = `
d <- data.frame(id = 1:4, dose = c(0, 1, 2, 3), sex = c("f", "m", "f", "m"))
f <- factor(c("lo", "hi", "mid"))`;

/** A statement that fails, what its fault says, and what the hint leads to. */
const FAULTS: readonly (readonly [wrong: string, says: string, right: string])[] = [
  ["factr(d$sex)", "factor()", "factor(d$sex)"],
  ["as.factors(d$sex)", "as.factor()", "as.factor(d$sex)"],
  ["nlevel(f)", "nlevels()", "nlevels(f)"],
  ['relevel(f, ref = "medium")', "hi, lo, mid", 'relevel(f, ref = "mid")'],
  ['relevel(f, reff = "mid")', '"ref"', 'relevel(f, ref = "mid")'],
  ['relevel(d$sex, ref = "m")', "factor(x)", 'relevel(factor(d$sex), ref = "m")'],
  [
    "cut(d$dose, 3, include.lower = TRUE)",
    '"include.lowest"',
    "cut(d$dose, 3, include.lowest = TRUE)",
  ],
  ['cut("2", c(0, 3))', "as.numeric(x)", 'cut(as.numeric("2"), c(0, 3))'],
  ["cut(d$dose, c(1, 1, 2))", "unique()", "cut(d$dose, unique(c(1, 1, 2)))"],
  ['factor(1:3, labels = c("a", "b"))', "1, 2, 3", 'factor(1:3, labels = c("a", "b", "c"))'],
  ["factor(1:2, levels = c(1, 1, 2))", "unique()", "factor(1:2, levels = unique(c(1, 1, 2)))"],
  ["droplevels(d$sex)", "factor(x)", "droplevels(factor(d$sex))"],
  ['levels(f) <- c("a", "b")', "hi, lo, mid", 'levels(f) <- c("a", "b", "c")'],
  ['fct_recode(f, low = "low")', '"lo"', 'fct_recode(f, low = "lo")'],
  ['table(d$sex, useNa = "ifany")', '"useNA"', 'table(d$sex, useNA = "ifany")'],
  ['table(d$sex, useNA = "some")', "no, ifany, always", 'table(d$sex, useNA = "always")'],
  ["prop.table(table(d$sex, d$dose), 3)", "1 is rows", "prop.table(table(d$sex, d$dose), 1)"],
  ["addmargins(c(1, 2))", "table(a, b)", "addmargins(table(d$sex, d$dose))"],
  ["xtabs(d$sex, d)", "xtabs(~ a + b", "xtabs(~ sex + dose, d)"],
  ["ftable(~ sex, d)", "ftable(table(", "ftable(table(d$sex, d$dose))"],
  ["summary(table(d$sex))", "prop.table()", "prop.table(table(d$sex))"],
  ["summary(list(1, 2:3))", "lapply(x, summary)", "lapply(list(1, 2:3), summary)"],
  ["rbind(d, d[1:2])", "rbind(a[names(b)], b)", "rbind(d[names(d[1:2])], d[1:2])"],
  ['rbind(d["id"], data.frame(ID = 1))', '"ID"', 'rbind(d["id"], data.frame(id = 1))'],
  ['merge(d, d, by = "Id")', '"id"', 'merge(d, d, by = "id")'],
  [
    "aggregate(d$dose, by = d$sex, FUN = mean)",
    "by = list(",
    "aggregate(d$dose, by = list(sex = d$sex), FUN = mean)",
  ],
  ["aggregate(dose ~ sx, d, mean)", '"sex"', "aggregate(dose ~ sex, d, mean)"],
  ["aggregate(dose ~ sex, d, meann)", '"mean"', "aggregate(dose ~ sex, d, mean)"],
  ["subset(d, dos > 1)", '"dose"', "subset(d, dose > 1)"],
  ["subset(d, select = doze)", '"dose"', "subset(d, select = dose)"],
  ["subset(d, id)", "dose > 1", "subset(d, dose > 1)"],
  ["transform(d, dose * 2)", "log_dose = log(dose)", "transform(d, log_dose = log(dose))"],
  ['d[, "doze"]', '"dose"', 'd[, "dose"]'],
  ["d$doze", '"dose"', "d$dose"],
  ["str(d, vec_len = 2)", '"vec.len"', "str(d, vec.len = 2)"],
  ["options(digit = 3)", '"digits"', "options(digits = 3)"],
  ["ave(d$dose, d$sex, mean)", "FUN = mean", "ave(d$dose, d$sex, FUN = mean)"],
  ["reshape(d)", "direction", 'reshape(d, direction = "wide", idvar = "id", timevar = "sex")'],
  ["stack(d$dose)", "stack(list(", "stack(list(a = 1:2, b = 3:4))"],
  ["expand.gird(a = 1:2)", "expand.grid()", "expand.grid(a = 1:2)"],
  ["complete.case(d)", "complete.cases()", "complete.cases(d)"],
  ["print(d, row.nmes = FALSE)", '"row.names"', "print(d, row.names = FALSE)"],
];

for (const [wrong, says, right] of FAULTS) {
  Deno.test(`the hint of ${wrong} leads to what works`, () => {
    const run = session();
    assertEquals(run(DATA).fault, null);
    const { fault } = run(wrong);
    assert(fault !== null, "it is no fault");
    assertStringIncludes(fault, says);
    assertEquals(run(right).fault, null);
  });
}
