/**
 * A Bot API of our own on the loopback, spoken to by the real client library: long polling, webhooks, files, chats with
 * what their members see. It checks every call against Telegram's limits, and against the Bot API's definition where
 * that is at hand, and goes wrong when told to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#src/clock.ts'
import type { TelegramApi } from '../telegramApi.ts'
import { type ReceivedCall, readCall, type Values } from './body.ts'
import { createChats, type LoopbackChat } from './chats.ts'
import { problemsOf } from './checks.ts'
import { type Circumstances, clicked, inlineTyped, membershipChanged, migrated, written } from './events.ts'
import { createFaults, type Fault } from './faults.ts'
import { createFiles } from './files.ts'
import { createFlood, type FloodLimits } from './flood.ts'
import { createMethods, messageJson } from './methods.ts'
import { createQueries, type QueryRecord } from './queries.ts'
import { Refusal, REFUSALS, refuse } from './refusal.ts'
import { createUpdates } from './updates.ts'

export interface SeenCall {
  readonly method: string
  readonly params: Values
  readonly files: readonly string[]
  /** By the loopback's clock. */
  readonly at: number
}

export interface LoopbackOptions {
  readonly clock: Clock
  readonly token?: string
  /** Enforces these limits. */
  readonly limits?: FloodLimits
  /** Checks calls against the API's definition. */
  readonly definition?: TelegramApi | undefined
  /** Methods that this server does not know, as an older one. */
  readonly without?: readonly string[]
  /** Keeps no list of calls: for very many. */
  readonly forgetful?: boolean
  /** Milliseconds that every answer takes on its way. */
  readonly latency?: number
}

export type Loopback = Awaited<ReturnType<typeof startLoopback>>

export const TOKEN = '4200000001:AAH-secret_bot_token_xxxxxxxxxxxxxxx'

const SENDING = /^send(?!ChatAction)/

