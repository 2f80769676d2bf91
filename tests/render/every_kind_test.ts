/** What holds for every value that a page can show. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  prepareRendering,
  presentation,
  renderCsv,
  renderDataTable,
  renderHtml,
  renderInline,
  renderJson,
  renderLatex,
  renderSvg,
  renderText,
} from "../../lib/render/render.ts";
import type { Shown } from "../../lib/render/shown.ts";
import { samples } from "./samples.ts";

const values = samples();
await prepareRendering(values.map(([, v]) => v));

/** Every rendering of a value in one text. */
function everything(value: Shown): string {
  return [
    renderHtml(value, { captionId: "c", id: "x" }),
    renderHtml(value, { numbers: "journal", stars: true, labels: { Trt: "Diet" } }),
    renderText(value),
    renderCsv(value),
    renderJson(value),
    renderLatex(value),
    renderInline(value),
    renderSvg(value) ?? "",
    renderDataTable(value),
    JSON.stringify(presentation(value)),
  ].join("\n----\n");
}

for (const [name, value] of values) {
  Deno.test(`rendered from its JSON to the same bytes: ${name}`, () => {
    const again = JSON.parse(JSON.stringify(value)) as Shown;
    assertEquals(everything(again), everything(value));
  });

  Deno.test(`no script, no event, nothing undefined: ${name}`, () => {
    const html = renderHtml(value);
    assert(!/<script|\son\w+=|javascript:/i.test(html));
    assert(!/undefined|NaN|\[object/.test(html + renderText(value) + renderCsv(value)), name);
  });
}

/** Start tags with their attributes. */
function tags(html: string, tag: string): string[] {
  return html.match(new RegExp(`<${tag}\\b[^>]*>`, "g")) ?? [];
}

function columnsOf(row: string): number {
  return (row.match(/<t[hd]\b[^>]*>/g) ?? []).reduce(
    (n, cell) => n + Number(cell.match(/colspan="(\d+)"/)?.[1] ?? 1),
    0,
  );
}

for (const [name, value] of values) {
  const html = renderHtml(value, { captionId: "c" });
  for (const table of html.match(/<table[\s\S]*?<\/table>/g) ?? []) {
    Deno.test(`a table that can be read aloud: ${name}`, () => {
      assertMatch(table, /aria-label(ledby)?="[^"]+"/);
      for (const th of tags(table, "th")) assertMatch(th, /scope="(col|row|colgroup|rowgroup)"/);
      const widths = (table.match(/<tr\b[\s\S]*?<\/tr>/g) ?? []).map(columnsOf);
      assertEquals([...new Set(widths)].length, 1, `rows of unequal width: ${widths}`);
    });

    Deno.test(`numbers set as in print: ${name}`, () => {
      for (const cell of table.match(/<td[^>]*>[^<]*<\/td>/g) ?? []) {
        const text = cell.replace(/<[^>]*>/g, "");
        assert(!/^-\d/.test(text), `hyphen for a minus: ${text}`);
        assert(!/\de[+-]\d/.test(text), `power of ten in computer notation: ${text}`);
        assert(!/^\d{1,3}(,\d{3})+/.test(text), `thousands separated: ${text}`);
        const pad = cell.match(/data-pad="([^"]*)"/)?.[1];
        if (pad !== undefined) assertMatch(pad, /^\.?0+$/);
      }
    });
  }
}

Deno.test("a shell names the role of every part, since its display changes on narrow screens", () => {
  for (const [, value] of values.filter(([, v]) => v.kind === "shell")) {
    const html = renderHtml(value);
    assertMatch(html, /<table class="shell( broad)?" role="table"/);
    for (const tag of ["thead", "tbody", "tr", "th", "td"]) {
      for (const start of tags(html, tag)) {
        assertMatch(start, /role="(rowgroup|row|columnheader|rowheader|cell)"/, start);
      }
    }
  }
});

Deno.test("figures are images with words, and have a table of their data", () => {
  const figures = values.filter(([, v]) => v.kind === "figure");
  for (const [name, value] of figures) {
    const html = renderHtml(value);
    assert(/<(svg|div) [^>]*role="img" aria-label="[^"]{40,}"/.test(html), name);
    assertMatch(renderDataTable(value), /<table[\s\S]*<td/, name);
    assert(renderCsv(value).split("\n").length > 2, name);
    assertMatch(renderSvg(value) ?? "", /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  }
});

Deno.test("figures use currentColor and at most two decimals", () => {
  for (const [name, value] of values.filter(([, v]) => v.kind === "figure")) {
    const html = renderHtml(value);
    assert(!/#[0-9a-f]{6}|rgb\(/i.test(html), `${name} has a colour of its own`);
    assert(
      !/\d\.\d{3}/.test(html.replace(/aria-label="[^"]*"/g, "").replace(/<text.*?<\/text>/g, "")),
      name,
    );
    assert(!html.includes("<style"), name);
  }
});

Deno.test("an author may ask for digits", () => {
  const value = (name: string): Shown => values.find(([n]) => n === name)![1];
  // unrounded in the reference: 18.463667, standard error 1.708264
  assertMatch(renderHtml(value("means"), { digits: 6 }), /<td>18\.4637<\/td><td>1\.70826<\/td>/);
  assertMatch(renderHtml(value("anova lm"), { digits: 3 }), /<td>805<\/td>/);
  assertMatch(renderHtml(value("vector"), { digits: 3 }), /1\.04/);
});

Deno.test("equations keep MathML and mark their terms", () => {
  const html = renderHtml(values.find(([n]) => n === "equation")![1]);
  assertMatch(html, /<math xmlns="http:\/\/www.w3.org\/1998\/Math\/MathML" display="block">/);
  assertMatch(html, /data-term="Day-Trt"/);
  assertMatch(html, /<dl class="where"/);
});
