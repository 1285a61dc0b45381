/**
 * A Discord of our own on the loopback: REST and gateway, spoken to by the real client library. It checks whatever is
 * sent against Discord's limits, and against its API definition where that is at hand, and goes wrong when told to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#src/clock.ts'
import type { DiscordApi } from '../discordApi.ts'
import { type ReceivedBody, readBody } from './body.ts'
import { type BucketRules, createBuckets } from './buckets.ts'
import { createChannels } from './channels.ts'
import { problemsOfChoices, problemsOfCommands, problemsOfForm, problemsOfMessage } from './checks.ts'
import { APPLICATION, GUILD, type InteractionEvent } from './events.ts'
import { createFaults, type Fault } from './faults.ts'
import { createGateway, type GatewayRules } from './gateway.ts'
import { type Answer, createInteractionBook, type InteractionRecord } from './interactions.ts'

export interface SeenRequest {
  readonly method: string
  /** Without the API's root and version, decoded. */
  readonly path: string
  readonly body: unknown
  readonly files: readonly string[]
  /** Real milliseconds. */
  readonly at: number
}

export interface LoopbackOptions {
  readonly clock: Clock
  readonly token?: string
  readonly guilds?: readonly string[]
  readonly shards?: number
  readonly refuseIdentify?: number
  readonly heartbeat?: number
  /** Counts requests and refuses those above the limits; none are refused unless told. */
  readonly buckets?: BucketRules
  /** The time that they are counted by: the machine's own unless given, which the client library keeps to as well. */
  readonly bucketClock?: Clock
  /** Milliseconds that every answer takes on its way. */
  readonly latency?: number
  /** Checks bodies against the API's definition. */
  readonly definition?: DiscordApi | undefined
}

export type Loopback = Awaited<ReturnType<typeof startLoopback>>

export const TOKEN = 'MTIwMDAwMDAwMDAwMDAwMDAwMQ.secret.bot-token'

