// @ts-check
// Changes the language in place: what was typed stays in its fields and is stored nowhere.
import { page } from "./screens.js";

const translatedAttributes = ["aria-label", "placeholder", "aria-current"];

/** This page in another language; null when the response is something else. @param {string} address @returns {Promise<Document | null>} */
export const load = (address) => new Promise((resolve) => {
  const request = new XMLHttpRequest(); // parses by itself, as no script of ours may (trusted types)
  request.responseType = "document";
  request.onloadend = () => resolve(request.responseXML?.getElementById("payment") ? request.responseXML : null);
  request.open("GET", address);
  request.send();
});

/** Copies texts between two trees of the same structure; a part whose structure has changed here keeps its texts. @param {Node} here @param {Node} there */
function copyTexts(here, there) {
  if (here instanceof Text) here.data = there.nodeValue ?? "";
  if (here instanceof Element && there instanceof Element) {
    for (const name of translatedAttributes) {
      const value = there.getAttribute(name);
      if (value !== null) here.setAttribute(name, value);
      else if (name === "aria-current") here.removeAttribute(name);
    }
  }
  if (here instanceof HTMLTemplateElement && there instanceof HTMLTemplateElement) copyTexts(here.content, there.content);
  if (here.childNodes.length !== there.childNodes.length) return;
  here.childNodes.forEach((child, place) => copyTexts(child, there.childNodes[place]));
}

/** Shows the texts of the other document. @param {Document} there @param {string} address its own */
export function switchLanguage(there, address) {
  const [ours, theirs] = [document, there].map((tree) => /** @type {Node} */ (tree.querySelector("main")));
  copyTexts(ours, theirs);
  document.documentElement.lang = there.documentElement.lang;
  document.title = there.title;
  page.texts = JSON.parse(there.getElementById("page-data")?.textContent ?? "{}").texts;
  history.replaceState(history.state, "", address);
}
