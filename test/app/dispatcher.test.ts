/** The queue's own trouble: two lines, however long it lasts and however many reasons take turns. */
import { expect, it } from 'vitest'
import { wakeUpTrouble } from '#src/app/dispatcher.ts'
import { createFakeClock } from '../support/clock.ts'

it('is reported when it begins and when it is over, while two reasons take turns for an hour', () => {
  const clock = createFakeClock()
  const lines: string[] = []
  const tell = (text: string) => void lines.push(text)
  const onTrouble = wakeUpTrouble({ clock, log: { info: tell, warn: tell, error: tell } })
  for (let count = 0; count <= 1800; count++) {
    if (count > 0) clock.advance(2000)
    onTrouble(count % 2 === 0 ? 'refused' : 'refused (Queue: deliveries)')
  }
  const first = 'Wake-ups for deliveries are in trouble, and workers look by themselves: refused'
  expect(lines).toEqual([first])
  clock.advance(60_000)
  expect(lines).toEqual([first, 'Wake-ups for deliveries work again, after 3600 s'])
  onTrouble('refused')
  expect(lines.slice(2)).toEqual([first])
})
