// A question to the server, which is also a link, a line of curl and a file of CSV.

import { token } from "./token.js";

const OF_EVERY_METRIC = ["from", "to", "region"];

export class Question {
  constructor(path, parameters = {}) {
    this.path = path;
    const given = Object.entries(parameters).filter(
      ([, value]) => value !== null && value !== undefined && value !== "",
    );
    this.isWorkedOut = given.some(([name]) => !OF_EVERY_METRIC.includes(name));
    const text = new URLSearchParams(given).toString().replaceAll("%2C", ",").replaceAll("*", "%2A");
    this.address = text === "" ? path : `${path}?${text}`;
  }

  get curl() {
    const secret = token() === null ? "" : ' -H "Authorization: Bearer $ROLLCALL_READ_TOKEN"';
    return `curl '${location.origin}${this.address}'${secret}`;
  }

  get fileName() {
    return `${this.address.replace(/^\/v1\//, "").replace(/[^A-Za-z0-9.-]+/g, "_")}.csv`;
  }
}

export function metric(name, parameters) {
  return new Question(`/v1/metrics/${name}`, parameters);
}
