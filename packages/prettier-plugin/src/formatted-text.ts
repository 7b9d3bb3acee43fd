/** The one node of what the parser gives the printer: the language formats whole files, so there is no tree to print. */
export interface FormattedText {
  readonly kind: "formatted-text";
  readonly text: string;
  /** How long the text was that it was made of. */
  readonly sourceLength: number;
}
