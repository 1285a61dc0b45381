/** Posts prepared once for all chats that get them. */
import { expect, it } from 'vitest'
import { createPreparing } from '#src/delivery/prepared.ts'
import { createFakePoster } from '../support/posters.ts'

it('prepares a post once for all who ask, and anew after a failure, which all of them hear of', async () => {
  const preparing = createPreparing()
  const poster = createFakePoster('discord')
  let failures = 1
  const post = {
    ...{ language: 'ja' as const, key: 'k' },
    message: async () => {
      if (failures-- > 0) throw new Error('no picture')
      return { title: 'recap', blocks: [], images: [], footer: [] }
    },
  }
  const first = await Promise.allSettled([preparing(poster, post), preparing(poster, post)])
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const again = await Promise.all([preparing(poster, post), preparing(poster, post)])
  expect(again.map(({ title }) => title)).toEqual(['recap', 'recap'])
  expect(poster.prepared).toHaveLength(1)
})
