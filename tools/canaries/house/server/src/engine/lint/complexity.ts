// canary: lint/complexity/noExcessiveCognitiveComplexity, lint/complexity/useMaxParams, lint/style/noNestedTernary
export function tangled(a: boolean, b: boolean, c: boolean, d: boolean): number {
  if (a) {
    if (b) {
      if (c) {
        if (d) {
          if (a && b) return 1
        }
      }
    }
  }
  return a ? 2 : b ? 3 : 4
}
