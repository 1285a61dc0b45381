import { describe, expect, it } from 'vitest'
import { type StartParts, start } from '#src/cli/start.ts'
import { createWords } from '#src/i18n/words.ts'

/** A start with what it writes, in order with what is opened and closed. */
function started(serve: (stop: AbortSignal, happened: string[]) => ReturnType<StartParts['serve']>) {
  const happened: string[] = []
  const stopping = new AbortController()
  const ended = start({
    words: createWords('en', 'UTC', 0),
    folder: 'data/sample',
    role: 'all',
    serve: (stop) => serve(stop, happened),
    stop: stopping.signal,
    stdout: { write: (text) => happened.push(text.trim().split('\n')[0] ?? '') },
  })
  return { happened, stopping, ended }
}

const SERVING = {
  address: 'http://127.0.0.1:8787',
  data: { kind: 'recorded', now: 0 },
  connected: ['discord', 'telegram'],
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
})
