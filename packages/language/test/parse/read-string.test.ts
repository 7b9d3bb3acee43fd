import { readString } from "../../src/parse/read-string.js";

test.each([
  ['""', ""],
  ['"plain"', "plain"],
  ['"\\"\\\\\\n\\r\\t"', '"\\\n\r\t'],
  ['"\\u00e9\\u{e9}\\u{1F600}"', "éé😀"],
  ['"\\\\u00e9"', "\\u00e9"],
  // What is not closed or not known is reported elsewhere; something still has to be read.
  ['"open', "open"],
  ['"', ""],
  ['"\\d\\u12\\u{110000}"', "\\d\\u12\\u{110000}"],
  ["'it\\'s'", "it\\'s"],
])("%s is read as %j", (image, value) => expect(readString(image)).toBe(value));
