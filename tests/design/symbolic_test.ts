import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import {
  constant,
  expandedText,
  factoredText,
  isSimpleProduct,
  type Polynomial,
  product,
  subtract,
  symbol,
  valueOf,
} from "../../lib/design/structure/polynomial.ts";
import {
  evaluateSymbolic,
  grouped,
  remainder,
  symbolicText,
} from "../../lib/design/structure/symbolic.ts";

const s = symbol;
const one = constant(1);
const less = (letter: string, k = 1): Polynomial => subtract(s(letter), constant(k));

Deno.test("polynomial: factors as textbooks print them", () => {
  assertEquals(factoredText(product([s("f"), less("b"), less("g")])), "f(b-1)(g-1)");
  assertEquals(factoredText(product([less("t"), less("d")])), "(d-1)(t-1)");
  assertEquals(factoredText(subtract(product([less("t"), less("t")]), less("t"))), "(t-1)(t-2)");
  const pens = subtract(product([s("r"), s("d"), s("n")]), s("d"));
  assertEquals(factoredText(product([less("t"), pens])), "d(nr-1)(t-1)");
  assertEquals(factoredText(product([constant(3), s("a"), less("b")])), "3a(b-1)");
  assertEquals(factoredText(subtract(one, s("d"))), "-(d-1)");
  assertEquals(factoredText(constant(0)), "0");
  assertEquals(expandedText(product([less("a"), less("b")])), "ab-a-b+1");
});

Deno.test("polynomial: irreducible ones stay expanded and are not simple", () => {
  const p = subtract(product([s("r"), subtract(product([s("d"), s("n")]), one)]), less("d"));
  assertEquals(factoredText(p), "dnr-d-r+1");
  assert(!isSimpleProduct(p));
  assert(isSimpleProduct(product([s("a"), less("b"), less("c")])));
});

Deno.test("polynomial: the printed text of random products has the polynomial's value", () => {
  const random = new RandomStream(7);
  const whole = (n: number): number => Math.floor(random.uniform() * n);
  for (let k = 0; k < 300; k++) {
    const factors = Array.from({ length: 1 + whole(4) }, () => {
      const letters = product([..."abcd"].slice(whole(3)).map(s));
      return subtract(letters, constant(whole(4)));
    });
    const p = product(factors);
    const counts = { a: 2 + whole(5), b: 2 + whole(5), c: 2 + whole(5), d: 2 + whole(5) };
    assertEquals(evaluateSymbolic(factoredText(p), counts), valueOf(p, counts));
    assertEquals(evaluateSymbolic(expandedText(p), counts), valueOf(p, counts));
  }
});

Deno.test("symbolic: what is left over is a product, or the whole less its parts", () => {
  const parts = [{ set: 1, df: less("d") }];
  const pens = product([s("r"), subtract(product([s("d"), s("n")]), one)]);
  assertEquals(symbolicText(remainder(pens, parts)), "r(dn-1)-(d-1)");
  const blocks = product([s("b"), less("t")]);
  assertEquals(symbolicText(remainder(blocks, [{ set: 1, df: less("t") }])), "(b-1)(t-1)");
});

Deno.test("symbolic: marginal terms are summed with the term they belong to", () => {
  const day = { set: 1, df: less("t") };
  const diet = { set: 2, df: less("d") };
  const both = { set: 3, df: product([less("t"), less("d")]) };
  const texts = (list: Polynomial[]): string[] => list.map(factoredText);
  assertEquals(texts(grouped([day, diet, both], true)), ["dt"]);
  assertEquals(texts(grouped([day, both], false)), ["d(t-1)"]);
  assertEquals(texts(grouped([day, diet], true)), ["t", "d-1"]);
  assertEquals(texts(grouped([], true)), ["1"]);
});

Deno.test("symbolic: evaluates juxtaposition, stars, signs and brackets", () => {
  const symbols = { N: 270, d: 6, t: 3, r: 3 };
  assertEquals(evaluateSymbolic("N-dt-(r-1)", symbols), 250);
  assertEquals(evaluateSymbolic("N - (d*t)", symbols), 252);
  assertEquals(evaluateSymbolic("2(d-1)(t-1)", symbols), 20);
  assertEquals(evaluateSymbolic("-(1-d)", symbols), 5);
});

Deno.test("symbolic: what does not read is refused at its place", () => {
  const fault = (text: string) => {
    const error = assertThrows(() => evaluateSymbolic(text, { d: 2 }), DiagnosticError);
    return [error.diagnostics[0]?.code, error.diagnostics[0]?.span?.start];
  };
  assertEquals(fault("d-x"), ["symbolic-unknown", 2]);
  assertEquals(fault("(d-1"), ["symbolic-syntax", 4]);
  assertEquals(fault("d+"), ["symbolic-syntax", 2]);
  assertEquals(fault("d/2"), ["symbolic-syntax", 1]);
});
