// @ts-check
// One payment from the button to its outcome.
import { current, finish, send } from "./attempt.js";
import { checkWhileTyping, choose, explainAgain, field, method, read, showProblems } from "./form.js";
import { load, switchLanguage } from "./language.js";
import { settled } from "./live.js";
import { knows, page, reach, say, screen, show, when, write } from "./screens.js";
import { keepHeight, listen, tell } from "./shop.js";
import { formatWhileTyping } from "./typing.js";

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("payment"));
const leaveQuestion = /** @type {HTMLDialogElement | null} */ (document.getElementById("leave"));
/** @type {object | undefined} what was sent last and may be sent again under its key */
let unanswered;
/** Shows the last failure, in the language of the moment. */
let showFailure = () => {};

/** @param {"form" | "processing" | "success" | "failure"} name @param {Record<string, string>} [slots] */
function go(name, slots) {
  show(name, slots);
  if (name !== "processing") leaveQuestion?.close();
  tell("state_changed", { state: name });
}

/** @param {string} message a text's key @param {string} [reason] @param {{ title?: string, charged?: string }} [slots] texts' keys */
function fail(message, reason = "", slots = {}) {
  showFailure = () => {
    go("failure", { message: say(message), ...Object.fromEntries(Object.entries(slots).map(([slot, key]) => [slot, say(key)])) });
    recommend(reason);
  };
  showFailure();
}

/** @param {object} payment */
async function pay(payment) {
  unanswered = undefined;
  go("processing", { message: say("processing_start") });
  reach("sent");
  const order = { order_id: page.orderId, key: page.key ?? undefined };
  const answer = await send(page.api, { ...order, ...payment }, () => write("message", troubleText()));
  if ("paymentId" in answer) return follow(answer.paymentId);
  if ("refusal" in answer) return refused(answer.refusal);
  unanswered = payment;
  fail("lost", "", { title: "lost_title", charged: "" });
}

const troubleText = () => say(navigator.onLine ? "processing_lost" : "offline");

/** @param {string} paymentId */
async function follow(paymentId) {
  if (screen() !== "processing") go("processing");
  reach("bank");
  const since = Date.now();
  let isConnected = true;
  const report = () => {
    const patience = Date.now() - since < 12000 ? "processing_bank" : "processing_slow";
    write("message", isConnected ? say(patience) : troubleText());
  };
  report();
  const timer = setInterval(report, 1000);
  const payment = await settled(page.api, paymentId, (connected) => {
    isConnected = connected;
    report();
  });
  clearInterval(timer);
  if (payment?.status === "success") succeeded(payment);
  else failed(paymentId, payment);
}

/** @param {any} payment */
function succeeded(payment) {
  const paid = say("paid_label");
  document.title = `${paid} · ${document.querySelector(".shop-name")?.textContent}`;
  document.querySelector("main")?.setAttribute("aria-label", document.title);
  document.querySelector(".amount-label")?.replaceChildren(paid);
  go("success", { "payment-id": payment.id, after: say(page.embedded ? "returning" : "close_window") });
  tell("payment_success", { paymentId: payment.id, orderId: payment.order_id, status: "success" });
}

/** @param {string} paymentId @param {any} payment null when the Api doesn't know it any more */
function failed(paymentId, payment) {
  finish();
  if (field("cvv")) field("cvv").value = "";
  const reason = payment?.error_reason ?? "payment_declined";
  // Nobody is told in public that a card was reported stolen.
  const told = `reason_${/^(lost|stolen)_card$/.test(reason) ? "card_declined" : reason}`;
  const text = knows(told) ? told : "reason_payment_declined";
  const description = say(text);
  fail(text, reason);
  tell("payment_failed", { paymentId, code: payment?.error_code ?? "PAYMENT_FAILED", description, reason,
    source: reason === "gateway_technical_error" ? "gateway" : "bank", step: "payment_authorization" });
}

/** Reasons for which the bank would decline the same card or account again. */
const permanent = /^(insufficient_funds|card_declined|\w+_card|limit_exceeded|do_not_honor|account_blocked)$/;

/** @param {string} reason */
function recommend(reason) {
  const [again, other] = ["retry", "other"].map((action) => document.querySelector(`.screen [data-action="${action}"]`));
  if (!again || !other || !permanent.test(reason)) return;
  again.before(other);
  for (const button of [again, other]) for (const look of ["pay", "quiet"]) button.classList.toggle(look);
}

