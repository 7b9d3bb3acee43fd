import { pathOf } from "../path-of.js";
import type { RelationEnd } from "../program.js";
import { readFieldAttribute } from "../read-attribute.js";
import { goesThrough, readThrough } from "../route-through.js";
import type { CheckedProgram, Reporter, Rule } from "../rule.js";
import { describeSymbol } from "../describe-symbol.js";
import type { RouteObstacle } from "../through-route.js";

/** A list with `@through` finds its way: the model is there, and has one relation with a key to each end. */
export const checkThroughLists: Rule = (program, reporter) => {
  for (const [end, role] of program.roles) {
    const through = readThrough(end);
    if (role.kind === "unrouted") reportObstacle(role.obstacle, end, program, reporter);
    else if (through === undefined) checkWayBack(end, program, reporter);
    const inverse = readFieldAttribute(end.field.declaration.attributes, "relation")?.values.inverse;
    const refuse = (span: Parameters<Reporter["report"]>[1], reason: string) =>
      reporter.report("check/invalid-through", span, { name: pathOf(end), reason });
    if (through && !end.isList) {
      const span = { ...through.node.span, end: through.node.name.span.end };
      refuse(span, `it leads to one \`${end.target.name}\`, and only a list can go through a third model`);
    } else if (through && inverse) {
      refuse(inverse.argument.span, "the list that goes back is found by its own `@through`; take `inverse` out");
    }
  }
};

function reportObstacle(obstacle: RouteObstacle, end: RelationEnd, program: CheckedProgram, reporter: Reporter): void {
  const { report } = reporter;
  const name = pathOf(end);
  switch (obstacle.kind) {
    case "unnamed":
      return;
    case "no-model":
      reportNoModel(obstacle.name, program, reporter);
      return;
    case "misnamed": {
      const { model, name: given, end: target } = obstacle;
      const named = model.fieldsByName.get(given.text);
      if (named === undefined) {
        const candidates = model.relations.filter((each) => each.target === target).map((each) => each.name);
        if (!model.isIncomplete)
          reporter.reportUnknown("check/unknown-field", given, candidates, { model: model.name });
      } else if (named.type.kind !== "unknown") {
        const related = [{ span: named.declaration.name.span, message: "It is declared here" }];
        const reason = `\`${model.name}.${given.text}\` is no relation to \`${target.name}\` with a key of its own`;
        report("check/invalid-through", given.span, { name, reason }, { related });
      }
      return;
    }
    case "same":
      report("check/invalid-through", obstacle.name.span, { name, reason: "`from` and `to` are the same relation" });
      return;
    case "missing": {
      const { model, end: target } = obstacle;
      const isSecond = end.model === end.target && model.relations.some((each) => each.target === target);
      // The relation may be there, with a mistake in it that another rule reports.
      const isReported = model.isIncomplete || model.fields.some((field) => field.type.kind === "unknown");
      const parameters = { name, model: model.name, target: target.name, isSecond };
      if (!isReported) report("check/missing-through-relation", obstacle.name.span, parameters);
      return;
    }
    case "ambiguous":
      reportAmbiguity(obstacle, end, reporter);
      return;
  }
}

function reportNoModel(
  name: Extract<RouteObstacle, { kind: "no-model" }>["name"],
  { symbols, models, mayBeUnread }: CheckedProgram,
  { report, reportUnknown }: Reporter,
): void {
  const symbol = symbols.get(name.text);
  if (symbol) report("check/not-a-model", name.span, { name: name.text, kind: describeSymbol(symbol) });
  else if (!mayBeUnread(name.text)) {
    const candidates = models.map((model) => model.name);
    reportUnknown("check/unknown-type", name, candidates, {});
  }
}

function reportAmbiguity(
  { name: model, candidates }: Extract<RouteObstacle, { kind: "ambiguous" }>,
  end: RelationEnd,
  { report }: Reporter,
): void {
  const [first, second] = candidates.map((each) => each.name);
  const isSelf = end.model === end.target;
  const side = candidates[0]?.target === end.model ? "from" : "to";
  const usage = isSelf ? `from: ${first}, to: ${second}` : `${side}: ${first}`;
  const related = candidates.map((candidate) => ({
    span: candidate.field.declaration.name.span,
    message: `\`${pathOf(candidate)}\` leads to \`${candidate.target.name}\``,
  }));
  const parameters = {
    name: pathOf(end),
    candidates: candidates.slice(0, 6).map(pathOf),
    usage: `@through(${model.text}, ${usage})`,
  };
  report("check/ambiguous-through", model.span, parameters, { related: related.slice(0, 6) });
}

/** A list without a key, where the list that leads back goes through a model. */
function checkWayBack(end: RelationEnd, { roles }: CheckedProgram, { report }: Reporter): void {
  if (roles.get(end)?.kind !== "one-sided") return;
  const other = end.target.relations.find((each) => each.target === end.model && goesThrough(each));
  const role = other && roles.get(other);
  if (other === undefined || role?.kind !== "through" || role.other) return;
  const { model, from, to } = role.route;
  const names = readThrough(other)?.values;
  const isNamed = names?.from !== undefined || names?.to !== undefined;
  const usage = `@through(${model.name}${isNamed ? `, from: ${to.name}, to: ${from.name}` : ""})`;
  const { type, name, attributes } = end.field.declaration;
  const place = { file: type.span.file, start: type.span.end, end: type.span.end };
  const isPlain = attributes.every((attribute) => attribute.name.text !== "relation");
  report(
    "check/missing-through",
    name.span,
    { name: pathOf(end), other: pathOf(other), usage },
    {
      related: [{ span: other.field.declaration.name.span, message: `\`${pathOf(other)}\` is declared here` }],
      fixes: isPlain ? [{ title: `Add \`${usage}\``, edits: [{ span: place, newText: ` ${usage}` }] }] : [],
    },
  );
}
