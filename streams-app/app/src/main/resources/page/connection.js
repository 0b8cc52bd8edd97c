// One event source that comes back by itself, also after answers (a restart, a full house) after which a browser gives up.
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

export function connect(url, handlers) {
  let waitMs = FIRST_WAIT_MS;

  const open = () => {
    const source = new EventSource(url);
    source.addEventListener("hello", (event) => {
      waitMs = FIRST_WAIT_MS;
      handlers.state("live");
      handlers.hello(JSON.parse(event.data).resumed);
    });
    for (const name of ["spend", "finding", "signal", "alert", "conservation"]) {
      source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
    }
    source.onerror = () => {
      handlers.state("lost");
      if (source.readyState === EventSource.CLOSED) {
        source.close();
        setTimeout(open, waitMs);
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    };
  };
  open();
}
