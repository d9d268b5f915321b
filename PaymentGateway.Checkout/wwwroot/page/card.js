// @ts-check
// What a card number tells. The Api judges; this only helps while typing.

/** Longest prefix wins: 6011 is Discover although 60 is RuPay. A brand never decides whether a card is taken. */
const brands = [
  { name: "visa", label: "Visa", prefix: /^4/, groups: [4, 4, 4, 4, 3], cvv: 3 },
  { name: "mastercard", label: "Mastercard", prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    groups: [4, 4, 4, 4], cvv: 3 },
  { name: "amex", label: "American Express", prefix: /^3[47]/, groups: [4, 6, 5], cvv: 4 },
  { name: "discover", label: "Discover", prefix: /^(6011|64[4-9])/, groups: [4, 4, 4, 4, 3], cvv: 3 },
  { name: "rupay", label: "RuPay", prefix: /^(508[5-9]|60|65|8[1-9])/, groups: [4, 4, 4, 4], cvv: 3 },
  { name: "diners", label: "Diners Club", prefix: /^(30[0-5]|36|38|39)/, groups: [4, 6, 4], cvv: 3 },
  { name: "jcb", label: "JCB", prefix: /^35(2[89]|[3-8])/, groups: [4, 4, 4, 4, 3], cvv: 3 },
];
const unknown = { name: "unknown", label: "", groups: [4, 4, 4, 4, 3], cvv: 3 };

const isDigit = (/** @type {number} */ code) => /\p{Nd}/u.test(String.fromCodePoint(code));

/** Digits of every script as 0 to 9: "१२" and "١٢" are "12". Unicode keeps the ten of a script together. @param {string} text */
export const westernDigits = (text) => text.replace(/\p{Nd}/gu, (digit) => {
  let value = 0;
  while (isDigit(Number(digit.codePointAt(0)) - value - 1)) value++;
  return String(value % 10);
});

/** @param {string} text */
export const digitsOf = (text) => westernDigits(text).replace(/\D/g, "");

/** @param {string} number */
export const brandOf = (number) => brands.find(({ prefix }) => prefix.test(digitsOf(number))) ?? unknown;

/** "4242424242424242" → "4242 4242 4242 4242". @param {string} number */
export function grouped(number) {
  let rest = digitsOf(number).slice(0, 19);
  const parts = [];
  for (const length of brandOf(number).groups) {
    if (rest) parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...parts, rest].filter(Boolean).join(" ");
}

/** Luhn, from the right; a number of one digit only would pass, and is none. @param {string} number */
export function isRight(number) {
  const digits = [...digitsOf(number)].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => total + (place % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit), 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/**
 * Month and year as far as they are there, in either order: no month begins with 20, and no year has two digits when it
 * comes first. @param {string} text @returns {[month: string, year: string]}
 */
function monthAndYear(text) {
  const [first = "", ...others] = westernDigits(text).split(/\D+/).filter(Boolean);
  const second = others[0] ?? "";
  if (first.length > 2 && second) return [second, first];
  const digits = first + second;
  if (first.startsWith("20")) return [digits.slice(4), digits.slice(0, 4)];
  return second ? [first, second] : [digits.slice(0, 2), digits.slice(2)];
}

/** "0829", "08 / 29", "8/2029", "2029-08" and "202908" are one date. @param {string} text */
export function expiryOf(text) {
  const [month, year] = monthAndYear(text);
  if (!/^(0?[1-9]|1[0-2])$/.test(month) || !/^(\d{2}|\d{4})$/.test(year)) return undefined;
  return { month: Number(month), year: Number(year) + (year.length === 2 ? 2000 : 0) };
}

/**
 * A card is good until its month has ended everywhere on earth.
 * @param {{ month: number, year: number }} expiry @param {Date} now
 */
export function expiryProblem({ month, year }, now) {
  if (Date.UTC(year, month, 1, 12) <= now.getTime()) return "expiry_past";
  return year > now.getUTCFullYear() + 20 ? "expiry_far" : undefined;
}
