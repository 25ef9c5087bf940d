using Microsoft.JSInterop;

namespace Governance.Web.Layout;

/// <summary>
/// The browser side that pages share (portal.js): theme, clipboard, zone, shortcuts, downloads. Loaded when first needed.
/// A browser that has gone away is no error.
/// </summary>
public sealed class PortalScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>A module under <c>/js</c>, for components that bring their own: <c>LoadAsync("sample-view.js")</c>.</summary>
    public ValueTask<IJSObjectReference> LoadAsync(string file) =>
        js.InvokeAsync<IJSObjectReference>("import", $"/js/{file}");

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

    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await Module()).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    private Task<IJSObjectReference> Module() => _module ??= LoadAsync("portal.js").AsTask();

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
            // The page is gone.
        }
    }
}
