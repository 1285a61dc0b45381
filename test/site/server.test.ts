/** The site over HTTP: what its files are, and nothing else, whatever is asked. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import type { Listening } from '#src/http.ts'
import { startSite } from '#src/site/server.ts'
import { exchange, HOSTILE_PATHS } from '../support/hostile.ts'

const PAGE = `<!doctype html><title>瓦版</title>${'<p>資金調達率</p>'.repeat(200)}`
let site: Listening
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  await mkdir(join(folder, 'site/ja/2025-11-17'), { recursive: true })
  await mkdir(join(folder, 'site/assets'))
  await writeFile(join(folder, 'site/ja/2025-11-17/index.html'), PAGE)
  await writeFile(join(folder, 'site/ja/2025-11-17/sheet.png'), new Uint8Array(2000))
  await writeFile(join(folder, 'site/assets/style.0123.css'), 'a{}')
  await writeFile(join(folder, 'site/.secret'), 'never')
  await writeFile(join(folder, 'outside.txt'), 'never')
  site = await startSite({
    folder: join(folder, 'site'),
    host: '127.0.0.1',
    port: 0,
    now: () => Date.UTC(2025, 10, 24, 1),
  })
})
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true })
})

/** Asks for a path as it stands, which `fetch` would tidy. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: site.port, path, method, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        )
      })
      asked.on('error', reject)
      asked.end()
    },
  )
}

describe('the served site', () => {
  it('answers an edition’s address with its page, compressed, and with nothing where it is known', async () => {
    const plain = await ask('/ja/2025-11-17')
    expect(plain.status).toBe(200)
    expect(plain.body.toString('utf8')).toBe(PAGE)
    expect(plain.headers['content-type']).toBe('text/html; charset=utf-8')
    const packed = await ask('/ja/2025-11-17', { 'accept-encoding': 'gzip, deflate, br' })
    expect(packed.headers['content-encoding']).toBe('br')
    expect(packed.body.length).toBeLessThan(PAGE.length / 5)
    expect(brotliDecompressSync(packed.body).toString('utf8')).toBe(PAGE)
    expect(packed.headers.etag).not.toBe(plain.headers.etag)
    const again = await ask('/ja/2025-11-17/', { 'if-none-match': String(plain.headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
    expect(again.headers['cache-control']).toBe('public, max-age=300')
  })

  it('keeps what is named by its content for ever, and leaves pictures as they are', async () => {
    expect((await ask('/assets/style.0123.css')).headers['cache-control']).toContain('immutable')
    const picture = await ask('/ja/2025-11-17/sheet.png', { 'accept-encoding': 'br' })
    expect(picture.headers['content-type']).toBe('image/png')
    expect(picture.headers['content-encoding']).toBeUndefined()
  })

  it.each([
    ['ja-JP,ja;q=0.9,en;q=0.8', '/ja/'],
    ['fr, en;q=0.5', '/en/'],
    ['fr', '/en/'],
    [undefined, '/en/'],
  ])('leads a reader of %s to %s', async (language, path) => {
    const answer = await ask('/', language === undefined ? {} : { 'accept-language': language })
    expect([answer.status, answer.headers.location]).toEqual([302, path])
    expect(answer.headers.vary).toBe('accept-language')
  })

  it.each([
    ...['/../outside.txt', '/ja/../../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/.secret'],
    ...['/ja/2025-11-17/index.html%00', '/ja//2025-11-17', '/ja/\\..\\outside.txt'],
    ...HOSTILE_PATHS,
  ])('has nothing at %s', async (path) => {
    const { status, body } = await ask(path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toContain('never')
  })

  it('gives HEAD the headers of GET, without a body', async () => {
    const [head, get] = [await ask('/ja/2025-11-17', {}, 'HEAD'), await ask('/ja/2025-11-17')]
    expect([head.status, head.body.length]).toEqual([200, 0])
    for (const name of ['etag', 'content-type', 'cache-control', 'content-security-policy'])
      expect(head.headers[name], name).toBe(get.headers[name])
  })

  it.each([
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0.5', 'gzip'],
    ['br;q=0', undefined],
    ['identity', undefined],
  ])('packs for "%s" by %s', async (accepted, encoding) => {
    const { headers } = await ask('/ja/2025-11-17', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
  })

  it('refuses a body at once, and ends the connection that it would come over', async () => {
    for (const framing of ['content-length: 1000000000', 'transfer-encoding: chunked']) {
      const answer = await exchange(
        site.port,
        `GET /ja/2025-11-17 HTTP/1.1\r\nhost: a\r\n${framing}\r\n\r\n5\r\nhello`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 413 /)
      expect(answer.toLowerCase()).toContain('connection: close')
    }
  })

  it.each([
    ['headers of 32 KB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(32_000)}\r\n\r\n`, 431],
    ['an address of 32 KB', `GET /${'a'.repeat(32_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b/c\r\nconnection: close\r\n\r\n', 400],
    ['two lengths', 'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
  ])('refuses %s', async (_, request, status) => {
    expect(await exchange(site.port, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })

  it('leads nobody to another host, whatever host is asked for', async () => {
    for (const headers of [{ host: 'evil.example' }, { host: 'a', 'x-forwarded-host': 'evil.example' }]) {
      const { status, headers: answered } = await ask('/', headers)
      expect([status, answered.location]).toEqual([302, '/en/'])
    }
    const absolute = await exchange(
      site.port,
      'GET http://evil.example/ja/2025-11-17 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    )
    expect(absolute).not.toMatch(/^location:/im)
  })

  it('lets other sites frame charts alone', async () => {
    const policy = async (path: string) => String((await ask(path)).headers['content-security-policy'])
    expect(await policy('/embed/ja/2025-11-17/funding')).not.toContain('frame-ancestors')
    for (const path of ['/ja/2025-11-17', '/', '/nothing', '/ja/embed/x'])
      expect(await policy(path), path).toContain("frame-ancestors 'none'")
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    const { status, headers } = await ask('/ja/2025-11-17', {}, method)
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it.each([
    ['/ja/2025-11-24', 'この号は組版中です'],
    ['/en/2025-11-24/', 'being set'],
  ])('says that %s, whose week has just ended, is on its way', async (path, words) => {
    const { status, headers, body } = await ask(path)
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '10', 'no-store'])
    expect(body.toString('utf8')).toContain(words)
  })

  it.each([
    '/ja/2025-12-01',
    '/ja/2025-11-25',
    '/ja/2025-10-13',
    '/fr/2025-11-24',
    '/ja/2025-13-40',
  ])('waits for no edition at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it('lets nothing foreign in: no script, no frame of others, no guess of types', async () => {
    const { headers } = await ask('/ja/2025-11-17')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['set-cookie']).toBeUndefined()
  })
})
