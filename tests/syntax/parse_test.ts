import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { deparse } from "../../lib/syntax/deparse.ts";
import type { Expr } from "../../lib/syntax/expr.ts";
import { parse, parseExpression } from "../../lib/syntax/parse.ts";

/** The tree as nested prefix calls, so that grouping is seen. */
function tree(expr: Expr): string {
  switch (expr.kind) {
    case "name":
      return expr.name;
    case "number":
      return expr.integer ? `${expr.value}L` : String(expr.value);
    case "string":
      return JSON.stringify(expr.value);
    case "logical":
      return expr.text;
    case "null":
      return "NULL";
    case "call": {
      const args = expr.args.map((a) =>
        (a.name === null ? "" : `${a.name}=`) + (a.value ? tree(a.value) : "")
      );
      return `${tree(expr.callee)}(${args.join(",")})`;
    }
  }
}

// Each grouping is that of R's grammar (?Syntax), as `lobstr::ast` or `quote(…)[[1]]` shows it.
const GROUPINGS: [string, string][] = [
  ["a + b * c", "+(a,*(b,c))"],
  ["a - b - c", "-(-(a,b),c)"],
  ["a ^ b ^ c", "^(a,^(b,c))"],
  ["-a ^ b", "-(^(a,b))"],
  ["-a:b", ":(-(a),b)"],
  ["-a * b", "*(-(a),b)"],
  ["a ^ -b * c", "*(^(a,-(b)),c)"],
  ["2 ^ -1:3", ":(^(2,-(1)),3)"],
  ["1:3 * 2", "*(:(1,3),2)"],
  ["a %in% b * c", "*(%in%(a,b),c)"],
  ["a:b %in% c", "%in%(:(a,b),c)"],
  ["!a == b", "!(==(a,b))"],
  ["!a & b", "&(!(a),b)"],
  ["a == !b & c", "&(==(a,!(b)),c)"],
  ["a & b | c && d || e", "||(|(&(a,b),&&(c,d)),e)"],
  ["y ~ a + b | g", "~(y,|(+(a,b),g))"],
  ["~ a", "~(a)"],
  ["a ~ b ~ c", "~(~(a,b),c)"],
  ["~a ~ b", "~(~(a),b)"],
  ["a + !b & c", "&(+(a,!(b)),c)"],
  ["x <- y <- z", "<-(x,<-(y,z))"],
  ["x = y <- z", "=(x,<-(y,z))"],
  ["x -> y", "<-(y,x)"],
  ["x <- y -> z", "<-(x,<-(z,y))"],
  ["x ->> y", "<<-(y,x)"],
  ["a |> f(b) |> g()", "|>(|>(a,f(b)),g())"],
  ["a + b %>% f()", "+(a,%>%(b,f()))"],
  ["a$b$c(d)[e]", "[($($(a,b),c)(d),e)"],
  ["a::b(c)", "::(a,b)(c)"],
  ["x[[1]][2, ]", "[([[(x,1),2,)"],
  ["x[c[1]]", "[(x,[(c,1))"],
  ["f(a = 1, b, c = )", "f(a=1,b,c=)"],
  ["'f'(x)", "f(x)"],
  ["f(x)(y)", "f(x)(y)"],
  ["-2", "-(2)"],
  ["1L + 0x1F + .5 + 1e-3 + 5.", "+(+(+(+(1L,31),0.5),0.001),5)"],
  ["0x1.8p1", "3"],
  ["1e5L", "100000L"],
  ["`a b` + T", "+(a b,T)"],
  ["if (a) b else c + d", "if(a,b,+(c,d))"],
  ["function(x, y = 2) x + y", "function(x=,y=2,+(x,y))"],
  ["for (i in 1:3) f(i)", "for(i,:(1,3),f(i))"],
  ["?a", "?(a)"],
  ["a ? b = c", "?(a,=(b,c))"],
];

Deno.test("operators group as in R", () => {
  for (const [text, expected] of GROUPINGS) {
    assertEquals(tree(parseExpression(text)), expected, text);
  }
});

