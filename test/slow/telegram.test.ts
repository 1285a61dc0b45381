/** What takes its time on Telegram: every option of every command in every kind of chat, and the pace under its limits. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import { systemClock } from '#src/clock.ts'
import { startTelegram } from '#src/platforms/telegram/connection.ts'
import { commands, questionsOf } from '../commands/asking.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { image } from '../support/messages.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { DOCUMENTED } from '../support/telegram/flood.ts'
import { ask, PLACES, startProgram } from '../support/telegram/program.ts'
import { startLoopback } from '../support/telegram/server.ts'
import { DEFINITION, partsOf, reply } from '../support/telegram/session.ts'
import { watchStalls } from '../support/stall.ts'

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    systemClock.after(milliseconds, resolve)
  })

describe('the whole program', () => {
  it.each([
    'ja',
    'en',
  ])('takes every option and example of every command in every kind of chat (%s)', async (locale) => {
    const program = await startProgram()
    const lines = commands.flatMap((command) => [...new Set([...command.examples, ...questionsOf(command)])])
    let runs = 0
    for (const place of PLACES) {
      // As many at once as people might be; the pace lets thirty a second go.
      for (let from = 0; from < lines.length; from += 30) {
        const some = lines.slice(from, from + 30)
        const texts = await Promise.all(some.map((line) => ask(program, line, place, locale)))
        for (const [index, text] of texts.entries()) {
          expect(text, `${some[index]} in a ${place} chat`).not.toMatch(/Something went wrong|エラーが発生/)
          expect(text.trim(), `${some[index]} in a ${place} chat`).not.toBe('')
          runs++
        }
      }
    }
    await program.close()
    process.stdout.write(`${runs} commands (${locale})\n`)
    expect(runs).toBeGreaterThan(300)
    expect(program.loopback.problems).toEqual([])
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })
})

describe('forty chats at the same second', () => {
  const album: Reply = reply('Title', {
    images: [image('a'), image('b')],
    blocks: [{ kind: 'paragraph', text: 'x '.repeat(900) }],
  })

  async function connected(answer: (request: Request) => Reply, chats: number) {
    const loopback = await startLoopback({ clock: systemClock, limits: DOCUMENTED, definition: DEFINITION })
    const { parts, log } = partsOf(createFakeClock(), loopback, { answer })
    const telegram = await startTelegram({ ...parts, clock: systemClock })
    onTestFinished(async () => {
      await telegram.close(0)
      await loopback.close()
    })
    const places = Array.from({ length: chats }, (_, index) =>
      index % 2 === 0
        ? loopback.chats.add({ id: 500_000 + index, type: 'private' })
        : loopback.chats.add({ id: -1_001_300_000_000 - index, type: 'supergroup' }),
    )
    return { loopback, telegram, places, log }
  }
  const sent = (chats: readonly LoopbackChat[]) =>
    chats.flatMap(({ messages }) => messages.filter(({ from }) => from === 'bot'))

  it('asked for an answer of three messages each: never a 429, all within what the limits allow', async () => {
    const { loopback, places } = await connected(() => album, 40)
    const stalls = watchStalls()
    const began = performance.now()
    for (const chat of places) loopback.write(chat, '/funding')
    await eventually(() => sent(places).length >= 40, 'the first answers')
    for (let tries = 0; sent(places).length < 120 && tries < 200; tries++) await wait(50)
    const took = performance.now() - began
    expect(sent(places)).toHaveLength(120)
    expect(loopback.flood.most).toBeLessThanOrEqual(30)
    expect(loopback.refused.get(429) ?? 0).toBe(0)
    // 120 messages at 30 a second.
    expect(took).toBeLessThan(5500 + stalls().total)
    expect(loopback.problems).toEqual([])
  })

  it('posted to while members ask: answers come at once, posts keep their rhythm, never a 429', async () => {
    const { loopback, telegram, places } = await connected(() => reply('Answer'), 160)
    const [asking, posted] = [places.slice(0, 10), places.slice(10)]
    const prepared = await telegram.poster.prepare(reply('Recap', { images: [image('a')] }).message, 'en')
    const stalls = watchStalls()
    const began = performance.now()
    const posts = Promise.all(
      posted.map(async ({ id }) => {
        const target = `telegram:${id}`
        await telegram.poster.waitForSlot(target, 1)
        return telegram.poster.send(prepared, 0, { target, options: {}, nonce: 'n', title: 'Recap' })
      }),
    )
    const delays: number[] = []
    for (const chat of asking) {
      await wait(300)
      const from = performance.now()
      loopback.write(chat, '/funding')
      await eventually(() => sent([chat]).length === 1)
      delays.push(performance.now() - from)
    }
    const outcomes = await posts
    const took = performance.now() - began
    process.stdout.write(
      `150 posts in ${(took / 1000).toFixed(2)} s; answers meanwhile within ${Math.max(...delays).toFixed(0)} ms\n`,
    )
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(loopback.refused.get(429) ?? 0).toBe(0)
    const { longest, total } = stalls()
    expect(Math.max(...delays)).toBeLessThan(500 + longest)
    expect(took).toBeLessThan((160 / 27) * 1050 + 300 + total)
  })
})
