/** What `doctor` says of given checks, at a fixed time, of a loopback server. */
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { CheckedSettings } from '#src/cli/checks.ts'
import type { Check } from '#src/cli/check.ts'
import { doctor } from '#src/cli/doctor.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Asked } from '../support/loopback.ts'

export const TOKEN = '123456:never-t3ll'

export const NOW = Date.UTC(2025, 10, 24, 0, 20)
export const clock = { now: () => NOW, pause: async () => {} }

/** Runs `doctor` over the checks: its exit code, and all that it wrote. */
export async function run(checks: readonly Check[], locale: Locale = 'en') {
  let text = ''
  const code = await doctor({
    words: createWords(locale, 'UTC', 0),
    checks,
    secrets: [TOKEN],
    stdout: { write: (more) => (text += more) },
  })
  return { code, text }
}

/** One source without a key, Discord and Telegram, all at `url`. */
export function settingsOf(url: string, more: Partial<CheckedSettings> = {}): CheckedSettings {
  const off = SERVICE_NAMES.filter((name) => name !== 'alternative')
  return {
    sources: { exchanges: [], off, urls: { alternative: url }, keys: {} },
    discord: { token: TOKEN, api: `${url}/api` },
    telegram: { token: TOKEN, root: url },
    ...more,
  }
}

/** What all of them answer when they are well, at the time of the test's clock. */
export function wellOf(gateway: string) {
  const headers = { date: new Date(NOW).toUTCString() }
  const timestamp = String(Date.UTC(2025, 10, 24) / 1000)
  return ({ path }: Asked) => {
    if (path === '/fng/') return { headers, body: { data: [{ value: '15', timestamp }] } }
    if (path.endsWith('gateway/bot')) return { headers, body: { url: gateway, shards: 1 } }
    return { headers, body: path.endsWith('getMe') ? { ok: true, result: { id: 1 } } : { id: '1' } }
  }
}

/** A gateway that greets every connection, or hangs up where it has no greeting. */
export async function startGateway(greeting: string) {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => sockets.once('listening', resolve))
  sockets.on('connection', (socket) => (greeting === '' ? socket.terminate() : socket.send(greeting)))
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => sockets.close(resolve)),
  }
}
