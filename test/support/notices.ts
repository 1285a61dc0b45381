/** Notices that a test takes down in place of a platform, and notices told at once in place of a worker. */
import type { Trouble } from '#src/chat/delivery.ts'
import type { Notice, NoticeWriter } from '#src/chat/notice.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { NoticeOutcome, Notices } from '#src/delivery/report.ts'
import { sendNotice } from '#src/delivery/sendnotice.ts'

/** Every trouble is for its own chat, and told as soon as it is due. */
export function noticesInto(
  told: Trouble[],
  send: (notice: Notice) => Promise<NoticeOutcome> = async () => ({ kind: 'sent' }),
): Notices {
  return {
    recipientsOf: async ({ schedule }) => [schedule.target],
    async send(notice, sending) {
      if (!(await sending())) return { kind: 'lost' }
      const outcome = await send(notice)
      if (outcome.kind === 'sent') told.push(...notice.troubles)
      return outcome
    },
  }
}

/** Told by the platforms themselves, as the program does. */
export function noticesBy(
  { recipientsOf, compose }: NoticeWriter,
  poster: (platform: string) => Poster | undefined,
  now: () => number,
): Notices {
  return { recipientsOf, send: (notice, sending) => sendNotice(notice, sending, { poster, compose, now }) }
}

/** As a worker would: the first recipient who takes the notice; undefined where nobody need hear or nobody takes it. */
export async function sendNow(
  notices: Notices,
  ...troubles: readonly Trouble[]
): Promise<NoticeOutcome | undefined> {
  const [first] = troubles
  const recipients = first && (await notices.recipientsOf(first))
  for (const recipient of recipients ?? []) {
    const notice = { id: 'abcdefghijklmnopqrst', recipient, troubles, tries: 1 }
    const told = await notices.send(notice, async () => true)
    if (told.kind !== 'refused') return told
  }
  return undefined
}
