/** Behind a proxy everything works: data services, exchanges, Discord's API and gateway, Telegram; and the doctor says so. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REST } from 'discord.js'
import { WebSocket, WebSocketServer } from 'ws'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checksOf } from '#src/cli/checks.ts'
import { doctor } from '#src/cli/doctor.ts'
import { type ProxyInUse, useProxy } from '#src/config/proxy.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import { ConfigError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import { restOptions } from '#src/platforms/discord/api.ts'
import { createTelegramApi } from '#src/platforms/telegram/api.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import { fetched, openExchange } from '../sources/exchanges/opened.ts'
import { type LoopbackProxy, startProxy } from '../support/proxy.ts'

const NOW = Date.UTC(2025, 10, 24, 0, 20)
const TOKEN = '123456:never-t3ll'

/** Answers as every service that is asked here, and greets as Discord's gateway. */
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://any')
  const body = pathname.endsWith('getMe')
    ? { ok: true, result: { id: 1, is_bot: true, first_name: 'bot' } }
    : pathname.endsWith('gateway/bot')
      ? { url: 'ws://gateway.test', shards: 1 }
      : pathname === '/fng/'
        ? { data: [{ value: '15', timestamp: String(Date.UTC(2025, 10, 24) / 1000) }] }
        : pathname.endsWith('products')
          ? { products: [{ product_id: 'BTC-USD', price: '87000' }] }
          : { id: '1' }
  response.writeHead(200, { 'content-type': 'application/json', date: new Date(NOW).toUTCString() })
  response.end(JSON.stringify(body))
})
const sockets = new WebSocketServer({ server })
sockets.on('connection', (socket) => socket.send('{"op":10,"d":{}}'))

let proxy: LoopbackProxy
let port: number
let used: ProxyInUse | undefined
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  proxy = await startProxy(port)
})
afterEach(() => {
  used?.restore()
  used = undefined
  proxy.refuse(undefined)
  proxy.asked.length = 0
})
afterAll(async () => {
  await proxy.close()
  sockets.close()
  server.closeAllConnections()
  server.close()
})

const use = (more: Readonly<Record<string, string>> = {}) => {
  // Hosts of the tests are plain HTTP: a certificate cannot be made here. HTTPS goes by CONNECT.
  used = useProxy({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, ...more })
  return used
}

describe('behind a proxy', () => {
  it('data services are asked through it', async () => {
    use()
    const supplier = SUPPLIERS.alternative.create({
      ...{ url: 'http://mood.test', now: () => NOW, pause: async () => {}, assets: () => [] },
    })
    expect(await supplier.probe()).toMatchObject({ newest: Date.UTC(2025, 10, 24) })
    expect(proxy.asked).toEqual(['GET mood.test'])
  })

  it('exchanges are asked through it', async () => {
    use()
    const opened = openExchange('coinbase', { url: 'http://venue.test' })
    expect((await fetched(opened, 'prices')).observations).toHaveLength(1)
    expect(new Set(proxy.asked)).toEqual(new Set(['GET venue.test']))
  })

  it('Discord’s API is asked through it', async () => {
    use()
    const rest = new REST(restOptions('http://discord.test/api')).setToken(TOKEN)
    expect(await rest.get('/users/@me')).toEqual({ id: '1' })
    expect(proxy.asked).toEqual(['GET discord.test'])
  })

  it('Discord’s gateway is reached through it by the library that keeps it', async () => {
    use()
    const socket = new WebSocket('ws://gateway.test/?v=10', [], { handshakeTimeout: 5000 })
    const greeting = await new Promise<string>((resolve, reject) => {
      socket.on('message', (data) => resolve(String(data)))
      socket.on('error', reject)
    })
    socket.close()
    expect(greeting).toContain('"op":10')
    expect(proxy.asked).toEqual(['UPGRADE gateway.test'])
  })

  it('a gateway by TLS gets a tunnel', async () => {
    use()
    proxy.refuse(403)
    const socket = new WebSocket('wss://gateway.test/')
    const error = await new Promise<Error>((resolve) => socket.on('error', resolve))
    expect(error.message).toMatch(/403/)
    expect(proxy.asked).toEqual(['CONNECT gateway.test:443'])
  })

  it('Telegram is asked through it', async () => {
    use()
    const api = createTelegramApi({ token: TOKEN, root: 'http://telegram.test' })
    expect(await api.answer('getMe', {})).toMatchObject({ value: { id: 1 } })
    expect(proxy.asked).toEqual(['POST telegram.test'])
  })

  it('this machine is reached without it, and so is what NO_PROXY lists', async () => {
    use({ NO_PROXY: 'nowhere.test' })
    expect(await (await fetch(`http://127.0.0.1:${port}/x`)).json()).toEqual({ id: '1' })
    await expect(fetch('http://nowhere.test/x')).rejects.toThrow()
    expect(proxy.asked).toEqual([])
  })

  it('is over when it is restored', async () => {
    use()?.restore()
    used = undefined
    await expect(fetch('http://mood.test/x')).rejects.toThrow()
    const socket = new WebSocket('ws://gateway.test/')
    const error = await new Promise<Error>((resolve) => socket.on('error', resolve))
    expect(error.message).not.toBe('')
    expect(proxy.asked).toEqual([])
  })
})

