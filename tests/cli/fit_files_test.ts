/** `fit --data`: files of each reader. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { heddle } from "./captured_world.ts";

const path = (name: string): string =>
  decodeURIComponent(new URL(`../${name}`, import.meta.url).pathname);
const ASKED = ["--formula", "breaks ~ wool * tension", "--means", "~ tension | wool"];

Deno.test("a data frame of R is fitted as the same table in CSV is", async () => {
  const rds = await heddle("fit", "--data", path("data/rds/warpbreaks.rds"), ...ASKED);
  const csv = await heddle(
    "fit",
    "--data",
    path("oracle/public/warpbreaks.csv"),
    ...ASKED,
    "--levels",
    "tension=L,M,H",
  );
  assertEquals([rds.status, rds.err], [0, ""]);
  assertStringIncludes(rds.out, "8.498");
  assertEquals(rds.out, csv.out);
});

Deno.test("what is of delimited text alone is refused of another file", async () => {
  for (const option of ["delimiter", "numeric", "missing"]) {
    const { status, err } = await heddle(
      "fit",
      "--data",
      path("data/rds/warpbreaks.rds"),
      ...ASKED,
      `--${option}`,
      ",.",
    );
    assertEquals(status, 1);
    assertStringIncludes(err, `error[bad-option]: --${option} is of delimited text`);
  }
});

Deno.test("a file that holds no table is told by name", async () => {
  const { status, err } = await heddle("fit", "--data", path("data/rds/lm.rds"), ...ASKED);
  assertEquals(status, 1);
  assertStringIncludes(err, 'The file holds an object of class "lm", not a data frame');
});
