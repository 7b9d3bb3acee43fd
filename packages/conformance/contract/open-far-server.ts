import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that takes its time: a real one, through a real connection, as if it were far away. */
export interface FarServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param trip milliseconds that a question and its answer take more on their way */
export async function openFarServer(url: string, trip: number): Promise<FarServer> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (chunk) => setTimeout(() => to.write(chunk), trip / 2));
    from.on("end", () => setTimeout(() => to.end(), trip / 2));
    from.on("error", () => to.destroy());
    from.on("close", () => sockets.delete(from));
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    forward(near, far);
    forward(far, near);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const away = Object.assign(new URL(url), { host: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  return {
    url: away.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
