import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf } from "./memory_world.ts";

interface Hit {
  page: string;
  section: string;
  text: string;
}

/** The search of a book, as its script makes it. */
async function searchOf(files: Record<string, string>): Promise<(query: string) => Hit[]> {
  const { world, root } = bookOf(files);
  const report = await buildSite({ root, output: "/nowhere/site", world });
  assertEquals(report.diagnostics, []);
  const script = world.readText("/nowhere/site/assets/search.js");
  const found = new Function(`${script}\nreturn globalThis.heddleSearch;`)();
  return (query) => found.search(query) as Hit[];
}

Deno.test("accents are one sign each, and are found with and without them", async () => {
  const search = await searchOf({
    "book.yml": "title: T\nbibliography: w.bib\n",
    "w.bib":
      "@article{m15, author = {M{\\\"a}chler, M. and Gonz{\\'a}lez, J. and {\\O}st, A. and " +
      "Erd{\\H o}s, P. and \\c{S}en, S.}, title = {Models}, journal = {J}, year = {2015}}\n" +
      "@article{p1, author = {Mu\u0308ller, H.}, title = {Plain}, journal = {J}, year = {2016}}\n",
    "01-a.md": "# A\n\nWords by @m15 and @p1, typed Bogota\u0301.\n",
  });
  for (
    const query of [
      "Mächler",
      "machler",
      "Gonzalez",
      "Erdős",
      "erdos",
      "Şen",
      "Müller",
      "Bogotá",
      "bogota",
    ]
  ) {
    const hits = search(query);
    assert(hits.length > 0, query);
    for (const hit of hits) assertEquals(hit.text, hit.text.normalize("NFC"), query);
  }
  const [work] = search("Gonzalez");
  assertEquals([work?.page, work?.section], ["01-a.html#ref-m15", "References"]);
});

Deno.test("words of neighbours do not run together", async () => {
  const search = await searchOf({
    "01-a.md":
      "# A\n\nA pair buys.\n\n- one item\n- another\n\n| a | b |\n|:--|:--|\n| cell | next |\n\nTable: Some words {#tbl-a}\n\n" +
      "After it. See @tbl-a.\n\n```model\n#| label: tbl-b\n#| caption: Means of things.\ndata.frame(x = 1:2)\n```\n\n" +
      "Last words.[^n]\n\n[^n]: A note.\n",
  });
  const text = search("pair")[0]?.text ?? "";
  assert(!/[a-z][.:;]?[A-Z][a-z]/.test(text), text);
  for (
    const word of [
      "item another",
      "Some words a",
      "cell next After",
      "Table 1.1. Means of things. ",
    ]
  ) {
    assert(text.includes(word), `${word}: ${text}`);
  }
});
