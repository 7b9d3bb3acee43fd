import { randomBytes, randomUUID } from "node:crypto";

let lastTime = 0;
let counter = 0;

/**
 * A UUID as RFC 9562 describes it. Version 7 begins with the time, so that keys made one after the other lie side by side in an
 * index; those of one process never go backwards, however many it makes in a millisecond (its method 1, a counter).
 */
export function makeUuid(version: 4 | 7): string {
  return version === 4 ? randomUUID() : makeOrderedUuid();
}

function makeOrderedUuid(): string {
  const now = Date.now();
  const bytes = randomBytes(10);
  if (now > lastTime) {
    lastTime = now;
    // The upper bit stays free, for the counter to grow into.
    counter = bytes.readUInt16BE(0) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastTime++;
    counter = 0;
  }
  bytes[2] = (bytes[2]! & 0x3f) | 0x80;
  const time = lastTime.toString(16).padStart(12, "0");
  const tail = bytes.toString("hex", 2);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
