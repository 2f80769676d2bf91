/** Formulas taken apart, and their terms expanded, as R's `terms` and lme4 do. */
import { assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { parseFormula } from "../../lib/model/formula/formula.ts";
import { expandTerms } from "../../lib/model/formula/terms.ts";

const columns = ["y", "a", "b", "c"];

function expanded(text: string): string {
  const { fixed, response } = parseFormula(text);
  const { terms, intercept } = expandTerms(fixed, { response, columns });
  return [intercept ? "1" : "0", ...terms.map((t) => t.label)].join(" ");
}

// Right sides as R 4.2.2 expands them: attr(terms(f), "term.labels").
const expansions: Record<string, string> = {
  "y ~ a * b": "1 a b a:b",
  "y ~ a * b * c - a:b": "1 a b c a:c b:c a:b:c",
  "y ~ (a + b + c)^2": "1 a b c a:b a:c b:c",
  "y ~ (a + b)^3": "1 a b a:b",
  "y ~ a / b": "1 a a:b",
  "y ~ a / (b + c)": "1 a a:b a:c",
  "y ~ (a + b) / c": "1 a b a:b:c",
  "y ~ a + b %in% a": "1 a a:b",
  "y ~ b:a + a": "1 a b:a",
  "y ~ a:b + c + a": "1 c a a:b",
  "y ~ 0 + a": "0 a",
  "y ~ a - 1": "0 a",
  "y ~ -1 + a + 1": "1 a",
  "y ~ a + 0 - 0": "1 a",
  "y ~ .": "1 a b c",
  "y ~ . - b": "1 a c",
  "y ~ .^2": "1 a b c a:b a:c b:c",
  "log(y) ~ .": "1 a b c",
  "y ~ a + a + a:a": "1 a",
  "y ~ y + a": "1 a",
  "y ~ a * b - a": "1 b a:b",
  "y ~ poly(c, 2) * a + I(c^2)": "1 poly(c, 2) a I(c^2) poly(c, 2):a",
  "y ~ a + offset(log(b))": "1 a",
  "y ~ ((a))": "1 a",
  "y ~ 1": "1",
};

for (const [text, expected] of Object.entries(expansions)) {
  Deno.test(`terms of ${text}`, () => assertEquals(expanded(text), expected));
}

Deno.test("an offset is no term", () => {
  const { offsets } = expandTerms(parseFormula("y ~ a + offset(log(b))").fixed);
  assertEquals(offsets.length, 1);
});

function groups(text: string): string[] {
  return parseFormula(text).random.map((r) => r.group.name + (r.correlated ? "" : " ||"));
}

Deno.test("nested groups are named as lme4 1.1-31 names them", () => {
  assertEquals(groups("y ~ 1 + (1|a/b/c)"), ["c:(b:a)", "b:a", "a"]);
  assertEquals(groups("y ~ (1|a:b)"), ["a:b"]);
  assertEquals(groups("y ~ x + (1 | Block/Variety)"), ["Variety:Block", "Block"]);
  assertEquals(groups("y ~ (x||g) + (0 + z | g)"), ["g ||", "g"]);
});

Deno.test("an interaction may be the outer group, which lme4 cannot parse", () => {
  const { random } = parseFormula("y ~ (1|a:b/c)");
  assertEquals(random.map((r) => r.group.name), ["c:(a:b)", "a:b"]);
  assertEquals(random[0]!.group.factors.length, 3);
});

Deno.test("what is left of a formula without its random terms", () => {
  const left: Record<string, string> = {
    "y ~ (1|g)": "1",
    "y ~ 0 + (1|g)": "0",
    "y ~ a * b + (1|g) + (a|h)": "1 a b a:b",
    "y ~ a + (1|g) - 1": "0 a",
    "y ~ ((1|g) + b)": "1 b",
    "y ~ (1|g) - 1": "0",
  };
  for (const [text, expected] of Object.entries(left)) assertEquals(expanded(text), expected);
});

function fault(text: string): { code: string; at: string } {
  const error = assertThrows(() => expanded(text), DiagnosticError);
  const { code, span } = error.diagnostics[0]!;
  return { code, at: span ? text.slice(span.start, span.end) : "" };
}

Deno.test("faults carry their place in the formula", () => {
  assertEquals(fault("y"), { code: "not-a-formula", at: "y" });
  assertEquals(fault("y ~ a | g"), { code: "random-term-parentheses", at: "a | g" });
  assertEquals(fault("y ~ a*(1|g)"), { code: "random-term-place", at: "1|g" });
  assertEquals(fault("y ~ (1|g + h)"), { code: "random-term-group", at: "g + h" });
  assertEquals(fault("y ~ (1|2)"), { code: "random-term-group", at: "2" });
  assertEquals(fault("y ~ a + 2"), { code: "invalid-term", at: "2" });
  assertEquals(fault("y ~ a^0.5"), { code: "invalid-term", at: "a^0.5" });
  assertEquals(fault('y ~ "a"'), { code: "invalid-term", at: '"a"' });
});

Deno.test("a dot needs data", () => {
  const { fixed } = parseFormula("y ~ .");
  const error = assertThrows(() => expandTerms(fixed), DiagnosticError);
  assertEquals(error.diagnostics[0]!.code, "dot-without-data");
});
