import type { DdlStatement } from "@joinery/sql";
import type { Hazard } from "../plan/hazard.js";
import type { Step } from "../plan/plan-changes.js";
import { standaloneMark, writeHazard } from "./script.js";

/** The two files of a revision. */
export interface RenderedMigration {
  readonly up: string;
  readonly down: string;
}

/**
 * Writes a plan as SQL for a person to read and to change: each step under its cause, with what it loses and what it may fail on. Deterministic.
 */
export function renderMigration(steps: readonly Step[]): RenderedMigration {
  const back = [...steps].reverse();
  return {
    up: renderSteps(steps.map(({ description, statements, hazards }) => ({ title: description, statements, hazards }))),
    down: renderSteps(
      back.map(({ description, reverse, reverseHazards }) => ({
        title: `Undo: ${description}`,
        statements: reverse,
        hazards: reverseHazards,
      })),
    ),
  };
}

interface RenderedStep {
  readonly title: string;
  readonly statements: readonly DdlStatement[];
  readonly hazards: readonly Hazard[];
}

const header = [
  "Written by Joinery. Change it as you need until it has been applied. A LOSSY comment makes Joinery ask before it loses rows:",
  "it counts those of the line under it first. A FAILS comment makes it count what stands in the way before the step runs.",
];

function renderSteps(steps: readonly RenderedStep[]): string {
  const isGuarded = steps.some(({ hazards }) => hazards.length > 0);
  const blocks = steps.map(({ title, statements, hazards }, index) => {
    const comments = [`${index + 1}. ${title}.`, ...hazards.flatMap(writeHazard)];
    return `${comment(comments)}${statements.map(renderStatement).join("")}`;
  });
  return [...(isGuarded ? [comment(header)] : []), ...blocks].join("\n");
}

function renderStatement({ sql, isStandalone }: DdlStatement): string {
  return `${isStandalone ? comment([standaloneMark]) : ""}${sql};\n`;
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => `-- ${line.replaceAll(/[\r\n]+/g, " ")}\n`).join("");
}
