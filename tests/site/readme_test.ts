/** What README shows is a page that builds, each block by itself. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { heddle, TemporaryFolder } from "../cli/captured_world.ts";

const root = new URL("../../", import.meta.url);
const readme = Deno.readTextFileSync(new URL("README.md", root));
const blocks = [...readme.matchAll(/^````markdown\n([^]*?)^````$/gm)].map(([, text]) => text!);

Deno.test("every page of README builds, and has a table", async () => {
  assertEquals(blocks.length, 3);
  for (const block of blocks) {
    using folder = new TemporaryFolder();
    folder.write("b/01-a.md", `# A\n\n${block}`);
    folder.write(
      "b/data/strawberries.csv",
      Deno.readTextFileSync(new URL("reports/data/strawberries.csv", root)),
    );
    const { status, err } = await heddle(
      ...["build", `${folder.path}/b`, "--output", `${folder.path}/site`],
    );
    assertEquals([status, err.includes("error[")], [0, false], err);
    assertStringIncludes(Deno.readTextFileSync(`${folder.path}/site/01-a.html`), "Table 1.1.");
  }
});
