/** `fit`: what is asked for, faults with their place, values as JSON. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const file = (name: string): string =>
  decodeURIComponent(new URL(`../oracle/public/${name}.csv`, import.meta.url).pathname);

const ERGO = ["fit", "--data", file("ergostool"), "--factors", "Subject"];
const MIXED = [...ERGO, "--formula", "effort ~ Type + (1 | Subject)"];

Deno.test("without a word more the terms are tested, and R's messages go to standard error", async () => {
  const plain = await heddle(...MIXED);
  assertEquals([plain.status, plain.err], [0, ""]);
  assert(
    plain.out.startsWith("Analysis of Deviance Table (Type II Wald F tests with Kenward-Roger"),
  );
  const means = await heddle(
    "fit",
    "--data",
    file("warpbreaks"),
    "--formula",
    "breaks ~ wool * tension",
    "--means",
    "~ wool",
  );
  assertEquals(means.err, "NOTE: Results may be misleading due to involvement in interactions\n");
  assertStringIncludes(means.out, "Results are averaged over the levels of: tension \n");
});

Deno.test("a fit by maximum likelihood has Satterthwaite df unless others are asked for", async () => {
  const { status, out } = await heddle(...MIXED, "--ml");
  assertEquals(status, 0);
  assert(out.startsWith("Type II Analysis of Variance Table with Satterthwaite's method\n"));
  const asked = await heddle(...MIXED, "--ml", "--ddf", "kenward-roger");
  assertEquals(asked.status, 1);
  assertStringIncludes(asked.err, "error[kenward-roger-needs-reml]");
});

Deno.test("contrasts by family, by weights and by their product", async () => {
  const ask = async (...words: string[]): Promise<string> =>
    (await heddle(...MIXED, "--type", "none", "--means", "~ Type", ...words)).out;
  const named = await ask("--contrasts", "first and rest = 3,-1,-1,-1; 1,-1,0,0");
  // 3 × 8.5556 - (12.4444 + 10.7778 + 9.2222); 8.5556 - 12.4444
  assertStringIncludes(named, " first and rest    -6.78 1.271 24  -5.335  <.0001\n");
  assertStringIncludes(named, " c(1, -1, 0, 0)    -3.89 0.519 24  -7.498  <.0001\n");
  assertStringIncludes(await ask("--contrasts", "trt.vs.ctrl", "--ref", "T3"), " T1 - T3 ");
  assertStringIncludes(await ask("--contrasts", "trt.vs.ctrl", "--ref", "3"), " T1 - T3 ");
  assertStringIncludes(await ask("--pairs", "holm"), "P value adjustment: holm method for 6 tests");
  const warp = await heddle(
    "fit",
    "--data",
    file("warpbreaks"),
    "--formula",
    "breaks ~ wool * tension",
    "--means",
    "~ wool * tension",
    "--interaction",
    "pairwise,poly",
  );
  assertStringIncludes(warp.out, " wool_pairwise tension_poly ");
});

Deno.test("a fault in an option's text is placed in it", async () => {
  const faults: [string[], string][] = [
    [
      [...ERGO, "--formula", "effort ~ Typ"],
      '--formula:1:10: error[unknown-column]: The data have no column "Typ"\n 1 | effort ~ Typ\n   |          ^^^\nhint: Did you mean "Type"?\n',
    ],
    [[...ERGO, "--formula", "effort ~ (Type"], "--formula:1:10: error[unclosed-bracket]"],
    [[...MIXED, "--compare", "effort ~"], "--compare:1:8: error[unexpected-end]"],
    [[...MIXED, "--means", "~ Typ"], "--means:1:1: error[unknown-variable]"],
    [
      [...MIXED, "--means", "~ Type", "--contrasts", "dunnet"],
      "--contrasts:1:1: error[unknown-method]",
    ],
    [
      [...MIXED, "--weights", "efort"],
      '--weights:1:1: error[unknown-column]: The data have no column "efort"',
    ],
    [[...ERGO, "--formula", "effort ~ Type", "--ranova"], "error[no-random-terms]"],
    [["fit", "--data", "nowhere.csv", "--formula", "y ~ x"], "error[missing-file]"],
  ];
  for (const [words, start] of faults) {
    const { status, out, err } = await heddle(...words);
    assertEquals([status, out], [1, ""], words.join(" "));
    assert(err.startsWith(start), err);
  }
  const json = await heddle(...ERGO, "--formula", "effort ~ Typ", "--json");
  assertEquals([json.status, json.err], [1, ""]);
  const [fault] = JSON.parse(json.out) as Record<string, unknown>[];
  assertEquals([fault?.code, fault?.line, fault?.column], ["unknown-column", 1, 10]);
});

Deno.test("a fault of the data names the file, its line and column", async () => {
  using folder = new TemporaryFolder();
  folder.write("bad.csv", 'y,g\n1,"a"b\n');
  const { err } = await heddle("fit", "--data", `${folder.path}/bad.csv`, "--formula", "y ~ g");
  assert(err.startsWith(`${folder.path}/bad.csv:2:6: error[bad-quote]`), err);
});

Deno.test("what stands beside the data is heeded", async () => {
  using folder = new TemporaryFolder();
  folder.write("d.csv", "y,g\n1,1\n2,1\n4,2\n5,2\n5,3\n7,3\n");
  const words = ["fit", "--data", `${folder.path}/d.csv`, "--formula", "y ~ g"];
  assert(/^g +\d\S* +1 /m.test((await heddle(...words)).out), "a covariate has one df");
  assert(/^g +\d\S* +2 /m.test((await heddle(...words, "--factors", "g")).out));
  folder.write("d.yml", "factors: [g]\n");
  assert(/^g +\d\S* +2 /m.test((await heddle(...words)).out), "a factor has two");
});

Deno.test("--json gives the values with all their digits, and infinities as text", async () => {
  const { out } = await heddle(
    ...MIXED,
    "--means",
    "~ Type",
    "--pairs",
    "tukey",
    "--ddf",
    "asymptotic",
    "--json",
  );
  const { fit, results, notes } = JSON.parse(out);
  assertEquals(fit.kind, "lmer");
  // lme4's REML criterion of the case
  assert(Math.abs(fit.criterion - 121.130788701999) < 1e-8);
  assertEquals(results.map((r: { name: string }) => r.name), ["anova", "means", "pairs"]);
  assertEquals(results[1].value.table.rows[0].df, "Infinity");
  assertEquals(results[2].value.table.rows.length, 6);
  assertEquals(notes, []);
});

Deno.test("wrong values of options are wrong use", async () => {
  const told = async (...words: string[]): Promise<string> => {
    const { status, err } = await heddle(...MIXED, ...words);
    assertEquals(status, 2);
    return err;
  };
  assertStringIncludes(await told("--ddf", "kenward-rogr"), 'did you mean "kenward-roger"?');
  assertStringIncludes(await told("--type", "4"), "choose one of 1, 2, 3, none");
  assertStringIncludes(await told("--pairs", "tuckey", "--means", "~ Type"), '"tukey"');
  assertStringIncludes(await told("--pairs", "tukey"), "--pairs is of means: say which by --means");
  assertStringIncludes(await told("--level", "95"), "--level lies between 0 and 1");
  assertStringIncludes(
    await told("--levels", "T1,T2"),
    '--levels is written --levels "tension=L,M,H"',
  );
  assertStringIncludes(await told("--coding", "Type=sums"), "choose one of treatment, sum");
  assertStringIncludes(
    await told("--layout", "lmerTest", "--hypotheses", "car"),
    "--layout lmerTest goes with --hypotheses sas",
  );
});
