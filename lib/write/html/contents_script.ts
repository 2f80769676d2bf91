/**
 * All chapters of a long book, for its script: pages name those near them alone.
 *
 * @module
 */
import type { BookView } from "../../../templates/view.ts";

/** Puts all chapters in the place of a page's own few; the page at hand keeps its sections. */
const UNFOLD = `globalThis.heddleContents=(all,base)=>{
const make=(tag,properties,...children)=>{const element=Object.assign(document.createElement(tag),properties);element.append(...children);return element;};
const body=all.closest(".nav-body");
const here=body.querySelector("[aria-current]")?.parentElement;
const place=here?.firstElementChild.href;
for(const old of body.querySelectorAll(":scope > ol, :scope > .part:not(.all)"))old.remove();
const lists=parts.flatMap(([title,chapters])=>[...(title===""?[]:[make("p",{className:"part",textContent:title})]),make("ol",{},...chapters.map(([number,name,path])=>{
const link=make("a",{href:base+path},make("span",{textContent:number}),name);
return link.href===place?here:make("li",{},link);
}))]);
all.parentElement.replaceWith(...lists);
const shown=here?.firstElementChild??body.querySelector("ol a");
shown?.scrollIntoView({block:"center"});
shown?.focus({preventScroll:true});
};`;

/** The script `assets/contents.js`: parts with their chapters, by number, title and path. */
export function contentsScript({ parts }: BookView): string {
  const rows = parts.map(({ title, chapters }) => [
    title,
    chapters.map((chapter) => [chapter.number, chapter.title, chapter.href]),
  ]);
  const json = JSON.stringify(rows).replace(/</g, "\\u003c").replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
  return `(()=>{const parts=${json};\n${UNFOLD}\n})();\n`;
}
