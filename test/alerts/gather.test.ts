/** Boxes that cannot be gathered as they are set: each is its own matter. */
import { describe, expect, it } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import type { DueBox } from '#src/store/alerts/boxes.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const boxOf = (target: string, changes: Partial<DueBox> = {}): DueBox => ({
  ...{ target, owner: `member:${target}`, zone: 'Asia/Tokyo', flushAt: NOW, sentToday: 0 },
  ...changes,
})

/** Gathers these boxes; gives what left on which day, what was held, and what was wrong. */
async function gather(
  boxes: readonly DueBox[],
  settings: (of: string) => ChatSettings = () => ({}),
  gathering: (target: string) => boolean = () => true,
) {
  const due = new Map(boxes.map((box) => [box.target, box]))
  const [sent, held, faults]: [string[], (readonly [string, number])[], string[]] = [[], [], []]
  const made = await gatherDue({
    work: {
      dueBoxes: async (_, most) => [...due.values()].slice(0, most),
      async deferBox({ target }, until) {
        held.push([target, until - NOW])
        due.delete(target)
      },
      async gather({ target }, { day }) {
        if (!gathering(target)) throw new Error("a row that is in nobody's way")
        sent.push(`${target} ${day}`)
        due.delete(target)
        return true
      },
    },
    settings: async (of) => settings(of),
    now: () => NOW,
    onGathered: () => {},
    onFault: (target, problem) => faults.push(`${target}: ${problem}`),
  })
  return { made, sent, held, faults }
}

describe('a box at fault', () => {
  it('is gathered by the zone of its plan, or UTC, where another is set that is none', async () => {
    const { sent, faults } = await gather(
      [
        boxOf('telegram:1'),
        boxOf('telegram:2'),
        boxOf('telegram:3', { zone: 'Mars/Olympus' }),
        boxOf('telegram:4'),
      ],
      (of) => (of === 'member:telegram:2' ? { zone: 'Mars/Olympus', quiet: '23:00-07:00' } : {}),
    )
    expect(sent).toEqual([1, 2, 3, 4].map((chat) => `telegram:${chat} 2025-11-24`))
    const problem = 'Mars/Olympus is no time zone'
    expect(faults).toEqual([`telegram:2: ${problem}`, `telegram:3: ${problem}`])
  })

  it('is gathered in UTC where its plan cannot be read, and reported', async () => {
    const { zone: _, ...unread } = boxOf('telegram:1', { problem: 'the stored plan is malformed: colors' })
    const { sent, faults } = await gather([unread, boxOf('telegram:2')])
    expect(sent).toHaveLength(2)
    expect(faults).toEqual(['telegram:1: the stored plan is malformed: colors'])
  })

  it('is tried again a minute later where nothing helps, and more of them than one round takes hold up no other', async () => {
    const broken = Array.from({ length: 450 }, (_, index) => boxOf(`discord:${index}`))
    const { made, sent, held, faults } = await gather(
      [...broken, boxOf('telegram:2')],
      () => ({}),
      (target) => !target.startsWith('discord:'),
    )
    expect([made, sent]).toEqual([1, ['telegram:2 2025-11-24']])
    expect([held.length, faults.length]).toEqual([450, 450])
    expect(new Set(held.map(([, wait]) => wait))).toEqual(new Set([60_000]))
    const unread = await gather([boxOf('telegram:1'), boxOf('telegram:2')], (of) => {
      if (of === 'telegram:1') throw new SyntaxError('Unexpected token')
      return {}
    })
    expect(unread).toMatchObject({ made: 1, held: [['telegram:1', 60_000]] })
  })

  it('is none where the store itself fails', async () => {
    const away = Object.assign(new Error('database is locked'), { errcode: 5 })
    const gathering = () => {
      throw away
    }
    await expect(gather([boxOf('telegram:1')], () => ({}), gathering)).rejects.toBe(away)
  })
})
