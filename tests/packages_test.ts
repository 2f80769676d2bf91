/**
 * What comes from npm: nothing is declared that nothing imports, and what is kept as a copy is what the
 * locked package holds.
 */
import { assert, assertEquals } from "@std/assert";
import MiniSearch from "minisearch";
import { Buffer } from "node:buffer";
import { brotliDecompressSync } from "node:zlib";

const root = new URL("../", import.meta.url);
const text = (path: string | URL): string => Deno.readTextFileSync(new URL(path, root));

function* sources(folder: URL): Generator<URL> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, folder));
    else if (name.endsWith(".ts")) yield new URL(name, folder);
  }
}

/** The import map; its versions are exact. */
const { imports } = JSON.parse(text("deno.json")) as { imports: Record<string, string> };
const versionOf = (name: string): string => imports[name]!.split("@").at(-1)!;

Deno.test("every entry of the import map is imported somewhere", () => {
  const files = ["lib/", "tests/", "templates/", "assembly/", "release/"]
    .flatMap((folder) => [...sources(new URL(folder, root))]);
  const names = Object.keys(imports).sort((a, b) => b.length - a.length);
  const used = new Set(
    files.flatMap((file) =>
      [...Deno.readTextFileSync(file).matchAll(/(?:from|import\(?) ?"([^"]+)"/g)].map((m) =>
        names.find((name) => m[1] === name || m[1]!.startsWith(`${name}/`))
      )
    ),
  );
  assertEquals(names.filter((name) => !used.has(name)), []);
});

const DOCUMENTS = [
  { id: 1, title: "Split plots", text: "Whole plots and subplots: two errors, two strata." },
  {
    id: 2,
    title: "Kenward and Roger",
    text: "Degrees of freedom for mixed models; naïve ones err.",
  },
  { id: 3, title: "Plotting residuals", text: "A plot of residuals against fitted values." },
  { id: 4, title: "Crossed factors", text: "Two factors crossed in a factorial of plots." },
];

Deno.test("the copy of MiniSearch indexes and finds as the locked package does", () => {
  const copy = text("templates/vendor/minisearch.js");
  assert(copy.startsWith(`/*! MiniSearch ${versionOf("minisearch")},`));
  const world: { HeddleMiniSearch?: typeof MiniSearch } = {};
  new Function("globalThis", copy)(world);
  const options = { fields: ["title", "text"], storeFields: ["title"] };
  const [own, theirs] = [world.HeddleMiniSearch!, MiniSearch].map((Search) => {
    const index = new Search(options);
    index.addAll(DOCUMENTS);
    const searches = ["plots", "plot two", "kenwrd", "nai", "factor", "", "strata errors"].flatMap(
      (words) => [
        index.search(words),
        index.search(words, { prefix: true, fuzzy: 0.2, boost: { title: 3 } }),
        index.search(words, { combineWith: "AND" }),
      ],
    );
    return { searches, suggestions: index.autoSuggest("pl"), json: JSON.stringify(index) };
  });
  assertEquals(own, theirs);
});

const katex = (path: string): URL => new URL(import.meta.resolve(`katex/dist/${path}`));

Deno.test("KaTeX's stylesheet is the locked package's but for the faces", () => {
  const rules = (css: string): string =>
    css.replace(/\/\*.*?\*\//gs, "").replace(/@font-face\s*\{[^}]*\}/g, "").trim();
  const own = text("templates/katex.css");
  assert(own.startsWith(`/* KaTeX ${versionOf("katex")},`));
  assertEquals(rules(own), rules(Deno.readTextFileSync(katex("katex.min.css"))));
});

Deno.test("KaTeX's fonts are the locked package's; those cut in two have all characters", () => {
  const folder = new URL("templates/fonts/", root);
  const names = [...Deno.readDirSync(folder)].map((e) => e.name).filter((n) =>
    n.startsWith("KaTeX")
  );
  const faces = new Set(names.map((n) => n.replace(/-(basic|more)\.woff2$/, ".woff2")));
  const read = (name: string): Uint8Array => Deno.readFileSync(new URL(name, folder));
  for (const face of faces) {
    const whole = Deno.readFileSync(katex(`fonts/${face}`));
    if (names.includes(face)) assertEquals(read(face), whole, face);
    else {
      const parts = ["basic", "more"].map((part) => face.replace(".woff2", `-${part}.woff2`));
      const found = parts.flatMap((part) => [...characters(read(part))]);
      assertEquals([...new Set(found)].sort((a, b) => a - b), characters(whole), face);
    }
  }
  const used = text("templates/katex.css").matchAll(/url\(fonts\/([^)]*)\)/g);
  assertEquals(new Set([...used].map((m) => m[1])), new Set(names));
});

/** The character map comes first of the tables whose tags WOFF2 numbers. */
const CMAP = 0;
/** Of the tables, those that are held in another form unless their version is 3. */
const TRANSFORMED = new Set([10, 11]);

/** Code points that a WOFF2 font has glyphs for, ascending (W3C, WOFF File Format 2.0). */
function characters(font: Uint8Array): number[] {
  const view = new DataView(font.buffer, font.byteOffset);
  let at = 48;
  const length = (): number => {
    let value = 0;
    for (;;) {
      const byte = font[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let before = 0;
  let start = -1;
  for (let t = 0; t < view.getUint16(12); t++) {
    const flags = font[at++]!;
    const tag = flags & 63;
    if (tag === 63) at += 4;
    const original = length();
    const version = flags >> 6;
    const held = TRANSFORMED.has(tag) ? version !== 3 : version !== 0;
    const size = held ? length() : original;
    if (tag === CMAP) start = before;
    before += size;
  }
  const tables = brotliDecompressSync(Buffer.from(font.subarray(at, at + view.getUint32(20))));
  return mapped(new DataView(tables.buffer, tables.byteOffset + start));
}

/** Code points of a character map, from its tables of format 4 and 12. */
function mapped(cmap: DataView): number[] {
  const found = new Set<number>();
  for (let t = 0; t < cmap.getUint16(2); t++) {
    const at = cmap.getUint32(8 + 8 * t);
    const format = cmap.getUint16(at);
    if (format === 4) {
      const count = cmap.getUint16(at + 6) / 2;
      for (let s = 0; s < count; s++) {
        const end = cmap.getUint16(at + 14 + 2 * s);
        const first = cmap.getUint16(at + 16 + 2 * count + 2 * s);
        for (let c = first; c <= end && c < 0xffff; c++) found.add(c);
      }
    } else if (format === 12) {
      for (let g = 0; g < cmap.getUint32(at + 12); g++) {
        const end = cmap.getUint32(at + 20 + 12 * g);
        for (let c = cmap.getUint32(at + 16 + 12 * g); c <= end; c++) found.add(c);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}
