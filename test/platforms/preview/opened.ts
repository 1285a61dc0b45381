/** The preview’s server on a real port, with a bot whose answers a test sets, and calls to it. */
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll } from 'vitest'
import { systemClock } from '#src/clock.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { PreviewParts } from '#src/platforms/preview/bot.ts'
import { createLooks } from '#src/platforms/preview/looks.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import type { AskLine } from '#src/platforms/preview/protocol.ts'
import { type Preview, startPreview } from '#src/platforms/preview/server.ts'
import { SMALL_FRONT } from '../../support/fronts.ts'

const looks = createLooks()
const posts = createPosts(systemClock)
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47])

interface State {
  preview: Preview
  port: number
  /** What reached the bot. */
  readonly asked: Request[]
  readonly warnings: string[]
  answer: (request: Request) => Promise<Reply>
  past: PreviewParts['past'] | undefined
}

/** To be called once by a test file: one server for all its tests. */
export function usePreview() {
  const state: State = {
    preview: undefined as unknown as Preview,
    port: 0,
    asked: [],
    warnings: [],
    answer: async () => replyOf('Funding'),
    past: undefined,
  }
  const parts: PreviewParts = {
    bot: {
      answer(request, progress) {
        state.asked.push(request)
        progress?.slow('Drawing …')
        return state.answer(request)
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
        use: 'market',
        heading: 'The market',
        arguments: [{ name: 'window', kind: 'choice', optional: true, description: 'Days', choices: [] }],
      },
    ],
    data: () => ({ kind: 'simulated', name: 'sample', now: 0 }),
    past: (language) => state.past?.(language),
    draw: async () => PNG,
    looks,
    posts,
    front: SMALL_FRONT,
    log: {
      info: () => {},
      warn: (text) => state.warnings.push(text),
      error: (text) => state.warnings.push(text),
    },
  }
  beforeAll(async () => {
    state.preview = await startPreview(parts, { host: '127.0.0.1', port: 0 })
    state.port = Number(new URL(state.preview.address).port)
  })
  afterAll(() => state.preview.close())

  /** The path goes out as it stands. */
  const call = (path: string, given: Call = {}, at = state.port) => callAt(at, path, given)

  async function ask(text: string, headers: Record<string, string> = {}, at = state.port) {
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

  return { state, parts, looks, posts, call, ask }
}

export function replyOf(title: string): Reply {
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

export function bodyOf(text: unknown, change: Record<string, unknown> = {}) {
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

interface Call {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

function callAt(at: number, path: string, { method = 'GET', headers = {}, body }: Call) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string; bytes: Buffer }>(
    (resolve, reject) => {
      const sent = httpRequest(
        { host: '127.0.0.1', port: at, path, method, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const [bytes, status] = [Buffer.concat(chunks), response.statusCode ?? 0]
            resolve({ status, headers: response.headers, text: bytes.toString('utf8'), bytes })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    },
  )
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
