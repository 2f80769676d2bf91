/**
 * Vectors, factors, data frames and matrices, character by character as R 4.2.2 prints them.
 * `fixtures/values.json` holds values with `capture.output(print(x))` at width 100.
 */
import { assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/text/render_text.ts";
import type { Shown } from "../../lib/render/shown.ts";

interface Case {
  value: Shown;
  printed: string[];
}

const cases = JSON.parse(
  Deno.readTextFileSync(new URL("fixtures/values.json", import.meta.url)),
) as Case[];

Deno.test("values are printed as R prints them", () => {
  cases.forEach((c, i) => {
    assertEquals(renderText(c.value), c.printed.map((l) => `${l}\n`).join(""), `case ${i}`);
  });
});
