// Lets a few through at a time; the others wait in the order they came.

export class Gate {
  constructor(places) {
    this.places = places;
    this.waiting = [];
  }

  async through(work) {
    if (this.places === 0) {
      await new Promise((resolve) => this.waiting.push(resolve));
    } else {
      this.places--;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) {
        next();
      } else {
        this.places++;
      }
    }
  }
}
