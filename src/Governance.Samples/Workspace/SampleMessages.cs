using Governance.Platform;

namespace Governance.Samples;

[Code("sample-workspace-title")]
internal sealed record SampleWorkspaceTitle() : Statement("Draw the sample workspace");

[Code("drawing-photos")]
internal sealed record DrawingPhotos() : Statement("drawing photos");
