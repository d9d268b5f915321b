// @ts-check
/// <reference path="./checkout.d.ts" />
// onSuccess is good news for the page, not proof: hand out goods on the signed webhook.
(() => {
  "use strict";
  if (window.PaymentGateway?.version) return; // a second tag

  const script = /** @type {any} */ (document.currentScript ?? document.querySelector('[src*="/checkout."]'));
  const base = new URL(script.src).origin;

  const css = `html { overflow: hidden !important }
.payment-gateway {
  --paper: light-dark(#fff, #16181f); --ink: light-dark(#1c2030, #f1f3f8); --bar: linear-gradient(#8883 0 0);
  min-width: 100%; min-height: 100%; padding: 0; border: 0; background: none; color: var(--ink); font: 16px/1.5 sans-serif;
  &::backdrop { background: rgb(13 16 27 / .6) }
  #payment-gateway-modal, .modal-overlay { position: fixed; inset: 0; display: grid; place-items: center }
  .modal-content { position: relative; width: 440px; height: 620px; max-height: calc(100% - 40px); overflow: hidden;
    border-radius: 18px; background: var(--paper); box-shadow: 0 24px 64px rgb(5 8 20 / .4); transition: .2s;
    @starting-style { translate: 0 24px }
    @media (prefers-reduced-motion) { transition: none }
    @media (max-width: 480px) { width: 100%; height: 100% !important; max-height: none; border-radius: 0 }
  }
  iframe { position: relative; width: 100%; height: 100%; border: 0 }
  [data-waiting]::before { content: ""; position: absolute; inset: 28px; background: var(--bar) 0 0/44px 44px no-repeat,
    var(--bar) 0 84px/170px 32px no-repeat, var(--bar) 0 156px/100% 52px no-repeat }
  .modal-notice { position: absolute; inset: 0; display: grid; place-content: center; gap: 20px; padding: 32px;
    background: var(--paper); text-align: center }
  button { all: unset; padding: 10px; border-radius: 22px; background: var(--ink); color: var(--paper); cursor: pointer }
  .close-button { position: absolute; top: 10px; right: 10px; width: 44px; padding: 0; background: none; color: inherit;
    font: 26px/44px sans-serif; text-align: center }
  button:focus-visible { outline: 3px solid #6366f1 }
}`;

  const texts = {
    en: ["Payment", "Close", "Try again", "The payment page did not load. Check your connection."],
    hi: ["\u092d\u0941\u0917\u0924\u093e\u0928", "\u092c\u0902\u0926 \u0915\u0930\u0947\u0902",
      "\u092b\u093f\u0930 \u0915\u0930\u0947\u0902",
      "\u092d\u0941\u0917\u0924\u093e\u0928 \u092a\u0947\u091c \u0928\u0939\u0940\u0902 \u0916\u0941\u0932\u093e\u0964"],
  };

  /** @param {string} tag @param {any} attributes @param {any[]} children @returns {any} */
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...children);
    return made;
  };

  /** Closes the one modal of this page. @type {((reason: PaymentGatewayCloseReason) => void) | undefined} */
  let closeCurrent;

  /** @param {PaymentGatewayOptions} options @param {(event: PaymentGatewayEvent, detail: object) => void} emit */
  const openModal = ({ key, orderId, prefill, theme = {}, modal = {}, locale = "" }, emit) => {
    const [title, closeText, retryText, awayText] = locale.startsWith("hi") ? texts.hi : texts.en;
    const escapes = modal.escape !== false;
    // New for each open: an earlier frame is not heard.
    const channel = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const query = new URLSearchParams({ order_id: orderId, embedded: "true", key, channel, origin: window.origin });
    for (const [name, value] of Object.entries({ locale, ...theme })) if (value) query.set(name, value);

    const frame = element("iframe", { "data-test-id": "payment-iframe", src: `${base}/checkout?${query}`, title,
      allow: "payment; publickey-credentials-get; clipboard-write",
      sandbox: "allow-scripts allow-same-origin allow-forms" });
    const cross = element("button", { "data-test-id": "close-modal-button", class: "close-button", type: "button",
      autofocus: "", "aria-label": closeText }, "\u00d7");
    const content = element("div", { class: "modal-content", "data-waiting": "" }, frame, cross);
    const overlay = element("div", { class: "modal-overlay" }, content);
    const dialog = element("dialog", { class: "payment-gateway", "aria-label": title,
      closedby: escapes ? "closerequest" : "none" },
      element("div", { id: "payment-gateway-modal", "data-test-id": "payment-modal" }, overlay));
    dialog.style.colorScheme = theme.mode ?? "light dark";
    // Needs no style-src, and takes the scroll lock away with it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);

    let busy = false;
    let paid = false;
    let timer = 0;
    const failures = new Set();

    /** @param {string} type @param {object} data */
    const tell = (type, data) => frame.contentWindow?.postMessage({ type, channel, data }, base);

    /** @param {PaymentGatewayCloseReason} reason */
    const close = (reason) => {
      if (closeCurrent !== close) return;
      closeCurrent = undefined;
      clearTimeout(timer);
      removeEventListener("message", hear);
      dialog.close(); // returns the focus
      dialog.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      emit("close", { reason: paid ? "success" : reason });
    };

    /** While a payment is on its way, the page inside asks first. @param {PaymentGatewayCloseReason} reason */
    const leave = (reason) => (busy && modal.confirmClose !== false ? tell("close_requested", {}) : close(reason));

    const retry = element("button", {}, retryText);
    const notice = element("div", { class: "modal-notice", role: "alert" }, awayText, retry);
    const expectReady = (patience = 12000) => {
      clearTimeout(timer);
      notice.remove();
      timer = setTimeout(() => cross.before(notice), patience);
    };

    /** All that the page inside may say. @type {Record<string, (data: any) => void>} */
    const words = {
      ready() {
        clearTimeout(timer);
        notice.remove();
        delete content.dataset.waiting;
        frame.contentWindow.focus();
        tell("configure", { prefill });
      },
      resize({ height }) {
        content.style.height = `${Number(height)}px`;
      },
      state_changed({ state }) {
        busy = state === "processing";
      },
      payment_success({ paymentId }) {
        if (paid || !/^pay_\w+$/.test(paymentId)) return;
        paid = true;
        emit("success", { paymentId, orderId, status: "success" });
        timer = setTimeout(close, 2200, "success"); // to see the tick
      },
      payment_failed({ paymentId, ...error }) {
        if (paid || failures.has(paymentId)) return;
        failures.add(paymentId ?? {});
        emit("failure", { ...error, metadata: { paymentId, orderId } });
      },
      close_modal({ reason }) {
        if (reason === "button" || escapes) close(reason);
      },
    };

    /** @param {MessageEvent} event */
    const hear = ({ isTrusted, origin, source, data }) => {
      // Strangers, and what this page made up.
      if (!isTrusted || origin !== base || source !== frame.contentWindow || data?.channel !== channel) return;
      if (Object.hasOwn(words, data.type)) words[data.type](Object(data.data));
    };

    addEventListener("message", hear);
    cross.onclick = () => leave("button");
    retry.onclick = () => ((frame.src += ""), expectReady());
    overlay.onclick = (/** @type {any} */ { target }) => modal.backdropClose && target === overlay && leave("backdrop");
    dialog.oncancel = (/** @type {Event} */ event) => (event.preventDefault(), escapes && leave("escape"));
    dialog.onclose = () => close("escape"); // a second ESC always closes
    frame.onload = () => "waiting" in content.dataset && expectReady(2000); // loaded, but not our page
    document.adoptedStyleSheets.push(sheet);
    document.body.append(dialog);
    dialog.showModal();
    expectReady();
    return close;
  };

  class PaymentGateway {
    static version = "1.0.0";
    #options;
    /** @type {[PaymentGatewayEvent, Function | undefined][]} */
    #listeners;

    /** @param {PaymentGatewayOptions} options */
    constructor(options) {
      const needed = { key: "your publishable key", orderId: "an order made by your server" };
      for (const [name, what] of Object.entries(needed)) {
        const value = /** @type {any} */ (options)?.[name];
        if (!value || typeof value !== "string") throw TypeError(`PaymentGateway: "${name}" is missing: pass ${what}`);
      }
      this.#options = { ...options };
      this.#listeners = [["success", options.onSuccess], ["failure", options.onFailure], ["close", options.onClose]];
    }

    /** @param {[PaymentGatewayEvent, Function]} listener */
    on(...listener) {
      this.#listeners.push(listener);
      return this;
    }

    /** @param {PaymentGatewayEvent} event @param {Function} listener */
    off(event, listener) {
      this.#listeners = this.#listeners.filter(([name, other]) => name !== event || other !== listener);
      return this;
    }

    open() {
      if (closeCurrent && document.getElementById("payment-gateway-modal")) {
        console.warn("PaymentGateway: already open");
        return this;
      }
      closeCurrent?.("api"); // shop removed it
      closeCurrent = openModal(this.#options, (event, detail) => {
        for (const [name, call] of this.#listeners) {
          try {
            if (name === event) call?.(detail);
          } catch (error) {
            reportError(error); // the payment goes on
          }
        }
      });
      return this;
    }

    close() {
      closeCurrent?.("api");
    }
  }

  window.PaymentGateway = PaymentGateway;
  if (Object.hasOwn(window, "checkout")) return;
  window.checkout = {
    open: (options) => new PaymentGateway({ ...script.dataset, ...options }).open(),
    close: () => closeCurrent?.("api"),
  };
})();
