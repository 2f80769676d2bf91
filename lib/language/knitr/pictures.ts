/**
 * knitr's pictures that lie in files: `include_graphics`. Its value is their paths, which a page shows as
 * pictures and everything else takes as texts.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { characters, type Value, withAttribute } from "../values/value.ts";

/** The class of paths that a page shows as pictures. */
export const PICTURE_PATHS = "knit_image_paths";

function paths(call: Call): Value {
  const path = call.value("path");
  if (path.type !== "character" || path.values.length === 0) {
    return call.wrong("path", "names of files", path, 'For example include_graphics("plan.png")');
  }
  if (path.values.includes(null)) {
    return call.fail("wrong-argument", "include_graphics() was given a name of a file that is NA");
  }
  const plain = characters([...path.values]);
  return withAttribute(plain, "class", characters([PICTURE_PATHS, "knit_asis"]));
}

/** Words for pictures that lie in files. */
export const KNITR_PICTURES: readonly Builtin[] = [
  word("include_graphics", "path, auto_pdf?, dpi?, rel_path?, error?", paths),
];
