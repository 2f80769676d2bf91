import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { THEME_VARIABLES } from "../../lib/site/book/book_checks.ts";
import { outsideAddress } from "../../lib/site/book/own_style.ts";
import { bookOf } from "./memory_world.ts";

/** Faults of a book as `severity file:line:column code message; hint`. */
async function told(files: Record<string, string>): Promise<string[]> {
  const { world, root } = bookOf({ "01-a.md": "# A\n\nWords.\n", ...files });
  const { diagnostics } = await buildSite({ root, output: "/nowhere/site", world });
  return diagnostics.map((d) =>
    `${d.severity} ${d.file}:${d.line}:${d.column} ${d.code} ${d.message}; ${d.hint}`
  );
}

Deno.test("the variables of a theme are those of the style sheet", () => {
  const css = Deno.readTextFileSync(new URL("../../templates/style.css", import.meta.url));
  const root = /:root \{([^}]*)\}/.exec(css)?.[1] ?? "";
  const names = [...root.matchAll(/--([\w-]+):/g)].map((match) => match[1]);
  assertEquals([...THEME_VARIABLES].sort(), names.sort() as string[]);
});

Deno.test("values of book.yml that a page could not hold are faults at their place", async () => {
  const one = async (line: string) => {
    const list = await told({ "book.yml": `${line}\n` });
    assertEquals(list.length, 1, list.join("\n"));
    return list[0]!;
  };
  assertStringIncludes(
    await one("theme: {indgo: teal}"),
    'warning book.yml:1:16 unknown-option The style sheet has no variable "indgo"; Did you mean "indigo"?',
  );
  for (
    const value of [
      "red;}</style><script>alert(1)</script>",
      "url(http://x.y/z)",
      "image-set('http://x.y/z' 1x)",
      "red} body{display:none",
      "rgb(1, 2, 3",
      '"Iowan',
      "1rem)",
      "\\\\75rl(x)",
    ]
  ) {
    assertStringIncludes(
      await one(`theme: {indigo: ${JSON.stringify(value)}}`),
      "error book.yml:1:17 bad-option",
    );
  }
  assertStringIncludes(
    await one("theme: [cosmo, x.scss]"),
    'error book.yml:1:8 bad-option "theme" cannot be a list',
  );
  assertStringIncludes(
    await one("address: www.example.org/book"),
    'Write "https://www.example.org/book"',
  );
  assertStringIncludes(await one('address: "javascript:alert(1)"'), "bad-option");
  assertStringIncludes(
    await one('edit: "javascript:alert(1)//{file}"'),
    "error book.yml:1:7 bad-option",
  );
  assertStringIncludes(await one("language: spanish"), "warning book.yml:1:11 bad-option");
  assertStringIncludes(await one("language: spanish"), "Write es");
  assertStringIncludes(await one("title: *Important*"), "error book.yml:1:8 bad-yaml");
  assertEquals(
    await told({
      "book.yml":
        'theme: {indigo: teal, "--text": 44rem, serif: "\\"Iowan Old Style\\", serif", ink: "light-dark(#111, #eee)"}\n' +
        "address: https://example.org/a\nedit: https://example.org/edit/{file}\nlanguage: pt-BR\n",
    }),
    [],
  );
});

Deno.test("chapters that are listed twice, not at all, or have one number", async () => {
  const b = { "02-b.md": "# B\n\nWords.\n" };
  assertEquals(await told({ ...b, "book.yml": "chapters: [01-a, 02-b, 01-a]\n" }), [
    'error book.yml:1:24 repeated-chapter "01-a.md" is listed twice; Keep one of the two',
  ]);
  assertStringIncludes(
    (await told({ ...b, "book.yml": "chapters: [01-a]\n" })).join("\n"),
    'warning 02-b.md:1:1 unlisted-page "02-b.md" is not in the book',
  );
  assertEquals(await told({ ...b, "book.yml": "chapters: [01-a]\ndrafts: [02-b]\n" }), []);
  assertStringIncludes(
    (await told({ "01-c.md": "# C\n\nWords.\n" })).join("\n"),
    'warning 01-c.md:1:1 repeated-number Two chapters have the number 1: "01-a.md" and "01-c.md"',
  );
  assertStringIncludes(
    (await told({ "04-a%b.md": "# C\n\nWords.\n" })).join("\n"),
    "error 04-a%b.md:1:1 bad-file-name",
  );
  assertStringIncludes(
    (await told({ "con.md": "# C\n\nWords.\n" })).join("\n"),
    "warning con.md:1:1 bad-file-name",
  );
});

