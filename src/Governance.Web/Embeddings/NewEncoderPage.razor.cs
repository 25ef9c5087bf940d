using Governance.Web.Frame;
using Governance.Web.Ingestion;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Governance.Web.Embeddings;

/// <summary>Sends an encoder to the API by HTTP, never through the circuit, and shows what was refused.</summary>
public sealed partial class NewEncoderPage : ComponentBase, IAsyncDisposable
{
    private string _name = "";
    private string _spec = EncoderStarters.All[0].Text;
    private ElementReference _input;
    private DotNetObjectReference<NewEncoderPage>? _self;
    private IJSObjectReference? _upload;
    private (long Done, long Total)? _sent;
    private UploadProblem? _problem;
    private bool _busy;

    [Inject] internal PortalScript Script { get; set; } = default!;
    [Inject] internal NavigationManager Navigator { get; set; } = default!;

    private async Task SendAsync()
    {
        if (_busy) return;
        (_busy, _problem) = (true, null);
        _self ??= DotNetObjectReference.Create(this);
        _upload = await Script.CallAsync<IJSObjectReference>("uploadFile", _input, "/api/v1/encoders", _self, "POST", new { name = _name, spec = _spec });
    }

    private async Task StopAsync()
    {
        if (_upload is not { } upload) return;
        try
        {
            await upload.InvokeVoidAsync("cancel");
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its upload with it.
        }
    }

    [JSInvokable]
    public void OnUploadProgress(long done, long total)
    {
        _sent = (done, total);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnUploadDone(string answer) => Navigator.NavigateTo("/models/encoders");

    [JSInvokable]
    public void OnUploadFailed(UploadProblem problem)
    {
        (_busy, _sent, _upload, _problem) = (false, null, null, problem);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_upload is not { } upload) return;
        try
        {
            await upload.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}
