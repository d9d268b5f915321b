// @ts-check
// Another language in place: what was typed stays where it is and is kept nowhere else.
import { page } from "./screens.js";

const spoken = ["aria-label", "placeholder", "aria-current"];

/** The same page in another language; null without an answer. @param {string} address @returns {Promise<Document | null>} */
const load = (address) => new Promise((resolve) => {
  const request = new XMLHttpRequest(); // parses by itself, as no script of ours may (trusted types)
  request.responseType = "document";
  request.onloadend = () => resolve(request.responseXML);
  request.open("GET", address);
  request.send();
});

/** Copies words between two trees of one shape; where ours has changed since it came, it is left. @param {Node} here @param {Node} there */
function copyWords(here, there) {
  if (here instanceof Text) here.data = there.nodeValue ?? "";
  if (here instanceof Element && there instanceof Element) {
    for (const name of spoken) {
      const value = there.getAttribute(name);
      if (value !== null) here.setAttribute(name, value);
      else if (name === "aria-current") here.removeAttribute(name);
    }
  }
  if (here instanceof HTMLTemplateElement && there instanceof HTMLTemplateElement) copyWords(here.content, there.content);
  if (here.childNodes.length !== there.childNodes.length) return;
  here.childNodes.forEach((child, place) => copyWords(child, there.childNodes[place]));
}

/**
 * @param {string} address @param {() => void} prepare takes away what is not in a page that has just come
 * @returns {Promise<boolean>} false: nothing has changed
 */
export async function speak(address, prepare) {
  const there = await load(address);
  const [ours, theirs] = [document, there].map((tree) => tree?.querySelector("main"));
  if (!there || !ours || !theirs || !there.getElementById("payment")) return false;
  prepare();
  copyWords(ours, theirs);
  document.documentElement.lang = there.documentElement.lang;
  document.title = there.title;
  page.texts = JSON.parse(there.getElementById("page-data")?.textContent ?? "{}").texts;
  history.replaceState(history.state, "", address);
  return true;
}
