// The server answered, and said no.

export class RefusedError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static async of(response) {
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("application/problem+json")) {
      const problem = await response.json();
      return new RefusedError(response.status, problem.code ?? "", `The server says: ${problem.detail}.`);
    }
    return new RefusedError(response.status, "", `The server answered ${response.status}.`);
  }
}
