import { assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf } from "./memory_world.ts";

const TRIAL = "Block,Trt,Y\nb1,a,1\nb1,b,2\nb2,a,2\nb2,b,4\nb3,a,3\nb3,b,4.5\n";

const model = (code: string): string => `\`\`\`model\n${code}\n\`\`\`\n`;

const READ = model('t <- read.csv("t.csv")\nm <- lm(Y ~ Trt, data = t)');

/** Faults of a book as `file:line code: message | hint`. */
async function faults(files: Record<string, string>): Promise<string[]> {
  const { world, root } = bookOf({ "t.csv": TRIAL, ...files });
  const { diagnostics } = await buildSite({ root, output: "/nowhere/site", world });
  return diagnostics.filter((d) => d.severity !== "note").map((d) =>
    `${d.file}:${d.line} ${d.code}: ${d.message}${d.hint ? ` | ${d.hint}` : ""}`
  );
}

/** Faults of one page that is `# P`, an empty line, and a text. */
const ofPage = (text: string): Promise<string[]> => faults({ "01-p.md": `# P\n\n${text}` });

Deno.test("labels of a report that failed are not missing besides", async () => {
  const report = (name: string, formula: string) =>
    model(`#| data: t.csv\n#| name: ${name}\n${formula}`);
  assertEquals(
    await ofPage(
      `${report("w", "Y ~ Blok*Trt")}\n${
        report("s", "Y ~ Trt")
      }\nSee @tbl-w-anova, @fig-w-figure, ` +
        "@eq-w-equation and @tbl-s-anova.\n",
    ),
    ['01-p.md:6 unknown-column: The data have no column "Blok" | Did you mean "Block"?'],
  );
  // What it could never have is missing still.
  assertEquals((await ofPage(`${report("w", "Y ~ Blok")}\nSee @tbl-w-nothing.\n`)).length, 2);
});

Deno.test("a book.yml that cannot be read makes no works and labels missing", async () => {
  const files = {
    "r.bib": "@book{k1, title={A}, author={B, C}, year={2001}}\n",
    "01-p.md": "# P\n\nSee [@k1], @k2 and @sec-q.\n",
    "02-q.md": "# Q {#sec-q}\n\nWords.\n",
  };
  for (const broken of ["title: [\nbibliography: r.bib\n", 'title: "a\nbibliography: r.bib\n']) {
    const found = await faults({ ...files, "book.yml": broken });
    assertEquals(found.map((f) => f.replace(/:.*/, "")), ["book.yml"], found.join("\n"));
  }
});

Deno.test("a page that is not there takes its names with it", async () => {
  const found = await ofPage(
    model("#| from: 09-nothing\nAnova(m)\nx <- mm\nx") + "\n" + model("summary(other)"),
  );
  assertEquals(found, [
    '01-p.md:4 unknown-page: The book has no page "09-nothing" | Its pages are 01-p',
  ]);
});

Deno.test("a name of another page names that page", async () => {
  const other = { "02-q.md": `# Q\n\n${READ}\n${model("#| name: r\n#| data: t.csv\nY ~ Trt")}` };
  for (const name of ["m", "r"]) {
    assertEquals(await faults({ "01-p.md": `# P\n\n${model(`summary(${name})`)}`, ...other }), [
      `01-p.md:4 unknown-name: Nothing is called ${name} | ` +
      "The page 02-q has it: `#| from: 02-q` takes what that page has",
    ]);
  }
  const [none] = await faults({ "01-p.md": `# P\n\n${model("summary(zz)")}`, ...other });
  assertEquals(none?.includes("Give it a value first"), true);
});

Deno.test("a link that leads nowhere names the nearest place", async () => {
  const text = "## Here {#sec-here}\n\nSee [a](#sec-hree).\n";
  const [inPage] = await ofPage(text);
  assertEquals(inPage?.endsWith('| Did you mean "#sec-here"?'), true, inPage);
  assertEquals(inPage?.startsWith("01-p.md:5 broken-link"), true, inPage);
  const more = { "02-quartz.md": "# Q\n\n## There {#sec-there}\n\nWords.\n" };
  const [fragment] = await faults({ "01-p.md": "# P\n\n[a](02-quartz.md#sec-ther)\n", ...more });
  assertEquals(fragment?.endsWith('| Did you mean "#sec-there"?'), true, fragment);
  const [chapter] = await faults({ "01-p.md": "# P\n\n[a](02-quarz.md)\n", ...more });
  assertEquals(chapter?.endsWith('| Did you mean "02-quartz.md"?'), true, chapter);
});

const MESSAGES: Record<string, string> = {
  "emmeans(m, Trt)": "wrong-argument: The means of Trt are asked for by a formula | Write ~ Trt",
  'relevel(factor(t$Trt), ref = "q")':
    'unknown-level: There is no level "q" for ref | Known are a, b',
  'read.csv("https://example.org/t.csv")':
    'not-fetched: Nothing is fetched from elsewhere: "https://example.org/t.csv" | ' +
    "Download the file into the book, and read it by its path",
  'read.csv("data\\t.csv")':
    "bad-path: A backslash and a letter make another sign in this path | " +
    "Write / between the folders, as in data/t.csv",
  'contrasts(t$Y) <- "contr.sum"':
    "wrong-argument: contrasts<-() takes a factor as x, not 6 numbers | x <- factor(x) makes one",
  "lm(Y ~ s(Y, 2), data = t)": "unknown-function: s is not a function that a formula can use | " +
    "Write ns(x, 3) or poly(x, 3) for a curve",
};

for (const [code, message] of Object.entries(MESSAGES)) {
  Deno.test(`the message for ${code}`, async () => {
    assertEquals(await ofPage(`${READ}\n${model(code)}`), [`01-p.md:9 ${message}`]);
  });
}

Deno.test("what stands beside the data, and YAML with a tab, have their own place", async () => {
  assertEquals(await faults({ "t.yml": "factors: [Blok]\n", "01-p.md": `# P\n\n${READ}` }), [
    't.yml:1 unknown-column: The file has no column named Blok | Did you mean "Block"?',
  ]);
  const [tab] = await faults({ "book.yml": "chapters:\n\t- 01-p\n", "01-p.md": "# P\n\nWords.\n" });
  assertEquals(tab?.endsWith("| Indent with blanks: a tab is no indentation in YAML"), true, tab);
});

Deno.test("Type III of aliased coefficients names what can be asked for here", async () => {
  const data = "a,b,y\n" +
    ["x,u", "x,v", "z,u"].flatMap((cell, i) => [1, 2.5, 2].map((y) => `${cell},${y + i}`)).join(
      "\n",
    );
  const { world, root } = bookOf({
    "e.csv": data,
    "01-p.md": `# P\n\n${
      model('e <- read.csv("e.csv")\nw <- lm(y ~ a*b, data = e)\nAnova(w, type = 3)')
    }`,
  });
  const { diagnostics } = await buildSite({ root, output: "/nowhere/site", world });
  const fault = diagnostics.find((d) => d.code === "aliased-coefficients");
  assertEquals(
    fault?.hint,
    "joint_tests(m) tests what can be estimated; Type II compares models",
  );
});
