import { assertEquals } from "@std/assert";
import { HtmlValidate } from "html-validate";
import { buildSite } from "../../lib/site/build_site.ts";
import { bookPath, MemoryWorld } from "../site/memory_world.ts";

/** KaTeX writes styles into its spans; long tables of numbers need no `<wbr>`. */
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "no-inline-style": "off",
  },
});

for (const book of ["plain", "trial"]) {
  Deno.test(`every page of the ${book} book is valid HTML`, async () => {
    const world = new MemoryWorld();
    await buildSite({ root: bookPath(book), output: "/nowhere/site", world });
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
