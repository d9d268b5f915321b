// @ts-check
/// <reference path="../sdk/checkout.d.ts" />
// The page of the demo shop: makes an order on its server, pays it through the SDK, shows what its server was told.

const id = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));
const quantity = /** @type {HTMLSelectElement} */ (id("quantity"));
const payButton = /** @type {HTMLButtonElement} */ (id("pay-button"));
const price = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR" });
/** @type {EventSource | undefined} */
let webhooks;

/** @param {string} list @param {string} title @param {string} detail @param {string} [mark] */
function log(list, title, detail, mark) {
  const line = document.createElement("li");
  const name = document.createElement("code");
  const text = document.createElement("span");
  name.textContent = title;
  text.textContent = detail;
  line.append(name, text);
  if (mark) {
    const badge = document.createElement("b");
    badge.textContent = mark;
    badge.className = mark === "Verified" ? "good" : "bad";
    line.append(badge);
  }
  id(list).append(line);
}

/** @param {string} path @param {string} verb @param {object} [body] */
async function ask(path, verb, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: verb, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The shop's server returned ${answer.status}. Is the gateway running?`);
  return answer.json();
}

/** @param {{ url: string, isHere: boolean }} address */
function showAddress({ url, isHere }) {
  id("elsewhere").hidden = isHere;
  id("elsewhere-url").textContent = url;
}

/** @param {string} orderId */
function watchWebhooks(orderId) {
  webhooks?.close();
  webhooks = new EventSource(`/demo/webhooks/events?order_id=${orderId}`);
  webhooks.onmessage = ({ data }) => {
    const { event, paymentId, isVerified } = JSON.parse(data);
    log("webhooks", event, paymentId ?? "", isVerified ? "Verified" : "Invalid signature");
  };
}

async function buy() {
  payButton.disabled = true;
  id("trouble").textContent = "";
  for (const list of ["callbacks", "webhooks"]) id(list).replaceChildren();
  try {
    showAddress(await ask("/demo/webhooks/address", "GET"));
    const order = await ask("/demo/orders", "POST", { quantity: Number(quantity.value) });
    watchWebhooks(order.id);
    new PaymentGateway({
      key: "key_test_abc123",
      orderId: order.id,
      onSuccess: ({ paymentId }) => log("callbacks", "onSuccess", paymentId),
      onFailure: ({ description }) => log("callbacks", "onFailure", description),
      onClose: ({ reason }) => log("callbacks", "onClose", reason),
      theme: { color: "#a8481c" },
    }).open();
  } catch (error) {
    id("trouble").textContent = error instanceof Error ? error.message : String(error);
  }
  payButton.disabled = false;
}

quantity.onchange = () => (id("price").textContent = price.format(Number(quantity.value) * 500));
payButton.onclick = buy;
id("take-over").onclick = async () => showAddress(await ask("/demo/webhooks/address", "PUT", {}));
