/** Bytes as hexadecimal text. */
export function writeHex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("hex");
}

/** Bytes from hexadecimal text, in memory of their own: small ones of `Buffer.from` share theirs with strangers. */
export function readHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  asBuffer(bytes).write(text, "hex");
  return bytes;
}

/** The same memory, as drivers take it. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
