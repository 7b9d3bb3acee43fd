import type { PortalQuery } from "./portal-query.js";
import type { Wire, WireQuery } from "./wire-query.js";

/** What a text that was sent as it is came to. */
interface ScriptResult {
  readonly rows: Record<string, unknown>[];
  /** The first word of what the server says it has done. */
  readonly command: string;
}

/** What is used of the driver's client. */
export interface Client {
  query(query: WireQuery | PortalQuery): unknown;
  query(sql: string, parameters?: readonly unknown[]): Promise<ScriptResult>;
  /** "I" outside of a transaction. */
  getTransactionStatus(): string | null;
  /** In the midst of a statement it breaks the connection off, and the statement fails with it. */
  end(): Promise<void>;
}

/** A client that is out of its pool. */
export interface PooledClient extends Client {
  readonly connection: Wire;
  release(isBroken: boolean): void;
}

/** What is used of the driver's pool. */
export interface Pool {
  /** Clients that are connected and in nobody's hands. */
  readonly idleCount: number;
  /** Clients that there are, connected or about to be. */
  readonly totalCount: number;
  /** Callers who wait for one to be given back. */
  readonly waitingCount: number;
  connect(receive: (error: Error | undefined, client: PooledClient | undefined) => void): void;
  end(): Promise<void>;
}

/** A client that never logs in: its connection has the address and the TLS of the others. */
export interface Courier {
  readonly host: string;
  readonly port: number;
  readonly ssl: unknown;
  readonly sslNegotiation?: string;
  readonly connection: {
    connect(portOrPath: number | string, host?: string): void;
    requestSsl(): void;
    cancel(processID: number, secretKey: number): void;
    on(event: "connect" | "sslconnect" | "end" | "error", listener: () => void): unknown;
    readonly stream: { destroy(): void };
  };
}
