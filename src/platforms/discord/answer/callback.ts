/** What can be sent about one interaction: the first response, edits of it, further messages. */
import { type REST, Routes } from 'discord.js'
import { type Clock, pause } from '#src/clock.ts'
import type { PreparedMessage } from '../render/prepared.ts'
import { CODES, type Failure } from '../failures.ts'
import type { DiscordModal } from '../receive/form.ts'
import type { Interaction } from '../receive/incoming.ts'
import { attempt, persist, type Result } from '../api.ts'

/** Milliseconds after its arrival in which an interaction wants its first response; Discord counts 3,000. */
export const ACKNOWLEDGE_WITHIN = 2800

/** Milliseconds for one try, so that a response lost on the way can be sent again in time. */
const TRY = 1200

/** Visible to the asker alone. */
const EPHEMERAL = 64

export type First =
  | { readonly type: 'message'; readonly preparedMessage: PreparedMessage; readonly alone: boolean }
  | { readonly type: 'deferred'; readonly alone: boolean }
  | { readonly type: 'update'; readonly preparedMessage: PreparedMessage }
  | { readonly type: 'deferredUpdate' }
  | { readonly type: 'form'; readonly modal: DiscordModal }
  | {
      readonly type: 'suggestions'
      readonly choices: readonly { readonly name: string; readonly value: string }[]
    }

/** How a first response ended. */
export type Acknowledgement =
  | {
      readonly kind: 'done'
      /** The id of the message that all see, where Discord says it. */
      readonly message?: string
    }
  /** Somebody else has answered: another process, or a second delivery of the same interaction. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface Callback {
  /** The first response. Tried again while it is not known to have arrived and there is time. */
  acknowledge(first: First): Promise<Acknowledgement>
  /** Puts the first response, or the message of a clicked control, into another form. */
  edit(preparedMessage: PreparedMessage): Promise<Result<unknown>>
  /** A further message. Not tried again once it may have arrived, as it could be seen twice. */
  follow(preparedMessage: PreparedMessage, alone: boolean): Promise<Result<unknown>>
  /** Takes the first response away. */
  remove(): Promise<Result<unknown>>
}

export function createCallback(interaction: Interaction, rest: REST, clock: Clock): Callback {
  const { id, token, application } = interaction
  const arrived = clock.now()
  const original = Routes.webhookMessage(application, token, '@original')
  // The token in the address is the authority; the bot's own has no business there.
  const auth = false
  return {
    async acknowledge(first) {
      const { body, files } = formOf(first)
      const asksBack = first.type === 'message' && !first.alone
      const query = asksBack ? { query: new URLSearchParams({ with_response: 'true' }) } : {}
      for (let lost = 0; ; lost++) {
        const result = await attempt(() =>
          timed(clock, (signal) =>
            rest.post(Routes.interactionCallback(id, token), { auth, body, files, signal, ...query }),
          ),
        )
        if ('value' in result) {
          const message = messageIn((result.value as { readonly resource?: unknown } | undefined)?.resource)
          return { kind: 'done', ...(message !== undefined && { message }) }
        }
        const { failure } = result
        if (failure.kind === 'refused' && failure.code === CODES.alreadyAcknowledged) {
          // After a response that seemed lost, this says that it had arrived.
          return { kind: lost > 0 ? 'done' : 'taken' }
        }
        const again = failure.kind === 'lost' || failure.kind === 'unreached'
        if (!again || lost >= 3 || clock.now() - arrived >= ACKNOWLEDGE_WITHIN)
          return { kind: 'failed', failure }
      }
    },
    edit: ({ body, files }) => persist(clock, () => rest.patch(original, { auth, body, files })),
    async follow({ body, files }, alone) {
      const send = () =>
        attempt(() =>
          rest.post(Routes.webhook(application, token), { auth, body: visible(body, alone), files }),
        )
      const result = await send()
      if (!('failure' in result) || result.failure.kind !== 'unreached') return result
      await pause(clock, 500)
      return send()
    },
    remove: () => persist(clock, () => rest.delete(original, { auth })),
  }
}

function formOf(first: First): { readonly body: unknown; readonly files: PreparedMessage['files'] } {
  switch (first.type) {
    case 'message':
      return {
        body: { type: 4, data: visible(first.preparedMessage.body, first.alone) },
        files: first.preparedMessage.files,
      }
    case 'update':
      return { body: { type: 7, data: first.preparedMessage.body }, files: first.preparedMessage.files }
    case 'deferred':
      return { body: first.alone ? { type: 5, data: { flags: EPHEMERAL } } : { type: 5 }, files: [] }
    case 'deferredUpdate':
      return { body: { type: 6 }, files: [] }
    case 'form':
      return { body: { type: 9, data: first.modal }, files: [] }
    case 'suggestions':
      return { body: { type: 8, data: { choices: first.choices } }, files: [] }
  }
}

function visible(body: PreparedMessage['body'], alone: boolean): PreparedMessage['body'] {
  return alone ? { ...body, flags: body.flags | EPHEMERAL } : body
}

/** The id of the message that a response of Discord's has. */
function messageIn(resource: unknown): string | undefined {
  return idOf((resource as { readonly message?: unknown } | undefined)?.message)
}

/** The id of a message as Discord gives it. */
export function idOf(message: unknown): string | undefined {
  const id = (message as { readonly id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}

/** Breaks a call off after `TRY` milliseconds. */
async function timed<Value>(clock: Clock, call: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController()
  const cancel = clock.after(TRY, () => controller.abort())
  try {
    return await call(controller.signal)
  } finally {
    cancel()
  }
}
