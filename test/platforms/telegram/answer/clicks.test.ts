/** Buttons on Telegram through grammY: edited in place, always answered, hints for the member who clicked alone, questions in turn. */
import { describe, expect, it } from 'vitest'
import type { Control } from '#src/chat/action.ts'
import type { RequestInput, Reply } from '#src/chat/request.ts'
import { eventually } from '../../../support/clock.ts'
import { image } from '../../../support/messages.ts'
import { ASKER, OTHER } from '../../../support/telegram/events.ts'
import {
  finish,
  quiet,
  reply,
  saidIn,
  type Session,
  startSession,
} from '../../../support/telegram/session.ts'

const ID = 'Ab3-_xYz019'
const button = (choice: string, more: Partial<Extract<Control, { kind: 'button' }>> = {}): Control => ({
  kind: 'button',
  choice,
  label: choice,
  ...more,
})

function answer(
  title: string,
  controls: readonly Control[],
  images: string[] = [],
  more: Partial<Reply> = {},
) {
  return reply(
    title,
    { images: images.map((name) => image(name)), actions: { id: ID, rows: [controls] } },
    more,
  )
}

/** A session whose bot answers the command with buttons, and a click with what the test says. */
async function shown(
  first: Reply,
  click: (payload: string) => Reply | Promise<Reply>,
  where: 'privateChat' | 'group' = 'privateChat',
) {
  const session = await startSession({
    answer: ({ input }) => (input.kind === 'click' ? click(input.payload) : first),
  })
  session.loopback.write(session[where], '/funding')
  await finish(session)
  return session
}

function answerOf({ loopback }: Session) {
  expect(loopback.queries.unanswered).toEqual([])
  expect(loopback.problems).toEqual([])
}

describe('a click', () => {
  it.each([
    ['text in the place of text', [], [], 'editMessageText'],
    ['a picture in the place of a picture', ['a'], ['b'], 'editMessageMedia'],
    ['a picture in the place of text', [], ['b'], 'editMessageMedia'],
  ])('edits the answer in place: %s', async (_, before, after, method) => {
    const session = await shown(answer('Before', [button('go')], before), () =>
      answer('After', [button('go')], after, { edit: true }),
    )
    const query = session.loopback.click(session.privateChat, 'go')
    await finish(session)
    expect(session.loopback.seen(/^editMessage/).map((call) => call.method)).toEqual([method])
    expect(saidIn(session.privateChat)).toEqual(['After'])
    expect(query.answer).toEqual({})
    answerOf(session)
  })

  it('that turns a picture into words sends them anew and takes the picture away', async () => {
    const session = await shown(answer('Before', [button('go')], ['a']), () =>
      answer('After', [button('go')], [], { edit: true }),
    )
    session.loopback.click(session.privateChat, 'go')
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['After'])
    answerOf(session)
  })

  it('of an album’s answer edits each picture, and the words', async () => {
    const session = await shown(answer('Before', [button('go')], ['a', 'b']), () =>
      answer('After', [button('go')], ['a', 'b'], { edit: true }),
    )
    const before = session.privateChat.messages.length
    session.loopback.click(session.privateChat, 'go')
    await finish(session)
    expect(session.privateChat.messages).toHaveLength(before)
    expect(saidIn(session.privateChat).join('\n')).toContain('After')
    expect(saidIn(session.privateChat).join('\n')).not.toContain('Before')
    answerOf(session)
  })

  it('that changes nothing is no error', async () => {
    const same = answer('Same', [button('go')], [], { edit: true })
    const session = await shown(same, () => same)
    session.loopback.click(session.privateChat, 'go')
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['Same'])
    expect(session.loopback.refused.get(400)).toBe(1)
    expect(session.log.filter((line) => line.startsWith('warning'))).toEqual([])
    answerOf(session)
  })

  it('of an answer that was deleted meanwhile sends it anew', async () => {
    let give: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      give = resolve
    })
    const session = await shown(answer('Before', [button('go')]), async () => {
      await slow
      return answer('After', [button('go')], [], { edit: true })
    })
    session.loopback.click(session.privateChat, 'go')
    await eventually(() => session.asked.length === 2)
    session.privateChat.messages.splice(0)
    give()
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['After'])
    answerOf(session)
  })

  it('by somebody whom it does not concern shows a hint to them alone', async () => {
    const hint = reply(
      '',
      { blocks: [{ kind: 'paragraph', text: 'Only Asker may click this.' }] },
      { private: true },
    )
    const session = await shown(answer('Before', [button('go')]), () => hint, 'group')
    const query = session.loopback.click(session.group, 'go', { member: OTHER })
    await finish(session)
    expect(query.answer).toMatchObject({ show_alert: true, text: expect.stringContaining('Only Asker') })
    expect(saidIn(session.group)).toEqual(['Before'])
    answerOf(session)
  })

  it('whose answer takes long is acknowledged meanwhile, and answered in the end', async () => {
    let give: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      give = resolve
    })
    const session = await shown(answer('Before', [button('go')]), async () => {
      await slow
      return answer('After', [button('go')], [], { edit: true })
    })
    const query = session.loopback.click(session.privateChat, 'go')
    await eventually(() => session.asked.length === 2)
    session.clock.advance(6000)
    await quiet(session)
    expect(query.answer).toBeDefined()
    give()
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['After'])
    answerOf(session)
  })

  it('that comes twice is carried out once', async () => {
    let clicks = 0
    const session = await shown(answer('Before', [button('go')]), () => {
      clicks++
      return answer(`After ${clicks}`, [button('go')], [], { edit: true })
    })
    session.loopback.click(session.privateChat, 'go')
    await finish(session)
    session.loopback.updates.again(session.loopback.updates.newest)
    await finish(session)
    expect(clicks).toBe(1)
  })

  it('of a button that is none of ours is answered with a sentence', async () => {
    const session = await startSession()
    session.loopback.chats.post(session.privateChat, {
      from: 'bot',
      text: 'old',
      keyboard: [[{ text: 'old', callback_data: 'something else' }]],
      silent: false,
      protected: false,
    })
    const query = session.loopback.click(session.privateChat, 'old', { locale: 'ja' })
    await finish(session)
    expect(query.answer?.text).toMatch(/[ぁ-ん]/)
    expect(session.asked).toEqual([])
    answerOf(session)
  })

  it('asks anew whether the member who clicked may decide', async () => {
    const session = await shown(answer('Before', [button('go')]), () => reply('x'), 'group')
    session.loopback.click(session.group, 'go', { member: OTHER })
    await finish(session)
    session.group.members.set(OTHER, { status: 'administrator' })
    session.loopback.click(session.group, 'go', { member: OTHER })
    await finish(session)
    expect(session.asked.slice(1).map(({ manager }) => manager)).toEqual([false, true])
    answerOf(session)
  })
})

