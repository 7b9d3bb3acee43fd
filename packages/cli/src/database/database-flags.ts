/** Flags of every command that may lose rows or change names. */
export const acceptFlag = {
  syntax: "--accept <losses>",
  description: "losses that are wanted, separated by commas, such as drops-data",
};

export const renameFlag = {
  syntax: "--rename <names>",
  description: "what keeps its rows under another name: users=people or people.name=full_name, separated by commas",
};
