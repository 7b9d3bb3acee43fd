import fc from "fast-check";
import { countBytes, joinIdentifier, maxIdentifierBytes } from "../../src/check/identifier.js";

test("short names are kept", () => {
  expect(joinIdentifier("users", "email", "key")).toBe("users_email_key");
  expect(joinIdentifier("x".repeat(63))).toBe("x".repeat(63));
});

test("a name that is cut keeps a hash of the whole", () => {
  const one = joinIdentifier("x".repeat(64));
  const other = joinIdentifier(`${"x".repeat(63)}y`);
  expect(one).toMatch(/^x{54}_[0-9a-f]{8}$/);
  expect(other).toMatch(/^x{54}_[0-9a-f]{8}$/);
  expect(one).not.toBe(other);
});

test("no name is longer than databases keep, nor cut inside a character", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { minLength: 1, maxLength: 4 }), (parts) => {
      const name = joinIdentifier(...parts);
      expect(countBytes(name)).toBeLessThanOrEqual(maxIdentifierBytes);
      expect(name).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});
