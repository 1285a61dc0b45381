/** Ports for programs that have to be told theirs. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Systems give the ports from 32768 on to connections that go out: one of these may be taken before the program listens. */
const [LEAST, MOST] = [20_000, 32_767]

/** A port of the loopback that nothing listens at now. */
export async function freePort(): Promise<number> {
  const port = LEAST + Math.floor(Math.random() * (MOST - LEAST))
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return freePort()
  }
  server.close()
  await once(server, 'close')
  return port
}
