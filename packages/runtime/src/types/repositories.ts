/** A class of repositories: the generated one, or the user's own that extends it. */
export interface RepositoryClass<Repository> {
  readonly prototype: Repository;
}

/** The database with the repositories that the user brought in place of the generated ones. */
export type Extended<Database, Classes> = keyof Classes extends never
  ? Database
  : Database & { readonly [Accessor in keyof Classes]: InstanceOf<Classes[Accessor]> };

type InstanceOf<Class> = Class extends { readonly prototype: infer Repository } ? Repository : never;
