import { CodeFile, generatedNotice } from "../src/code-file.js";
import { type OwnSymbol, runtimeType, runtimeValue } from "../src/import-symbol.js";

const own = (name: string, module: string, isType = false): OwnSymbol => ({ name, module, isType, isOwn: true });

const print = (file: CodeFile) => file.print(80).slice(`${generatedNotice}\n\n`.length);

describe("CodeFile", () => {
  test("imports what is used, once, packages first", () => {
    const file = new CodeFile("models/user.ts");
    file.add([
      file.use(own("Role", "enums")),
      file.use(runtimeValue("Entity")),
      file.use(runtimeType("Result")),
      file.use(runtimeValue("Entity")),
      file.use(own("Post", "models/post", true)),
      ";",
    ]);
    expect(print(file)).toBe(`import { Entity, type Result } from "@joinery/runtime";
import { Role } from "../enums.js";
import type { Post } from "./post.js";

RoleEntityResultEntityPost;
`);
  });

  test("imports nothing from itself", () => {
    const file = new CodeFile("models/user.ts");
    file.add(file.use(own("User", "models/user")));
    expect(print(file)).toBe("User\n");
  });

  test("gives an import another name where its own is declared or imported", () => {
    const file = new CodeFile("models/entity.ts", ["Entity"]);
    file.add([file.use(runtimeValue("Entity")), file.use(own("Entity", "other"))]);
    expect(print(file)).toBe(`import { Entity as Entity_ } from "@joinery/runtime";
import { Entity as Entity__ } from "../other.js";

Entity_Entity__
`);
  });

  test("breaks an import that is too long, but not around a single name", () => {
    const file = new CodeFile("a.ts");
    const long = "x".repeat(70);
    file.add([file.use(own(long, "b")), file.use(own("one", "c")), file.use(own(`${long}y`, "c"))]);
    expect(print(file)).toContain(`import { ${long} } from "./b.js";\nimport {\n  one,\n  ${long}y,\n} from "./c.js";`);
  });
});
