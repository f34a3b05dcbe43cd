/** A file of a skeleton: path relative to the program, and content. */
export interface SkeletonFile {
  path: string;
  content: string;
}
