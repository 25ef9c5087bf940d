using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Governance.Web.Components;

/// <summary>Sends one file at a time. Leaving the page cancels the upload; the API keeps nothing of an incomplete file.</summary>
public sealed partial class FileUpload : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<FileUpload>? _self;
    private IJSObjectReference? _sending;
    private (long Done, long Total)? _sent;
    private UploadProblem? _problem;

    /// <summary>What the server does once it has the whole file; shown after “All sent; ”.</summary>
    [Parameter]
    public string AllSent { get; set; } = "the server is storing it";

    /// <summary>Raised with the body of the API's answer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Done { get; set; }

    /// <summary>Raised when the upload failed or was cancelled; this component shows the reason.</summary>
    [Parameter]
    public EventCallback Failed { get; set; }

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    /// <summary>Whether an upload is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Starts an upload; does nothing while one is under way.</summary>
    /// <param name="input">The file input that holds the chosen file.</param>
    /// <param name="url">The API address to post to.</param>
    /// <param name="fields">Form fields sent before the file; null sends only the file.</param>
    public async Task SendAsync(ElementReference? input, string url, object? fields = null)
    {
        if (IsBusy)
            return;
        (IsBusy, _problem) = (true, null);
        _self ??= DotNetObjectReference.Create(this);
        var sending = await Script.CallAsync<IJSObjectReference>("uploadFile", input, url, _self, fields);
        // An upload that fails at once, such as without a file, has reported it before its handle arrives.
        if (IsBusy)
            _sending = sending;
        StateHasChanged();
    }

    /// <summary>Shows a refusal of the page itself in the place of the server's refusals.</summary>
    public void Refuse(Governance.Platform.Refusal refusal) => ShowProblem(new(0, refusal.What, refusal.Remedy));

    /// <summary>Hides the problem of the last file, when another one is chosen.</summary>
    public void Forget() => ShowProblem(null);

    /// <summary>Called by the browser as the file is sent.</summary>
    /// <param name="done">Bytes sent.</param>
    /// <param name="total">Bytes in all; 0 while unknown.</param>
    [JSInvokable]
    public void OnUploadProgress(long done, long total)
    {
        _sent = (done, total);
        StateHasChanged();
    }

    /// <summary>Called by the browser with the body of the API's answer.</summary>
    [JSInvokable]
    public async Task OnUploadDone(string answer)
    {
        End(null);
        await Done.InvokeAsync(answer);
    }

    /// <summary>Called by the browser when the upload failed.</summary>
    [JSInvokable]
    public async Task OnUploadFailed(UploadProblem problem)
    {
        End(problem);
        await Failed.InvokeAsync();
    }

    private void End(UploadProblem? problem)
    {
        (IsBusy, _sent, _sending) = (false, null, null);
        ShowProblem(problem);
    }

    private void ShowProblem(UploadProblem? problem)
    {
        _problem = problem;
        StateHasChanged();
    }

    private Task StopAsync() => WithHandleAsync(sending => sending.InvokeVoidAsync("cancel"));

    /// <inheritdoc/>
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
            // The browser has closed the page, and its upload with it.
        }
    }
}
