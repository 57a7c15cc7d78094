import { locale } from "./locale.js";

const day = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time as the reader's language writes it. A format is kept, because making one takes a hundred times as long as using it. */
function written(at: Date, options: Intl.DateTimeFormatOptions): string {
  if (Number.isNaN(at.getTime())) return String(at);
  const key = `${locale()} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(key, format);
  return format.format(at);
}

/** The time of today, the weekday of this week, else the day. */
export function shortTime(iso: string, now: number = Date.now()): string {
  const at = new Date(iso);
  const age = now - at.getTime();
  if (at.toDateString() === new Date(now).toDateString()) return written(at, { hour: "2-digit", minute: "2-digit" });
  if (Math.abs(age) < 6 * day) return written(at, { weekday: "short" });
  return written(at, { day: "numeric", month: "short", ...(Math.abs(age) > 300 * day ? { year: "numeric" } : {}) });
}

export function fullTime(iso: string): string {
  return written(new Date(iso), { dateStyle: "medium", timeStyle: "short" });
}

/** A day without a time. */
export function fullDay(date: string): string {
  return written(localDay(date), { dateStyle: "medium" });
}

/** A day without a time where there is little room; its year only where it is not near. */
export function shortDay(date: string, now: number = Date.now()): string {
  const at = localDay(date);
  return written(at, { day: "numeric", month: "short", ...(Math.abs(now - at.getTime()) > 300 * day ? { year: "numeric" } : {}) });
}

/** Parsed by hand, because `new Date("2026-12-09")` means midnight in UTC. */
function localDay(date: string): Date {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, dayOfMonth);
}

/** A day of any year, as the host writes it (`9 Dec`). */
export function dayOfYear(day: string): string {
  return written(new Date(`${day} 2000`), { day: "numeric", month: "short" });
}

/** The person's own day, as the host writes days. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function bytes(size: number): string {
  const unit = size < 1024 ? "byte" : size < 1024 * 1024 ? "kilobyte" : "megabyte";
  const value = size / { byte: 1, kilobyte: 1024, megabyte: 1024 * 1024 }[unit];
  return value.toLocaleString(locale(), { style: "unit", unit, maximumFractionDigits: 1 });
}

export function count(value: number): string {
  return value.toLocaleString(locale());
}

/** `Ana Ruiz <ana@example.org>` -> `Ana Ruiz`; an address alone stays. */
export function nameOf(address: string): string {
  const name = /^\s*"?([^"<]*?)"?\s*</.exec(address)?.[1];
  return name === undefined || name === "" ? address.replace(/^<|>$/g, "") : name;
}

/** An amount in the user's own currency, which nobody asked for: a call costs fractions of a cent. */
export function amount(value: number): string {
  return value.toLocaleString(locale(), { maximumFractionDigits: 6 });
}
