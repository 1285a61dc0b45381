/** The preview's server on a real port: what it serves, what it refuses, and how it stops. */
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fontPaths } from '#src/charts/fonts.ts'
import { systemClock } from '#src/clock.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { PreviewParts } from '#src/platforms/preview/bot.ts'
import { createLooks } from '#src/platforms/preview/looks.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import type { AskLine, PagePosts } from '#src/platforms/preview/protocol.ts'
import { type Preview, startPreview } from '#src/platforms/preview/server.ts'

const asked: Request[] = []
const warnings: string[] = []
const looks = createLooks()
const posts = createPosts(systemClock)
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47])
let past: PreviewParts['past'] | undefined
let answer: (request: Request) => Promise<Reply> = async () => replyOf('Funding')

const parts: PreviewParts = {
  bot: {
    answer(request, progress) {
      asked.push(request)
      progress?.slow('Drawing …')
      return answer(request)
    },
    suggest: async ({ command, argument, typed }) => [
      { label: `${command} ${argument} ${typed}`, value: 'bitcoin' },
    ],
  },
  describe: () => [
    {
      name: 'funding',
      aliases: [],
      description: 'Funding',
      examples: ['/funding'],
      forManagers: false,
      arguments: [{ name: 'window', kind: 'choice', optional: true, description: 'Days', choices: [] }],
    },
  ],
  data: () => ({ kind: 'simulated', name: 'sample', now: 0 }),
  past: (language) => past?.(language),
  draw: async () => PNG,
  looks,
  posts,
  fonts: fontPaths(),
  log: { info: () => {}, warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
}

let preview: Preview
let port: number

beforeAll(async () => {
  preview = await startPreview(parts, { host: '127.0.0.1', port: 0 })
  port = Number(new URL(preview.address).port)
})
afterAll(() => preview.close())

describe('the page', () => {
  it('is served with a policy that lets nothing foreign or inline in', async () => {
    const { status, headers, text } = await call('/')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:/)
  })

  it.each([
    ['/', 200],
    ['/none', 404],
    ['/start?language=xx', 400],
    ['/ask', 405],
  ])('has the same safe headers at %s', async (path, status) => {
    const answered = await call(path)
    expect(answered.status).toBe(status)
    expect(answered.headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': status === 200 ? 'no-cache' : 'no-store',
    })
    expect(answered.headers).not.toHaveProperty('strict-transport-security')
  })

  it('loads only what is served', async () => {
    const { text } = await call('/')
    const paths = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(paths.length).toBeGreaterThan(5)
    for (const path of paths) expect((await call(path)).status, path).toBe(200)
  })

  it('says how far the past is fetched in the language asked for, and nothing where none is', async () => {
    expect(JSON.parse((await call('/past?language=en')).text)).toEqual({})
    const items = [{ state: 'fetching' as const, text: 'Ranks: being fetched (62 of 100)' }]
    past = (language) => ({
      ...{ heading: language, summary: '0 of 1', items, done: 62, of: 100, isFetching: true },
    })
    const { status, headers, text } = await call('/past?language=ja')
    past = undefined
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(JSON.parse(text)).toMatchObject({ past: { heading: 'ja', items, done: 62, of: 100 } })
    expect((await call('/past?language=fr')).status).toBe(400)
  })

  it('has words, commands and the kind of its data in both languages', async () => {
    for (const language of ['ja', 'en']) {
      const start = JSON.parse((await call(`/start?language=${language}`)).text)
      expect(start).toMatchObject({ language, data: { kind: 'simulated' } })
      expect(start.words.title).toMatch(/\S/)
      expect(start.commands[0].name).toBe('funding')
    }
    expect((await call('/start?language=xx')).status).toBe(400)
  })

  it('hands out what schedules posted to its channel, at once where there is some, else when it comes', async () => {
    const read = async (query: string) => JSON.parse((await call(`/posts?${query}`)).text) as PagePosts
    const message = { title: 'Weekly briefing', blocks: [], images: [], footer: [] }
    const id = posts.add('preview:poster01', message)
    const [first] = (await read('channel=poster01')).posts
    expect(first).toMatchObject({
      id,
      reply: { private: false, edit: false, message: { title: 'Weekly briefing' } },
    })
    expect(first?.reply.discord).toHaveLength(1)
    expect(first?.reply.telegram).toHaveLength(1)
    const coming = read(`channel=poster01&after=${first?.sequence}`)
    posts.add('preview:poster02', message)
    posts.replace('preview:poster01', id, { ...message, title: 'Corrected' })
    expect((await coming).posts).toMatchObject([{ id, reply: { message: { title: 'Corrected' } } }])
    expect((await call('/posts?channel=../etc')).status).toBe(400)
    expect((await call('/posts?channel=poster01&after=-1')).status).toBe(400)
  })

  it('answers HEAD without a body, and other methods not at all', async () => {
    expect(await call('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect((await call('/', { method })).status, method).toBe(405)
    }
    expect(await call('/ask')).toMatchObject({ status: 405, headers: { allow: 'POST' } })
    expect(await call('/none', { method: 'PUT' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    })
  })

  it.each([
    '/../package.json',
    '/page/../server.ts',
    '/page/..%2f..%2f..%2f..%2fpackage.json',
    '/page/%2e%2e/server.js',
    '/page/main.ts',
    '/shared/config.js',
    '/shared/charts/fonts.js',
    '/vendor/chart.js/package.json',
    '//etc/passwd',
    '/page/style/../../server.ts',
    '/image/..%2f..%2f.png',
    '/image/0123.png',
    `/image/${'0'.repeat(32)}.svg`,
    '/%00',
    '/page/main.js%00.html',
    '/.git/config',
  ])('has nothing at %s', async (path) => {
    const { status, text, headers } = await call(path)
    expect(status).toBe(404)
    expect(text.length).toBeLessThan(80)
    expect(headers['content-type']).toMatch(/^text\/plain/)
  })
})

describe('a stranger', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '192.168.1.2',
    '127.0.0.1:1',
  ])('is refused with the host "%s"', async (host) => {
    const named = host.includes(':') ? host : `${host}:${port}`
    expect((await call('/', { headers: { host: named } })).status).toBe(421)
  })

  it('is refused where the host is none at all', async () => {
    expect(await call('/', { headers: { host: `:${port}` } })).toMatchObject({ status: 400, text: '' })
  })

  it('is let in under the names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await call('/', { headers: { host: `${name}:${port}` } })).status, name).toBe(200)
    }
  })

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:1',
    'https://127.0.0.1',
  ])('is refused from the origin %s', async (origin) => {
    expect((await ask('/funding', { origin })).status).toBe(403)
  })

  it('may link to the page, but neither fetch nor frame nor ask from another site', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect((await call('/', { headers: link })).status).toBe(200)
    expect((await call('/', { headers: { ...link, 'sec-fetch-dest': 'iframe' } })).status).toBe(403)
    expect((await call('/start?language=en', { headers: link })).status).toBe(403)
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('/funding', { 'sec-fetch-site': site })).status, site).toBe(403)
    }
  })
})

