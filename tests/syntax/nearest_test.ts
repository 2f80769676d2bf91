import { assertEquals } from "@std/assert";
import { editDistance, nearest, suggestion } from "../../lib/syntax/nearest.ts";

Deno.test("letters inserted, deleted, replaced and swapped are counted", () => {
  assertEquals(editDistance("", "Day"), 3);
  assertEquals(editDistance("Trt", "Trt"), 0);
  assertEquals(editDistance("Blcok", "Block"), 1);
  assertEquals(editDistance("kitten", "sitting"), 3);
});

Deno.test("a name is meant only when it is near", () => {
  const meant: [string, string[], string | null][] = [
    ["foo", ["F", "f2", "Block"], null],
    ["x", ["y", "z"], null],
    ["trt", ["Day", "Trt"], "Trt"],
    ["Dy", ["Trt", "Day"], "Day"],
    ["dya", ["day", "a"], "day"],
    ["kay", ["day"], null],
    ["Blcok", ["Trt", "Block"], "Block"],
    ["emmean", ["lm", "emmeans", "mean"], "emmeans"],
    ["yeild", ["field", "yield"], "yield"],
    ["toString", ["units", "treatments"], null],
  ];
  for (const [name, names, expected] of meant) assertEquals(nearest(name, names), expected, name);
});

Deno.test("where nothing is near, a hint lists what is known", () => {
  assertEquals(suggestion("Dy", ["Day"]), 'Did you mean "Day"?');
  assertEquals(suggestion("foo", ["Day", "Trt"], "The columns are"), "The columns are Day, Trt");
  assertEquals(suggestion("foo", []), undefined);
  assertEquals(suggestion("foo", [], "Its predictors are"), "Its predictors are none");
  const many = Array.from({ length: 20 }, (_, i) => `column ${i}`);
  assertEquals(suggestion("foo", many)?.split(",").length, 16);
});
