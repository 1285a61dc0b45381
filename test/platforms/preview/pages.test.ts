/** What the page's addresses give: the edition with the chat beside it, in the reader's language, small and for ever. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Clock } from '#src/clock.ts'
import type { Front } from '#src/platforms/preview/front.ts'
import { startPreview } from '#src/platforms/preview/server.ts'
import { EMPTY_FRONT } from '../../support/fronts.ts'
import { usePreview } from './opened.ts'

const { call, parts, state } = usePreview()

describe('the front', () => {
  it('opens on the newest edition in the language that the browser asks for', async () => {
    for (const [language, title] of [
      ['ja', 'BTC6.9%安'],
      ['en', 'BTC falls 6.9%'],
    ] as const) {
      const { text } = await call('/', { headers: { 'accept-language': `${language},fr;q=0.5` } })
      expect(text).toContain(`<html lang="${language}"`)
      expect(text).toMatch(new RegExp(`<main id="content"[^>]*><article><h1>${title}</h1>`))
    }
  })

  it('has one h1, one main, and the chat beside it', async () => {
    const { text } = await call('/')
    for (const tag of ['h1', 'main', 'aside', 'header', 'nav'])
      expect(text.match(new RegExp(`<${tag}[ >]`, 'g')), tag).toHaveLength(1)
    expect(text).toMatch(/<aside class="chat" id="chat"[^>]*aria-label="Ask about the market"/)
    expect(text).toContain('<noscript>')
  })

  it('comes in the language and theme that were chosen on the page, else greets a first visit', async () => {
    const first = await call('/', { headers: { 'accept-language': 'en' } })
    expect(first.text).toContain('class="about"')
    expect(first.text).not.toContain('data-theme')
    const again = await call('/', { headers: { 'accept-language': 'en', cookie: 'kawaraban-look=ja.dark' } })
    expect(again.text).toContain('<html lang="ja" data-theme="dark">')
    expect(again.text).not.toContain('class="about"')
    const hostile = await call('/', { headers: { cookie: 'kawaraban-look=xx."><script>' } })
    expect(hostile.text).toContain('<html lang="en">')
    expect((await call('/?language=ja')).text).toContain('<html lang="ja"')
  })

  it('has an address for every edition, and its files', async () => {
    expect((await call('/ja/2025-11-24')).text).toContain('<h1>BTC6.9%安</h1>')
    expect((await call('/en/2025-11-24/funding.csv')).headers['content-type']).toBe('text/csv; charset=utf-8')
    for (const path of ['/ja/2020-01-06', '/xx/2025-11-24', '/en/2025-11-24/none.csv', '/ja/', '/ja'])
      expect((await call(path)).status, path).toBe(404)
  })

  it('changes nothing when an answer’s address is opened', async () => {
    const asked = state.asked.length
    const { status, text } = await call('/?ask=%2Fdelete+1')
    expect(status).toBe(200)
    expect(text).not.toContain('delete')
    expect(state.asked).toHaveLength(asked)
  })

  it('says in words when there is no edition yet, and when it cannot be shown', async () => {
    const broken = async () => Promise.reject(new Error('the record is gone'))
    for (const [newest, ja, en] of [
      [EMPTY_FRONT.newest, 'まだ号がありません', 'No edition yet'],
      [broken, '紙面を表示できませんでした', 'The edition could not be shown'],
    ] as const) {
      const own = await startPreview(
        { ...parts, front: { ...EMPTY_FRONT, newest } },
        { host: '127.0.0.1', port: 0 },
      )
      const port = Number(new URL(own.address).port)
      for (const [language, title] of [
        ['ja', ja],
        ['en', en],
      ] as const) {
        const { status, text } = await call('/', { headers: { 'accept-language': language } }, port)
        expect(status).toBe(200)
        expect(text).toContain(`<h1>${title}</h1>`)
        expect(text).toContain('class="chat"')
      }
      await own.close()
    }
    expect(state.warnings.filter((line) => line.includes('the record is gone'))).toHaveLength(2)
  })
})

describe('an edition that is still being made', () => {
  it('is announced in its place while the chat is there already, and comes whole where it is waited for', async () => {
    let finish = () => {}
    const making = new Promise<void>((resolve) => {
      finish = resolve
    })
    const newest: Front['newest'] = async (language) => {
      await making
      return parts.front.newest(language)
    }
    const impatient: Clock = {
      now: () => 0,
      after(_, run) {
        run()
        return () => {}
      },
    }
    const own = await startPreview(
      { ...parts, front: { ...parts.front, newest }, clock: impatient },
      { host: '127.0.0.1', port: 0 },
    )
    const port = Number(new URL(own.address).port)
    const { status, text } = await call('/', {}, port)
    expect(status).toBe(200)
    expect(text).toContain('<main id="content" data-absent="pending">')
    expect(text).toContain('<h1>The newest edition is being set</h1>')
    const whole = call('/?whole', {}, port)
    finish()
    expect((await whole).text).toContain('<h1>BTC falls 6.9%</h1>')
    await own.close()
  })
})

describe('what the page loads', () => {
  it('is packed as the browser takes it, and asked for again only where its name changes', async () => {
    const { text } = await call('/')
    const [style = ''] = /\/assets\/style\.[0-9a-f]{12}\.css/.exec(text) ?? []
    const plain = await call(style)
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/css; charset=utf-8',
    })
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await call(style, { headers: { 'accept-encoding': encoding } })
      expect(packed.headers['content-encoding']).toBe(encoding)
      expect(packed.headers.vary).toContain('accept-encoding')
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3)
      expect(unpack(packed.bytes).toString()).toBe(plain.text)
    }
  })

  it('keeps the site’s style off the chat, and the chat’s off the edition', async () => {
    const [style = ''] = /\/assets\/style\.[0-9a-f]{12}\.css/.exec((await call('/')).text) ?? []
    const { text } = await call(style)
    expect(
      text.startsWith('@scope (:root) to (.chat) {\n:scope {\n  --paper: #fff;\n}\n:scope {\n  color: #000;'),
    ).toBe(true)
    expect(text).toContain('\n@scope (.chat) {\n')
    expect(text).not.toContain('@font-face')
  })

  it('is sent again only where the document has changed', async () => {
    const { headers } = await call('/')
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      vary: 'accept-encoding, accept-language, cookie',
    })
    const again = await call('/', { headers: { 'if-none-match': String(headers.etag) } })
    expect(again).toMatchObject({ status: 304, text: '' })
  })

  it('is at most 100 KB without the edition, packed, before a chart is opened', async () => {
    const accepted = { headers: { 'accept-encoding': 'br' } }
    const { text } = await call('/')
    const paths = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
    const sizes = await Promise.all(
      ['/', '/start?language=ja', ...new Set(paths)].map(
        async (path) => (await call(path, accepted)).bytes.length,
      ),
    )
    expect(sizes.length).toBeGreaterThan(20)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
  })

  it('has the guides of the project’s folder as plain text', async () => {
    for (const name of ['README.md', 'README.ja.md', 'discord.md', 'telegram.md']) {
      const { status, headers, text } = await call(`/docs/${name}`)
      expect(status, name).toBe(200)
      expect(headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(text).toMatch(/^#|^</)
    }
    for (const path of ['/docs/', '/docs/operators.md', '/docs/../package.json'])
      expect((await call(path)).status, path).toBe(404)
    const start = JSON.parse((await call('/start?language=ja')).text)
    expect(start.guides).toEqual([
      { name: 'discord', address: '/docs/discord.md' },
      { name: 'telegram', address: '/docs/telegram.md' },
      { name: 'readme', address: '/docs/README.ja.md' },
    ])
  })
})