Deno.test("a line end goes on with the expression in brackets and after an operator only", () => {
  const count = (text: string) => parse(text).statements.length;
  assertEquals(count("a\n+ b"), 2);
  assertEquals(count("(a\n+ b)"), 1);
  assertEquals(count("a +\n\n b"), 1);
  assertEquals(count("f(a\n, b\n)"), 1);
  assertEquals(count("x[1,\n2]"), 1);
  assertEquals(count("f\n(x)"), 2);
  assertEquals(count("a; b ;; c # d\n\n# only a comment\n"), 3);
  assertEquals(count("f(\n{a\nb}\n)"), 1);
  assertEquals(count("if (a) b\nelse c"), 1);
});

Deno.test("strings have R's escapes, and raw strings none", () => {
  const value = (text: string) => {
    const expr = parseExpression(text);
    return expr.kind === "string" ? expr.value : null;
  };
  assertEquals(
    value(String.raw`"a\tb\n\"q\" \\ \x41 \u00e9 \U{1F600} \101"`),
    'a\tb\n"q" \\ A é 😀 A',
  );
  assertEquals(value(String.raw`r"(C:\data\x)"`), String.raw`C:\data\x`);
  assertEquals(value(String.raw`R'---[a]--"]---'`), `a]--"`);
  assertEquals(value('"two\nlines"'), "two\nlines");
});

Deno.test("every node knows where it stands", () => {
  const text = "m <- lm(y ~ Day*Trt, data = pigs)";
  const statement = parseExpression(text);
  const seen: string[] = [];
  const walk = (expr: Expr): void => {
    seen.push(text.slice(expr.start, expr.end));
    if (expr.kind !== "call") return;
    for (const arg of expr.args) {
      if (arg.nameSpan) seen.push(text.slice(arg.nameSpan.start, arg.nameSpan.end));
      if (arg.value) walk(arg.value);
    }
  };
  walk(statement);
  assertEquals(seen, [
    text,
    "m",
    "lm(y ~ Day*Trt, data = pigs)",
    "y ~ Day*Trt",
    "y",
    "Day*Trt",
    "Day",
    "Trt",
    "data",
    "pigs",
  ]);
});

/** [text, code, what the span covers, statements that stand]. */
const FAULTS: [string, string, string, string[]][] = [
  ["x <- 5 5\ny <- 3", "unexpected-token", "5", ["y <- 3"]],
  ["a < b < c", "chained-comparison", "<", []],
  ["f(1, 2", "unclosed-bracket", "(", []],
  ["f(1, 2]\nb", "unexpected-token", "]", ["b"]],
  ["m <- lm(y ~ x, data = d\nAnova(m)\nb", "unexpected-token", "Anova", ["Anova(m)", "b"]],
  ["f(x,\n  y z)\nok", "unexpected-token", "z", ["ok"]],
  ["x <- “a”\nok", "unexpected-character", "“", ["ok"]],
  ['x <- "a\nok', "unclosed-string", '"a', ["ok"]],
  ["x <- 'a\\d'\nok", "unknown-escape", "\\d", ["ok"]],
  ["1x; ok", "bad-number", "1x", ["ok"]],
  ["2i", "bad-number", "2i", []],
  ["_x", "bad-name", "_x", []],
  ["a +", "unexpected-end", "+", []],
  [")", "unexpected-token", ")", []],
  ["a %b\nok", "unexpected-character", "%", ["ok"]],
  ["else b", "unexpected-token", "else", []],
  ["x$5", "unexpected-token", "5", []],
  ["a, b", "unexpected-token", ",", []],
];

Deno.test("a statement that does not parse gives one diagnostic, and the others stand", () => {
  for (const [text, code, covered, rest] of FAULTS) {
    const { statements, diagnostics } = parse(text);
    assertEquals(diagnostics.map((d) => d.code), [code], text);
    const [{ span, hint, message }] = diagnostics as [typeof diagnostics[number]];
    assertEquals(text.slice(span!.start, span!.end), covered, text);
    assert(hint && message && !message.endsWith("."), text);
    assertEquals(statements.map(deparse), rest, text);
  }
});

Deno.test("the name that a faulty statement would have set is known", () => {
  assertEquals(parse("x <- 5 5\ny$z <- )\nf(a b)\nv[[2]] = = 3").broken.map((b) => b.target), [
    "x",
    "y",
    null,
    "v",
  ]);
});

Deno.test("parseExpression takes one expression", () => {
  for (const text of ["", "a; b", "a +"]) {
    const error = assertThrows(() => parseExpression(text), DiagnosticError);
    assert(error.diagnostics[0]!.span);
  }
});
