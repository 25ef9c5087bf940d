using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Governance.Web.Components;

/// <summary>One upload at a time. Who leaves the page stops it; the API keeps nothing of half a file.</summary>
public sealed partial class FileUpload : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<FileUpload>? _self;
    private IJSObjectReference? _sending;
    private (long Done, long Total)? _sent;
    private UploadProblem? _problem;

    /// <summary>What the server does when it has the whole file: “All sent; …”.</summary>
    [Parameter]
    public string AllSent { get; set; } = "the server is storing it";

    /// <summary>The API's answer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Done { get; set; }

    /// <summary>It ended without one; the reason is shown here.</summary>
    [Parameter]
    public EventCallback Failed { get; set; }

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    public bool IsBusy { get; private set; }

    /// <param name="input">The file input that the file was chosen in.</param>
    /// <param name="url">Of the API; posted to.</param>
    /// <param name="fields">Sent as a form before the file; null sends nothing but the file.</param>
    public async Task SendAsync(ElementReference? input, string url, object? fields = null)
    {
        if (IsBusy)
            return;
        (IsBusy, _problem) = (true, null);
        _self ??= DotNetObjectReference.Create(this);
        var sending = await Script.CallAsync<IJSObjectReference>("uploadFile", input, url, _self, fields);
        // What fails at once, such as no file chosen, has said so before its handle came.
        if (IsBusy)
            _sending = sending;
        StateHasChanged();
    }

    /// <summary>What the page itself refuses, shown where the server's refusals stand.</summary>
    public void Refuse(Governance.Platform.Refusal refusal) => Say(new(0, refusal.What, refusal.Remedy));

    /// <summary>Another file was chosen: what was wrong with the last says nothing about it.</summary>
    public void Forget() => Say(null);

    [JSInvokable]
    public void OnUploadProgress(long done, long total)
    {
        _sent = (done, total);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task OnUploadDone(string answer)
    {
        End(null);
        await Done.InvokeAsync(answer);
    }

    [JSInvokable]
    public async Task OnUploadFailed(UploadProblem problem)
    {
        End(problem);
        await Failed.InvokeAsync();
    }

    private void End(UploadProblem? problem)
    {
        (IsBusy, _sent, _sending) = (false, null, null);
        Say(problem);
    }

    private void Say(UploadProblem? problem)
    {
        _problem = problem;
        StateHasChanged();
    }

    private Task StopAsync() => WithHandleAsync(sending => sending.InvokeVoidAsync("cancel"));

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await WithHandleAsync(sending => sending.InvokeVoidAsync("leave"));
        await WithHandleAsync(sending => sending.DisposeAsync());
    }

    private async Task WithHandleAsync(Func<IJSObjectReference, ValueTask> act)
    {
        if (_sending is not { } sending)
            return;
        try
        {
            await act(sending);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its upload with it.
        }
    }
}
