/** A store may come from anybody: what is in it that harms is refused, and the build says so. */
import { assertEquals, assertMatch } from "@std/assert";
import { digestOf } from "../../../lib/site/cache/digest.ts";
import type { OutputItem } from "../../../lib/site/store/output_items.ts";
import { StoredBook, storeFor, SVG, told } from "./stored_book.ts";

function withPicture(
  content: string | Uint8Array<ArrayBuffer>,
  name = "picture-1.svg",
): StoredBook {
  const book = new StoredBook(storeFor([{ picture: name, sha256: digestOf(content) }]));
  const path = `${book.root}/01-page.stored/${name}`;
  if (typeof content === "string") Deno.writeTextFileSync(path, content);
  else Deno.writeFileSync(path, content);
  return book;
}

async function refused(book: StoredBook, why: RegExp): Promise<void> {
  using own = book;
  const faults = told(await own.build());
  assertEquals(faults.length, 1, faults.join("\n"));
  assertMatch(faults[0]!, why);
}

const inSvg = (inner: string, head = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"${head}>${inner}</svg>`;

const PICTURES: [name: string, content: string][] = [
  ["a script", inSvg("<script>alert(1)</script>")],
  ["an event", inSvg("", ' onload="alert(1)"')],
  ["foreign HTML", inSvg("<foreignObject><iframe/></foreignObject>")],
  ["a link to code", inSvg('<a href="javascript:alert(1)"><path d="M1 1"/></a>')],
  ["a link outside", inSvg('<image href="https://example.org/x.png"/>')],
  ["a style that loads", inSvg('<path style="fill:url(https://example.org/x)" d="M1 1"/>')],
  ["a style sheet", inSvg("<style>body{display:none}</style>")],
  ["a document type", `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${inSvg("<text>&a;</text>")}`],
  ["CDATA", inSvg("<![CDATA[<script>]]>")],
  ["an animation", inSvg('<set attributeName="href" to="javascript:alert(1)"/>')],
  ["repeated use", inSvg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')],
  ["HTML", "<html><body>x</body></html>"],
  ["nothing", ""],
  ["an element that is not closed", '<svg width="9"><g>'],
];

for (const [name, content] of PICTURES) {
  Deno.test(`a picture with ${name} is refused`, async () => {
    await refused(withPicture(content), /bad-store: "01-page\.stored" cannot be taken: "picture-1/);
  });
}

Deno.test("a picture that is no PNG, or says that it is huge, is refused", async () => {
  await refused(withPicture(inSvg(""), "picture-1.png"), /is no picture in PNG/);
  const png = new Uint8Array(64);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(png.buffer).setUint32(16, 100_000);
  new DataView(png.buffer).setUint32(20, 100_000);
  await refused(withPicture(png, "picture-1.png"), /says that it is 100000 × 100000 pixels/);
});

Deno.test("a picture that is not UTF-8, or too large, is refused", async () => {
  await refused(withPicture(Uint8Array.of(0x3c, 0x73, 0xff, 0xfe)), /is no UTF-8/);
  await refused(withPicture(inSvg(" ".repeat(3_000_000))), /more than 2900000 bytes/);
});

Deno.test("a picture that was changed is refused, and one that is a link", async () => {
  using book = withPicture(SVG);
  Deno.writeTextFileSync(`${book.root}/01-page.stored/picture-1.svg`, SVG.replace("504", "505"));
  assertMatch(told(await book.build())[0]!, /"picture-1.svg" is not the picture that R drew/);
  Deno.removeSync(`${book.root}/01-page.stored/picture-1.svg`);
  book.write("secret.svg", SVG);
  Deno.symlinkSync("../secret.svg", `${book.root}/01-page.stored/picture-1.svg`);
  assertMatch(told(await book.build())[0]!, /there is no file "picture-1.svg" in it/);
});

Deno.test("names of pictures cannot leave the folder", async () => {
  for (
    const name of ["../x.svg", "/etc/passwd", "a/b.svg", "..\\x.svg", "x.html", "a\0.svg", "X.svg"]
  ) {
    await refused(
      new StoredBook(storeFor([{ picture: name, sha256: "" }])),
      /bad-store: .* is no name of a picture/,
    );
  }
});

Deno.test("a folder or a file that is a link is not followed", async () => {
  using book = new StoredBook(storeFor([]));
  Deno.renameSync(`${book.root}/01-page.stored`, `${book.folder.path}/elsewhere`);
  Deno.symlinkSync("../elsewhere", `${book.root}/01-page.stored`);
  assertMatch(told(await book.build())[0]!, /the folder is a link/);
  Deno.removeSync(`${book.root}/01-page.stored`);
  Deno.mkdirSync(`${book.root}/01-page.stored`);
  Deno.symlinkSync("../../elsewhere/output.json", `${book.root}/01-page.stored/output.json`);
  assertMatch(told(await book.build())[0]!, /it is a link/);
});

Deno.test("what is stored and was changed by hand is refused", async () => {
  await refused(
    new StoredBook(storeFor([{ text: ["p = 0.06"] }]).replace("p = 0.06", "p = 0.04")),
    /was changed after R had run/,
  );
  await refused(
    new StoredBook(storeFor([]).replace('"r": "4.2.2"', '"r": "4.9.9"')),
    /was changed after R had run/,
  );
});

const BROKEN: [name: string, store: (text: string) => string, why: RegExp][] = [
  ["no JSON", () => "<<<<<<< HEAD", /it is not JSON/],
  ["a list", () => "[]", /it is no object/],
  ["deep lists", () => "[".repeat(100_000), /it is not JSON/],
  ["another format", (text) => text.replace('"format": 1', '"format": 2'), /its format is another/],
  ["markup for a version", (text) => text.replace('"4.2.2"', '"<b>4</b>"'), /is no version of R/],
  ["markup for a day", (text) => text.replace("2026-11-26", "<script>"), /is no day/],
  [
    "an output of another kind",
    (text) => text.replace('{"text"', '{"html"'),
    /neither text, table/,
  ],
  ["a number for a text", (text) => text.replace('{"text":["a"]}', '{"text":[1]}'), /is no text/],
  ["a key __proto__", (text) => text.replace('"k":', '"__proto__":'), /__proto__/],
  ["a code that lies", (text) => text.replace('"double"', '"integer"'), /another type than its/],
];

for (const [name, change, why] of BROKEN) {
  Deno.test(`a store that is ${name} is refused`, async () => {
    const text = storeFor([{ text: ["a"] }]);
    await refused(new StoredBook(change(text)), why);
  });
}

Deno.test("a store that is not UTF-8, or huge, is refused before it is read", async () => {
  using book = new StoredBook(storeFor([]));
  const path = `${book.root}/01-page.stored/output.json`;
  Deno.writeFileSync(path, Uint8Array.of(0x7b, 0xff, 0x7d));
  assertMatch(told(await book.build())[0]!, /The file is not UTF-8 here, line 1/);
  Deno.truncateSync(path, 2 ** 31);
  assertMatch(told(await book.build())[0]!, /more than 20000000 bytes/);
});

const TOO_MUCH: [name: string, item: OutputItem, why: RegExp][] = [
  ["text", { text: ["x".repeat(600_000)] }, /more than 500000 characters/],
  [
    "cells",
    {
      table: {
        columns: [{ name: "a", type: "logical", values: Array<boolean>(100_001).fill(true) }],
        rowNames: null,
      },
    },
    /too many cells/,
  ],
  [
    "rows of one column",
    {
      table: {
        columns: [
          { name: "a", type: "numeric", values: [1] },
          { name: "b", type: "numeric", values: [1, 2] },
        ],
        rowNames: null,
      },
    },
    /columns differ/,
  ],
];

for (const [name, item, why] of TOO_MUCH) {
  Deno.test(`a store with too many ${name} is refused`, async () => {
    await refused(new StoredBook(storeFor([item])), why);
  });
}
