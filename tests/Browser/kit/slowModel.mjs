import { once } from "node:events";
import { createServer } from "node:http";

/** A model on this machine that speaks OpenAI's dialect: it says the beginning of a letter, and then nothing more. */
export class SlowModel {
  #server = createServer((request, response) => this.#answer(request, response));
  /** How many have asked and left. */
  left = 0;

  /** Gives its address. */
  async begin() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${this.#server.address().port}/v1`;
  }

  async end() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  #answer(request, response) {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.on("close", () => this.left++);
    // In two parts, of which nothing follows the second.
    response.write(said('{"subject":"A word","parts":[{"sentences":[{"text":"Dear Emi,","sources":[]}]},{"sentences":[{"text":"this came'));
    setTimeout(() => response.write(said(" slowly.")), 50);
  }
}

const said = (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
