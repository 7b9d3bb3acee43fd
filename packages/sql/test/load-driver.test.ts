import { loadDriver } from "../src/load-driver.js";

it("says how to install a driver that is missing", async () => {
  const missing: string = "a-driver-nobody-has-installed";
  await expect(loadDriver(missing, () => import(missing))).rejects.toMatchObject({
    kind: "missing-driver",
    message: `This database needs the package "${missing}", which is not installed. Run: npm install ${missing}`,
  });
});

it("leaves other failures as they are", async () => {
  const broken = new Error("broken");
  await expect(loadDriver("x", () => Promise.reject(broken))).rejects.toBe(broken);
});