/** The Api would not take it: shown at the field where it is one, else as a failure. @param {any} error */
function refused(error) {
  const place = String(error.field ?? "");
  if (error.code === "ORDER_ALREADY_PAID") return location.reload();
  if (error.code === "INVALID_VPA") return back({ vpa: say("vpa_invalid") });
  if (error.code === "EXPIRED_CARD") return back({ expiry: say("expiry_past") });
  if (error.code === "INVALID_CARD") {
    return back(place.includes("cvv") ? { cvv: say("cvv_required", field("cvv").placeholder.length) }
      : place.includes("name") ? { cardholder: say("cardholder_required") } : { "card-number": say("number_invalid") });
  }
  const text = { RATE_LIMITED: "too_many", NOT_FOUND_ERROR: "unknown" }[String(error.code)] ?? "refused";
  const description = say(text);
  fail(text);
  tell("payment_failed", { code: error.code, description, source: "gateway", step: "payment_initiation" });
}

/** @param {Record<string, string>} problems */
function back(problems = {}) {
  go("form");
  showProblems(problems);
}

/** A second ask while the question stands is the answer. @param {string} reason */
function leave(reason) {
  if (screen() !== "processing" || leaveQuestion?.open) tell("close_modal", { reason });
  else leaveQuestion?.showModal();
}

function retry() {
  if (unanswered) return void pay(unanswered);
  back();
  (method() === "card" ? field("cvv") : field("vpa")).focus();
}

function useOtherMethod() {
  if (!unanswered) finish();
  back();
  choose(method() === "card" ? "upi" : "card");
  /** @type {HTMLElement | null} */ (document.querySelector('[name="method"]:checked'))?.focus();
}

/** The method came in the address: nothing moves. @param {{ prefill?: any }} wishes */
function prefill({ prefill: wished }) {
  if (!form || screen() !== "form") return;
  for (const [id, value] of Object.entries({ vpa: wished?.vpa, cardholder: wished?.name })) {
    if (typeof value === "string" && field(id) && !field(id).value) field(id).value = value;
  }
}

/** The sandbox's buttons fill the form in. @param {DOMStringMap} example */
function fillIn({ vpa, card }) {
  choose(vpa ? "upi" : "card");
  const expiry = `12${(new Date().getFullYear() + 3) % 100}`;
  const values = vpa ? { vpa } : { "card-number": card ?? "", expiry, cvv: "123", cardholder: "Asha Rao" };
  for (const [id, value] of Object.entries(values)) {
    field(id).value = value;
    field(id).dispatchEvent(new Event("input"));
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (screen() !== "form") return; // a second click
    const payment = read();
    if (payment) void pay(payment);
  });
  form.querySelector(".try")?.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLButtonElement) fillIn(target.dataset);
  });
  formatWhileTyping(form);
  checkWhileTyping();
  // What was typed before is taken as typed now, and what could not be pressed can be.
  for (const input of form.querySelectorAll(".field input")) input.dispatchEvent(new Event("input"));
  for (const early of form.querySelectorAll(":disabled")) early.removeAttribute("disabled");
}
when("retry", retry);
when("other", useOtherMethod);
when("stay", () => leaveQuestion?.close());
when("leave", () => tell("close_modal", { reason: "button" }));
when("reload", () => location.reload());
/** @type {HTMLElement} */ (document.querySelector("footer nav")).addEventListener("click", async (event) => {
  const link = event.target;
  const shown = screen();
  // On the other screens nothing is typed, and a reload resumes where they were.
  if (!form || !(shown === "form" || shown === "failure") || !(link instanceof HTMLAnchorElement)) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens another window
  event.preventDefault();
  const other = await load(link.href);
  if (screen() !== shown) return; // a payment has begun meanwhile
  if (!other) return location.assign(link.href);
  if (shown === "failure") show("form"); // the structure that the other page has
  switchLanguage(other, link.href);
  explainAgain();
  if (shown === "failure") showFailure();
});
const showConnection = () => document.getElementById("offline")?.toggleAttribute("hidden", navigator.onLine);
addEventListener("online", showConnection);
addEventListener("offline", showConnection);
showConnection();

listen({ configure: prefill, close_requested: () => leave("button") });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !page.embedded || leaveQuestion?.open) return;
  event.preventDefault(); // the browser would close with this very key the question that it opens
  leave("escape");
});
keepHeight();
tell("ready");

const { paymentId } = current();
if (page.screen === "loading") location.replace(`${location.href}&patient=true`);
else if (paymentId && (form || page.screen === "paid")) void follow(paymentId); // reloaded, or come back
else if (page.screen === "unknown") {
  tell("payment_failed", {
    code: "NOT_FOUND_ERROR", description: say("unknown"), source: "merchant", step: "payment_initiation" });
}