export async function startLoopback(options: LoopbackOptions) {
  const { clock, guilds = [GUILD], shards = 1, definition, latency = 0 } = options
  let token = options.token ?? TOKEN
  const requests: SeenRequest[] = []
  const problems: string[] = []
  const faults = createFaults()
  const book = createInteractionBook(clock)
  const channels = createChannels()
  const buckets = options.buckets && createBuckets(options.buckets, options.bucketClock?.now)
  /** Real times before which a bucket must not be called. */
  const closed = new Map<string, number>()
  let commands: unknown[] = []
  /** What single servers have beside them. */
  const own = new Map<string, unknown>()
  let running = 0

  const server = createServer((request, response) => {
    running++
    handle(request, response)
      .catch((error: unknown) => {
        problems.push(`the loopback failed: ${String(error)}`)
        response.destroy()
      })
      .finally(() => running--)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const rules: GatewayRules = {
    token: () => token,
    guilds,
    ...(options.refuseIdentify !== undefined && { refuseIdentify: options.refuseIdentify }),
    ...(options.heartbeat !== undefined && { heartbeat: options.heartbeat }),
  }
  const gateway = createGateway(server, rules)

  return {
    api: `http://127.0.0.1:${port}/api`,
    gateway,
    /** The owner has taken a new token: the old one is none any more, and its sessions end. */
    rotate(next: string): void {
      token = next
      gateway.drop(4004)
    },
    requests,
    /** Everything that was wrong with what the client sent; a test ends by finding none. */
    get problems(): readonly string[] {
      return [...problems, ...gateway.problems]
    },
    faults,
    channels,
    /** Requests that were above the limits. */
    get refused(): number {
      return buckets?.refused ?? 0
    },
    get commands(): readonly unknown[] {
      return commands
    },
    set commands(list: readonly unknown[]) {
      commands = [...list]
    },
    /** The commands of one server alone. */
    commandsIn: (guild: string): unknown => own.get(guild) ?? [],
    /** Calls under way, and interactions whose first response is being made on the other side of the socket. */
    get running() {
      return running + book.awaited()
    },
    /** Sends an interaction, and gives what becomes of it. */
    interact(event: InteractionEvent, shard = 0): InteractionRecord {
      const record = book.open(event)
      gateway.dispatch('INTERACTION_CREATE', event, shard)
      return record
    },
    /** The same, where several processes came with the same token: Discord tells each. */
    interactWithAll(event: InteractionEvent, shard = 0): InteractionRecord {
      const record = book.open(event)
      gateway.dispatchToAll('INTERACTION_CREATE', event, shard)
      return record
    },
    /** Requests of a kind. */
    seen: (method: string, path: RegExp) =>
      requests.filter((one) => one.method === method && path.test(one.path)),
    async close(): Promise<void> {
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const [address = '', search] = url.split('?')
    const path = decodeURIComponent(address.replace(/^\/api\/v\d+/, ''))
    const received = await readBody(request)
    requests.push({
      method,
      path,
      body: received.json,
      files: received.files.map(({ name }) => name),
      at: performance.now(),
    })
    const byToken = /^\/(?:interactions|webhooks)\//.test(path)
    if (!byToken && headers.authorization !== `Bot ${token}`) {
      return send(response, { status: 401, body: { code: 0, message: '401: Unauthorized' } })
    }
    if (byToken && headers.authorization !== undefined)
      problems.push(`${method} ${path} carries the bot's token`)
    const bucket = `${method} ${byToken ? path : path.replace(/\/messages\/.*/, '/messages/:id')}`
    for (const key of [bucket, 'everything']) {
      if (performance.now() < (closed.get(key) ?? 0))
        problems.push(`${method} ${path} before its retry_after`)
    }
    const verdict = byToken ? undefined : buckets?.take(method, path)
    if (verdict?.retryAfter !== undefined) {
      const { retryAfter, isGlobal: global } = verdict
      return misbehave(response, { kind: 'limit', retryAfter, global }, bucket)
    }
    const scripted = faults.take(method, path)
    const fault = scripted?.kind === 'pass' ? undefined : scripted
    if (fault && fault.kind !== 'silence' && !(fault.kind === 'reset' && fault.accepted)) {
      return misbehave(response, fault, bucket)
    }
    check(method, path, received)
    const answer = route(method, path, received, new URLSearchParams(search)) ?? {
      status: 404,
      body: { code: 0, message: '404: Not Found' },
    }
    if (fault?.kind === 'silence') return
    if (fault) return void response.destroy()
    if (latency > 0) await new Promise<void>((resolve) => void clock.after(latency, resolve))
    send(response, answer, verdict?.headers)
  }

  function misbehave(response: ServerResponse, fault: Fault, bucket: string): void {
    if (fault.kind === 'status') {
      const { status, code = 0, errors } = fault
      send(response, { status, body: { code, message: 'a fault', ...(errors !== undefined && { errors }) } })
    } else if (fault.kind === 'limit') {
      const { retryAfter, global = false } = fault
      closed.set(global ? 'everything' : bucket, performance.now() + retryAfter * 1000)
      send(
        response,
        { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } },
        {
          'retry-after': String(retryAfter),
          'x-ratelimit-scope': global ? 'global' : 'user',
          ...(global
            ? { 'x-ratelimit-global': 'true' }
            : {
                'x-ratelimit-limit': '5',
                'x-ratelimit-remaining': '0',
                'x-ratelimit-reset-after': String(retryAfter),
                'x-ratelimit-bucket': 'b1',
              }),
        },
      )
    } else response.destroy()
  }

  function route(
    method: string,
    path: string,
    { json, files }: ReceivedBody,
    query: URLSearchParams,
  ): Answer | undefined {
    if (path === '/gateway/bot') {
      return {
        status: 200,
        body: {
          url: `ws://127.0.0.1:${port}`,
          shards,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 },
        },
      }
    }
    if (path === `/applications/${APPLICATION}/commands`) {
      if (method === 'PUT') {
        // Discord tells more than it was told, and leaves out what is the default.
        commands = (json as Readonly<Record<string, unknown>>[]).map(({ options, ...command }, index) => ({
          id: String(1_300_000_000_000_000_000n + BigInt(index)),
          application_id: APPLICATION,
          version: '1',
          nsfw: false,
          ...command,
          ...((options as unknown[]).length > 0 && { options }),
        }))
      }
      return { status: 200, body: commands }
    }
    const [, guild] = /^\/applications\/\d+\/guilds\/(\d+)\/commands$/.exec(path) ?? []
    if (guild !== undefined) {
      if (method === 'PUT') own.set(guild, json)
      return { status: 200, body: own.get(guild) ?? [] }
    }
    if (method === 'GET' && path === '/users/@me') {
      return { status: 200, body: { id: APPLICATION, username: 'kawaraban', discriminator: '0', bot: true } }
    }
    const [, kind, first = '', second = '', third] = path.split('/')
    if (kind === 'interactions')
      return book.callback(first, second, json, files, {
        withResponse: query.get('with_response') === 'true',
      })
    if (kind === 'webhooks' && third === undefined) return book.follow(second, json, files)
    if (kind === 'webhooks' && method === 'DELETE') return book.remove(second)
    if (kind === 'webhooks') return book.edit(second, json, files)
    return channels.answer(method, path, json, files, query)
  }

  function check(method: string, path: string, { json, files, size }: ReceivedBody): void {
    const report = (found: readonly string[]) =>
      problems.push(...found.map((one) => `${method} ${path.replace(/secret-token-\d+/, ':token')}: ${one}`))
    if (size > 25 * 1024 * 1024) report(['a request above 25 MiB'])
    if (method === 'PUT') {
      report(problemsOfCommands(json))
      // The definition has a number where the documentation and every library have a string.
      for (const command of json as Readonly<Record<string, unknown>>[]) {
        const { default_member_permissions: may } = command
        const body = { ...command, default_member_permissions: may === null ? null : Number(may) }
        if (definition) report(definition('ApplicationCommandUpdateRequest', body))
      }
    }
    const schema = SCHEMAS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2]
    if (schema === undefined) return
    if (schema === 'CreatePrivateChannelRequest') {
      if (definition) report(definition(schema, json))
      return
    }
    if (schema !== 'callback') {
      const message = schema === 'thread' ? (json as { message: unknown }).message : json
      report(problemsOfMessage(message, files, { edit: method === 'PATCH' }))
      if (definition) report(definition(schema === 'thread' ? 'CreateForumThreadRequest' : schema, json))
      return
    }
    const { type, data } = json as { type: number; data?: unknown }
    if (type === 4 || type === 7) report(problemsOfMessage(data, files, { edit: type === 7 }))
    if (type === 8) report(problemsOfChoices(data))
    if (type === 9) report(problemsOfForm(data))
    const name =
      type === 8
        ? 'ApplicationCommandAutocompleteCallbackRequest'
        : type === 9
          ? 'ModalInteractionCallbackRequest'
          : type === 6 || type === 7
            ? 'UpdateMessageInteractionCallbackRequest'
            : 'CreateMessageInteractionCallbackRequest'
    if (definition) report(definition(name, json))
  }
}

/** What the body of each route is: messages, but for the last; `callback` and `thread` hold one. */
const SCHEMAS: readonly (readonly [string, RegExp, string])[] = [
  ['POST', /^\/interactions\//, 'callback'],
  ['PATCH', /^\/webhooks\//, 'IncomingWebhookUpdateRequestPartial'],
  ['POST', /^\/webhooks\//, 'IncomingWebhookRequestPartial'],
  ['POST', /^\/channels\/\d+\/messages$/, 'MessageCreateRequest'],
  ['PATCH', /^\/channels\/\d+\/messages\/\d+$/, 'MessageEditRequestPartial'],
  ['POST', /^\/channels\/\d+\/threads$/, 'thread'],
  ['POST', /^\/users\/@me\/channels$/, 'CreatePrivateChannelRequest'],
]

function send(
  response: ServerResponse,
  { status, body }: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  // The library reads an empty answer as JSON where its head says so.
  if (body === undefined) response.writeHead(status, headers).end()
  else
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
