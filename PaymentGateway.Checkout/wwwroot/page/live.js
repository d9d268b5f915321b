// @ts-check
// Learns of a payment's outcome the moment it is known: the Api pushes it; where that fails, we ask.

const firstWait = 800;
const maxWait = 5000;
const waitWhilePushed = 12000; // a look now and then, should a push get lost
const maxSilence = 45000; // three heartbeats

/** The payment; null when there is none of that id, undefined when there was no answer. @param {string} address */
async function look(address) {
  try {
    const answer = await fetch(address,
      { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout?.(8000) });
    return answer.ok ? await answer.json() : answer.status === 404 ? null : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} api @param {string} paymentId @param {(isConnected: boolean) => void} onConnection
 * @returns {Promise<any>} the payment, settled; null when there is none
 */
export function settled(api, paymentId, onConnection) {
  const address = `${api}/api/v1/payments/${encodeURIComponent(paymentId)}/public`;
  return new Promise((resolve) => {
    let pushes = listen();
    let heardAt = Date.now();
    let wait = firstWait;
    let isOver = false;
    let timer = setTimeout(ask, waitWhilePushed);

    /** @param {any} payment */
    function hear(payment) {
      if (isOver) return;
      onConnection(payment !== undefined);
      if (payment === undefined || payment?.status === "pending") return;
      isOver = true;
      pushes.close();
      clearTimeout(timer);
      removeEventListener("online", ask);
      document.removeEventListener("visibilitychange", ask);
      resolve(payment);
    }

    async function ask() {
      clearTimeout(timer);
      hear(await look(address));
      if (isOver) return;
      if (Date.now() - heardAt > maxSilence) { // a connection that looks open may be dead
        pushes.close();
        pushes = listen();
        heardAt = Date.now();
      }
      const isPushed = pushes.readyState === EventSource.OPEN;
      wait = isPushed ? firstWait : Math.min(wait * 1.6, maxWait);
      clearTimeout(timer);
      timer = setTimeout(ask, isPushed ? waitWhilePushed : wait);
    }

    function listen() {
      const source = new EventSource(`${address}/events`);
      source.onmessage = ({ data }) => hear(JSON.parse(data));
      source.addEventListener("heartbeat", () => (heardAt = Date.now()));
      source.onerror = () => { // sooner than otherwise, never later: the browser tries again and again
        clearTimeout(timer);
        timer = setTimeout(ask, firstWait);
      };
      return source;
    }

    addEventListener("online", ask);
    document.addEventListener("visibilitychange", ask); // back from the bank's app
  });
}
