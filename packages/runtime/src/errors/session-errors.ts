import { JoineryError } from "./joinery-error.js";

/** An object of a session is in a state that no row could have. Nothing was sent. */
export class InvalidObject extends JoineryError {
  readonly code = "session/invalid-object";

  constructor(
    readonly model: string,
    /** The field or relation that is wrong; absent where it is the object as such. */
    readonly member: string | undefined,
    /** What is wrong there, as a sentence without the place. */
    readonly problem: string,
  ) {
    super(`${model}${member === undefined ? "" : `.${member}`}: ${problem}`);
  }
}

/** The session has ended: its objects are no longer watched. */
export class SessionClosed extends JoineryError {
  readonly code = "session/closed";

  constructor() {
    super("This session has ended. What belongs to it is done before its callback is, or before it is closed.");
  }
}
