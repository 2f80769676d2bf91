import { assert, assertEquals } from "@std/assert";
import { type FenceLevels, Fences } from "../../lib/weave/plot/fences.ts";

const VALUES = {
  d: ["low", "mid", "high"].flatMap((dose, i) =>
    ["b", "a"].map((kind, j) => ({ dose, kind, site: "n" + j, y: 2 * i + j }))
  ),
  other: [{ grade: "mid", y: 1 }, { grade: "low", y: 2 }],
  f: ["low", "high", "mid"],
};
const LEVELS: FenceLevels = {
  d: [
    { column: "dose", levels: ["none", "low", "mid", "high"] },
    { column: "kind", levels: ["b", "a"] },
  ],
  other: [{ column: "grade", levels: ["mid", "low", "high"] }],
};

/** Domains of scales of figures, joined by blanks. */
async function domains(...asked: [figure: string, scale: string][]): Promise<string[]> {
  const fences = new Fences(5);
  const found: string[] = [];
  for (const [figure, scale] of asked) {
    const code = `const e = document.createElement("p");
e.textContent = ${figure}.scale("${scale}").domain.join(" "); e`;
    const outcome = await fences.run(code, VALUES, LEVELS);
    found.push("markup" in outcome ? outcome.markup.slice(3, -4) : outcome.message);
  }
  fences.close();
  return found;
}

Deno.test("axes, colours, facets and symbols keep the order of the levels", async () => {
  const dots = (options: string, more = ""): string =>
    `Plot.plot({ ${more} marks: [Plot.dot(d, { y: "y", ${options} })] })`;
  const sorted = "low mid high";
  const cases: [string, string, string][] = [
    [dots('x: "dose"'), "x", sorted],
    ['Plot.plot({ marks: [Plot.dot(d, { x: "y", y: "dose" })] })', "y", sorted],
    [dots('x: "y", fill: "dose"', "color: { legend: true },"), "color", sorted],
    [dots('x: "y", stroke: "dose"'), "color", sorted],
    [dots('x: "y", symbol: "dose"'), "symbol", sorted],
    [dots('x: "y", fx: "dose"'), "fx", sorted],
    [dots('x: "y", fy: "dose"'), "fy", sorted],
    [
      'Plot.plot({ facet: { data: d, x: "dose" }, marks: [Plot.dot(d, { x: "y", y: "y" })] })',
      "fx",
      sorted,
    ],
    [dots('x: "kind", fill: "dose"'), "x", "b a"],
    [
      'Plot.plot({ marks: [Plot.ruleX(d, { x: "dose", y1: "y", y2: 0 }), Plot.line(d, { x: "dose", y: "y", z: "kind" })] })',
      "x",
      sorted,
    ],
    ['Plot.plot({ marks: [Plot.barY(d, { x: "dose", y: "y", fill: "kind" })] })', "x", sorted],
    ['Plot.plot({ marks: [Plot.cell(d, { x: "dose", y: "kind", fill: "y" })] })', "y", "b a"],
    ['Plot.plot({ marks: [Plot.boxY(d, { x: "dose", y: "y" })] })', "x", sorted],
    [
      'Plot.plot({ marks: [Plot.barY(d, Plot.groupX({ y: "count" }, { x: "dose" }))] })',
      "x",
      sorted,
    ],
    ["Plot.plot({ marks: [Plot.dot(d, { x: (row) => row.dose, y: 'y' })] })", "x", sorted],
    [
      "Plot.plot({ marks: [Plot.dot(d.map((row) => ({ dose: row.dose, y: row.y })), { x: 'dose', y: 'y' })] })",
      "x",
      sorted,
    ],
    ['Plot.dot(d, { x: "dose", y: "y" }).plot()', "x", sorted],
    ['Plot.marks(Plot.dot(d, { x: "dose", y: "y" })).plot()', "x", sorted],
    [
      'Plot.plot({ marks: [Plot.dot(d.filter((row) => row.dose !== "mid"), { x: "dose", y: "y" })] })',
      "x",
      "low high",
    ],
    [
      'Plot.plot({ x: { label: "Dose", reverse: true }, marks: [Plot.dot(d, { x: "dose", y: "y" })] })',
      "x",
      "high mid low",
    ],
    ['Plot.plot({ marks: [Plot.dot(other, { x: "grade", y: "y" })] })', "x", "mid low"],
  ];
  assertEquals(
    await domains(...cases.map(([figure, scale]) => [figure, scale] as [string, string])),
    cases.map((each) => each[2]),
  );
});

