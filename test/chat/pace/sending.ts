/** Sending at a pace by a fake clock, and what it came to. */
import { createPace, type Lane } from '#src/chat/pace.ts'
import type { PaceLimits } from '#src/chat/pace/chats.ts'
import { createFakeClock, type FakeClock } from '../../support/clock.ts'

export const TELEGRAM: PaceLimits = { perSecond: 30, perChatSecond: 1, perGroupMinute: 20, reserve: 0.1 }

export interface Sent {
  readonly at: number
  readonly chat: string
  readonly weight: number
  readonly lane: Lane
  readonly member?: string | undefined
}

/** A pace of its own: each `ask` is noted in `sent` with the milliseconds since the beginning. */
export function begin(limits: PaceLimits = TELEGRAM) {
  const clock = createFakeClock()
  const began = clock.now()
  const pace = createPace(limits, clock)
  const sent: Sent[] = []
  return {
    clock,
    pace,
    sent,
    ask(
      chat: string,
      {
        weight = 1,
        lane = 'post' as Lane,
        isGroup = false,
        signal = undefined as AbortSignal | undefined,
        member = undefined as string | undefined,
      } = {},
    ) {
      return pace
        .waitForSlot(chat, weight, lane, { signal, isGroup, member })
        .then(() => sent.push({ at: clock.now() - began, chat, weight, lane, member }))
    },
  }
}

/** Moves the clock as long as something waits on it, letting promises settle at every step. */
export async function run(clock: FakeClock, until = () => false): Promise<void> {
  await settle()
  while (!until() && clock.skip()) await settle()
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await Promise.resolve()
}

/** The most that any stretch of so many milliseconds holds. */
export function most(sent: readonly Sent[], length: number): number {
  let highest = 0
  let from = 0
  let sum = 0
  for (const one of sent) {
    sum += one.weight
    for (let first = sent[from]; first && first.at <= one.at - length; first = sent[++from])
      sum -= first.weight
    highest = Math.max(highest, sum)
  }
  return highest
}
