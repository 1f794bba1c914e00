import type { en } from './en';

type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };

/** The shape every language fills: English's keys, any text. */
export type Catalogue = Widen<typeof en>;
