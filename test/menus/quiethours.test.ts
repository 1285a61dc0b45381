/** Quiet hours of alerts: what is offered is what alerts are held back by. */
import { describe, expect, it } from 'vitest'
import { parseQuiet } from '#src/chat/quiet.ts'
import { changed } from '#src/menus/settings/change.ts'
import { printedHours, QUIET_HOURS } from '#src/menus/settings/quiet.ts'

const click = { chosen: [], values: {} }
const moderator = { owner: 'telegram:42', target: 'telegram:42', context: {} } as never

describe('quiet hours', () => {
  it('are hours that alerts are held back by', () => {
    for (const hours of QUIET_HOURS) {
      const { from, to } = printedHours(hours)
      expect(parseQuiet(hours)).toEqual({ from: from * 60, to: to * 60 })
    }
  })

  it('are set by a press, and taken back by another', () => {
    const set = changed({ zone: 'UTC' }, 'quiet', '23:00-07:00', click, moderator)
    expect(set).toEqual({ zone: 'UTC', quiet: '23:00-07:00' })
    expect(changed(set, 'quiet', 'auto', click, moderator)).toEqual({ zone: 'UTC' })
    expect(changed(set, 'quiet', '99:00-07:00', click, moderator)).toEqual({ zone: 'UTC' })
  })
})
