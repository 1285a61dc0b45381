/** Who goes first of many that post the same. */
import { describe, expect, it } from 'vitest'
import { createLead } from '#src/delivery/lead.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the first of many equal posts', () => {
  it('goes alone; when it has arrived all others go at once', async () => {
    const lead = createLead()
    const prepared = { parts: [{ weight: 1 }] }
    const first = await lead(prepared, 0)
    let gone = 0
    for (let index = 0; index < 5; index++) void lead(prepared, 0).then(() => gone++)
    await settle()
    expect(gone).toBe(0)
    first(true)
    await settle()
    expect(gone).toBe(5)
  })

  it('is followed by one other where it did not arrive', async () => {
    const lead = createLead()
    const prepared = { parts: [{ weight: 1 }] }
    const first = await lead(prepared, 0)
    const others: ((arrived: boolean) => void)[] = []
    for (let index = 0; index < 3; index++) void lead(prepared, 0).then((one) => others.push(one))
    first(false)
    await settle()
    expect(others).toHaveLength(1)
    others[0]?.(true)
    await settle()
    expect(others).toHaveLength(3)
  })

  it('holds back neither another part nor another post', async () => {
    const lead = createLead()
    const prepared = { parts: [{ weight: 1 }, { weight: 1 }] }
    await lead(prepared, 0)
    await lead(prepared, 1)
    await lead({ parts: [{ weight: 1 }] }, 0)
  })
})
