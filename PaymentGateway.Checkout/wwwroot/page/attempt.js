// @ts-check
// One attempt to pay has one idempotency key, whatever happens on the way. The key and the payment's id live in the
// history entry, so that they outlive a reload without a cookie or a storage; nothing of a card is ever kept.

/** @typedef {{ key: string, paymentId?: string }} Attempt */

const backOffs = [400, 1200, 3000, 5000];
const longestAnswer = 15000;

const hex = (/** @type {number} */ bytes) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
/** One trace from this click on, over every repetition, to the merchant's webhook. */
const newTrace = () => `00-${hex(16)}-${hex(8)}-01`;
const newKey = () => `checkout-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

/** @returns {Attempt} */
export const current = () => history.state?.attempt ?? remember({ key: newKey() });

/** @param {Attempt} attempt */
function remember(attempt) {
  history.replaceState({ attempt }, "");
  return attempt;
}

/** The last attempt has its outcome: what comes is another one. */
export const finish = () => remember({ key: newKey() });

/** @param {number} time */
const pause = (time) => new Promise((resolve) => {
  setTimeout(resolve, time);
  addEventListener("online", resolve, { once: true });
});

/** @param {string} url @param {string} key @param {string} trace @param {object} payment */
async function post(url, key, trace, payment) {
  try {
    const answer = await fetch(url, {
      method: "POST", credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout?.(longestAnswer),
      headers: { "Content-Type": "application/json", "Idempotency-Key": key, traceparent: trace },
      body: JSON.stringify(payment),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return undefined; // perhaps it arrived, perhaps not: the key makes asking again safe
  }
}

/**
 * Sends a payment until there is a definite answer: an id to follow, a refusal, or too many losses on the way.
 * @param {string} api @param {object} payment @param {() => void} onTrouble
 * @returns {Promise<{ paymentId: string } | { refusal: any } | { lost: true }>}
 */
export async function send(api, payment, onTrouble) {
  let { key } = current();
  const trace = newTrace();
  for (let losses = 0, renewals = 0; ; ) {
    const answer = await post(`${api}/api/v1/payments/public`, key, trace, payment);
    const error = answer?.body?.error;
    const inProgress = error?.code === "PAYMENT_IN_PROGRESS" && error.metadata?.payment_id;
    if (answer?.status === 201 || inProgress) {
      const paymentId = String(inProgress || answer?.body.id);
      remember({ key, paymentId });
      return { paymentId };
    }
    if (error?.code === "IDEMPOTENCY_KEY_REUSED" && renewals++ < 1) {
      key = finish().key; // the details were changed after a lost answer
    } else if (!answer || answer.status >= 500 || error?.code === "IDEMPOTENCY_KEY_IN_USE") {
      if (losses === backOffs.length) return { lost: true };
      onTrouble();
      await pause(backOffs[losses++]);
    } else {
      finish();
      return { refusal: error ?? {} };
    }
  }
}
