// The rules of card.js: what the form knows about a card before the API judges it.
import assert from "node:assert/strict";
import test from "node:test";
import { brandOf, expiryOf, expiryProblem, grouped, isRight } from "./card.js";

const brands = {
  4: "visa", 5105105105105100: "mastercard", 5555555555554444: "mastercard", 2221000000000009: "mastercard",
  2720990000000007: "mastercard", 2721: "unknown", 378282246310005: "amex", 341: "amex", 6527658900001005: "rupay",
  508500: "rupay", 508499: "unknown", 60: "rupay", 6011111111111117: "discover", 644: "discover", 643: "unknown",
  36227206271667: "diners", 300: "diners", 306: "unknown", 3566002020360505: "jcb", 3527: "unknown", 9999: "unknown",
};

for (const [number, brand] of Object.entries(brands)) {
  test(`${number} is ${brand}`, () => assert.equal(brandOf(number).name, brand));
}

const groups = {
  "4": "4", "42424": "4242 4", "4242 4242-4242 4242": "4242 4242 4242 4242", "378282246310005": "3782 822463 10005",
  "36227206271667": "3622 720627 1667", "4000000000000000006": "4000 0000 0000 0000 006",
  "42424242424242424242": "4242 4242 4242 4242 424", "": "",
  "४२४२ ४२४२": "4242 4242", "٤٢٤٢": "4242", "۴۲۴۲": "4242", "４２４２": "4242", "௪௨": "42",
};

for (const [typed, shown] of Object.entries(groups)) {
  test(`the digits of "${typed}" are shown as "${shown}"`, () => assert.equal(grouped(typed), shown));
}

const checkDigits = { 4242424242424242: true, 4242424242424241: false, "3782 822463 10005": true, "0000000000000000": false, "": false };

for (const [number, right] of Object.entries(checkDigits)) {
  test(`the check digit of "${number}" is ${right ? "right" : "wrong"}`, () => assert.equal(isRight(number), right));
}

const dates = {
  "0829": [8, 2029], "08 / 29": [8, 2029], "8/2029": [8, 2029], "2029-08": [8, 2029], "08-29": [8, 2029],
  "202908": [8, 2029], "2029/08": [8, 2029], "2029 / 8": [8, 2029], "082029": [8, 2029], "1-30": [1, 2030], "2029-08-31": [8, 2029],
  "०८/२९": [8, 2029], "2029": undefined, "2029-13": undefined,
  "13 / 29": undefined, "00/29": undefined, "08": undefined, "08/203": undefined, "": undefined, "aa/bb": undefined,
};

for (const [text, expected] of Object.entries(dates)) {
  test(`"${text}" is read as ${expected ? expected.join("/") : "no date"}`, () =>
    assert.deepEqual(expiryOf(text), expected && { month: expected[0], year: expected[1] }));
}

const lastInstant = new Date("2029-09-01T11:59:59.999Z"); // of August 2029 in UTC-12, the last time zone to end it

test("a card is good to the last instant of its month anywhere on earth", () =>
  assert.equal(expiryProblem({ month: 8, year: 2029 }, lastInstant), undefined));

test("a card is expired an instant later", () =>
  assert.equal(expiryProblem({ month: 8, year: 2029 }, new Date(lastInstant.getTime() + 1)), "expiry_past"));

test("a year more than twenty years ahead is questioned", () => {
  assert.equal(expiryProblem({ month: 1, year: 2049 }, lastInstant), undefined);
  assert.equal(expiryProblem({ month: 1, year: 2050 }, lastInstant), "expiry_far");
});
