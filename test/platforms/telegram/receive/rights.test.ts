/** Who may, where Telegram does not say so at once, and where a group has become a supergroup meanwhile. */
import { describe, expect, it } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import { eventually } from '../../../support/clock.ts'
import type { Fault } from '../../../support/telegram/faults.ts'
import { ASKER, OWNER } from '../../../support/telegram/events.ts'
import { finish, quiet, reply, saidIn, startSession } from '../../../support/telegram/session.ts'

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['a 502', { kind: 'status', status: 502, text: 'Bad Gateway' }],
  ['a lost connection', { kind: 'reset', accepted: false }],
  ['no answer', { kind: 'silence' }],
  ['a 429', { kind: 'limit', retryAfter: 1 }],
]

describe('whether a member manages a group', () => {
  it.each(FAULTS)('is asked again after %s', async (_, fault) => {
    const session = await startSession()
    const { loopback, group, asked } = session
    loopback.faults.add(/^getChatMember$/, fault)
    loopback.write(group, '/settings', { member: OWNER })
    await finish(session)
    expect(asked).toMatchObject([{ manager: true }])
    expect(asked[0]).not.toHaveProperty('managerUnknown')
    expect(loopback.seen(/^getChatMember$/)).toHaveLength(2)
    expect(loopback.problems).toEqual([])
  })

  it.each([
    ['is not known where Telegram never answers', { kind: 'status', status: 500 }, 3, 'unanswered'],
    ['is not known where the bot is out', { kind: 'refuse', as: 'kicked' }, 1, 'absent'],
    [
      'is not known where members are hidden',
      { kind: 'status', status: 400, text: 'Bad Request: member list is inaccessible' },
      1,
      'hidden',
    ],
  ] as const)('%s', async (_, fault, times, why) => {
    const session = await startSession()
    const { loopback, group, asked } = session
    for (let time = 0; time < times; time++) loopback.faults.add(/^getChatMember$/, fault)
    loopback.write(group, '/settings', { member: OWNER })
    await finish(session)
    expect(asked).toMatchObject([{ manager: false, managerUnknown: why }])
    expect(loopback.faults.left).toBe(0)
  })

  it('is one question, however many commands come at once', async () => {
    const session = await startSession()
    for (let time = 0; time < 20; time++) session.loopback.write(session.group, '/funding')
    await finish(session)
    expect(session.loopback.seen(/^getChatMember$/).length).toBeLessThan(20)
  })

  it('is answered by the poster in the same words', async () => {
    const { loopback, telegram, group } = await startSession()
    const asks = () => telegram.poster.manages(`telegram:${group.id}`, String(OWNER))
    expect(await asks()).toBe('may')
    loopback.setMembership(group, 'kicked')
    expect(await asks()).toBe('absent')
  })
})

describe('a group that becomes a supergroup', () => {
  const NEW = -1_009_000_000_009
  const rows = [[{ kind: 'button', choice: 'go', label: 'Go' }]] as const
  const answer = (request: Request): Reply =>
    request.input.kind === 'click'
      ? reply('Clicked', {}, { edit: true })
      : reply('Asked', { actions: { id: 'Ab3-_xYz019', rows } })

  async function withButton(silently: boolean) {
    const moved: unknown[] = []
    const session = await startSession({ answer, parts: { onChat: (change) => moved.push(change) } })
    const { loopback, group } = session
    loopback.write(group, '/funding', { member: ASKER })
    await finish(session)
    const after = loopback.migrate(group, NEW, { silently })
    await quiet(session)
    return { session, after, moved, last: () => session.asked.at(-1) }
  }

  it('takes the buttons of its messages along: they answer where it is now', async () => {
    const { session, after, moved, last } = await withButton(false)
    const query = session.loopback.click(session.group, 'Go', { member: ASKER })
    await finish(session)
    expect(query.answer).toBeDefined()
    expect(last()).toMatchObject({ chat: `telegram:${NEW}`, input: { kind: 'click' } })
    expect(saidIn(after)).toEqual(['Clicked'])
    expect(moved).toEqual([{ chat: `telegram:${session.group.id}`, state: 'moved', to: `telegram:${NEW}` }])
  })

  it.each([
    ['en', 'The group has become a supergroup'],
    ['ja', 'グループがスーパーグループに変わったため'],
  ])('without a word is found out by a click, whose member is asked to press once more (%s)', async (locale, words) => {
    const { session, after, moved } = await withButton(true)
    const { loopback, group } = session
    const first = loopback.click(group, 'Go', { member: ASKER, locale })
    await finish(session)
    expect(first.answer).toMatchObject({ show_alert: true, text: expect.stringContaining(words) })
    expect(moved).toEqual([{ chat: `telegram:${group.id}`, state: 'moved', to: `telegram:${NEW}` }])
    loopback.click(group, 'Go', { member: ASKER, locale })
    await finish(session)
    expect(saidIn(after)).toEqual(['Clicked'])
    expect(moved).toHaveLength(1)
  })

  it('while an answer is made gets it where it is now', async () => {
    let give: () => void = () => undefined
    const made = new Promise<void>((resolve) => {
      give = resolve
    })
    const session = await startSession({ answer: () => made.then(() => reply('Late')) })
    const { loopback, group } = session
    loopback.write(group, '/funding', { member: ASKER })
    await eventually(() => session.asked.length === 1)
    const after = loopback.migrate(group, NEW, { silently: true })
    give()
    await finish(session)
    expect(saidIn(after)).toEqual(['Late'])
    expect(loopback.problems).toEqual([])
  })
})
