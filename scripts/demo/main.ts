import { tellBlog } from "./blog.js";
import { tellMovies } from "./movies.js";

const [name, url] = process.argv.slice(2);
const tell = { blog: tellBlog, movies: tellMovies }[name ?? ""];
if (tell === undefined || url === undefined) throw new Error("usage: main (blog | movies) URL");

tell(url).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
