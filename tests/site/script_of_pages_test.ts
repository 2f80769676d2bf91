/** A page that takes values from another has the R of the other in its script, once and before its own. */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";

Deno.test("the script of a page begins with the page that it takes values from", async () => {
  const root = new URL("../books/trial", import.meta.url).pathname;
  const output = Deno.makeTempDirSync();
  await buildSite({ root, output });
  const script = Deno.readTextFileSync(`${output}/02-again/chapter.R`);
  Deno.removeSync(output, { recursive: true });
  assertEquals(script.match(/Of the page 01-trial\.md/g)?.length, 1);
  assert(script.indexOf("read.csv(") > 0 && script.trimEnd().endsWith("means"), script);
});
