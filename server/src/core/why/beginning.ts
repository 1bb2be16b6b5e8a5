/** Names of people at the beginning of a sentence. */

/** What the owner is called while nobody knows the name. */
const owner = 'the owner'

/** The name with a capital where it is no name. */
export const beginning = (person: string): string => (person === owner ? 'The owner' : person)
