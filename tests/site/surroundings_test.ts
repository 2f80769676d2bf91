import { assert, assertEquals } from "@std/assert";
import { compare, SHOWS_ALL } from "../long/zones.ts";

Deno.test("a book is the same under another zone, language and path", async () => {
  const { others, text } = await compare([
    { zone: "UTC", language: "C", folder: "book" },
    { zone: "Pacific/Auckland", language: "tr_TR.UTF-8", folder: "a book é" },
  ], (root) => {
    Deno.mkdirSync(root, { recursive: true });
    Deno.writeTextFileSync(`${root}/01-all.md`, SHOWS_ALL);
    Deno.writeTextFileSync(`${root}/book.yml`, "title: All\n");
  });
  assertEquals(others, []);
  for (const words of ["Wed Jan 01 2020 00:00:00 GMT+0000", "1,234.5", "at fence.js:"]) {
    assert(text.includes(words), `${words} is missing`);
  }
});
