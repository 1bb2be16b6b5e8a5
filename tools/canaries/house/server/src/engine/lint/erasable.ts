// canary: lint/style/noEnum, lint/style/noNamespace, lint/style/noParameterProperties
export enum Colour {
  Red
}

export namespace Room {
  export const door = 1
}

export class Person {
  constructor(readonly name: string) {}
}