Deno.test("an order that the author gives wins, and what is no factor goes by name", async () => {
  const dots = 'marks: [Plot.dot(d, { x: "dose", y: "y" })]';
  assertEquals(
    await domains(
      [`Plot.plot({ x: { domain: ["mid", "low", "high"] }, ${dots} })`, "x"],
      [
        'Plot.plot({ marks: [Plot.barY(d, { x: "dose", y: "y", sort: { x: "y", reverse: true } })] })',
        "x",
      ],
      ['Plot.plot({ marks: [Plot.barY(d, { x: "dose", y: "y", sort: { x: null } })] })', "x"],
      ['Plot.plot({ marks: [Plot.dot(d, { x: "site", y: "y" })] })', "x"],
      ['Plot.plot({ marks: [Plot.dot([{ q: "low" }, { q: "high" }], { x: "q" })] })', "x"],
    ),
    ["mid low high", "high mid low", "low mid high", "n0 n1", "high low"],
  );
});

Deno.test("a column that is not there is noticed, and a constant is none", async () => {
  const figures = [
    'Plot.dot(d, { x: "dose", y: "Y" })',
    'Plot.dot(d, { x: "dose", y: "y", fill: "Kind" })',
    'Plot.dot(d, { x: "dose", y: "y", r: "size" })',
    'Plot.dot(d, { x: "dose", y: "y", fx: "Site" })',
    'Plot.text(d, { x: "dose", y: "y", text: "txt" })',
    'Plot.dot(d, { x: "dose", y: "y", title: "note" })',
    'Plot.barY(d, Plot.groupX({ y: "count" }, { x: "Dose" }))',
    'Plot.rectY(d, Plot.binX({ y: "count" }, { x: "Y" }))',
    'Plot.lineY(d, Plot.windowY(3, { x: "dose", y: "yy" }))',
    'Plot.dot(d, { x: { value: "Dose" }, y: "y" })',
    'Plot.dot(d, Plot.dodgeY({ x: "yield" }))',
    'Plot.dot([{ p: 1 }, { p: 2 }], { x: "q" })',
    'Plot.dot(d.map((row) => ({ ...row, z: 1 })), { x: "zz", y: "y" })',
  ];
  const fences = new Fences(5);
  for (const figure of figures) {
    const outcome = await fences.run(`Plot.plot({ marks: [${figure}] })`, VALUES, LEVELS);
    assert(
      "markup" in outcome && outcome.unknown.length > 0,
      `${figure}: ${JSON.stringify(outcome).slice(0, 99)}`,
    );
  }
  const good = [
    'Plot.dot(d, { x: "dose", y: "y", fill: "red", stroke: "#123456" })',
    'Plot.dot(d, { x: "dose", y: "y", fill: "none", stroke: "currentColor", symbol: "square" })',
    'Plot.dot(d, { x: "dose", y: "y", fill: "var(--indigo)", fillOpacity: 0.5 })',
    'Plot.text(d, { x: "dose", y: "y", text: (row) => row.kind ?? "a", fontWeight: "bold", textAnchor: "end" })',
    'Plot.line(d, { x: "dose", y: "y", curve: "step", stroke: "kind", strokeDasharray: "2 2" })',
    'Plot.dot(d, { x: "dose", y: "y", tip: true, clip: "frame" })',
    'Plot.barY(d, Plot.groupX({ y: "mean" }, { x: "dose", y: "y" }))',
    'Plot.dot(d, { x: "dose" }), Plot.axisX({ label: "Dose", anchor: "top" })',
  ];
  for (const figure of good) {
    const outcome = await fences.run(
      `Plot.plot({ title: "A title", color: { scheme: "blues" }, marks: [${figure}, Plot.frame()] })`,
      VALUES,
      LEVELS,
    );
    assert(
      "markup" in outcome && outcome.unknown.length === 0,
      `${figure}: ${JSON.stringify(outcome)}`,
    );
  }
  fences.close();
});