describe('a question', () => {
  it('reaches the bot from a channel of its own, and its progress and reply come line by line', async () => {
    asked.length = 0
    const { status, lines } = await ask('/funding btc window:30d')
    expect(status).toBe(200)
    expect(lines[0]).toEqual({ kind: 'progress', text: 'Drawing …' })
    expect(lines[1]).toMatchObject({ kind: 'reply', reply: { message: { title: 'Funding' } } })
    expect(asked[0]).toEqual({
      platform: 'preview',
      chat: 'preview:channel1234',
      member: 'channel1234',
      manager: true,
      place: 'preview',
      memberLanguage: 'ja',
      chatLanguage: 'ja',
      input: { kind: 'command', name: '/funding', words: ['btc', 'window:30d'] },
    })
    expect(looks.of('preview:channel1234')).toEqual({
      language: 'ja',
      theme: 'dark',
      colors: 'standard',
      zone: 'Asia/Tokyo',
    })
  })

  it('brings the requests of both platforms with their counts', async () => {
    const { lines } = await ask('/funding')
    const reply = lines.at(-1)
    if (reply?.kind !== 'reply') throw new Error('no reply')
    expect(reply.reply.discord[0]?.counts.map((count) => count.of)).toContain('components')
    expect(reply.reply.telegram[0]?.call.method).toBe('sendPhoto')
    for (const { counts } of [...reply.reply.discord, ...reply.reply.telegram]) {
      for (const { used, most } of counts) expect(used).toBeLessThanOrEqual(most)
    }
  })

  it('keeps pictures under names made from what they show, as PNG and as spec', async () => {
    const { lines } = await ask('/funding')
    const reply = lines.at(-1)
    if (reply?.kind !== 'reply') throw new Error('no reply')
    const address = reply.reply.message.images[0]?.address ?? ''
    expect(address).toMatch(/^\/image\/[0-9a-f]{32}$/)
    expect(await call(`${address}.png`)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/png' },
    })
    expect(JSON.parse((await call(`${address}.json`)).text)).toEqual({ kind: 'plot', size: {} })
  })

  it.each([
    ['no JSON', 'x', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['a wrong channel', JSON.stringify(bodyOf('/x', { channel: '../../etc' })), 400],
    ['a wrong zone', JSON.stringify(bodyOf('/x', { zone: 'Mars/Olympus' })), 400],
    ['a wrong theme', JSON.stringify(bodyOf('/x', { theme: '__proto__' })), 400],
    ['a number for a text', JSON.stringify(bodyOf(7)), 400],
    ['more than 64 KB', JSON.stringify(bodyOf('x'.repeat(65 * 1024))), 413],
  ])('is refused with %s', async (_what, body, status) => {
    const response = await call('/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(status)
    expect(response.text).not.toMatch(/\bat \S+:\d+/)
  })

  it('is refused in other types, such as a form of another site would send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
      const response = await call('/ask', {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(bodyOf('/x')),
      })
      expect(response.status, type).toBe(415)
    }
  })

  it('that is told in pieces without a length is cut off at 64 KB', async () => {
    const head = `POST /ask HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const piece = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    expect(await raw(head + piece.repeat(6))).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('that breaks the bot says so, and the log has the stack', async () => {
    warnings.length = 0
    answer = () => Promise.reject(new Error('kaboom'))
    const { lines } = await ask('/funding')
    answer = async () => replyOf('Funding')
    expect(lines.at(-1)).toEqual({ kind: 'failure', reason: 'broken' })
    expect(JSON.stringify(lines)).not.toContain('kaboom')
    expect(warnings.join()).toMatch(/kaboom[\s\S]*server\.test\.ts/)
  })

  it('with markup in it comes back as the same text', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    answer = async () => replyOf(evil)
    const { lines } = await ask(evil)
    answer = async () => replyOf('Funding')
    expect(lines.at(-1)).toMatchObject({ reply: { message: { title: evil } } })
  })

  it('waits its turn no more than 32 at once', async () => {
    const waiting: (() => void)[] = []
    answer = () => new Promise((resolve) => waiting.push(() => resolve(replyOf('Late'))))
    const first = Array.from({ length: 32 }, () => ask('/funding'))
    await until(() => waiting.length === 32)
    const { lines } = await ask('/funding')
    expect(lines).toEqual([{ kind: 'failure', reason: 'busy' }])
    for (const go of waiting) go()
    await Promise.all(first)
    answer = async () => replyOf('Funding')
  })
})

describe('suggestions', () => {
  it('are asked for with the page’s channel and language', async () => {
    const query = 'language=ja&channel=channel1234&command=funding&argument=asset&typed=%E3%83%93'
    const { suggestions } = JSON.parse((await call(`/suggest?${query}`)).text)
    expect(suggestions).toEqual([{ label: 'funding asset ビ', value: 'bitcoin' }])
    expect((await call('/suggest?language=ja&channel=no')).status).toBe(400)
  })
})

describe('stopping', () => {
  it('lets a running answer end, and then lets go of the port', async () => {
    const own = await startPreview(parts, { host: '127.0.0.1', port: 0 })
    const at = Number(new URL(own.address).port)
    let go: (() => void) | undefined
    answer = () => new Promise((resolve) => (go = () => resolve(replyOf('Last words'))))
    const running = ask('/funding', {}, at)
    await until(() => go !== undefined)
    const closed = own.close()
    go?.()
    expect((await running).lines.at(-1)).toMatchObject({ reply: { message: { title: 'Last words' } } })
    await closed
    answer = async () => replyOf('Funding')
    await expect(call('/', {}, at)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('does not wait for an answer that never ends', async () => {
    const own = await startPreview(parts, { host: '127.0.0.1', port: 0 })
    const at = Number(new URL(own.address).port)
    const count = asked.length
    answer = () => new Promise(() => {})
    const running = ask('/funding', {}, at).catch((error: Error) => error)
    await until(() => asked.length > count)
    await own.close(10)
    answer = async () => replyOf('Funding')
    expect(await running).toBeDefined()
  })

  it('rejects with the system’s own code where the port is taken', async () => {
    await expect(startPreview(parts, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})

function replyOf(title: string): Reply {
  return {
    private: false,
    edit: false,
    message: {
      title,
      blocks: [{ kind: 'paragraph', text: 'Text.' }],
      images: [
        {
          name: 'funding',
          alt: 'A chart',
          size: { width: 1200, height: 675 },
          spec: { kind: 'plot', size: {} },
        },
      ],
      footer: [],
      actions: { id: 'AAAAAAAAAAA', rows: [[{ kind: 'button', choice: 'refresh', label: 'Refresh' }]] },
    },
  }
}

function bodyOf(text: unknown, change: Record<string, unknown> = {}) {
  return {
    channel: 'channel1234',
    language: 'ja',
    theme: 'dark',
    colors: 'standard',
    zone: 'Asia/Tokyo',
    ask: { kind: 'command', text },
    ...change,
  }
}

async function ask(text: string, headers: Record<string, string> = {}, at = port) {
  const response = await call(
    '/ask',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(bodyOf(text)),
    },
    at,
  )
  const lines =
    response.status === 200
      ? response.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as AskLine)
      : []
  return { ...response, lines }
}

interface Call {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** The path goes out as it stands. */
function call(path: string, { method = 'GET', headers = {}, body }: Call = {}, at = port) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const sent = httpRequest(
        { host: '127.0.0.1', port: at, path, method, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(body)
    },
  )
}

/** The beginning of the answer to bytes sent by hand. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('error', reject)
    socket.once('data', (data) => {
      resolve(data.toString('utf8'))
      socket.destroy()
    })
  })
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
