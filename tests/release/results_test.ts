/** Benchmarks write their own part of the results and leave the others. */
import { assertEquals } from "@std/assert";
import { RESULTS, withHead, withSection } from "../bench/results.ts";

const FILE = "# Benchmarks\n\nold head\n\n## Pictures\n\nfirst\n\n## Counts\n\nsecond\n";

Deno.test("a head is replaced and the sections stay", () => {
  assertEquals(
    withHead(FILE, "# Benchmarks\n\nnew head\n"),
    "# Benchmarks\n\nnew head\n\n## Pictures\n\nfirst\n\n## Counts\n\nsecond\n",
  );
});

Deno.test("a section is replaced where it stands, or added", () => {
  assertEquals(
    withSection(FILE, "## Pictures", "## Pictures\n\nnew\n"),
    "# Benchmarks\n\nold head\n\n## Pictures\n\nnew\n\n## Counts\n\nsecond\n",
  );
  assertEquals(
    withSection(FILE, "## Sizes", "## Sizes\n\nthird\n"),
    `${FILE}\n## Sizes\n\nthird\n`,
  );
});

Deno.test("the committed results keep every section under another head", () => {
  const file = Deno.readTextFileSync(RESULTS);
  const titles = (text: string): string[] => text.match(/^## .*/gm) ?? [];
  assertEquals(titles(withHead(file, "# Benchmarks\n")), titles(file));
});