Deno.test("no file of a book may be a link out of it, whatever it is read as", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const write = (path: string, text: string) => Deno.writeTextFileSync(`${folder}/${path}`, text);
    write("outside.txt", "SECRET: [\n");
    write("outside.bib", "@book{k, title={SECRET}}\n");
    Deno.mkdirSync(`${folder}/fine`);
    write("fine/x.csv", "y\n1\n");
    const page = '# A\n\n```model\nread.csv("d.csv")\n```\n\n![plan](plan.svg)\n\n[@k]\n';
    for (const name of ["02-x.md", "book.yml", "d.yml", "d.csv", "plan.svg", "references.bib"]) {
      const root = `${folder}/book-${name}`;
      Deno.mkdirSync(root);
      Deno.writeTextFileSync(`${root}/01-a.md`, page);
      Deno.writeTextFileSync(`${root}/d.csv`, "y\n1\n");
      Deno.writeTextFileSync(`${root}/plan.svg`, "<svg xmlns='http://www.w3.org/2000/svg'/>");
      Deno.writeTextFileSync(`${root}/references.bib`, "@book{k, title={T}, year={2000}}\n");
      try {
        Deno.removeSync(`${root}/${name}`);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
      Deno.symlinkSync(
        `${folder}/${name === "references.bib" ? "outside.bib" : "outside.txt"}`,
        `${root}/${name}`,
      );
      const { ok, diagnostics } = await buildSite({ root, output: `${folder}/site` });
      assertEquals(ok, false, name);
      assertEquals(diagnostics.some((d) => d.code === "outside-root"), true, name);
      assertEquals(JSON.stringify(diagnostics).includes("SECRET"), false, name);
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("what a file's description says wrongly is a fault of the description", async () => {
  const page = "# A\n\n```model\n" +
    'd <- read.csv("data/t.csv")\ne <- read.csv("data/t.csv", nrows = 2)\n' +
    "anova(lm(y ~ block + trt, data = d))\n```\n";
  const csv = "block,trt,y\n1,A,5.1\n1,B,6.2\n2,A,4.8\n2,B,6.6\n3,A,5.0\n3,B,6.9\n";
  const said = (yml: string) =>
    told({ "01-a.md": page, "data/t.csv": csv, "data/t.yml": yml, "book.yml": "title: B\n" });
  assertEquals(await said("factors: [block, trt]\n"), []);
  for (
    const [yml, fault] of [
      [
        "factors: [Blok, trt]\n",
        'error data/t.yml:1:11 unknown-column The file has no column named Blok; Did you mean "block"?',
      ],
      [
        "levels: {tr: [A, B]}\n",
        'error data/t.yml:1:10 unknown-column The file has no column named tr; Did you mean "trt"?',
      ],
      [
        "levels: {trt: [A, B, A]}\n",
        "error data/t.yml:1:22 duplicate-level The level A is listed twice; List each level once",
      ],
      [
        "ordered: yy\n",
        "error data/t.yml:1:10 unknown-column The file has no column named yy; The columns are block, trt, y",
      ],
      [
        "delimiter: '\"'\n",
        "error data/t.yml:1:12 bad-delimiter Delimiter, quotation mark and comment must differ; " +
        "Write , or ; between fields",
      ],
    ] as const
  ) assertEquals(await said(yml), [fault]);
});

Deno.test("an own style sheet asks no other server", () => {
  const asks = [
    '@import "http://h/x.css";',
    "@import url(//h/x.css);",
    "a { background: url( 'https://h/x.png' ) }",
    "a { background: image-set('http://h/x.png' 1x) }",
    "a { background: u\\72l(ht\\74p:\\2f /h/x) }",
    "a { background: url(/* */http://h/x) }",
    "@font-face { src: url(ftp://h/x) }",
  ];
  for (const css of asks) assert(outsideAddress(css) !== null, css);
  const good = [
    "a { background: url(dot.svg), url(data:image/png;base64,AA//) } /* see https://h/ */",
    '@namespace svg url(http://www.w3.org/2000/svg); a::before { content: "a // b" }',
    "",
  ];
  for (const css of good) assertEquals(outsideAddress(css), null, css);
});
