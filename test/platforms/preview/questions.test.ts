/** Questions to the preview’s server: what reaches the bot, what comes back, and what is refused. */
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { bodyOf, replyOf, until, usePreview } from './opened.ts'

const { ask, call, looks, state } = usePreview()

describe('a question', () => {
  it('reaches the bot from a channel of its own, and its progress and reply come line by line', async () => {
    state.asked.length = 0
    const { status, lines } = await ask('/funding btc window:30d')
    expect(status).toBe(200)
    expect(lines[0]).toEqual({ kind: 'progress', text: 'Drawing …' })
    expect(lines[1]).toMatchObject({ kind: 'reply', reply: { message: { title: 'Funding' } } })
    expect(state.asked[0]).toEqual({
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

  it('that is reported in pieces without a length is cut off at 64 KB', async () => {
    const head = `POST /ask HTTP/1.1\r\nHost: 127.0.0.1:${state.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const piece = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    expect(await raw(head + piece.repeat(6))).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('that breaks the bot says so, and the log has the stack', async () => {
    state.warnings.length = 0
    state.answer = () => Promise.reject(new Error('kaboom'))
    const { lines } = await ask('/funding')
    state.answer = async () => replyOf('Funding')
    expect(lines.at(-1)).toEqual({ kind: 'failure', reason: 'broken' })
    expect(JSON.stringify(lines)).not.toContain('kaboom')
    expect(state.warnings.join()).toMatch(/kaboom[\s\S]*questions\.test\.ts/)
  })

  it('with markup in it comes back as the same text', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    state.answer = async () => replyOf(evil)
    const { lines } = await ask(evil)
    state.answer = async () => replyOf('Funding')
    expect(lines.at(-1)).toMatchObject({ reply: { message: { title: evil } } })
  })

  it('waits its turn no more than 32 at once', async () => {
    const waiting: (() => void)[] = []
    state.answer = () => new Promise((resolve) => waiting.push(() => resolve(replyOf('Late'))))
    const first = Array.from({ length: 32 }, () => ask('/funding'))
    await until(() => waiting.length === 32)
    const { lines } = await ask('/funding')
    expect(lines).toEqual([{ kind: 'failure', reason: 'busy' }])
    for (const go of waiting) go()
    await Promise.all(first)
    state.answer = async () => replyOf('Funding')
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

/** The beginning of the answer to bytes sent by hand. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(state.port, '127.0.0.1', () => socket.write(bytes))
    socket.on('error', reject)
    socket.once('data', (data) => {
      resolve(data.toString('utf8'))
      socket.destroy()
    })
  })
}