export async function startLoopback(options: LoopbackOptions) {
  const { clock, definition, without = [], forgetful = false, latency = 0 } = options
  let token = options.token ?? TOKEN
  const calls: SeenCall[] = []
  const problems: string[] = []
  const faults = createFaults()
  const chats = createChats(clock.now)
  const files = createFiles()
  const queries = createQueries(clock)
  const updates = createUpdates(clock)
  const flood = createFlood(options.limits)
  const commands = new Map<string, readonly Values[]>()
  const profile = new Map<string, unknown>([['name', 'Kawaraban Bot']])
  const actions: { chat: number; topic: number | undefined; action: string }[] = []
  const methods = createMethods({ chats, files, queries, commands, profile, actions })
  /** Times before which nothing may be called: overall, and by chat. */
  const closed = new Map<string, number>()
  const refused = new Map<number, number>()
  let running = 0

  /** Methods about the connection itself. */
  const life: Readonly<Record<string, (params: Values) => unknown>> = {
    setWebhook: (params) => updates.setWebhook(params),
    deleteWebhook: (params) => updates.deleteWebhook(params),
    getWebhookInfo: () => ({
      url: updates.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pending,
    }),
    logOut: () => true,
    close: () => true,
  }

  const server = createServer((request, response) => {
    running++
    handle(request, response)
      .catch((error: unknown) => {
        problems.push(`the loopback failed: ${error instanceof Error ? error.stack : String(error)}`)
        response.destroy()
      })
      .finally(() => running--)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    root: `http://127.0.0.1:${port}`,
    /** The owner has taken a new token: the old one is none any more. */
    rotate(next: string): void {
      token = next
    },
    chats,
    files,
    queries,
    updates,
    flood,
    faults,
    commands,
    profile,
    actions,
    calls,
    /** Everything that was wrong with what the client sent; a test ends by finding none. */
    problems: problems as readonly string[],
    /** Refusals by their status. */
    refused: refused as ReadonlyMap<number, number>,
    /** Calls in progress, but for the long poll. */
    get running() {
      return running - (updates.polled ? 1 : 0)
    },
    /** Calls of a kind. */
    seen: (method: RegExp) => calls.filter((one) => method.test(one.method)),
    /** Somebody writes; gives the update's number. */
    write(chat: LoopbackChat, text: string, where: Circumstances = {}): number {
      const { member, topic } = where
      const message = chats.post(chat, {
        from: member ?? 0,
        text,
        keyboard: [],
        silent: false,
        protected: false,
        ...(topic !== undefined && { topic }),
      })
      return updates.push(written(chat, message.id, text, { date: seconds(), ...where }))
    },
    /** Somebody clicks the button with this label, or this data, under the newest message that has it. */
    click(chat: LoopbackChat, button: string | RegExp, where: Circumstances = {}): QueryRecord {
      const is = (text: string) => (typeof button === 'string' ? text === button : button.test(text))
      const found = chat.messages
        .toReversed()
        .flatMap((message) => message.keyboard.flat().map((one) => ({ message, one })))
        .find(({ one }) => is(one.text) || is(one.callback_data ?? ''))
      if (!found?.one.callback_data) throw new Error(`no button ${String(button)} in chat ${chat.id}`)
      const query = queries.open()
      const message = messageJson(chat, found.message, files)
      updates.push(clicked(query.id, message, found.one.callback_data, where))
      return query
    },
    /** Somebody types after the bot's name, anywhere. */
    typeInline(text: string, where: Circumstances = {}): QueryRecord {
      const query = queries.open()
      updates.push(inlineTyped(query.id, text, where))
      return query
    },
    /** The bot is added, removed, blocked: told, and true from now on. */
    setMembership(
      chat: LoopbackChat,
      status: LoopbackChat['bot']['status'],
      where: Circumstances = {},
    ): number {
      const before = chat.bot.status
      chat.bot = { status }
      const out = status === 'kicked' || status === 'left'
      if (out) chat.shut = chat.type === 'private' ? 'blocked' : 'kicked'
      else delete chat.shut
      return updates.push(membershipChanged(chat, before, status, { date: seconds(), ...where }))
    },
    /** A group becomes a supergroup, with service messages or without. */
    migrate(from: LoopbackChat, to: number, { silently = false } = {}): LoopbackChat {
      const { topics: _, members, shut: __, ...rest } = from
      const chat = chats.add({
        ...rest,
        id: to,
        type: 'supergroup',
        messages: [],
        members: Object.fromEntries(members),
      })
      from.movedTo = to
      if (!silently) {
        for (const update of migrated(from, chat, [chats.nextId(), chats.nextId()])) updates.push(update)
      }
      return chat
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }

  function seconds(): number {
    return Math.floor(clock.now() / 1000)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?')
    const [, isFile, given, rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(decodeURIComponent(path)) ?? []
    const call = await readCall(request)
    if (isFile) return download(response, given === token ? rest.replace(/^documents\//, '') : '')
    const { params } = call
    if (!forgetful)
      calls.push({
        method: rest,
        params,
        files: [...call.files.values()].map(({ name }) => name),
        at: clock.now(),
      })
    const scripted = faults.take(rest, params)
    const fault = scripted?.kind === 'pass' ? undefined : scripted
    const cut = new AbortController()
    response.once('close', () => cut.abort())
    const answer = await carryOut(rest, call, given === token, fault, cut.signal)
    if (fault?.kind === 'silence') return
    if (fault?.kind === 'reset') return void response.destroy()
    const delay = latency + (fault?.kind === 'delay' ? fault.milliseconds : 0)
    if (delay > 0) await new Promise<void>((resolve) => void clock.after(delay, resolve))
    const { status, body } = answer
    if (status !== 200) refused.set(status, (refused.get(status) ?? 0) + 1)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async function carryOut(
    method: string,
    call: ReceivedCall,
    authorized: boolean,
    fault: Fault | undefined,
    cut: AbortSignal,
  ) {
    const { params } = call
    try {
      if (!authorized) refuse('unauthorized')
      if (fault?.kind === 'refuse') refuse(fault.as)
      if (fault?.kind === 'status') throw new Refusal(fault.status, fault.text ?? 'Internal Server Error')
      if (fault?.kind === 'reset' && !fault.accepted) return { status: 200, body: undefined }
      if (fault?.kind === 'limit') limit(params, fault.retryAfter)
      if (method === 'getUpdates') return ok(await updates.getUpdates(params, cut))
      const run = without.includes(method) ? undefined : (methods[method] ?? life[method])
      if (!run) {
        if (!without.includes(method)) problems.push(`${method}: the loopback has no such method`)
        refuse('noMethod')
      }
      check(method, call)
      if (SENDING.test(method)) {
        const weight = method === 'sendMediaGroup' ? (params.media as readonly unknown[]).length : 1
        const chat = chats.get(Number(params.chat_id))
        flood.accept(
          String(params.chat_id),
          weight,
          chat !== undefined && chat.type !== 'private',
          clock.now(),
        )
      }
      return ok(run(params, call))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, message, parameters } = error
      return {
        status,
        body: { ok: false, error_code: status, description: message, ...(parameters && { parameters }) },
      }
    }
  }

  function check(method: string, call: ReceivedCall): void {
    const now = clock.now()
    const found = problemsOf(method, call)
    for (const key of ['everything', String(call.params.chat_id)]) {
      if (SENDING.test(method) && now < (closed.get(key) ?? 0)) found.push(`before its retry_after`)
    }
    if (definition) found.push(...definition(method, call.params))
    problems.push(...found.map((one) => `${method}: ${one}`))
  }

  function limit({ chat_id: chat }: Values, seconds: number): never {
    closed.set(chat === undefined ? 'everything' : String(chat), clock.now() + seconds * 1000)
    throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  }

  function download(response: ServerResponse, id: string): void {
    const file = files.get(id)
    if (file) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
    else
      response
        .writeHead(404)
        .end(JSON.stringify({ ok: false, error_code: 404, description: REFUSALS.noMethod[1] }))
  }
}

function ok(result: unknown) {
  return { status: 200, body: { ok: true, result } }
}
