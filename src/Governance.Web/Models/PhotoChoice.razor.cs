using System.Text.Json;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Frame;
using Governance.Web.Ingestion;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Governance.Web.Models;

public sealed partial class PhotoChoice : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<PhotoChoice>? _self;
    private IJSObjectReference? _upload;
    private InputFile? _input;
    private (long Done, long Total)? _sent;
    private UploadProblem? _problem;
    private Guid? _held;

    /// <summary>A new input for each try, so that the same file can be chosen twice.</summary>
    private int _turn;

    [Parameter, EditorRequired] public TrialPhoto? Photo { get; set; }

    /// <summary>Null when it was taken away.</summary>
    [Parameter, EditorRequired] public EventCallback<TrialPhoto?> PhotoChanged { get; set; }
    [Parameter] public string Label { get; set; } = "A photo";

    [Inject] internal TrialPhotos Photos { get; set; } = default!;
    [Inject] internal CurrentActor Current { get; set; } = default!;
    [Inject] internal PortalScript Script { get; set; } = default!;

    /// <summary>The size is judged before a byte travels; what the bytes are, only the host can say.</summary>
    private async Task ChosenAsync(InputFileChangeEventArgs e)
    {
        _problem = null;
        if (e.FileCount == 0) return;
        if (e.File.Size > TrialPhotos.MaxBytes)
        {
            Refuse(new TrialPhotoTooLarge());
            return;
        }
        _self ??= DotNetObjectReference.Create(this);
        _upload = await Script.CallAsync<IJSObjectReference>("uploadFile", _input!.Element, "/api/v1/trial-photos", _self, "POST");
    }

    [JSInvokable]
    public void OnUploadProgress(long done, long total)
    {
        _sent = (done, total);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task OnUploadDone(string answer)
    {
        using var kept = JsonDocument.Parse(answer);
        var photo = Photos.Find(await Current.GetAsync(), kept.RootElement.GetProperty("id").GetGuid());
        if (!photo.Ok)
        {
            Refuse(photo.Refusal!);
            return;
        }
        (_sent, _upload, _held) = (null, null, photo.Value.Id);
        _turn++;
        await PhotoChanged.InvokeAsync(photo.Value);
    }

    [JSInvokable]
    public void OnUploadFailed(UploadProblem problem)
    {
        (_sent, _upload, _problem) = (null, null, problem);
        _turn++;
        StateHasChanged();
    }

    private void Refuse(Refusal refusal) => OnUploadFailed(new(0, refusal.What, refusal.Remedy));

    private async Task TakeAwayAsync()
    {
        await ForgetAsync();
        await PhotoChanged.InvokeAsync(null);
    }

    private async Task ForgetAsync()
    {
        if (_held is not { } held) return;
        _held = null;
        Photos.Remove(await Current.GetAsync(), held);
    }

    /// <summary>Who leaves the page leaves no photo behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        _self?.Dispose();
        if (_upload is not { } upload) return;
        try
        {
            await upload.InvokeVoidAsync("cancel");
            await upload.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its upload with it.
        }
    }
}
