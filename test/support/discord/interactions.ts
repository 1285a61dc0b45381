/** What a loopback Discord knows of each interaction: its clocks, its first response, its messages. */
import type { Clock } from '#src/clock.ts'
import type { ReceivedFile } from './body.ts'
import { snowflake } from './events.ts'

export interface ShownMessage {
  readonly id: string
  readonly body: unknown
  readonly files: readonly ReceivedFile[]
  readonly private: boolean
}

export interface InteractionRecord {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly at: number
  readonly guildInstall: boolean
  /** Real milliseconds, for how long acknowledging took. */
  readonly began: number
  acknowledged:
    | { readonly type: number; readonly at: number; readonly took: number; readonly data: unknown }
    | undefined
  /** The answer, or the message of the clicked control after an update. */
  original: ShownMessage | undefined
  readonly follows: ShownMessage[]
  /** How often the answer was edited. */
  edits: number
  removed: boolean
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

const error = (status: number, code: number, message: string): Answer => ({ status, body: { code, message } })

const ACKNOWLEDGE = 3000
const LIFE = 15 * 60_000
/** Real milliseconds after which no first response is expected any more. */
const PATIENCE = 1500

export function createInteractionBook(clock: Clock) {
  const records = new Map<string, InteractionRecord>()
  const alive = (token: string) => {
    const record = records.get(token)
    return record && clock.now() - record.at <= LIFE ? record : undefined
  }
  return {
    records,
    /** How many have no first response yet, but for those that got none for long. */
    awaited: () =>
      [...records.values()].filter(
        ({ acknowledged, began }) => !acknowledged && performance.now() - began < PATIENCE,
      ).length,
    open(event: { id: string; token: string; type: number; [name: string]: unknown }): InteractionRecord {
      const owners = event.authorizing_integration_owners as Readonly<Record<string, unknown>>
      const record: InteractionRecord = {
        id: event.id,
        token: event.token,
        type: event.type,
        at: clock.now(),
        began: performance.now(),
        guildInstall: '0' in owners,
        acknowledged: undefined,
        original: undefined,
        follows: [],
        edits: 0,
        removed: false,
      }
      records.set(event.token, record)
      return record
    },

    /** `POST /interactions/{id}/{token}/callback`. */
    callback(
      id: string,
      token: string,
      body: unknown,
      files: readonly ReceivedFile[],
      { withResponse = false } = {},
    ): Answer {
      const record = records.get(token)
      if (!record || record.id !== id) return error(404, 10062, 'Unknown interaction')
      if (record.acknowledged) return error(400, 40060, 'Interaction has already been acknowledged.')
      if (clock.now() - record.at > ACKNOWLEDGE) return error(404, 10062, 'Unknown interaction')
      const { type, data } = body as { type: number; data?: { flags?: number } }
      const allowed =
        ({ 2: [4, 5, 9], 3: [4, 5, 6, 7, 9], 4: [8], 5: [4, 5, 6, 7] } as Record<number, number[]>)[
          record.type
        ] ?? []
      if (!allowed.includes(type))
        return error(400, 50035, `type ${type} for an interaction of type ${record.type}`)
      const now = clock.now()
      record.acknowledged = { type, at: now, took: performance.now() - record.began, data }
      if (type === 4 || type === 7) record.original = shown(data, files)
      if (!withResponse) return { status: 204 }
      const message = record.original && { id: record.original.id }
      return {
        status: 200,
        body: { interaction: { id, type: record.type }, resource: { type, ...(message && { message }) } },
      }
    },

    /** `PATCH /webhooks/{application}/{token}/messages/@original`. */
    edit(token: string, body: unknown, files: readonly ReceivedFile[]): Answer {
      const record = alive(token)
      if (!record) return error(401, 50027, 'Invalid Webhook Token')
      if (!record.acknowledged) return error(404, 10015, 'Unknown Webhook')
      if (record.removed) return error(404, 10008, 'Unknown Message')
      const deferred = (record.acknowledged.data as { flags?: number } | undefined)?.flags === 64
      record.original = { ...shown(body, files), private: record.original?.private ?? deferred }
      record.edits++
      return { status: 200, body: { id: record.original.id } }
    },

    /** `DELETE …/@original`. */
    remove(token: string): Answer {
      const record = alive(token)
      if (!record?.acknowledged) return error(404, 10015, 'Unknown Webhook')
      record.removed = true
      record.original = undefined
      return { status: 204 }
    },

    /** `POST /webhooks/{application}/{token}`. */
    follow(token: string, body: unknown, files: readonly ReceivedFile[]): Answer {
      const record = alive(token)
      if (!record) return error(401, 50027, 'Invalid Webhook Token')
      if (!record.acknowledged) return error(404, 10015, 'Unknown Webhook')
      if (!record.guildInstall && record.follows.length >= 5) return error(400, 40094, 'No more follow-ups')
      const message = shown(body, files)
      record.follows.push(message)
      return { status: 200, body: { id: message.id } }
    },
  }
}

export function shown(body: unknown, files: readonly ReceivedFile[]): ShownMessage {
  const flags = (body as { flags?: number } | undefined)?.flags ?? 0
  return { id: snowflake(), body, files, private: (flags & 64) !== 0 }
}

/** All that a reader sees of a message, as text. */
export function textOf(message: ShownMessage | undefined): string {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { content, label, placeholder } = value as Record<string, unknown>
    for (const text of [content, label, placeholder]) if (typeof text === 'string') found.push(text)
    for (const child of Object.values(value)) visit(child)
  }
  visit(message?.body)
  return found.join('\n')
}
