// @ts-check
// Groups digits while somebody types, pastes or lets the browser fill in, and leaves the caret where it was.
import { digitsOf, grouped, westernDigits } from "./card.js";

/** @param {HTMLInputElement} input @param {(text: string, deleting: boolean) => string} format */
function keepFormatted(input, format) {
  input.addEventListener("input", (event) => {
    const deleting = event instanceof InputEvent && event.inputType.startsWith("delete");
    const caret = input.selectionStart ?? input.value.length;
    const digitsBefore = digitsOf(input.value.slice(0, caret)).length;
    const atEnd = caret === input.value.length;
    const text = format(westernDigits(input.value), deleting);
    if (text === input.value) return;
    input.value = text;
    if (document.activeElement === input) {
      const place = atEnd ? text.length : placeAfter(text, digitsBefore);
      input.setSelectionRange(place, place);
    }
  });
}

/** @param {string} text @param {number} digits */
function placeAfter(text, digits) {
  let place = 0;
  for (let seen = 0; seen < digits && place < text.length; place++) {
    if (/\d/.test(text[place])) seen++;
  }
  return place;
}

/**
 * "0829", "8/29", "08/2029", "2029-08" and "202908" → "08 / 29"; while deleting, the slash goes with the digit before it.
 * @param {string} text @param {boolean} deleting
 */
function expiry(text, deleting) {
  // A typed 2 is shown as "02 / ". A year with a 0 behind it is past: this one is the beginning of 2029.
  const typed = text.replace(/^02 \/ 0/, "20");
  let digits = digitsOf(typed);
  if (/^20/.test(digits) || /^\d{4}\D/.test(typed)) {
    const [year, month] = [digits.slice(0, 4), digits.slice(4, 6)];
    if (month.length === 2) return `${month} / ${year.slice(2)}`;
    return month || (!deleting && /^\d{4}\D/.test(typed)) ? `${year} / ${month}` : year;
  }
  if (/^[2-9]/.test(digits) || /^[1-9]\D/.test(typed)) digits = "0" + digits;
  const month = digits.slice(0, 2);
  let year = digits.slice(2);
  if (year.length > 2) year = year.startsWith("20") ? year.slice(0, 4) : year.slice(0, 2);
  if (year.length === 4) year = year.slice(2);
  if (year) return `${month} / ${year}`;
  return month.length === 2 && !deleting ? `${month} / ` : month;
}

/** @param {HTMLFormElement} form */
export function formatWhileTyping(form) {
  keepFormatted(form.cardnumber, grouped);
  keepFormatted(form["cc-exp"], expiry);
  keepFormatted(form.cvc, (text) => digitsOf(text).slice(0, 4));
}
