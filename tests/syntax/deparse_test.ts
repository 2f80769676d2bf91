import { assertEquals } from "@std/assert";
import { deparse, deparseName, deparseNumber, quote } from "../../lib/syntax/deparse.ts";
import type { Expr } from "../../lib/syntax/expr.ts";
import { parseExpression } from "../../lib/syntax/parse.ts";

// Right sides are what R's deparse(quote(…)) gives.
const CASES: [string, string][] = [
  ["y~a*b+(1|g)", "y ~ a * b + (1 | g)"],
  ["Day*Trt", "Day * Trt"],
  ["poly( x,2 )", "poly(x, 2)"],
  ["I(x ^ 2)", "I(x^2)"],
  ["log(y+1)", "log(y + 1)"],
  ["c(1,-1,0)", "c(1, -1, 0)"],
  ["a / b : c %% d %/% e", "a/b:c%%d%/%e"],
  ["a%in%b", "a %in% b"],
  ["~ x", "~x"],
  ["! a&&b", "!a && b"],
  ["2^-1", "2^-1"],
  ["x[ ,2 ]", "x[, 2]"],
  ["x[[ 'a' ]]", 'x[["a"]]'],
  ["x $ y", "x$y"],
  ["lme4 :: lmer( y~x )", "lme4::lmer(y ~ x)"],
  ["f(a=1,`b c`=2,)", "f(a = 1, `b c` = 2, )"],
  ["100000", "1e+05"],
  ["123456", "123456"],
  ["0.1", "0.1"],
  ["1e-15", "1e-15"],
  ["0.0001", "1e-04"],
  ["0.00012", "0.00012"],
  ["1234567890123456", "1234567890123456"],
  ["1234567890123456e5", "1.23456789012346e+20"],
  ["5L", "5L"],
  ["'a\"b'", '"a\\"b"'],
  ["`my var`+1", "`my var` + 1"],
  ["if(a)b else c", "if (a) b else c"],
  ["function(x,y=2)x+y", "function(x, y = 2) x + y"],
  ["a->b", "b <- a"],
  ["NULL", "NULL"],
  ["T&TRUE", "T & TRUE"],
  ["?a", "`?`(a)"],
  ["a+!b", "a + !b"],
  ["a*if(b)c else d", "a * if (b) c else d"],
  ["-for(i in x)y", "-for (i in x) y"],
  ["x:~y", "x:~y"],
];

Deno.test("deparse writes as R does", () => {
  for (const [text, expected] of CASES) {
    assertEquals(deparse(parseExpression(text)), expected, text);
    assertEquals(deparse(parseExpression(expected.replace("`?`(a)", "?a"))), expected, expected);
  }
});

Deno.test("trees that no parser made get the brackets they need", () => {
  const at = { start: 0, end: 0 };
  const name = (n: string): Expr => ({ kind: "name", name: n, ...at });
  const infix = (operator: string, a: Expr, b: Expr): Expr => ({
    kind: "call",
    form: "infix",
    callee: { kind: "name", name: operator, ...at },
    args: [a, b].map((value) => ({ name: null, nameSpan: null, value, ...at })),
    ...at,
  });
  const [a, b, c] = [name("a"), name("b"), name("c")];
  assertEquals(deparse(infix("*", infix("+", a, b), c)), "(a + b) * c");
  assertEquals(deparse(infix("-", a, infix("-", b, c))), "a - (b - c)");
  assertEquals(deparse(infix("^", infix("^", a, b), c)), "(a^b)^c");
  assertEquals(deparse(infix(":", infix("+", a, b), c)), "(a + b):c");
  const not: Expr = {
    kind: "call",
    form: "unary",
    callee: { kind: "name", name: "!", ...at },
    args: [{ name: null, nameSpan: null, value: b, ...at }],
    ...at,
  };
  assertEquals(deparse(infix("+", infix("+", a, not), c)), "(a + !b) + c");
  const minus: Expr = { kind: "number", value: -1, integer: false, text: "-1", ...at };
  assertEquals(deparse(infix("^", minus, b)), "(-1)^b");
});

Deno.test("numbers have 15 digits, fixed or scientific, whichever is shorter", () => {
  const written: [number, string][] = [
    [1 / 3, "0.333333333333333"],
    [2 / 3, "0.666666666666667"],
    [1e5, "1e+05"],
    [150000, "150000"],
    [1e15, "1e+15"],
    [0.1 + 0.2, "0.3"],
    [1e-300, "1e-300"],
    [-0.5, "-0.5"],
    [Infinity, "Inf"],
    [123456.789, "123456.789"],
    [1e22, "1e+22"],
  ];
  for (const [value, text] of written) assertEquals(deparseNumber(value), text);
  assertEquals(quote("a\tb\\\u0001"), '"a\\tb\\\\\\001"');
  assertEquals(deparseName("a`b"), "`a\\`b`");
});
