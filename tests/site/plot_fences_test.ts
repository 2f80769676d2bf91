import { assert, assertEquals } from "@std/assert";
import type { Diagnostic } from "../../lib/diagnostic.ts";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf } from "./memory_world.ts";

const DATA = "block,trt,y\n1,low,5.1\n1,mid,6.2\n1,high,7.9\n2,low,4.8\n2,mid,6.4\n2,high,7.6\n";
const MODEL = `---
title: Case
---

\`\`\`model
d <- read.csv("data.csv")
d$dose <- factor(d$trt, levels = c("low", "mid", "high"))
m <- lm(y ~ dose, data = d)
means <- emmeans(m, ~ dose)
\`\`\`
`;

function page(code: string): string {
  return `${MODEL}
\`\`\`plot
#| label: fig-a
#| caption: Means.
${code}
\`\`\`
`;
}

async function build(
  code: string,
): Promise<{ text: string; faults: readonly Diagnostic[] }> {
  const { world, root } = bookOf({ "01-page.md": page(code), "data.csv": DATA });
  const output = "/nowhere/site";
  const { diagnostics, ok } = await buildSite({ root, output, world });
  return { text: ok ? world.readText(`${output}/01-page.html`) : "", faults: diagnostics };
}

Deno.test("means of a factor stand in the order of its levels, as in the figures of a model", async () => {
  const { text, faults } = await build(
    'Plot.plot({ marks: [Plot.ruleX(means, { x: "dose", y1: "lower.CL", y2: "upper.CL" }), Plot.dot(means, { x: "dose", y: "emmean" })] })',
  );
  assertEquals(faults, []);
  assertEquals([...text.matchAll(/<text[^>]*>(low|mid|high)<\/text>/g)].map((m) => m[1]), [
    "low",
    "mid",
    "high",
  ]);
});

Deno.test("a text that names no column is told of at its place, with the nearest", async () => {
  const { faults: [fault] } = await build(
    'Plot.plot({ marks: [Plot.dot(d, { x: "dose", y: "Y" })] })',
  );
  assertEquals(
    [fault?.code, fault?.severity, fault?.line, fault?.column, fault?.hint],
    ["unknown-column", "warning", 15, 50, 'Did you mean "y"?'],
  );
});

Deno.test("whatever a fence does is a fault of the fence", async () => {
  const cases: [code: string, fault: string][] = [
    ['import("npm:is-odd@3.0.1");\ndocument.createElement("p")', "plot-failed"],
    ["postMessage(null)", "plot-failed"],
    ['throw Object.assign(new Error("x"), { message: {} })', "plot-failed"],
    ["throw null", "plot-failed"],
    ['({ nodeType: 1, outerHTML: "<p>x</p>" })', "unsafe-markup"],
    ['const e = document.createElement("p"); e.textContent = "x".repeat(4e6); e', "large-markup"],
    [
      'let e = document.createElement("g"); const r = e; for (let i = 0; i < 200; i++) e = e.appendChild(document.createElement("g")); r',
      "large-markup",
    ],
    [
      'const e = document.createElement("p"); e.setAttribute("style", "background: image-set(\'http://h/x.png\' 1x)"); e',
      "unsafe-markup",
    ],
    [
      'const e = document.createElement("p"); e.innerHTML = "<style>.head { display: none }</style>"; e',
      "unsafe-markup",
    ],
  ];
  for (const [code, expected] of cases) {
    const { faults } = await build(code);
    const [fault] = faults;
    assertEquals([faults.length, fault?.code, fault?.file], [1, expected, "01-page.md"], code);
    assert((fault?.line ?? 0) >= 15 && !/internal/.test(fault?.message ?? ""), code);
  }
});
