// @ts-check
// Which screen is to be seen, and what stands on it.

/**
 * What the server said (Texts/PageJson.cs).
 * @type {{ screen: string, api: string, orderId?: string, key?: string, embedded: boolean, anyOrigin: boolean,
 *   origins: string[], texts: Record<string, string> }}
 */
export const page = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const form = document.getElementById("payment");
/** @type {Element | undefined} the screen in place of the form */
let shown;

/** @param {string} key @param {unknown[]} values */
export const say = (key, ...values) =>
  (page.texts[key] ?? "").replace(/\{(\d)\}/g, (_, place) => String(values[place]));

/** @param {string} key */
export const knows = (key) => key in page.texts;

export const screen = () => main.dataset.screen;

/** @param {"form" | "processing" | "success" | "failure"} name @param {Record<string, string>} slots texts by slot */
export function show(name, slots = {}) {
  main.dataset.screen = name;
  shown?.remove();
  shown = undefined;
  if (form) form.hidden = name !== "form";
  if (name === "form") return;
  document.querySelector(".panel > section.screen")?.remove(); // what the server put there
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`screen-${name}`));
  shown = /** @type {Element} */ (template.content.firstElementChild?.cloneNode(true));
  template.before(shown);
  for (const [slot, text] of Object.entries(slots)) write(slot, text);
  scrollTo(0, 0);
  shown.querySelector("h2")?.focus({ preventScroll: true }); // a screen reader reads on from here
}

/** @param {string} slot @param {string} text */
export function write(slot, text) {
  const place = shown?.querySelector(`[data-slot="${slot}"]`);
  if (place && place.textContent !== text) place.textContent = text;
  if (place instanceof HTMLElement) place.hidden = !text;
}

/** The steps before are done, the ones after are still to come. @param {"sent" | "bank" | "done"} name */
export function reach(name) {
  let isBefore = true;
  for (const step of shown?.querySelectorAll("[data-step]") ?? []) {
    const isHere = step.getAttribute("data-step") === name;
    if (isHere) isBefore = false;
    step.classList.toggle("done", isBefore);
    if (isHere) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

/** @param {string} action @param {() => void} run */
export function when(action, run) {
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(`[data-action="${action}"]`)) run();
  });
}
