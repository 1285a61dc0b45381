/** The errors of ours: each says what failed, on which thing and what to do, and carries the same as data. */

/** A folder that cannot be read as a dataset at all; a malformed row is never a reason for it. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError'
  readonly folder: string
  /** What failed, without the folder: `dataset.json: "to" is missing`. */
  readonly problem: string
  /** What to do about it. */
  readonly remedy: string

  constructor(facts: { folder: string; problem: string; remedy: string }, options?: ErrorOptions) {
    super(`Cannot read the dataset in ${facts.folder}: ${facts.problem}. ${facts.remedy}`, options)
    this.folder = facts.folder
    this.problem = facts.problem
    this.remedy = facts.remedy
  }
}
