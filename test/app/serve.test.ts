/** The program's parts close in one order, and all of them: when its start fails, and when it is stopped meanwhile. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp, serve } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/freeport.ts'

/** The program's parts on a home of their own, drawing nothing. */
async function appWith(settings: Readonly<Record<string, string>> = {}) {
  const home = await temporaryFolder()
  const config = readConfig({ KAWARABAN_DATA: 'data/sample', KAWARABAN_HOME: home, PORT: '0', ...settings })
  const app = createApp(config, { info: () => {}, warn: () => {}, error: () => {} })
  onTestFinished(() => app.close())
  return app
}

/** A server that takes requests and answers none of them. */
async function silentServer(): Promise<{ readonly port: number; readonly asked: Promise<unknown> }> {
  const server: Server = createServer(() => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, asked: once(server, 'request') }
}

/** Whether anything listens there. */
async function listensAt(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  )
}

describe('serving', () => {
  it('closes what was open when the page’s port cannot be had', async () => {
    const [{ port }, adminPort] = [await silentServer(), await freePort()]
    const app = await appWith({ PORT: String(port), ADMIN_PORT: String(adminPort) })
    await expect(serve(app)).rejects.toThrow('start.portInUse')
    expect(await listensAt(adminPort)).toBe(false)
    // The store's file is free again.
    const again = await serve({ ...app, config: { ...app.config, port: 0 } })
    expect(await listensAt(adminPort)).toBe(true)
    await again.close()
    expect(await listensAt(adminPort)).toBe(false)
  })

  it('opens no store when it is stopped while the history is read', async () => {
    const app = await appWith()
    const stopping = new AbortController()
    const openDataset: typeof app.openDataset = (location) => {
      stopping.abort(new Error('asked to stop'))
      return app.openDataset(location)
    }
    await expect(serve({ ...app, openDataset }, stopping.signal)).rejects.toThrow('asked to stop')
  })

  it('closes everything when it is stopped while a platform is being joined', async () => {
    const [{ port, asked }, adminPort] = [await silentServer(), await freePort()]
    const app = await appWith({
      ADMIN_PORT: String(adminPort),
      TELEGRAM_TOKEN: `1234567890:${'a'.repeat(35)}`,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    })
    const stopping = new AbortController()
    const serving = serve(app, stopping.signal)
    serving.catch(() => {})
    await Promise.race([asked, serving])
    expect(await listensAt(adminPort)).toBe(true)
    stopping.abort(new Error('asked to stop'))
    await expect(serving).rejects.toThrow('asked to stop')
    expect(await listensAt(adminPort)).toBe(false)
  })
})
