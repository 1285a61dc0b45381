/** A way over TCP that can stop passing bytes, as a network does that is cut in two: nobody is told that it has. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Partition {
  readonly port: number
  /** Passes nothing from now on, in either direction; connections stay open, and new ones are taken. */
  cut(): void
  /** Passes on what was held back, and all that follows. */
  heal(): void
  /** Ends every connection, as a firewall does that has forgotten them, and passes new ones. */
  reset(): void
  /** Bytes that are held back. */
  readonly held: number
  close(): Promise<void>
}

/** Leads to a port of this machine. */
export async function startPartition(target: number): Promise<Partition> {
  const sockets = new Set<Socket>()
  let isCut = false
  let held: (() => void)[] = []
  let bytes = 0
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (part: Buffer) => {
      if (!isCut) return void to.write(part)
      bytes += part.length
      held.push(() => void to.write(part))
    })
    from.on('close', () => {
      sockets.delete(from)
      // Of an end nobody hears either.
      if (isCut) held.push(() => void to.destroy())
      else to.destroy()
    })
    from.on('error', () => {})
    sockets.add(from)
  }
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const release = () => {
    isCut = false
    const all = held
    held = []
    bytes = 0
    return all
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
    },
    heal() {
      for (const run of release()) run()
    },
    reset() {
      release()
      for (const socket of sockets) socket.resetAndDestroy()
    },
    get held() {
      return bytes
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
