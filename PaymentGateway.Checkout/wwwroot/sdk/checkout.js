// @ts-check
/// <reference path="./checkout.d.ts" />
// onSuccess is a hint for the UI, not proof: fulfil orders on the signed webhook.
(() => {
  "use strict";
  if (window.PaymentGateway?.version) return; // a second tag

  // Null in a module; and an <img name="currentScript"> is no script.
  const { currentScript } = document;
  /** @type {Iterable<any>} */
  const loaded = currentScript instanceof HTMLScriptElement ? [currentScript] : document.querySelectorAll("script[type=module]");
  const address = /^https?:\/\/[^/@]+\/((v1\/)?checkout|sdk\/checkout(\.\w+)?)\.js([?#]|$)/;
  const scripts = [...loaded].filter(({ src }) => address.test(src));
  const [base, another] = new Set(scripts.map(({ src }) => new URL(src).origin));
  if (!base || another) throw Error('PaymentGateway: load it with <script src="https://<your gateway>/checkout.js">');

  const css = `html { overflow: hidden !important }
& { min-width: 100%; min-height: 100%; padding: 0; border: 0; background: none; color: CanvasText; font: 16px/1.5 sans-serif }
&::backdrop { background: #0d101b99 }
& :is(div, iframe, button) { all: unset; position: absolute; inset: 0 }
& .modal-content { inset: max(20px, 50% - 380px) 0 auto; width: 440px; height: 660px; margin: auto; overflow: hidden;
  max-height: min(100% - 40px, 50% + 360px); border-radius: 18px; background: Canvas; box-shadow: 0 24px 64px #05081466 }
@media (max-width: 480px), (max-height: 480px) {
  & .modal-content { inset: 0; max-width: 100%; height: 100% !important; max-height: none; border-radius: 0 } }
& iframe { width: 100%; height: 100% }
& [data-waiting]::before { content: ""; position: absolute; inset: 28px; --bar: linear-gradient(#8883 0 0); background:
  var(--bar) 0 0/44px 44px no-repeat, var(--bar) 0 84px/170px 32px no-repeat, var(--bar) 0 156px/100% 52px no-repeat }
& .modal-notice { display: grid; place-content: center; gap: 20px; padding: 32px; background: Canvas; text-align: center }
& button { position: static; padding: 10px; border-radius: 22px; background: CanvasText; color: Canvas; cursor: pointer }
& .close-button { position: absolute; inset: 10px 14px auto auto; width: 44px; padding: 0; background: Canvas;
  color: CanvasText; box-shadow: 0 1px 5px #0004; font: 26px/44px sans-serif; text-align: center }
& button:focus-visible { outline: 3px solid #6366f1 }`.replaceAll("&", ".payment-gateway");

  const texts = {
    en: ["Payment", "Close", "Try again", "The payment page did not load. Check your connection."],
    hi: ["\u092d\u0941\u0917\u0924\u093e\u0928", "\u092c\u0902\u0926 \u0915\u0930\u0947\u0902",
      "\u092b\u093f\u0930 \u0915\u0930\u0947\u0902",
      "\u092d\u0941\u0917\u0924\u093e\u0928 \u092a\u0947\u091c \u0928\u0939\u0940\u0902 \u0916\u0941\u0932\u093e\u0964"],
  };

  /** @type {(tag: string, attributes: any, ...children: any[]) => any} */
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...children);
    return made;
  };

  const addStyles = () => {
    try { // needs no style-src
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      return () => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet));
    } catch { // before 2023
      const style = element("style", { nonce: scripts[0].nonce }, css);
      document.head.append(style);
      return () => style.remove();
    }
  };

  /** Closes the one modal of this page. @type {((reason: PaymentGatewayCloseReason) => void) | undefined} */
  let closeCurrent;

  /** @param {PaymentGatewayOptions} options @param {(event: PaymentGatewayEvent, detail: object) => void} emit */
  const openModal = ({ key, orderId, prefill, theme, modal, locale }, emit) => {
    const [title, closeText, retryText, awayText] = String(locale).startsWith("hi") ? texts.hi : texts.en;
    const escapes = modal?.escape !== false;
    // An earlier frame is not heard.
    const channel = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const query = new URLSearchParams({ order_id: orderId, embedded: "true", key, channel, origin: window.origin });
    for (const [name, value] of Object.entries({ locale, method: prefill?.method, ...theme })) if (value) query.set(name, value);

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
    dialog.style.colorScheme = theme?.mode || "light dark";
    const removeStyles = addStyles();

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
      removal.disconnect();
      removeEventListener("message", hear);
      dialog.close();
      dialog.remove();
      removeStyles();
      emit("close", { reason: paid ? "success" : reason });
    };

    /** While it pays, the page inside asks first. @param {PaymentGatewayCloseReason} reason */
    const leave = (reason) => (busy && modal?.confirmClose !== false ? tell("close_requested", {}) : close(reason));

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
        content.style.height = `${+height}px`;
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

    const removal = new MutationObserver(() => dialog.isConnected || close("api"));
    addEventListener("message", hear);
    cross.onclick = () => leave("button");
    retry.onclick = () => (content.prepend(frame), expectReady()); // no history entry
    overlay.onclick = (/** @type {any} */ { target }) => modal?.backdropClose && target === overlay && leave("backdrop");
    dialog.oncancel = (/** @type {Event} */ event) => (event.preventDefault(), escapes && leave("escape"));
    dialog.onclose = () => close("escape"); // a second ESC always closes
    frame.onload = () => "waiting" in content.dataset && expectReady(2000); // loaded, but not our page
    document.body.append(dialog);
    dialog.showModal();
    removal.observe(document, { childList: true, subtree: true });
    expectReady();
    return close;
  };

  /** @type {Record<string, string>} */
  const needed = { key: "your publishable key", orderId: "an order from your server" };
  const typical = { key: "", orderId: "", locale: "", prefill: {}, theme: {}, modal: {}, onSuccess() {}, onFailure() {}, onClose() {} };

  class PaymentGateway {
    static version = "1.0.0";
    #options;
    /** @type {[PaymentGatewayEvent, Function | undefined][]} */
    #listeners;

    /** @param {PaymentGatewayOptions} options */
    constructor(options) {
      /** @type {any} */
      const given = { ...options };
      for (const [name, value] of Object.entries(typical)) {
        const type = typeof value;
        if (!given[name] && needed[name]) throw TypeError(`PaymentGateway: "${name}" is missing: pass ${needed[name]}`);
        if (given[name] && typeof given[name] !== type) throw TypeError(`PaymentGateway: "${name}" must be of type ${type}`);
      }
      this.#options = given;
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
      if (document.querySelector(".payment-gateway[open]")) return console.warn("PaymentGateway: already open"), this;
      closeCurrent?.("api");
      closeCurrent = openModal(this.#options, (event, detail) => {
        for (const [name, call] of this.#listeners) {
          try {
            if (call && name === event) call(detail);
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
    open: (options) => new PaymentGateway({ ...scripts[0].dataset, ...options }).open(),
    close: () => closeCurrent?.("api"),
  };
})();
