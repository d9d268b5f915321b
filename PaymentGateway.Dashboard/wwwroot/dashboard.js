// Runs before the first paint: the theme must not flash. Nothing here ever holds a secret; two cookies tell the server how
// to draw ("theme") and where on earth the reader is ("zone").
(() => {
  "use strict";
  const year = 31536000;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const remember = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
  };
  const recall = name => document.cookie.split("; ").find(part => part.startsWith(name + "="))?.slice(name.length + 1);

  // "chosen" keeps a person's own choice apart from what the system happens to show now.
  const chosen = recall("chosen");
  const theme = chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const apply = name => {
    document.documentElement.dataset.theme = name;
    remember("theme", name);
  };
  const isDark = () => document.documentElement.dataset.theme === "dark";
  apply(theme);
  remember("zone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");

  window.dashboard = {
    // Called by the first interactive render; tests wait for the mark.
    ready() {
      document.documentElement.dataset.interactive = "true";
      return isDark();
    },
    toggleTheme() {
      this.setTheme(isDark() ? "light" : "dark");
      return isDark();
    },
    setTheme(name) {
      remember("chosen", name);
      apply(name);
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text); // there is none over http, except on this very machine
        return true;
      } catch {
        return false;
      }
    },
    download(address) {
      const link = document.createElement("a");
      link.href = address;
      link.download = "";
      link.click();
    },
    openTab(address) {
      const tab = window.open(address, "_blank");
      if (tab) tab.opener = null;
      else location.assign(address); // a browser that opens no tabs for pages
    },
    showModal: dialog => dialog.showModal(),
    closeModal: dialog => dialog.close(),
    recallLanguage: () => recall("language") ?? null,
    rememberLanguage: name => remember("language", name),
  };

  document.addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      document.getElementById("search")?.focus();
    }
  });

  // Menus made of <details> close when one clicks elsewhere or presses Escape.
  const closeMenus = except => document.querySelectorAll("details.account[open]").forEach(menu => {
    if (!menu.contains(except)) menu.open = false;
  });
  document.addEventListener("click", event => {
    closeMenus(event.target);
    event.target.closest("[popover] a")?.closest("[popover]").hidePopover(); // it leads to another page, and this one stays
  });
  document.addEventListener("keydown", event => event.key === "Escape" && closeMenus(null));

  document.addEventListener("DOMContentLoaded", () => {
    const modal = document.getElementById("components-reconnect-modal");
    if (!modal) return;
    let watch = 0;
    let hasFailed = false;
    // Without a session every reconnect is refused. The cookie may be gone too, so the address says why to log in again.
    const checkSession = async () => {
      const response = await fetch("/session", { cache: "no-store" }).catch(() => null);
      const back = encodeURIComponent(location.pathname + location.search);
      if (response?.status === 401) location.replace(`/login?ended=1&back=${back}`);
      return response;
    };
    // The server is there but does not know this page any more: only a reload helps.
    const renew = async () => {
      hasFailed = true; // while the server is away, the watch goes on
      if ((await checkSession())?.ok) location.reload();
    };
    const retry = async () => {
      if (!(await Blazor.reconnect().catch(() => false))) renew();
    };
    modal.addEventListener("components-reconnect-state-changed", event => {
      const { state } = event.detail;
      if (state === "show") {
        if (!modal.open) modal.showModal();
        hasFailed = false;
        clearInterval(watch);
        watch = setInterval(async () => {
          if ((await checkSession())?.ok && hasFailed) retry();
        }, 2000);
      }
      if (state === "hide") {
        modal.close();
        clearInterval(watch);
      }
      if (state === "rejected") renew();
      if (state === "failed") hasFailed = true;
    });

    // Before a page has its first connection nothing reconnects it. Logged out in another tab, it will never get one; refused
    // or cut off, a new page gets one. When a new page has failed too, somebody has to ask for another: no page reloads for ever.
    const isInteractive = () => document.documentElement.dataset.interactive === "true";
    document.getElementById("reconnect-button").addEventListener("click", () => (isInteractive() ? retry() : renew()));
    const isSecondTry = performance.getEntriesByType("navigation")[0]?.type === "reload";
    const early = setInterval(async () => {
      if (isInteractive()) clearInterval(early);
      else if ((await checkSession())?.ok && hasFailed && !isSecondTry) location.reload();
    }, 2000);
    window.dashboard.connectionFailed = () => {
      if (isInteractive() || modal.open) return;
      hasFailed = true;
      modal.classList.add(isSecondTry ? "components-reconnect-failed" : "components-reconnect-show");
      modal.showModal();
    };
  });
})();
