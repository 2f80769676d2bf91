/** Texts, patterns and dates: what is refused leads out, and what explodes ends. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Diagnostic, DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { CONSOLE } from "../../lib/language/print/cells.ts";
import { printed } from "../../lib/language/print/print.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

interface Ended {
  out: string;
  code: string | null;
  hint: string;
}

/** The last value of a code, or the fault with which it ended. */
function ended(code: string): Ended {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  try {
    let out = "";
    for (const statement of parse(code).statements) {
      const value = evaluator.run(statement);
      out = evaluator.printed.splice(0).join("") + printed(value, CONSOLE).join("\n");
    }
    return { out, code: null, hint: "" };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics as [Diagnostic];
    assert(first.span, `the fault of ${code} has a place`);
    return { out: first.message, code: first.code, hint: first.hint ?? "" };
  }
}

/** A statement that is refused, what its hint says, and what works when the hint is followed. */
const REFUSED: readonly [wrong: string, hint: RegExp, right: string, gives: string][] = [
  ["Sys.Date()", /as\.Date\(/, 'as.Date("2026-03-01")', '[1] "2026-03-01"'],
  ["today()", /as\.Date\("2024/, 'as.Date("2024-05-31")', '[1] "2024-05-31"'],
  [
    'as.POSIXct("2024-05-31 10:00", tz = "America/Chicago")',
    /tz = "UTC"/,
    'as.POSIXct("2024-05-31 10:00", tz = "UTC")',
    '[1] "2024-05-31 10:00:00 UTC"',
  ],
  [
    'as.Date("31.05.2024")',
    /format = "%d/,
    'as.Date("31.05.2024", format = "%d.%m.%Y")',
    '[1] "2024-05-31"',
  ],
  ["as.Date(19000)", /origin = "1970/, 'as.Date(19000, origin = "1970-01-01")', '[1] "2022-01-08"'],
  [
    'as.Date("2024", "%Y")',
    /Give month/,
    'as.Date(paste0("2024", "-01-01"), "%Y-%m-%d")',
    '[1] "2024-01-01"',
  ],
  [
    'as.Date("31.05.", "%d.%m.")',
    /Give the year/,
    'as.Date(paste(2024, "31 05"), "%Y %d %m")',
    '[1] "2024-05-31"',
  ],
  [
    'sum(as.Date("2024-05-31"))',
    /as\.numeric/,
    'sum(as.numeric(as.Date("2024-05-31")))',
    "[1] 19874",
  ],
  [
    'seq(as.Date("2024-01-01"), by = "fortnight", length.out = 2)',
    /"2 weeks"/,
    'seq(as.Date("2024-01-01"), by = "2 weeks", length.out = 2)',
    '[1] "2024-01-01" "2024-01-15"',
  ],
  ['grepl("(?<=a)b", "ab")', /perl = TRUE/, 'grepl("(?<=a)b", "ab", perl = TRUE)', "[1] TRUE"],
  [
    'gsub("\\\\h", "", "a b")',
    /perl = TRUE|\[\[:space/,
    'gsub("[[:space:]]", "", "a b")',
    '[1] "ab"',
  ],
  ['grepl("(a", "(a")', /\\\\\(/, 'grepl("\\\\(a", "(a")', "[1] TRUE"],
  ['grepl("[[:letter:]]", "a")', /lower|alpha/, 'grepl("[[:alpha:]]", "a")', "[1] TRUE"],
  [
    'grepl("(?<=a+)b", "aab", perl = TRUE)',
    /\\\\K/,
    'sub("a+\\\\Kb", "x", "aab", perl = TRUE)',
    '[1] "aax"',
  ],
  ['gsub("", "-", "ab", fixed = TRUE)', /without fixed/, 'gsub("", "-", "ab")', '[1] "-a-b-"'],
  ['sprintf("%d", 2.5)', /%f/, 'sprintf("%f", 2.5)', '[1] "2.500000"'],
  ['sprintf("%f", "a")', /%s/, 'sprintf("%s", "a")', '[1] "a"'],
  ['sprintf("%y", 1)', /%f/, 'sprintf("%f", 1)', '[1] "1.000000"'],
  ["strsplit(12, 1)", /as\.character/, "strsplit(as.character(12), 1)", '[[1]]\n[1] ""  "2"\n'],
  ["formatC(TRUE)", /format\(\)/, "format(TRUE)", '[1] "TRUE"'],
  ["format(1.5, digit = 2, foo = 1)", /digits/, "format(1.55, digits = 2)", '[1] "1.6"'],
  ['nchr("abc")', /nchar/, 'nchar("abc")', "[1] 3"],
  [
    'str_detect("abc", pat = "b", perl = TRUE)',
    /string|pattern/,
    'str_detect("abc", "b")',
    "[1] TRUE",
  ],
  ['str_c(c("a", "b"), 1:3)', /paste0/, 'paste0(c("a", "b"), 1:3)', '[1] "a1" "b2" "a3"'],
  ['iconv("é", to = "ASCII")', /chartr/, 'chartr("é", "e", "é")', '[1] "e"'],
  ['charToRaw("A")', /utf8ToInt/, 'utf8ToInt("A")', "[1] 65"],
  ["cat(list(1, 2))", /unlist/, "cat(unlist(list(1, 2)))", "1 2NULL"],
  ['toupr("a")', /toupper/, 'toupper("a")', '[1] "A"'],
];

for (const [wrong, hint, right, gives] of REFUSED) {
  Deno.test(`a hint leads out of ${wrong}`, () => {
    const refused = ended(wrong);
    assert(refused.code !== null, `${wrong} is refused, and gave ${refused.out}`);
    assertMatch(refused.hint, hint);
    assertEquals(ended(right).out, gives);
  });
}

/** Statements that a matcher without memory would never end, and their value or fault. */
const EXPLOSIVE: readonly [code: string, gives: string][] = [
  ['grepl("(a+)+$", paste0(strrep("a", 100000), "b"))', "[1] FALSE"],
  ['grepl("(a|aa)+$", paste0(strrep("a", 50000), "b"), perl = TRUE)', "[1] FALSE"],
  ['grepl("(a*)*b", strrep("a", 50000), perl = TRUE)', "[1] FALSE"],
  ['grepl("^(([a-z])+.)+[A-Z]([a-z])+$", strrep("a", 20000), perl = TRUE)', "[1] FALSE"],
  ['nchar(gsub("(x+x+)+y", "", strrep("x", 20000)))', "[1] 20000"],
  ['grepl("(a?){30}a{30}", strrep("a", 30))', "[1] TRUE"],
  ['str_detect(strrep("a", 50000), "(a+)+b")', "[1] FALSE"],
  ['grepl(".*.*.*.*=", strrep("a", 30000))', "[1] FALSE"],
  ['grepl("(a+)+\\\\1b", strrep("a", 3000))', "pattern-too-costly"],
  ['grepl("(.*)(.*)(.*)\\\\1\\\\2\\\\3x", strrep("ab", 500), perl = TRUE)', "pattern-too-costly"],
  ['grepl("(?=.*x)(?=.*y).*z", strrep("a", 30000), perl = TRUE)', "pattern-too-costly"],
  ['strsplit(strrep("a", 20000), "(a+)+b")[[1]] == strrep("a", 20000)', "[1] TRUE"],
  ['grepl("((a{1,50}){1,50}){1,50}", "a")', "bad-pattern"],
  ['grepl("a{100000}", "a")', "bad-pattern"],
  ['grepl(strrep("(", 5000), "a")', "bad-pattern"],
  ['nchar(strrep("a", 1e9))', "too-long"],
  ['nchar(str_pad("a", 1e9))', "too-long"],
  ['nchar(sprintf("%1000000000d", 1L))', "too-long"],
  ["nchar(formatC(1, width = 1e9))", "too-long"],
  ['nchar(format("a", width = 1e9))', "too-long"],
  ['nchar(gsub("", "-", strrep("ab", 400000)))', "pattern-too-costly"],
  ['length(strsplit(strrep("a ", 50000), " ")[[1]])', "[1] 50000"],
  ['length(strsplit(strrep("a ", 200000), "[ ]")[[1]])', "[1] 200000"],
  ['length(strsplit(strrep("a b", 200000), " ", fixed = TRUE)[[1]])', "[1] 200001"],
  ['length(str_split(strrep("😀 ", 20000), fixed(" "))[[1]])', "[1] 20001"],
  ['sum(grepl("b$", rep("ab", 100000)))', "[1] 100000"],
  [
    'nchar(str_replace_all(strrep("ab", 400000), "(.)", "\\\\1\\\\1"))',
    "pattern-too-costly",
  ],
  ['x <- "ab"; for (i in 1:60) x <- paste(x, x)', "too-long"],
  ['sprintf("%.1000f", pi)', "wrong-argument"],
  ['seq(as.Date("2024-01-01"), by = "day", length.out = 1e9)', "too-long"],
];

for (const [code, gives] of EXPLOSIVE) {
  Deno.test(`it ends, or says why not: ${code}`, () => {
    const { out, code: fault } = ended(code);
    assertEquals(fault ?? out, gives);
  });
}
