/**
 * Books of many chapters, each with text, mathematics, citations, references, three models, three
 * tables, a figure, an exercise and data of its own; and what it costs to build them.
 *
 *     deno run -A tests/long/big_book.ts FOLDER CHAPTERS
 *
 * @module
 */
import { randomFrom } from "./random.ts";

const WORDS =
  "yield plot block diet row the of and between within treatment replicate season effect variance mean model design"
    .split(" ");

/** Writes a book of so many chapters. */
export function writeBigBook(folder: string, chapters: number): void {
  Deno.mkdirSync(`${folder}/data`, { recursive: true });
  Deno.writeTextFileSync(
    `${folder}/book.yml`,
    "title: A long book\nbibliography: works.bib\n",
  );
  Deno.writeTextFileSync(
    `${folder}/works.bib`,
    Array.from(
      { length: 20 },
      (_, i) =>
        `@article{work${i}, author = {Author, A. ${i}}, title = {Title ${i}}, journal = {Journal}, year = {${
          1990 + i
        }}}\n`,
    ).join(""),
  );
  for (let n = 1; n <= chapters; n++) {
    const name = String(n).padStart(4, "0");
    Deno.writeTextFileSync(`${folder}/${name}-chapter.md`, chapter(n, chapters, name));
    Deno.writeTextFileSync(`${folder}/data/d${name}.csv`, data(n));
  }
}

function data(n: number): string {
  const random = randomFrom(n);
  const rows: string[] = ["Trt,Block,Day,y"];
  for (let t = 0; t < 4; t++) {
    for (let b = 1; b <= 6; b++) {
      for (let d = 1; d <= 3; d++) {
        const y = 10 + t + 0.5 * d + Math.sin(b + n) + random() + random() + random();
        rows.push(`${"ABCD"[t]},${b},${d},${y.toFixed(3)}`);
      }
    }
  }
  return `${rows.join("\n")}\n`;
}

function chapter(n: number, of: number, name: string): string {
  const random = randomFrom(1000 + n);
  const paragraph = (): string =>
    `${Array.from({ length: 60 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ")}.`;
  const other = String(1 + Math.floor(random() * of)).padStart(4, "0");
  return `---
description: What chapter ${n} is about.
---

# Trial ${n} {#sec-c${name}}

${paragraph()} See @sec-c${other} and @work${n % 20}.

${paragraph()} With $\\sigma_e^2$ and $\\mu + \\alpha_i$, as @work${(n + 7) % 20} has it.

$$
y_{ijk} = \\mu + \\alpha_i + b_j + e_{ijk}
$$ {#eq-m${name}}

## Tests

${paragraph()} The model is @eq-m${name}.

\`\`\`model
#| label: tbl-lm${name}
#| caption: Tests of the linear model.
d <- read.csv("data/d${name}.csv")
d$Block <- factor(d$Block)
m0 <- lm(y ~ Trt * Day, data = d)
anova(m0)
\`\`\`

\`\`\`model
#| label: tbl-mm${name}
#| caption: Tests of the mixed model.
m1 <- lmer(y ~ Trt + Day + (1 | Block), data = d)
anova(m1)
\`\`\`

## Means

${paragraph()} In @tbl-mm${name} the deviation is \`r sigma(m1)\`.

\`\`\`model
#| label: tbl-means${name}
#| caption: Means.
m2 <- lmer(y ~ Trt + (1 | Block) + (1 | Block:Trt), data = d)
emmeans(m2, ~ Trt)
\`\`\`

\`\`\`model
#| label: fig-res${name}
#| caption: Residuals.
plot(m1)
\`\`\`

${paragraph()}

::: {#exr-e${name} title="A question"}
What is in @tbl-means${name}?

::: {.solution}
The means.
:::
:::
`;
}

if (import.meta.main) writeBigBook(Deno.args[0] ?? "book", Number(Deno.args[1] ?? 100));
