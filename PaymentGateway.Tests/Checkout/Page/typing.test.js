// The rules of typing.js, on inputs that know no more of a browser than it asks of them.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.InputEvent = class extends Event {
  constructor(inputType) {
    super("input");
    this.inputType = inputType;
  }
};

class Input extends EventTarget {
  value = "";
  selectionStart = 0;

  setSelectionRange(start) {
    this.selectionStart = start;
  }

  /** Types a character at the caret, or deletes the one before it. */
  press(key) {
    const deletes = key === "Backspace";
    const [before, after] = [this.value.slice(0, this.selectionStart), this.value.slice(this.selectionStart)];
    const kept = deletes ? before.slice(0, -1) : before + key;
    this.value = kept + after;
    this.selectionStart = kept.length;
    this.dispatchEvent(new InputEvent(deletes ? "deleteContentBackward" : "insertText"));
  }

  /** As the browser fills in a stored value. */
  fill(text) {
    this.value = text;
    this.selectionStart = text.length;
    this.dispatchEvent(new Event("input"));
  }
}

const { formatWhileTyping } = await import("./typing.js");

function newForm() {
  const form = { cardnumber: new Input(), "cc-exp": new Input(), cvc: new Input() };
  formatWhileTyping(form);
  return form;
}

function typed(name, keys) {
  const input = newForm()[name];
  globalThis.document = { activeElement: input };
  for (const key of keys) input.press(key);
  return input;
}

const typedDates = { "0839": "08 / 39", "8/39": "08 / 39", "08/2039": "08 / 39", "9": "09 / ", "1": "1", "12": "12 / ", "1/": "01 / ",
  "1-30": "01 / 30", "1.30": "01 / 30", "2039-08": "08 / 39", "2039/08": "08 / 39", "203908": "08 / 39", "2039-8": "2039 / 8",
  "2039": "2039", "0239": "02 / 39", "239": "02 / 39", "०८३९": "08 / 39", "٠٨٣٩": "08 / 39" };

for (const [keys, shown] of Object.entries(typedDates)) {
  test(`"${keys}" typed as an expiry date is shown as "${shown}"`, () => assert.equal(typed("cc-exp", [...keys]).value, shown));
}

for (const text of ["08/2039", "2039-08", "2039/08", "203908", "082039", "0839", "8-39", "08 / 39"]) {
  test(`"${text}" filled in as an expiry date is shown as "08 / 39"`, () => {
    const input = newForm()["cc-exp"];
    input.fill(text);
    assert.equal(input.value, "08 / 39");
  });
}

test("an expiry date can be deleted to its beginning", () => {
  const input = typed("cc-exp", [..."0839"]);
  for (let step = 0; step < 6; step++) input.press("Backspace");
  assert.equal(input.value, "");
});

test("a date that begins with its year can be deleted to its beginning", () => {
  const input = typed("cc-exp", [..."2039-1"]);
  for (let step = 0; step < 7; step++) input.press("Backspace");
  assert.equal(input.value, "");
});

test("a correction in the middle of a card number keeps the caret where it is", () => {
  const input = typed("cardnumber", [..."4242424242424242"]);
  input.setSelectionRange(6);
  for (const key of ["Backspace", "9", "9"]) input.press(key);
  assert.equal(input.value, "4242 9924 2424 2424 2");
  assert.equal(input.selectionStart, 7);
});

test("a card number takes no more than nineteen digits", () =>
  assert.equal(typed("cardnumber", [..."42424242424242424242"]).value, "4242 4242 4242 4242 424"));

test("a security code takes four digits and nothing else", () => assert.equal(typed("cvc", [..."1a2 345"]).value, "1234"));