describe('the settings of a proxy', () => {
  it('are none where none is set, and those in lower case win', () => {
    expect(useProxy({})).toBeUndefined()
    expect(useProxy({ HTTPS_PROXY: ' ' })).toBeUndefined()
    used = useProxy({
      HTTPS_PROXY: 'http://upper.test:1',
      https_proxy: 'http://lower.test:2',
      no_proxy: 'a,b',
    })
    expect(used).toMatchObject({ address: 'http://lower.test:2', host: 'lower.test', port: 2, except: 'a,b' })
    expect(used?.setting).toBe('https_proxy')
  })

  it('keep a name and password to themselves', () => {
    used = useProxy({ HTTPS_PROXY: 'http://kawara:p%40ssword@proxy.test:3128' })
    expect(used).toMatchObject({
      address: 'http://proxy.test:3128',
      secrets: ['kawara:p@ssword', 'p@ssword'],
    })
    used?.restore()
    // One of a letter would be struck out of every word that is printed.
    used = useProxy({ HTTPS_PROXY: 'http://u:p@proxy.test:3128' })
    expect(used?.secrets).toEqual(['u:p'])
  })

  it.each([
    'proxy.test:3128',
    'socks5://proxy.test:1080',
    'http://',
    'nonsense',
  ])('are refused as %s', (value) => {
    expect(() => useProxy({ HTTPS_PROXY: value })).toThrow(ConfigError)
    expect(() => useProxy({ HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY/)
  })
})

describe('the doctor behind a proxy', () => {
  async function run(language: 'en' | 'ja' = 'en') {
    const sources = {
      ...{ exchanges: [], off: SERVICE_NAMES.filter((name) => name !== 'alternative') },
      ...{ urls: { alternative: 'http://mood.test' }, keys: {} },
    }
    const settings = {
      ...{ sources, discord: { token: TOKEN, api: 'http://discord.test/api' } },
      telegram: { token: TOKEN, root: 'http://telegram.test' },
    }
    let text = ''
    let time = NOW
    const clock = {
      now: () => time,
      pause: async (milliseconds: number) => {
        time += milliseconds
      },
    }
    const code = await doctor({
      ...{ words: createWords(language, 'UTC', 0), proxy: used, checks: checksOf(settings, clock, used) },
      stdout: { write: (more) => (text += more) },
    })
    return { code, text }
  }

  it('says so, and finds suppliers, Discord, its gateway and Telegram well', async () => {
    use({ NO_PROXY: 'intra.test' })
    const { code, text } = await run()
    expect(text).toContain(`Through the proxy ${proxy.url} (HTTPS_PROXY). Not for: intra.test (NO_PROXY).`)
    for (const name of ['proxy', 'alternative', 'discord', 'discord-gateway', 'telegram']) {
      expect(text).toMatch(new RegExp(`\\n${name} +OK`))
    }
    expect(code).toBe(0)
    expect([...new Set(proxy.asked)].sort()).toEqual([
      ...['GET discord.test', 'GET mood.test', 'GET telegram.test', 'UPGRADE gateway.test'],
    ])
    expect((await run('ja')).text).toContain(`プロキシ${proxy.url}（HTTPS_PROXY）を経由しています。`)
  })

  it('says that the proxy wants a name and password, not that tokens are wrong', async () => {
    use()
    proxy.refuse(407)
    const { code, text } = await run()
    expect(code).toBe(1)
    expect(text).toMatch(/\nproxy +OK/)
    expect(text).toContain(
      'alternative, discord, discord-gateway, telegram cannot be reached through the proxy',
    )
    expect(text).toContain('its name and password if it needs them')
  })

  it('says that the proxy itself is not there', async () => {
    const gone = await startProxy(port)
    await gone.close()
    use({ HTTPS_PROXY: gone.url, HTTP_PROXY: gone.url })
    const { code, text } = await run()
    expect(code).toBe(1)
    expect(text).toMatch(/proxy: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/)
    expect(text).toContain(`cannot be reached through the proxy ${gone.url}`)
  })
})
