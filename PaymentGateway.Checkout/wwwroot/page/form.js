// @ts-check
// The fields: what is wrong with them, in words beside them, and what they say when nothing is.
import { brandOf, digitsOf, expiryOf, expiryProblem, isRight, westernDigits } from "./card.js";
import { say } from "./screens.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("payment"));
const knownHandles = new Set(("apl axl axisb barodampay cnrb fbl fifederal freecharge hdfcbank ibl icici idfcbank " +
  "idfcfirst ikwik indus jupiteraxis kotak okaxis okhdfcbank okicici oksbi paytm pingpay pnb pthdfc ptsbi ptyes ptaxis " +
  "rapl razorpay sbi sim slice superyes tapicici timecosmos upi waaxis wahdfcbank waicici wasbi yapl yesg ybl ypbiz")
  .split(" "));

/** @param {string} id */
export const field = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
export const method = () => String(new FormData(form).get("method"));

/** A text's key, or nothing when the field is right. @type {Record<string, (value: string) => string | undefined>} */
const problemOf = {
  vpa(value) {
    if (!value) return "vpa_required";
    return value.length <= 255 && /^[\w.-]+@[a-z\d]+$/i.test(value) ? undefined : "vpa_invalid";
  },
  "card-number"(value) {
    const digits = digitsOf(value);
    if (!digits) return "number_required";
    if (digits.length < 13) return "number_short";
    return isRight(digits) ? undefined : "number_invalid";
  },
  expiry(value) {
    const expiry = expiryOf(value);
    if (!expiry) return digitsOf(value).length < 3 ? "expiry_required" : "expiry_invalid";
    return expiryProblem(expiry, new Date());
  },
  cvv: (value) => (value.length === brandOf(field("card-number").value).cvv ? undefined : "cvv_required"),
  cardholder: (value) => (value ? undefined : "cardholder_required"),
};
/** @type {Record<string, string[]>} */
const fieldsOf = { upi: ["vpa"], card: ["card-number", "expiry", "cvv", "cardholder"] };

const cleaned = (/** @type {string} */ id) => westernDigits(field(id).value.trim());

/** Worth a second look, never in the way. @param {string} vpa */
const isUnusual = (vpa) => {
  const [name, handle] = vpa.toLowerCase().split("@");
  return name.length < 3 || name.includes("..") || !knownHandles.has(handle);
};

/** @param {string} id @param {string} text @param {"error" | "warning"} kind */
function explain(id, text, kind = "error") {
  const place = field(`${id}-error`);
  if (place.textContent === text) return;
  place.textContent = text;
  place.classList.toggle("warning", kind === "warning");
  place.removeAttribute("data-test-id");
  if (text && kind === "error") field(id).setAttribute("aria-invalid", "true");
  else field(id).removeAttribute("aria-invalid");
}

/** Shows the problems that are shown at present in the new language. */
export function explainAgain() {
  showBrand();
  for (const id of Object.values(fieldsOf).flat().filter((name) => field(name) && field(`${name}-error`).textContent)) {
    const problem = check(id);
    explain(id, problem ?? say("vpa_unusual"), problem ? "error" : "warning");
  }
  if (field("problems").textContent) field("problems").textContent = "";
}

/** Shows problems beside their fields and goes to the first. @param {Record<string, string>} problems texts by field */
export function showProblems(problems) {
  for (const id of fieldsOf[method()]) {
    explain(id, problems[id] ?? "");
    field(`${id}-error`).removeAttribute("data-test-id");
  }
  const ids = Object.keys(problems);
  field("problems").textContent = ids.length > 1 ? say("fields_wrong", ids.length) : "";
  if (!ids.length) return;
  field(`${ids[0]}-error`).setAttribute("data-test-id", "error-message");
  field(ids[0]).focus();
}

/** @param {string} id */
function check(id) {
  const problem = problemOf[id](cleaned(id));
  return problem && say(problem, brandOf(field("card-number").value).cvv);
}

/** The payment to send, or nothing after the shopper was shown why not. */
export function read() {
  const problems = Object.fromEntries(fieldsOf[method()].map((id) => [id, check(id)]).filter(([, problem]) => problem));
  showProblems(problems);
  if (Object.keys(problems).length) return undefined;
  if (method() === "upi") return { method: "upi", vpa: cleaned("vpa") };
  const expiry = expiryOf(cleaned("expiry"));
  return {
    method: "card",
    card: { number: digitsOf(cleaned("card-number")), expiry_month: expiry?.month, expiry_year: expiry?.year,
      cvv: cleaned("cvv"), holder_name: cleaned("cardholder") },
  };
}

/** @param {string | undefined} name */
export function choose(name) {
  const radio = form.querySelector(`[name="method"][value="${name === "upi" ? "upi" : "card"}"]`);
  if (!(radio instanceof HTMLInputElement)) return;
  radio.checked = true;
}

function showBrand() {
  const brand = brandOf(field("card-number").value);
  document.getElementById("brand")?.setAttribute("href", `#brand-${brand.name}`);
  field("brand-name").textContent = brand.label;
  field("cvv").placeholder = "1234".slice(0, brand.cvv);
}

/** Ends with its click: a new text would move the button away. */
let press = Promise.resolve();
let endPress = () => {};
addEventListener("pointerdown", () => {
  press = new Promise((resolve) => (endPress = resolve));
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(endPress));

/** Complaints wait until a field is left, and go as soon as it is right. */
export function checkWhileTyping() {
  for (const id of Object.values(fieldsOf).flat().filter(field)) {
    field(id).addEventListener("blur", async () => {
      await press;
      const value = cleaned(id);
      if (!value) return;
      const problem = check(id);
      if (problem) explain(id, problem);
      else explain(id, id === "vpa" && isUnusual(value) ? say("vpa_unusual") : "", "warning");
    });
    field(id).addEventListener("input", () => {
      if (id === "card-number") showBrand();
      if (field(`${id}-error`).textContent && !check(id)) explain(id, "");
    });
  }
}
