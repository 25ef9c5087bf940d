using Governance.Web.Frame;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Embeddings;

/// <summary>Sends an encoder to the API and shows what was refused.</summary>
public sealed partial class NewEncoderPage : ComponentBase
{
    private string _name = "";
    private string _spec = EncoderStarters.All[0].Text;
    private ElementReference _input;
    private FileUpload? _upload;

    [Inject] internal NavigationManager Navigator { get; set; } = default!;

    private Task SendAsync() => _upload!.SendAsync(_input, "/api/v1/encoders", new { name = _name, spec = _spec });
}
