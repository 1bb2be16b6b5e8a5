/** A text that must not show: it prints, concatenates and serialises as dots, and is read only where it is asked for by name. */

/** A secret in memory. */
export interface Secret {
  /** The text itself; for the one place that sends or stores it. */
  reveal(): string
  toString(): string
  toJSON(): string
}

const dots = '••••'

/** Wraps a text. It lives in a closure, so that looking at the object with any tool finds functions and no text. */
export const secret = (text: string): Secret => ({ reveal: () => text, toString: () => dots, toJSON: () => dots })
