// The read token, of a server that asks for one: kept in this tab until it is closed.

const KEY = "rollcall.read-token";

export function token() {
  return sessionStorage.getItem(KEY);
}

export function keepToken(text) {
  sessionStorage.setItem(KEY, text);
}

export function dropToken() {
  sessionStorage.removeItem(KEY);
}

export function authorization() {
  return token() === null ? {} : { Authorization: `Bearer ${token()}` };
}
