import { loadDriver } from "../src/load-driver.js";

it("says how to install a driver that is missing", () => {
  const missing: string = "a-driver-nobody-has-installed";
  expect(() => loadDriver(missing, (): unknown => require(missing))).toThrow(
    expect.objectContaining({
      kind: "missing-driver",
      message: `This database needs the package "${missing}", which is not installed. Run: npm install ${missing}`,
    }),
  );
});

it("leaves other failures as they are", () => {
  const broken = new Error("broken");
  const load = () => {
    throw broken;
  };
  expect(() => loadDriver("x", load)).toThrow(broken);
});
