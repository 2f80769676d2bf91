/** The order of texts is that of `Intl.Collator("en")`, which is R's in a UTF-8 locale. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareText } from "../../lib/data/compare_text.ts";
import { runs } from "../runs.ts";

const collator = new Intl.Collator("en");

Deno.test("plain texts are ordered as the collator orders them", () => {
  const printable = fc.string({ unit: "grapheme-ascii", maxLength: 8 });
  const few = fc.string({ unit: fc.constantFrom(..."aAbB1 -_."), maxLength: 6 });
  for (const text of [printable, few]) {
    fc.assert(
      fc.property(text, text, (a, b) => {
        assertEquals(Math.sign(compareText(a, b)), Math.sign(collator.compare(a, b)));
      }),
      runs(20_000, 1),
    );
  }
});

Deno.test("other texts too, and texts that differ are never alike", () => {
  const text = fc.string({ unit: fc.constantFrom(..."aAäÄzßé·\u00ad1 \t"), maxLength: 5 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const ours = Math.sign(compareText(a, b));
      assertEquals(ours === 0, a === b);
      const theirs = Math.sign(collator.compare(a, b));
      if (theirs !== 0) assertEquals(ours, theirs);
      assertEquals(ours, 0 - Math.sign(compareText(b, a)));
    }),
    runs(5000, 2),
  );
});

Deno.test("as R sorts: cases together, small letters first, digits before letters", () => {
  // sort(c("b", "A", "a", "B", "10", "9")) in en_US.UTF-8
  assertEquals(["b", "A", "a", "B", "10", "9"].sort(compareText), ["10", "9", "a", "A", "b", "B"]);
});
