/** What verbs of tables refuse and where, what they remark, and what newer versions of R's words give. */
import { assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { printed } from "../../lib/language/print/print.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";
import { tidy } from "./compare.ts";

const DATA = `d <- data.frame(plot = 1:4, block = c("a", "a", "b", "b"), yield = c(1.5, 2, NA, 4))`;

/** A session in which the data are known. */
function session(): Evaluator {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  for (const statement of parse(DATA).statements) evaluator.run(statement, DATA);
  return evaluator;
}

/** The code of a statement's fault, the text at which it stands, and its hint. */
function fault(code: string): (string | undefined)[] {
  const evaluator = session();
  try {
    for (const statement of parse(code).statements) evaluator.run(statement, code);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    return [first!.code, code.slice(first!.span?.start, first!.span?.end), first!.hint];
  }
  return ["none"];
}

const CONDITION = "For example filter(data, dose > 1)";
const ALIKE = "Make them alike first, for example by as.character() or as.numeric()";

const WRONG: readonly (readonly [statement: string, code: string, at: string, hint: string])[] = [
  ["filter(d, yeild > 2)", "unknown-name", "yeild", 'Did you mean "yield"?'],
  ["d |> filter(plot > 1) |> mutate(z = yied)", "unknown-name", "yied", 'Did you mean "yield"?'],
  ["filter(d, yield = 2)", "wrong-argument", "2", "Did you mean yield == 2?"],
  ["filter(d, yield)", "wrong-argument", "yield", CONDITION],
  ['filter(d, "yield > 2")', "wrong-argument", '"yield > 2"', CONDITION],
  [
    "filter(d, c(TRUE, FALSE))",
    "wrong-length",
    "c(TRUE, FALSE)",
    "c(TRUE, FALSE) has one value for each row, or one for all",
  ],
  [
    "mutate(d, z = 1:3)",
    "wrong-length",
    "1:3",
    "A column has one value for each row; one value is repeated",
  ],
  [
    "d |> group_by(block) |> mutate(z = 1:3)",
    "wrong-length",
    "1:3",
    "A column has one value for each row; one value is repeated",
  ],
  [
    "mutate(d, z = mean)",
    "wrong-argument",
    "mean",
    "list() around it keeps it in a column of lists",
  ],
  ["mutate(d, z = 1, .bfore = plot)", "unknown-argument", "plot", 'Did you mean ".before"?'],
  ["summarise(d, m = 1, .group = 2)", "unknown-argument", "2", 'Did you mean ".groups"?'],
  ["summarise(d, a = 1:2, b = 1:3)", "wrong-length", "1:3", "All give as many, or one"],
  ["mutate(d, z = .data$yeild)", "unknown-column", ".data$yeild", 'Did you mean "yield"?'],
  ['mutate(d, .data[["yeild"]])', "unknown-column", '.data[["yeild"]]', 'Did you mean "yield"?'],
  ["group_by(d, blok)", "unknown-name", "blok", 'Did you mean "block"?'],
  ["select(d, blok)", "unknown-column", "blok", 'Did you mean "block"?'],
  ["select(d, -blok)", "unknown-column", "blok", 'Did you mean "block"?'],
  ["select(d, 7)", "unknown-column", "7", "They are plot, block, yield"],
  ["rename(d, blok = blck)", "unknown-column", "blck", 'Did you mean "block"?'],
  ["rename(d, block)", "wrong-argument", "block", "For example rename(data, dose = x1)"],
  ["pull(d, yeild)", "unknown-column", "yeild", 'Did you mean "yield"?'],
  ["arrange(d, desc(yeld))", "unknown-name", "yeld", 'Did you mean "yield"?'],
  ["count(d, blok)", "unknown-name", "blok", 'Did you mean "block"?'],
  [
    'count(d, block, name = "block")',
    "repeated-name",
    '"block"',
    "Give the counts a name of their own",
  ],
  [
    "slice(d, 1.5)",
    "wrong-argument",
    "1.5",
    "round() makes them so; slice_head(prop = 0.5) takes a part of the rows",
  ],
  [
    "summarise(d, across(c(plot, yield), list(a = mean, b = sd), .names = '{.col}'))",
    "repeated-name",
    "'{.col}'",
    'Names tell columns and functions apart: .names = "{.col}_{.fn}"',
  ],
  ['slice(d, "a")', "wrong-argument", '"a"', "filter() takes conditions"],
  ["slice_head(d, 2)", "wrong-argument", "2", "Write slice_head(data, n = 3) or prop = 0.1"],
  [
    "mutate(d, across(c(yield, plott), mean))",
    "unknown-column",
    "plott",
    'Did you mean "plot"?',
  ],
  [
    'mutate(d, across(yield, mean, .names = "{x}_m"))',
    "wrong-argument",
    '"{x}_m"',
    'For example .names = "{.col}_{.fn}"; rename_with() changes names further',
  ],
  ["n()", "wrong-argument", "n()", "For example data |> summarise(k = n())"],
  ['left_join(d, d, by = "plt")', "unknown-column", '"plt"', 'Did you mean "plot"?'],
  [
    'left_join(d, d, by = "block", relationship = "one-to-one")',
    "wrong-argument",
    '"one-to-one"',
    "The tables are not one-to-one: count() the keys to see which come more than once",
  ],
  [
    "join_by(a > b)",
    "not-in-language",
    "a > b",
    "For example join_by(plot, year == season); filter() the result for other conditions",
  ],
  [
    'bind_rows(d, data.frame(plot = "x"))',
    "incompatible-types",
    'bind_rows(d, data.frame(plot = "x"))',
    ALIKE,
  ],
  [
    'case_when(d$yield > 2 ~ "a", TRUE ~ 1)',
    "incompatible-types",
    'case_when(d$yield > 2 ~ "a", TRUE ~ 1)',
    ALIKE,
  ],
  [
    'case_when(d$yield > 2 ~ "a", d$plot)',
    "wrong-argument",
    "d$plot",
    'For example case_when(x > 1 ~ "high", TRUE ~ "low")',
  ],
  ["mutate_at(d, vars(yeild), mean)", "unknown-column", "yeild", 'Did you mean "yield"?'],
  ["filter(1:3, TRUE)", "wrong-argument", "1:3", "Pipe one in: data |> filter(…)"],
];

for (const [statement, code, at, hint] of WRONG) {
  Deno.test(`${statement} is refused at its place`, () => {
    assertEquals(fault(statement), [code, at, hint]);
  });
}

/** What statements print, and the remarks that they make. */
function run(code: string): { lines: string; remarks: string[] } {
  const evaluator = session();
  let lines = "";
  for (const statement of parse(code).statements) {
    const value = evaluator.run(statement, code);
    if (!evaluator.invisible) lines = printed(value, evaluator.console).join("\n");
  }
  return { lines: tidy(lines), remarks: evaluator.remarks.map((r) => r.text) };
}

Deno.test("summarise() says by which columns its output is grouped", () => {
  const code = "d |> group_by(block, plot) |> summarise(m = mean(yield)) |> group_vars()";
  assertEquals(run(code), {
    lines: '[1] "block"',
    remarks: [
      "summarise() has grouped output by 'block'. You can override using the .groups argument.",
    ],
  });
  assertEquals(run('d |> group_by(block, plot) |> summarise(m = 1, .groups = "drop")').remarks, []);
});

Deno.test("suppressMessages() silences what verbs remark", () => {
  assertEquals(run("suppressMessages(left_join(d, d[1:2]))").remarks, []);
  assertEquals(run("left_join(d, d[1:2])").remarks, ['Joining, by = c("plot", "block")']);
});

/** Words that came with later versions than those beside which the statements are tested. */
const LATER: readonly (readonly [statement: string, lines: string])[] = [
  [
    "summarise(d, m = mean(yield, na.rm = TRUE), .by = block)",
    "  block    m\n1     a 1.75\n2     b 4.00",
  ],
  [
    'summarise(d[4:1, ], k = n(), .by = c("block"))',
    "  block k\n1     b 2\n2     a 2",
  ],
  ["mutate(d, m = sum(plot), .by = block)$m", "[1] 3 3 7 7"],
  ["filter(d, plot == max(plot), .by = block)$plot", "[1] 2 4"],
  ["slice_max(d, plot, by = block)$plot", "[1] 2 4"],
  [
    "reframe(d, r = range(plot), .by = block)",
    "  block r\n1     a 1\n2     a 2\n3     b 3\n4     b 4",
  ],
  ['case_when(d$yield > 3 ~ "high", .default = "low")', '[1] "low"  "low"  "low"  "high"'],
  ["case_when(d$yield > 3 ~ 1, TRUE ~ NA)", "[1] NA NA NA  1"],
  ["if_else(d$plot > 2, 1L, 0.5)", "[1] 0.5 0.5 1.0 1.0"],
  ['case_match(d$block, "a" ~ "first", .default = "other")', '[1] "first" "first" "other" "other"'],
  ["left_join(d, d, join_by(plot)) |> ncol()", "[1] 5"],
  ['left_join(d, d, join_by(block), multiple = "first") |> nrow()', "[1] 4"],
  ["consecutive_id(c(1, 1, 2, 1))", "[1] 1 1 2 3"],
  ["mutate(d, s = rowSums(pick(plot, yield)))$s", "[1] 2.5 4.0  NA 8.0"],
  ["cross_join(d, data.frame(k = 1:3)) |> nrow()", "[1] 12"],
  ["first(c(NA, 2), na_rm = TRUE)", "[1] 2"],
];

for (const [statement, lines] of LATER) {
  Deno.test(`${statement} gives what later versions give`, () => {
    assertEquals(run(statement).lines, lines);
  });
}
