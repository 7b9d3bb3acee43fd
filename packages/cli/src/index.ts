/** What a `joinery.config.ts` imports. Loads nothing else: the command line itself is `main.ts`. */
export { defineConfig, type Config, type DialectName, type NamingConfig } from "./config/config.js";
