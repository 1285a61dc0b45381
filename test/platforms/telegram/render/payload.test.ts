/** What Telegram's buttons send back: within 64 bytes, and read again with the state that their words hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actions } from '#src/chat/action.ts'
import { keyboardsOf } from '#src/platforms/telegram/render/keyboard.ts'
import { BOXES, MARK, readClick, togglePayload } from '#src/platforms/telegram/render/payload.ts'

const ID = 'AAAAAAAAAAA'
const sections: Actions = {
  id: ID,
  rows: [
    [
      {
        kind: 'select',
        label: 'Sections',
        many: { choice: 'sections', least: 0, most: 3 },
        options: [
          { choice: 'funding', label: 'Funding', active: true },
          { choice: 'macro', label: 'Macro' },
          { choice: 'openinterest', label: 'Open interest', active: true },
        ],
      },
    ],
    [
      { kind: 'button', choice: 'time', label: 'Time', form: { title: 'Time', fields: [] } },
      { kind: 'button', choice: 'open', label: 'Open', url: 'https://t.me/kawaraban_bot?start=x' },
      { kind: 'button', choice: 'save', label: 'Save' },
      { kind: 'pick', of: 'channel', choice: 'target', label: 'Channel' },
    ],
  ],
}

const rows = keyboardsOf(sections).flatMap(({ inline_keyboard }) => inline_keyboard)
const buttons = rows
  .flat()
  .flatMap(({ text, callback_data }) =>
    callback_data === undefined ? [] : [{ text, payload: callback_data }],
  )
const click = (words: string) => {
  const button = buttons.find(({ text }) => text === words)
  return button && readClick(button.payload, buttons)
}

describe('a button on Telegram', () => {
  it('is clicked as its choice', () => {
    expect(click('Save')).toEqual({ kind: 'choice', payload: `a:${ID}:save` })
  })

  it('says that it asks questions first', () => {
    expect(click('Time')).toEqual({ kind: 'form', payload: `a:${ID}:time` })
  })

  it('opens an address instead of sending anything; what Telegram has no list of is left out', () => {
    expect(rows.flat().find(({ text }) => text === 'Open')).toEqual({
      text: 'Open',
      url: 'https://t.me/kawaraban_bot?start=x',
    })
    expect(rows.flat().map(({ text }) => text)).not.toContain('Channel')
  })

  it('is nothing where its payload is none of ours', () => {
    for (const payload of ['', 'a:short:x', 'm:AAAAAAAAAAA:x', 'f:AAAAAAAAAAA:', 'z:AAAAAAAAAAA:x']) {
      expect(readClick(payload, [])).toBeUndefined()
    }
  })
})

describe('a choice of many on Telegram', () => {
  it('is a row of switches, of which a click turns one', () => {
    expect(click(`${BOXES.open}Macro`)).toEqual({
      kind: 'many',
      payload: `a:${ID}:sections`,
      chosen: ['funding', 'macro', 'openinterest'],
    })
    expect(click(`${BOXES.chosen}Funding`)).toEqual({
      kind: 'many',
      payload: `a:${ID}:sections`,
      chosen: ['openinterest'],
    })
  })

  it('never mistakes the switches of another choice for its own', () => {
    const others = [
      { text: `${MARK}x`, payload: togglePayload(ID, 'days', 'funding') },
      { text: `${MARK}x`, payload: togglePayload('BBBBBBBBBBB', 'sections', 'funding') },
      { text: 'x', payload: togglePayload(ID, 'sections', 'macro') },
    ]
    expect(readClick(togglePayload(ID, 'sections', 'macro'), others)).toMatchObject({ chosen: ['macro'] })
  })

  it('is refused where it would not fit 64 bytes, and read back whole where it fits', () => {
    expect(() => togglePayload(ID, 'a'.repeat(25), 'b'.repeat(26))).toThrow(RangeError)
    expect(() => togglePayload(ID, 'a:b', 'c')).toThrow(RangeError)
    const word = (most: number) => fc.stringMatching(new RegExp(`^[a-z0-9.=-]{1,${most}}$`))
    fc.assert(
      fc.property(word(20), word(25), (choice, option) => {
        const payload = togglePayload(ID, choice, option)
        expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(64)
        expect(readClick(payload, [{ text: 'off', payload }])).toEqual({
          kind: 'many',
          payload: `a:${ID}:${choice}`,
          chosen: [option],
        })
      }),
    )
  })
})
