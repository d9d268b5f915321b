// @ts-check
// Talks with the page of the shop that frames this one: a closed list of words, and only with that page.
import { page } from "./screens.js";

const query = new URLSearchParams(location.search);
const channel = query.get("channel") ?? undefined;

/** Where our words may go: the framing page's origin if the merchant allows it; nothing is said to anybody else. */
function findShop() {
  if (!page.embedded || parent === window) return undefined;
  // What the address claims need not be checked: words to a wrong origin are not delivered.
  const referrer = document.referrer ? new URL(document.referrer).origin : "null";
  const claimed = query.get("origin") ?? location.ancestorOrigins?.[0] ?? referrer;
  if (page.anyOrigin) return /^(null|file:)/.test(claimed) ? "*" : claimed; // a page opened from disk has no name
  return page.origins.includes(claimed) || claimed === location.origin ? claimed : undefined;
}
const shop = findShop();

/** @param {string} type @param {object} data */
export function tell(type, data = {}) {
  if (shop) parent.postMessage({ type, channel, data }, shop);
}

/** @param {Record<string, (data: any) => void>} words what the shop's page may say */
export function listen(words) {
  addEventListener("message", ({ origin, source, data }) => {
    if (!shop || source !== parent || (shop !== "*" && origin !== shop) || data?.channel !== channel) return;
    if (Object.hasOwn(words, data.type)) words[data.type](Object(data.data));
  });
}

/** The modal is as high as what it shows. */
export function keepHeight() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  const report = () => tell("resize", { height: Math.ceil(main.getBoundingClientRect().height) });
  report(); // before the page says that it is ready: what can be clicked must not move
  new ResizeObserver(report).observe(main);
}
