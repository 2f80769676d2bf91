import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { deparse } from "../../lib/syntax/deparse.ts";
import { parse } from "../../lib/syntax/parse.ts";
import { runs } from "../runs.ts";

const WORDS = [
  ...'a b.c `d e` TRUE NULL NA 1 2L 1e3 .5 \'x\' "y" r"(z)" if else for in while function repeat'
    .split(" "),
  ..."+ - * / ^ ~ <- <<- = -> : :: $ @ ! & && | || == < <= %in% %>% |> ? ( ) [ ] [[ ]] { } , ;"
    .split(" "),
  "\n",
  " ",
  "# c\n",
  "\\",
  "%",
  '"',
  "`",
  "_",
  "é",
  "“",
];

Deno.test("no text makes the parser throw, and every span lies in the text", () => {
  const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((w) => w.join(" "));
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ maxLength: 60 })), (source) => {
      const { diagnostics, statements } = parse(source);
      for (const { span } of diagnostics) {
        assert(span && span.start >= 0 && span.start <= span.end && span.end <= source.length);
      }
      for (const s of statements) assert(s.start >= 0 && s.end <= source.length && s.start < s.end);
    }),
    runs(3000, 20260901),
  );
});

/** Texts that R's grammar allows, of every form. */
const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(..."a b.c `d,e` `f,\ng` TRUE NULL NA 1 2L 1e3 .5 'x' Inf T y".split(" ")),
  expression: fc.oneof(
    { maxDepth: 5 },
    tie("leaf"),
    fc.tuple(
      tie("expression"),
      fc.constantFrom(
        ..."+ - * / ^ : ~ & && | || %in% %% %>% |> <- -> $ :: == +".split(" "),
      ),
      tie("expression"),
    ).map(([a, o, b]) => o === "$" || o === "::" ? `x${o}y` : `${a} ${o} ${b}`),
    fc.tuple(fc.constantFrom("-", "+", "!", "~"), tie("expression")).map((p) => p.join("")),
    tie("expression").map((a) => `(${a})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `f(${a}, k = ${b})`),
    fc.tuple(tie("leaf"), tie("expression")).map(([a, b]) => `${a}[${b}, ]`),
    tie("expression").map((a) => `x[[${a}]]`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `{${a}\n${b}}`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `if (${a}) ${b} else y`),
    tie("expression").map((a) => `function(x, y = 1) ${a}`),
  ),
}));

const OFTEN = runs(5000, 7);

Deno.test("what parses is written back as a text that parses to the same", () => {
  let compared = 0;
  fc.assert(
    fc.property(expression, (source) => {
      for (const statement of parse(source).statements) {
        const written = deparse(statement);
        const again = parse(written);
        assertEquals(again.diagnostics, [], `${source} → ${written}`);
        assertEquals(again.statements.map(deparse), [written], source);
        compared++;
      }
    }),
    OFTEN,
  );
  assert(compared > 0.6 * OFTEN.numRuns, `${compared}`);
});

Deno.test("long and deep texts take time in proportion to their length", () => {
  const pieces = [
    ..."( f( - 1+ a^ x<- { x[[ ` ! a$b f(a= if(a) x; % ) ?".split(" "),
    "f(x y\n",
    '"\\\n',
    'r"(\n',
    "'",
    "a %in% ",
    "function(x) ",
  ];
  // A quadratic parser would not end on these within the hour.
  for (const piece of pieces) {
    const { statements, diagnostics } = parse(piece.repeat(50_000));
    assert(statements.length + diagnostics.length > 0, piece);
  }
});
