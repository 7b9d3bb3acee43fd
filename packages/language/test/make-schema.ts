/** A valid schema of `count` models with every kind of relation between neighbours. */
export function makeSchema(count: number): string {
  const mixin = "mixin Timestamps {\n  createdAt DateTime @default(now())\n  updatedAt DateTime? @updatedAt\n}\n";
  const role = "enum Role {\n  READER\n  EDITOR\n}\n";
  const models = Array.from({ length: count }, (_, index) => {
    const lines = [
      "id Int @id @default(autoincrement())",
      "name String(100) @unique",
      "role Role @default(READER)",
      "price Decimal(10, 2) @default(1.5)",
      "data Json @default({})",
      index > 0 ? `before Model${index - 1} @relation(onDelete: Cascade)` : undefined,
      index > 0 ? `tags Model${index - 1}[] @relation(inverse: tagged)` : undefined,
      index < count - 1 ? `after Model${index + 1}[] @relation(inverse: before)` : undefined,
      index < count - 1 ? `tagged Model${index + 1}[]` : undefined,
      "@@index([role, price(sort: desc)])",
    ];
    const body = lines.filter((line) => line !== undefined).map((line) => `  ${line}\n`);
    return `/// Number ${index}.\nmodel Model${index} with Timestamps {\n${body.join("")}}\n`;
  });
  return [mixin, role, ...models].join("\n");
}
