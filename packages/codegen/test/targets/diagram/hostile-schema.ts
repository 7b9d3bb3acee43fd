import type { Schema } from "@joinery/schema";

/** Text that would end whatever a careless renderer puts it in. */
export const hostileText =
  '</title></style></script><script>alert(1)</script><img src=x onerror="alert(1)">" onload="alert(1)" \' & ]]> --> <!-- \u0000\u001b \ud800 %%{init: {}}%% ; # \\ ` ${alert(1)}\n}\n%% \u2028';

/** The schema with that text wherever a user may write text. Names of models and fields are checked by the language. */
export function makeHostile(schema: Schema): Schema {
  const documentation = hostileText;
  return {
    ...schema,
    enums: schema.enums.map((each) => ({ ...each, members: [{ name: hostileText, databaseName: hostileText }] })),
    models: schema.models.map((model) => ({
      ...model,
      documentation,
      table: { schema: hostileText, name: hostileText },
      fields: model.fields.map((field) => ({ ...field, documentation })),
      relations: model.relations.map((relation) => ({ ...relation, documentation })),
    })),
  };
}
