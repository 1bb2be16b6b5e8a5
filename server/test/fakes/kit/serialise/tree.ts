/** The one form of an answer from which both JSON and XML are written. */

export type Scalar = string | number | boolean
export type Value = Scalar | Tree | readonly Tree[]

/** An element: scalars are JSON members or XML attributes, trees and lists of trees are child elements. */
export interface Tree {
  [name: string]: Value | undefined
}
