import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { UserRepository, type User } from "@joinery/generated/blog/models/user.js";
import type { SignUp } from "./bodies.js";

const derive = promisify<string, string, number, Buffer>(scrypt);
const keyLength = 32;

/** The users of the blog: whoever asks for them here need not know how a password is kept. */
export class Users extends UserRepository {
  /** @throws UniqueViolation where the email is taken */
  async signUp({ password, posts, ...values }: SignUp): Promise<User> {
    const hashedPassword = await hashPassword(password, randomBytes(16).toString("hex"));
    return this.create({ data: { ...values, hashedPassword, posts: { create: posts } } });
  }

  /** Who has that email and that password, or null. */
  async signIn(email: string, password: string): Promise<User | null> {
    const user = await this.findUnique({ where: { email, isActive: true }, omit: { hashedPassword: false } });
    if (user === null) return null;
    const [salt = ""] = user.hashedPassword.split(":");
    const given = await hashPassword(password, salt);
    return timingSafeEqual(Buffer.from(given), Buffer.from(user.hashedPassword)) ? user : null;
  }
}

async function hashPassword(password: string, salt: string): Promise<string> {
  return `${salt}:${(await derive(password, salt, keyLength)).toString("hex")}`;
}
