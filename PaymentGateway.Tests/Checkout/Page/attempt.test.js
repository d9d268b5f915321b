// The rules of attempt.js: one attempt to pay has one idempotency key, whatever happens to its requests.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import test, { beforeEach } from "node:test";

globalThis.crypto ??= webcrypto;
globalThis.addEventListener = () => {};
globalThis.setTimeout = (run) => queueMicrotask(run); // a pause costs nothing here
globalThis.history = {
  state: null,
  replaceState(state) {
    this.state = state;
  },
};

const { current, finish, send } = await import("./attempt.js");

/** The requests of a test, and what each gets as its response: a lost one is an Error. */
let requests = [];

function respondWith(...responses) {
  requests = [];
  globalThis.fetch = async (url, { headers, body }) => {
    requests.push({ url, key: headers["Idempotency-Key"], trace: headers.traceparent, body });
    const response = responses[Math.min(requests.length, responses.length) - 1];
    if (response instanceof Error) throw response;
    return { status: response[0], json: async () => response[1] };
  };
}

const created = [201, { id: "pay_1" }];
const lost = new Error("network");
const error = (status, code, metadata) => [status, { error: { code, metadata } }];
const keys = () => new Set(requests.map(({ key }) => key));

beforeEach(() => history.replaceState(null));

test("a payment is sent once, with the key of the attempt", async () => {
  respondWith(created);
  const { key } = current();
  assert.deepEqual(await send("https://api.example", { vpa: "a@b" }, () => {}), { paymentId: "pay_1" });
  assert.deepEqual(requests.map((request) => request.key), [key]);
  assert.equal(requests[0].url, "https://api.example/api/v1/payments/public");
});

test("the key and the payment's id outlive a reload in the history entry", async () => {
  respondWith(created);
  const { key } = current();
  await send("", {}, () => {});
  assert.deepEqual(history.state.attempt, { key, paymentId: "pay_1" });
  assert.equal(current().key, key);
});

test("nothing of the payment is kept in the history entry", async () => {
  respondWith(created);
  await send("", { card: { number: "4242424242424242", cvv: "123" } }, () => {});
  assert.deepEqual(Object.keys(history.state), ["attempt"]);
  assert.deepEqual(Object.keys(history.state.attempt), ["key", "paymentId"]);
  assert.doesNotMatch(JSON.stringify(history.state), /4242424242424242/); // three digits of a code may be in a random key
});

for (const [name, response] of Object.entries({
  "a lost response": lost, "an error of the server": error(503, "SERVICE_UNAVAILABLE"), "a key in use": error(409, "IDEMPOTENCY_KEY_IN_USE"),
})) {
  test(`after ${name} the same request is sent again with the same key and trace`, async () => {
    respondWith(response, created);
    let retries = 0;
    assert.deepEqual(await send("", { vpa: "a@b" }, () => retries++), { paymentId: "pay_1" });
    assert.equal(requests.length, 2);
    assert.equal(keys().size, 1);
    assert.equal(new Set(requests.map(({ trace }) => trace)).size, 1);
    assert.equal(retries, 1);
  });
}

test("after five lost requests the attempt is given up and its key is kept", async () => {
  respondWith(lost);
  const { key } = current();
  assert.deepEqual(await send("", {}, () => {}), { lost: true });
  assert.equal(requests.length, 5);
  assert.deepEqual([...keys()], [key]);
  assert.equal(current().key, key);
});

test("a payment in progress is followed instead of a new one", async () => {
  respondWith(error(409, "PAYMENT_IN_PROGRESS", { payment_id: "pay_2" }));
  assert.deepEqual(await send("", {}, () => {}), { paymentId: "pay_2" });
});

test("a key that was used for other details is replaced once", async () => {
  respondWith(error(422, "IDEMPOTENCY_KEY_REUSED"), created);
  assert.deepEqual(await send("", {}, () => {}), { paymentId: "pay_1" });
  assert.equal(keys().size, 2);

  respondWith(error(422, "IDEMPOTENCY_KEY_REUSED"));
  assert.equal((await send("", {}, () => {})).refusal.code, "IDEMPOTENCY_KEY_REUSED");
  assert.equal(requests.length, 2);
});

test("an error of the shopper's ends the attempt, and the next one has another key", async () => {
  respondWith(error(400, "INVALID_VPA"));
  const { key } = current();
  assert.deepEqual(await send("", {}, () => {}), { refusal: { code: "INVALID_VPA", metadata: undefined } });
  assert.equal(requests.length, 1);
  assert.notEqual(current().key, key);
});

test("an attempt that has its outcome is followed by one with another key and no payment", () => {
  const { key } = current();
  const next = finish();
  assert.notEqual(next.key, key);
  assert.equal(next.paymentId, undefined);
});

test("a trace is a W3C traceparent that asks to be recorded", async () => {
  respondWith(created);
  await send("", {}, () => {});
  assert.match(requests[0].trace, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
