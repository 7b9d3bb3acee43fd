const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "there is something of that name already",
  EISDIR: "it is a folder",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is not a folder",
  EPERM: "that is not permitted",
  EROFS: "the file system is read-only",
};

/** An error of the file system in words, without the path (the message around it names that). */
export function describeSystemError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
