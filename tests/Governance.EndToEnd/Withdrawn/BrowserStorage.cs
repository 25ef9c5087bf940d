using Microsoft.Playwright;

namespace Governance.EndToEnd.Withdrawn;

/// <summary>What a browser keeps for the portal.</summary>
internal static class BrowserStorage
{
    private const string Stored = """
        async () => {
          const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
          for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((resolve, reject) => {
              const request = indexedDB.open(name);
              request.onsuccess = () => resolve(request.result);
              request.onerror = () => reject(request.error);
            });
            for (const store of db.objectStoreNames)
              found.push(await new Promise((resolve, reject) => {
                const request = db.transaction(store).objectStore(store).getAll();
                request.onsuccess = () => resolve(`${store}: ${JSON.stringify(request.result)}`);
                request.onerror = () => reject(request.error);
              }));
            db.close();
          }
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(request.url);
          return found.join("\n");
        }
        """;

    private const string Cached = """
        async (url) => {
          try { return (await fetch(url, { cache: "only-if-cached", mode: "same-origin" })).ok; } catch { return false; }
        }
        """;

    /// <summary>Local and session storage, IndexedDB and the addresses in caches, as text.</summary>
    public static Task<string> TextAsync(IPage page) => page.EvaluateAsync<string>(Stored);

    /// <summary>Whether the browser's HTTP cache has the content; the request never reaches the server.</summary>
    public static Task<bool> CachesAsync(IPage page, string url) => page.EvaluateAsync<bool>(Cached, url);
}
