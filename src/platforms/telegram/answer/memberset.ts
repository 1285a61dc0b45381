/** Members to whom something is said once: the latest are known, the others may hear it again. */
export interface MemberSet {
  /** False where the member is there already. */
  add(member: string): boolean
}

export function createMemberSet(most: number): MemberSet {
  const members = new Set<string>()
  return {
    add(member) {
      if (members.has(member)) return false
      members.add(member)
      const oldest = members.values().next().value
      if (members.size > most && oldest !== undefined) members.delete(oldest)
      return true
    },
  }
}
