import { assert, assertEquals } from "@std/assert";
import { compare, SHOWS_ALL } from "../long/zones.ts";

/** A fit, whose ledger says more than its page. */
const FITS = `# Fits

\`\`\`model
d <- data.frame(
  y = c(10.1, 12.3, 11.8, 9.7, 13.1, 12.9, 10.9, 13.3, 12.2),
  Ärm = factor(c("ı", "I", "i", "ı", "I", "i", "ı", "I", "i")), Block = gl(3, 3)
)
m <- lmer(y ~ Ärm + (1 | Block), data = d)
anova(m)
plot(emmeans(m, ~ Ärm))
\`\`\`
`;

Deno.test("a book and its ledger are the same under another zone, language, path and number of workers", async () => {
  const { others, text } = await compare([
    { zone: "UTC", language: "C", folder: "book", workers: 1 },
    { zone: "Pacific/Auckland", language: "tr_TR.UTF-8", folder: "a book é", workers: 2 },
  ], (root) => {
    Deno.mkdirSync(root, { recursive: true });
    Deno.writeTextFileSync(`${root}/01-all.md`, SHOWS_ALL);
    Deno.writeTextFileSync(`${root}/02-fits.md`, FITS);
    Deno.writeTextFileSync(`${root}/book.yml`, "title: All\n");
  });
  assertEquals(others, []);
  for (
    const words of ["Wed Jan 01 2020 00:00:00 GMT+0000", "1,234.5", "at fence.js:", '"criterion":']
  ) {
    assert(text.includes(words), `${words} is missing`);
  }
});
