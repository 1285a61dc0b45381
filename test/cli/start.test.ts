import { describe, expect, it } from 'vitest'
import { type StartParts, start } from '#src/cli/start.ts'
import { createWords } from '#src/i18n/words.ts'
import { createFakeClock } from '../support/clock.ts'

/** A start with what it writes, in order with what is opened and closed. */
function started(serve: (stop: AbortSignal, happened: string[]) => ReturnType<StartParts['serve']>) {
  const happened: string[] = []
  const stopping = new AbortController()
  const clock = createFakeClock()
  const ended = start({
    words: createWords('en', 'UTC', 0),
    folder: 'data/sample',
    role: 'all',
    serve: (stop) => serve(stop, happened),
    stop: stopping.signal,
    waitsFor: () => 'the store',
    clock,
    stdout: { write: (text) => happened.push(text.trim().split('\n')[0] ?? '') },
  })
  return { happened, stopping, ended, clock }
}

const SERVING = {
  address: 'http://127.0.0.1:8787',
  data: { kind: 'recorded', now: 0 },
  connected: ['discord', 'telegram'],
  failed: new Promise<Error>(() => {}),
  left: () => ({ answers: 0, posts: 0 }),
}

describe('start', () => {
  it('says where the page is, and closes everything when it is asked to stop', async () => {
    const { happened, stopping, ended } = started(async (_, list) => ({
      ...SERVING,
      close: async () => void list.push('closed'),
    }))
    await Promise.resolve()
    stopping.abort()
    await ended
    expect(happened.filter((line) => !line.includes('8787'))).toEqual(['Stopping …', 'closed', 'Stopped.'])
  })

  it('stops while it is starting', async () => {
    const { happened, stopping, ended } = started(
      (stop) =>
        new Promise((_, reject) => {
          stop.addEventListener('abort', () => reject(stop.reason))
        }),
    )
    stopping.abort()
    await ended
    expect(happened).toEqual(['Stopping …', 'Stopped.'])
  })

  it('rejects with what keeps it from starting', async () => {
    const { happened, ended } = started(() => Promise.reject(new Error('no port')))
    await expect(ended).rejects.toThrow('no port')
    expect(happened).toEqual([])
  })

  it('waits no longer than a few seconds for a start that does not let go, and says what for', async () => {
    const { happened, stopping, ended, clock } = started(() => new Promise(() => {}))
    stopping.abort()
    await new Promise(setImmediate)
    clock.advance(3999)
    expect(happened).toEqual(['Stopping …'])
    clock.advance(1)
    await ended
    expect(happened).toEqual(['Stopping …', 'Stopped without waiting any longer for the store.'])
  })

  it('waits no longer than nine seconds for what is under way, and says what is left', async () => {
    const { happened, stopping, ended, clock } = started(async () => ({
      ...SERVING,
      left: () => ({ answers: 1200, posts: 3 }),
      close: () => new Promise(() => {}),
    }))
    await new Promise(setImmediate)
    stopping.abort()
    await new Promise(setImmediate)
    clock.advance(9000)
    await ended
    expect(happened.slice(1)).toEqual([
      'Stopping …',
      'Answers left unfinished: 1,200.',
      'Posts left unfinished: 3. The next start takes them up.',
      'Stopped.',
    ])
  })

  it('closes everything and rejects where it cannot go on', async () => {
    const refused = new Error('the token was refused')
    const { happened, ended } = started(async (_, list) => ({
      ...SERVING,
      failed: Promise.resolve(refused),
      close: async () => void list.push('closed'),
    }))
    await expect(ended).rejects.toBe(refused)
    expect(happened.at(-1)).toBe('closed')
  })
})
