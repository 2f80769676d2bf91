import { assert, assertEquals } from "@std/assert";
import { HtmlValidate } from "html-validate";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookPath, MemoryWorld } from "../site/memory_world.ts";

/**
 * KaTeX writes styles into its spans and cells hold their numbers for the drawing; the shell's roles
 * are said because its rows are no table to the style sheet of a phone.
 */
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "no-inline-style": "off",
    "no-redundant-role": "off",
  },
});

const course = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);

for (
  const [book, root] of [
    ["plain", bookPath("plain")],
    ["trial", bookPath("trial")],
    ["course", course],
    ["faults", bookPath("faults")],
  ] as const
) {
  Deno.test(`every page of the ${book} book is valid HTML`, async () => {
    const world = new MemoryWorld();
    await buildSite({ root, output: "/nowhere/site", world, keepGoing: book === "faults" });
    assert(world.files.size > 0);
    for (const path of world.files.keys()) {
      if (!path.endsWith(".html")) continue;
      const report = await validator.validateString(world.readText(path), path);
      const found = report.results.flatMap((result) =>
        result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)
      );
      assertEquals(found, [], path);
    }
  });
}
