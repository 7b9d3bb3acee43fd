import type { Diagnostic } from "@joinery/schema";
import type { Outcome } from "../commands/command.js";
import { describeDiagnostic } from "./describe-diagnostic.js";
import { renderDiagnostics } from "./render-diagnostics.js";
import type { Terminal } from "./terminal.js";
import type { Failure } from "./describe-failure.js";

/**
 * The one object that `--json` prints, the same five keys for every command and every end: `result` is null where the
 * command failed, `problem` where it did not.
 */
interface JsonReport {
  readonly command: string;
  readonly ok: boolean;
  readonly result: Outcome["result"];
  readonly diagnostics: readonly object[];
  readonly problem: { readonly code: string; readonly message: string; readonly help: string | null } | null;
}

function printJson(terminal: Terminal, report: JsonReport): void {
  terminal.print(`${JSON.stringify(report, null, 2)}\n`);
}

/** Says what a command did. Errors are its result where it has no other; warnings are talk. */
export function reportOutcome(terminal: Terminal, command: string, outcome: Outcome, isJson: boolean): void {
  const { isDone, result, lines, summary, diagnostics = { list: [], sources: [] } } = outcome;
  if (isJson) {
    const sources = new Map(diagnostics.sources.map((source) => [source.path, source]));
    const described = diagnostics.list.map((diagnostic) => describeDiagnostic(diagnostic, sources));
    printJson(terminal, { command, ok: isDone, result, diagnostics: described, problem: null });
    return;
  }
  const isError = ({ severity }: Diagnostic) => severity === "error";
  const [errors, others] = [diagnostics.list.filter(isError), diagnostics.list.filter((each) => !isError(each))];
  terminal.talk(renderDiagnostics(others, diagnostics.sources, terminal.talkHasColor));
  terminal.print(renderDiagnostics(errors, diagnostics.sources, terminal.hasColor));
  for (const line of lines) terminal.print(`${line}\n`);
  const style = isDone ? "green" : "red";
  terminal.talk(`${terminal.paintTalk(style, isDone ? "✓" : "✗")} ${summary}\n`);
}

/** Says why a command failed, and how to mend it. */
export function reportFailure(
  terminal: Terminal,
  command: string,
  failure: Failure,
  options: { readonly isJson: boolean; readonly isDebug: boolean },
): void {
  const { code, message, help, stack } = failure;
  if (options.isJson) {
    printJson(terminal, {
      command,
      ok: false,
      result: null,
      diagnostics: [],
      problem: { code, message, help: help ?? null },
    });
  } else {
    const { paintTalk } = terminal;
    terminal.talk(`${paintTalk("red", "✗")} ${message} ${paintTalk("dim", `[${code}]`)}\n`);
    if (help !== undefined) terminal.talk(`  ${paintTalk("cyan", "help:")} ${help}\n`);
  }
  if (options.isDebug && stack !== undefined) terminal.talk(`${stack}\n`);
}
