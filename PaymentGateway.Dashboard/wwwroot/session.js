// Starts the page's circuit and keeps the session's cookie current. The tabs of one browser may have circuits in different
// processes: what one learns is told to the others. Tokens pass through here encrypted, and open nothing without the cookie.
(() => {
  "use strict";
  const tabs = new BroadcastChannel("session");
  let page = null;
  const call = (method, ...args) => page?.invokeMethodAsync(method, ...args).catch(() => {});

  window.sessionSync = {
    attach(reference) {
      page = reference;
    },
    async sendTokens(transfer) {
      tabs.postMessage(transfer);
      const response = await fetch("/session", { method: "POST", body: transfer }).catch(() => null);
      return response?.ok === true;
    },
  };
  tabs.addEventListener("message", event => event.data === "" ? call("UseAsync") : call("TakeTokens", event.data));

  // An open page alone does not keep a session: somebody has to be at it, and says so once a minute.
  const minute = 60000;
  let said = Date.now();
  const sayThatSomebodyIsHere = () => {
    if (Date.now() - said < minute) return;
    said = Date.now();
    fetch("/session/seen", { method: "POST" }).catch(() => {});
    call("UseAsync");
    tabs.postMessage("");
  };
  for (const sign of ["keydown", "pointerdown", "wheel"]) document.addEventListener(sign, sayThatSomebodyIsHere, { passive: true });
  document.getElementById("components-reconnect-modal").addEventListener("components-reconnect-state-changed", event => {
    if (event.detail.state === "hide") call("SendAsync");
  });

  // Blazor tries again only after the first connection of a page.
  const reportFailures = hub => {
    const build = hub.build.bind(hub);
    hub.build = () => {
      const connection = build();
      const start = connection.start.bind(connection);
      connection.start = () => start().catch(error => {
        window.dashboard.connectionFailed();
        throw error;
      });
      return connection;
    };
    return hub;
  };

  // A negotiation would have to be followed by the connection to the same process.
  const webSockets = 1;
  Blazor.start({
    circuit: { configureSignalR: hub => reportFailures(hub.withUrl("_blazor", { skipNegotiation: true, transport: webSockets })) },
  });
})();
