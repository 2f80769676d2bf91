/** `heddle why`. */
import { assert, assertEquals } from "@std/assert";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const PAGE = (comma: string, data = "data/x.csv") =>
  `# A\n\nWords${comma}\n\n\`\`\`model\n#| label: tbl-m\n#| caption: Tests.\nx <- read.csv("${data}")\n` +
  "m <- lm(y ~ t, data = x)\nanova(m)\n```\n";

Deno.test("why says what a value follows from, and what made it anew", async () => {
  using folder = new TemporaryFolder();
  const root = `${folder.path}/book`;
  folder.write("book/01-a.md", PAGE(""));
  folder.write("book/data/x.csv", "t,y\na,1\na,2\nb,4\nb,5\n");
  const build = () => heddle("build", root, "--output", `${folder.path}/site`);
  const why = (label: string) => heddle("why", label, root);
  const before = await why("m");
  assertEquals([before.status, before.err.split("\n")[0]], [
    1,
    `error[nothing-kept]: Nothing is kept of the builds of "${root}"`,
  ]);
  await build();
  const first = await why("m");
  assertEquals(first.status, 0);
  const lines = first.out.split("\n");
  assertEquals(lines.slice(0, 3), [
    "01-a.md:5: block 1 gives x, m",
    "  evaluated last because it was not evaluated before",
    "  follows from",
  ]);
  assert(/^ {4}[0-9a-f]{12} {2}this Heddle and what runs it$/.test(lines[3]!), lines[3]);
  assert(/^ {4}[0-9a-f]{12} {2}data\/x\.csv$/m.test(first.out), first.out);
  assert(first.out.includes("data/x.yml is not there"), first.out);
  folder.write("book/01-a.md", PAGE(", more"));
  await build();
  assertEquals((await why("tbl-m")).out, first.out);
  folder.write("book/data/x.csv", "t,y\na,1\na,2\nb,4\nb,6\n");
  await build();
  const reason = async () => (await why("01-a")).out.split("\n")[1];
  assertEquals(await reason(), '  evaluated last because "data/x.csv" changed');
  folder.write("book/data/x.yml", "levels: {t: [b, a]}\n");
  await build();
  assertEquals(await reason(), '  evaluated last because "data/x.yml" changed');
  folder.write("book/01-a.md", PAGE("").replace("y ~ t", "log(y) ~ t"));
  await build();
  assertEquals(await reason(), "  evaluated last because its block 1 changed");
  const unknown = await why("tbl-n");
  assertEquals(unknown.status, 1);
  assert(unknown.err.includes('hint: Did you mean "tbl-m"?'), unknown.err);
});
