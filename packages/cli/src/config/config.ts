/** The names of the databases that code and migrations can be made for, as `dialects` and `--dialect` spell them. */
export const dialectNames = ["postgresql", "sqlite"] as const;

export type DialectName = (typeof dialectNames)[number];

/** How table and column names are made where `@map` and `@@map` do not say. */
export interface NamingConfig {
  /** `snake_plural` (the default): `OrderItem` is `order_items`. `snake`: `order_item`. `preserve`: `OrderItem`. */
  readonly tables?: "snake_plural" | "snake" | "preserve";
  /** `snake` (the default): `createdAt` is `created_at`. `preserve`: `createdAt`. */
  readonly columns?: "snake" | "preserve";
}

/** What `joinery.config.{ts,mjs,js,json}` holds. Every key is optional and has a flag; paths start at the config's folder. */
export interface Config {
  /** The `.model` files: a folder (with all below it), a file or a glob. Default `schema`. */
  readonly schema?: string;
  /** The folder that generated code is written to. Default `generated`. */
  readonly output?: string;
  /** The folder of the revisions; `migrations/<dialect>` is used when there is more than one dialect. Default `migrations`. */
  readonly migrations?: string;
  readonly database?: {
    /** `postgresql://user:password@host:5432/name` or `sqlite:./file.db`. Default: the variable DATABASE_URL. */
    readonly url?: string;
  };
  /** What migrations are written for (default: the dialect of the database's URL), and queries compiled for (default: all there are). */
  readonly dialects?: readonly DialectName[];
  readonly naming?: NamingConfig;
}

/** Returns the config as it is: for the editor, which checks and completes it. */
export function defineConfig(config: Config): Config {
  return config;
}
