/** A book that is built again is the book that is built anew, and no more of it is made than must be. */
import { assertEquals } from "@std/assert";
import { editBook } from "./edited_book.ts";

const count = Deno.env.get("HEDDLE_TESTS") === "fast" ? 12 : 48;

Deno.test("after random edits a build with its cache is one without, byte for byte, and evaluates no page for nothing", async () => {
  const { passed, wrong } = await editBook(count, 20261127);
  assertEquals([passed, wrong], [count, []]);
});
