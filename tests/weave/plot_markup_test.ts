import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { checkedMarkup } from "../../lib/weave/plot_markup.ts";

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
