/** Colours of authors on a dark page, and signs of colours. */
import { assert, assertEquals } from "@std/assert";
import { painted } from "../../lib/render/figure/painted.ts";
import { PAPER } from "../../lib/render/figure/grammar/palettes.ts";

Deno.test("a line or a sign of an author's dark colour is lighter on a dark page, an area is not", () => {
  const ink = { className: "", colour: "#0000ff" };
  assertEquals(painted(ink, "fill"), { fill: "#0000ff", stroke: "none" });
  assertEquals(painted(ink, "stroke"), {
    stroke: "#0000ff",
    fill: "none",
    style: "stroke:light-dark(#0000ff,#4d4dff)",
  });
  assertEquals(painted(ink, "sign", 0.5).style, "fill:light-dark(#0000ff,#4d4dff)");
  // the contrast of WCAG 2.2 on #14161b, reckoned by hand for #4d4dff
  const channel = (v: number): number =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = (r: number, g: number, b: number): number =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (luminance(77, 77, 255) + 0.05) / (luminance(0x14, 0x16, 0x1b) + 0.05);
  assert(ratio > 3 && ratio < 3.5, String(ratio));
});

Deno.test("colours that are seen, those of the page and its ground stand as they are", () => {
  for (const colour of ["#ff0000", "#4682b4", PAPER, "currentColor"]) {
    assertEquals(painted({ className: "", colour }, "stroke").style, undefined, colour);
  }
  assertEquals(painted({ className: "s1" }, "sign").style, undefined);
});
