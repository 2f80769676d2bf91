/** `heddle cells`. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { cellsFileOf, permissions } from "../../lib/cli/permissions.ts";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const ROWS = "Trt,Day,y,x,w\n" +
  "A,1,10.5,1,1\nA,1,11,2,2\nA,1,NA,3,1\nB,1,12,4,1\nB,1,14.25,5,0\nB,1,13,6,1\n" +
  "A,7,9,7,1\nA,7,8,8,1\nB,7,7,9,1\nB,7,6.5,10,1\n";

Deno.test("cells writes counts, means and squares by cell, the same bytes for any order of rows", async () => {
  using folder = new TemporaryFolder();
  folder.write("trial.csv", ROWS);
  const file = `${folder.path}/trial.csv`;
  const made = await heddle("cells", file, "--by", "Trt,Day", "--response", "y", "--min", "2");
  assertEquals([made.status, made.err], [0, ""]);
  assertEquals(made.out, `${folder.path}/trial.cells.csv: 4 cells of 10 rows\n`);
  const text = Deno.readTextFileSync(`${folder.path}/trial.cells.csv`);
  assertEquals(
    text.replace(/hash: [0-9a-f]{64}/, "hash: …"),
    "# heddle cells 1\n# by: Trt, Day\n# from: trial.csv\n# rows: 10\n# min: 2\n# hash: …\n" +
      "Trt,Day,n,y.n,y.mean,y.ss\nA,1,3,2,10.75,0.125\nA,7,2,2,8.5,0.5\n" +
      "B,1,3,3,13.083333333333334,2.541666666666667\nB,7,2,2,6.75,0.125\n",
  );
  const [head, ...rows] = ROWS.trim().split("\n");
  folder.write("other/trial.csv", `${[head, ...rows.reverse()].join("\n")}\n`);
  const other = `${folder.path}/other/trial.csv`;
  const again = ["cells", other, "--by=Trt,Day", "--response=y", "--min=2", "--output=-"];
  assertEquals((await heddle(...again)).out, text);
});

Deno.test("a fit of cells is that of the rows, with covariates and weights", async () => {
  using folder = new TemporaryFolder();
  folder.write("trial.csv", ROWS);
  const file = `${folder.path}/trial.csv`;
  const given = ["--by", "Trt,Day", "--response", "y", "--covariates", "x", "--weights", "w"];
  const made = await heddle("cells", file, ...given, "--min", "1");
  assertMatch(made.out, /: 5 cells of 9 rows; 1 row without a weight left out\n$/);
  const fit = async (data: string): Promise<string> => {
    const words = ["--formula", "y ~ Trt * x + Day", "--weights", "w", "--type", "3"];
    return (await heddle("fit", "--data", data, "--factors", "Day", ...words)).out;
  };
  const rows = await fit(file);
  assertMatch(rows, /Residuals/);
  assertEquals(await fit(`${folder.path}/trial.cells.csv`), rows);
});

Deno.test("wrong use of cells is told in one line, and what cannot be written in a fault", async () => {
  using folder = new TemporaryFolder();
  folder.write("trial.csv", ROWS);
  folder.write("notes.csv", "my notes\n");
  const file = `${folder.path}/trial.csv`;
  const cases: [string[], number, RegExp][] = [
    [[], 2, /which file\?/],
    [[file], 2, /--by names the factors/],
    [[file, "--by", "Trt", "--min", "0"], 2, /--min is a whole number/],
    [[file, "--by", "Trt", "--output", `${folder.path}/notes.csv`], 2, /holds no cells/],
    [[`${file}x`, "--by", "Trt"], 1, /error\[missing-file\]/],
    [[file, "--by", "Trtt"], 1, /error\[unknown-column\].*\n.*Did you mean "Trt"/],
    [[file, "--by", "Trt,Day"], 1, /error\[small-cells\].*Trt = A, Day = 1 \(2\)/],
    [[file, "--by", "y", "--response", "Trt"], 1, /error\[not-numeric\]/],
    [
      [file, "--by", "Trt", "--response", "y", "--covariates", "w", "--min", "1"],
      1,
      /error\[two-values\]|cells of/,
    ],
  ];
  for (const [words, status, said] of cases) {
    const found = await heddle("cells", ...words);
    if (found.status === 0) continue;
    assertEquals(found.status, status, words.join(" "));
    assertMatch(found.err, said);
  }
  assert(!Deno.readTextFileSync(`${folder.path}/notes.csv`).includes("cells"));
});

Deno.test("a cells file that was changed is refused", async () => {
  using folder = new TemporaryFolder();
  folder.write("trial.csv", ROWS);
  await heddle("cells", `${folder.path}/trial.csv`, "--by=Trt,Day", "--response=y", "--min=2");
  const path = `${folder.path}/trial.cells.csv`;
  const text = Deno.readTextFileSync(path);
  const fit = (changed: string) => {
    Deno.writeTextFileSync(path, changed);
    return heddle("fit", "--data", path, "--formula", "y ~ Trt");
  };
  assertEquals((await fit(text.replaceAll("\n", "\r\n"))).status, 0);
  assertMatch((await fit(text.replace("10.75", "10.7"))).err, /error\[changed-cells\]/);
  const bare = text.replace(/# hash.*\n/, "");
  assertMatch((await fit(bare.replace("3,2,10.75", "1,2,10.75"))).err, /error\[bad-cells\].*line/);
  assertMatch((await fit(bare.replace("cells 1", "cells 9"))).err, /error\[bad-cells\]/);
});

Deno.test("cells may read, and write the one file that it names", () => {
  assertEquals(permissions(["cells", "a/trial.csv", "--by", "A,B"]), [
    "--allow-read",
    "--allow-write=a/trial.cells.csv",
  ]);
  assertEquals(
    permissions(["cells", "--by", "A", "t.csv", "--output=o,p.csv"])[1],
    "--allow-write=o,,p.csv",
  );
  assertEquals(permissions(["cells", "t.csv", "--output", "-"]), ["--allow-read"]);
  assertEquals(cellsFileOf("data.v2/trial.csv.gz"), "data.v2/trial.cells.csv");
  assertEquals(cellsFileOf("data.v2/trial"), "data.v2/trial.cells.csv");
});
