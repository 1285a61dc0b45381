/** The preview's server on a real port: what it serves, what it refuses, and how it stops. */
import { describe, expect, it } from 'vitest'
import type { PagePosts } from '#src/platforms/preview/protocol.ts'
import { startPreview } from '#src/platforms/preview/server.ts'
import { HOSTILE_PATHS } from '../../support/hostile.ts'
import { replyOf, until, usePreview } from './opened.ts'

const { ask, call, parts, posts, state } = usePreview()

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
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
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
    for (const path of paths.filter((one) => !one.startsWith('#')))
      expect((await call(path)).status, path).toBe(200)
  })

  it('says how far the past is fetched in the language asked for, and nothing where none is', async () => {
    expect(JSON.parse((await call('/past?language=en')).text)).toEqual({})
    const items = [{ state: 'fetching' as const, text: 'Ranks: being fetched (62 of 100)' }]
    state.past = (language) => ({
      ...{ heading: language, summary: '0 of 1', items, done: 62, of: 100, isFetching: true },
    })
    const { status, headers, text } = await call('/past?language=ja')
    state.past = undefined
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
    '/vendor/d3-hierarchy/package.json',
    '//etc/passwd',
    '/page/style/../../server.ts',
    '/image/..%2f..%2f.png',
    '/image/0123.png',
    `/image/${'0'.repeat(32)}.svg`,
    '/%00',
    '/page/main.js%00.html',
    ...HOSTILE_PATHS,
  ])('has nothing at %s', async (path) => {
    const { status, text, headers } = await call(path)
    expect(status).toBe(404)
    expect(text.length).toBeLessThan(80)
    expect(headers['content-type']).toMatch(/^text\/plain/)
  })
})

describe('stopping', () => {
  it('lets a running answer end, and then lets go of the port', async () => {
    const own = await startPreview(parts, { host: '127.0.0.1', port: 0 })
    const at = Number(new URL(own.address).port)
    let go: (() => void) | undefined
    state.answer = () => new Promise((resolve) => (go = () => resolve(replyOf('Last words'))))
    const running = ask('/funding', {}, at)
    await until(() => go !== undefined)
    const closed = own.close()
    go?.()
    expect((await running).lines.at(-1)).toMatchObject({ reply: { message: { title: 'Last words' } } })
    await closed
    state.answer = async () => replyOf('Funding')
    await expect(call('/', {}, at)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('does not wait for an answer that never ends', async () => {
    const own = await startPreview(parts, { host: '127.0.0.1', port: 0 })
    const at = Number(new URL(own.address).port)
    const count = state.asked.length
    state.answer = () => new Promise(() => {})
    const running = ask('/funding', {}, at).catch((error: Error) => error)
    await until(() => state.asked.length > count)
    await own.close(10)
    state.answer = async () => replyOf('Funding')
    expect(await running).toBeDefined()
  })

  it('rejects with the system’s own code where the port is taken', async () => {
    await expect(startPreview(parts, { host: '127.0.0.1', port: state.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})
