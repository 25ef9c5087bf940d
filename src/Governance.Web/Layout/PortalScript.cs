using Microsoft.JSInterop;

namespace Governance.Web.Layout;

/// <summary>
/// The browser functions that pages share (portal.js): theme, clipboard, zone, shortcuts, downloads. Loaded at the first
/// call. A call to a browser that has disconnected is not an error.
/// </summary>
public sealed class PortalScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Loads another module from <c>/js</c>: <c>LoadAsync("sample-view.js")</c>.</summary>
    public ValueTask<IJSObjectReference> LoadAsync(string file) =>
        js.InvokeAsync<IJSObjectReference>("import", $"/js/{file}");

    /// <summary>Calls a function of portal.js; the default value where the browser has disconnected.</summary>
    public async Task<T?> CallAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            return await (await Module()).InvokeAsync<T>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
    }

    /// <summary>Calls a function of portal.js that returns nothing.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await Module()).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser has closed the page.
        }
    }

    private Task<IJSObjectReference> Module() => _module ??= LoadAsync("portal.js").AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true })
            return;
        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has closed the page.
        }
    }
}
