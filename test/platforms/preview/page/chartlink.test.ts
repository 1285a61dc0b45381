/** A link to a chart: what is copied opens the same part again, and what no page of ours made opens nothing. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartOfLink, linkTo } from '#src/platforms/preview/page/chartlink.ts'

const address = `/image/${'0a'.repeat(16)}`

const page = 'http://127.0.0.1:4000/'

describe('a link to a chart', () => {
  it('names picture and part after the page’s own address', () => {
    const link = linkTo({ address, name: 'funding', alt: '', range: { from: 1e12, to: 1.1e12 } }, page)
    expect(link).toBe(
      `http://127.0.0.1:4000/#chart=${'0a'.repeat(16)}&name=funding&from=1000000000000&to=1100000000000`,
    )
  })

  it('opens what it was copied from', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-f]{32}$/),
        fc.stringMatching(/^[\w-]{1,40}$/),
        fc.option(fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }))),
        (hash, name, part) => {
          const range = part ? { range: { from: part[0], to: part[0] + part[1] } } : {}
          const opened = { address: `/image/${hash}`, name, alt: '', ...range }
          expect(chartOfLink(new URL(linkTo(opened, page)).hash)).toEqual(opened)
        },
      ),
    )
  })

  it.each([
    '',
    '#',
    '#box',
    '#chart=',
    '#chart=../../etc/passwd',
    `#chart=${'0a'.repeat(15)}`,
    `#chart=${'0A'.repeat(16)}`,
    `#chart=${'0a'.repeat(16)}&name=../x`,
    `#chart=${'0a'.repeat(16)}&name=${'x'.repeat(41)}`,
    '#chart=javascript:alert(1)',
  ])('%s opens nothing', (hash) => {
    expect(chartOfLink(hash)).toBeUndefined()
  })

  it.each([
    'from=2&to=1',
    'from=x&to=1',
    'from=1',
    'from=1&to=Infinity',
  ])('without a part that is none: %s', (part) => {
    expect(chartOfLink(`#chart=${'0a'.repeat(16)}&${part}`)).toEqual({ address, name: 'chart', alt: '' })
  })
})
