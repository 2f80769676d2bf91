import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { MARKUP_DEPTH, MARKUP_ELEMENTS, MARKUP_LENGTH } from "../../lib/weave/plot/plot_limits.ts";
import { checkedMarkup } from "../../lib/weave/plot/plot_markup.ts";

function refused(markup: string): void {
  assertThrows(() => checkedMarkup(markup, "alt", "p"), DiagnosticError, "which a page may not");
}

Deno.test("a picture is named, its numbers shortened, its ids the page's own", () => {
  const markup = checkedMarkup(
    '<svg width="10" aria-label="x"><defs><clipPath id="plot-clip-7"><rect x="1.23456"/></clipPath></defs><g clip-path="url(#plot-clip-7)" fill="#4269d0"/></svg>',
    'Six "means" & more',
    "plot-3",
  );
  assertEquals(
    markup,
    '<svg width="10" role="img" aria-label="Six &quot;means&quot; &amp; more"><defs><clipPath id="plot-3-1"><rect x="1.23"/></clipPath></defs><g clip-path="url(#plot-3-1)" fill="var(--indigo)"/></svg>',
  );
});

Deno.test("nothing in it may run, load or link out", () => {
  for (
    const markup of [
      "<svg><script>alert(1)</script></svg>",
      '<svg onload="alert(1)"></svg>',
      '<svg><g onclick="x"/></svg>',
      '<svg><a href="https://example.org/"><text>x</text></a></svg>',
      '<svg><image href="https://example.org/x.png"/></svg>',
      '<svg><use href="//example.org/x.svg#a"/></svg>',
      '<div><img src="http://example.org/x.png"></div>',
      "<svg><style>@import 'x.css';</style></svg>",
      "<svg><style>a{background:url(https://example.org/x)}</style></svg>",
      '<svg fill="url(https://example.org/x)"></svg>',
      '<div style="background:url(//example.org)"></div>',
      "<iframe></iframe>",
      '<div><form action="x"></form></div>',
      "<svg></svg><svg></svg>",
      "text<svg></svg>",
      "<svg><g></svg>",
      "<svg>",
      "",
      '<svg><image href="data:text/html,x"/></svg>',
      "<!-- --><svg></svg>",
    ]
  ) refused(markup);
});

Deno.test("a style may name what is known not to load, and nothing else", () => {
  const loads = [
    "image-set('http://h/x.png' 1x)",
    "-webkit-image-set(url(http://h/x.png) 1x)",
    "src('http://h/x')",
    "image('http://h/x.png')",
    "cross-fade(url(http://h/x.png), red)",
    "paint(x)",
    "element(#x)",
    "url(http://h/x)",
    "url( 'http://h/x' )",
    "url()",
    "URL(//h/x)",
    "\\75rl(http://h/x)",
    "u\\72l(http://h/x)",
    "url/**/(http://h/x)",
    "attr(data-x url)",
    "red;@import 'x'",
    "&#117;rl(http://h/x)",
    "url&#40;http://h/x&#41;",
    "url&lpar;http://h/x&rpar;",
    "&bsol;75rl(http://h/x)",
    "url(#a/../../x?http://h)",
    "unknown-function(1)",
  ];
  for (const value of loads) {
    for (const name of ["background", "--x", "cursor", "list-style", "fill"]) {
      refused(`<div style="${name}:${value}"></div>`);
    }
    for (const name of ["fill", "stroke", "filter", "mask", "clip-path", "marker-end", "color"]) {
      refused(`<svg><g ${name}="${value}"/></svg>`);
    }
    refused(`<svg><style>a{background:${value}}</style></svg>`);
  }
  refused('<div style="position:fixed;inset:0"></div>');
  const good = "fill:rgb(1 2 3 / .5);transform:rotate(3deg) translate(1px,calc(1px + 2%));" +
    "color:var(--ink);filter:drop-shadow(0 0 1px red);mask:url(#m);width:min(1px,2em)";
  assertEquals(
    checkedMarkup(`<div style="${good}"></div>`, "", "p"),
    `<div style="${good}"></div>`,
  );
});

Deno.test("a style sheet would reach the whole page; Plot's own is taken out", () => {
  refused("<div><style>.head{display:none}</style></div>");
  refused("<div><style>:where(.plot-a){}</style><style>.head{}</style></div>".replace(
    ":where(.plot-a){}",
    ":where(.plot-a){}</style><style>*{display:none}",
  ));
  refused("<style>:where(.plot-a){}</style>");
  assertEquals(
    checkedMarkup(
      '<svg width="1"><style>:where(.plot-a) {\n  color: red;\n}</style></svg>',
      "a",
      "p",
    ),
    '<svg width="1" role="img" aria-label="a"></svg>',
  );
});

Deno.test("no name of a figure stands before one of the page", () => {
  refused('<div><img name="querySelector" alt="" src="data:image/png;base64,AAAA"></div>');
  refused('<div><p is="x"></p></div>');
  refused('<div><p contenteditable="true">x</p></div>');
  assertEquals(
    checkedMarkup(
      '<div><p id="querySelector" data-copy="1" tabindex="0">x</p></div>',
      "",
      "plot-1",
    ),
    '<div><p id="plot-1-1">x</p></div>',
  );
  const twice = '<svg width="1"><g id="a"/><g fill="url(#a)"/></svg>';
  const [first, second] = ["plot-1", "plot-2"].map((prefix) => checkedMarkup(twice, "", prefix));
  assert(first?.includes('id="plot-1-1"') && first.includes("url(#plot-1-1)"));
  assert(second?.includes('id="plot-2-1"') && second.includes("url(#plot-2-1)"));
});

Deno.test("what repeats itself is refused", () => {
  refused('<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>');
  refused('<svg><use id="a" href="#a"/></svg>');
  checkedMarkup('<svg><g id="a"/><use href="#a"/></svg>', "", "p");
});

Deno.test("length, elements and depth have limits, and are looked at in one walk", () => {
  const large = (markup: string): void => {
    assertThrows(() => checkedMarkup(markup, "", "p"), DiagnosticError, "a page takes");
  };
  large(`<p>${"x".repeat(MARKUP_LENGTH)}</p>`);
  large(`<svg>${"<g/>".repeat(MARKUP_ELEMENTS)}</svg>`);
  large("<g>".repeat(MARKUP_DEPTH + 1));
  large("<g>".repeat(2e5));
  checkedMarkup(`<svg>${"<g/>".repeat(MARKUP_ELEMENTS - 1)}</svg>`, "", "p");
  refused(`<g ${" ".repeat(MARKUP_LENGTH - 10)}"`);
  refused(`<g ${"a ".repeat(MARKUP_LENGTH / 2 - 10)}"`);
});

Deno.test("a legend does not take the picture's name", () => {
  const markup = checkedMarkup(
    '<figure><svg width="15" height="15"></svg><h2>Title</h2><svg width="640"></svg></figure>',
    "alt",
    "p",
  );
  assert(
    markup.startsWith('<div><svg width="15" height="15" aria-hidden="true"></svg><p>Title</p>'),
  );
  assert(markup.includes('<svg width="640" role="img" aria-label="alt">'));
});
