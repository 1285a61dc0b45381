/** The webhook under hostile senders: whatever they send, and however slowly, Telegram's own updates come through. */
import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Listening } from '#src/http.ts'
import { listenForUpdates } from '#src/platforms/telegram/receive/webhook.ts'
import { watchStalls } from '../support/stall.ts'

const SECRET = 'a-secret_of-the-webhook'
const SHOWN = `x-telegram-bot-api-secret-token: ${SECRET}`

let received: unknown[]
let webhook: Listening

beforeEach(async () => {
  received = []
  webhook = await listenForUpdates(
    { url: 'https://bot.example.org/hook', secret: SECRET, host: '127.0.0.1', port: 0 },
    async (update) => void received.push(update),
  )
})
afterEach(() => webhook.close(0))

/** Sends bytes as they are; gives the first line of what comes back, '' where the connection just ends. */
function raw(parts: readonly (string | Buffer)[], ends = false): Promise<string> {
  const socket = open()
  for (const part of parts) socket.write(part)
  if (ends) socket.end()
  return firstLine(socket)
}

function open(): Socket {
  const socket = connect(webhook.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  return socket
}

function firstLine(socket: Socket): Promise<string> {
  let text = ''
  return new Promise((resolve) => {
    const done = () => resolve(text.split('\r\n')[0] ?? '')
    socket.on('data', (part) => {
      text += part.toString('latin1')
      if (text.includes('\r\n')) done()
    })
    socket.on('error', done)
    socket.on('close', done)
  })
}

/** An update of Telegram's own. */
async function takesUpdates(): Promise<void> {
  const before = received.length
  const response = await fetch(`${webhook.address}/hook`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: before + 1 }),
  })
  expect(response.status).toBe(200)
  expect(received).toHaveLength(before + 1)
}

describe('the webhook', () => {
  it.each([
    ['a method of its own', ['BREW /hook HTTP/1.1\r\nhost: x\r\n\r\n'], /^HTTP\/1.1 400/],
    ['TRACE', [`TRACE /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\n\r\n`], /^HTTP\/1.1 (404|405|501)/],
    ['HEAD', [`HEAD /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\n\r\n`], /^HTTP\/1.1 404/],
    ['CONNECT', ['CONNECT /hook HTTP/1.1\r\nhost: x\r\n\r\n'], /^(|HTTP\/1.1 40\d.*)$/],
    ['no HTTP at all', ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], /^HTTP\/1.1 400/],
    [
      'headers without end',
      [`POST /hook HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
      /^HTTP\/1.1 431/,
    ],
    [
      'two lengths',
      [`POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\n{`],
      /^HTTP\/1.1 400/,
    ],
    [
      'a length and chunks, as smugglers do',
      [
        `POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
      /^HTTP\/1.1 400/,
    ],
    [
      'a chunk whose size is none',
      [
        `POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      ],
      /^(|HTTP\/1.1 400.*)$/,
    ],
    [
      'the secret in the address',
      [`POST /hook?secret=${SECRET} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`],
      /^HTTP\/1.1 401/,
    ],
    [
      'the secret twice',
      [`POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\n${SHOWN}\r\ncontent-length: 2\r\n\r\n{}`],
      /^HTTP\/1.1 401/,
    ],
  ])('refuses %s', async (_what, parts, answer) => {
    expect(await raw(parts)).toMatch(answer)
    expect(received).toEqual([])
    await takesUpdates()
  })

  it('reads no more than a megabyte of chunks that never end', async () => {
    const socket = open()
    const said = firstLine(socket)
    socket.write(`POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ntransfer-encoding: chunked\r\n\r\n`)
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
    let [written, isOver] = [0, false]
    socket.on('close', () => {
      isOver = true
    })
    said.then(() => {
      isOver = true
    })
    while (!isOver && written < 200 * 65_536) {
      if (!socket.write(chunk))
        await new Promise<void>((resolve) => void socket.once('drain', resolve).once('close', resolve))
      written += 65_536
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await said).toMatch(/^HTTP\/1.1 413/)
    await takesUpdates()
  })

  it('learns nothing from a body that breaks off', async () => {
    const head = `POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ncontent-length: 100\r\n\r\n`
    await raw([head, '{"update_id":1}'], true)
    expect(received).toEqual([])
    await takesUpdates()
  })

  it('takes nothing of a thousand bodies of noise, of deep nesting and of huge numbers', async () => {
    const noise = (_: unknown, index: number) => {
      const block = createHash('sha512').update(String(index)).digest()
      return Buffer.concat([block, block]).subarray(0, 1 + (index % 128))
    }
    const bodies: (string | Buffer<ArrayBuffer>)[] = [
      ...Array.from({ length: 1000 }, noise),
      '['.repeat(200_000),
      `{"update_id":${'9'.repeat(1000)}}`,
      '{"update_id":-1}',
      '{"update_id":1.5}',
      '{"update_id":"1"}',
      '{"update_id":null}',
      '{"__proto__":{"update_id":1}}',
      '\ufeff',
      'null',
    ]
    const statuses = new Set<number>()
    for (const body of bodies) {
      const response = await fetch(`${webhook.address}/hook`, {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': SECRET },
        body,
      })
      statuses.add(response.status)
    }
    expect([...statuses]).toEqual([400])
    expect(received).toEqual([])
    await takesUpdates()
  })

  it('cuts off who sends slowly, and lets Telegram in beside a hundred of them', async () => {
    const [began, stalls] = [performance.now(), watchStalls()]
    const slow = Array.from({ length: 100 }, (_, index) => {
      const socket = open()
      // Half of them never end their headers, half never their body.
      socket.write(
        index % 2 === 0
          ? 'POST /hook HTTP/1.1\r\nhost: x\r\n'
          : `POST /hook HTTP/1.1\r\nhost: x\r\n${SHOWN}\r\ncontent-length: 1000\r\n\r\n`,
      )
      const dripping = setInterval(() => {
        if (socket.writable) socket.write(index % 2 === 0 ? 'x: y\r\n' : ' ')
      }, 1000)
      socket.on('error', () => {})
      return new Promise<void>((resolve) => {
        socket.once('close', () => {
          clearInterval(dripping)
          resolve()
        })
        socket.on('data', () => {})
      })
    })
    await takesUpdates()
    await Promise.all(slow)
    expect(performance.now() - began).toBeLessThan(60_000 + stalls().total)
    expect(received).toHaveLength(1)
    await takesUpdates()
  }, 120_000)
})