describe('a choice of many', () => {
  it('has a switch for each option; a click tells all that are chosen then', async () => {
    const select: Control = {
      kind: 'select',
      label: 'Which sections?',
      many: { choice: 'sections', least: 1, most: 3 },
      options: [
        { choice: 'funding', label: 'Funding', active: true },
        { choice: 'volume', label: 'Volume' },
        { choice: 'macro', label: 'Macro', active: true },
      ],
    }
    const session = await shown(answer('Before', [select]), () => reply('x', {}, { edit: true }))
    session.loopback.click(session.privateChat, /Volume/)
    await finish(session)
    expect(session.asked[1]?.input).toMatchObject({
      kind: 'click',
      payload: `a:${ID}:sections`,
      chosen: ['funding', 'volume', 'macro'],
    })
    answerOf(session)
  })
})

describe('a button that asks questions first', () => {
  const form = {
    title: 'When',
    fields: [
      { name: 'time', label: 'Time', placeholder: '09:30' },
      { name: 'zone', label: 'Zone', optional: true },
    ],
  }

  const asking = (asked: RequestInput[] = []) =>
    startSession({
      parts: {
        bot: {
          commands: [{ name: 'funding' }],
          answer({ input }) {
            asked.push(input)
            const menu = answer('Menu', [button('when', { form })])
            return Promise.resolve(input.kind === 'click' ? reply('Saved', {}, { edit: true }) : menu)
          },
          formOf: () => Promise.resolve(form),
        },
      },
    })

  it('asks in turn in the private chat, takes /skip for what may be left out, and hands the answers on', async () => {
    const asked: RequestInput[] = []
    const session = await asking(asked)
    const { loopback, group, privateChat } = session
    loopback.write(group, '/funding')
    await finish(session)
    const query = loopback.click(group, 'when')
    await finish(session)
    expect(query.answer).toBeDefined()
    expect(saidIn(privateChat).at(-1)).toContain('Time')
    expect(privateChat.messages.at(-1)?.asks).toBe(true)
    loopback.write(privateChat, '09:30')
    await finish(session)
    expect(saidIn(privateChat).at(-1)).toContain('Zone')
    loopback.write(privateChat, '/skip')
    await finish(session)
    expect(asked.at(-1)).toEqual({ kind: 'click', payload: `a:${ID}:when`, values: { time: '09:30' } })
    expect(saidIn(group)).toEqual(['Saved'])
    answerOf(session)
  })

  it('asks the bot for /skip where no form is open', async () => {
    const asked: RequestInput[] = []
    const session = await asking(asked)
    session.loopback.write(session.privateChat, '/skip 3')
    await finish(session)
    expect(asked).toEqual([expect.objectContaining({ kind: 'command', name: 'skip', words: ['3'] })])
    answerOf(session)
  })

  it('shows a member without a private chat with the bot how to open one', async () => {
    const session = await asking()
    session.privateChat.shut = 'noStart'
    session.loopback.write(session.group, '/funding')
    await finish(session)
    const query = session.loopback.click(session.group, 'when', { member: ASKER, locale: 'ja' })
    await finish(session)
    expect(query.answer).toMatchObject({ show_alert: true, text: expect.stringMatching(/[ぁ-ん]/) })
    answerOf(session)
  })

  it('is given up with /cancel', async () => {
    const asked: RequestInput[] = []
    const session = await asking(asked)
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    session.loopback.click(session.privateChat, 'when')
    await finish(session)
    session.loopback.write(session.privateChat, '/cancel')
    await finish(session)
    const said = saidIn(session.privateChat).length
    session.loopback.write(session.privateChat, '09:30')
    await finish(session)
    // Words without a question are answered with what the bot understands, and reach nothing.
    expect(saidIn(session.privateChat)).toHaveLength(said + 1)
    expect(asked.map(({ kind }) => kind)).toEqual(['command'])
    answerOf(session)
  })
})
