/* The line on which the house tells a page what is new. A browser keeps six of them to
   one house, so a page that nobody sees lets go of its own; one of those keeps it, and
   the number in its title goes on. Who is looked at again hears what was said meanwhile. */

const REST = 20000; // milliseconds unseen, before a line is let go of
const SLOW = 1000; // so long a house may take to answer, before it counts as lost
const SILENT = 40000; // the house beats every 15 s: after so long nothing comes any more
const AGAIN = 5000; // until the next try, where the house has refused
const KEEPER = "greenlane:line"; // the lock of the unseen page that keeps its line

// `hears` has a function for each kind of event, and `error` for a line that is lost.
export function hold(address, hears) {
  let stream = null;
  let last = ""; // what was heard last
  let resting = 0; // until an unseen page lets go
  let again = 0; // until the next try
  let slow = 0;
  let silent = 0;
  let wanted = false; // somebody looks, or this is the page that keeps it
  let kept = null; // the wish to be that one

  function open() {
    // A browser that put the page away may have closed it and said nothing.
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    const after = last ? `&after=${encodeURIComponent(last)}` : "";
    stream = new EventSource(address() + after);
    slow = window.setTimeout(hears.error, SLOW);
    for (const [kind, hear] of Object.entries(hears)) stream.addEventListener(kind, heard(hear));
    stream.addEventListener("beat", heard(() => {}));
    stream.addEventListener("error", failed);
    listening();
  }

  function listening() {
    window.clearTimeout(silent);
    silent = window.setTimeout(dead, SILENT);
  }

  // A line may be cut without a word: a telephone without signal, a pulled cable.
  function dead() {
    hears.error();
    close();
    open();
  }

  function heard(hear) {
    return (event) => {
      if (event.type !== "error") {
        window.clearTimeout(slow);
        listening();
      }
      last = event.lastEventId || last;
      hear(event);
    };
  }

  function failed() {
    if (stream?.readyState !== EventSource.CLOSED) return; // it tries again by itself
    close();
    again = window.setTimeout(() => wanted && open(), AGAIN * (1 + Math.random()));
  }

  function rest() {
    wanted = false;
    close();
  }

  function close() {
    window.clearTimeout(slow);
    window.clearTimeout(silent);
    stream?.close();
    stream = null;
  }

  function keep() {
    kept = new AbortController();
    const { signal } = kept;
    const mine = () => {
      if (signal.aborted) return undefined; // looked at before its turn
      want();
      return new Promise((done) => signal.addEventListener("abort", done));
    };
    navigator.locks?.request(KEEPER, { signal }, mine).catch(() => {}); // the same
  }

  function want() {
    window.clearTimeout(resting);
    window.clearTimeout(again);
    wanted = true;
    open();
  }

  function turned() {
    kept?.abort();
    kept = null;
    if (!document.hidden) {
      want();
      return;
    }
    window.clearTimeout(resting);
    resting = window.setTimeout(rest, REST);
    keep();
  }

  document.addEventListener("visibilitychange", turned);
  turned();
}
