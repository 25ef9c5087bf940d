using System.Text.Json;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Governance.Web.Models;

public sealed partial class PhotoChoice : ComponentBase, IAsyncDisposable
{
    private FileUpload? _upload;
    private InputFile? _input;
    private Guid? _held;

    /// <summary>A new input for each try, so that the same file can be chosen twice.</summary>
    private int _turn;

    [Parameter, EditorRequired]
    public TrialPhoto? Photo { get; set; }

    /// <summary>Null when it was taken away.</summary>
    [Parameter, EditorRequired]
    public EventCallback<TrialPhoto?> PhotoChanged { get; set; }

    [Parameter]
    public string Label { get; set; } = "A photo";

    [Inject]
    internal TrialPhotos Photos { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    /// <summary>The size is judged before a byte travels; what the bytes are, only the host can say.</summary>
    private async Task ChosenAsync(InputFileChangeEventArgs e)
    {
        _upload!.Forget();
        if (e.FileCount == 0)
            return;
        if (e.File.Size > TrialPhotos.MaxBytes)
            Refuse(new TrialPhotoTooLarge());
        else
            await _upload.SendAsync(_input!.Element, "/api/v1/trial-photos");
    }

    private async Task KeptAsync(string answer)
    {
        using var kept = JsonDocument.Parse(answer);
        var photo = Photos.Find(await Current.GetAsync(), kept.RootElement.GetProperty("id").GetGuid());
        if (!photo.Ok)
        {
            Refuse(photo.Refusal);
            return;
        }
        _held = photo.Value.Id;
        _turn++;
        await PhotoChanged.InvokeAsync(photo.Value);
    }

    private void Refuse(Refusal refusal)
    {
        _upload!.Refuse(refusal);
        _turn++;
    }

    private async Task TakeAwayAsync()
    {
        await ForgetAsync();
        await PhotoChanged.InvokeAsync(null);
    }

    private async Task ForgetAsync()
    {
        if (_held is not { } held)
            return;
        _held = null;
        Photos.Remove(await Current.GetAsync(), held);
    }

    /// <summary>Who leaves the page leaves no photo behind.</summary>
    public async ValueTask DisposeAsync() => await ForgetAsync();
}
