// Ids of GPT-2's tokenizer by the npm package gpt-3-encoder, for tests/unit/model/test_byte_pair_tokenizer.cpp.
// Run: node gpt2_tokenizer_oracle.js PACKAGE_FOLDER COUNT   prints a JSON list of {"text", "ids"}
//
// Left out: U+FEFF and U+0085, which JavaScript's \s and Unicode's White_Space (GPT-2's own, by Python) take
// differently.
'use strict';
const path = require('path');
const {encode} = require(path.resolve(process.argv[2], 'Encoder.js'));
const count = Number(process.argv[3]);

let state = 12345;
function below(n) {  // a linear congruence: the same strings everywhere
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor(state / 4294967296 * n);
}
const pick = list => list[below(list.length)];

const words = ['the', 'king', 'Queen', 'once', 'upon', 'naïve', 'Straße', 'ελληνικά', 'слово', '日本語', 'שלום', 'العربية',
  'ﬁne', 'Ⅷ', '½', '٣٤', '1990', '3.14', '007', '١٢', 'x²', 'a1b2', 'antidisestablishmentarianism', 'http://a.b/c?d=e',
  '_snake_case', 'camelCase', 'I', 'é', 'ಕನ್ನಡ', 'हिन्दी'];
const contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'LL", "'x", "''s", "'sx", "don't", "I'M", "we'd've"];
const spaces = [' ', ' ', ' ', '  ', '   ', '\n', '\n\n', '\t', '\r\n', ' \n ', '\u00a0', '\u3000', '\u2003 ', '\v', '\f', '\u2028'];
const marks = ['.', ',', '!', '?', '...', '--', '—', '“', '”', '"', "'", '(', ')', '$', '%', '@#', '<|endoftext|>', '=>',
  '\u0000', '\u0007', '\u200b', '\u200d'];
const emoji = ['🙃', '👨‍👩‍👧', '🇩🇪', '❤️', '👍🏽', '☃', '🙃🙃'];
const combining = ['e\u0301', 'a\u0308\u0304', '\u0301', 'क\u093f', 'o\u20dd', 'Z\u0351\u036b'];

/// Random bytes, mostly of characters cut in pieces, as a decoder of UTF-8 replaces them.
function invalid() {
  const bytes = [];
  for (let i = below(8) + 1; i > 0; --i) bytes.push(pick([0x41, 0x20, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xf0, 0x9f, 0xff, 0xc0, 0xed, 0xa0]));
  return new TextDecoder('utf-8', {ignoreBOM: true}).decode(new Uint8Array(bytes));
}

function makeText() {
  const rules = [() => pick(words), () => pick(words), () => pick(contractions), () => pick(spaces), () => pick(spaces),
    () => pick(marks), () => pick(emoji), () => pick(combining), () => String(below(100000)), invalid,
    () => String.fromCodePoint(below(0x250) || 1)];
  let text = '';
  for (let i = below(12) + 1; i > 0; --i) text += pick(rules)();
  return text.replace(/[\ufeff\u0085]/g, '');
}

const fixed = ['', ' ', '  ', '\n', 'once upon a time there was a', 'Hello, how are you?', 'Héllò hôw are ü? 🙃',
  '  two  spaces', "don't I'M DON'T", 'a '.repeat(50), ' '.repeat(70), 'ab'.repeat(200)];
const cases = [];
for (let i = 0; i < count; ++i) {
  const text = i < fixed.length ? fixed[i] : makeText();
  cases.push({text, ids: encode(text)});
}
process.stdout.write(JSON.stringify(cases));
