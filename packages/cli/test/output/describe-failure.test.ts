import { readdirSync } from "node:fs";
import { MigrationError } from "@joinery/migrate";
import { DatabaseError } from "@joinery/sql";
import { describeFailure } from "../../src/output/describe-failure.js";

function catchFrom(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not throw.");
}

const describe = (error: unknown) => describeFailure(error, (path) => `<${path}>`);

it("takes what the file system refuses as the user's to mend, wherever it happens", () => {
  const error = catchFrom(() => readdirSync("/no/such/folder"));
  expect(describe(error)).toMatchObject({
    code: "cli/file-system",
    message: "</no/such/folder> cannot be used: there is no such file.",
    isCrash: false,
  });
});

it("takes what the database refuses as the user's to mend, and hides what is secret", () => {
  const error = new DatabaseError("permission-denied", "No entry to postgresql://ada:s3cret@h/d");
  expect(describe(error)).toMatchObject({
    code: "database/permission-denied",
    message: "No entry to postgresql://ada:***@h/d.",
    help: expect.stringContaining("--url"),
    isCrash: false,
  });
});

it("adds the flag that mends an error of a stage", () => {
  expect(describe(MigrationError.of("migrate/nothing-to-do", { last: undefined }))).toMatchObject({
    code: "migrate/nothing-to-do",
    help: "Add --empty for a revision to write SQL into.",
    isCrash: false,
  });
  expect(describe(MigrationError.of("migrate/invalid-name", { name: "!" })).help).toBeUndefined();
});

it.each([[new TypeError("x is undefined")], ["a string"], [undefined], [null]])(
  "takes %p as a crash of ours",
  (error) => {
    expect(describe(error)).toMatchObject({ code: "cli/crash", isCrash: true });
  },
);
