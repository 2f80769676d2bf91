/** Markdown that a block writes (`results: asis`) is part of its page. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { bookOf } from "./memory_world.ts";
import { pageText } from "./page_text.ts";

async function built(page: string): Promise<{ told: string[]; text: string; html: string }> {
  const { world, root } = bookOf({ "01-a.md": page });
  const output = "/nowhere/site";
  const { diagnostics } = await buildSite({ root, output, world });
  const bytes = world.files.get(`${output}/01-a.html`);
  const html = bytes ? new TextDecoder().decode(bytes) : "";
  return {
    told: diagnostics.map((d) => `${d.severity} ${d.line}:${d.column} ${d.code} ${d.message}`),
    text: pageText(html),
    html,
  };
}

Deno.test("a loop that writes headings, words and lists makes sections of the page", async () => {
  const { told, text } = await built(`# Trials

## First

\`\`\`{r, results="asis", echo=FALSE}
for (g in c(4, 6)) {
  cat("\\n\\n### Cylinders ", g, "\\n\\n")
  d <- mtcars[mtcars$cyl == g, ]
  cat("Mean **mpg** is ", round(mean(d$mpg), 1), ", see $\\\\bar y$.\\n\\n", sep = "")
  cat("- one\\n- two\\n\\n")
  print(knitr::kable(head(d[, 1:2], 1), caption = "Rows"))
}
\`\`\`

## Last
`);
  assertEquals(told, []);
  const lines = text.split("\n").map((line) => line.replace(/<[^>]*>|#/g, "").trim());
  const order = [
    "1.1 First",
    "1.1.1 Cylinders 4",
    "Mean mpg is 26.7, see ⟦\\bar y⟧.",
    "two",
    "Table 1.1. Rows.",
    "1.1.2 Cylinders 6",
    "Table 1.2. Rows.",
    "1.2 Last",
  ].map((words) => lines.findIndex((line) => line.includes(words)));
  assert(order.every((at, i) => at > (order[i - 1] ?? -1)), JSON.stringify([order, lines]));
});

Deno.test("containers may stand around what is shown; code and values in them are not run", async () => {
  const { told, text, html } = await built(`# A

\`\`\`{r, results="asis", echo=FALSE}
cat("::: {.callout-note}\\n")
print(data.frame(x = 1.5))
cat("\\n*After*.\\n:::\\n")
cat("Said \`r stop(1)\`.\\n\\n\`\`\`{r}\\nstop(2)\\n\`\`\`\\n")
\`\`\`

\`\`\`{r}
cat("**plain**")
\`\`\`
`);
  assertEquals(told, []);
  const article = html.slice(html.indexOf("<article>"));
  const order = ['class="call"', "1.5", "After"].map((words) => article.indexOf(words));
  assert(order.every((at, i) => at > (order[i - 1] ?? -1)), JSON.stringify(order));
  assertStringIncludes(text, "r stop(1)");
  assertStringIncludes(text, "stop(2)");
  assertStringIncludes(text, "**plain**");
});

Deno.test("notes are numbered in the order of their calls, and scripts are left out", async () => {
  const { told, html } = await built(`# A

\`\`\`{r, results="asis"}
cat("One^[first].\\n\\n<script>alert(1)</script>\\n")
\`\`\`

Two^[second].
`);
  assertEquals(told, ["warning 3:1 raw-html <script> is left out, with what stands in it"]);
  assert(!html.includes("alert(1)</script>"));
  assert(html.indexOf("first") < html.indexOf("second"));
});

Deno.test("pictures that a loop prints show nothing but themselves", async () => {
  const { told, text } = await built(`# A

\`\`\`{r}
library(ggplot2)
for (g in c(4, 6)) print(ggplot(mtcars[mtcars$cyl == g, ], aes(wt, mpg)) + geom_point())
\`\`\`
`);
  assertEquals(told, []);
  assert(!text.includes("NULL"), text);
});

Deno.test("a block that shows several figures may have a caption for each", async () => {
  const { told, text } = await built(`# A

\`\`\`{r two, fig.cap=c("The *first*.", "The second.")}
plot(1:3)
plot(3:1)
\`\`\`
`);
  assertEquals(told, []);
  assertStringIncludes(text, "Figure 1.1. The first.");
  assertStringIncludes(text, "Figure 1.2. The second.");
});
