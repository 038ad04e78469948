// The stream of events, taken up again where it broke off.

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3000;

/** Hand every event to `take`; tell `connected` whether there is a line. */
export function follow(take, connected) {
  let last = "";
  let pause = FIRST_PAUSE;

  function connect() {
    const source = new EventSource(`/page/events${last && `?since=${encodeURIComponent(last)}`}`);
    source.onopen = () => {
      pause = FIRST_PAUSE;
      connected(true);
    };
    source.onmessage = (message) => {
      last = message.lastEventId;
      take(JSON.parse(message.data));
    };
    source.onerror = () => {
      source.close();
      connected(false);
      setTimeout(connect, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    };
  }

  connect();
}
