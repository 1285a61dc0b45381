/** Alerts on every kind of database. */
import { describe, expect, it } from 'vitest'
import { boxOwner, isBoxOwner } from '#src/chat/alertbox.ts'
import { describeAlertLists } from '../contracts/alertlists.ts'
import { describeAlerts } from '../contracts/alerts.ts'
import { DATABASES } from '../support/databases.ts'

for (const { name, open } of DATABASES) {
  describeAlerts(name, open)
  describeAlertLists(name, open)
}

describe('the owner of a box', () => {
  it('is none that a chat or a member has', () => {
    expect(isBoxOwner(boxOwner('telegram:42'))).toBe(true)
    expect(['member:telegram:42', 'telegram:42', 'discord:guild:9'].map(isBoxOwner)).toEqual([
      false,
      false,
      false,
    ])
  })
})
