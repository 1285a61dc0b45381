import { describe, expect, it } from 'vitest'
import {
  chatBeside,
  isCommunity,
  isPostAddress,
  memberAddress,
  memberChat,
  memberSettings,
  movedAddress,
  ownerOf,
  parseAddress,
  platformOf,
  printAddress,
  topicOf,
} from '#src/chat/address.ts'
import { can, canAll, PLATFORMS, platformsThat } from '#src/chat/platform.ts'

const ADDRESSES = ['discord:123', 'discord:guild:123', 'telegram:-100', 'telegram:-100:7', 'preview:abcdefgh']

describe('an address', () => {
  it('is printed as it was parsed', () => {
    expect(ADDRESSES.map((one) => printAddress(parseAddress(one)))).toEqual(ADDRESSES)
  })

  it('has parts', () => {
    expect(parseAddress('telegram:-100:7')).toEqual({ platform: 'telegram', chat: '-100', topic: '7' })
    expect(parseAddress('discord:guild:123')).toEqual({ platform: 'discord', community: '123' })
    expect(parseAddress('')).toEqual({ platform: '', chat: '' })
    expect(ADDRESSES.map(platformOf)).toEqual(['discord', 'discord', 'telegram', 'telegram', 'preview'])
    expect(ADDRESSES.filter(isCommunity)).toEqual(['discord:guild:123'])
  })

  it('is owned by the chat of a topic, and by itself otherwise', () => {
    expect(ADDRESSES.map(ownerOf)).toEqual([
      'discord:123',
      'discord:guild:123',
      'telegram:-100',
      'telegram:-100',
      'preview:abcdefgh',
    ])
  })

  it('leads to other chats and topics', () => {
    expect(chatBeside('discord:guild:1', '9')).toBe('discord:9')
    expect(topicOf('telegram:-100:7', '8')).toBe('telegram:-100:8')
    expect(topicOf('telegram:-100:7', undefined)).toBe('telegram:-100')
  })

  it('moves with its chat, and with no other', () => {
    const moved = (address: string) => movedAddress(address, 'telegram:-5', 'telegram:-1005')
    expect(moved('telegram:-5')).toBe('telegram:-1005')
    expect(moved('telegram:-5:7')).toBe('telegram:-1005:7')
    expect(moved('telegram:-55')).toBe('telegram:-55')
  })

  it('can be posted to where its platform takes posts', () => {
    expect(ADDRESSES.every(isPostAddress)).toBe(true)
    const others = [
      'terminal:1',
      'matrix:1',
      'discord:',
      'discord',
      'discord:a b',
      `discord:${'1'.repeat(65)}`,
    ]
    expect(others.filter(isPostAddress)).toEqual([])
  })

  it('names a member for operators, settings and the private chat', () => {
    const [one, two] = [
      { platform: 'telegram', member: '5' },
      { platform: 'discord', member: '5' },
    ]
    expect(memberAddress(one)).toBe('telegram:5')
    expect(memberSettings(one)).toBe('member:telegram:5')
    expect(memberChat(one)).toBe('telegram:5')
    expect(memberChat(two)).toBeUndefined()
  })
})

describe('a platform', () => {
  it('can do what its row says, and one that is not known nothing', () => {
    expect(can('discord', 'nonce')).toBe(true)
    expect(can('telegram', 'nonce')).toBe(false)
    expect(can('matrix', 'post')).toBe(false)
    expect(can('toString', 'post')).toBe(false)
    expect(canAll('preview', ['typed', 'singleReader'])).toBe(true)
    expect(canAll('preview', ['typed', 'topics'])).toBe(false)
    expect(canAll('discord')).toBe(true)
    expect(platformsThat('post')).toEqual(Object.keys(PLATFORMS).filter((name) => name !== 'terminal'))
  })
})
