using System.Text.Json;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Governance.Web.Models;

/// <summary>Lets a person choose a photo to try a model on.</summary>
public sealed partial class PhotoChoice : ComponentBase, IAsyncDisposable
{
    private FileUpload? _upload;
    private InputFile? _input;
    private Guid? _held;

    /// <summary>A new input for each try, so that the same file can be chosen twice.</summary>
    private int _turn;

    /// <summary>The photo that is kept; null = none.</summary>
    [Parameter, EditorRequired]
    public TrialPhoto? Photo { get; set; }

    /// <summary>Called with the kept photo, or with null when it was removed.</summary>
    [Parameter, EditorRequired]
    public EventCallback<TrialPhoto?> PhotoChanged { get; set; }

    /// <summary>The label of the file input.</summary>
    [Parameter]
    public string Label { get; set; } = "Photo";

    [Inject]
    internal TrialPhotos Photos { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    /// <summary>Checks the size before anything is sent; the host checks the content.</summary>
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

    private async Task RemoveAsync()
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

    /// <summary>Removes the photo from the host when the person leaves the page.</summary>
    public async ValueTask DisposeAsync() => await ForgetAsync();
}
