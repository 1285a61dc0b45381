/** How every server of the program listens: bodies up to a limit, closing, and nothing changed for other libraries. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { bodyOf, type Listening, listen } from '#src/http.ts'

const open: Listening[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close(0)))
})

async function serve(app: Hono, host = '127.0.0.1'): Promise<Listening> {
  const listening = await listen(app, { host, port: 0 })
  open.push(listening)
  return listening
}

describe('a body', () => {
  const app = new Hono()
  app.post('/', async (c) => c.json({ text: (await bodyOf(c.req.raw, 8)) ?? null }))

  it.each([
    ['as long as the limit', '12345678', '12345678'],
    ['in letters of several bytes', '価格', '価格'],
    ['without anything in it', '', ''],
    ['one byte too long', '123456789', null],
  ])('%s, of a length that is said or not', async (_what, sent, text) => {
    const { address } = await serve(app)
    const whole = await fetch(address, { method: 'POST', body: sent })
    expect(await whole.json()).toEqual({ text })
    const pieces = await fetch(address, { method: 'POST', body: new Blob([sent]).stream(), duplex: 'half' })
    expect(await pieces.json()).toEqual({ text })
  })

  it('that is refused is not taken for the next request', async () => {
    const { address } = await serve(app)
    const hidden = `${'x'.repeat(64)}\r\n\r\nDELETE / HTTP/1.1\r\nHost: a\r\n\r\n`
    expect(await (await fetch(address, { method: 'POST', body: hidden })).json()).toEqual({ text: null })
    expect(await (await fetch(address, { method: 'POST', body: 'next' })).json()).toEqual({ text: 'next' })
  })
})

describe('listening', () => {
  it('leaves Request and Response as Node has them', async () => {
    const { Request: asked, Response: answered } = globalThis
    const { address } = await serve(new Hono().get('/', (c) => c.text('here')))
    expect(await (await fetch(address)).text()).toBe('here')
    expect(globalThis.Request).toBe(asked)
    expect(globalThis.Response).toBe(answered)
  })

  it('answers a host that is none with 400, and any other name', async () => {
    const { port } = await serve(new Hono().get('/', (c) => c.text('here')))
    const statusFor = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, headers, agent: false }, (response) => {
          resolve(response.resume().statusCode)
        })
        sent.on('error', reject).end()
      })
    expect(await statusFor({ host: `:${port}` })).toBe(400)
    expect(await statusFor({ host: 'a b' })).toBe(400)
    expect(await statusFor({ host: 'bot.example' })).toBe(200)
  })

  it('rejects with the system’s code where the port is taken', async () => {
    const { port } = await serve(new Hono())
    await expect(listen(new Hono(), { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})

describe('closing', () => {
  it('lets a running request end, and takes no more', async () => {
    let go = () => {}
    const begun = Promise.withResolvers<void>()
    const app = new Hono().get('/', async (c) => {
      begun.resolve()
      await new Promise<void>((resolve) => {
        go = resolve
      })
      return c.text('last words')
    })
    const { address, close } = await serve(app)
    const running = fetch(address)
    await begun.promise
    const closed = close(60_000)
    go()
    expect(await (await running).text()).toBe('last words')
    await closed
    await expect(fetch(address)).rejects.toThrow()
  })

  it('waits for no client that keeps its connection after the last answer', async () => {
    const begun = Promise.withResolvers<() => void>()
    const app = new Hono().get('/', async (c) => {
      await new Promise<void>((resolve) => begun.resolve(resolve))
      return c.text('last words')
    })
    const { port, close } = await serve(app)
    const client = connect(port, '127.0.0.1')
    onTestFinished(() => void client.destroy())
    client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
    const answer = await begun.promise
    // Longer than a test may take.
    const closed = close(2 ** 31 - 1)
    answer()
    await closed
  })

  it('cuts off what never ends', async () => {
    const begun = Promise.withResolvers<void>()
    const app = new Hono().get('/', () => {
      begun.resolve()
      return new Promise<Response>(() => {})
    })
    const { address, close } = await serve(app)
    const running = fetch(address).catch((error: unknown) => error)
    await begun.promise
    await close(0)
    expect(await running).toBeInstanceOf(Error)
  })
})
