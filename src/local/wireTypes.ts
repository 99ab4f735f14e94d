import type { inputShapes } from '../swf/inputShapes';
import type { OperationName } from '../swf/operations';

type Shapes = typeof inputShapes;
export type ShapeName = keyof Shapes;

interface Scalars {
  string: string;
  integer: number;
  boolean: boolean;
  /** Seconds since 1970, with fractions. */
  timestamp: number;
}

type Value<Type> = Type extends `[${infer Item}]`
  ? readonly Value<Item>[]
  : Type extends keyof Scalars
    ? Scalars[Type]
    : Type extends ShapeName
      ? Structure<Type>
      : never;

/** A structure as it travels: what its line in inputShapes says, members that were null left out. */
export type Structure<Name extends ShapeName> = {
  readonly [
    Member in keyof Shapes[Name] as Shapes[Name][Member] extends `${string}!` ? Member : never
  ]: Shapes[Name][Member] extends `${infer Type}!` ? Value<Type> : never;
} & {
  readonly [Member in keyof Shapes[Name] as Shapes[Name][Member] extends `${string}!` ? never : Member]?: Value<
    Shapes[Name][Member]
  >;
};

/** A validated request of an operation. */
export type Request<Name extends OperationName> = Structure<`${Name}Input`>;
