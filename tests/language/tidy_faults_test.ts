/** Columns and arguments of tidy words that are wrong: the code, the place and the way out. */
import { assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

const DATA =
  'plants <- tibble(plot = 1:2, week1 = c(1.5, 2), week2 = c(3, NA), kind = c("a-b", "c-d"))\n';

/** The code, the text at the place, and the hint of the fault of a statement. */
function fault(code: string): [string, string, string | undefined] {
  const source = DATA + code;
  const evaluator = new Evaluator(WORDS, new Scope(null));
  try {
    for (const statement of parse(source).statements) evaluator.run(statement, source);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    const { span } = first!;
    return [first!.code, span ? source.slice(span.start, span.end) : "", first!.hint];
  }
  return ["none", "", undefined];
}

const WRONG: readonly (readonly [code: string, fault: string, at: string, hint: string])[] = [
  ["pivot_longer(plants, weak1)", "unknown-column", "weak1", 'Did you mean "week1"?'],
  [
    'pivot_longer(plants, c("week1", "wek2"))',
    "unknown-column",
    '"wek2"',
    'Did you mean "week2"?',
  ],
  [
    "pivot_wider(plants, names_from = knd, values_from = week1)",
    "unknown-column",
    "knd",
    'Did you mean "kind"?',
  ],
  ["drop_na(plants, weeks1)", "unknown-column", "weeks1", 'Did you mean "week1"?'],
  ["fill(plants, weeks2)", "unknown-column", "weeks2", 'Did you mean "week2"?'],
  ["separate(plants, kin, c('a', 'b'))", "unknown-column", "kin", 'Did you mean "kind"?'],
  ["unite(plants, u, plot, kimd)", "unknown-column", "kimd", 'Did you mean "kind"?'],
  ["nest(plants, data = c(week1, plo))", "unknown-column", "plo", 'Did you mean "plot"?'],
  ["unnest(plants, kidn)", "unknown-column", "kidn", 'Did you mean "kind"?'],
  [
    "replace_na(plants, list(wek1 = 0))",
    "unknown-column",
    "list(wek1 = 0)",
    'Did you mean "week1"?',
  ],
  ["add_row(plants, plott = 3)", "unknown-column", "3", 'Did you mean "plot"?'],
  [
    "add_column(plants, z = 1, .before = 'knid')",
    "unknown-column",
    "'knid'",
    'Did you mean "kind"?',
  ],
  ["column_to_rownames(plants, 'kinds')", "unknown-column", "'kinds'", 'Did you mean "kind"?'],
  ["plants[, 'week3']", "unknown-column", "'week3'", 'Did you mean "week1"?'],
  ["plants$wek1", "unknown-column", "wek1", 'Did you mean "week1"?'],
  ["get_dupes(plants, knid)", "unknown-column", "knid", 'Did you mean "kind"?'],
  ["tabyl(plants, kinf)", "unknown-column", "kinf", 'Did you mean "kind"?'],
  [
    "pivot_longer(plants, c(week1, kind))",
    "incompatible-types",
    "c(week1, kind)",
    "Make them alike first, for example by as.character() or as.numeric()",
  ],
  [
    'pivot_longer(plants, week1:week2, names_to = c("a", "b"))',
    "missing-argument",
    'pivot_longer(plants, week1:week2, names_to = c("a", "b"))',
    'Give names_sep = "_" or names_pattern = "(.*)_(.*)"',
  ],
  [
    'pivot_longer(plants, week1:week2, names_to = "w", names_patern = "(.)")',
    "unknown-argument",
    '"(.)"',
    'Did you mean "names_pattern"?',
  ],
  [
    "tibble(a = 1:3, b = 1:2)",
    "wrong-length",
    "1:2",
    "Columns are of one length; only one value is repeated",
  ],
  [
    "map_dbl(1:2, ~ c(.x, 1))",
    "wrong-argument",
    "map_dbl(1:2, ~ c(.x, 1))",
    "map() keeps whatever comes in a list",
  ],
  [
    "map2(1:2, 1:3, sum)",
    "wrong-length",
    "map2(1:2, 1:3, sum)",
    "Only single values are repeated",
  ],
  [
    "chuck(list(dose = 1), 'dos')",
    "bad-index",
    "chuck(list(dose = 1), 'dos')",
    'Did you mean "dose"?',
  ],
  ["pivot_longr(plants, week1)", "unknown-verb", "pivot_longr", "Did you mean pivot_longer()?"],
];

for (const [code, kind, at, hint] of WRONG) {
  Deno.test(`${code} is ${kind} at its place`, () => {
    assertEquals(fault(code), [kind, at, hint]);
  });
}
