/** The results ledger from the command line: statuses, the table, and wrong use. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { faultsForGithub } from "../../lib/cli/print_faults.ts";
import { heddle, TemporaryFolder } from "./captured_world.ts";

const PAGE = `# Sleep

\`\`\`model
d <- read.csv("d.csv")
m <- lm(y ~ x, data = d)
anova(m)
\`\`\`
`;
const DATA = "x,y\n1,2.25\n2,3.5\n3,3.75\n4,5.5\n5,5.75\n";

Deno.test("a ledger is written, holds, fails with a table, and is enough to build from", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/book.yml", "title: Sleep\n");
  folder.write("book/01-a.md", PAGE);
  folder.write("book/d.csv", DATA);
  const book = `${folder.path}/book`;
  const words = (...more: string[]) => [
    "build",
    book,
    "--output",
    `${folder.path}/site`,
    ...more,
  ];
  const written = await heddle(...words("--update-ledger"));
  assertEquals([written.status, written.err], [0, ""]);
  assert(written.out.endsWith("results.lock.json: written, 2 files of values written\n"));
  const again = await heddle(...words("--update-ledger"));
  assert(again.out.endsWith("results.lock.json: unchanged\n"));
  const good = await heddle(...words("--check"));
  assertEquals([good.status, good.err], [0, ""]);
  // slope 0.9 and residual sum of squares 0.475 by hand
  const path = `${book}/results.lock.json`;
  const ledger = Deno.readTextFileSync(path);
  const { pages } = JSON.parse(ledger) as {
    pages: Record<string, { models: Record<string, { estimates: Record<string, number[]> }> }>;
  };
  const [slope, error] = pages["01-a.md"]!.models["m"]!.estimates["x"]!;
  assertEquals([slope!.toFixed(12), error!.toFixed(12)], [
    (0.9).toFixed(12),
    Math.sqrt(0.475 / 3 / 10).toFixed(12),
  ]);
  Deno.writeTextFileSync(path, ledger.replace(String(slope), String(slope! * (1 + 1e-7))));
  const bad = await heddle(...words("--check"));
  assertEquals(bad.status, 1);
  assertEquals(
    bad.err,
    `1 result is not as results.lock.json says

01-a.md (code and data are the same)
  line  result                     ledger  now   drift
     3  m       estimate of x  0.90000009  0.9  1.0e-7

If it is meant so: heddle build --update-ledger, and commit what it writes

1 error; ${folder.path}/site was left as it is
`,
  );
  const json = JSON.parse((await heddle(...words("--check", "--json"))).out) as {
    code: string;
    file: string;
    line: number;
  }[];
  assertEquals(json.map(({ code, file, line }) => [code, file, line]), [
    ["results-drift", "01-a.md", 3],
  ]);
  const annotated = await heddle(...words("--check", "--github"));
  assertStringIncludes(
    annotated.out,
    `::error file=${book}/01-a.md,line=3,endLine=3,col=1,endColumn=9,title=results-drift::\`m\`: estimate of x was `,
  );
  Deno.writeTextFileSync(path, ledger);
  Deno.removeSync(`${book}/d.csv`);
  const site = (name: string) => Deno.readTextFileSync(`${folder.path}/site/${name}`);
  const before = ["01-a.html", "01-a.json", "d.csv"].map(site);
  Deno.removeSync(`${folder.path}/site`, { recursive: true });
  const frozen = await heddle(...words("--frozen"));
  assertEquals([frozen.status, frozen.err], [0, ""]);
  assertEquals(["01-a.html", "01-a.json", "d.csv"].map(site), before);
  assertEquals((await heddle("check", book, "--frozen")).status, 0);
});

Deno.test("what does not go together is wrong use", async () => {
  using folder = new TemporaryFolder();
  folder.write("01-a.md", PAGE);
  for (
    const [a, b] of [["--frozen", "--check"], ["--check", "--update-ledger"], [
      "--frozen",
      "--update-ledger",
    ]]
  ) {
    const { status, err } = await heddle("build", folder.path, a!, b!);
    assertEquals([status, err], [2, `heddle build: ${a} and ${b} do not go together\n`]);
  }
  const { status, err } = await heddle("check", folder.path, "--update-ledger");
  assertEquals(status, 2);
  assertStringIncludes(err, "there is no option --update-ledger");
});

Deno.test("annotations keep to their line, whatever a fault says", () => {
  const text = faultsForGithub([
    {
      code: "x",
      severity: "note",
      message: "50% of\n::error::it: a, b",
      hint: "mend it",
      file: "a,b:c.md",
      line: 2,
      column: 3,
      endLine: 4,
      endColumn: 1,
    },
    { code: "y", severity: "warning", message: "of the book" },
  ], "./reports/");
  assertEquals(
    text,
    "::notice file=reports/a%2Cb%3Ac.md,line=2,endLine=4,title=x::50%25 of%0A::error::it: a, b%0Amend it\n" +
      "::warning title=y::of the book\n",
  );
});
