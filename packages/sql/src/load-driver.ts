import { asDriverError } from "./driver-error.js";
import { DatabaseError } from "./database-error.js";

/**
 * Loads a driver's module on first use: a user installs only the driver of the database they have. By `require`, which is there in 5 ms where
 * the first `import()` of a process takes 20.
 *
 * @throws DatabaseError "missing-driver" with the command that installs it.
 */
export function loadDriver<Module>(packageName: string, load: () => Module): Module {
  try {
    return load();
  } catch (error) {
    if (asDriverError(error)?.code !== "MODULE_NOT_FOUND") throw error;
    throw new DatabaseError(
      "missing-driver",
      `This database needs the package "${packageName}", which is not installed. Run: npm install ${packageName}`,
      {},
      { original: error },
    );
  }
}
