/** The queue of updates: long polling that confirms by offset and suffers one poller only, or a webhook. */
import type { Clock } from '#src/clock.ts'
import type { Values } from './body.ts'
import type { Update } from './events.ts'
import { Refusal, REFUSALS, refuse } from './refusal.ts'

interface Numbered {
  readonly update_id: number
  readonly [kind: string]: unknown
}

interface Poll {
  readonly offset: number
  readonly answer: (updates: readonly Numbered[]) => void
  readonly fail: (refusal: Refusal) => void
}

export type Updates = ReturnType<typeof createUpdates>

export function createUpdates(clock: Clock) {
  let pending: Numbered[] = []
  const sent: Numbered[] = []
  let poll: Poll | undefined
  let webhook: { readonly url: string; readonly secret: string | undefined } | undefined
  let last = 5000
  let confirmed = 0
  let delivering = Promise.resolve()

  return {
    /** Queues an update and gives its number. */
    push(update: Update): number {
      queue({ update_id: ++last, ...update })
      return last
    },
    /** Delivers an update once more, as Telegram does where it did not hear that it had arrived. */
    again(number: number): void {
      const update = sent.find(({ update_id }) => update_id === number)
      if (!update) throw new Error(`there was no update ${number}`)
      queue(update)
    },
    /** The number of the newest update. */
    get newest() {
      return last
    },
    /** The highest number that is confirmed. */
    get confirmed() {
      return confirmed
    },
    get pending() {
      return pending.length
    },
    /** Whether somebody polls at this moment. */
    get polled() {
      return poll !== undefined
    },
    get webhook() {
      return webhook
    },
    /** Resolves when the webhook has had all there is. */
    delivered: () => delivering,
    /** `signal` fires when the poller's connection is cut. */
    getUpdates({ offset, timeout, limit }: Values, signal: AbortSignal): Promise<readonly Numbered[]> {
      if (webhook) refuse('webhookActive')
      // The newer one goes on; the older one is told to go.
      const [status, text] = REFUSALS.twoPollers
      poll?.fail(new Refusal(status, text))
      poll = undefined
      if (typeof offset === 'number' && offset > 0) {
        confirmed = Math.max(confirmed, offset - 1)
        pending = pending.filter(({ update_id }) => update_id >= offset)
      }
      const most = typeof limit === 'number' ? limit : 100
      const ready = pending.slice(0, most)
      if (ready.length > 0 || !timeout) return Promise.resolve(ready)
      return new Promise((resolve, reject) => {
        const cancel = clock.after(Number(timeout) * 1000, () => {
          if (poll === own) poll = undefined
          resolve([])
        })
        const own: Poll = {
          offset: Number(offset ?? 0),
          answer(updates) {
            cancel()
            resolve(updates.slice(0, most))
          },
          fail(refusal) {
            cancel()
            reject(refusal)
          },
        }
        poll = own
        signal.addEventListener('abort', () => {
          cancel()
          if (poll === own) poll = undefined
          resolve([])
        })
      })
    },
    setWebhook({ url, secret_token: secret }: Values): true {
      webhook = url
        ? { url: String(url), secret: secret === undefined ? undefined : String(secret) }
        : undefined
      if (webhook) delivering = delivering.then(deliver)
      return true
    },
    deleteWebhook({ drop_pending_updates: drop }: Values): true {
      webhook = undefined
      if (drop) pending = []
      return true
    },
  }

  function queue(update: Numbered): void {
    sent.push(update)
    pending.push(update)
    if (webhook) delivering = delivering.then(deliver)
    else hand()
  }

  function hand(): void {
    const waiting = poll
    if (!waiting || pending.length === 0) return
    poll = undefined
    waiting.answer(pending)
  }

  /** As Telegram: in order, and again where the answer is not 2xx. */
  async function deliver(): Promise<void> {
    for (let tries = 0; webhook && pending[0] && tries < 5; ) {
      const { url, secret } = webhook
      const [update] = pending
      // What ends TLS before a bot passes it on in the clear.
      const answer = await fetch(url.replace(/^https:/u, 'http:'), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
      }).catch(() => undefined)
      if (answer?.ok) {
        confirmed = Math.max(confirmed, update.update_id)
        pending = pending.slice(1)
        tries = 0
      } else tries++
    }
  }
}
