/** The ways to Telegram's Bot API: for answers, which wait a little at a 429, and for posts, which never repeat. */
import http from 'node:http'
import https from 'node:https'
import { autoRetry } from '@grammyjs/auto-retry'
import { Api } from 'grammy'
import { type Clock, systemClock } from '#src/clock.ts'
import { createAsk } from './ask.ts'
import type { Call, Params } from './methods.ts'
import { attempt } from './failures.ts'

export type { Call, Method, Params } from './methods.ts'

export interface ApiSettings {
  readonly token: string
  /** Without a slash at its end: `https://api.telegram.org`. */
  readonly root: string
}

export interface TelegramApi {
  /** Waits where Telegram says so, at most `PATIENCE` seconds and twice, since such a call was not carried out. */
  readonly answer: Call
  /** Never made twice by itself. */
  readonly post: Call
  /** For what may be asked twice without harm: asked again where no answer came. */
  readonly ask: Call
  /** For long polling: may take a minute. */
  readonly poll: Call
  /** A file that a member sent, at most so many bytes; undefined where it is larger or cannot be had. */
  download(path: string, most: number): Promise<Uint8Array | undefined>
}

/** Seconds that an answer waits at a 429; beyond, its member gets an error. */
const PATIENCE = 15

/** Seconds after which a call is given up. A photo may be slow, the long poll holds for 30. */
const TIMEOUT = { call: 30, poll: 50 } as const

export interface ApiEvents {
  /** Every 429, with its milliseconds and the chat that it was about, that others need not run into it. */
  readonly onBusy?: (milliseconds: number, chat: string | undefined) => void
  /** A 401: the token is none any more, whatever was called. */
  readonly onRefused?: () => void
  /** A chat has another id from now on: a group became a supergroup. */
  readonly onMoved?: (from: number, to: number) => void
}

export function createTelegramApi(
  { token, root }: ApiSettings,
  events: ApiEvents = {},
  clock: Clock = systemClock,
): TelegramApi {
  const client = (timeoutSeconds: number, retries: boolean): Call => {
    // The library's own agents know of no proxy; where there is one, the global agent does.
    const { globalAgent: agent } = root.startsWith('https:') ? https : http
    const behindProxy = (agent as { options?: { proxyEnv?: unknown } }).options?.proxyEnv !== undefined
    const api = new Api(token, {
      apiRoot: root,
      timeoutSeconds,
      ...(behindProxy && { baseFetchConfig: { agent } }),
    })
    api.config.use(async (call, method, payload, signal) => {
      const answer = await call(method, payload, signal)
      if (!answer.ok && answer.parameters?.retry_after !== undefined) {
        const chat = (payload as { chat_id?: unknown }).chat_id
        events.onBusy?.(answer.parameters.retry_after * 1000, chat === undefined ? undefined : String(chat))
      }
      if (!answer.ok && answer.error_code === 401) events.onRefused?.()
      const from = Number((payload as { chat_id?: unknown }).chat_id)
      const to = answer.ok ? undefined : answer.parameters?.migrate_to_chat_id
      if (to !== undefined && Number.isSafeInteger(from)) events.onMoved?.(from, to)
      return answer
    })
    if (retries) {
      api.config.use(
        autoRetry({
          maxRetryAttempts: 2,
          maxDelaySeconds: PATIENCE,
          rethrowInternalServerErrors: true,
          rethrowHttpErrors: true,
        }),
      )
    }
    const raw = api.raw as unknown as Readonly<
      Record<string, (params: Params, signal?: unknown) => Promise<unknown>>
    >
    return (method, params, signal) =>
      attempt(() => {
        const run = raw[method]
        if (!run) throw new TypeError(`the library has no method ${method}`)
        // Those without parameters take the signal alone.
        return method === 'getMe' ? run(signal as never) : run(params, signal)
      })
  }
  const post = client(TIMEOUT.call, false)
  return {
    answer: client(TIMEOUT.call, true),
    post,
    ask: createAsk(post, clock),
    poll: client(TIMEOUT.poll, false),
    async download(path, most) {
      // The address holds the token: errors are reported without it.
      try {
        const response = await fetch(`${root}/file/bot${token}/${path}`, {
          signal: AbortSignal.timeout(TIMEOUT.call * 1000),
          redirect: 'error',
        })
        if (!response.ok || !response.body) return undefined
        const chunks: Uint8Array[] = []
        let size = 0
        for await (const chunk of response.body) {
          size += chunk.byteLength
          if (size > most) return undefined
          chunks.push(chunk)
        }
        return Buffer.concat(chunks)
      } catch {
        return undefined
      }
    },
  }
}
