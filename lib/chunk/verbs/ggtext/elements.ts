/**
 * Elements of themes that ggtext adds: texts with mark-up, and those that fill their room line by line.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { elementText, TEXT } from "../ggplot2/theming/themes.ts";

const BOX =
  "fill?, box.colour?, box.color?, linetype?, linewidth?, halign?, valign?, width?, height?, " +
  "minwidth?, maxwidth?, minheight?, maxheight?, padding?, r?, orientation?";
const verb = verbOf("ggtext");

/** Texts of themes. */
export const GGTEXT: readonly Verb[] = [
  verb("element_markdown", TEXT, "texts of a theme", elementText),
  ...["element_textbox_simple", "element_textbox"].map((name) =>
    verb(name, `${TEXT}, ${BOX}`, "texts of a theme that fill their room", elementText)
  ),
];
