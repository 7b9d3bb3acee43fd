import { asDriverError } from "./driver-error.js";
import { DatabaseError } from "./database-error.js";

/**
 * Loads a driver's module on first use: a user installs only the driver of the database they have.
 *
 * @throws DatabaseError "missing-driver" with the command that installs it.
 */
export async function loadDriver<Module>(packageName: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const code = asDriverError(error)?.code;
    if (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new DatabaseError(
      "missing-driver",
      `This database needs the package "${packageName}", which is not installed. Run: npm install ${packageName}`,
      {},
      { original: error },
    );
  }
}
