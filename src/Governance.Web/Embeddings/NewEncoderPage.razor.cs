using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Embeddings;

/// <summary>Uploads an encoder to the API and shows a refusal.</summary>
public sealed partial class NewEncoderPage : ComponentBase
{
    private string _name = "";
    private LargeText? _spec;
    private ElementReference _input;
    private FileUpload? _upload;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    private async Task SendAsync()
    {
        var spec = await _spec!.ReadAsync(CancellationToken.None);
        if (spec.Ok)
            await _upload!.SendAsync(_input, "/api/v1/encoders", new { name = _name, spec = spec.Value });
        else
            _upload!.Refuse(spec.Refusal);
    }
}
